"""What several steps do: teach, wait until it is learned, delete, look whether it is gone."""

from collections.abc import Callable, Generator, Sequence
from time import monotonic

from studio.sessions import delete_session
from studio.types import Record
from studio.walkthrough import checks
from studio.walkthrough.entries import Did, Entry, Said
from studio.walkthrough.scene import BrokenOffError, Scene
from studio.walkthrough.tidying import belonging, delete_records

Play = Generator[Entry, None, None]

LEARNING = "Memory is learning"
READING = "Reading short-term memory"
TEACH = "My boat is called {}."
QUESTION = "What is my boat called?"


def taught(scene: Scene, actor_id: str, name: str) -> Generator[Entry, None, str]:
    """Teach the name in a new session, and wait until it is learned; the session's ID."""
    session_id = scene.new_session(actor_id)
    yield from scene.ask(actor_id, session_id, TEACH.format(name))
    records = yield from learned(scene, actor_id, name, checks.is_fact)
    yield checks.stored(records, name)
    return session_id


def learned(
    scene: Scene, actor_id: str, name: str, is_wanted: Callable[[Record], bool]
) -> Generator[Entry, None, list[Record]]:
    """Wait until one of the wanted records has the name; all that are wanted."""

    def look() -> list[Record]:
        return [record for record in scene.memory.records(actor_id) if is_wanted(record)]

    def is_learned(records: list[Record]) -> bool:
        return bool(checks.naming(records, name))

    return (yield from scene.until(LEARNING, look, is_learned, scene.patience))


def kept(scene: Scene, said: Said, prompts: Sequence[str]) -> Play:
    """Look whether short-term memory has a session's prompts."""
    held = yield from scene.until(
        READING,
        lambda: scene.said_in(said.actor_id, said.session_id),
        lambda found: found == prompts,
    )
    yield checks.kept(held, prompts)


def settled(scene: Scene, actor_id: str) -> Play:
    """Wait until records have not changed for a while: what comes late would be left behind."""
    seen: set[Record] = set()
    changed = monotonic()

    def quiet() -> float:
        nonlocal seen, changed
        records = set(scene.memory.records(actor_id))
        if records != seen:
            seen, changed = records, monotonic()
        return monotonic() - changed

    yield from scene.until(
        "Extraction comes to rest", quiet, lambda seconds: seconds >= scene.settling, scene.patience
    )


def deleted(scene: Scene, actor_id: str, session_id: str) -> Did:
    """Delete a session's events and the actor's records.

    Raises:
        BrokenOffError: an event could not be deleted.
    """
    memory = scene.memory
    event_ids = frozenset(event.id for event in memory.events(actor_id, session_id))
    events = delete_session(memory, actor_id, session_id)
    if events.problems:
        raise BrokenOffError(events.problems[0])
    mine = belonging(memory.records(actor_id), actor_id, event_ids)
    count = delete_records(memory, mine)
    return Did(f"Deleted: {events.count} events of the session, {count} memory records.")


def gone(scene: Scene, actor_id: str, session_id: str, name: str) -> Play:
    """Look whether events and records are gone."""
    memory = scene.memory
    left = yield from scene.until(
        READING, lambda: len(memory.events(actor_id, session_id)), lambda count: not count
    )
    yield checks.no_events(left)
    records = yield from scene.until(
        "Reading long-term memory",
        lambda: memory.records(actor_id),
        lambda found: not checks.naming(found, name),
    )
    yield checks.not_stored(records, name)

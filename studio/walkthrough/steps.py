"""The six steps: what each says, does, and looks at."""

from collections.abc import Callable
from dataclasses import dataclass

from studio.owners import name_of
from studio.walkthrough import acts, checks
from studio.walkthrough.acts import QUESTION, TEACH, Play
from studio.walkthrough.entries import Did
from studio.walkthrough.names import any_cuisine, new_name
from studio.walkthrough.scene import Scene

LIKE = "I love {} food."
CHOICE = "Which restaurant should I book for dinner tonight?"


@dataclass(frozen=True)
class Step:
    """A step: what it is called, what it proves and how, and the play itself."""

    key: str
    title: str
    proves: str
    play: Callable[[Scene], Play]


def short_term(scene: Scene) -> Play:
    """Teach, and ask in the same session, with long-term memory off."""
    actor_id, name = scene.new_actor("short-term"), new_name()
    session_id = scene.new_session(actor_id)
    teach = TEACH.format(name)
    yield from scene.ask(actor_id, session_id, teach, long_term_memory=False)
    answer = yield from scene.ask(actor_id, session_id, QUESTION, long_term_memory=False)
    yield checks.told(answer, name)
    yield from acts.kept(scene, answer, [teach, QUESTION])


def long_term(scene: Scene) -> Play:
    """Teach, wait for extraction, and ask in a new session."""
    actor_id, name = scene.new_actor("long-term"), new_name()
    yield from acts.taught(scene, actor_id, name)
    yield checks.retrieved(scene.searched(actor_id, QUESTION), name)
    answer = yield from scene.ask(actor_id, scene.new_session(actor_id), QUESTION)
    yield from checks.recalled(answer, name)
    yield checks.told(answer, name)


def isolation(scene: Scene) -> Play:
    """Teach as one actor, then ask as another, whose ID begins like the first's."""
    stranger = scene.new_actor("isolation")
    actor_id, name = scene.joined(f"{stranger}-friend"), new_name()
    yield from acts.taught(scene, actor_id, name)
    own = yield from scene.ask(actor_id, scene.new_session(actor_id), QUESTION)
    yield checks.told(own, name)
    yield Did(f"Now {name_of(stranger)} asks the same; the ID begins as the other one does.")
    answer = yield from scene.ask(stranger, scene.new_session(stranger), QUESTION)
    yield checks.not_told(answer, name)
    yield from checks.not_recalled(answer, name)
    yield checks.not_retrieved(scene.searched(stranger, QUESTION), name, "the other actor")


def preferences(scene: Scene) -> Play:
    """State a preference, and ask for advice in a new session."""
    actor_id, cuisine = scene.new_actor("preferences"), any_cuisine()
    yield from scene.ask(actor_id, scene.new_session(actor_id), LIKE.format(cuisine))
    records = yield from acts.learned(scene, actor_id, cuisine, checks.is_preference)
    yield checks.stored(records, cuisine, "a preference")
    answer = yield from scene.ask(actor_id, scene.new_session(actor_id), CHOICE)
    yield from checks.recalled(answer, cuisine, "the preference")
    yield checks.told(answer, cuisine)


def restart(scene: Scene) -> Play:
    """Teach, end the process, and go on in the same session; then ask in a new one."""
    actor_id, name = scene.new_actor("restart"), new_name()
    session_id = yield from acts.taught(scene, actor_id, name)
    yield checks.process_ended(scene.end_process(session_id))
    answer = yield from scene.ask(actor_id, session_id, QUESTION, long_term_memory=False)
    yield checks.told(answer, name)
    yield from acts.kept(scene, answer, [TEACH.format(name), QUESTION])
    yield checks.process_ended(scene.end_process(session_id))
    fresh = yield from scene.ask(actor_id, scene.new_session(actor_id), QUESTION)
    yield from checks.recalled(fresh, name)
    yield checks.told(fresh, name)


def deletion(scene: Scene) -> Play:
    """Teach, delete the events that taught and the records, and ask in a new session."""
    actor_id, name = scene.new_actor("deletion"), new_name()
    session_id = yield from acts.taught(scene, actor_id, name)
    yield from acts.settled(scene, actor_id)
    yield checks.retrieved(scene.searched(actor_id, QUESTION), name)
    yield acts.deleted(scene, actor_id, session_id)
    yield from acts.gone(scene, actor_id, session_id, name)
    yield checks.not_retrieved(scene.searched(actor_id, QUESTION), name, "the actor")
    answer = yield from scene.ask(actor_id, scene.new_session(actor_id), QUESTION)
    yield from checks.not_recalled(answer, name)
    yield checks.not_told(answer, name)


STEPS = (
    Step(
        "short-term",
        "Short-term memory",
        "Inside a session, the agent knows what was said before; long-term memory is off.",
        short_term,
    ),
    Step(
        "long-term",
        "Long-term memory",
        "What was said becomes a memory record, and a new session recalls it.",
        long_term,
    ),
    Step(
        "isolation",
        "People kept apart",
        "Another actor is not told, nor finds it by retrieval.",
        isolation,
    ),
    Step(
        "preferences",
        "Preferences used",
        "A preference is kept as one, recalled when advice is asked for, and named in it.",
        preferences,
    ),
    Step(
        "restart",
        "A restart survived",
        "The process ends; the same session goes on with its history, and a new one recalls.",
        restart,
    ),
    Step(
        "deletion",
        "Deletion honoured",
        "Events and records are deleted; it is neither recalled nor retrieved any more.",
        deletion,
    ),
)

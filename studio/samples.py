"""Three sample actors with a history of some weeks, put into a memory the way any agent would."""

import time
import tomllib
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any

from studio import prices, stored
from studio.forgetting import Forgetting
from studio.ids import new_session_id
from studio.learning import LEAST_SETTLING_SECONDS, SETTLING_SHARE
from studio.memory import Memory
from studio.problems import Problem

FILE = Path(__file__).with_suffix(".toml")
ROLES = ("user", "assistant")
SECONDS_BETWEEN_MESSAGES = 20
LOOK_SECONDS = 0.25
Known = frozenset[tuple[str, str]]
"""The IDs and texts of an actor's records."""
LEFT = Problem(
    "Some of what is kept of the sample actors could not be deleted.",
    "Look at them on Memories, then load them again.",
    "NotDeleted",
)


class NotResetError(Exception):
    """The sample actors are not as they should be: `problem` says why."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.what)
        self.problem = problem


@dataclass(frozen=True)
class SampleSession:
    """What was said in a session that began so many days before now; turns are pairs of texts."""

    days: int
    at: str
    turns: tuple[tuple[str, str], ...]

    def began(self, now: datetime) -> datetime:
        """When it began, counted from now."""
        hours, minutes = map(int, self.at.split(":"))
        day = now.astimezone(UTC) - timedelta(days=self.days)
        return day.replace(hour=hours, minute=minutes, second=0, microsecond=0)

    @property
    def messages(self) -> Iterator[tuple[str, str]]:
        """Roles and texts, in order."""
        for turn in self.turns:
            yield from zip(ROLES, turn, strict=True)


@dataclass(frozen=True)
class SampleActor:
    """An actor and their sessions, the oldest first."""

    id: str
    about: str
    sessions: tuple[SampleSession, ...]


@dataclass(frozen=True)
class Progress:
    """How far loading has come: from 0 to 1, and what is being done."""

    share: float
    doing: str


@cache
def actors() -> tuple[SampleActor, ...]:
    """The sample actors."""
    with FILE.open("rb") as file:
        return tuple(map(_actor, tomllib.load(file)["actor"]))


def count_events() -> int:
    """How many events all of them have."""
    sessions = [session for actor in actors() for session in actor.sessions]
    return sum(stored.STATE_EVENTS + len(list(session.messages)) for session in sessions)


def dollars() -> float:
    """What writing the events costs on AWS at list prices; records cost by the month besides."""
    return count_events() * prices.CALLS["CreateEvent"].each


def reset(
    memory: Memory,
    patience: float,
    now: datetime | None = None,
    sleep: Callable[[float], None] = time.sleep,
) -> Iterator[Progress]:
    """Delete what is kept of the sample actors, then write their history, and let memory learn.

    Nobody else's data is touched. Sessions are written in the order of their dates, a round of them
    after what the round before taught is learned: what was said later is to end what was said
    earlier. `patience` is for how many seconds a round may take to become records.

    Raises:
        NotResetError: what was there could not be deleted.
        ClientError, BotoCoreError: memory could not be read or written. What was written stays.
    """
    begun = now or datetime.now(UTC)
    rounds = max(len(actor.sessions) for actor in actors())
    steps = len(actors()) + rounds
    for number, actor in enumerate(actors()):
        yield Progress(number / steps, f"Deleting what is kept of {actor.id}…")
        _forget(memory, memory.owner.actor_id(actor.id))
    for number in range(rounds):
        share = (len(actors()) + number) / steps
        yield Progress(share, f"Writing sessions: {number + 1} of {rounds}…")
        taught = [actor for actor in actors() if number < len(actor.sessions)]
        before = {each: _known(memory, each) for each in _ids(memory, taught)}
        for actor in taught:
            _write(memory, memory.owner.actor_id(actor.id), actor.sessions[number], begun)
        yield Progress(share + 0.5 / steps, f"Memory learns: {number + 1} of {rounds}…")
        _let_learn(memory, before, patience, sleep)
    yield Progress(1.0, "Done.")


def _forget(memory: Memory, actor_id: str) -> None:
    """Delete all that is kept, or raise NotResetError."""
    forgetting = Forgetting(memory, actor_id, patience=0)
    for _ in forgetting.rounds():
        pass
    if not forgetting.report.is_clean:
        raise NotResetError(forgetting.report.problem or LEFT)


def _write(memory: Memory, actor_id: str, session: SampleSession, now: datetime) -> None:
    """Write the session as an agent would have, so that it can be gone on with in Chat."""
    moment = session.began(now)
    session_id = new_session_id(actor_id, moment)
    events = [(moment, content) for content in stored.beginning(session_id, moment)]
    for index, (role, text) in enumerate(session.messages):
        moment += timedelta(seconds=SECONDS_BETWEEN_MESSAGES)
        events.append((moment, stored.said(role, text, index, moment)))
    for stamp, content in events:
        memory.client.create_event(
            memoryId=memory.memory_id,
            actorId=actor_id,
            sessionId=session_id,
            eventTimestamp=stamp,
            **content,
        )


def _ids(memory: Memory, named: Iterable[SampleActor]) -> list[str]:
    return [memory.owner.actor_id(actor.id) for actor in named]


def _let_learn(
    memory: Memory, before: Mapping[str, Known], patience: float, sleep: Callable[[float], None]
) -> None:
    """Wait until each actor has other records than before and no more come, or patience is over."""
    settling = max(LEAST_SETTLING_SECONDS, patience / SETTLING_SHARE)
    seen, since = dict(before), time.monotonic()
    end = since + patience
    while time.monotonic() < end:
        sleep(LOOK_SECONDS if patience < 60 else LOOK_SECONDS * 20)
        found = {each: _known(memory, each) for each in before}
        if found != seen:
            seen, since = found, time.monotonic()
        has_come = all(found[each] != before[each] for each in before)
        if has_come and time.monotonic() - since > settling:
            return


def _known(memory: Memory, actor_id: str) -> Known:
    return frozenset((record.id, record.text) for record in memory.records(actor_id))


def _actor(item: Mapping[str, Any]) -> SampleActor:
    sessions = (
        SampleSession(
            each["days"], each["at"], tuple((said, answer) for said, answer in each["turns"])
        )
        for each in item["session"]
    )
    ordered = sorted(sessions, key=lambda session: session.days, reverse=True)
    return SampleActor(item["id"], item["about"], tuple(ordered))

"""What a step has at hand: actors of its own, the agent, the memory, and patience."""

from collections.abc import Callable, Generator, Iterable
from contextlib import closing
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from threading import Event
from time import monotonic
from typing import TypeVar

from studio import namespaces
from studio.following import follow
from studio.ids import new_session_id
from studio.learning import LEAST_SETTLING_SECONDS, SETTLING_SHARE
from studio.memory import Memory
from studio.problems import Problem
from studio.runtime import Runtime
from studio.turns import turns
from studio.types import Failed, Record, Turn
from studio.walkthrough.entries import Entry, Said, Waited
from studio.walkthrough.names import new_actor_id

T = TypeVar("T")

MOST_FOUND = 20
SOON_SECONDS = 10.0
"""How long what was written or deleted may take until it is read so."""


class StoppedError(Exception):
    """Somebody stopped the walkthrough."""


class BrokenOffError(Exception):
    """The step cannot go on: `problem` says why."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.what)
        self.problem = problem


@dataclass
class Scene:
    """The agent and its memory, `patience` in seconds for learning, and who has talked so far.

    Its methods raise botocore's ClientError or BotoCoreError where a call fails, and StoppedError
    once `stop` is set.
    """

    memory: Memory
    runtime: Runtime
    patience: float
    stop: Event = field(default_factory=Event)
    cast: dict[str, list[str]] = field(default_factory=dict)

    @property
    def settling(self) -> float:
        """Seconds without a change after which no more is expected of extraction."""
        return max(LEAST_SETTLING_SECONDS, self.patience / SETTLING_SHARE)

    def new_actor(self, role: str) -> str:
        """Somebody whom memory does not know yet."""
        return self.joined(self.memory.owner.actor_id(new_actor_id(role)))

    def joined(self, actor_id: str) -> str:
        """The actor, who counts among the cast from now on."""
        self.cast.setdefault(actor_id, [])
        return actor_id

    def new_session(self, actor_id: str) -> str:
        """A new session of the actor's."""
        session_id = new_session_id(actor_id)
        self.cast[actor_id].append(session_id)
        return session_id

    def ask(
        self, actor_id: str, session_id: str, prompt: str, *, long_term_memory: bool = True
    ) -> Generator[Entry, None, Said]:
        """Say something to the agent, and have it answered.

        Raises:
            BrokenOffError: the turn failed.
        """
        said = Said(actor_id, session_id, Turn(prompt, asked_at=datetime.now(UTC)))
        yield said
        invocation = self.runtime.invoke(
            prompt, actor_id, session_id, long_term_memory=long_term_memory
        )
        with closing(follow(invocation)) as events:
            for event in events:
                self._go_on()
                if event is not None:
                    said = replace(said, turn=said.turn.plus(event))
                    yield said
        end = said.turn.end
        if isinstance(end, Failed):
            raise BrokenOffError(Problem(end.what, end.remedy, end.code))
        return said

    def until(
        self,
        what: str,
        look: Callable[[], T],
        is_enough: Callable[[T], bool],
        seconds: float = SOON_SECONDS,
    ) -> Generator[Entry, None, T]:
        """Look again and again until it is enough or the seconds are over; what was seen last."""
        began, patience = monotonic(), min(seconds, self.patience)
        has_waited = False
        while True:
            self._go_on()
            found = look()
            passed = monotonic() - began
            is_over = is_enough(found) or passed >= patience
            if not is_over or has_waited:
                yield Waited(what, passed, patience, is_over)
            if is_over:
                return found
            has_waited = True
            self.stop.wait(min(max(patience / 100, 0.2), 2.0))

    def said_in(self, actor_id: str, session_id: str) -> list[str]:
        """The prompts that short-term memory holds of a session, oldest first."""
        return [turn.prompt for turn in turns(self.memory.events(actor_id, session_id))]

    def searched(self, actor_id: str, query: str) -> list[Record]:
        """Whatever retrieval gives at the actor's namespace paths, also what is not theirs."""
        strategies = self.memory.strategies
        paths = {path for each in strategies for path in namespaces.paths(each, actor_id)}
        found = [record for path in sorted(paths) for record in self._retrieved(path, query)]
        return sorted(found, key=lambda record: record.score or 0.0, reverse=True)

    def end_process(self, session_id: str) -> int:
        """End the process that answers in a session; the status that the service answers with."""
        answer = self.runtime.client.stop_runtime_session(
            agentRuntimeArn=self.runtime.agent_runtime_arn,
            qualifier=self.runtime.qualifier,
            runtimeSessionId=session_id,
        )
        return int(answer.get("statusCode", 0))

    def _retrieved(self, path: str, query: str) -> Iterable[Record]:
        found = self.memory.client.retrieve_memory_records(
            memoryId=self.memory.memory_id,
            namespacePath=path,
            searchCriteria={"searchQuery": query, "topK": MOST_FOUND},
        )
        return map(self.memory.record, found["memoryRecordSummaries"])

    def _go_on(self) -> None:
        if self.stop.is_set():
            raise StoppedError

"""A conversation of an actor with the agent: its turns so far, and the next one."""

from collections.abc import Generator, Sequence
from contextlib import closing
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from time import monotonic

from studio import namespaces
from studio.calls import Calls, recorded
from studio.following import PATIENCE_SECONDS, follow
from studio.learning import NO_STRATEGY, NOT_STORED, Learning, State
from studio.memory import Memory
from studio.problems import CALL_ERRORS, Problem, explain
from studio.runtime import Runtime
from studio.turns import turns
from studio.types import Done, Failed, Recalled, Record, Turn, TurnEvent

NEWEST_EVENTS = 40
"""Enough to hold one turn with its tool calls."""
STORING_SECONDS = 3.0
"""How long after its answer a turn's events may take to be listed."""
STOPPED = Failed(
    "You stopped this answer.",
    "What had arrived is kept here. The agent may still finish it and store it in memory: "
    "a reload of this page then shows the whole answer.",
    "Stopped",
)
INTERRUPTED = Failed(
    "The answer was interrupted.",
    "The page moved on before the agent had finished. The agent may have finished it since: "
    "reload this page to see, or try again.",
    "Interrupted",
)


@dataclass
class Exchange:
    """A turn, and what came of it; None where nothing is known about that.

    `calls` are the app's own; `is_past` tells that it was read from memory, not seen to happen.
    """

    turn: Turn
    learning: Learning | None = None
    calls: Calls = field(default_factory=Calls)
    is_past: bool = False

    @property
    def is_learning(self) -> bool:
        """Whether more may come of it."""
        return self.learning is not None and self.learning.state is State.PENDING

    @property
    def is_stopped(self) -> bool:
        """Whether the person stopped its answer."""
        return self.turn.end is STOPPED


@dataclass
class Conversation:
    """One session's turns, the running one included.

    `known` are the actor's records when they were last read, and `problem` says why that failed.
    """

    actor_id: str
    session_id: str
    exchanges: list[Exchange] = field(default_factory=list)
    known: Sequence[Record] = ()
    problem: Problem | None = None

    @classmethod
    def load(cls, memory: Memory, actor_id: str, session_id: str) -> "Conversation":
        """The conversation so far, as memory has it.

        Raises:
            ClientError, BotoCoreError: its events could not be read.
        """
        loaded = cls(actor_id, session_id)
        past = turns(memory.events(actor_id, session_id))
        loaded._look(memory)
        loaded.exchanges = [
            Exchange(turn, Learning.past(loaded.known, turn.event_ids), is_past=True)
            for turn in past
        ]
        return loaded

    def begin(self, prompt: str) -> Exchange:
        """Add the turn that the prompt starts."""
        exchange = Exchange(Turn(prompt, asked_at=datetime.now(UTC)))
        self.exchanges.append(exchange)
        return exchange

    def answer(
        self,
        exchange: Exchange,
        memory: Memory,
        runtime: Runtime,
        patience: float,
        *,
        long_term_memory: bool = True,
        show_context: bool = False,
        pace: float = PATIENCE_SECONDS,
    ) -> Generator[TurnEvent | None]:
        """Have the exchange's prompt answered, and pass the events on as they come.

        None says that the answer still runs and nothing new came for `pace` seconds. Closed before
        its end, this closes the agent's stream. Once the answer is complete, the exchange is
        `learning`, for `patience` seconds at most.
        """
        with recorded(exchange.calls):
            before = self._look(memory)
            invocation = runtime.invoke(
                exchange.turn.prompt,
                self.actor_id,
                self.session_id,
                long_term_memory=long_term_memory,
                show_context=show_context,
                show_trace=True,
            )
            events = follow(invocation, pace)
        with closing(events):
            for event in events:
                if isinstance(event, Recalled) and before is None:
                    event = self._checked(event, memory)
                if event is not None:
                    exchange.turn = exchange.turn.plus(event)
                yield event
        if isinstance(exchange.turn.end, Done):
            self._begin_learning(exchange, before, memory, patience)

    def watch(self, exchange: Exchange, memory: Memory) -> None:
        """Look once more at what the exchange has taught, if more may come."""
        if exchange.learning is None or not exchange.is_learning:
            return
        with recorded(exchange.calls):
            problem = self._find_events(exchange, memory) or self._look(memory)
        if problem is not None:
            exchange.learning = exchange.learning.failed(problem)
        else:
            exchange.learning = exchange.learning.observe(self.known, monotonic())

    def stop(self, memory: Memory, patience: float) -> None:
        """Mark the running turn as stopped by the person: it teaches what was stored of it."""
        for exchange in self._unfinished():
            exchange.turn = exchange.turn.plus(STOPPED)
            self._begin_learning(exchange, None, memory, patience)

    def settle(self) -> None:
        """Mark a turn that was left before its end: nobody reads its stream any more."""
        for exchange in self._unfinished():
            exchange.turn = exchange.turn.plus(INTERRUPTED)

    def drop_failed(self) -> str:
        """Take the failed last turn away, to be asked again; its prompt."""
        return self.exchanges.pop().turn.prompt

    def _unfinished(self) -> list[Exchange]:
        return [exchange for exchange in self.exchanges if exchange.turn.end is None]

    def _begin_learning(
        self, exchange: Exchange, problem: Problem | None, memory: Memory, patience: float
    ) -> None:
        begun = Learning.begin(self.known, (), monotonic(), patience)
        exchange.learning = begun
        with recorded(exchange.calls):
            problem = problem or self._find_events(exchange, memory)
        if problem is None and not memory.strategies:
            problem = NO_STRATEGY
        if problem is not None:
            exchange.learning = begun.failed(problem)

    def _find_events(self, exchange: Exchange, memory: Memory) -> Problem | None:
        """Find the turn's events, if they are not known yet; NOT_STORED once it is too late."""
        learning = exchange.learning
        if exchange.turn.event_ids or learning is None:
            return None
        try:
            newest = turns(memory.events(self.actor_id, self.session_id, NEWEST_EVENTS))
        except CALL_ERRORS as error:
            return explain(error)
        others = {each for one in self.exchanges for each in one.turn.event_ids}
        if newest and not others & set(newest[-1].event_ids):
            exchange.turn = replace(exchange.turn, event_ids=newest[-1].event_ids)
            exchange.learning = replace(learning, event_ids=frozenset(newest[-1].event_ids))
            return None
        return NOT_STORED if monotonic() - learning.started > STORING_SECONDS else None

    def _checked(self, found: Recalled, memory: Memory) -> Recalled:
        strays = namespaces.strays(found.namespaces, memory.strategies, self.actor_id)
        return replace(found, strays=strays)

    def _look(self, memory: Memory) -> Problem | None:
        """Read what is known of the actor; a turn is worth taking even when that fails."""
        try:
            self.known, self.problem = memory.records(self.actor_id), None
        except CALL_ERRORS as error:
            self.problem = explain(error)
        return self.problem

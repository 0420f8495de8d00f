"""A conversation of an actor with the agent: its turns so far, and the next one."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from time import monotonic

from studio.learning import Learning, State
from studio.memory import Memory
from studio.problems import CALL_ERRORS, Problem, explain
from studio.runtime import Runtime
from studio.turns import turns
from studio.types import Done, Failed, Record, Turn, TurnEvent

NEWEST_EVENTS = 40
"""Enough to hold one turn with its tool calls."""
INTERRUPTED = Failed(
    "The answer was interrupted.",
    "The page moved on before the agent had finished.",
    "Interrupted",
)


@dataclass
class Exchange:
    """A turn, and what came of it; None where nothing is known about that."""

    turn: Turn
    learning: Learning | None = None

    @property
    def is_learning(self) -> bool:
        """Whether more may come of it."""
        return self.learning is not None and self.learning.state is State.PENDING


@dataclass
class Conversation:
    """One session's turns, the running one included."""

    actor_id: str
    session_id: str
    exchanges: list[Exchange] = field(default_factory=list)

    @classmethod
    def load(cls, memory: Memory, actor_id: str, session_id: str) -> "Conversation":
        """The conversation so far, as memory has it.

        Raises:
            ClientError, BotoCoreError: memory could not be read.
        """
        past = turns(memory.events(actor_id, session_id))
        records = memory.records(actor_id) if past else []
        exchanges = [Exchange(turn, Learning.past(records, turn.event_ids)) for turn in past]
        return cls(actor_id, session_id, exchanges)

    def begin(self, prompt: str) -> Exchange:
        """Add the turn that the prompt starts."""
        exchange = Exchange(Turn(prompt, asked_at=datetime.now(UTC)))
        self.exchanges.append(exchange)
        return exchange

    def answer(
        self, exchange: Exchange, memory: Memory, runtime: Runtime, patience: float
    ) -> Iterator[TurnEvent]:
        """Have the exchange's prompt answered, and pass the events on as they come.

        Once the answer is complete, the exchange is `learning`, for `patience` seconds at most.
        """
        before = _looked(memory, self.actor_id)
        for event in runtime.invoke(exchange.turn.prompt, self.actor_id, self.session_id):
            exchange.turn = exchange.turn.plus(event)
            yield event
        if isinstance(exchange.turn.end, Done):
            self._begin_learning(exchange, before, memory, patience)

    def watch(self, exchange: Exchange, memory: Memory) -> None:
        """Look once more at what the exchange has taught, if more may come."""
        if exchange.learning is None or not exchange.is_learning:
            return
        seen = _looked(memory, self.actor_id)
        if isinstance(seen, Problem):
            exchange.learning = exchange.learning.failed(seen)
        else:
            exchange.learning = exchange.learning.observe(seen, monotonic())

    def _begin_learning(
        self, exchange: Exchange, before: list[Record] | Problem, memory: Memory, patience: float
    ) -> None:
        if isinstance(before, Problem):
            exchange.learning = Learning().failed(before)
            return
        try:
            newest = turns(memory.events(self.actor_id, self.session_id, NEWEST_EVENTS))
        except CALL_ERRORS as error:
            exchange.learning = Learning().failed(explain(error))
            return
        event_ids = newest[-1].event_ids if newest else ()
        exchange.turn = replace(exchange.turn, event_ids=event_ids)
        exchange.learning = Learning.begin(before, event_ids, monotonic(), patience)

    def settle(self) -> None:
        """Mark a turn that was left before its end: nobody reads its stream any more."""
        for exchange in self.exchanges:
            if exchange.turn.end is None:
                exchange.turn = exchange.turn.plus(INTERRUPTED)

    def drop_failed(self) -> str:
        """Take the failed last turn away, to be asked again; its prompt."""
        return self.exchanges.pop().turn.prompt


def _looked(memory: Memory, actor_id: str) -> list[Record] | Problem:
    # A turn is worth taking even when what it teaches cannot be seen.
    try:
        return memory.records(actor_id)
    except CALL_ERRORS as error:
        return explain(error)

"""The same prompts to the same agent twice: without long-term memory, and with it."""

from collections.abc import Generator, Iterator
from contextlib import ExitStack, closing
from dataclasses import dataclass, field
from time import monotonic, sleep
from uuid import uuid4

from studio.conversation import Conversation, Exchange
from studio.ids import new_session_id
from studio.memory import Memory
from studio.owners import EVERYBODY, Owner
from studio.problems import CALL_ERRORS, Problem, explain
from studio.runtime import Runtime
from studio.types import Failed, TurnEvent

PACE_SECONDS = 0.02
"""How long one side is waited for before the other's turn to be heard."""
LOOK_SECONDS = 0.5
TEACH = "I'm vegetarian and I can't stand early flights. My daughter Emma starts school in Lisbon."
ASK = "What do you know about me?"


@dataclass(frozen=True)
class Act:
    """A heading in the story: what happens next, and why."""

    title: str
    note: str


@dataclass(frozen=True)
class Said:
    """Something that one side answered; side 0 is the one without long-term memory."""

    side: int
    event: TurnEvent


@dataclass(frozen=True)
class Waited:
    """How long memory has been learning, of how many seconds at most."""

    seconds: float
    patience: float


@dataclass(frozen=True)
class Halted:
    """Why the story could not go on."""

    problem: Problem


@dataclass(frozen=True)
class Asked:
    """A prompt and what each side made of it."""

    prompt: str
    exchanges: tuple[Exchange, Exchange]


TEACHING = Act("Teach both sides", "The same message, in a new session on each side.")
LEARNING = Act("Memory learns", "Extraction turns what was said into records, behind the answer.")
FORGETTING = Act(
    "End the session",
    "The agent's processes end, and a new session begins on each side: what only the conversation "
    "knew is gone.",
)
ASKING = Act("Ask again", "The same question to both. Only one side may look into memory.")

Told = Act | Asked | Said | Waited | Halted


@dataclass
class Comparison:
    """Two sides of one actor, each in a session of its own, and what was asked of them so far."""

    actor_id: str
    sides: tuple[Conversation, Conversation]
    entries: list[Act | Asked | Halted] = field(default_factory=list)

    @classmethod
    def of(cls, actor_id: str) -> "Comparison":
        """A comparison in two new sessions of the actor."""
        return cls(actor_id, _sessions(actor_id))

    def ask(
        self, prompt: str, memory: Memory, runtime: Runtime, patience: float
    ) -> Generator[Told | None]:
        """Ask both sides at once, and pass on what they answer as it comes.

        First comes the Asked. None says that nothing new came. Closed before the end, this closes
        both streams.
        """
        exchanges = [side.begin(prompt) for side in self.sides]
        asked = Asked(prompt, (exchanges[0], exchanges[1]))
        self.entries.append(asked)
        yield asked
        answers = [
            side.answer(
                exchange,
                memory,
                runtime,
                patience,
                long_term_memory=bool(number),
                show_context=True,
                pace=PACE_SECONDS,
            )
            for number, (side, exchange) in enumerate(zip(self.sides, exchanges, strict=True))
        ]
        with ExitStack() as stack:
            for answer in answers:
                stack.enter_context(closing(answer))
            yield from _in_turns(answers)

    def story(self, memory: Memory, runtime: Runtime, patience: float) -> Generator[Told | None]:
        """Teach both sides, wait for what is learned, end their sessions, and ask both."""
        yield self._act(TEACHING)
        yield from self.ask(TEACH, memory, runtime, patience)
        if self._has_failed():
            return
        yield self._act(LEARNING)
        yield from self._learn(memory, patience)
        yield self._act(FORGETTING)
        if (problem := self.renew(runtime)) is not None:
            yield self._halt(problem)
            return
        yield self._act(ASKING)
        yield from self.ask(ASK, memory, runtime, patience)
        if not self._has_failed():
            yield self._act(_difference(self.sides[1].exchanges[-1]))

    def renew(self, runtime: Runtime) -> Problem | None:
        """End both runtime sessions and begin two new ones; what kept it from ending them."""
        try:
            for side in self.sides:
                if side.exchanges:
                    runtime.stop(side.session_id)
        except CALL_ERRORS as error:
            return explain(error)
        self.sides = _sessions(self.actor_id)
        return None

    def settle(self) -> None:
        """Mark turns that were left before their end: nobody reads their streams any more."""
        for side in self.sides:
            side.settle()

    def _learn(self, memory: Memory, patience: float) -> Iterator[Waited]:
        """Wait until what was said has become records on both sides, or patience ends."""
        started = monotonic()
        while self._is_learning():
            for side in self.sides:
                for exchange in side.exchanges:
                    side.watch(exchange, memory)
            yield Waited(monotonic() - started, patience)
            sleep(LOOK_SECONDS)

    def _is_learning(self) -> bool:
        return any(exchange.is_learning for side in self.sides for exchange in side.exchanges)

    def _has_failed(self) -> bool:
        return any(
            isinstance(exchange.turn.end, Failed)
            for side in self.sides
            for exchange in side.exchanges
        )

    def _act(self, act: Act) -> Act:
        self.entries.append(act)
        return act

    def _halt(self, problem: Problem) -> Halted:
        halted = Halted(problem)
        self.entries.append(halted)
        return halted


def story_actor(owner: Owner = EVERYBODY) -> str:
    """The ID of an owner's actor who has told nothing yet, for one telling of the story."""
    return owner.actor_id(f"story-{uuid4().hex[:8]}")


def _sessions(actor_id: str) -> tuple[Conversation, Conversation]:
    return (
        Conversation(actor_id, new_session_id(actor_id)),
        Conversation(actor_id, new_session_id(actor_id)),
    )


def _difference(with_memory: Exchange) -> Act:
    """What the two last answers show, by what was recalled for the second."""
    recalled = with_memory.turn.recalled
    count = len(recalled.records) if recalled else 0
    if not count:
        return Act(
            "No difference",
            "Nothing was recalled on the right. Was it learned? See Memories, or ask again there.",
        )
    return Act(
        "The difference",
        f"On the right, {count} {'record' if count == 1 else 'records'} from the session before "
        "came back. On the left, the agent had the question and nothing else.",
    )


def _in_turns(answers: list[Generator[TurnEvent | None]]) -> Iterator[Said | None]:
    """What the sides answer, whichever has something to say.

    The side with memory is asked first: it is not to recall what the other has just taught.
    """
    running = dict(reversed(list(enumerate(answers))))
    while running:
        for side, answer in list(running.items()):
            try:
                event = next(answer)
            except StopIteration:
                del running[side]
            else:
                yield Said(side, event) if event is not None else None

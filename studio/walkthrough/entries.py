"""What happens in a step, one thing after the other."""

from dataclasses import dataclass

from studio.types import Text, Turn


@dataclass(frozen=True)
class Said:
    """A turn of an actor's session; the turn has no end while the answer still comes."""

    actor_id: str
    session_id: str
    turn: Turn

    @property
    def answer(self) -> str:
        """The answer's text, without its tool calls."""
        parts = (part.text for part in self.turn.parts if isinstance(part, Text))
        return "\n".join(parts).strip()


@dataclass(frozen=True)
class Waited:
    """A wait, so far or over: what for, the seconds passed, and how many there may be."""

    what: str
    seconds: float
    patience: float
    is_over: bool = False


@dataclass(frozen=True)
class Did:
    """Something done to the session or the memory, in a sentence."""

    what: str


@dataclass(frozen=True)
class Check:
    """A claim, what had to be seen for it to hold, and what was seen."""

    claim: str
    expected: str
    seen: str
    passed: bool


Entry = Said | Waited | Did | Check


def with_entry(entries: tuple[Entry, ...], entry: Entry) -> tuple[Entry, ...]:
    """The entries and one more, which takes the place of the last if it only goes on with that."""
    return (*entries[:-1], entry) if entries and _goes_on(entries[-1]) else (*entries, entry)


def _goes_on(last: Entry) -> bool:
    match last:
        case Said():
            return last.turn.end is None
        case Waited():
            return not last.is_over
        case _:
            return False

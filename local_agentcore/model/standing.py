"""Which statements still stand: later ones replace their contraries, repetitions go."""

from collections.abc import Iterable

from local_agentcore.model.focus import DISLIKING
from local_agentcore.model.statements import Statement
from local_agentcore.model.vocabulary import stem

_OPINIONS = frozenset(
    {stem("like"), stem("dislike"), stem("more"), stem("anymore"), stem("longer")}
)


def standing(known: Iterable[Statement]) -> list[Statement]:
    """What still stands, the latest said first; what memory gave comes last, in its order."""
    kept: list[Statement] = []
    for statement in sorted(known, key=lambda one: -one.order):
        if not any(_makes_needless(other, statement) for other in kept):
            kept = [other for other in kept if not _adds_nothing(other, statement)]
            kept.append(statement)
    return kept


def affirms(statement: Statement) -> bool:
    """Whether it says that something is so, or liked."""
    return not statement.negated and DISLIKING.search(statement.text) is None


def _makes_needless(other: Statement, statement: Statement) -> bool:
    """Whether the other, which was not said earlier, repeats this one or contradicts it."""
    same = other.text.casefold() == statement.text.casefold()
    contrary = (
        other.order > statement.order
        and affirms(other) is not affirms(statement)
        and other.words - _OPINIONS == statement.words - _OPINIONS
    )
    return same or contrary or _adds_nothing(statement, other)


def _adds_nothing(statement: Statement, other: Statement) -> bool:
    """Whether all of it stands in the other, too."""
    return (
        bool(statement.words)
        and statement.words <= other.words
        and len(statement.text) <= len(other.text)
        and affirms(statement) is affirms(other)
        and statement.text.split()[0] == other.text.split()[0]
    )

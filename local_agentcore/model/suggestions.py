"""Answers a wish for a suggestion with what is remembered that bears on it, and no more."""

from collections.abc import Sequence

from local_agentcore.model.focus import CARE, DISLIKING, LIKING
from local_agentcore.model.replies import CONNECT
from local_agentcore.model.statements import Statement
from local_agentcore.model.vocabulary import stems
from local_agentcore.model.wording import listed, told
from local_agentcore.topics import topics_of

# Of these every wish for a suggestion is made; they say nothing of what it is for.
_ASKING = stems(
    "recommend suggest suggestion idea option good best great nice way tip advice help choose pick "
    "look find need want try new upcoming effective fun time day week today tonight plan make use"
)
_SWEET = stems("dessert sweet treat")
_SWEETS = stems("ice cream cake cookie chocolate pie candy pudding tiramisu gelato sorbet sweet")
NO_MORE = "More I can't suggest: I'm the offline model; connect a language model for that."
_MAX_BEARING = 3
_MAX_AT_HAND = 2


def suggested(text: str, known: Sequence[Statement], at_hand: Sequence[Statement]) -> str:
    """What is remembered that bears on the wish in a text.

    `at_hand` are the preferences that memory gave for this very message: where no word tells
    that they bear on it, that they were retrieved does.
    """
    matching = [one for one in known if _bears_on(text, one)]
    bearing = matching[:_MAX_BEARING] or at_hand[:_MAX_AT_HAND]
    if not bearing:
        return f"I remember nothing that bears on that, and I make no suggestions. {CONNECT}"
    liked = [one for one in bearing if not _warns(one)]
    warned = [one.text for one in bearing if _warns(one)]
    parts = [_liked(text, liked)] if liked else []
    if warned:
        parts.append(f"Keep in mind: {listed(warned)}.")
    return f"{' '.join(parts)} {NO_MORE}"


def _liked(text: str, liked: Sequence[Statement]) -> str:
    said = told([one.text for one in liked])
    if len(liked) > 1:
        return said
    ending = "so that would fit" if _fits(text, liked[0]) else "which may bear on it"
    return f"{said[:-1]}, {ending}."


def _fits(text: str, statement: Statement) -> bool:
    """Whether it speaks of the very thing, not just of the same topic."""
    asked = stems(text) - _ASKING
    named = asked & statement.words or (asked & _SWEET and _SWEETS & statement.words)
    return bool(named) and LIKING.search(statement.text) is not None


def _warns(statement: Statement) -> bool:
    text = statement.text
    return bool(DISLIKING.search(text) or CARE.search(text) or statement.negated)


def _bears_on(text: str, statement: Statement) -> bool:
    if (stems(text) - _ASKING) & statement.words:
        return True
    return tells_taste(statement) and bool(topics_of(text) & statement.topics)


def tells_taste(statement: Statement) -> bool:
    """Whether a statement is of the kind that suggestions must heed."""
    return LIKING.search(statement.text) is not None or _warns(statement)

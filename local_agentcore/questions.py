"""Reads what an actor says as questions to their records."""

import re
import unicodedata
from calendar import day_name, month_name
from dataclasses import dataclass
from enum import StrEnum

from local_agentcore.wordlists import read_lists

_LISTS = read_lists("query_words.txt")
_PERSONAL = _LISTS["personal"]
_IDLE = _LISTS["idle"]
_SMALL_TALK = _LISTS["small-talk"]
_SUM_WORDS = _LISTS["sum"]
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)?")
_ASKS = (
    r"(?:what|where|when|who|whom|whose|which|why|how|do|does|did|am|is|are|was|can|tell|remind)"
)
_CLAUSE_END = re.compile(
    rf"[?!;\n]+|\.(?=\s|$)|,? (?:and|or) (?:also |then )?(?={_ASKS}\b)|, (?={_ASKS}\b)",
    re.IGNORECASE,
)
_QUESTION = re.compile(
    rf"(?:{_ASKS}|have|has|had|any|could you tell|can you tell)\b", re.IGNORECASE
)
_REQUEST = re.compile(
    r"\b(?:recommend\w*|suggest\w*|advice|advise|should|looking for|must-\w+)\b"
    r"|\bhow (?:can|could|do) i\b"
    r"|\b(?:what|which|where)\b.* (?:could|would|can) (?:i|we)\b"
    r"|^(?:can|could|would|will) you\b(?! (?:please )?(?:tell|remind|remember|recall))"
    # New things, though they be for the actor: "What are some games for my tablet?"
    r"|^what(?: are|'s| is) (?:some(?! of (?:my|our)\b)|a good|good)\b"
    r"(?!.*\b(?:i|we)(?:'ve| have| had| did| was| were)\b)",
    re.IGNORECASE,
)
_CHORE = re.compile(
    r"(?:please )?(?:translate|convert|define|spell|count|tell me an?)\b", re.IGNORECASE
)
_TASK = re.compile(
    r"\b(?:ideas?|options?|best|good|find|book|plan|choose|pick|buy|order|help|try|tips?|ways?|new|"
    r"some|would|could|write|draft|explain|prepare|make|set up|schedule|arrange|organi[sz]e|need|"
    r"want)\b",
    re.IGNORECASE,
)
_ABOUT_ME = re.compile(
    r"\b(?:know|remember|recall|learn\w*|stored?|saved?|told|tell|said|summari[sz]e|have|got|hold|"
    r"noted?|facts?|everything|anything|information|info)\b.*\b(?:about|of|on|regarding) "
    r"(?:me|myself|us|ourselves)(?: so far| already| now| yet| by now| today)?$"
    r"|\bwhat (?:have i|did i|i have|i've) (?:told|tell|said|shared)\b(?: to| with)?(?: you)?"
    r"(?: so far| already| before)?$"
    r"|\bwhat do you (?:know|remember|recall)(?: so far| already)?$"
    r"|\b(?:summari[sz]e|show|describe|give|what is|what's|what does)\b.*\b"
    r"my (?:profile|memory|memories|records?)\b[^,]*$"
    r"|^(?:please )?describe me$",
    re.IGNORECASE,
)
_MY_TASTE = re.compile(
    r"\b(?:my|our) (?:[\w,]+ (?:and |or )?)?(?:preferences?|tastes?|likes|dislikes|favou?rites|"
    r"favou?rite things)\b(?! (?:for|in|when|about|on))"
    r"|\bwhat (?:things |stuff |else )?(?:do|does|would) (?:i|we)\b"
    r"(?: \w+)? (?:like|love|enjoy|prefer)"
    r"(?: and (?:dislike|hate)| or (?:dislike|hate))?"
    r"(?: most| best| more| doing| to do| in general| the most)?$",
    re.IGNORECASE,
)
_MY_DISTASTE = re.compile(
    r"\bwhat (?:things |stuff |else )?(?:do|does|would|can) (?:i|we)\b(?: \w+)? ?"
    r"(?:dislike|hate|avoid|not like|don't like|not enjoy|can't stand|detest)"
    r"(?: most| more| doing| to do| in general| the most)?$"
    r"|\bwhat (?:i|we) (?:dislike|hate|avoid|don't like)$|\bwhat don't (?:i|we) (?:like|enjoy)$"
    r"|\b(?:my|our) dislikes$",
    re.IGNORECASE,
)


_WHO_AM_I = re.compile(r"\bwho (?:am i|i am)\b(?= and\b|\W*$)", re.IGNORECASE)


class Kind(StrEnum):
    """What sort of thing is asked for."""

    RECALL = "recall"
    """Something about the actor."""
    ADVICE = "advice"
    """A task or a suggestion, on which what the actor likes may bear."""
    GENERAL = "general"
    """Something about the world."""
    STATEMENT = "statement"
    """Nothing: the actor tells something."""
    EVERYTHING = "everything"
    """All that is known of the actor."""
    TASTE = "taste"
    """All that the actor likes or prefers."""
    DISTASTE = "distaste"
    """All that the actor dislikes."""
    NOTHING = "nothing"
    """Small talk or a sum: no record answers it."""


_LEADS_TO_ADVICE = (Kind.STATEMENT, Kind.ADVICE)
_MAX_CLAUSES = 6
_MAX_CHARACTERS = 2_000


_QUOTED = re.compile(r'"[^"]*"')
_NAME = re.compile(r"(?<=\s)(?:[A-Z][a-z][\w-]*)(?='s\b|\b)(?! [A-Z])")
_AFTER_NAME = re.compile(r"[A-Z][\w'-]* $")
_DATES = frozenset([*month_name, *day_name])


@dataclass(frozen=True)
class Clause:
    """One question of a query: its text for the meaning, its telling words for the rest."""

    text: str
    kind: Kind
    words: tuple[str, ...]
    actors: frozenset[str] = frozenset()
    """The names of actors that stood in it; the text has the first person in their place."""

    @property
    def names(self) -> frozenset[str]:
        """Single names in it that may be the actor's; none where it speaks in the first person."""
        if any(_bare(word.lower()) in _PERSONAL for word in _WORD.findall(self.text)):
            return frozenset()
        text = _QUOTED.sub("", self.text)
        found = {
            match[0]
            for match in _NAME.finditer(text)
            if not _AFTER_NAME.search(text[: match.start()].split(" ", 1)[-1])
        }
        return frozenset(found - _DATES)

    def of_the_actor(self, names: frozenset[str]) -> "Clause":
        """The clause as the actor would ask it who has one of these names.

        Records call the actor *the user*, and their vectors are those of the first person.
        """
        text = self.text
        for name in sorted(names):
            text = re.sub(rf"\b{name}'s\b", "my", text)
            text = re.sub(rf"\b{name}\b", "I", text)
        if not names:
            return self
        text = re.sub(r"\b(?:his|her|their)\b", "my", text)
        spoken = {name.lower() for name in names}
        # It asks what somebody did, however much it may sound like a request for advice.
        kind = Kind.GENERAL if self.kind is Kind.ADVICE else self.kind
        words = tuple(word for word in self.words if word not in spoken)
        return Clause(text, kind, words, names)


def read_query(query: str) -> list[Clause]:
    """The clauses of what was said, at least one; small talk and sums only where that is all.

    What is told before a request belongs to it: "I need a coat. What do you suggest?" is one.
    """
    text = unicodedata.normalize("NFC", query).replace("’", "'")
    clauses: list[Clause] = []
    for part in _CLAUSE_END.split(_WHO_AM_I.sub("what is my name", text)[:_MAX_CHARACTERS]):
        clause = _read_clause(part.strip(" ,:-"))
        if clause.kind is Kind.NOTHING:
            continue
        if clause.kind is Kind.ADVICE and clauses and clauses[-1].kind in _LEADS_TO_ADVICE:
            clause = _read_clause(f"{clauses.pop().text}. {clause.text}", Kind.ADVICE)
        clauses.append(clause)
    return clauses[-_MAX_CLAUSES:] or [Clause(text[:_MAX_CHARACTERS], Kind.NOTHING, ())]


def _read_clause(text: str, kind: Kind | None = None) -> Clause:
    words = [found.lower() for found in _WORD.findall(text)]
    telling = dict.fromkeys(_bare(word) for word in words)
    return Clause(text, kind or _kind(text, words), tuple(w for w in telling if w not in _IDLE))


def _bare(word: str) -> str:
    """A word without what follows its apostrophe: the possessive or a short verb."""
    return word.split("'")[0]


def _kind(text: str, words: list[str]) -> Kind:
    if not words or _SMALL_TALK.issuperset(words) or _is_sum(words):
        return Kind.NOTHING
    for kind, pattern in (
        (Kind.EVERYTHING, _ABOUT_ME),
        (Kind.DISTASTE, _MY_DISTASTE),
        (Kind.TASTE, _MY_TASTE),
    ):
        if pattern.search(text):
            return kind
    return _plain_kind(text, words)


def _plain_kind(text: str, words: list[str]) -> Kind:
    if _CHORE.match(text):
        return Kind.GENERAL
    personal = any(_bare(word) in _PERSONAL for word in words)
    asks = _QUESTION.match(text) is not None
    if _REQUEST.search(text) or (_TASK.search(text) and not (asks and personal)):
        return Kind.ADVICE
    if not asks:
        return Kind.STATEMENT
    return Kind.RECALL if personal else Kind.GENERAL


def _is_sum(words: list[str]) -> bool:
    numbers = [word for word in words if word[0].isdigit()]
    return bool(numbers) and _SUM_WORDS.issuperset(w for w in words if not w[0].isdigit())

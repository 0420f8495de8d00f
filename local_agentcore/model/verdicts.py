"""Whether a statement settles a question that wants a yes or a no."""

import re

from local_agentcore.model.expectations import MONTH, NUMBER
from local_agentcore.model.matching import all_words, is_of_another
from local_agentcore.model.questions import Question
from local_agentcore.model.statements import Statement
from local_agentcore.model.vocabulary import stem, stems, telling_words

_I = re.IGNORECASE
# Whether one has a pet is settled by a dog, though no word of the question is in "a dog".
_HAVING = re.compile(
    r"^(?:do|did|have|does|has) (?:i|we|my [\w-]+|[A-Z][\w-]+) (?:still |already )?"
    r"(?:(?:have|own|got)\b|\w+ any\b)",
    _I,
)
_BEING = re.compile(r"^(?:am|are|was|were) (?:i|we)\b", _I)
_BEING_AT = re.compile(r"^(?:am|was|were) (?:i|we) (?:ever )?(?:in|at|on|to)\b", _I)
_OF_ACTOR = re.compile(r"^(?:do|did|have|am|was|were|had) (?:i|we)\b", _I)
_OF_YOU = re.compile(r"^you\b", _I)
_IS_MINE = re.compile(r"^(?:is|was) [\w-]+ my\b", _I)
_IS = re.compile(
    r"^you(?:'re| are| were| work as|'ve been| have been| got)(?: not| still| also| really)*", _I
)
_MARRIED = re.compile(r"\b(?:am|are) (?:i|we) (?:still )?married\b", _I)
_SPOUSE = re.compile(r"^your (?:husband|wife)\b|\byour (?:husband|wife) [A-Z]")
_WAS = re.compile(
    r"\b(?:used to|quit|stopped|gave up|no longer|anymore|any more|sold|lost|got rid of|died"
    r"|passed away|was stolen)\b",
    _I,
)
_ASKS_PAST = re.compile(r"^(?:did|was|were|have|has|had)\b|\bused? to\b", _I)
_MAY_NOT = re.compile(
    r"\b(?:allergic|intolerant|allergy|intolerance|can't|cannot|not|never|avoid\w*)\b|n't\b", _I
)
_MAY = re.compile(r"\byou (?:can|may|are (?:able|allowed) to)\b(?!')", _I)
_NAME_ASKED = re.compile(r"\b(?:called|named|name(?: is)?) (?P<name>[\w-]+)\W*$", _I)
_NAME_TOLD = re.compile(r"\b(?:called|named|name is|^your [\w-]+ is) (?P<name>[A-Z][\w-]+)")
_NUMBERED = re.compile(rf"\b(?P<number>{NUMBER}) (?P<what>[\w-]+)", _I)
_MONTH = re.compile(rf"\b{MONTH}\b", _I)
_ALIVE = re.compile(r"\b(?:still )?(?:alive|living)\W*$", _I)
_DEAD = re.compile(r"\b(?:died|passed away|is dead)\b", _I)
_REACH = 4


def verdict(question: Question, statement: Statement) -> bool | None:
    """Whether the statement says yes or no to a question; None when it does not settle it."""
    if question.asks_leave:
        return _leave(question, statement)
    if not question.yes_no:
        return None
    if _is_contrary(question, statement):
        return False
    if is_past(statement) and not _ASKS_PAST.search(question.text):
        return None
    return not statement.negated if _is_settled(question, statement) else None


def is_past(statement: Statement) -> bool:
    """Whether it says that something was so and is no more."""
    return _WAS.search(statement.text) is not None


def _leave(question: Question, statement: Statement) -> bool | None:
    """Whether one may: an allergy says that one had better not."""
    asked = question.words - stems("eat drink have")
    if not asked or not asked <= statement.words or not statement.text.startswith("you"):
        return None
    if _MAY_NOT.search(statement.text):
        return False
    return True if _MAY.search(statement.text) else None


def _is_settled(question: Question, statement: Statement) -> bool:
    if _MARRIED.search(question.text) and _SPOUSE.search(statement.text):
        return True
    if not question.words:
        return False
    if _HAVING.match(question.text):
        return question.words <= all_words(statement)
    settled = question.words <= statement.words and (
        _IS_MINE.match(question.text) is not None or _in_its_order(question, statement)
    )
    if _BEING.match(question.text) and not _BEING_AT.match(question.text):
        return settled and _is_said_to_be(question, statement)
    of_actor = _OF_ACTOR.match(question.text) is not None
    return settled and (not of_actor or _OF_YOU.match(statement.text) is not None)


def _in_its_order(question: Question, statement: Statement) -> bool:
    """`Do I speak German` is not settled by `you learn German and speak Italian`."""
    told = [stem(word) for word in telling_words(statement.text)]
    places = [told.index(word) for w in telling_words(question.text) if (word := stem(w)) in told]
    return places == sorted(places)


def _is_said_to_be(question: Question, statement: Statement) -> bool:
    found = _IS.match(statement.text)
    if not found:
        return False
    after = statement.text[found.end() :].split()[:_REACH]
    return bool(question.words & {stem(word.strip(",.;")) for word in after})


def _is_contrary(question: Question, statement: Statement) -> bool:
    """Whether it tells another name, month or number of the very thing: there is only one."""
    if is_of_another(question, statement) or statement.negated:
        return False
    return (
        _other_name(question, statement)
        or _other_month(question, statement)
        or _other_number(question, statement)
        or _no_more(question, statement)
    )


def _other_name(question: Question, statement: Statement) -> bool:
    asked, told = _NAME_ASKED.search(question.text), _NAME_TOLD.search(statement.text)
    if not asked or not told or stem(asked["name"]) in statement.words:
        return False
    rest = question.words - {stem(asked["name"])}
    return bool(rest) and rest <= statement.words


def _other_month(question: Question, statement: Statement) -> bool:
    asked, told = _MONTH.findall(question.text), _MONTH.findall(statement.text)
    if len(asked) != 1 or len(told) != 1 or asked[0].lower() == told[0].lower():
        return False
    rest = question.words - stems(asked[0].capitalize())
    return bool(rest) and rest <= statement.words


def _other_number(question: Question, statement: Statement) -> bool:
    asked, told = _NUMBERED.search(question.text), _NUMBERED.search(statement.text)
    if not asked or not told:
        return False
    rest = question.words - {stem(asked["number"])}
    return bool(
        (_HAVING.match(question.text) or rest <= statement.words)
        and stem(asked["what"]) == stem(told["what"])
        and asked["number"].lower() != told["number"].lower()
    )


def _no_more(question: Question, statement: Statement) -> bool:
    alive = stems("alive living") | {stem("still")}
    return bool(
        _ALIVE.search(question.text)
        and _DEAD.search(statement.text)
        and question.words - alive <= statement.words
    )

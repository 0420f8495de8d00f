"""What of a record's content is searched: its words, and the passages that carry its meaning."""

import json
import re
from calendar import month_name
from dataclasses import dataclass
from html import unescape

_TOPIC = re.compile(r'<topic name="([^"]*)">(.*?)</topic>', re.DOTALL)
_SENTENCE_END = re.compile(r"(?<=[.!?])\s+|\n+")
_TAG = re.compile(r"</?\w+>")
_FIXED = re.compile(r"(?:Yes|No)(?: — .*)?|The user (?:stated|has not replied) .*|[\d.]*")
"""What episodes say whatever they are about: nobody searches for it."""
_ONLY_ASKED = re.compile(r'The (?:user|assistant) asked: "[^"]*"')
"""A question in a summary is as near to the same question as can be, and answers nothing."""
_MAX_PASSAGES = 32

_MONTH = "|".join(name for name in month_name if name)
_PART = "week|weekend|morning|afternoon|evening|night|start|beginning|middle|end"
_DATE = re.compile(
    rf"(?:^|,? )(?:on|in|around|over|at)(?: early| late)?(?: the (?:{_PART}) of)?"
    r"(?: \w+day,?)?(?: (?:spring|summer|autumn|fall|winter))?(?: \d{1,2})?"
    rf"(?:(?: | mid-)(?:{_MONTH}))? \d{{4}}\b(?:/\d\d)?,?",
    re.IGNORECASE,
)
_OF_THE_USER = re.compile(r"\b[Tt]he user['’]s\b")
_HIS = re.compile(r"\b(?:his|her|their)\b")
_THE_USER = re.compile(r"\b[Tt]he user((?: \w+ly| also| never| always| often| only| just)*) (\w+)")
_IN_FIRST_PERSON = {
    "is": "am",
    "has": "have",
    "does": "do",
    "doesn": "don",
    "goes": "go",
    "was": "was",
}


_FEELING = (
    "preference|aversion|dislike|distaste|disdain|fear|phobia|passion|love|interest|allergy"
    "|appreciation|weakness"
)
_OPINION = re.compile(
    r"^I (?:(?:\w+ly|also|never|always|often) )*(?:"
    rf"have (?:an? )?(?:[\w-]+ )?(?:{_FEELING})(?: (?:for|to|of|in|towards?|against))?"
    r"|(?:prefer|would rather)(?: not)?(?: to)?|(?:dislike|like|love|hate)(?: to)?"
    r"|enjoy|detest|despise|avoid|value|cannot stand|refuse to"
    r"|do not (?:like|enjoy|eat|use|trust|want)(?: to)?"
    r"|only (?:use|eat|buy|read|drink|wear)"
    r"|am (?:not )?(?:allergic to|averse to|passionate about|an? (?:big |huge )?fan of|fond of"
    r"|interested in|comfortable with|uncomfortable with|afraid of|scared of|into)"
    r") (?=\w)",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Searchable:
    """The words of a record in one text, and its passages, which are embedded one by one."""

    words: str
    passages: tuple[str, ...]


def searchable(text: str) -> Searchable:
    """Read a record's content: a fact, a preference's JSON, a summary's topics, an episode.

    Content of any other shape is one passage as it stands.
    """
    found = _preference(text) or _summary(text) or _experience(text)
    return found or Searchable(text, (text.strip(),))


def undated(sentence: str) -> str:
    """The sentence without the date on which something was."""
    return _DATE.sub("", sentence, count=1).strip() or sentence


def as_said(sentence: str) -> str:
    """A sentence about "the user" as the user would say it: "The user likes tea." is "I like tea."

    Questions come in the first person, and a sentence's vector is nearest to them in that person,
    and without the date on which something was: that is found by its words.
    """
    told = undated(sentence)
    said = _OF_THE_USER.sub("my", told)
    if _THE_USER.search(said) or said != told:
        said = _HIS.sub("my", said)
    said = _THE_USER.sub(lambda found: f"I{found[1]} {_first_person(found[2])}", said)
    said = re.sub(r"\b[Tt]he user\b", "me", said)
    return said[:1].upper() + said[1:]


def matter_of(said: str) -> str:
    """What a liking or dislike in the first person is about; empty for anything else said.

    *I cannot stand spicy food*, and a question on restaurants in Bangkok names neither the feeling
    nor who has it.
    """
    opinion = _OPINION.match(said)
    return said[opinion.end() :] if opinion else ""


def _first_person(verb: str) -> str:
    """The form of a verb after "I" from that after "the user"."""
    if verb in _IN_FIRST_PERSON:
        return _IN_FIRST_PERSON[verb]
    if verb.endswith("ies") and len(verb) > 4:
        return verb[:-3] + "y"
    if verb.endswith(("shes", "ches", "sses", "xes", "zzes")):
        return verb[:-2]
    return verb[:-1] if verb.endswith("s") and not verb.endswith("ss") else verb


def _preference(text: str) -> Searchable | None:
    if not text.lstrip().startswith("{"):
        return None
    try:
        content = json.loads(text)
    except ValueError:
        return None
    preference = content.get("preference") if isinstance(content, dict) else None
    if not isinstance(preference, str) or not preference.strip():
        return None
    categories = content.get("categories")
    words = [str(name) for name in categories] if isinstance(categories, list) else []
    return Searchable(" ".join([preference, *words]), (preference.strip(),))


def _summary(text: str) -> Searchable | None:
    topics = [(unescape(name), unescape(body).strip()) for name, body in _TOPIC.findall(text)]
    if not topics:
        return None
    passages = [
        sentence
        for _, body in topics
        for line in body.split("\n")
        if not _ONLY_ASKED.fullmatch(line)
        for sentence in _SENTENCE_END.split(line)
        if sentence
    ]
    words = "\n".join(f"{name} {body}" for name, body in topics)
    return Searchable(words, tuple(passages[:_MAX_PASSAGES]) or (words,))


def _experience(text: str) -> Searchable | None:
    """An episode or a reflection: what its elements say."""
    if not text.startswith(("<summary>", "<reflection>")):
        return None
    words = unescape(_TAG.sub("\n", text)).strip()
    lines = [line.strip() for line in words.split("\n")]
    passages = [line for line in lines if not _FIXED.fullmatch(line)]
    return Searchable(words, tuple(passages[:_MAX_PASSAGES]) or (words,))

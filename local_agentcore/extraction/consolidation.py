"""Whether a record already says what a new one would: the same statement is kept once."""

import json
import re
from collections.abc import Sequence
from functools import lru_cache

from local_agentcore.extraction import sentences
from local_agentcore.extraction.lexicon import words

_WORD = re.compile(r"\w+(?:'\w+)?")
_CONTRACTED = [
    (re.compile(pattern), written)
    for pattern, written in [
        (r"\bcan't\b|\bcannot\b", "can not"),
        (r"\bwon't\b", "will not"),
        (r"n't\b", " not"),
        (r"\b(she|he|it|that|there)'s\b", r"\1 is"),
        (r"'re\b", " are"),
        (r"'ve\b", " have"),
        (r"'ll\b", " will"),
    ]
]
_PARAPHRASED = [
    (re.compile(pattern), written)
    for pattern, written in [
        (r"^the user's (?:home|house|place) is (?=in |at |near )", "the user lives "),
        (r"\b(?:resides|is based|is living|makes their home) (?=in )", "lives "),
        (r"\b(?:works|is working|is employed) as an? ", "is a "),
        (r"\b(?:works for|is employed by|is employed at|is working for) ", "works at "),
        (
            r"\b(?:follows|is on|has|eats|keeps) an? (vegan|vegetarian|\w+tarian|keto) diet\b",
            r"is \1",
        ),
        (r"\b(is|turned) (\w+) years? old\b", r"\1 \2"),
        (r"^(the user's [\w ]+?)'s name is ", r"\1 is called "),
        (r"\b(?:named|by the name of) ", "called "),
        (r"\b(?:owns|possesses) ", "has "),
        (r"\bis a (?:big |huge )?(?:fan|lover) of ", "likes "),
        (r"\bis (?:fond of|keen on) ", "likes "),
        (r"\bcan speak ", "speaks "),
        (r"\bhas an allergy to ", "is allergic to "),
        (r"\bthe user goes by ", "the user wants to be called "),
    ]
]
_IDLE = words(
    """a an the some any really very just also so quite too that to do does currently now"""
)
_COUNTED = "zero one two three four five six seven eight nine ten eleven twelve"
_NUMBERS = {word: str(number) for number, word in enumerate(_COUNTED.split())}
_SYNONYMS = {
    **_NUMBERS,
    **dict.fromkeys(("love", "enjoy", "adore"), "like"),
    **dict.fromkeys(("hate", "dislike", "detest", "loathe"), "not like"),
    **dict.fromkeys(("mom", "mum", "mommy"), "mother"),
    **dict.fromkeys(("dad", "daddy"), "father"),
    **dict.fromkeys(("movie", "film"), "film"),
    "favourite": "favorite",
    "kid": "child",
    "children": "child",
    "has": "have",
    "is": "be",
    "are": "be",
}
_PROGRESSIVE = re.compile(r"\b(?:is|are) (?!(?:going|doing) )(\w{2,})ing\b")


def find_same(text: str, existing: Sequence[str]) -> int | None:
    """The index of the record that says the same as `text`, None when it is new.

    Takes the texts of records: sentences, or the JSON of preferences, whose preference counts.
    Case, punctuation, contractions, articles, tense forms like *is living*, close synonyms and
    common paraphrases make no difference; a negation, a number, a name and the order of the words
    do. A record of several sentences has what its first sentence says.
    """
    sought = _normal(text)
    return next((i for i, other in enumerate(existing) if sought in _normals(other)), None)


@lru_cache(maxsize=16384)
def first_sentence(text: str) -> str:
    """The sentence that says what a record is about."""
    return sentences.FIRST.split(statement_of(text), maxsplit=1)[0]


@lru_cache(maxsize=16384)
def _normals(text: str) -> tuple[tuple[str, ...], ...]:
    return _normal(text), _normal(first_sentence(text))


@lru_cache(maxsize=8192)
def _normal(text: str) -> tuple[str, ...]:
    said = uncontracted(statement_of(text).lower())
    for pattern, written in _PARAPHRASED:
        said = pattern.sub(written, said)
    found = _WORD.findall(_PROGRESSIVE.sub(r"\1", said))
    kept = [_stem(word) for word in found if word not in _IDLE]
    return tuple(" ".join(kept).split()) or (said,)


def uncontracted(text: str) -> str:
    """The text with its contractions written out, in lower case as it is given."""
    said = text.replace("’", "'")
    for contracted, written in _CONTRACTED:
        said = contracted.sub(written, said)
    return said


def statement_of(text: str) -> str:
    """What a record states: a sentence as it is, of a preference's JSON the preference."""
    if not text.lstrip().startswith("{"):
        return text
    try:
        record = json.loads(text)
    except (ValueError, RecursionError):
        return text
    preference = record.get("preference") if isinstance(record, dict) else None
    return preference if isinstance(preference, str) else text


def _stem(word: str) -> str:
    """What stands for the word and its synonyms."""
    plain = _SYNONYMS.get(word) or _SYNONYMS.get(word.removesuffix("s"))
    return " ".join(map(_root, (plain or word).split()))


def _root(word: str) -> str:
    """Singular and plural, *lives* and *live*, *liv(ing)* alike; the past stays apart."""
    if len(word) > 3 and word.endswith("ies"):
        return word[:-3] + "y"
    if len(word) > 3 and word.endswith("s") and not word.endswith("ss"):
        word = word[:-1]
    if len(word) > 3 and word.endswith("e"):
        word = word[:-1]
    doubled = len(word) > 3 and word[-1] == word[-2] and word[-1] not in "aeious"
    return word[:-1] if doubled else word

"""The words of a statement by their stems, near enough to tell whether two are of one thing."""

import re
from functools import lru_cache

from local_agentcore.extraction.lexicon import words
from local_agentcore.wordlists import read_lists

_TEENS = "thirteen fourteen fifteen sixteen seventeen eighteen nineteen"
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety"
_COUNTED = "zero one two three four five six seven eight nine ten eleven twelve"
_ALIKE = {
    **{word: str(number) for number, word in enumerate(_COUNTED.split())},
    **{word: str(number) for number, word in enumerate(_TEENS.split(), 13)},
    **{word: str(number) for number, word in zip(range(20, 100, 10), _TENS.split(), strict=True)},
    **dict.fromkeys(("kids", "kid", "children"), "child"),
    **dict.fromkeys(("mom", "mum"), "mother"),
    **dict.fromkeys(("favourite", "favourites", "favorite", "favorites"), "favorite"),
    **dict.fromkeys(("bicycle", "bike", "biking", "bikes"), "bike"),
    **dict.fromkeys(("movie", "movies", "films"), "film"),
    **dict.fromkeys(("flat", "flats"), "apartment"),
    **dict.fromkeys(("dad",), "father"),
    **dict.fromkeys(("has", "had", "have", "having", "owns", "own"), "have"),
    **dict.fromkeys(("is", "was", "are", "were", "been", "am"), "be"),
    **dict.fromkeys(("flight", "flights", "flies", "flying"), "fly"),
    **dict.fromkeys(("speaks", "spoke"), "speak"),
    "colour": "color",
    "neighbour": "neighbor",
    "goes": "go",
    "going": "go",
    "doing": "do",
    "name": "name",
    "nickname": "nickname",
    "does": "do",
    "using": "use",
    "used": "use",
}
_STOPS = words(
    """a an the their his her its our any some all of to in at for on with and or by from as into
    about up out that this these those own really very much just also too currently still always
    every each per daily weekly user user's it them him he she they be old year years years' 's
    than only lot lots bit diet both"""
)
_WORD = re.compile(r"\d+(?::\d\d)?|[^\W\d_]+(?:'(?!s\b)\w+)?")


@lru_cache(maxsize=65536)
def stem(word: str) -> str:
    """What the forms of a word have in common; it stands in no dictionary."""
    if word in _ALIKE:
        return _ALIKE[word]
    for ending, least in (("ing", 3), ("ies", 2), ("ied", 2), ("ed", 3), ("es", 3), ("s", 3)):
        if word.endswith("ees"):
            return word[:-2]
        if word.endswith(ending) and len(word) - len(ending) >= least and not word.endswith("ss"):
            word = word[: -len(ending)] + ("y" if ending in ("ies", "ied") else "")
            break
    word = word[:-1] if word.endswith("e") and len(word) > 3 else word
    doubled = len(word) > 3 and word[-1] == word[-2] and word[-1] not in "aeious"
    return word[:-1] if doubled else word


def stems(text: str) -> tuple[str, ...]:
    """The stems of the words that tell something, in their order."""
    return tuple(stem(word) for word in _WORD.findall(text) if word not in _STOPS)


def stemmed(listed: str) -> frozenset[str]:
    """The stems of words as one reads them."""
    return frozenset(map(stem, listed.split()))


LISTS = {name: frozenset(map(stem, listed)) for name, listed in read_lists("slots.txt").items()}
"""The lists of `data/slots.txt` by their names, their words by their stems."""
PEOPLE = (
    LISTS["partner"]
    | LISTS["several"]
    | stemmed("mother father parent grandmother grandfather boss manager doctor teacher")
)
"""Who may be the subject of a statement in the user's place."""
EXCLUSIVE = (
    *("weekday", "month", "season", "daypart", "number", "seat", "length", "formality"),
    *("tongue", "unit", "style", "phone", "system", "browser", "car"),
)
"""The lists of which a thing has one at a time."""

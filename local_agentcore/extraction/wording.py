"""How predicates are worded: what may be left out of them, denied, turned into or intended."""

import re

from local_agentcore.extraction.stems import stem

_ADVERBS = re.compile(
    r"\b(?:just|really|recently|actually|finally|also|completely|officially|currently|still|"
    r"unfortunately|eventually|absolutely|totally|always|usually|often|mostly|generally|already|"
    r"very|quite|definitely|gradually|slowly|simply|truly|suddenly|sadly|quietly|even)\b "
)
_CHANGES = re.compile(
    r",? ?\b(?:now|nowadays|these days|any ?more|any longer|from now on|instead(?! of)|again|"
    r"after all|at the moment|lately|for good|altogether)\b"
)
_WHEN = re.compile(
    r"(?:(?<!\bborn) (?:yesterday|today|last \w+|this (?:week|month|year|morning)|soon|tomorrow|"
    r"next (?:week|month|year|weekend)|(?:an? |\w+ )?\w+ ago|"
    r"because .+|since .+|after .+|in (?:19|20)\d\d))+$"
)
_GOT = re.compile(r"\bgots ")
_COMPOUND = re.compile(
    r"\b(twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)[- ]"
    r"(one|two|three|four|five|six|seven|eight|nine)\b"
)
_TURNS = re.compile(
    r"(?:has |have )?(?:started to|starts to|began to|begun to|come to|came to|learned to|"
    r"learnt to|learned how to|got to|went back to|gone back to|started|began|took up|"
    r"taken up|resumed) "
    r"(?!(?:an? |the )?(?:new )?job\b|working (?:at|for|as)\b)"
)
_DOING = re.compile(r"(?:is|are|was|has been) (?=(?!(?:work|liv|spr|even|morn)ing\b)\w{2,}ing\b)")
_GOING = re.compile(r"(?:is|are) (?:going|about|planning) to (?!(?:the|an?|their)\b)(?P<v>\w+)")
_HELP = re.compile(r"(?:does|do|did|can|could|will|would|knows? how to) (?!not\b)")
_NOT = re.compile(
    r"(?:(?:does|do|did|can|could|will|would|has|is|was|are) not|cannot|never|no longer) "
)
_BE_NOT = re.compile(r"(is|was|are|has) (?:not|no longer) ")


def in_digits(said: str) -> str:
    """*Twenty-nine* as *29*."""
    return _COMPOUND.sub(lambda found: str(int(stem(found[1])) + int(stem(found[2]))), said)


def plainly(said: str) -> tuple[str, bool]:
    """A predicate without adverbs and times, and whether it says that something has changed."""
    plain = _CHANGES.sub("", said).strip()
    changed = plain != said.strip()
    plain = _GOT.sub("got ", _ADVERBS.sub("", _WHEN.sub("", plain))).replace("has got ", "has ")
    return plain, changed


def turned(said: str) -> str:
    """*Learned to swim* as *swim*: what is so now, and was not before."""
    return _TURNS.sub("", said, count=1)


def intended(said: str, names: frozenset[str]) -> str:
    """*Is going to move to Rome* is to move, *is going to Rome* is to go."""
    going = _GOING.match(said)
    if going is not None and stem(going["v"]) not in names:
        return said[going.start("v") :]
    return _DOING.sub("", said, count=1)


def negation(said: str) -> tuple[bool, bool, str]:
    """Whether it is denied, whether *no longer*, and the rest."""
    no_longer = "no longer " in said
    if found := _BE_NOT.match(said):
        return True, no_longer, f"{found[1]} {said[found.end() :]}"
    if found := _NOT.match(said):
        return True, no_longer, _HELP.sub("", said[found.end() :], count=1)
    return False, False, _HELP.sub("", said, count=1)

"""What a statement says is over, whatever else is said of it: *sold the Passat and bought a Tesla*.

Known records are looked at by their words: one that names the thing goes, unless it names it only
to say something of another (*the user's piano teacher*), or tells of what is past anyway.
"""

import re
from dataclasses import dataclass
from functools import lru_cache

from local_agentcore.extraction.consolidation import first_sentence, statement_of, uncontracted
from local_agentcore.extraction.stems import PEOPLE, stem, stemmed, stems
from local_agentcore.searchable import undated

_DROPPED = (
    r"quit|quits|quitted|stopped|stops|ditched|dropped(?! off| by| in| out)|gave up|gives up"
    r"|given up|sold|returned|left|closed|pulled out of|backed out of|traded(?= .+ in for )"
    r"|got rid of|gotten rid of|abandoned|cancelled|canceled|gone off|went off|handed over"
    r"|(?:is |are )?done with|fed up with|parted with|traded in|threw (?:out|away)|lost|outgrown"
    r"|outgrew|unsubscribed from|uninstalled|deleted|retired"
    r"|(?:switched|migrated|moved|changed|went|converted)(?: \w+){0,3}? from(?= .+ to )"
    r"|finished (?:the move|migrating|moving|switching) from(?= .+ to )"
    r"|does not (?:want|have|use|need|like|love|enjoy|eat|drink|play|watch|own|do|smoke|see)"
    r"(?= .*\bany ?more\b)"
    r"|no longer (?:wants|has|uses|needs|likes|loves|enjoys|eats|drinks|plays|watches|owns|does"
    r"|sees)"
)
_DONE = r"finished|completed|passed|handed in|submitted|defended|graduated from"
_OVER = re.compile(
    r"(?:(?P<own>the user(?:'s (?P<who>[a-z]+))?)|, they|and|but) "
    r"(?P<said>(?:(?:has|have|are|had|just|finally|now|recently|already|completely|also) )*"
    rf"(?:(?P<dropped>{_DROPPED})|(?P<done>{_DONE}))) "
    r"(?P<thing>.+?)"
    r"(?= (?:and|but|for|since|because|in|on|at|to|last|this|after|before|when|as|so|anymore|"
    r"any more|completely|altogether|entirely|yesterday|today|now|instead|two|three|an?) |"
    r" (?:completely|altogether|entirely|yesterday|today|now|instead|too|any ?more)$|[.,;]|$)"
)
_END = r"(?= (?:for|in|at|now|and|to|with|by|on)\b|[,;]|$)"
_NO_MORE = re.compile(
    rf"[,;] (?:and |so )?(?:no more |no longer any )(?P<thing>[\w' -]+?){_END}"
    r"|(?:^|[,;] |and )the (?P<gone>[\w' -]+?)"
    r" (?:went back|came off|(?:is|are) (?:gone|sold)|died)\b"
    r"|(?:^|[,;] |and )the (?P<done>[\w' -]+?) (?:is|are) (?:done|finished|over)\b"
    rf"|took the user off (?P<off>[\w' -]+?){_END}"
    r"|^(?:the )?\w+ (?:has )?replaced the user's (?P<replaced>[\w' -]+?) (?:with|by) (?!.*\bone\b)"
    r"|^(?:the )?\w+ (?:has )?moved the user from (?P<left>[\w' -]+?) to "
    r"|^the user prefers .+? to (?P<worse>[\w' -]+?) (?:now|nowadays|these days)$"
    r"|^the user lets? (?P<ran>[\w' -]+?) (?:run out|expire|lapse)$"
    r"|(?:^|[,;] |and )(?P<who>[a-z]+) (?:outgrew|has outgrown) (?:his|her|their)"
    r" (?P<outgrown>[\w' -]+)"
)
"""What is over beside what the statement is about: *cycles to work now, no more tram*."""
_NO_THING = re.compile(
    r"(?:(?:an?|some|one|two|three|another|many|several|\d+) .*|interest|touch|track|sight|count|"
    r"weight|time|hope|sleep|patience|it|them|that|this|everything|nothing|something|someone|one|"
    r"some|a lot|the (?:game|match|race|bet))\b"
)
_NOT_SO = re.compile(
    r"the user(?:'s [\w' -]+?)? (?:\w+ly |also )?(?:(?:does|do|did|is|was|has|can|will) not|never|"
    r"might|may|would|could|should|cannot)\b"
)
_ONLY_THEN = re.compile(r" (?:on|at|after|before|in(?! for\b)|during|for|when|until) (?!good\b)")
"""With this only a part of it is over: *stopped drinking coffee after 4 pm*."""
_BARE = re.compile(
    r"^(?:the user's |the user |their |the |an? |all |all of |drinking |eating |"
    r"using |playing |doing |taking |going to |watching |wearing )+"
)
_OF_BEFORE = re.compile(
    r"the user(?:'s [\w' -]+?)? (?:(?:has|had) (?:been|gone)\b|was\b|went\b|saw\b|met\b|"
    r"(?:just |once |recently )?(?:visited|watched|attended|tried|enjoyed|baked|cooked)\b)"
)
_CARRIERS = stemmed("allergy habit subscription membership account lessons lesson classes class")
_UNDER_WAY = re.compile(
    r"the user(?:'s [\w' -]+?)? (?:(?:still|also|now|currently) )?(?:(?:is|are) \w+ing\b|"
    r"(?:has|needs|wants|plans|hopes|intends) to\b)"
)
"""What can be finished: not what is done again and again, *does the laundry on Sundays*."""
_EMPLOYED = re.compile(r"\b(?:at|for) \S*$")
_BESIDE_ANOTHER = re.compile(r"\b(?:and|or) \S*$")
"""Of *likes tea and coffee* the tea is left when the coffee is given up."""
_SORTS = (
    r"lessons?|class(?:es)?|courses?|practice|training|subscription|account|membership|"
    r"(?:road |mountain |city |work |company )?(?:bike|car|laptop|phone)|motorbike|prescription|"
    r"allergy|habit|gym|hotels?|team|squad|appointments?"
)
"""What may be said after a thing's name and is the same thing."""
_AFTER = re.compile(
    rf"(?:$|[.,;:]|(?:{_SORTS}|and|or|but|on|in|at|for|with|to|by|every|each|per|as|because|which|"
    r"that|who|when|while|since|twice|once|daily|weekly|regularly|often|almost|a|an|the|most|all|"
    r"two|three|during|from|before|after|right|very|these|this|now|again|downtown|near|nearby|"
    r"here|there|around|over|wherever|whenever|everywhere|only|if|named|called|of|about|is|are|was|were|has|"
    r"starts|begins|meets|takes)\b|\d)"
)


@dataclass(frozen=True)
class Ending:
    """What is over, by its stems, and for whom: '' is the user.

    `done` is whether it has come to its end, `left` whether somebody went away from it.
    """

    owner: str
    thing: tuple[str, ...]
    done: bool
    left: bool = False


def is_over(new: str, known: str) -> bool:
    """Whether a statement says that what a known record is about is over; texts of records."""
    return any(_names(ending, known) for ending in endings_in(new))


@lru_cache(maxsize=4096)
def endings_in(text: str) -> tuple[Ending, ...]:
    """All that a statement says is over."""
    found = []
    said = undated(uncontracted(statement_of(text).lower())).rstrip(" .!")
    of_the_user = said.startswith("the user ")
    for match in _OVER.finditer(said):
        if not match["own"] and not of_the_user:
            # *Mia quit piano and sold the violin*: whose, nobody knows.
            continue
        thing = _BARE.sub("", match["thing"] + " ").strip()
        words = _without_carriers(stems(thing))
        partly = _ONLY_THEN.match(said[match.end() :])
        if words and not _NO_THING.match(match["thing"]) and not partly:
            left = match["dropped"] == "left"
            found.append(Ending(stem(match["who"] or ""), words, bool(match["done"]), left))
    for match in _NO_MORE.finditer(said):
        parts = match.groupdict()
        who = stem(parts.pop("who") or "")
        words = _without_carriers(stems(_BARE.sub("", next(filter(None, parts.values())))))
        found += [Ending(who, words, bool(match["done"]))] if words else []
    return tuple(found)


def _without_carriers(words: tuple[str, ...]) -> tuple[str, ...]:
    """*Peanut allergy* is of peanuts."""
    return tuple(word for word in words if word not in _CARRIERS) or words


def _names(ending: Ending, known: str) -> bool:
    said = uncontracted(first_sentence(known).lower()).rstrip(" .!")
    if _OF_BEFORE.match(said) or _NOT_SO.match(said) or not said.startswith("the user"):
        return False
    owner, told = _told(said)
    others = {owner, ending.owner} & PEOPLE
    if owner != ending.owner and others and ending.owner not in told:
        return False
    before = said.partition(ending.thing[0])[0]
    if _BESIDE_ANOTHER.search(before) or (ending.left and not _EMPLOYED.search(before)):
        return False
    if ending.done and not _UNDER_WAY.match(said):
        return False
    return set(ending.thing) <= set(told) and stands_alone(ending.thing, said)


def _told(said: str) -> tuple[str, tuple[str, ...]]:
    owned = re.match(r"the user's (\w+)\b", said)
    owner = stem(owned[1]) if owned else ""
    return (owner if owner in PEOPLE else ""), stems(said)


def stands_alone(thing: tuple[str, ...], said: str) -> bool:
    """Whether the thing's last word is not only what another word is of: *piano teacher*."""
    ends = [
        word.end() for word in re.finditer(r"[^\W\d_]+|\d+", said) if stem(word[0]) == thing[-1]
    ]
    return any(_AFTER.match(said[end:].lstrip()) for end in ends)

"""What has come to an end, by any verb for it: *pulled out of the marathon*, *the party is off*."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache

from local_agentcore.extraction.stems import LISTS, stem
from local_agentcore.extraction.tellings import Telling, others_in, plain_stems


def _forms(verbs: str) -> str:
    """The forms of regular verbs: *cancel* also in *cancelled* and *cancelling*."""
    found = []
    for verb in verbs.split():
        base, _, particle = verb.partition("_")
        stemmed = base.removesuffix("e")
        ending = (
            r"(?:e|es|ed|ing)" if base.endswith("e") else rf"(?:s|es|{base[-1]}?ed|{base[-1]}?ing)?"
        )
        found.append(
            stemmed + ending + particle.replace("_", " ").join(["" if not particle else " ", ""])
        )
    return "|".join(found)


_REGULAR = _forms(
    """stop quit cease drop_out_of drop abandon ditch dump cancel finish complete graduate_from
    graduate retire_from resign_from resign step_down_as step_down_from step_back_from unfollow
    unsubscribe_from outlive recover_from pull_out_of back_out_of decide_against decide_not_to
    kick_the kick close scrap call_off delete uninstall donate crash wreck smash rehome
    swap replace trade_in trade phase_out turn_away_from rule_out skip miss fire dissolve divorce
    separate_from part_with sour_on cool_on kill swear_off chuck shed scrub ban axe retire"""
)
_IRREGULAR = (
    r"lost (?:all )?(?:interest in|touch with|their taste for)|g(?:i|a)v(?:e|es|en|ing) (?:up(?: on)?|away)|end(?:ed|s)(?! up)|left|leav(?:e|es|ing)|sold|sell(?:s|ing)?|"
    r"los(?:t|e|es|ing)(?! in\b| time\b| track\b)|(?:got|get|gets|gotten|getting) (?:rid|out) of|thr(?:ew|ow|ows|own|owing) (?:out|away)|"
    r"part(?:ed)? ways with|let go of|(?:switched|changed|shifted|went|gone|migrated|moved|switch|move)"
    r"(?: over| away)? from|switch(?:ed|ing)(?= \w+ (?:for|to)\b)|mov(?:e|ed|ing) (?:on|away|out|off)(?: from| of)?|"
    r"(?:gone|went|going|go) off|cut(?:s|ting)? (?:out|down on|back on)|cut(?=.+ out\b)|"
    r"is (?:all )?(?:done with|over|through with|off|past)|been off|"
    r"(?:broke|broken|split|break) up with|lost (?:all )?(?:interest in|touch with)|"
    r"(?:fell|fallen) out (?:of(?: the habit of| love with)?|with)|gr(?:ew|own) out of|outgr(?:ew|own)|"
    r"g(?:o|e)t(?:ten)? over|with(?:drew|drawn|draw)(?: from)?|swor(?:e|n) off|had enough of|had it with|"
    r"(?:grown|got|gotten|is|become|became) (?:so |really )?(?:tired|sick|bored|weary|fed up) (?:of|with)|"
    r"shelv(?:ed|es)|return(?:ed|s)(?! to)|stole|came off|taken off|g(?:o|oes|one)? without|went without|"
    r"let(?=.+ go\b)|took (?:the user |them )?off|chang(?:ed|es) (?:the user's|their) mind about|"
    r"(?:do|does) not (?:do|need|want)(?= .+(?:any ?more|any longer))|overcame|beat|broke(?!.*\b(?:heart|ground|record|news|free)\b)|weaned (?:\w+ )?off|"
    r"(?:gave|give|given|giving)(?= .+ away\b)|(?:cannot|can not|will not|could not) (?:make it|come|go|be at|attend)(?: to)?|"
    r"(?:does|do) not (?:have|need) to|(?:again|now|fine) without|pass(?:ed)? on|burn(?:ed|t) out on|instead of|rather than|no more|"
    r"(?:gave|lent)(?= (?:the user's|their) \w+ to )|g(?:ave|iven)(?= (?:the user's|their) \w+ back)|"
    r"put(?=.+ (?:down|to sleep|up for adoption)\b)|(?:had|got)(?=.+ (?:removed|taken out|towed)\b)"
)
_ENDED = re.compile(rf"\b(?P<cue>{_IRREGULAR}|{_REGULAR}) (?P<o>.+)")
_OF_ONE = re.compile(r"(?:an?|one|some|another|the first|the last|two|three|\d+) ")
_FOR_GOOD = re.compile(r"(?:stop|quit|ceas|g(?:i|a)v\w+ up|instead|rather|no more|is|swor|swear)")
_ON_ITS_OWN = re.compile(
    r"(?:(?:has|have|had|is|are|was|were|got|just|finally|sadly|now|been|all|both|recently) )*"
    r"(?:died|dead|passed(?: away| on)?|gone|went away|disappeared|vanished|healed(?: up)?|"
    r"cleared up|fell(?: fallen)? (?:through|apart)|cancell?ed|called off|stolen|sold|totall?ed|"
    r"destroyed|demolished|discharged|broke(?: down)?|broken|over(?! the\b)|off(?! to\b)|ended(?! up)|expired|finished|"
    r"folded|closed(?: down)?|shut down|disbanded|dissolved|moved out|moved away|left|no more|"
    r"back to normal|fine(?: again)?|better|retired|run away|ran away|lapsed|burn(?:ed|t) down|"
    r"melted|put down|put to sleep|over with|history|scrapped|axed|postponed indefinitely|"
    r"returned|lost|worn off|wore off|stopped|under control|subsided|removed|discontinued|"
    r"not happening|not (?:work|working) out|not for (?:the user|them)|not (?:exist|work)|"
    r"replaced|rehomed|adopted out|given away|let go|out of the picture|not around|eased|"
    r"fully recovered|recovered|cured|behind (?:the user|them))\b(?!.*\bheart\b)(?P<rest>.*)"
)
_NOT_FOR = re.compile(r"(?:does|do) not do it for|lost (?:its|their) (?:appeal|charm)|bores?\b")
_DENIED = re.compile(
    r"(?:(?:does|do|did|can|could|will|has|is|was|are|has|have|had) not|cannot|never) (?P<o>.+)|"
    r"(?:\w+ )?no longer (?P<p>.+)|(?:has|have) (?:got )?(?:no|none|zero) (?P<q>.+)"
)
_NO_MORE = re.compile(
    r"\b(?:any ?more|any longer|no longer|after all|since|in (?:over|more than|years|months|weeks|"
    r"ages)|for (?:over |more than )?(?:a |\w+ )?(?:years?|months?|weeks?)|these days|nowadays|"
    r"now|left|at all)\b"
)
_UNREAL = re.compile(
    r"\b(?:wants?|would like|wishes|hopes?|hoping|plans|planning|thinking (?:of|about)|thinks|"
    r"consider(?:s|ing)|tries|trying|tried|might|may|could|should|if|about to|needs? to|intends?|"
    r"never|not|cannot|without|almost|nearly|afraid|help|helps|helped|before|after|when|until|"
    r"where|who|that|which|ago|used to|were to|asked|recommends?|says?|told)\b"
)
_SPLIT = re.compile(
    r"\s(?:in|at|on|with|for|from|to|near|by|about|who|which|because|since|every|each|after|"
    r"before|during|daily|weekly|when|while|per|\w+ times|and|but|so|last|this|any ?more|any longer|go|down|away|"
    r"back|yesterday|today|altogether|completely|again|now|as|an? (?:day|week|month|year))\b"
)
_NAMING = re.compile(r"\s(?:named|called)\s")
_ARTICLE = re.compile(
    r"^(?:(?:learn(?:ing)?(?: how)? to|trying to|to|in|at|on|with|for|of|from|to|by|about|up|doing|using|having|going|taking|playing|"
    r"drinking|eating|being|the habit of|the idea of|plans? (?:to|for)|my|off|all) )+"
)
CARRIERS = frozenset(
    map(
        stem,
        [
            "membership",
            "subscription",
            "account",
            "habit",
            "class",
            "classes",
            "lesson",
            "lessons",
            "course",
            "allergy",
            "diet",
            "trip",
            "travel",
            "flight",
            "ticket",
            "plan",
            "plans",
            "practice",
            "training",
            "addiction",
            "contract",
            "licence",
            "license",
            "obsession",
            "attack",
            "attacks",
            "symptoms",
            "pain",
            "problem",
            "session",
            "sessions",
            "routine",
            "appointment",
            "job",
            "position",
            "career",
            "apartment",
            "house",
            "place",
            "studio",
            "treatment",
            "medication",
            "pills",
            "membership",
            "team",
            "concert",
            "show",
            "race",
            "event",
            "party",
            "gig",
            "intolerance",
            "system",
            "app",
            "service",
            "season",
            "degree",
            "reservation",
            "booking",
            "relationship",
            "friendship",
            "subscribed",
            "member",
            "fan",
            "student",
            "addicted",
            "obsessed",
            "interested",
            "into",
            "allergic",
            "intolerant",
        ],
    )
)
"""What may stand with or without the word that counts: *Netflix*, *the Netflix subscription*."""


_BOUND = re.compile(
    r"(?:an? )?(?:allergic|intolerant|addicted|subscribed|member|fan|interested|obsessed|afraid|scared|into|sensitive) "
)
_LATER = re.compile(r" (?:after all|any ?more|any longer|since|now|because|these days)\b")
_OCCASIONS = LISTS["weekday"] | LISTS["daypart"]
_DOING = LISTS["light"] | set(
    map(
        stem,
        [
            "follow",
            "watch",
            "support",
            "see",
            "attend",
            "visit",
            "listen",
            "practise",
            "buy",
            "order",
            "wear",
            "train",
            "study",
            "learn",
            "smell",
            "keep",
            "hold",
            "ride",
            "stand",
            "bear",
            "carry",
            "own",
            "rent",
            "avoid",
            "make",
            "worry",
        ],
    )
)


@dataclass(frozen=True)
class Ending:
    """That something is no more: its stems, the one that says what it is, and whose it is not."""

    words: frozenset[str]
    head: str
    others: frozenset[str]
    of_taste: bool = True


@lru_cache(maxsize=4096)
def endings_of(telling: Telling) -> tuple[Ending, ...]:
    """What a clause says to be no more."""
    return tuple(_endings(telling))


def _endings(telling: Telling) -> Iterator[Ending]:
    if telling.about and (found := _ON_ITS_OWN.match(telling.said)):
        subject = telling.text[: telling.text.rfind(telling.said)]
        for each in _ending(subject.removeprefix("the user's "), ""):
            yield replace(each, of_taste=False)
    if telling.about and _NOT_FOR.search(telling.said):
        yield from _ending(" ".join(telling.about), "")
    for found in _ENDED.finditer(telling.said):
        one = _OF_ONE.match(found["o"]) and not _FOR_GOOD.match(found["cue"])
        if not one and not _UNREAL.search(telling.said[: found.start()]):
            taste = _TASTE.search(found["cue"]) is not None
            for each in _ending(found["o"], telling.said):
                yield replace(each, of_taste=taste)
    denied = _DENIED.match(telling.said)
    if denied is not None and _NO_MORE.search(telling.said):
        yield from _ending(next(part for part in denied.groups() if part), telling.said)


_TASTE = re.compile(
    r"stop|quit|ceas|g(?:i|a)v\w+ up|off|over|done|interest|enough|had it|tired|sick|bored|weary|fed|"
    r"mind|outgr|gr\w+ out|f\w+ out|burn|sour|cool|swor|instead|rather|no more|moved? on"
)
_PARTLY = re.compile(
    r"\b(?:after|before|past) (?:\d|noon|midnight|lunch|dinner|work)|^(?:their|the user's) old "
)
"""Only at some time of the day, or one of before."""


def _ending(told: str, said: str) -> Iterator[Ending]:
    if _PARTLY.search(told):
        return
    bare = _ARTICLE.sub("", told)
    bound = _BOUND.match(bare)
    core = _LATER.split(bare)[0] if bound else _SPLIT.split(" " + bare, maxsplit=1)[0]
    words = plain_stems(_NAMING.split(core)[0].replace("'s", ""))
    if not words:
        words = plain_stems(core) or plain_stems(told)[:1]
    if words:
        kept = [word for word in words if word not in CARRIERS] or list(words)
        kept = [word for word in kept if word not in _DOING] or kept
        also = frozenset(plain_stems(told)) & _OCCASIONS
        yield Ending(frozenset(kept) | also, kept[-1], others_in(" " + told) | others_in(said))


def is_ended(ending: Ending, old: Telling, heads: frozenset[str]) -> bool:
    """Whether what has ended is what an older statement is about; `heads` are its chief words."""
    if old.past or old.negative or (ending.others - old.words):
        return False
    return ending.words <= old.words and (ending.head in heads or len(ending.words) > 1)


def chief_of(said: str) -> frozenset[str]:
    """The word that says what a predicate is of: *gym* of *goes to the gym three times a week*."""
    _, _, rest = said.partition(" ")
    words = plain_stems(_SPLIT.split(" " + _ARTICLE.sub("", rest), maxsplit=1)[0])
    return frozenset(words[-1:])

"""What somebody has one of at a time, however it is worded: a home, a job, a way to work."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from local_agentcore.extraction.stems import LISTS, stem
from local_agentcore.extraction.tellings import PEOPLE, Telling

NOW = re.compile(
    r"\b(?:now|nowadays|these days|any ?more|from now on|instead(?! of)|lately|as of|"
    r"has switched|switched|back (?:to|on)|has gone|ended up|at the moment|no longer|"
    r"until further notice|for the time being|permanently|for good|upgraded|downgraded|"
    r"down to|up to)\b(?! that\b)"
)
MORE = re.compile(r"\b(?:also|too|as well|another|second|besides|in addition|both|additional)\b")


@dataclass(frozen=True)
class Attribute:
    """What tells its value, and what tells by itself that it is another one now."""

    name: str
    told: re.Pattern[str]
    turned: re.Pattern[str] | None = None


def _attribute(name: str, told: str, turned: str = "") -> Attribute:
    return Attribute(name, re.compile(told), re.compile(turned) if turned else None)


_OCCUPIED = "|".join(sorted(LISTS["occupation"]))
_DIET = (
    r"vegan|vegetarian|pescatarian|keto|omnivore|carnivore|meat|plant[- ]based|flexitarian|paleo"
)
_ORDINAL = r"(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|final|last|\d+(?:st|nd|rd|th))"
_HOUSING = r"(?:house|flat|apartment|home|place|studio|condo|dorm|cottage|bungalow|loft|farm)"
_WAY = (
    r"(?:drives?|cycles?|bikes?|walks?|rides?|commut\w+|driving|cycling|biking|walking|carpool\w*|"
    r"(?:takes?|taking|by|catch\w*|uses?|using) (?:the |a )?"
    r"(?:train|bus|tram|subway|metro|tube|underground|car|bike|ferry|taxi|uber|scooter))\b"
    r".*\b(?:work|office|school|campus|uni|university|job|college)\b"
)
ATTRIBUTES = (
    _attribute(
        "home",
        rf"\b(?:lives?|living|is based|resides?|rents?|renting|is staying|stays) (?:in|at|on|near|a|an|with|out)\b|"
        rf"\b(?:rents|shares|has|owns) an? .*?{_HOUSING}\b(?! (?:in the|by the|for the)\b)|"
        rf"\b{_HOUSING} is (?:in|at|on|near)\b|^home (?:is|for)|\baddress is\b|is from here\b",
        rf"\b(?:moved|relocated|moving|relocating|move)(?! on)(?: house)?(?: back| out| over| in| away| up| down)?"
        rf" (?:to|out|from|in|of|into)\b(?!.*\b(?:team|department|role|class|group|desk|day|sofa)\b)|"
        rf"\b(?:bought|found|got|purchased|rented|switched to|moved into) (?:the user's own|their own|an?|their first) "
        rf"[\w -]*?{_HOUSING}\b|\bleft (?:the )?(?:city|country|town)\b|\bnew (?:address|{_HOUSING})\b|"
        r"\bsettled (?:down )?in\b|\bevicted\b|\bis in [a-z]+ now\b",
    ),
    _attribute(
        "job",
        rf"\b(?:works?|working|is employed|interns?|runs|manages) (?:at|for|as|in (?!the (?:morning|evening|night|office)))|"
        rf"\bis (?:an? |the )?(?:[\w-]+ ){{0,3}}(?:{_OCCUPIED})\w?\b|\b(?:job|career|profession) is\b|"
        r"\bis (?:currently )?(?:unemployed|jobless|retired|freelanc\w+|self-employed|between jobs|out of work)\b|"
        r"\b(?:freelances|looking for (?:a |another |new )*(?:job|work)|job hunting|job-hunting)\b|\bdrives for\b",
        r"\b(?:got|landed|found|started|took|accepted|starts|begins|began) (?:an?|the|their) "
        r"(?:[\w-]+ ){0,2}(?:job|position|role|post)\b(?! offer)|\bbecame an? |\bretired\b|\blaid off\b|"
        r"\b(?:fired|let go|made redundant)\b|\b(?:switched|changed) (?:careers?|jobs?)\b|\bpromoted\b|"
        r"\bhired (?:the user|them)\b|\bstarted (?:working )?(?:at|as)\b|\bstarted their own\b|"
        r"\b(?:quit|left|lost|resigned from) (?:the user's|their) job\b|\bwent into\b|\bretrained\b|"
        r"\bhired as\b|\b(?:went|gone) freelance\b",
    ),
    _attribute(
        "standing",
        r"\bis (?:an? |the )?(?:[\w-]+ )?(?:junior|senior|intern|trainee|apprentice|associate|lead|principal|"
        r"manager|director|vice president|vp|leader|supervisor)\b|\btitle is\b",
        r"\b(?:promoted|demoted|title changed|stepped (?:down|up)|made (?:partner|lead|manager|head|director))\b",
    ),
    _attribute(
        "team",
        r"\b(?:on|in|of|with|for) the [\w -]+?(?:team|department|group|squad|division)\b|\bteam is\b",
        r"\b(?:moved|switched|transferred|reassigned|joined)(?: over)?(?: to)? (?:the )?[\w -]*?"
        r"(?:team|department|group|squad|division)\b",
    ),
    _attribute(
        "team size",
        r"\bteam of \w+|\bteam (?:has|is) \w+ people",
        r"\bteam (?:has )?(?:grown|shrunk|grew|shrank|doubled)\b",
    ),
    _attribute(
        "boss",
        r"\b(?:manager|boss|supervisor)(?:'s name)? is\b|\breports? to\b",
        r"\bnew (?:manager|boss|supervisor)\b|\btook over (?:from|as)\b|\breports? to .*\bnow\b|"
        r"\b(?:as|is) (?:the user's|their) (?:new )?(?:manager|boss)\b",
    ),
    _attribute(
        "couple",
        r"\bis (?:currently |still |happily )?(?:single|divorced|widowed|engaged|married|dating|seeing|separated|"
        r"in a relationship)\b|\bhas an? (?:girlfriend|boyfriend|partner|fianc\w+)\b|^dating\b|"
        r"\b(?:girlfriend|boyfriend|partner|fianc\w+)(?:'s name)? is (?!an?\b)",
        r"\b(?:started|begun|is|began) (?:seeing|dating)\b|\bmet (?:someone|somebody)\b|"
        r"\b(?:got|getting|is) (?:re)?(?:married|engaged|divorced)\b|\bremarried\b|\bbroke up\b|\bbroken up\b|"
        r"\bsplit(?: up)?\b(?! the)|\bsingle again\b|\bseparated\b|\btied the knot\b|\bin a relationship\b|"
        r"\bdumped (?:the user|them|her|him)\b|\bnew (?:girlfriend|boyfriend|partner)\b|\bproposed\b|"
        r"\bsaid yes\b|\bcalled off the (?:wedding|engagement)\b|\bhas an? (?:girlfriend|boyfriend|partner)\b|"
        r"\bthe one who\b|\bfound (?:someone|love)\b",
    ),
    _attribute(
        "where one works",
        r"\b(?:remote(?:ly)?|from home|home office|in the office|at the office|hybrid|on[- ]?site|in person)\b",
        r"\b(?:called|ordered|forced|asked) .*back (?:to|in|into) the office\b|\bback (?:to|in) the office\b|"
        r"\b(?:fully|full-time|completely|entirely|gone|went) (?:remote|hybrid)\b",
    ),
    _attribute(
        "hours",
        r"\b(?:night shifts?|day shifts?|nights\b|late shifts?|early shifts?|part[- ]time|full[- ]time|"
        r"weekends|days a week|hours a week|graveyard)\b",
        r"\b(?:gone|went|switched to|moved to|is on|works?|is back on|put .* on|changed to|is)(?: \w+)? "
        r"(?:night shifts?|day shifts?|nights|days|part[- ]time|full[- ]time|early shifts?|late shifts?|"
        r"four days|three days|five days|mornings|afternoons|evenings)\b",
    ),
    _attribute(
        "diet",
        rf"\bis (?:a |an |on a |strictly )?(?:strict )?(?:{_DIET})\b|\beats? (?:only )?(?:{_DIET})\b|"
        rf"\b(?:follows|on) an? [\w -]*diet\b|does not eat (?:meat|fish|animal)",
        r"\b(?:gone|went|turned|became|become|is|started|begun|began) (?:a |fully )?(?:vegan|vegetarian|"
        r"pescatarian|keto|carnivore|plant-based)\b|\b(?:started|back to|gone back to|began) "
        r"(?:eating )?(?:meat|fish|chicken|steak|dairy)\b|\beats? (?:meat|fish|everything|chicken|steak)\b",
    ),
    _attribute("way to work", _WAY, rf"{_WAY}.*\b(?:now|these days|instead)\b"),
    _attribute(
        "name",
        r"\b(?:full |first )?name is\b|\bwants to be called\b|\bgoes by\b|\bcalls? (?:me|the user)\b",
        r"\b(?:wants|prefers|rather|had rather|would rather|likes) (?:to )?be(?:ing)? called\b|\bgoes by\b|"
        r"\bchanged (?:the user's|their) (?:first |full )?name\b|\bcalls? the user\b",
    ),
    _attribute(
        "surname",
        r"\b(?:last name|surname|family name|maiden name) is\b",
        r"\b(?:took|taken|kept|changed) .*\b(?:last name|surname|name)\b",
    ),
    _attribute(
        "number",
        r"\b(?:phone |mobile |cell )?number is\b",
        r"\b(?:changed|new|switched) (?:the user's |their )?(?:phone |mobile |cell )*number\b",
    ),
    _attribute(
        "email",
        r"\bemail(?: address)? is\b",
        r"\b(?:new|changed|switched)\b.*\bemail\b|\bemail .*\binstead\b|@\S+ as (?:the user's|their) email\b",
    ),
    _attribute(
        "budget",
        r"\bbudget\b.*\d|\bspend\w* (?:up to|at most|no more than|about|around) .*\d|\bcan (?:only )?spend\b",
        r"\b(?:can|could) (?:now |only |actually )?(?:go (?:up|as high)|stretch|spend|afford|do)\b.*\d|"
        r"\bbudget\b.*\d|\bcut .*\bbudget\b|\bbudget (?:went|has|was|got)\b",
    ),
    _attribute(
        "pay",
        r"\b(?:salary|earns?|makes?|income|paid)\b.*\d|\bwage\b.*\d",
        r"\b(?:raise|pay rise|pay cut|bumped|raised)\b|\b(?:salary|earns?|makes|income)\b.*\d",
    ),
    _attribute(
        "rent",
        r"\brent\b.*\d|\bmortgage\b.*\d",
        r"\brent (?:went|has|was|is|increased|rose|got|dropped)\b.*\d|\braised .*\brent\b.*\d",
    ),
    _attribute(
        "weight",
        r"\bweighs?\b.*\d|\bweight is\b|\d (?:kilos|kg|pounds|lbs)\b",
        r"\b(?:down to|up to|weighs?|lost|gained|reached|hit)\b.*\d",
    ),
    _attribute(
        "age",
        r"\b(?:is|are|turned) (?:about |almost |now )?(?:\d+|one|two|three|four|five|six|seven|eight|nine|ten|"
        r"eleven|twelve)(?: years?| months?)?(?:[ -]old)?$",
        rf"\b(?:had|celebrated|celebrating) .*\b{_ORDINAL} birthday\b|\bturned \w+|\bturns \w+ (?:today|tomorrow)|"
        r"\bis a teenager\b",
    ),
    _attribute(
        "year at school",
        rf"\b{_ORDINAL}[- ](?:year|grade|grader|semester)\b|\b(?:freshman|sophomore|kindergarten|preschool|"
        r"nursery|daycare|middle school|elementary school|primary school|high school)\b",
        rf"\b(?:started|starts|entered|is in|moved up to) (?:the )?(?:{_ORDINAL}[- ](?:grade|year)|"
        rf"kindergarten|school|high school|middle school|college|university)\b|"
        rf"\b{_ORDINAL}[- ](?:year|grade) (?:student|now)\b|\bgraduated\b|\bfinished school\b",
    ),
    _attribute(
        "studies",
        r"\b(?:student|undergrad\w*|grad school|in college)\b|\b(?:studies|is studying|majors|majoring)\b|"
        r"\bmajor is\b|\b(?:doing|does|working on) an? (?:phd|master\W?s|mba|degree|bachelor\W?s|thesis)\b|"
        r"\bis (?:at|in) (?:college|university|uni|medical school|law school)\b",
        r"\bgraduated\b|\bdropped out\b|\bchanged (?:the user's |their )?(?:major|course|degree)\b|"
        r"\b(?:got|earned|received|completed|finished|defended|submitted|handed in) (?:the user's |their |an? )?"
        r"(?:phd|master\W?s|mba|bachelor\W?s|degree|thesis|diploma|dissertation|studies)\b|\btook a gap year\b|"
        r"\bmajor is .*\bnow\b|\bswitched (?:the user's |their )?majors?\b|"
        r"\b(?:switched|transferred|changed) (?:from [\w ]+ )?to (?!the\b)[\w ]+$",
    ),
    _attribute(
        "pregnancy",
        r"\bpregnant\b|\bexpecting (?:a|our|their|the user)\b|\bbaby is due\b|\bdue in\b|\bhaving a baby\b",
        r"\b(?:had|gave birth|has had|delivered|welcomed) .*\b(?:baby|boy|girl|twins|son|daughter|child)\b|"
        r"\bgave birth\b|\b(?:baby|boy|girl|son|daughter|twins)\b.*\b(?:was|were|is|arrived|came)\b.*"
        r"\b(?:born|here|early)\b|\b(?:baby|twins) arrived\b|\bmiscarr\w+|\bwas born\b",
    ),
    _attribute(
        "level",
        r"\b(?:beginner|elementary|basic|intermediate|advanced|fluent|conversational|a1|a2|b1|b2|c1|c2|rusty|"
        r"novice|learning|does not speak|cannot speak|belt)\b",
        r"\b(?:passed|reached|level|get by|gets by|fluent|intermediate|advanced|conversational|hold a conversation|"
        r"a2|b1|b2|c1|c2|mastered|belt)\b",
    ),
    _attribute(
        "household",
        r"\blives? (?:alone|by (?:themselves|myself)|on their own|with)\b|\b(?:roommate|flatmate|housemate)s? is\b",
        r"\bmoved in with the user\b|\bmoved in together\b|\blives? (?:alone|with|on their own)\b.*|"
        r"\bgot (?:a|another) (?:new )?(?:roommate|flatmate|housemate)\b|\bhas the place to themselves\b",
    ),
    _attribute(
        "in hospital",
        r"\bin (?:the )?(?:hospital|rehab|icu|intensive care|jail|prison)\b|\bhospitali[sz]ed\b",
        r"\b(?:discharged|released|back home|home from|came home|out of (?:the )?hospital|let (?:them|her|him) go home)\b",
    ),
    _attribute(
        "bedtime",
        r"\b(?:goes|go|going) to (?:bed|sleep) (?:at|around|by|before|after|early|late)\b|\bstays? up\b",
        r"\b(?:goes|go|going|is in) (?:to )?(?:bed|sleep) (?:at|around|by|before|after|early|late)\b",
    ),
    _attribute(
        "getting up",
        r"\b(?:gets? up|wakes? up|rises?|wakes) (?:at|around|by|before|after|early|late)\b|\bsleeps? in\b|"
        r"\b(?:early bird|night owl|morning person)\b",
        r"\b(?:gets?|getting|wakes?|waking) (?:up )?(?:at|around|by|before|after|early|late)\b|\bsleeps? in\b|"
        r"\b(?:early bird|night owl|morning person)\b",
    ),
)


def other_value(new: Telling, old: Telling, same_owner: bool) -> bool:
    """Whether a clause gives another value of what an older statement gives one of."""
    if old.past or new.negative or MORE.search(new.text):
        return False
    if old.negative and not _IDLE.search(old.text):
        return False
    if same_owner and _says_all(new, old):
        return False
    shared = "the user" in new.text and "the user" in old.text
    return any(
        (same_owner or (shared and each.name in _SHARED)) and _turns(each, new, old)
        for each in ATTRIBUTES
    )


def _says_all(new: Telling, old: Telling) -> bool:
    return bool(old.words) and old.words <= new.words and not new.negative


def _turns(each: Attribute, new: Telling, old: Telling) -> bool:
    if not each.told.search(old.text):
        return False
    if each.name in _OF_A_PERSON and new.about - PEOPLE - new.names - _HOMES:
        return False
    if each.name in _FITTING and not _FITTING[each.name](new, old):
        return False
    if each.turned is not None and each.turned.search(new.text):
        return True
    again = each.told.search(new.text) and NOW.search(new.text)
    return bool(again) and not new.past and not new.words <= old.words


def _shares_language(new: Telling, old: Telling) -> bool:
    mine, theirs = (each.words & (LISTS["tongue"] | each.names) for each in (new, old))
    return bool(mine & theirs)


def _another_standing(new: Telling, old: Telling) -> bool:
    mine, theirs = _couple(new), _couple(old)
    return mine is not None and theirs is not None and mine != theirs


def _couple(telling: Telling) -> int | None:
    """Where on the way from single to married a clause says that somebody is; the last it names."""
    found = [number for number, told in enumerate(_COUPLE) if told.search(telling.text)]
    return found[0] if found else None


_COUPLE = [
    re.compile(rf"\b(?:{told})\b")
    for told in (
        r"single|divorced|widowed|broke(?:n)? up|split(?: up)?|separated|dumped|called off|divorce",
        r"re-?married|(?:got|is|getting) married|wife|husband|tied the knot|said yes to marr\w+|newlyweds?",
        r"engaged|fianc\w+|proposed|said yes",
        r"dating|seeing|girlfriend|boyfriend|partner|relationship|met (?:someone|somebody)|found (?:love|someone)",
    )
]


def _elsewhere(new: Telling, old: Telling) -> bool:
    names = new.names & new.words
    if names and names <= old.words:
        return False
    mine, theirs = (bool(each.words & LISTS["region"]) for each in (new, old))
    bare = "lives in" in old.text or "is from" in old.text
    return mine == theirs or not bare


_IDLE = re.compile(
    r"\b(?:unemployed|not (?:working|work|employed)|no (?:job|car)|does not (?:speak|live))\b"
)
_SHARED = frozenset({"household", "boss", "pregnancy"})
"""What others do counts in these: *her girlfriend moved in*, *Tom took over*."""
_OF_A_PERSON = frozenset(
    {
        "home",
        "job",
        "couple",
        "hours",
        "studies",
        "year at school",
        "diet",
        "standing",
        "team",
        "level",
        "age",
    }
)
_HOMES = frozenset(
    map(
        stem,
        [
            "house",
            "flat",
            "apartment",
            "home",
            "place",
            "studio",
            "condo",
            "dorm",
            "address",
            "mom",
            "dad",
        ],
    )
)
_FITTING: dict[str, Callable[[Telling, Telling], bool]] = {
    "level": _shares_language,
    "couple": _another_standing,
    "home": _elsewhere,
}

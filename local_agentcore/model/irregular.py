"""Verbs whose past is formed by no rule, and the past of any verb."""

_FORMS = [
    group.split()
    for group in (
        "be was been",
        "become became",
        "begin began begun",
        "bite bit bitten",
        "break broke broken",
        "bring brought",
        "build built",
        "buy bought",
        "catch caught",
        "choose chose chosen",
        "come came",
        "do did done",
        "draw drew drawn",
        "drink drank drunk",
        "drive drove driven",
        "eat ate eaten",
        "fall fell fallen",
        "feel felt",
        "fight fought",
        "find found",
        "fly flew flown",
        "forget forgot forgotten",
        "freeze froze frozen",
        "get got gotten",
        "give gave given",
        "go went gone",
        "grow grew grown",
        "hang hung",
        "have had",
        "hear heard",
        "hide hid hidden",
        "hold held",
        "keep kept",
        "know knew known",
        "lead led",
        "learn learnt",
        "leave left",
        "lend lent",
        "lose lost",
        "make made",
        "mean meant",
        "meet met",
        "pay paid",
        "ride rode ridden",
        "ring rang rung",
        "rise rose risen",
        "run ran",
        "say said",
        "see saw seen",
        "sell sold",
        "send sent",
        "shoot shot",
        "sing sang sung",
        "sit sat",
        "sleep slept",
        "speak spoke spoken",
        "spend spent",
        "stand stood",
        "steal stole stolen",
        "swim swam swum",
        "take took taken",
        "teach taught",
        "tell told",
        "think thought",
        "throw threw thrown",
        "wake woke woken",
        "wear wore worn",
        "win won",
        "write wrote written",
    )
]
_SAME = frozenset({"put", "let", "cut", "hit", "hurt", "quit", "read", "set", "cost", "bet"})
PLAIN = {past: forms[0] for forms in _FORMS for past in forms[1:]}
"""The plain form of each irregular past."""
_PAST = {forms[0]: forms[1] for forms in _FORMS}


def past_of(verb: str) -> str:
    """The past of a plain verb: `buy` gives `bought`, `move` gives `moved`."""
    lower = verb.lower()
    if lower in _SAME:
        return verb
    if lower in _PAST:
        return _PAST[lower]
    if lower.endswith("e"):
        return verb + "d"
    if lower.endswith("y") and lower[-2:-1] not in tuple("aeiou"):
        return verb[:-1] + "ied"
    if lower in ("stop", "plan", "drop", "chat", "shop", "jog", "plug", "skip", "hug", "prefer"):
        return verb + verb[-1] + "ed"
    return verb + "ed"

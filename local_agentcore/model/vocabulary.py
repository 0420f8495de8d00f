"""Words as they are compared: without endings, synonyms as one, the idle ones left out."""

import re
import unicodedata

from local_agentcore.model.irregular import PLAIN
from local_agentcore.model.words import word_set

_WORD = re.compile(r"[^\W_]+(?:'[^\W_]+)?")

_ELIDED = re.compile(
    r"\b(what|where|who|how|when|(?:do|does|did|is|was|were|are|have|has|ca|would|could|should)n)"
    r"(s|t)\b",
    re.IGNORECASE,
)
_I_AM = re.compile(r"\bi(m|ve)\b", re.IGNORECASE)
# How people type when nobody looks: "do u remember ur bday".
_HASTY = {
    "u": "you",
    "ur": "your",
    "wat": "what",
    "wut": "what",
    "wats": "what's",
    "gf": "girlfriend",
    "gfs": "girlfriend's",
    "bf": "boyfriend",
    "bfs": "boyfriend's",
    "pls": "please",
    "plz": "please",
    "bday": "birthday",
    "b-day": "birthday",
    "whos": "who's",
    "hows": "how's",
}
# A capital inside a sentence is a name's: "Wat Pho", "the U.S.".
_HASTY_WORD = re.compile(rf"(?:^|\b(?=[a-z]))(?i:{'|'.join(_HASTY)})\b(?![-'.]\w)")
# What two words say together, in one.
_PHRASES = (
    (re.compile(r"\b(?:get|gets|getting|got|wake|wakes|waking|woke) up\b", re.I), "rise"),
    (re.compile(r"\bpass(?:ed|es|ing)? away\b", re.I), "die"),
    (re.compile(r"\b(?:run|runs|ran|running) out\b", re.I), "expire"),
    (re.compile(r"\bused? to\b", re.I), ""),
    (re.compile(r"\b(?:have|has|had) to\b", re.I), "need to"),
)
_IDLE = word_set(
    """a an the and or but nor of to in on at for with from by about into over after before up down
    out off again is am are was were be been being do does did doing done has have had having i me
    my mine myself we us our ours you your yours yourself it its he him his she her they them their
    this that these those there here what where when who whom whose which how why can could should
    would will shall may might must not no yes so if as than then too very just also only any some
    all each more most other own same ever now user t s re ll ve m d don isn please tell know
    remember remind recall say said give let show get got go going thing things stuff anything
    something everything kind sort type lot many much few call called name named mention mentioned
    told ask asked whether actually really usually often always never still already recently
    exactly currently again else get gets going goes come came coming happen happened happening"""
)

_SYNONYMS = {
    synonym: group.split()[0]
    for group in (
        "mother mom mum mommy mama",
        "father dad daddy papa",
        "child children kid kids",
        "work job profession occupation career employer employed employ company",
        "live living reside home house address based",
        "favorite favourite like love enjoy prefer adore fond fan liked loved preferred preference",
        "dislike hate avoid detest loathe",
        "car vehicle drive",
        "film movie",
        "apartment flat",
        "trip travel vacation holiday visit journey fly flight",
        "birthday born birth turn",
        "allergy allergic allergies",
        "phone mobile cellphone",
        "buy purchase bought",
        "begin start",
        "move moved relocate relocating moving",
        "spouse married marry partner",
        "study studying studied student university college phd degree",
        "color colour",
        "meet met meeting appointment",
        "eat ate eating eaten food",
        "drink drank drunk drinking",
        "pet pets",
        "bike bicycle",
        "sport sports",
        "doctor physician gp",
        "grandmother grandma granny nana",
        "grandfather grandpa granddad",
        "stop quit",
        "deadline due submit",
        "die died dies dying dead death",
        "afraid scared frightened terrified fear",
        "son boy",
        "stepfather stepdad",
        "stepmother stepmom stepmum",
        "expire expires expired ends",
        "run running ran",
    )
    for synonym in group.split()
}

_ENDINGS = (("ies", "y"), ("sses", "ss"), ("es", "e"), ("s", ""), ("ing", ""), ("ed", ""))


def plain(text: str) -> str:
    """A text with one kind of apostrophe, also where it was left out (`whats`), and of space."""
    text = unicodedata.normalize("NFC", text).replace("’", "'").replace("‘", "'")
    text = _HASTY_WORD.sub(lambda found: _HASTY[found[0].lower()], text)
    text = _I_AM.sub(r"I'\1", _ELIDED.sub(r"\1'\2", text))
    return " ".join(text.split())


def stem(word: str) -> str:
    """What a word has in common with its other forms and its synonyms."""
    forms = _forms(word.lower().split("'")[0])
    return next((_SYNONYMS[form] for form in forms if form in _SYNONYMS), forms[-1])


def _forms(word: str) -> list[str]:
    """A word and what is left of it without its ending, the barest last."""
    if word in PLAIN:
        return [word, *_forms(PLAIN[word])]
    forms = [word]
    for ending, rest in _ENDINGS:
        if word.endswith("eed"):
            break
        if word.endswith(ending) and len(word) - len(ending) >= 3 and not word.endswith("ss"):
            forms.append(word[: -len(ending)] + rest)
            break
    bare = forms[-1]
    if len(bare) > 4 and bare[-1] == bare[-2] and bare[-1] != "s":
        forms.append(bare[:-1])
    if len(bare) > 3 and bare.endswith("e"):
        forms.append(bare.rstrip("e"))
    return forms


def telling_words(text: str) -> list[str]:
    """The words of a text that tell what it is about, as written, in order."""
    for phrase, meaning in _PHRASES:
        text = phrase.sub(meaning, text)
    words = _WORD.findall(text)
    return [w for w in words if w == "May" or w.lower().split("'")[0] not in _IDLE]


def stems(text: str) -> frozenset[str]:
    """The stems of a text's telling words."""
    return frozenset(stem(word) for word in telling_words(text))

"""English verbs as far as turning a sentence from the third person to the second needs them."""

from local_agentcore.model.words import word_set

COMMON = word_set(
    """accept adopt adore appreciate attend avoid bake be become believe belong bike bring build buy
    call care carry celebrate choose climb collect come commute consider cook cycle dance design
    detest dislike do draw dream drink drive earn eat enjoy enter exercise expect fear feel find
    finish fly follow forget garden get give go grow handle hate have hear help hike hope hunt
    intend invest jog keep knit know lead learn like listen live look lose love maintain make
    manage mean meet mention miss move need object own paint pay plan play practice practise prefer
    prepare read receive refuse remember rent report require reside ride run save say see seek sell
    send set share ski sleep smoke speak spend stand start stay stop struggle study suffer suggest
    support swim take talk teach tend think train travel treat trust try turn understand use value
    visit volunteer wait walk want watch wear wish work worry write"""
)
"""Verbs that statements about people are made of, in their plain form."""

_IRREGULAR = {
    "is": "are",
    "was": "were",
    "has": "have",
    "does": "do",
    "goes": "go",
    "isn't": "aren't",
    "wasn't": "weren't",
    "hasn't": "haven't",
    "doesn't": "don't",
    "am": "are",
    "dies": "die",
    "lies": "lie",
    "ties": "tie",
    "focuses": "focus",
}
_PLAIN_ENDINGS = ("ss", "us", "is")
_LONG_ENDINGS = ("sses", "shes", "ches", "xes", "zzes", "oes")
_NOT_ADVERBS = frozenset({"family", "reply", "apply", "rely", "fly", "supply", "multiply", "italy"})
_ADVERBS = word_set(
    """also really never always often usually still recently currently now just already sometimes
    even once only ever not"""
)


def second_person(verb: str) -> str:
    """The form that goes with *you*: `likes` gives `like`. Other forms than the third stay."""
    word = verb.lower()
    if word in _IRREGULAR:
        return _IRREGULAR[word]
    if word.endswith("ies") and len(word) > 4:
        return verb[:-3] + "y"
    if word.endswith(_LONG_ENDINGS):
        return verb[:-2]
    if word.endswith("s") and not word.endswith(_PLAIN_ENDINGS):
        return verb[:-1]
    return verb


def is_third_person(word: str) -> bool:
    """Whether a word is the third person of a common verb; it may be a noun's plural too."""
    plain = second_person(word.lower())
    return plain != word.lower() and (plain in COMMON or word.lower() in _IRREGULAR)


def is_adverb(word: str) -> bool:
    """Whether a word can stand between a subject and its verb."""
    lower = word.lower()
    return lower in _ADVERBS or (lower.endswith("ly") and lower not in _NOT_ADVERBS)

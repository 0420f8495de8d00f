"""English verbs as far as turning a sentence from the third person to the second needs them."""

from local_agentcore.model.words import word_set

COMMON = word_set(
    """accept admire adopt adore appreciate attend avoid bake be become believe belong bike breathe
    breed bring build buy call camp care carry celebrate chat chew choose climb coach collect
    come commute consider cook coordinate crochet cry cycle dance deal design detest dislike do
    draw dream drink drive earn eat enjoy enter exercise expect fear feel find finish fish fix
    fly follow forget foster freelance garden get give go grow handle hang hate have hear help
    hike hope hug hunt intend invest jog joke jump keep knit knock know laugh lead learn lift
    like listen live look lose love maintain make manage march mean meditate meet mention miss
    move mow nap need object operate order own paint pay perform photograph plan play practice
    practise pray prefer prepare quilt race rank read receive refuse relax remember rent report
    require reside ride root run save say see seek sell send serve set sew share shop sing sit
    skate sketch ski sleep smell smile smoke snore snowboard speak spend sponsor stand start stay
    stop stream struggle study suffer suggest support surf swear sweat swim take talk taste teach
    tell tend text think throw track trade train travel treat trust try turn tutor type
    understand use value vape visit volunteer vote wait walk want wash watch wear weigh whistle
    win wish work worry wrestle write yell"""
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

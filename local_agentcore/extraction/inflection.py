"""English verb forms: from what goes with *I* to what goes with *the user*."""

from local_agentcore.extraction.lexicon import words

PASTS = words(
    """took got went had saw met came found ran bought sold lost won ate gave began left heard spent
    taught drove flew wrote broke chose fell kept slept wore forgot made thought said told knew grew
    rode sang drank stood built sent felt paid held threw woke drew swam tore quit"""
)
"""Past forms that are no other verb's, which the tagger takes for the present now and then."""
_IRREGULAR = {
    "am": "is",
    "'m": "is",
    "are": "is",
    "'re": "is",
    "were": "was",
    "ai": "is",
    "have": "has",
    "'ve": "has",
    "do": "does",
    "go": "goes",
}
_UNCHANGED = {"is", "was", "has", "does", "had", "did", "'s", "used"}
_PLURAL = {"am": "are", "'m": "are", "'re": "are", "ai": "are", "was": "were", "'ve": "have"}
_MODALS = {"ca": "can", "wo": "will", "sha": "shall", "'ll": "will"}
MODALS = frozenset(
    {*_MODALS, *_MODALS.values(), "could", "would", "should", "must", "may", "might"}
)


def third_singular(verb: str) -> str:
    """The form that follows *she*: `third_singular("have")` is `"has"`. Modals stay as they are."""
    word = verb.lower()
    if word in _MODALS or word in MODALS or word in _UNCHANGED:
        return _MODALS.get(word, word)
    if word in _IRREGULAR:
        return _IRREGULAR[word]
    if word.endswith(("s", "x", "z", "ch", "sh", "o")):
        return verb + "es"
    if word.endswith("y") and word[-2:-1] not in tuple("aeiou"):
        return verb[:-1] + "ies"
    return verb + "s"


def plural(verb: str) -> str:
    """The form that follows *they*, from the one that follows *I*."""
    word = verb.lower()
    return _PLURAL.get(word) or _MODALS.get(word, verb)

"""The user's words about themselves in the third person, where no parser has to be asked."""

import re

from local_agentcore.extraction.episode_text import shortened

MAX_CHARACTERS = 160

_FORMS = [
    (re.compile(rf"\b(?:{said})(?![\w'])", re.IGNORECASE), told)
    for said, told in [
        (r"i(?:'m| am)", "they are"),
        (r"i was", "they were"),
        (r"i've", "they have"),
        (r"i'd", "they would"),
        (r"i'll", "they will"),
        (r"i", "they"),
        (r"we(?:'re| are)", "they are"),
        (r"we", "they"),
        (r"my|our", "their"),
        (r"mine|ours", "theirs"),
        (r"myself|ourselves", "themselves"),
        (r"me|us", "them"),
        (r"your", "the assistant's"),
    ]
]
_LOOSE_END = re.compile(
    r"(?:,? (?:my \w+ and i|both of us|please|thanks|thank you|then|i think|i guess|too|as well"
    r"|for me|ok(?:ay)?))+$"
    r"|[,;:]? (?:but|so|and) (?:can|could|would|please|i'm|i am|i don't|it'?s) .*$",
    re.IGNORECASE,
)


def retold(words: str) -> str:
    """What stands behind *the user decided to …* for the user's own words behind *I decided to*."""
    text = _LOOSE_END.sub("", words.strip(" .!,;:-–—")).strip(" .!,;:-–—")
    for said, told in _FORMS:
        text = said.sub(told, text)
    return shortened(text.replace('"', "'"), MAX_CHARACTERS)


def quoted(words: str) -> str:
    """Somebody's words in quotation marks, shortened."""
    return f'"{shortened(words.replace(chr(34), chr(39)), MAX_CHARACTERS)}"'

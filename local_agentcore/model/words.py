"""Word lists as they are written in this package: words between spaces."""

import re


def word_set(text: str) -> frozenset[str]:
    """The words of a list."""
    return frozenset(text.split())


BEINGS = word_set(
    """mother mom mum father dad parent parents sister sisters brother brothers sibling siblings
    wife husband spouse partner girlfriend boyfriend fiance fiancee son sons daughter daughters
    child children kid kids baby twins grandmother grandma grandfather grandpa grandparents
    grandson granddaughter aunt uncle cousin niece nephew friend friends boss manager colleague
    neighbor neighbour roommate teacher doctor dentist dog dogs cat cats puppy kitten horse pet
    pets parrot rabbit hamster supervisor flatmate turtle"""
)
"""Those of whom one says *she*, *he* or *they*."""
_OF_A_FAMILY = re.compile(r"^(?:step|half|grand|great|foster)-?")


def is_being(word: str) -> bool:
    """Whether a word is for one of those, a `stepfather` too."""
    lower = word.lower()
    return lower in BEINGS or _OF_A_FAMILY.sub("", lower) in BEINGS

"""Word lists as they are written in this package: words between spaces."""


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

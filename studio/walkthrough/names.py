"""Names that nobody has heard of: whoever says one has been told it."""

from secrets import choice, token_hex

CONSONANTS = "dlmnrvz"
VOWELS = "aeio"
CUISINES = (
    "Ethiopian",
    "Georgian",
    "Korean",
    "Lebanese",
    "Moroccan",
    "Nepalese",
    "Peruvian",
    "Vietnamese",
)


def new_name() -> str:
    """A made-up name such as `Velorin`, one of half a million."""
    syllables = "".join(choice(CONSONANTS) + choice(VOWELS) for _ in range(3))
    return f"{syllables}{choice('lnrs')}".capitalize()


def any_cuisine() -> str:
    """One of some cuisines, none of which would be anybody's first guess."""
    return choice(CUISINES)


def new_actor_id(role: str) -> str:
    """An actor's ID that says what it is for."""
    return f"walkthrough-{role}-{token_hex(6)}"

"""Word lists as they are written in this package: words between spaces."""


def word_set(text: str) -> frozenset[str]:
    """The words of a list."""
    return frozenset(text.split())

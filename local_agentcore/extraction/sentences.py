"""Where a text's sentences end."""

import re

_TITLES = ("Mr", "Mrs", "Ms", "Dr", "Prof", "St", "Mt", "Ft", "Sgt", "Capt", "Rev", "vs")
_AFTER_TITLE = "".join(rf"(?<!\b{title}\.)" for title in _TITLES) + r"(?<!\b[A-Z]\.)"
_BEGINS = r"(?=\s+(?:I|I'm|I've|My|We|Our|The|This|He|She|It|They|Then|And|But|So)\b)"
END = re.compile(rf"(?<=[.!?])(?:{_AFTER_TITLE}|{_BEGINS})\s+")
"""The space after a sentence; *St. Mary's*, *Ms. Lee* and *J. Lee* are not cut in two."""
FIRST = re.compile(END.pattern + "(?=[A-Z])")
"""The space after a sentence that another, with a capital letter, follows."""

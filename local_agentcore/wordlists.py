"""Reads the word lists in the data folder: `name: word word …` a line, `#` before a comment."""

from pathlib import Path

_DATA = Path(__file__).parent / "data"


def read_lists(file_name: str) -> dict[str, frozenset[str]]:
    """The lists of a file by their names."""
    lists = {}
    for line in (_DATA / file_name).read_text(encoding="utf-8").splitlines():
        name, _, words = line.partition(": ")
        if not line.startswith("#"):
            lists[name] = frozenset(words.split())
    return lists

"""What is said to whoever runs the command, and what they are asked."""

import sys


def say(text: str = "") -> None:
    """Print a line at once, also where the output is a file."""
    print(text, flush=True)


def agrees(question: str) -> bool:
    """Whether a person at the terminal answers yes; nobody there is no."""
    if not sys.stdin.isatty():
        say(f"{question} Nobody can answer here: give --yes to go on.")
        return False
    try:
        return input(f"{question} [y/N] ").strip().lower() in {"y", "yes"}
    except EOFError:
        return False

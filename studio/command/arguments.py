"""What `python -m studio.memory` takes."""

import argparse
from pathlib import Path
from typing import TypeAlias

from studio.command import target
from studio.search import MOST_FOUND

TOP_K = 10
ACTOR, SESSION = "ACTOR", "SESSION"

Commands: TypeAlias = "argparse._SubParsersAction[argparse.ArgumentParser]"


def parser() -> argparse.ArgumentParser:
    """The parser: `what` names the subcommand, `kind` what is to be deleted."""
    shared = _shared()
    made = argparse.ArgumentParser(
        prog="python -m studio.memory",
        description="See, search, delete, export and import what a memory holds.",
        epilog="Exit status: 0 done, 1 something failed, 2 wrong usage or settings, "
        f"130 interrupted. {target.INTRODUCTION}",
        parents=[shared],
    )
    commands = made.add_subparsers(dest="what", required=True, metavar="COMMAND")
    _lists(commands, shared)
    _retrieval(commands, shared)
    _deletion(commands, shared)
    _transfer(commands, shared)
    return made


def _shared() -> argparse.ArgumentParser:
    shared = argparse.ArgumentParser(add_help=False)
    target.add_options(shared, needs_agent=False)
    shared.add_argument(
        "--json", action="store_true", default=argparse.SUPPRESS, help="for scripts: JSON"
    )
    return shared


def _lists(commands: Commands, shared: argparse.ArgumentParser) -> None:
    for name, names, about in (
        ("actors", (), "the actors that have events"),
        ("sessions", (ACTOR,), "an actor's sessions, newest first"),
        ("events", (ACTOR, SESSION), "a session's events, oldest first"),
        ("records", (ACTOR,), "an actor's memory records, newest first"),
    ):
        _named(commands.add_parser(name, help=about, parents=[shared]), names)


def _retrieval(commands: Commands, shared: argparse.ArgumentParser) -> None:
    made = commands.add_parser(
        "retrieve", help="an actor's memory records by meaning, best first", parents=[shared]
    )
    _named(made, (ACTOR, "QUERY"))
    made.add_argument(
        "--top-k", type=_top_k, default=TOP_K, metavar="N", help=f"so many at most ({TOP_K})"
    )
    made.add_argument(
        "--min-score", type=_score, default=0.0, metavar="S", help="of this score at least (0)"
    )


def _deletion(commands: Commands, shared: argparse.ArgumentParser) -> None:
    made = commands.add_parser("delete", help="delete for good, after asking")
    kinds = made.add_subparsers(dest="kind", required=True, metavar="KIND")
    for name, names, about in (
        ("event", (ACTOR, SESSION, "EVENT+"), "events of a session"),
        ("session", (ACTOR, SESSION), "all events of a session; its records stay"),
        ("record", ("RECORD+",), "memory records"),
        ("actor", (ACTOR,), "all that is kept of an actor: events and records"),
    ):
        kind = kinds.add_parser(name, help=about, parents=[shared])
        _named(kind, names)
        kind.add_argument("--yes", action="store_true", help="do not ask")


def _transfer(commands: Commands, shared: argparse.ArgumentParser) -> None:
    made = commands.add_parser(
        "export", help="write an actor's events and records, or everybody's", parents=[shared]
    )
    made.add_argument("actor", nargs="?", default="", metavar=ACTOR)
    made.add_argument("--out", type=Path, metavar="FILE", help="where to (standard output)")
    made = commands.add_parser(
        "import", help="put an exported file into this memory", parents=[shared]
    )
    made.add_argument("file", type=Path, metavar="FILE")
    made.add_argument(
        "--extract",
        action="store_true",
        help="events alone: have memory learn from them, instead of the file's records",
    )


def _named(made: argparse.ArgumentParser, names: tuple[str, ...]) -> None:
    for name in names:
        bare = name.rstrip("+")
        made.add_argument(bare.lower(), metavar=bare, nargs="+" if name != bare else None)


def _top_k(text: str) -> int:
    if not text.isdecimal() or not 1 <= int(text) <= MOST_FOUND:
        raise argparse.ArgumentTypeError(f"{text}: a number from 1 to {MOST_FOUND}")
    return int(text)


def _score(text: str) -> float:
    try:
        score = float(text)
    except ValueError:
        score = -1.0
    if not 0 <= score <= 1:
        raise argparse.ArgumentTypeError(f"{text}: a number from 0 to 1")
    return score

"""Writes the table of operations in docs/local-agentcore.md from the code and the service models.

`python -m tools.operations_table` writes it anew; with `--check` it only says whether it is due.
"""

import argparse
import sys
import tempfile
from pathlib import Path

from local_agentcore.coverage import WITHOUT_EFFECT
from local_agentcore.runtime import Limits
from local_agentcore.server import EmbeddedAgentCore, Options
from local_agentcore.wire import SERVICES, Operation, load_operations

ROOT = Path(__file__).parents[1]
PAGE = ROOT / "docs" / "local-agentcore.md"
BEGIN, END = "<!-- operations: begin -->", "<!-- operations: end -->"
HEAD = "| operation | served | of its input, without effect |\n|---|---|---|"
WANTED = {
    "bedrock-agentcore": ("memories", "runtimes"),
    "bedrock-agentcore-control": ("memories", "runtimes", "tags"),
    "bedrock-runtime": ("model",),
}
"""The parts of each service that concern memory, agents and their model, by their paths."""


def table() -> str:
    """The tables, one a service, with a line on the operations that have nothing to do here."""
    served = _served()
    operations = list(load_operations())
    parts = []
    for service in SERVICES:
        mine = [found for found in operations if found.service == service]
        wanted = [found for found in mine if found.segments[0] in WANTED[service]]
        rows = [_row(found, served) for found in sorted(wanted, key=lambda found: found.name)]
        head = f"### `{service}`\n\n{HEAD}"
        others = len(mine) - len(wanted)
        rest = f"\n\nNone of its other {others} operations." if others else ""
        parts.append("\n".join([head, *rows]) + rest)
    return "\n\n".join(parts)


def _served() -> frozenset[str]:
    with tempfile.TemporaryDirectory() as folder:
        agentcore = EmbeddedAgentCore(
            Options(
                data_dir=Path(folder),
                agent_file=ROOT / "agent" / "app.py",
                limits=Limits(keep_spare=False),
            )
        ).start()
        agentcore.stop()
        return agentcore.operations


def _row(operation: Operation, served: frozenset[str]) -> str:
    if operation.name not in served:
        return f"| {operation.name} | none | |"
    members = WITHOUT_EFFECT.get(operation.name, {})
    how = "most" if members else "all"
    notes = "; ".join(f"`{name}`: {what}" for name, what in members.items())
    return f"| {operation.name} | {how} | {notes} |"


def page_with_table(page: str) -> str:
    """The page with the table between its marks."""
    before, _, rest = page.partition(BEGIN)
    _, _, after = rest.partition(END)
    return f"{before}{BEGIN}\n\n{table()}\n\n{END}{after}"


def main() -> int:
    """Write the page, or check it. Returns the exit status."""
    parser = argparse.ArgumentParser(description="The table of operations in the documents.")
    parser.add_argument("--check", action="store_true", help="say whether the page is up to date")
    given = parser.parse_args()
    page = PAGE.read_text(encoding="utf-8")
    current = page_with_table(page)
    if given.check and page != current:
        sys.stderr.write("docs/local-agentcore.md is not up to date: run this without --check\n")
        return 1
    if not given.check:
        PAGE.write_text(current, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())

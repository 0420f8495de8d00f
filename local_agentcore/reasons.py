"""Why a search found its records, as a header beside the answer, which AWS has not."""

import json
from collections.abc import Iterable

from local_agentcore.search import Match

REASONS = "x-local-agentcore-reasons"
MOST_BYTES = 16_000
"""HTTP clients read a header of at least so much; what is over has no reasons."""
_SMALL = 0.005


def reasons(matches: Iterable[Match]) -> str:
    """The header's JSON: for each record, in the answer's order, what its score is made of.

    `parts` that are hardly anything are left out. Of a question that is weighed, the score is the
    logistic function of their sum; of one after all of something, their sum.
    """
    written: list[str] = []
    size = 2
    for match in matches:
        entry = json.dumps(_entry(match), separators=(",", ":"))
        size += len(entry) + 1
        if size > MOST_BYTES:
            break
        written.append(entry)
    return f"[{','.join(written)}]"


def _entry(match: Match) -> dict[str, object]:
    parts = {name: round(v, 2) for name, v in match.parts.items() if abs(v) >= _SMALL}
    return {
        "kind": match.kind,
        "meaning": round(match.meaning, 3),
        "words": round(match.words, 3),
        "parts": parts,
    }

"""Client tokens: a request that was made before is answered as it was then, and done once.

A token that matches a previous request makes AgentCore ignore the new one, without an error
(service model, `clientToken`).
"""

import json
import sqlite3
from typing import Any

from local_agentcore.clock import now_ms


def find(
    db: sqlite3.Connection, memory_id: str, operation: str, token: str | None
) -> dict[str, Any] | None:
    """The answer that a request with this token had, None when there was none."""
    row = db.execute(
        "SELECT answer FROM client_tokens WHERE memory_id = ? AND operation = ? AND token = ?",
        (memory_id, operation, token),
    ).fetchone()
    answer: dict[str, Any] | None = json.loads(row["answer"]) if row else None
    return answer


def keep(
    db: sqlite3.Connection,
    memory_id: str,
    operation: str,
    token: str | None,
    answer: dict[str, Any],
) -> None:
    """Keep a request's answer (JSON values only); nothing to do without a token."""
    if token is not None:
        db.execute(
            "INSERT INTO client_tokens (memory_id, operation, token, answer, created_ms)"
            " VALUES (?, ?, ?, ?, ?)",
            (memory_id, operation, token, json.dumps(answer), now_ms()),
        )


def purge(db: sqlite3.Connection, before_ms: int) -> None:
    """Forget tokens that were used before this time: nobody retries a request for so long."""
    db.execute("DELETE FROM client_tokens WHERE created_ms < ?", (before_ms,))

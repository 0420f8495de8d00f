"""Tags of memories and agent runtimes, by their ARNs."""

import sqlite3
from collections.abc import Mapping, Sequence


def put(db: sqlite3.Connection, resource_arn: str, tags: Mapping[str, str]) -> None:
    """Add tags; a key that is there gets the new value."""
    db.executemany(
        "INSERT OR REPLACE INTO tags (resource_arn, key, value) VALUES (?, ?, ?)",
        [(resource_arn, key, value) for key, value in tags.items()],
    )


def get(db: sqlite3.Connection, resource_arn: str) -> dict[str, str]:
    """The tags of a resource, by their keys."""
    rows = db.execute(
        "SELECT key, value FROM tags WHERE resource_arn = ? ORDER BY key", (resource_arn,)
    ).fetchall()
    return {row["key"]: row["value"] for row in rows}


def remove_keys(db: sqlite3.Connection, resource_arn: str, keys: Sequence[str]) -> None:
    """Remove tags; unknown keys do not matter."""
    db.executemany(
        "DELETE FROM tags WHERE resource_arn = ? AND key = ?",
        [(resource_arn, key) for key in keys],
    )


def delete_all(db: sqlite3.Connection, resource_arn: str) -> None:
    """Remove all tags of a resource that goes."""
    db.execute("DELETE FROM tags WHERE resource_arn = ?", (resource_arn,))

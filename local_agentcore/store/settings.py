"""What the embedded AgentCore remembers of itself, e.g. which memory it made at first."""

import sqlite3


def get(db: sqlite3.Connection, name: str) -> str | None:
    """A setting's value, None when it was never set."""
    row = db.execute("SELECT value FROM settings WHERE name = ?", (name,)).fetchone()
    return row["value"] if row else None


def put(db: sqlite3.Connection, name: str, value: str) -> None:
    """Set a setting."""
    db.execute("INSERT OR REPLACE INTO settings (name, value) VALUES (?, ?)", (name, value))

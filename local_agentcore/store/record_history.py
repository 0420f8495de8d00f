"""What became of records: those that others superseded, kept and hidden, and their links."""

import json
import sqlite3
from collections.abc import Sequence
from typing import Any

SCHEMA = """
ALTER TABLE records ADD COLUMN superseded_by TEXT;
ALTER TABLE records ADD COLUMN superseded_ms INTEGER;
ALTER TABLE records ADD COLUMN actor_id TEXT;
CREATE INDEX records_superseded ON records (memory_id, superseded_by)
    WHERE superseded_by IS NOT NULL;
UPDATE records SET actor_id =
    (SELECT events.actor_id FROM events WHERE events.memory_id = records.memory_id
     AND events.event_id =
        replace(json_extract(records.metadata, '$.sourceEventIds.stringListValue[#-1]'), ':', '#'));
"""
"""A record is hidden from the moment `superseded_ms`, in which what ended it was said;
`superseded_by` is the record that took its place, if one did. `actor_id` is whose statement it is,
as far as that is known."""

SUPERSEDES = "supersedes"
"""The metadata key with the newest IDs of what a record took the place of."""
CURRENT = "superseded_ms IS NULL"


def older_keys(db: sqlite3.Connection, keys: Sequence[int]) -> list[int]:
    """The keys of all that these records superseded, and what that had superseded."""
    rows = db.execute(
        "WITH RECURSIVE older (key, memory_id, record_id) AS ("
        " SELECT key, memory_id, record_id FROM records"
        " WHERE key IN (SELECT value FROM json_each(?))"
        " UNION SELECT records.key, records.memory_id, records.record_id FROM records"
        " JOIN older ON records.memory_id = older.memory_id"
        " AND records.superseded_by = older.record_id)"
        " SELECT key FROM older WHERE key NOT IN (SELECT value FROM json_each(?))",
        (json.dumps(list(keys)), json.dumps(list(keys))),
    )
    return [row[0] for row in rows.fetchall()]


def unlink(db: sqlite3.Connection, memory_id: str, record_id: str, by: str | None) -> None:
    """Take a superseded record out of its history: what it had superseded goes to `by`."""
    db.execute(
        "UPDATE records SET superseded_by = ? WHERE memory_id = ? AND superseded_by = ?",
        (by, memory_id, record_id),
    )
    row = db.execute(
        "SELECT key, metadata FROM records WHERE memory_id = ? AND record_id = ?", (memory_id, by)
    ).fetchone()
    if row is not None:
        metadata = without(json.loads(row[1]), record_id)
        db.execute(
            "UPDATE records SET metadata = ? WHERE key = ?",
            (json.dumps(metadata, ensure_ascii=False), row[0]),
        )


def without(metadata: dict[str, Any], record_id: str) -> dict[str, Any]:
    """The metadata without a record among those that it supersedes."""
    listed = metadata.get(SUPERSEDES, {}).get("stringListValue", [])
    left = [other for other in listed if other != record_id]
    rest = {key: value for key, value in metadata.items() if key != SUPERSEDES}
    return rest | ({SUPERSEDES: {"stringListValue": left}} if left else {})

"""The schema, as numbered steps. A step that has shipped is never changed: add another."""

import sqlite3

from local_agentcore import search
from local_agentcore.store import record_history, runtimes

FIRST = """
CREATE TABLE settings (
    name  TEXT PRIMARY KEY,
    value TEXT NOT NULL
) STRICT;

CREATE TABLE memories (
    id                TEXT PRIMARY KEY,
    name              TEXT NOT NULL UNIQUE,
    description       TEXT,
    event_expiry_days INTEGER NOT NULL,
    client_token      TEXT UNIQUE,
    created_ms        INTEGER NOT NULL,
    updated_ms        INTEGER NOT NULL
) STRICT;

CREATE TABLE strategies (
    id                 TEXT PRIMARY KEY,
    memory_id          TEXT NOT NULL REFERENCES memories ON DELETE CASCADE,
    position           INTEGER NOT NULL,
    name               TEXT NOT NULL,
    type               TEXT NOT NULL,
    description        TEXT,
    namespace_template TEXT NOT NULL,
    created_ms         INTEGER NOT NULL,
    updated_ms         INTEGER NOT NULL,
    UNIQUE (memory_id, name)
) STRICT;

CREATE TABLE events (
    seq            INTEGER PRIMARY KEY AUTOINCREMENT,
    memory_id      TEXT NOT NULL REFERENCES memories ON DELETE CASCADE,
    actor_id       TEXT NOT NULL,
    session_id     TEXT NOT NULL,
    event_id       TEXT NOT NULL,
    timestamp_ms   INTEGER NOT NULL,
    branch_name    TEXT,
    root_event_id  TEXT,
    payload        TEXT NOT NULL,
    metadata       TEXT NOT NULL,
    client_token   TEXT,
    created_ms     INTEGER NOT NULL,
    awaits_extraction INTEGER NOT NULL,
    UNIQUE (memory_id, event_id),
    UNIQUE (memory_id, client_token)
) STRICT;
CREATE INDEX events_newest_first
    ON events (memory_id, actor_id, session_id, timestamp_ms DESC, seq DESC);
CREATE INDEX events_awaiting
    ON events (memory_id, actor_id, session_id) WHERE awaits_extraction;

CREATE TABLE extraction_jobs (
    id         INTEGER PRIMARY KEY AUTOINCREMENT,
    memory_id  TEXT NOT NULL REFERENCES memories ON DELETE CASCADE,
    actor_id   TEXT NOT NULL,
    session_id TEXT NOT NULL,
    due_ms     INTEGER NOT NULL,
    latest_ms  INTEGER NOT NULL,
    lease      TEXT,
    lease_ms   INTEGER NOT NULL DEFAULT 0,
    attempts   INTEGER NOT NULL DEFAULT 0,
    failure    TEXT,
    UNIQUE (memory_id, actor_id, session_id)
) STRICT;

CREATE TABLE records (
    key            INTEGER PRIMARY KEY AUTOINCREMENT,
    record_id      TEXT NOT NULL,
    memory_id      TEXT NOT NULL REFERENCES memories ON DELETE CASCADE,
    strategy_id    TEXT NOT NULL,
    strategy_type  TEXT NOT NULL,
    namespace      TEXT NOT NULL,
    namespace_path TEXT NOT NULL,
    text           TEXT NOT NULL,
    metadata       TEXT NOT NULL,
    created_ms     INTEGER NOT NULL,
    UNIQUE (memory_id, record_id)
) STRICT;
CREATE INDEX records_by_path ON records (memory_id, namespace_path);
"""

SECOND = """
ALTER TABLE memories ADD COLUMN settings TEXT NOT NULL DEFAULT '{}';

ALTER TABLE strategies ADD COLUMN configuration TEXT NOT NULL DEFAULT '{}';
ALTER TABLE strategies ADD COLUMN record_schema TEXT NOT NULL DEFAULT '{}';
ALTER TABLE strategies ADD COLUMN record_expiry_days INTEGER;

CREATE TABLE tags (
    resource_arn TEXT NOT NULL,
    key          TEXT NOT NULL,
    value        TEXT NOT NULL,
    PRIMARY KEY (resource_arn, key)
) STRICT, WITHOUT ROWID;

CREATE TABLE client_tokens (
    memory_id  TEXT NOT NULL REFERENCES memories ON DELETE CASCADE,
    operation  TEXT NOT NULL,
    token      TEXT NOT NULL,
    answer     TEXT NOT NULL,
    created_ms INTEGER NOT NULL,
    PRIMARY KEY (memory_id, operation, token)
) STRICT, WITHOUT ROWID;

ALTER TABLE events ADD COLUMN namespace_variables TEXT NOT NULL DEFAULT '{}';
ALTER TABLE events ADD COLUMN ingested INTEGER NOT NULL DEFAULT 0;
ALTER TABLE events ADD COLUMN expires_ms INTEGER NOT NULL DEFAULT 0;
UPDATE events SET expires_ms = created_ms + 86400000 *
    (SELECT event_expiry_days FROM memories WHERE memories.id = events.memory_id);
CREATE INDEX events_by_expiry ON events (expires_ms);

CREATE TABLE awaiting_extraction (
    strategy_id TEXT NOT NULL REFERENCES strategies ON DELETE CASCADE,
    seq         INTEGER NOT NULL REFERENCES events ON DELETE CASCADE,
    PRIMARY KEY (strategy_id, seq)
) STRICT, WITHOUT ROWID;
CREATE INDEX awaiting_by_event ON awaiting_extraction (seq);
INSERT INTO awaiting_extraction (strategy_id, seq)
    SELECT strategies.id, events.seq FROM events JOIN strategies USING (memory_id)
    WHERE events.awaits_extraction;
DROP INDEX events_awaiting;
ALTER TABLE events DROP COLUMN awaits_extraction;

DROP TABLE extraction_jobs;
CREATE TABLE extraction_jobs (
    id          INTEGER PRIMARY KEY AUTOINCREMENT,
    job_id      TEXT NOT NULL UNIQUE,
    memory_id   TEXT NOT NULL REFERENCES memories ON DELETE CASCADE,
    strategy_id TEXT NOT NULL REFERENCES strategies ON DELETE CASCADE,
    actor_id    TEXT NOT NULL,
    session_id  TEXT NOT NULL,
    due_ms      INTEGER NOT NULL,
    latest_ms   INTEGER NOT NULL,
    lease       TEXT,
    lease_ms    INTEGER NOT NULL DEFAULT 0,
    attempts    INTEGER NOT NULL DEFAULT 0,
    failure     TEXT,
    UNIQUE (memory_id, actor_id, session_id, strategy_id)
) STRICT;
INSERT INTO extraction_jobs
    (job_id, memory_id, strategy_id, actor_id, session_id, due_ms, latest_ms)
    SELECT lower(hex(randomblob(16))), memory_id, strategy_id, actor_id, session_id, 0, 0
    FROM awaiting_extraction JOIN events USING (seq)
    GROUP BY memory_id, strategy_id, actor_id, session_id;

ALTER TABLE records ADD COLUMN record_type TEXT NOT NULL DEFAULT 'BASE';
ALTER TABLE records ADD COLUMN timestamp_ms INTEGER;
ALTER TABLE records ADD COLUMN updated_ms INTEGER NOT NULL DEFAULT 0;
ALTER TABLE records ADD COLUMN expiry_days INTEGER;
ALTER TABLE records ADD COLUMN expires_ms INTEGER;
UPDATE records SET updated_ms = created_ms;
CREATE INDEX records_by_expiry ON records (expires_ms) WHERE expires_ms IS NOT NULL;
"""

THIRD = record_history.SCHEMA + search.CONTEXT_SCHEMA

FOURTH = """
ALTER TABLE events ADD COLUMN skipped INTEGER NOT NULL DEFAULT 0;
"""

# A page of very many records is found and sorted in the index alone.
FIFTH = """
CREATE INDEX records_newest_first ON records
    (memory_id, namespace_path, created_ms DESC, record_id, superseded_ms, expires_ms, strategy_id);
DROP INDEX records_by_path;
"""

MIGRATIONS = (FIRST + search.SCHEMA, SECOND + runtimes.SCHEMA, THIRD, FOURTH, FIFTH)


def migrate(db: sqlite3.Connection) -> None:
    """Bring the schema to the newest step, inside the caller's transaction.

    Raises:
        RuntimeError: the file was written by a newer version of the project.
    """
    done = db.execute("PRAGMA user_version").fetchone()[0]
    if done > len(MIGRATIONS):
        raise RuntimeError(
            f"The data folder was written by a newer version (schema {done}, this one knows "
            f"{len(MIGRATIONS)}). Update the project, or choose another data folder."
        )
    for step in MIGRATIONS[done:]:
        for statement in _statements(step):
            db.execute(statement)
    db.execute(f"PRAGMA user_version = {len(MIGRATIONS)}")


def _statements(script: str) -> list[str]:
    """The statements of a script, one by one: `executescript` would commit the transaction."""
    found, current = [], ""
    for line in script.splitlines(keepends=True):
        current += line
        if sqlite3.complete_statement(current):
            found.append(current)
            current = ""
    return found

"""Agent runtimes, their versions and their endpoints."""

import json
import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from local_agentcore.store.paging import Position

SCHEMA = """
CREATE TABLE agent_runtimes (
    id           TEXT PRIMARY KEY,
    name         TEXT NOT NULL UNIQUE,
    client_token TEXT UNIQUE,
    created_ms   INTEGER NOT NULL
) STRICT;

CREATE TABLE agent_runtime_versions (
    runtime_id TEXT NOT NULL REFERENCES agent_runtimes ON DELETE CASCADE,
    number     INTEGER NOT NULL,
    settings   TEXT NOT NULL,
    client_token TEXT,
    created_ms INTEGER NOT NULL,
    PRIMARY KEY (runtime_id, number),
    UNIQUE (runtime_id, client_token)
) STRICT, WITHOUT ROWID;

CREATE TABLE agent_runtime_endpoints (
    runtime_id  TEXT NOT NULL REFERENCES agent_runtimes ON DELETE CASCADE,
    name        TEXT NOT NULL,
    version     INTEGER NOT NULL,
    description TEXT,
    client_token TEXT,
    created_ms  INTEGER NOT NULL,
    updated_ms  INTEGER NOT NULL,
    PRIMARY KEY (runtime_id, name)
) STRICT, WITHOUT ROWID;
"""


@dataclass(frozen=True)
class Runtime:
    """An agent runtime. Times are milliseconds since 1970."""

    id: str
    name: str
    created_ms: int


@dataclass(frozen=True)
class Version:
    """One version of a runtime, which never changes; `settings` are as the API has them."""

    runtime: Runtime
    number: int
    settings: Mapping[str, Any]
    created_ms: int


@dataclass(frozen=True)
class Endpoint:
    """A name that invocations give for a version, called the qualifier."""

    name: str
    version: int
    description: str | None
    created_ms: int
    updated_ms: int
    client_token: str | None = None


def insert(db: sqlite3.Connection, runtime: Runtime, client_token: str | None) -> None:
    """Add a runtime, which has no version yet."""
    db.execute(
        "INSERT INTO agent_runtimes (id, name, client_token, created_ms) VALUES (?, ?, ?, ?)",
        (runtime.id, runtime.name, client_token, runtime.created_ms),
    )


def get(db: sqlite3.Connection, runtime_id: str) -> Runtime | None:
    """The runtime with this ID, or None."""
    return _one(db, "id", runtime_id)


def find(db: sqlite3.Connection, name: str) -> Runtime | None:
    """The runtime of this name, or None."""
    return _one(db, "name", name)


def find_by_token(db: sqlite3.Connection, client_token: str) -> Runtime | None:
    """The runtime that was created with this client token, or None."""
    return _one(db, "client_token", client_token)


def _one(db: sqlite3.Connection, column: str, value: str) -> Runtime | None:
    row = db.execute(f"SELECT * FROM agent_runtimes WHERE {column} = ?", (value,)).fetchone()
    return _runtime(row) if row else None


def newest(db: sqlite3.Connection, after: Position | None, limit: int) -> list[Runtime]:
    """Runtimes, newest first. `after` is (created_ms, id) of the last one seen."""
    created_ms, runtime_id = after or (1 << 62, "")
    rows = db.execute(
        "SELECT * FROM agent_runtimes WHERE (-created_ms, id) > (-?, ?)"
        " ORDER BY created_ms DESC, id LIMIT ?",
        (created_ms, runtime_id, limit),
    ).fetchall()
    return [_runtime(row) for row in rows]


def count(db: sqlite3.Connection) -> int:
    """How many runtimes there are."""
    return int(db.execute("SELECT count(*) FROM agent_runtimes").fetchone()[0])


def delete(db: sqlite3.Connection, runtime_id: str) -> None:
    """Remove a runtime with its versions and endpoints."""
    db.execute("DELETE FROM agent_runtimes WHERE id = ?", (runtime_id,))


def add_version(db: sqlite3.Connection, version: Version, client_token: str | None) -> None:
    """Add a version."""
    db.execute(
        "INSERT INTO agent_runtime_versions"
        " (runtime_id, number, settings, client_token, created_ms) VALUES (?, ?, ?, ?, ?)",
        (
            version.runtime.id,
            version.number,
            json.dumps(version.settings),
            client_token,
            version.created_ms,
        ),
    )


def version_by_token(db: sqlite3.Connection, runtime: Runtime, client_token: str) -> Version | None:
    """The version that was made with this client token, or None."""
    row = db.execute(
        "SELECT * FROM agent_runtime_versions WHERE runtime_id = ? AND client_token = ?",
        (runtime.id, client_token),
    ).fetchone()
    return _version(runtime, row) if row else None


def version(db: sqlite3.Connection, runtime: Runtime, number: int | None = None) -> Version | None:
    """A runtime's version with this number, the newest without one; None when there is none."""
    row = db.execute(
        "SELECT * FROM agent_runtime_versions WHERE runtime_id = ? AND number = ifnull(?,"
        " (SELECT max(number) FROM agent_runtime_versions WHERE runtime_id = ?))",
        (runtime.id, number, runtime.id),
    ).fetchone()
    return _version(runtime, row) if row else None


def versions(
    db: sqlite3.Connection, runtime: Runtime, after: Position | None, limit: int
) -> list[Version]:
    """A runtime's versions, newest first. `after` is (number,) of the last one seen."""
    rows = db.execute(
        "SELECT * FROM agent_runtime_versions WHERE runtime_id = ? AND number < ?"
        " ORDER BY number DESC LIMIT ?",
        (runtime.id, after[0] if after else 1 << 62, limit),
    ).fetchall()
    return [_version(runtime, row) for row in rows]


def count_versions(db: sqlite3.Connection, runtime: Runtime) -> int:
    """How many versions a runtime has."""
    rows = db.execute(
        "SELECT count(*) FROM agent_runtime_versions WHERE runtime_id = ?", (runtime.id,)
    )
    return int(rows.fetchone()[0])


def delete_version(db: sqlite3.Connection, runtime: Runtime, number: int) -> None:
    """Remove a version."""
    db.execute(
        "DELETE FROM agent_runtime_versions WHERE runtime_id = ? AND number = ?",
        (runtime.id, number),
    )


def put_endpoint(db: sqlite3.Connection, runtime: Runtime, endpoint: Endpoint) -> None:
    """Add an endpoint, or write the one of its name anew."""
    db.execute(
        "INSERT OR REPLACE INTO agent_runtime_endpoints"
        " (runtime_id, name, version, description, created_ms, updated_ms, client_token)"
        " VALUES (?, ?, ?, ?, ?, ?, ?)",
        (
            runtime.id,
            endpoint.name,
            endpoint.version,
            endpoint.description,
            endpoint.created_ms,
            endpoint.updated_ms,
            endpoint.client_token,
        ),
    )


def endpoints(
    db: sqlite3.Connection, runtime: Runtime, after: Position | None, limit: int
) -> list[Endpoint]:
    """A runtime's endpoints by their names. `after` is (name,) of the last one seen."""
    rows = db.execute(
        "SELECT * FROM agent_runtime_endpoints WHERE runtime_id = ? AND name > ?"
        " ORDER BY name LIMIT ?",
        (runtime.id, after[0] if after else "", limit),
    ).fetchall()
    return [_endpoint(row) for row in rows]


def endpoint(db: sqlite3.Connection, runtime: Runtime, name: str) -> Endpoint | None:
    """A runtime's endpoint of this name, or None."""
    row = db.execute(
        "SELECT * FROM agent_runtime_endpoints WHERE runtime_id = ? AND name = ?",
        (runtime.id, name),
    ).fetchone()
    return _endpoint(row) if row else None


def delete_endpoint(db: sqlite3.Connection, runtime: Runtime, name: str) -> None:
    """Remove an endpoint."""
    db.execute(
        "DELETE FROM agent_runtime_endpoints WHERE runtime_id = ? AND name = ?",
        (runtime.id, name),
    )


def _runtime(row: sqlite3.Row) -> Runtime:
    return Runtime(row["id"], row["name"], row["created_ms"])


def _version(runtime: Runtime, row: sqlite3.Row) -> Version:
    return Version(runtime, row["number"], json.loads(row["settings"]), row["created_ms"])


def _endpoint(row: sqlite3.Row) -> Endpoint:
    return Endpoint(
        row["name"],
        row["version"],
        row["description"],
        row["created_ms"],
        row["updated_ms"],
        row["client_token"],
    )

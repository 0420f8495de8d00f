"""Tags of memories and agent runtimes. One method an operation."""

import sqlite3
from collections.abc import Mapping
from typing import Any

from local_agentcore import ids
from local_agentcore.errors import ResourceNotFoundException, ServiceQuotaExceededException
from local_agentcore.store import memories, runtimes, tags
from local_agentcore.store.database import Database

Input = Mapping[str, Any]

MAX_TAGS = 50
"""The most that a resource can have (service model: TagsMap)."""


class Tagging:
    """TagResource, UntagResource and ListTagsForResource."""

    def __init__(self, database: Database, region: str) -> None:
        self._database = database
        self._region = region

    def tag_resource(self, given: Input) -> dict[str, Any]:
        """TagResource: a key that is there gets the new value."""
        arn = given["resourceArn"]
        with self._database.write() as db:
            self._check(db, arn)
            tags.put(db, arn, given["tags"])
            if len(tags.get(db, arn)) > MAX_TAGS:
                raise ServiceQuotaExceededException(f"A resource can have {MAX_TAGS} tags")
        return {}

    def untag_resource(self, given: Input) -> dict[str, Any]:
        """UntagResource. Keys that are not there do not matter."""
        arn = given["resourceArn"]
        with self._database.write() as db:
            self._check(db, arn)
            tags.remove_keys(db, arn, given["tagKeys"])
        return {}

    def list_tags_for_resource(self, given: Input) -> dict[str, Any]:
        """ListTagsForResource."""
        arn = given["resourceArn"]
        with self._database.read() as db:
            self._check(db, arn)
            return {"tags": tags.get(db, arn)}

    def _check(self, db: sqlite3.Connection, arn: str) -> None:
        kind, _, name = arn.rsplit(":", 1)[-1].partition("/")
        if not _exists(db, kind, name) or arn != ids.arn(self._region, f"{kind}/{name}"):
            raise ResourceNotFoundException(f"Resource not found: {arn}")


def _exists(db: sqlite3.Connection, kind: str, name: str) -> bool:
    if kind == "memory":
        return memories.get(db, name) is not None
    runtime_id, _, endpoint = name.partition("/runtime-endpoint/")
    runtime = runtimes.get(db, runtime_id) if kind == "runtime" else None
    if runtime is None or not endpoint:
        return runtime is not None
    return runtimes.endpoint(db, runtime, endpoint) is not None

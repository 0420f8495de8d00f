"""The control plane of agent runtimes and their versions. One method an operation."""

import sqlite3
from collections.abc import Callable, Mapping
from typing import Any

from local_agentcore import ids
from local_agentcore.clock import from_ms, now_ms
from local_agentcore.errors import (
    ConflictException,
    ResourceNotFoundException,
    ServiceQuotaExceededException,
)
from local_agentcore.runtime_settings import LIFECYCLE, settings_of
from local_agentcore.store import paging, runtimes, tags
from local_agentcore.store.database import Database
from local_agentcore.store.runtimes import Endpoint, Runtime, Version

Input = Mapping[str, Any]
Output = dict[str, Any]

MAX_RUNTIMES = 1_000
MAX_VERSIONS = 1_000
"""Quotas that AWS states for an account in a Region, and for a runtime."""
ALL = 1_000
"""More endpoints than a runtime can have."""
DEFAULT = "DEFAULT"
"""The endpoint that every runtime has; it is of the newest version."""


def find_runtime(db: sqlite3.Connection, runtime_id: str) -> Runtime:
    """The runtime of this ID.

    Raises:
        ResourceNotFoundException: there is none.
    """
    runtime = runtimes.get(db, runtime_id)
    if runtime is None:
        raise ResourceNotFoundException(f"Agent runtime not found: {runtime_id}")
    return runtime


def find_version(db: sqlite3.Connection, runtime: Runtime, number: str | None) -> Version:
    """A runtime's version of this number, the newest without one.

    Raises:
        ResourceNotFoundException: there is none.
    """
    version = runtimes.version(db, runtime, None if number is None else int(number))
    if version is None:
        raise ResourceNotFoundException(f"Agent runtime {runtime.id} has no version {number}")
    return version


class RuntimeControl:
    """CreateAgentRuntime and the other operations on runtimes and their versions."""

    def __init__(
        self, database: Database, region: str, retire: Callable[[str, int | None], None]
    ) -> None:
        """`retire` ends the processes of a runtime, or of one version of it."""
        self._database = database
        self._region = region
        self._retire = retire

    def create_agent_runtime(self, given: Input) -> Output:
        """CreateAgentRuntime. It is READY at once; its process starts with the first session."""
        settings, token = settings_of(given), given.get("clientToken")
        with self._database.write() as db:
            runtime = runtimes.find_by_token(db, token) if token else None
            if runtime is None:
                _check_new(db, given["agentRuntimeName"])
                name = given["agentRuntimeName"]
                runtime = Runtime(ids.suffixed(name), name, now_ms())
                runtimes.insert(db, runtime, token)
                add_version(db, runtime, settings)
                tags.put(db, self._arn(runtime), given.get("tags", {}))
        # A request made again is answered as the first was, whatever was updated in between.
        return self._answer(Version(runtime, 1, settings, runtime.created_ms))

    def get_agent_runtime(self, given: Input) -> Output:
        """GetAgentRuntime, of the newest version or of the one asked for."""
        with self._database.read() as db:
            runtime = find_runtime(db, given["agentRuntimeId"])
            version = find_version(db, runtime, given.get("agentRuntimeVersion"))
        kept = {"lifecycleConfiguration": LIFECYCLE, **version.settings}
        return {"agentRuntimeName": runtime.name, **kept, **self._answer(version)}

    def list_agent_runtimes(self, given: Input) -> Output:
        """ListAgentRuntimes, newest first."""
        size = given.get("maxResults", paging.DEFAULT_PAGE_SIZE)
        after = paging.decode(given.get("nextToken"), (int, str))
        with self._database.read() as db:
            found, more = paging.page(runtimes.newest(db, after, size + 1), size)
            newest = [find_version(db, runtime, None) for runtime in found]
        output: Output = {"agentRuntimes": [self._summary(version) for version in newest]}
        if more:
            output["nextToken"] = paging.encode((found[-1].created_ms, found[-1].id))
        return output

    def list_agent_runtime_versions(self, given: Input) -> Output:
        """ListAgentRuntimeVersions, newest first."""
        size = given.get("maxResults", paging.DEFAULT_PAGE_SIZE)
        after = paging.decode(given.get("nextToken"), (int,))
        with self._database.read() as db:
            runtime = find_runtime(db, given["agentRuntimeId"])
            found, more = paging.page(runtimes.versions(db, runtime, after, size + 1), size)
        output: Output = {"agentRuntimes": [self._summary(version) for version in found]}
        if more:
            output["nextToken"] = paging.encode((found[-1].number,))
        return output

    def update_agent_runtime(self, given: Input) -> Output:
        """UpdateAgentRuntime: a new version, which new sessions of DEFAULT run on."""
        settings, token = settings_of(given), given.get("clientToken")
        with self._database.write() as db:
            runtime = find_runtime(db, given["agentRuntimeId"])
            version = runtimes.version_by_token(db, runtime, token) if token else None
            version = version or add_version(db, runtime, settings, token)
            return self._answer(version)

    def delete_agent_runtime(self, given: Input) -> Output:
        """DeleteAgentRuntime: all of it, or one version that no endpoint is of."""
        number = given.get("agentRuntimeVersion")
        with self._database.write() as db:
            runtime = find_runtime(db, given["agentRuntimeId"])
            if number is None:
                for endpoint in runtimes.endpoints(db, runtime, None, ALL):
                    tags.delete_all(db, f"{self._arn(runtime)}/runtime-endpoint/{endpoint.name}")
                tags.delete_all(db, self._arn(runtime))
                runtimes.delete(db, runtime.id)
            else:
                _delete_version(db, find_version(db, runtime, number))
        self._retire(runtime.id, None if number is None else int(number))
        output = {"status": "DELETING", "agentRuntimeId": runtime.id}
        return output if number is None else output | {"agentRuntimeVersion": number}

    def _arn(self, runtime: Runtime) -> str:
        return ids.arn(self._region, f"runtime/{runtime.id}")

    def _answer(self, version: Version) -> Output:
        return {
            "agentRuntimeArn": self._arn(version.runtime),
            "agentRuntimeId": version.runtime.id,
            "agentRuntimeVersion": str(version.number),
            "createdAt": from_ms(version.runtime.created_ms),
            "lastUpdatedAt": from_ms(version.created_ms),
            "status": "READY",
        }

    def _summary(self, version: Version) -> Output:
        name = version.runtime.name
        # The summary's description is required by the model, and may not be empty.
        described = {"agentRuntimeName": name, "description": name}
        kept = {"description": version.settings.get("description", name)}
        return described | kept | self._answer(version)


def add_version(
    db: sqlite3.Connection, runtime: Runtime, settings: Input, token: str | None = None
) -> Version:
    """Add a runtime's next version, which its DEFAULT endpoint is of from now on.

    Raises:
        ServiceQuotaExceededException: it has as many versions as AWS allows.
    """
    last = runtimes.version(db, runtime)
    number = last.number + 1 if last else 1
    if runtimes.count_versions(db, runtime) >= MAX_VERSIONS:
        raise ServiceQuotaExceededException(f"A runtime can have {MAX_VERSIONS} versions")
    now = now_ms()
    version = Version(runtime, number, settings, now)
    runtimes.add_version(db, version, token)
    default = runtimes.endpoint(db, runtime, DEFAULT)
    created_ms = default.created_ms if default else now
    runtimes.put_endpoint(db, runtime, Endpoint(DEFAULT, number, None, created_ms, now))
    return version


def _check_new(db: sqlite3.Connection, name: str) -> None:
    if runtimes.find(db, name):
        raise ConflictException(f"An agent runtime with the name {name} already exists")
    if runtimes.count(db) >= MAX_RUNTIMES:
        raise ServiceQuotaExceededException(f"There are {MAX_RUNTIMES} agent runtimes already")


def _delete_version(db: sqlite3.Connection, version: Version) -> None:
    found = runtimes.endpoints(db, version.runtime, None, ALL)
    used = [endpoint.name for endpoint in found if endpoint.version == version.number]
    if used:
        raise ConflictException(f"The endpoint {used[0]} is of version {version.number}")
    runtimes.delete_version(db, version.runtime, version.number)

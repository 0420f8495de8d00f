"""The control plane of agent runtimes' endpoints. One method an operation."""

import sqlite3
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from local_agentcore import ids
from local_agentcore.clock import from_ms, now_ms
from local_agentcore.errors import (
    ConflictException,
    ResourceNotFoundException,
    ServiceQuotaExceededException,
    ValidationException,
)
from local_agentcore.runtimes import DEFAULT, find_runtime, find_version
from local_agentcore.store import paging, runtimes, tags
from local_agentcore.store.database import Database
from local_agentcore.store.runtimes import Endpoint, Runtime

Input = Mapping[str, Any]
Output = dict[str, Any]

MAX_ENDPOINTS = 10
"""The quota that AWS states for a runtime."""


class EndpointControl:
    """CreateAgentRuntimeEndpoint and the other operations on endpoints."""

    def __init__(self, database: Database, region: str) -> None:
        self._database = database
        self._region = region

    def create(self, given: Input) -> Output:
        """CreateAgentRuntimeEndpoint: of the version given, else of the newest."""
        with self._database.write() as db:
            runtime = find_runtime(db, given["agentRuntimeId"])
            endpoint = runtimes.endpoint(db, runtime, given["name"])
            if endpoint is None:
                endpoint = _new_endpoint(db, runtime, given)
                runtimes.put_endpoint(db, runtime, endpoint)
                tags.put(db, self._arn(runtime, endpoint), given.get("tags", {}))
            elif endpoint.client_token is None or endpoint.client_token != given.get("clientToken"):
                raise ConflictException(f"The endpoint {given['name']} already exists")
        answer = self._describe(runtime, endpoint)
        return answer | {"agentRuntimeId": runtime.id, "endpointName": endpoint.name}

    def get(self, given: Input) -> Output:
        """GetAgentRuntimeEndpoint."""
        with self._database.read() as db:
            runtime = find_runtime(db, given["agentRuntimeId"])
            endpoint = runtimes.endpoint(db, runtime, given["endpointName"])
        return self._describe(runtime, _known(endpoint, given))

    def list(self, given: Input) -> Output:
        """ListAgentRuntimeEndpoints, by their names.

        Raises:
            ValidationException: no such runtime; the service model has no other error for it.
        """
        size = given.get("maxResults", paging.DEFAULT_PAGE_SIZE)
        after = paging.decode(given.get("nextToken"), (str,))
        with self._database.read() as db:
            runtime = runtimes.get(db, given["agentRuntimeId"])
            if runtime is None:
                raise ValidationException(
                    f"Agent runtime not found: {given['agentRuntimeId']}", field="agentRuntimeId"
                )
            found, more = paging.page(runtimes.endpoints(db, runtime, after, size + 1), size)
        output: Output = {"runtimeEndpoints": [self._describe(runtime, item) for item in found]}
        if more:
            output["nextToken"] = paging.encode((found[-1].name,))
        return output

    def update(self, given: Input) -> Output:
        """UpdateAgentRuntimeEndpoint: another version, another description."""
        with self._database.write() as db:
            runtime = find_runtime(db, given["agentRuntimeId"])
            endpoint = _known(runtimes.endpoint(db, runtime, given["endpointName"]), given)
            _refuse_default(endpoint.name, "changed: it is always of the newest version")
            version = find_version(
                db, runtime, given.get("agentRuntimeVersion", str(endpoint.version))
            )
            endpoint = replace(
                endpoint,
                version=version.number,
                description=given.get("description", endpoint.description),
                updated_ms=now_ms(),
            )
            runtimes.put_endpoint(db, runtime, endpoint)
        return self._describe(runtime, endpoint)

    def delete(self, given: Input) -> Output:
        """DeleteAgentRuntimeEndpoint. Sessions that run go on until they end."""
        with self._database.write() as db:
            runtime = find_runtime(db, given["agentRuntimeId"])
            endpoint = _known(runtimes.endpoint(db, runtime, given["endpointName"]), given)
            _refuse_default(endpoint.name, "deleted: delete the runtime")
            tags.delete_all(db, self._arn(runtime, endpoint))
            runtimes.delete_endpoint(db, runtime, endpoint.name)
        return {
            "status": "DELETING",
            "agentRuntimeId": runtime.id,
            "endpointName": endpoint.name,
        }

    def _arn(self, runtime: Runtime, endpoint: Endpoint) -> str:
        return ids.arn(self._region, f"runtime/{runtime.id}/runtime-endpoint/{endpoint.name}")

    def _describe(self, runtime: Runtime, endpoint: Endpoint) -> Output:
        return {
            "name": endpoint.name,
            "id": _endpoint_id(runtime, endpoint),
            "description": endpoint.description,
            "liveVersion": str(endpoint.version),
            "targetVersion": str(endpoint.version),
            "agentRuntimeEndpointArn": self._arn(runtime, endpoint),
            "agentRuntimeArn": ids.arn(self._region, f"runtime/{runtime.id}"),
            "status": "READY",
            "createdAt": from_ms(endpoint.created_ms),
            "lastUpdatedAt": from_ms(endpoint.updated_ms),
        }


def _new_endpoint(db: sqlite3.Connection, runtime: Runtime, given: Input) -> Endpoint:
    version = find_version(db, runtime, given.get("agentRuntimeVersion"))
    if len(runtimes.endpoints(db, runtime, None, MAX_ENDPOINTS)) >= MAX_ENDPOINTS:
        raise ServiceQuotaExceededException(f"A runtime can have {MAX_ENDPOINTS} endpoints")
    now = now_ms()
    return Endpoint(
        name=given["name"],
        version=version.number,
        description=given.get("description"),
        created_ms=now,
        updated_ms=now,
        client_token=given.get("clientToken"),
    )


def _endpoint_id(runtime: Runtime, endpoint: Endpoint) -> str:
    """An endpoint's ID in the service's form: its name and the runtime's ten characters."""
    return f"{endpoint.name}-{runtime.id.rsplit('-', 1)[-1]}"


def _known(endpoint: Endpoint | None, given: Input) -> Endpoint:
    if endpoint is None:
        raise ResourceNotFoundException(f"Endpoint not found: {given['endpointName']}")
    return endpoint


def _refuse_default(name: str, why: str) -> None:
    if name == DEFAULT:
        raise ConflictException(f"The endpoint {DEFAULT} cannot be {why}")

"""Keeps one person's clients to what is theirs, whatever the code above them asks for.

Each request passes here before it is sent. An operation that is not listed is refused: none can be
used before somebody has thought about whose data it reaches.
"""

from collections.abc import Callable, Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from typing import Any, NoReturn, cast

from botocore.awsrequest import AWSRequest
from botocore.exceptions import ClientError
from botocore.model import OperationModel

from studio import calls
from studio.clients import Client, MemoryClient
from studio.owners import Owner
from studio.problems import NOT_FOUND, NOT_OPEN, NOT_YOURS
from studio.runtime import ACTOR_HEADER, BEFORE_SIGN

Request = Mapping[str, Any]
Rule = Callable[[Owner, Request], bool]


class RefusedError(ClientError):
    """What was asked for is somebody else's or nobody's: which of them is not said.

    With the code NOT_OPEN, it is an operation that nobody who signs in may use.
    """

    def __init__(self, operation: str, code: str = NOT_YOURS) -> None:
        message = (
            "This is not yours, or it is not there."
            if code == NOT_YOURS
            else f"{operation} is not open to people who sign in."
        )
        super().__init__({"Error": {"Code": code, "Message": message}}, operation)


def keep(client: Client, owner: Owner) -> None:
    """Refuse what the client is asked for and is not the owner's; for the client's whole life.

    A refused call raises RefusedError and is not sent.
    """
    guard = _Guard(client, owner)
    events = client.meta.events
    # Last, so that nothing is changed after it was looked at.
    events.register_last("before-parameter-build", guard.look_at_request)
    events.register_last(BEFORE_SIGN, guard.look_at_actor)
    events.register("after-call", guard.look_at_answer)


class _Guard:
    def __init__(self, client: Client, owner: Owner) -> None:
        self._client = client
        self._owner = owner

    def look_at_request(self, params: Request, model: OperationModel, **_: object) -> None:
        rule = RULES.get(model.name)
        if rule is None:
            raise RefusedError(model.name, NOT_OPEN)
        if not rule(self._owner, params):
            _refuse(model)
        if model.name in BY_RECORD_ID:
            self._read(params)

    def look_at_actor(self, request: AWSRequest, **_: object) -> None:
        """The agent answers for the actor whom the header names."""
        named = request.headers.get_all(ACTOR_HEADER) or [""]
        if not all(self._owner.owns(str(actor_id)) for actor_id in named):
            raise RefusedError("InvokeAgentRuntime")

    def look_at_answer(self, parsed: dict[str, Any], model: OperationModel, **_: object) -> None:
        if model.name == "ListActors":
            listed = parsed.get("actorSummaries", [])
            parsed["actorSummaries"] = [
                item for item in listed if self._owner.owns(item["actorId"])
            ]
        if model.name == "GetMemoryRecord":
            self._look_at_record(parsed, model)

    def _look_at_record(self, parsed: Request, model: OperationModel) -> None:
        # An ID says nothing of whose record it is. One that is another's and one that there is not
        # are answered alike.
        if parsed.get("Error", {}).get("Code") == NOT_FOUND:
            _refuse(model)
        record = parsed.get("memoryRecord")
        if record is not None and not _is_within(self._owner, record.get("namespaces")):
            _refuse(model)

    def _read(self, params: Request) -> None:
        """Read what is to be changed or deleted by its ID: whose it is, only its namespace says."""
        items = params.get("records", [params])
        client = cast(MemoryClient, self._client)

        def read(item: Request) -> None:
            client.get_memory_record(
                memoryId=params["memoryId"], memoryRecordId=item["memoryRecordId"]
            )

        with ThreadPoolExecutor(max_workers=8) as pool:
            list(pool.map(calls.carried(read), items))


def _refuse(model: OperationModel) -> NoReturn:
    raise RefusedError(model.name)


def _is_shared(_owner: Owner, _params: Request) -> bool:
    """Nobody's in particular: what the memory and the runtime are set to."""
    return True


def _has_own_actor(owner: Owner, params: Request) -> bool:
    return owner.owns(str(params.get("actorId", "")))


def _is_for_own_actor(owner: Owner, params: Request) -> bool:
    return _has_own_actor(owner, params.get("filter", {}))


def _has_own_session(owner: Owner, params: Request) -> bool:
    return owner.owns_session(str(params.get("runtimeSessionId", "")))


def _has_own_namespace(owner: Owner, params: Request) -> bool:
    return _is_within(owner, [params[key] for key in NAMESPACES if key in params])


def _puts_into_own(owner: Owner, params: Request) -> bool:
    return all(_is_within(owner, item.get("namespaces")) for item in params.get("records", []))


def _leaves_in_own(owner: Owner, params: Request) -> bool:
    """Records by their IDs: if a namespace is named beside them, it has to be the owner's."""
    named = [
        namespace
        for item in (params, *params.get("records", []))
        for key in ("namespaces", "sourceNamespaces", "namespace")
        for namespace in _listed(item.get(key, []))
    ]
    return not named or _is_within(owner, named)


def _is_within(owner: Owner, named: Iterable[object] | None) -> bool:
    """Whether namespaces are named, and all of them are the owner's."""
    namespaces = list(named or [])
    return bool(namespaces) and all(owner.reaches(str(each)) for each in namespaces)


def _listed(value: Any) -> list[object]:
    return value if isinstance(value, list) else [value]


NAMESPACES = ("namespace", "namespacePath")
BY_RECORD_ID = frozenset(
    {"DeleteMemoryRecord", "BatchUpdateMemoryRecords", "BatchDeleteMemoryRecords"}
)
RULES: Mapping[str, Rule] = {
    "GetMemory": _is_shared,
    "GetAgentRuntime": _is_shared,
    "GetAgentRuntimeEndpoint": _is_shared,
    # What these answer is looked at instead.
    "ListActors": _is_shared,
    "GetMemoryRecord": _leaves_in_own,
    "ListSessions": _has_own_actor,
    "ListEvents": _has_own_actor,
    "GetEvent": _has_own_actor,
    "CreateEvent": _has_own_actor,
    "DeleteEvent": _has_own_actor,
    "ListMemoryExtractionJobs": _is_for_own_actor,
    "ListMemoryRecords": _has_own_namespace,
    "RetrieveMemoryRecords": _has_own_namespace,
    "BatchCreateMemoryRecords": _puts_into_own,
    "BatchUpdateMemoryRecords": _leaves_in_own,
    "BatchDeleteMemoryRecords": _leaves_in_own,
    "DeleteMemoryRecord": _leaves_in_own,
    "InvokeAgentRuntime": _has_own_session,
    "StopRuntimeSession": _has_own_session,
}

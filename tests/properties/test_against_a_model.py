"""Events and records against a plain Python model, in any order of operations."""

import uuid
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, rule, run_state_machine_as_test

from local_agentcore.server import EmbeddedAgentCore
from tests.conftest import client, serving

pytestmark = pytest.mark.long

START = datetime(2026, 1, 1, tzinfo=UTC)
ACTORS, SESSIONS = ("alice", "bob"), ("first", "second")
NAMESPACES = ("/users/alice/", "/users/alice/facts/", "/users/alicia/", "/users/bob/")
PATHS = ("/", "/users/", "/users/alice", "/users/alice/", "/users/bob/facts/")
SIZES = st.integers(1, 7)


@dataclass
class Event:
    """An event as the model has it; `order` is that of creation."""

    id: str
    actor: str
    session: str
    seconds: int
    order: int
    branch: str
    root: str | None
    color: str | None


@dataclass
class Model:
    """What should be there."""

    events: dict[str, Event] = field(default_factory=dict)
    roots: dict[tuple[str, str, str], str] = field(default_factory=dict)
    records: dict[str, tuple[str, str, int | None]] = field(default_factory=dict)
    created: int = 0

    def listed(self, actor: str, session: str) -> list[Event]:
        """A session's events, newest first."""
        found = [e for e in self.events.values() if (e.actor, e.session) == (actor, session)]
        return sorted(found, key=lambda e: (-e.seconds, -e.order))

    def branch_with_parents(self, actor: str, session: str, name: str) -> list[Event]:
        """The events of a branch and, up to each fork, of its parents."""
        bounds: dict[str, tuple[int, int] | None] = {name: None}
        current = name
        while root := self.events.get(self.roots.get((actor, session, current), "")):
            if root.branch in bounds:
                break
            bounds[root.branch] = (root.seconds, root.order)
            current = root.branch
        return [
            e
            for e in self.listed(actor, session)
            if e.branch in bounds
            and ((bound := bounds[e.branch]) is None or (e.seconds, e.order) <= bound)
        ]


class Memory(RuleBasedStateMachine):
    """Does the same to the embedded AgentCore and to the model, and compares."""

    server: EmbeddedAgentCore
    events = Bundle("events")
    records = Bundle("records")

    def __init__(self) -> None:
        super().__init__()
        self.data = client("bedrock-agentcore", self.server.endpoint)
        control = client("bedrock-agentcore-control", self.server.endpoint)
        self.control = control
        self.memory_id = control.create_memory(
            name=f"m{uuid.uuid4().hex}",
            eventExpiryDuration=7,
            indexedKeys=[{"key": "count", "type": "NUMBER"}],
        )["memory"]["id"]
        self.model = Model()

    def teardown(self) -> None:
        """Leave nothing behind."""
        self.control.delete_memory(memoryId=self.memory_id)

    @rule(
        target=events,
        actor=st.sampled_from(ACTORS),
        session=st.sampled_from(SESSIONS),
        seconds=st.integers(0, 3),
        color=st.sampled_from([None, "red", "blue"]),
    )
    def add_event(self, actor: str, session: str, seconds: int, color: str | None) -> str:
        """An event on the main branch."""
        return self._add(actor, session, seconds, color, "main", None)

    @rule(
        target=events,
        root=events,
        name=st.sampled_from(["left", "right"]),
        seconds=st.integers(0, 3),
    )
    def fork(self, root: str, name: str, seconds: int) -> str:
        """An event on a branch, which it begins if there is none of that name."""
        event = self.model.events.get(root)
        if event is None:
            return root
        return self._add(event.actor, event.session, seconds, None, name, event.id)

    def _add(
        self, actor: str, session: str, seconds: int, color: str | None, name: str, root: str | None
    ) -> str:
        branch = {"branch": {"name": name, "rootEventId": root}} if root else {}
        metadata = {"metadata": {"color": {"stringValue": color}}} if color else {}
        made = self.data.create_event(
            memoryId=self.memory_id,
            actorId=actor,
            sessionId=session,
            eventTimestamp=START + timedelta(seconds=seconds),
            payload=[],
            **branch,
            **metadata,
        )["event"]["eventId"]
        order = self.model.created = self.model.created + 1
        self.model.events[made] = Event(made, actor, session, seconds, order, name, root, color)
        if root:
            self.model.roots.setdefault((actor, session, name), root)
        return str(made)

    @rule(event_id=events)
    def delete_event(self, event_id: str) -> None:
        """An event, unless a branch hangs on it."""
        event = self.model.events.get(event_id)
        if event is None or event.branch != "main" or event_id in self.model.roots.values():
            return
        self.data.delete_event(
            memoryId=self.memory_id,
            actorId=event.actor,
            sessionId=event.session,
            eventId=event_id,
        )
        del self.model.events[event_id]

    @rule(actor=st.sampled_from(ACTORS), session=st.sampled_from(SESSIONS), size=SIZES)
    def list_events(self, actor: str, session: str, size: int) -> None:
        """All of a session, page by page."""
        found = self._listed(actor, session, size)
        assert found == [event.id for event in self.model.listed(actor, session)]

    @rule(
        actor=st.sampled_from(ACTORS),
        session=st.sampled_from(SESSIONS),
        size=SIZES,
        name=st.sampled_from(["main", "left", "right"]),
        parents=st.booleans(),
    )
    def list_branch(self, actor: str, session: str, size: int, name: str, parents: bool) -> None:
        """A branch, alone and with its parents."""
        chosen = {"branch": {"name": name, "includeParentBranches": parents}}
        wanted = (
            self.model.branch_with_parents(actor, session, name)
            if parents
            else [e for e in self.model.listed(actor, session) if e.branch == name]
        )
        found = self._listed(actor, session, size, filter=chosen)
        assert found == [event.id for event in wanted]

    @rule(
        actor=st.sampled_from(ACTORS),
        session=st.sampled_from(SESSIONS),
        color=st.sampled_from(["red", "blue"]),
        operator=st.sampled_from(["EQUALS_TO", "EXISTS", "NOT_EXISTS"]),
    )
    def list_by_metadata(self, actor: str, session: str, color: str, operator: str) -> None:
        """What a metadata filter lets through."""
        condition: dict[str, Any] = {"left": {"metadataKey": "color"}, "operator": operator}
        if operator == "EQUALS_TO":
            condition["right"] = {"metadataValue": {"stringValue": color}}
        found = self._listed(actor, session, 3, filter={"eventMetadata": [condition]})
        there = self.model.listed(actor, session)
        wanted = {
            "EQUALS_TO": [event.id for event in there if event.color == color],
            "EXISTS": [event.id for event in there if event.color is not None],
            "NOT_EXISTS": [event.id for event in there if event.color is None],
        }
        assert found == wanted[operator]

    def _listed(self, actor: str, session: str, size: int, **more: Any) -> list[str]:
        pages = self.data.get_paginator("list_events").paginate(
            memoryId=self.memory_id,
            actorId=actor,
            sessionId=session,
            PaginationConfig={"PageSize": size},
            **more,
        )
        return [event["eventId"] for page in pages for event in page["events"]]

    @rule(actor=st.sampled_from(ACTORS), size=SIZES)
    def list_who_is_there(self, actor: str, size: int) -> None:
        """Actors and an actor's sessions: those that have events."""
        pages = self.data.get_paginator("list_actors").paginate(
            memoryId=self.memory_id, PaginationConfig={"PageSize": size}
        )
        actors = [item["actorId"] for page in pages for item in page["actorSummaries"]]
        assert actors == sorted({event.actor for event in self.model.events.values()})
        pages = self.data.get_paginator("list_sessions").paginate(
            memoryId=self.memory_id, actorId=actor, PaginationConfig={"PageSize": size}
        )
        sessions = {item["sessionId"] for page in pages for item in page["sessionSummaries"]}
        events = self.model.events.values()
        assert sessions == {event.session for event in events if event.actor == actor}

    @rule(
        target=records,
        namespace=st.sampled_from(NAMESPACES),
        count=st.one_of(st.none(), st.integers(0, 3)),
    )
    def add_record(self, namespace: str, count: int | None) -> str:
        """A record of its own text."""
        text = f"Record {len(self.model.records)}"
        metadata = {} if count is None else {"metadata": {"count": {"numberValue": count}}}
        answer = self.data.batch_create_memory_records(
            memoryId=self.memory_id,
            records=[
                {
                    "requestIdentifier": "one",
                    "namespaces": [namespace],
                    "content": {"text": text},
                    "timestamp": START,
                    **metadata,
                }
            ],
        )
        made = str(answer["successfulRecords"][0]["memoryRecordId"])
        self.model.records[made] = (namespace, text, count)
        return made

    @rule(record_id=records, namespace=st.sampled_from(NAMESPACES), text=st.text(min_size=1))
    def change_record(self, record_id: str, namespace: str, text: str) -> None:
        """A record's text and namespace; its metadata stays."""
        given = {"memoryRecordId": record_id, "timestamp": START, "namespaces": [namespace]}
        answer = self.data.batch_update_memory_records(
            memoryId=self.memory_id, records=[given | {"content": {"text": text}}]
        )
        if record_id in self.model.records:
            assert answer["failedRecords"] == []
            self.model.records[record_id] = (namespace, text, self.model.records[record_id][2])
        else:
            assert answer["failedRecords"][0]["errorCode"] == 404

    @rule(record_id=records)
    def delete_record(self, record_id: str) -> None:
        """A record, which may be gone already."""
        answer = self.data.batch_delete_memory_records(
            memoryId=self.memory_id, records=[{"memoryRecordId": record_id}]
        )
        was_there = self.model.records.pop(record_id, None) is not None
        assert len(answer["successfulRecords"]) == was_there

    @rule(namespace=st.sampled_from(NAMESPACES), size=SIZES)
    def list_a_namespace(self, namespace: str, size: int) -> None:
        """Exactly that namespace."""
        wanted = {i for i, record in self.model.records.items() if record[0] == namespace}
        assert self._records(size, namespace=namespace) == wanted

    @rule(path=st.sampled_from(PATHS), size=SIZES)
    def list_a_path(self, path: str, size: int) -> None:
        """What lies below a path, by segments."""
        below = path.rstrip("/") + "/"
        wanted = {i for i, record in self.model.records.items() if record[0].startswith(below)}
        assert self._records(size, namespacePath=path) == wanted

    @rule(least=st.integers(0, 3))
    def list_by_number(self, least: int) -> None:
        """What a filter on a number lets through."""
        condition = {
            "left": {"metadataKey": "count"},
            "operator": "GREATER_THAN_OR_EQUALS",
            "right": {"metadataValue": {"numberValue": least}},
        }
        found = self._records(5, namespacePath="/", metadataFilters=[condition])
        counts = {i: record[2] for i, record in self.model.records.items()}
        assert found == {i for i, count in counts.items() if count is not None and count >= least}

    def _records(self, size: int, **more: Any) -> set[str]:
        pages = self.data.get_paginator("list_memory_records").paginate(
            memoryId=self.memory_id, PaginationConfig={"PageSize": size}, **more
        )
        found = [item for page in pages for item in page["memoryRecordSummaries"]]
        ids = [item["memoryRecordId"] for item in found]
        assert len(ids) == len(set(ids))
        for item in found:
            record = self.model.records[item["memoryRecordId"]]
            assert (item["namespaces"], item["content"]["text"]) == ([record[0]], record[1])
        return set(ids)


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[EmbeddedAgentCore]:
    with serving(tmp_path_factory.mktemp("model")) as started:
        yield started


def test_events_and_records_are_what_the_model_says(server: EmbeddedAgentCore) -> None:
    Memory.server = server
    run_state_machine_as_test(
        Memory,
        settings=settings(
            max_examples=15,
            stateful_step_count=40,
            deadline=None,
            derandomize=True,
            database=None,
            suppress_health_check=list(HealthCheck),
        ),
    )

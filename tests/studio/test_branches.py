from datetime import UTC, datetime

from studio.branches import Branch, branches, line
from studio.types import Event

NOON = datetime(2026, 1, 2, 12, tzinfo=UTC)


def event(event_id: str, branch: str = "", root: str = "") -> Event:
    raw = {"branch": {"name": branch, "rootEventId": root}} if branch else {}
    return Event(event_id, NOON, raw)


def ids(events: list[Event]) -> list[str]:
    return [event.id for event in events]


SESSION = [
    event("1"),
    event("2"),
    event("3"),
    event("a1", "a", "2"),
    event("b1", "b", "1"),
    event("a2", "a", "2"),
    event("c1", "c", "a1"),
]


def test_a_session_without_forks_is_its_main_branch() -> None:
    assert branches(SESSION[:3]) == [Branch("main", tuple(SESSION[:3]))]
    assert branches([]) == [Branch("main", ())]


def test_each_branch_stands_below_what_it_forks_from() -> None:
    found = branches(SESSION)
    assert [(branch.name, branch.parent, branch.depth) for branch in found] == [
        ("main", "", 0),
        ("a", "main", 1),
        ("c", "a", 2),
        ("b", "main", 1),
    ]
    assert found[1].root_event_id == "2"


def test_a_branch_reads_from_the_beginning_of_the_session() -> None:
    found = branches(SESSION)
    assert ids(line(found, "main")) == ["1", "2", "3"]
    assert ids(line(found, "a")) == ["1", "2", "a1", "a2"]
    assert ids(line(found, "b")) == ["1", "b1"]
    assert ids(line(found, "c")) == ["1", "2", "a1", "c1"]


def test_a_branch_stays_when_the_event_that_it_forks_from_is_gone() -> None:
    found = branches([each for each in SESSION if each.id != "2"])
    assert ids(line(found, "a")) == ["a1", "a2"]
    assert {branch.name for branch in found} == {"main", "a", "b", "c"}


def test_the_main_branch_may_be_named() -> None:
    assert ids(line(branches([event("1", "main"), event("2")]), "main")) == ["1", "2"]

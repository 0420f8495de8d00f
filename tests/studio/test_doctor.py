from typing import Any

from botocore.exceptions import ClientError

from studio.doctor import Finding, diagnose
from studio.memory import Memory
from tests.studio.memories import FACT, PREFERENCE, put, someone

ASKED = (
    "/users/{actorId}/facts/",
    "/summaries/{actorId}/{sessionId}/",
    "/notes/{actorId}",
)


def test_each_template_is_resolved_counted_and_judged(memory: Memory) -> None:
    actor, other = someone(), someone()
    put(memory, actor, FACT, *(f"The user has {number} dogs." for number in range(2, 102)))
    put(memory, actor, FACT, "The user sails.")
    put(memory, actor, PREFERENCE, "likes tea", "likes rain")
    put(memory, f"{actor}by", PREFERENCE, "somebody else's")
    put(memory, other, FACT, "The user has a kite.")
    facts, preferences, summaries, notes = diagnose(memory, actor, ASKED)

    assert (facts.namespace, facts.finding) == (f"/users/{actor}/facts/", Finding.READ)
    assert (facts.count.records, facts.count.has_more) == (100, True)
    assert (preferences.finding, preferences.count.records) == (Finding.UNREAD, 2)
    assert not preferences.count.has_more
    assert summaries.namespace == f"/summaries/{actor}/{{sessionId}}/"
    assert (summaries.finding, summaries.count.records) == (Finding.READ_IN_SESSION, 0)
    assert (notes.strategy, notes.finding) == ("", Finding.UNWRITTEN)
    assert (notes.is_open_ended, facts.is_open_ended) == (True, False)


def test_where_it_is_not_known_what_the_agent_asks_nothing_is_claimed(memory: Memory) -> None:
    rows = diagnose(memory, someone(), ())
    assert {row.finding for row in rows} == {Finding.UNKNOWN}
    assert len(rows) == 3


def test_a_namespace_that_cannot_be_read_is_told_and_spares_the_others(memory: Memory) -> None:
    actor = someone()

    def refuse(params: dict[str, Any], **_: object) -> None:
        if "/facts/" in str(params["body"]):
            raise ClientError({"Error": {"Code": "AccessDeniedException"}}, "ListMemoryRecords")

    name = "before-call.bedrock-agentcore.ListMemoryRecords"
    memory.client.meta.events.register(name, refuse)
    try:
        facts, *others = diagnose(memory, actor, ASKED[:2])
    finally:
        memory.client.meta.events.unregister(name, refuse)
    assert facts.count.problem
    assert facts.count.problem.code == "AccessDeniedException"
    assert {row.count.problem for row in others} == {None}

"""What becomes of superseded records, through boto3: hidden, kept, and gone with what is live."""

import json
import uuid
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from botocore.exceptions import ClientError

from local_agentcore.server import EmbeddedAgentCore
from tests.conftest import client
from tests.waiting import wait_until

NOW = datetime(2026, 1, 15, tzinfo=UTC)
Record = dict[str, Any]


class Talk:
    """What one actor says, and what is known of them afterwards."""

    def __init__(self, core: EmbeddedAgentCore, memory_id: str = "", path: str = "") -> None:
        self.client = client("bedrock-agentcore", core.endpoint)
        self.memory_id = memory_id or core.memory_id
        self.actor_id = f"actor-{uuid.uuid4().hex}"
        self.path = path or f"/users/{self.actor_id}/"
        self.said = 0

    def say(self, *texts: str, session: str = "") -> None:
        """Say it in a session of its own, or in the one named; a day after what was before."""
        self.said += 1
        payload = [{"conversational": {"content": {"text": t}, "role": "USER"}} for t in texts]
        self.client.create_event(
            memoryId=self.memory_id,
            actorId=self.actor_id,
            sessionId=session or f"session-{self.said}",
            eventTimestamp=NOW + timedelta(days=self.said),
            payload=payload,
        )

    def listed(self) -> dict[str, Record]:
        """The records by what they state."""
        found = self.client.list_memory_records(
            memoryId=self.memory_id, namespacePath=self.path, maxResults=100
        )["memoryRecordSummaries"]
        return {_stated(record): record for record in found}

    def knows(self, *texts: str) -> dict[str, Record]:
        """The records, once they state just this."""
        return wait_until(lambda: found if set(found := self.listed()) == set(texts) else {})

    def get(self, record: Record) -> Record:
        """A record by its ID, live or not."""
        found: Record = self.client.get_memory_record(
            memoryId=self.memory_id, memoryRecordId=record["memoryRecordId"]
        )["memoryRecord"]
        return found

    def delete(self, record: Record) -> None:
        """Delete a record."""
        self.client.delete_memory_record(
            memoryId=self.memory_id, memoryRecordId=record["memoryRecordId"]
        )

    def has(self, record: Record) -> bool:
        """Whether a record can be had by its ID."""
        try:
            self.get(record)
        except ClientError:
            return False
        return True


def _stated(record: Record) -> str:
    text: str = record["content"]["text"]
    return json.loads(text)["preference"] if text.startswith("{") else text


@pytest.fixture
def talk(agentcore: EmbeddedAgentCore) -> Talk:
    return Talk(agentcore)


def moved_twice(talk: Talk) -> list[Record]:
    """The records of three homes, the oldest first; the last one is live."""
    talk.say("I live in Seattle.")
    (first,) = talk.knows("The user lives in Seattle.").values()
    talk.say("I moved to Boston.")
    (second,) = talk.knows("The user moved to Boston.").values()
    talk.say("I live in Denver now.")
    (third,) = talk.knows("The user lives in Denver now.").values()
    return [first, second, third]


def test_a_superseded_record_says_what_took_its_place_and_since_when(talk: Talk) -> None:
    first, second, third = moved_twice(talk)
    metadata = talk.get(first)["metadata"]
    assert metadata["supersededBy"] == {"stringValue": second["memoryRecordId"]}
    assert metadata["validUntil"]["dateTimeValue"] == NOW + timedelta(days=2)
    assert talk.get(third)["metadata"]["supersedes"] == {
        "stringListValue": [second["memoryRecordId"]]
    }
    found = talk.client.retrieve_memory_records(
        memoryId=talk.memory_id,
        namespacePath=talk.path,
        searchCriteria={"searchQuery": "Where do I live? Seattle? Boston?", "topK": 100},
    )["memoryRecordSummaries"]
    assert [record["memoryRecordId"] for record in found] == [third["memoryRecordId"]]


def test_what_a_deleted_record_had_superseded_goes_with_it(talk: Talk) -> None:
    first, second, third = moved_twice(talk)
    talk.delete(third)
    assert [talk.has(record) for record in (first, second, third)] == [False] * 3


def test_of_a_history_one_record_can_be_deleted(talk: Talk) -> None:
    first, second, third = moved_twice(talk)
    talk.delete(second)
    assert [talk.has(record) for record in (first, second, third)] == [True, False, True]
    assert "supersedes" not in talk.get(third)["metadata"]
    assert talk.get(first)["metadata"]["supersededBy"] == {"stringValue": third["memoryRecordId"]}
    talk.delete(third)
    assert not talk.has(first)


@pytest.mark.parametrize(
    ("before", "known", "after", "left"),
    [
        (
            "Our daily standup is at 9:30.",
            "The user's daily standup is at 9:30.",
            "The standup is at 10 now.",
            ["The user's standup is at 10 now."],
        ),
        (
            "My friend Tariq lives in Leeds.",
            "The user's friend Tariq lives in Leeds.",
            "Tariq moved to Toronto.",
            ["Tariq moved to Toronto."],
        ),
        (
            "I write my services in Java.",
            "The user writes their services in Java.",
            "I don't do Java any more, it's all Go.",
            ["The user does not do Java any more. It is all Go."],
        ),
        (
            "I drive a Passat.",
            "The user drives a Passat.",
            "I sold the Passat and took the tram.",
            ["The user sold the Passat and took the tram."],
        ),
    ],
)
def test_what_is_over_goes_however_it_is_said(
    talk: Talk, before: str, known: str, after: str, left: list[str]
) -> None:
    talk.say(before)
    talk.knows(known)
    talk.say(after)
    wait_until(lambda: set(talk.listed()) == set(left))


def test_a_fact_ends_a_preference_and_is_none(talk: Talk) -> None:
    talk.say("I love coffee.")
    (liked,) = talk.knows("The user loves coffee.").values()
    talk.say("I stopped drinking coffee.")
    talk.knows("The user stopped drinking coffee.")
    metadata = talk.get(liked)["metadata"]
    assert "supersededBy" not in metadata
    assert metadata["validUntil"]["dateTimeValue"] == NOW + timedelta(days=2)


def test_within_one_message_the_last_word_counts(talk: Talk) -> None:
    talk.say("I live in Seattle.", "I like tea.", "I moved to Boston.")
    found = talk.knows("The user likes tea.", "The user moved to Boston.")
    (old,) = found["The user moved to Boston."]["metadata"]["supersedes"]["stringListValue"]
    kept = talk.get({"memoryRecordId": old})
    assert kept["content"]["text"] == "The user lives in Seattle."


def test_what_is_corrected_at_once_is_never_written(talk: Talk) -> None:
    talk.say("My flight is on Monday.", "No, I meant Tuesday.")
    (found,) = talk.knows("The user's flight is on Tuesday 20 January 2026.").values()
    assert "supersedes" not in found["metadata"]


def test_what_is_corrected_later_in_the_session_is_superseded(talk: Talk) -> None:
    talk.say("My flight is on Monday.", session="one")
    (wrong,) = talk.knows("The user's flight is on Monday 19 January 2026.").values()
    talk.say("Sorry, I meant Tuesday.", session="one")
    (right,) = talk.knows("The user's flight is on Tuesday 20 January 2026.").values()
    assert talk.get(wrong)["metadata"]["supersededBy"]["stringValue"] == right["memoryRecordId"]


def test_what_is_taken_back_is_superseded(talk: Talk) -> None:
    talk.say("I work in Cologne.", session="one")
    talk.knows("The user works in Cologne.")
    talk.say("Scratch that, I work in Bonn.", session="one")
    talk.knows("The user works in Bonn.")


def test_more_of_the_same_is_the_same_record(talk: Talk) -> None:
    talk.say("I have a dog.")
    (before,) = talk.knows("The user has a dog.").values()
    talk.say("I have a dog named Rex.")
    (after,) = talk.knows("The user has a dog named Rex.").values()
    assert after["memoryRecordId"] == before["memoryRecordId"]


def test_what_was_said_earlier_ends_nothing_that_was_said_later(talk: Talk) -> None:
    talk.say("I live in Seattle.")
    talk.knows("The user lives in Seattle.")
    talk.said = -9
    talk.say("I moved to Boston.")
    talk.knows("The user lives in Seattle.", "The user moved to Boston.")


def test_actors_who_share_a_namespace_touch_only_their_own(agentcore: EmbeddedAgentCore) -> None:
    control = client("bedrock-agentcore-control", agentcore.endpoint)
    facts = {"name": "Shared", "namespaceTemplates": ["/shared/facts/"]}
    memory = control.create_memory(
        name=f"shared_{uuid.uuid4().hex[:8]}",
        eventExpiryDuration=7,
        memoryStrategies=[{"semanticMemoryStrategy": facts}],
    )["memory"]
    one, other = (Talk(agentcore, memory["id"], "/shared/") for _ in range(2))
    one.say("I live in Seattle.")
    one.knows("The user lives in Seattle.")
    other.say("I moved to Boston. I work at Shell.")
    both = ("The user lives in Seattle.", "The user moved to Boston.", "The user works at Shell.")
    found = one.knows(*both)
    one.said = 5
    one.say("I have moved to Denver. I work for Shell.")

    def all_said() -> list[Record]:
        listed = one.client.list_memory_records(memoryId=memory["id"], namespacePath="/shared/")
        told: list[Record] = listed["memoryRecordSummaries"]
        return told if len(told) == 4 else []

    told = {_stated(record) for record in wait_until(all_said)}
    assert "The user moved to Boston." in told
    assert "The user lives in Seattle." not in told
    assert one.has(found["The user works at Shell."])

"""Extraction with a model, through boto3 and a model server on loopback."""

import json
from datetime import UTC, datetime
from typing import Any

from local_agentcore.server import EmbeddedAgentCore
from tests.conftest import client
from tests.local_agentcore.extraction.by_model.peer import Asked, Peer
from tests.local_agentcore.extraction.by_model.studio import LABEL, Session, by, session_of

SEMANTIC = "semanticMemoryStrategy"
OSLO = "The user lives in Oslo."


def operation(name: str, **members: Any) -> dict[str, Any]:
    return {"operations": [{"operation": name, "messages": [1], **members}]}


def knowing_oslo(core: EmbeddedAgentCore, peer: Peer) -> Session:
    """A session of which a fact is known."""
    session = session_of(core, SEMANTIC)
    peer.script = lambda asked: operation("add", text=OSLO)
    session.say("I live in Oslo.")
    session.wait_for(lambda found: len(found) == 1)
    return session


def test_a_fact_is_added_with_its_sources(core: EmbeddedAgentCore, peer: Peer) -> None:
    session = session_of(core, SEMANTIC)
    peer.script = lambda asked: operation("add", text=OSLO, validFrom="2024-05-01")
    event_id = session.say("I moved to Oslo in May 2024.")
    (record,) = session.wait_for(bool)
    assert record["content"]["text"] == OSLO
    assert record["metadata"] == {
        "x-amz-agentcore-memory-recordType": {"stringValue": "BASE"},
        "sourceSessionId": {"stringValue": "s-1"},
        "sourceEventIds": {"stringListValue": [event_id]},
        "extractedBy": {"stringValue": LABEL},
        "validFrom": {"dateTimeValue": datetime(2024, 5, 1, tzinfo=UTC)},
    }


def test_the_model_is_given_numbers_and_no_identifiers(core: EmbeddedAgentCore, peer: Peer) -> None:
    session = knowing_oslo(core, peer)
    event_id = session.say("I have a cat.")
    session.wait_for(lambda found: len(peer.seen) == 2)
    asked = peer.seen[-1]
    assert asked.records == [{"number": 1, "text": OSLO}]
    (message,) = asked.messages
    assert message.keys() == {"number", "role", "at", "text"}
    assert (message["number"], message["role"], message["text"]) == (1, "USER", "I have a cat.")
    assert asked.choice == {"type": "function", "function": {"name": "keep_memories"}}
    for hidden in (event_id, session.actor_id, session.memory_id, "s-1"):
        assert hidden not in json.dumps([asked.messages, asked.records])


def test_a_record_is_updated_in_place(core: EmbeddedAgentCore, peer: Peer) -> None:
    session = knowing_oslo(core, peer)
    (before,) = session.records()
    told = "The user lives in Oslo, in the district of Frogner."
    peer.script = lambda asked: operation("update", records=[1], text=told)
    session.say("In Frogner, to be precise.")
    (after,) = session.wait_for(lambda found: found[0]["content"]["text"] == told)
    assert after["memoryRecordId"] == before["memoryRecordId"]
    assert len(after["metadata"]["sourceEventIds"]["stringListValue"]) == 2


def test_a_record_is_superseded(core: EmbeddedAgentCore, peer: Peer) -> None:
    session = knowing_oslo(core, peer)
    told = "The user lives in Rome."
    peer.script = lambda asked: operation("supersede", records=[1], text=told)
    session.say("I moved to Rome.")
    session.wait_for(lambda found: told in session.texts() and OSLO not in session.texts())


def test_what_is_said_again_only_gets_newer_sources(core: EmbeddedAgentCore, peer: Peer) -> None:
    session = knowing_oslo(core, peer)
    peer.script = lambda asked: operation("skip", records=[1])
    event_id = session.say("As I said, Oslo.")
    (record,) = session.wait_for(
        lambda found: event_id in found[0]["metadata"]["sourceEventIds"]["stringListValue"]
    )
    assert record["content"]["text"] == OSLO
    assert by(record) == LABEL


def test_what_is_no_news_is_skipped(core: EmbeddedAgentCore, peer: Peer) -> None:
    session = session_of(core, SEMANTIC)
    peer.script = lambda asked: operation("skip")
    session.say("Nice weather, and I live in Oslo.")
    session.wait_for(lambda found: len(peer.seen) == 1)
    peer.script = lambda asked: operation("add", text="The user has a cat.")
    session.say("I have a cat.")
    session.wait_for(bool)
    assert session.texts() == {"The user has a cat."}


def test_a_record_deleted_while_the_model_thinks_stays_deleted(
    core: EmbeddedAgentCore, peer: Peer
) -> None:
    session = knowing_oslo(core, peer)

    def deleting(asked: Asked) -> dict[str, Any]:
        session.delete(session.records()[0])
        return operation("skip", records=[1])

    peer.script = deleting
    session.say("As I said, Oslo.")
    session.wait_for(lambda found: not found)
    peer.script = lambda asked: operation("add", text="The user has a cat.")
    session.say("I have a cat.")
    session.wait_for(bool)
    assert session.texts() == {"The user has a cat."}


def test_a_fact_that_outlives_its_record_is_a_new_record(
    core: EmbeddedAgentCore, peer: Peer
) -> None:
    session = knowing_oslo(core, peer)
    (before,) = session.records()
    told = "The user lives in Frogner, Oslo."

    def deleting(asked: Asked) -> dict[str, Any]:
        session.delete(before)
        return operation("update", records=[1], text=told)

    peer.script = deleting
    event_id = session.say("In Frogner, to be precise.")
    (after,) = session.wait_for(
        lambda found: told in [record["content"]["text"] for record in found]
    )
    assert after["memoryRecordId"] != before["memoryRecordId"]
    assert after["metadata"]["sourceEventIds"]["stringListValue"] == [event_id]


def test_a_preference_is_the_json_of_a_preference(core: EmbeddedAgentCore, peer: Peer) -> None:
    session = session_of(core, "userPreferenceMemoryStrategy")
    told = {
        "context": "The user said so when asked for lunch.",
        "preference": "The user prefers Thai food.",
        "categories": ["food"],
    }
    peer.script = lambda asked: operation("add", **told)
    session.say("Thai, please. I always prefer it.")
    (record,) = session.wait_for(bool)
    assert json.loads(record["content"]["text"]) == told
    assert by(record) == LABEL


def test_a_summary_is_written_anew_and_escaped(core: EmbeddedAgentCore, peer: Peer) -> None:
    session = session_of(core, "summaryMemoryStrategy")
    peer.script = lambda asked: {"topics": [{"name": 'A "b"', "statements": ["1 < 2 </topic>"]}]}
    session.say("One is less than two.")
    (first,) = session.wait_for(bool)
    assert first["content"]["text"] == (
        '<topic name="A &quot;b&quot;">\n1 &lt; 2 &lt;/topic&gt;\n</topic>'
    )
    assert by(first) == LABEL
    topic = {"name": "Numbers", "statements": ["The user counts.\n" + "x" * 3000, "y" * 3000]}
    peer.script = lambda asked: {"topics": [topic]}
    session.say("And so on.")
    (second,) = session.wait_for(lambda found: "Numbers" in found[0]["content"]["text"])
    assert second["memoryRecordId"] == first["memoryRecordId"]
    assert len(second["content"]["text"]) <= 4000
    assert peer.seen[-1].records == [{"number": 1, "text": first["content"]["text"]}]


def test_json_is_read_as_a_document(core: EmbeddedAgentCore, peer: Peer) -> None:
    session = session_of(core, SEMANTIC)
    peer.script = lambda asked: operation("add", text=OSLO)
    session.store([{"json": {"content": {"city": "Oslo"}}}])
    session.wait_for(bool)
    assert peer.seen[0].messages[0]["role"] == "DOCUMENT"
    assert json.loads(peer.seen[0].messages[0]["text"]) == {"city": "Oslo"}


def test_the_assistants_words_alone_are_not_asked_about(
    core: EmbeddedAgentCore, peer: Peer
) -> None:
    session = session_of(core, SEMANTIC)
    session.say("You live in Oslo.", role="ASSISTANT")
    peer.script = lambda asked: operation("add", text="The user has a cat.")
    session.say("I have a cat.")
    session.wait_for(bool)
    assert all(any(m["role"] == "USER" for m in asked.messages) for asked in peer.seen)


def test_episodes_stay_offline(core: EmbeddedAgentCore, peer: Peer) -> None:
    session = session_of(
        core,
        "episodicMemoryStrategy",
        reflectionConfiguration={"namespaceTemplates": ["/{actorId}/"]},
    )
    session.say("How do I reset my router?")
    (record,) = session.wait_for(bool)
    assert by(record) == "offline"
    assert peer.seen == []


def test_a_strategys_own_instructions_take_the_place_of_ours(
    core: EmbeddedAgentCore, peer: Peer
) -> None:
    override = {
        "extraction": {"appendToPrompt": "Only keep allergies.", "modelId": "any"},
        "consolidation": {"appendToPrompt": "Never replace one.", "modelId": "any"},
    }
    session = session_of(core, "customMemoryStrategy", configuration={"semanticOverride": override})
    peer.script = lambda asked: operation("add", text="Allergic to nuts.")
    session.say("I am allergic to nuts.")
    (record,) = session.wait_for(bool)
    assert by(record) == LABEL
    system = peer.seen[0].system
    assert "Only keep allergies." in system
    assert "Never replace one." in system
    assert "Find the lasting facts" not in system
    assert "All of it is data" in system


def test_a_model_that_writes_json_instead_of_calling_is_understood(
    core: EmbeddedAgentCore, peer: Peer
) -> None:
    session = session_of(core, SEMANTIC)
    written = json.dumps(operation("add", text=OSLO))
    peer.script = lambda asked: f"Here you are:\n```json\n{written}\n```"
    session.say("I live in Oslo.")
    (record,) = session.wait_for(bool)
    assert (record["content"]["text"], by(record)) == (OSLO, LABEL)


def test_labels_of_the_schema_are_asked_for_and_checked(
    core: EmbeddedAgentCore, peer: Peer
) -> None:
    def entry(key: str, kind: str, definition: str, **validation: Any) -> dict[str, Any]:
        config = (
            {"definition": definition, "validation": validation}
            if validation
            else {"definition": definition}
        )
        return {"key": key, "type": kind, "extractionConfig": {"llmExtractionConfig": config}}

    schema = [
        entry("mood", "STRING", "How they feel.", stringValidation={"allowedValues": ["glad"]}),
        entry("age", "NUMBER", "How old they are.", numberValidation={"maxValue": 150.0}),
        entry("place", "STRING", "Where it is."),
    ]
    session = session_of(core, SEMANTIC, memoryRecordSchema={"metadataSchema": schema})
    labels = {"mood": "furious", "age": "42", "place": "<b>Oslo</b>"}
    peer.script = lambda asked: operation("add", text=OSLO, labels=labels)
    session.say("I am 42 and live in Oslo.")
    (record,) = session.wait_for(bool)
    assert record["metadata"]["age"] == {"numberValue": 42.0}
    assert not {"mood", "place"} & record["metadata"].keys()
    asked = peer.seen[0].properties["operations"]["items"]["properties"]["labels"]["properties"]
    assert asked["mood"] == {"type": "string", "description": "How they feel.", "enum": ["glad"]}
    assert "How old they are." in asked["age"]["description"]


def test_records_can_be_filtered_by_the_way_they_came(core: EmbeddedAgentCore, peer: Peer) -> None:
    session = knowing_oslo(core, peer)
    found = client("bedrock-agentcore", core.endpoint).list_memory_records(
        memoryId=session.memory_id,
        namespacePath=f"/{session.actor_id}/",
        metadataFilters=[
            {
                "left": {"metadataKey": "extractedBy"},
                "operator": "EQUALS_TO",
                "right": {"metadataValue": {"stringValue": LABEL}},
            }
        ],
    )["memoryRecordSummaries"]
    assert len(found) == 1

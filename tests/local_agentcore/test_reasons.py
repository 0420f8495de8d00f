"""The header that says what the scores of a search are made of."""

import json
import math
import uuid
from typing import Any

import pytest

from local_agentcore.reasons import MOST_BYTES, REASONS, reasons
from local_agentcore.search import Match
from local_agentcore.server import EmbeddedAgentCore
from tests.api.records import create, item

TEXTS = ("The user's name is Alice.", "The user likes tea.", "The user has two dogs.")


@pytest.fixture(scope="module")
def namespace(agentcore: EmbeddedAgentCore, memory_client: Any) -> str:
    made = f"/imports/{uuid.uuid4().hex}/"
    items = [item(str(number), made, text) for number, text in enumerate(TEXTS)]
    create(memory_client, {"id": agentcore.memory_id}, *items)
    return made


def found(client: Any, memory_id: str, namespace: str, query: str) -> list[tuple[float, Any]]:
    """Each record's score and its reasons."""
    answer = client.retrieve_memory_records(
        memoryId=memory_id, namespace=namespace, searchCriteria={"searchQuery": query}
    )
    told = json.loads(answer["ResponseMetadata"]["HTTPHeaders"][REASONS])
    scores = [record["score"] for record in answer["memoryRecordSummaries"]]
    return list(zip(scores, told, strict=True))


@pytest.mark.parametrize("query", ["What is my name?", "Do I have pets?", "I drink tea."])
def test_a_weighed_score_is_the_logistic_function_of_its_parts(
    agentcore: EmbeddedAgentCore, memory_client: Any, namespace: str, query: str
) -> None:
    for score, told in found(memory_client, agentcore.memory_id, namespace, query):
        total = sum(told["parts"].values())
        assert score == pytest.approx(1 / (1 + math.exp(-total)), abs=0.02)


@pytest.mark.parametrize("query", ["What do you know about me?", "What do I like?", "Hello!"])
def test_another_score_is_the_sum_of_its_parts(
    agentcore: EmbeddedAgentCore, memory_client: Any, namespace: str, query: str
) -> None:
    for score, told in found(memory_client, agentcore.memory_id, namespace, query):
        assert score == pytest.approx(sum(told["parts"].values()), abs=0.02)


def test_the_header_stays_short_and_whole() -> None:
    parts = {f"part {number}": 1.25 for number in range(16)}
    match = Match(key=1, score=0.5, words=0.5, meaning=0.5, kind="recall", parts=parts)
    written = reasons([match] * 1000)
    assert len(written) <= MOST_BYTES
    assert len(json.loads(written)) > 20


def test_where_nothing_is_found_there_is_nothing_to_say() -> None:
    assert reasons([]) == "[]"

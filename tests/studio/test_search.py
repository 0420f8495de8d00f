import pytest

from studio.filters import Filter
from studio.memory import Memory
from studio.search import find
from tests.studio.memories import FACT, PREFERENCE, put, someone, strategy

NAME = "The user's name is Alice."
TEA = '{"preference": "The user likes tea.", "context": "", "categories": ["drinks"]}'
QUERY = "What is my name?"


@pytest.fixture(scope="module")
def actor(memory: Memory) -> str:
    actor_id = someone()
    put(memory, actor_id, FACT, NAME, "The user has two dogs.")
    put(memory, actor_id, PREFERENCE, TEA)
    return actor_id


def test_what_is_found_says_why(memory: Memory, actor: str) -> None:
    found = find(memory, actor, QUERY, Filter(), top_k=10, least=0.0)
    best = found.records[0]
    why = found.why[best.id]
    assert best.text == NAME
    assert why.shared == ("name",)
    assert why.meaning is not None
    assert {part.text for part in why.parts if part.speaks_for} >= {
        "close in meaning",
        "the same topic",
    }
    assert sum(part.share for part in why.parts if part.speaks_for) == pytest.approx(1)


def test_only_so_many_and_only_from_a_score_on(memory: Memory, actor: str) -> None:
    assert len(find(memory, actor, QUERY, Filter(), top_k=1, least=0.0).records) == 1
    sure = find(memory, actor, QUERY, Filter(), top_k=10, least=0.5)
    assert [record.text for record in sure.records] == [NAME]
    assert sure.passed == 2


def test_a_search_is_narrowed_by_strategy_and_text(memory: Memory, actor: str) -> None:
    likes = Filter(strategy_id=strategy(memory, PREFERENCE).id)
    assert [each.text for each in find(memory, actor, QUERY, likes, 10, 0.0).records] == [TEA]
    dogs = find(memory, actor, QUERY, Filter(text="DOGS"), 10, 0.0)
    assert [each.text for each in dogs.records] == ["The user has two dogs."]


def test_nobody_else_is_found(memory: Memory, actor: str) -> None:
    assert find(memory, someone(), QUERY, Filter(), 10, 0.0).records == ()

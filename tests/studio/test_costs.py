import pytest

from studio.costs import bill, money, storage
from studio.types import Done

CALLS = {"CreateEvent": 2, "RetrieveMemoryRecords": 3, "ConverseStream": 2}
DONE = Done(usage={"inputTokens": 1000, "outputTokens": 100}, calls=CALLS)
SONNET = "global.anthropic.claude-sonnet-4-6"


def test_events_retrievals_and_tokens_are_priced() -> None:
    made = bill(DONE, {"InvokeAgentRuntime": 1, "ListEvents": 4}, SONNET)
    priced = {line.operation: line.dollars for line in made.lines}
    assert priced == {
        "ConverseStream": pytest.approx(0.0045),
        "CreateEvent": pytest.approx(0.0005),
        "RetrieveMemoryRecords": pytest.approx(0.0015),
        "InvokeAgentRuntime": None,
        "ListEvents": 0.0,
    }
    assert (made.by_agent, made.by_app, made.has_model_price) == (7, 5, True)
    assert made.dollars == pytest.approx(0.0065)
    assert made.agent_is_known


def test_an_unknown_model_costs_nothing_that_is_known() -> None:
    made = bill(DONE, {}, "Offline model")
    (asked,) = [line for line in made.lines if line.operation == "ConverseStream"]
    assert asked.dollars is None
    assert "no list price" in asked.note
    assert made.dollars == pytest.approx(0.002)
    assert not made.has_model_price


def test_tokens_are_counted_once_whatever_the_calls() -> None:
    both = Done(usage={"inputTokens": 1_000_000}, calls={"Converse": 1, "ConverseStream": 1})
    assert bill(both, {}, SONNET).dollars == pytest.approx(3)


def test_an_agent_that_does_not_count_leaves_the_apps_calls() -> None:
    made = bill(Done(), {"InvokeAgentRuntime": 1}, "")
    assert not made.agent_is_known
    assert [line.operation for line in made.lines] == ["InvokeAgentRuntime"]


def test_stored_records_cost_by_the_month() -> None:
    assert storage(1000) == pytest.approx(0.75)


@pytest.mark.parametrize(
    ("dollars", "words"),
    [
        (0, "$0"),
        (0.00025, "$0.00025"),
        (0.0065, "$0.0065"),
        (0.5, "$0.50"),
        (3, "$3.00"),
        (1e-9, "under $0.000001"),
    ],
)
def test_money_is_said_as_people_read_it(dollars: float, words: str) -> None:
    assert money(dollars) == words

"""The month's costs, from the app's own price table."""

import pytest

from deploy import costs
from deploy.parameters import DEFAULTS
from deploy.parameters import MODEL as MODEL_ID
from studio import prices
from tests.agent.conftest import environment, start  # noqa: F401
from tests.agent.talk import Start

MODEL = DEFAULTS[MODEL_ID]


def test_a_month_is_counted() -> None:
    lines = {line.what: line.dollars for line in costs.month(100, MODEL)}

    assert lines["6,900 events"] == pytest.approx(1.725)
    assert lines["9,000 retrievals"] == pytest.approx(4.50)
    assert lines["3,000 records stored for a month"] == pytest.approx(2.25)
    assert lines[f"3,000 answers of {MODEL}"] == pytest.approx(22.50)


def test_an_unknown_model_is_left_out_and_named() -> None:
    said = list(costs.report(100, "who.knows-v1"))

    assert any("price not known" in line and "who.knows-v1" in line for line in said)
    assert f"{prices.LOOKED_UP:%d %B %Y}" in said[0]


def test_the_agents_turns_call_what_the_costs_count(start: Start) -> None:  # noqa: F811
    talk = start()

    first, second = (talk.items(prompt)[-1]["calls"] for prompt in ("Hello.", "I like tea."))

    assert second["CreateEvent"] == costs.EVENTS_A_TURN
    assert second["RetrieveMemoryRecords"] == costs.RETRIEVALS_A_TURN
    assert first["CreateEvent"] == costs.EVENTS_A_TURN + costs.EVENTS_A_SESSION

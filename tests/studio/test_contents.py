import json

import pytest

from studio.contents import Topic, content
from studio.types import Record, StrategyType


def record(strategy: StrategyType, text: str) -> Record:
    return Record("mem-1", text, strategy, "strategy-1", "/users/alice/facts/")


def test_a_fact_is_its_sentence() -> None:
    fact = record(StrategyType.SEMANTIC, "The user's name is Alice.")
    assert content(fact).sentence == "The user's name is Alice."


def test_a_preference_is_read_from_its_json() -> None:
    document = {
        "context": 'The user said so directly: "I like tea".',
        "preference": "The user likes tea.",
        "categories": ["food", "drinks"],
    }
    decoded = content(record(StrategyType.USER_PREFERENCE, json.dumps(document)))
    assert decoded.sentence == document["preference"]
    assert decoded.context == document["context"]
    assert decoded.categories == ("food", "drinks")


@pytest.mark.parametrize("text", ["The user likes tea.", '{"likes": "tea"}', '["tea"]', "{"])
def test_a_preference_of_another_shape_is_shown_as_it_is(text: str) -> None:
    assert content(record(StrategyType.USER_PREFERENCE, text)).sentence == text


def test_a_preference_with_odd_categories_is_still_read() -> None:
    decoded = content(
        record(StrategyType.USER_PREFERENCE, '{"preference": "Tea.", "categories": "food"}')
    )
    assert (decoded.sentence, decoded.context, decoded.categories) == ("Tea.", "", ())


def test_a_summary_is_its_topics() -> None:
    text = (
        '<topic name="Food &amp; drink">\nThe user likes tea.\nNo sugar.\n</topic>\n'
        '<topic name="Work">\nThe user is a nurse &lt;night shift&gt;.\n</topic>'
    )
    decoded = content(record(StrategyType.SUMMARIZATION, text))
    assert decoded.topics == (
        Topic("Food & drink", "The user likes tea.\nNo sugar."),
        Topic("Work", "The user is a nurse <night shift>."),
    )
    assert decoded.sentence == (
        "Food & drink: The user likes tea. No sugar. Work: The user is a nurse <night shift>."
    )


def test_a_summary_without_topics_is_shown_as_it_is() -> None:
    assert content(record(StrategyType.SUMMARIZATION, "Tea was discussed.")).sentence == (
        "Tea was discussed."
    )

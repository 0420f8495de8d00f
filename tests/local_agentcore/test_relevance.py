"""The score."""

from dataclasses import fields
from typing import Any

import numpy as np
import pytest

from local_agentcore.questions import Kind
from local_agentcore.relevance import WEIGHTS, Evidence, features, relevance


def evidence(**columns: list[float]) -> Evidence:
    size = len(next(iter(columns.values())))
    given: dict[str, Any] = {
        name: np.array(columns.get(name, [0.0] * size), dtype=np.float32)
        for name in [field.name for field in fields(Evidence)]
    }
    return Evidence(**given)


def scores(kind: Kind, **columns: list[float]) -> list[float]:
    found = relevance(kind, has_topics=True, asks_for_people=False, evidence=evidence(**columns))
    return [float(score) for score in found]


@pytest.mark.parametrize("kind", list(Kind))
def test_scores_are_from_0_to_1_and_rise_with_meaning(kind: Kind) -> None:
    found = scores(kind, meaning=[-0.5, 0.0, 0.2, 0.4, 1.0], preference=[1, 1, 1, 1, 1])
    assert found == sorted(found)
    assert found[0] >= 0 and found[-1] <= 1


@pytest.mark.parametrize("column", ["words", "topics"])
def test_words_and_topics_in_common_speak_for_a_record(column: str) -> None:
    without, having = scores(Kind.RECALL, meaning=[0.2, 0.2], **{column: [0.0, 1.0]})
    assert without < 0.5 < having


def test_a_much_better_record_takes_from_the_others() -> None:
    alone = scores(Kind.RECALL, meaning=[0.4])[0]
    assert scores(Kind.RECALL, meaning=[0.4, 0.8])[0] < alone


def test_words_do_not_decide_on_preferences_when_advice_is_asked() -> None:
    one, other = scores(
        Kind.ADVICE, meaning=[0.3, 0.3], words=[0, 1], topics=[1, 1], preference=[1, 1]
    )
    assert one == other


def test_a_sum_or_a_greeting_recalls_nothing() -> None:
    assert max(scores(Kind.NOTHING, meaning=[1.0], words=[1], topics=[1])) <= 0.1


def test_broad_questions_go_by_the_sort_of_record() -> None:
    sorts: dict[str, list[float]] = {
        "meaning": [0, 0, 0], "preference": [0, 1, 1], "liking": [0, 1, 0], "disliking": [0, 0, 1],
    }  # fmt: skip
    fact, liked, disliked = scores(Kind.TASTE, **sorts)
    assert fact < 0.5 < disliked < liked
    fact, liked, disliked = scores(Kind.DISTASTE, **sorts)
    assert fact < 0.5 and liked < 0.5 < disliked
    assert min(scores(Kind.EVERYTHING, **sorts)) > 0.5


def test_every_feature_has_its_weight() -> None:
    given = evidence(meaning=[0.1])
    columns = features(Kind.RECALL, has_topics=True, asks_for_people=True, evidence=given)
    assert set(columns) == set(WEIGHTS)


def test_what_comes_to_mind_bears_on_preferences_when_advice_is_asked() -> None:
    columns: dict[str, list[float]] = {
        "meaning": [0.3, 0.3], "associated": [-0.1, 0.1], "preference": [1, 1],
    }  # fmt: skip
    plain, associated = scores(Kind.ADVICE, **columns)
    assert associated > plain
    assert len(set(scores(Kind.RECALL, **columns))) == 1
    assert len(set(scores(Kind.ADVICE, **columns | {"preference": [0, 0]}))) == 1

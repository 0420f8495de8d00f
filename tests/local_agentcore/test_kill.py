"""Killed at any moment: what was acknowledged is there, and is learned once."""

from pathlib import Path

import pytest

from tests.durability import Outcome, survive

pytestmark = pytest.mark.long


def test_a_killed_server_loses_nothing_that_it_acknowledged(tmp_path: Path) -> None:
    outcome = survive(tmp_path, kills=3, writers=3, seconds_between=1.5, servers=1)
    check(outcome)


def test_two_servers_on_one_folder_lose_nothing_either(tmp_path: Path) -> None:
    outcome = survive(tmp_path, kills=2, writers=2, seconds_between=1.5, servers=2)
    check(outcome)


def check(outcome: Outcome) -> None:
    assert outcome.kills
    assert outcome.acknowledged > 10
    assert outcome.lost == []
    assert outcome.doubled == []
    assert outcome.unknown == []
    assert outcome.learned == outcome.to_learn
    assert outcome.learned_twice == []

import pytest

from studio.ids import (
    InvalidActorError,
    free_actor_id,
    is_session_id,
    new_session_id,
    valid_actor_id,
)


def test_a_new_session_id_suits_memory_and_runtime_and_is_new() -> None:
    first, second = new_session_id(), new_session_id()
    assert is_session_id(first)
    assert 33 <= len(first) <= 100
    assert first != second


@pytest.mark.parametrize("text", ["", "short", "a" * 101, "-" + "a" * 40, "a" * 40 + "#"])
def test_an_id_that_either_would_refuse_is_none(text: str) -> None:
    assert not is_session_id(text)


@pytest.mark.parametrize("actor_id", ["alice", "Alice-2", "team/alice", "tenant:1/alice_b"])
def test_an_actor_id_that_the_service_takes_is_taken(actor_id: str) -> None:
    assert valid_actor_id(f"  {actor_id} ") == actor_id


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ("", "needs a name"),
        ("   ", "needs a name"),
        ("Alice Smith", "no spaces"),
        ("José", "no accents"),
        ("<b>", "starts with a letter or digit"),
        ("a" * 256, "at most 255"),
    ],
)
def test_an_actor_id_that_the_service_refuses_is_explained(typed: str, says: str) -> None:
    with pytest.raises(InvalidActorError, match=says):
        valid_actor_id(typed)


def test_a_name_that_is_taken_gets_an_ending() -> None:
    assert free_actor_id("alice", ["bob"]) == "alice"
    other = free_actor_id("alice", ["alice"])
    assert other.startswith("alice-")
    assert valid_actor_id(other) == other

"""Namespaces: resolved from templates, compared by segments."""

import pytest

from local_agentcore.namespaces import path_of, resolve, unknown_variables


def test_a_template_is_resolved_in_one_go() -> None:
    values = {
        "actorId": "{sessionId}",
        "sessionId": "s-1",
        "memoryStrategyId": "Facts-0123456789",
        "team": "blue",
    }
    namespace = resolve("/{memoryStrategyId}/{team}/{actorId}/{sessionId}/", values)
    assert namespace == "/Facts-0123456789/blue/{sessionId}/s-1/"


def test_a_template_whose_variable_has_no_value_resolves_to_nothing() -> None:
    assert resolve("/{team}/{actorId}/", {"actorId": "alice"}) is None


def test_unknown_variables_are_found() -> None:
    assert unknown_variables("/{actorId}/{userId}/") == ["userId"]
    assert unknown_variables("/{actorId}/{team}/", ["team"]) == []


@pytest.mark.parametrize(
    ("namespace", "path"),
    [
        ("/users/Bob/", "/users/Bob/"),
        ("/users/Bob", "/users/Bob/"),
        ("users/Bob", "/users/Bob/"),
        ("//users//Bob", "/users/Bob/"),
        ("/", "/"),
    ],
)
def test_a_path_has_one_form(namespace: str, path: str) -> None:
    assert path_of(namespace) == path


@pytest.mark.parametrize(
    ("path", "namespace", "reads"),
    [
        ("/users/Bob", "/users/Bob/facts/", True),
        ("/users/Bob/", "/users/Bob", True),
        ("/users/Bob", "/users/Bobby/facts/", False),
        ("/users/Bob/facts", "/users/Bob/", False),
        ("/", "/anything/", True),
    ],
)
def test_a_path_reads_what_is_below_it(path: str, namespace: str, reads: bool) -> None:
    assert path_of(namespace).startswith(path_of(path)) is reads

import pytest

from studio import namespaces
from studio.types import Strategy, StrategyType

FACTS = Strategy("facts-1", "Facts", StrategyType.SEMANTIC, ("/users/{actorId}/facts/",))
SUMMARIES = Strategy(
    "summaries-1", "Summaries", StrategyType.SUMMARIZATION, ("/summaries/{actorId}/{sessionId}/",)
)
BY_STRATEGY = Strategy(
    "own-1", "Own", StrategyType.SEMANTIC, ("/strategies/{memoryStrategyId}/actors/{actorId}",)
)
BY_SESSION = Strategy("odd-1", "Odd", StrategyType.SEMANTIC, ("/sessions/{sessionId}/{actorId}/",))


@pytest.mark.parametrize(
    ("strategy", "path"),
    [
        (FACTS, "/users/alice/facts/"),
        (SUMMARIES, "/summaries/alice/"),
        (BY_STRATEGY, "/strategies/own-1/actors/alice"),
        (BY_SESSION, "/sessions/"),
    ],
)
def test_a_path_ends_before_the_first_open_variable(strategy: Strategy, path: str) -> None:
    assert namespaces.paths(strategy, "alice") == [path]


@pytest.mark.parametrize(
    ("strategy", "namespace"),
    [
        (FACTS, "/users/alice/facts/"),
        (FACTS, "/users/alice/facts"),
        (SUMMARIES, "/summaries/alice/session-1/"),
        (BY_STRATEGY, "/strategies/own-1/actors/alice"),
        (BY_SESSION, "/sessions/session-1/alice/"),
    ],
)
def test_a_namespace_of_the_actor_belongs(strategy: Strategy, namespace: str) -> None:
    assert namespaces.belongs(namespace, strategy, "alice")


@pytest.mark.parametrize(
    ("strategy", "namespace"),
    [
        (FACTS, "/users/alice2/facts/"),
        (FACTS, "/users/bob/facts/"),
        (SUMMARIES, "/summaries/alice/bob/session-1/"),
        (BY_SESSION, "/sessions/session-1/bob/"),
        (BY_STRATEGY, "/strategies/own-1/actors/alice/bob"),
    ],
)
def test_another_actors_namespace_does_not(strategy: Strategy, namespace: str) -> None:
    assert not namespaces.belongs(namespace, strategy, "alice")


def test_an_actor_id_is_no_pattern() -> None:
    assert namespaces.belongs("/users/a:b/c/facts/", FACTS, "a:b/c")
    assert not namespaces.belongs("/users/axb/facts/", FACTS, "a.b")


@pytest.mark.parametrize(
    ("asked", "finds"),
    [
        ("/users/alice/facts/", True),
        ("/users/alice/facts", True),
        ("/users/alice", True),
        ("/summaries/alice/session-1/", True),
        ("/users/alice/facts/work/", False),
        ("/users/bob/facts/", False),
        ("/users/ali/", False),
        ("/people/alice/", False),
    ],
)
def test_a_path_is_astray_where_no_strategy_writes_below_it(asked: str, finds: bool) -> None:
    written = ("/users/{actorId}/facts/", "/summaries/{actorId}/{sessionId}/")
    strategy = Strategy("s-1", "Mine", StrategyType.SEMANTIC, written)
    assert namespaces.strays([asked], [strategy], "alice") == (() if finds else (asked,))
    assert namespaces.strays([asked, "/users/alice/"], [strategy], "alice") == ()


def test_an_actors_id_may_hold_slashes() -> None:
    strategy = Strategy("s-1", "Mine", StrategyType.SEMANTIC, ("/users/{actorId}/facts/",))
    assert namespaces.strays(["/users/team/alice/facts/"], [strategy], "team/alice") == ()


def test_an_agent_that_names_no_path_is_not_astray() -> None:
    assert namespaces.strays([], [], "alice") == ()


def test_roots_lie_above_everybody() -> None:
    assert namespaces.roots([FACTS, SUMMARIES, BY_STRATEGY]) == (
        "/strategies/own-1/actors/",
        "/summaries/",
        "/users/",
    )
    anywhere = Strategy("any-1", "Any", StrategyType.SEMANTIC, ("{actorId}/",))
    assert namespaces.roots([FACTS, anywhere]) == ("/",)


@pytest.mark.parametrize(
    ("namespace", "source", "target", "expected"),
    [
        ("/users/a/b/facts/", FACTS, FACTS, "/users/a/b/facts/"),
        ("/users/alice/facts", FACTS, FACTS, "/users/alice/facts/"),
        ("/users/alice/facts/", FACTS, BY_STRATEGY, "/strategies/own-1/actors/alice"),
        ("/strategies/own-1/actors/alice", BY_STRATEGY, FACTS, "/users/alice/facts/"),
        ("/summaries/alice/s-1/", SUMMARIES, BY_SESSION, "/sessions/s-1/alice/"),
        ("/users/alice/facts/", FACTS, SUMMARIES, None),
        ("/somewhere/else/", FACTS, FACTS, None),
    ],
)
def test_a_namespace_moves_to_another_strategy_s_template(
    namespace: str, source: Strategy, target: Strategy, expected: str | None
) -> None:
    assert namespaces.moved(namespace, source, target) == expected

"""Namespace templates, resolved for one actor."""

import re
from collections.abc import Iterable, Sequence

from studio.types import Strategy

VARIABLE = re.compile(r"\{(\w+)\}")


def path(template: str, strategy_id: str, actor_id: str) -> str:
    """The namespace path above all of the actor's namespaces that the template can make.

    It ends before the first variable that is still open, such as `{sessionId}`.
    """
    return VARIABLE.split(_resolved(template, strategy_id, actor_id), maxsplit=1)[0]


def paths(strategy: Strategy, actor_id: str) -> list[str]:
    """The paths of all the strategy's templates."""
    return [path(template, strategy.id, actor_id) for template in strategy.namespace_templates]


def belongs(namespace: str, strategy: Strategy, actor_id: str) -> bool:
    """Whether the strategy writes the actor's records there.

    A path that ends before an open variable may lie above other actors' namespaces too, so
    listing by path is not enough to keep them apart.
    """
    return any(
        _pattern(template, strategy.id, actor_id).fullmatch(namespace.rstrip("/"))
        for template in strategy.namespace_templates
    )


def strays(asked: Sequence[str], strategies: Iterable[Strategy], actor_id: str) -> tuple[str, ...]:
    """The namespace paths that were asked, if no strategy writes the actor's records below any."""
    written = any(
        _leads_to(each, _resolved(template, strategy.id, actor_id))
        for strategy in strategies
        for template in strategy.namespace_templates
        for each in asked
    )
    return () if written else tuple(asked)


def _leads_to(asked: str, namespace: str) -> bool:
    """Whether the path is the namespace or lies above it; open variables can be anything."""
    given, segments = asked.strip("/").split("/"), namespace.strip("/").split("/")
    pairs = zip(given, segments, strict=False)
    return len(given) <= len(segments) and all(
        one == other or VARIABLE.search(other) for one, other in pairs
    )


def _resolved(template: str, strategy_id: str, actor_id: str) -> str:
    known = {"actorId": actor_id, "memoryStrategyId": strategy_id, "strategyId": strategy_id}
    return VARIABLE.sub(lambda found: known.get(found[1], found[0]), template)


def _pattern(template: str, strategy_id: str, actor_id: str) -> re.Pattern[str]:
    known = {"actorId": actor_id, "memoryStrategyId": strategy_id, "strategyId": strategy_id}
    pieces = VARIABLE.split(template.rstrip("/"))
    # re.split with one group: text, variable, text, variable, …
    for index in range(1, len(pieces), 2):
        variable = pieces[index]
        pieces[index] = re.escape(known[variable]) if variable in known else "[^/]+"
    for index in range(0, len(pieces), 2):
        pieces[index] = re.escape(pieces[index])
    return re.compile("".join(pieces))

"""Namespace templates, resolved for one actor."""

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import partial

from studio.owners import Owner, tag_of
from studio.types import Strategy

VARIABLE = re.compile(r"\{(\w+)\}")
STRATEGY_VARIABLES = ("memoryStrategyId", "strategyId")


def path(template: str, strategy_id: str, actor_id: str, session_id: str = "") -> str:
    """The namespace path above all of the actor's namespaces that the template can make.

    It ends before the first variable that is still open, such as `{sessionId}` if none is given.
    """
    found = resolved(template, strategy_id, actor_id, session_id)
    return VARIABLE.split(found, maxsplit=1)[0]


def paths(strategy: Strategy, actor_id: str, session_id: str = "") -> list[str]:
    """The paths of the strategy's templates.

    An actor with an owner has no part in one that others' records may lie below.
    """
    owner = Owner(tag_of(actor_id))
    found = (
        path(template, strategy.id, actor_id, session_id)
        for template in strategy.namespace_templates
    )
    return [each for each in found if owner.reaches(each)]


def roots(strategies: Iterable[Strategy]) -> tuple[str, ...]:
    """The paths below which all actors' records lie."""
    return outermost(
        VARIABLE.split(_with_strategy(template, strategy.id), maxsplit=1)[0]
        for strategy in strategies
        for template in strategy.namespace_templates
    )


def moved(namespace: str, source: Strategy, target: Strategy) -> str | None:
    """The namespace in which the target keeps what the source keeps in this one.

    It is of the template that both have, else of one with the same variables; None where the source
    does not write there or the target has no such template.
    """
    for template in source.namespace_templates:
        values = _values(template, source.id, namespace)
        if values is None:
            continue
        names = frozenset(values)
        known = [each for each in target.namespace_templates if _open_in(each) == names]
        if chosen := template if template in known else next(iter(known), ""):
            found = _with_strategy(chosen, target.id)
            return VARIABLE.sub(partial(_value, values), found)
    return None


def outermost(paths: Iterable[str]) -> tuple[str, ...]:
    """Those of the paths that lie below no other: listing these lists all, each record once."""
    found: list[str] = []
    for each in sorted(set(paths), key=len):
        if not any(_segments(each)[: len(_segments(outer))] == _segments(outer) for outer in found):
            found.append(each or "/")
    return tuple(sorted(found))


def _segments(path: str) -> list[str]:
    return [segment for segment in path.split("/") if segment]


def session_of(namespace: str, strategies: Iterable[Strategy]) -> str:
    """The session that a namespace is of; empty where the strategies' templates name none."""
    templates = (each for strategy in strategies for each in strategy.namespace_templates)
    for template in templates:
        pieces = VARIABLE.split(template.rstrip("/"))
        # re.split with one group: text, variable, text, variable, …
        pieces[::2] = map(re.escape, pieces[::2])
        pieces[1::2] = ["([^/]+)" if name == "sessionId" else ".+" for name in pieces[1::2]]
        found = re.fullmatch("".join(pieces), namespace.rstrip("/"))
        if found and found.groups():
            return str(found[1])
    return ""


def is_shared(namespace: str, strategies: Iterable[Strategy], actor_id: str) -> bool:
    """Whether no template that names the actor makes it, so that others' records may lie in it."""
    own = (
        _pattern(template, strategy.id, actor_id)
        for strategy in strategies
        for template in strategy.namespace_templates
        if "{actorId}" in template
    )
    return not any(pattern.fullmatch(namespace.rstrip("/")) for pattern in own)


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
        leads_to(each, resolved(template, strategy.id, actor_id))
        for strategy in strategies
        for template in strategy.namespace_templates
        for each in asked
    )
    return () if written else tuple(asked)


def leads_to(asked: str, namespace: str) -> bool:
    """Whether the path is the namespace or lies above it; its open variables can be anything."""
    given, segments = asked.strip("/").split("/"), namespace.strip("/").split("/")
    pairs = zip(given, segments, strict=False)
    return len(given) <= len(segments) and all(
        one == other or VARIABLE.search(other) for one, other in pairs
    )


def resolved(template: str, strategy_id: str, actor_id: str, session_id: str = "") -> str:
    """The template with the values of these variables; what is not given stays open."""
    known = {"actorId": actor_id, "memoryStrategyId": strategy_id, "strategyId": strategy_id}
    known |= {"sessionId": session_id} if session_id else {}
    return VARIABLE.sub(lambda found: known.get(found[1], found[0]), template)


def _with_strategy(template: str, strategy_id: str) -> str:
    known = dict.fromkeys(STRATEGY_VARIABLES, strategy_id)
    return VARIABLE.sub(lambda found: known.get(found[1], found[0]), template)


def _open_in(template: str) -> frozenset[str]:
    return frozenset(VARIABLE.findall(template)) - set(STRATEGY_VARIABLES)


def _value(values: Mapping[str, str], variable: re.Match[str]) -> str:
    return values[variable[1]]


def _values(template: str, strategy_id: str, namespace: str) -> dict[str, str] | None:
    """What the variables of a template stand for in a namespace; None where it makes none such."""
    pieces = VARIABLE.split(_with_strategy(template, strategy_id).rstrip("/"))
    names = pieces[1::2]
    pieces[::2] = map(re.escape, pieces[::2])
    pieces[1::2] = ["(.+)" if name == "actorId" else "([^/]+)" for name in names]
    found = re.fullmatch("".join(pieces), namespace.rstrip("/"))
    return dict(zip(names, found.groups(), strict=True)) if found else None


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

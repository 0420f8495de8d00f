"""Namespaces: templates with variables, and paths that are compared by segments."""

import re

_VARIABLE = re.compile(r"\{(\w+)\}")
VARIABLES = frozenset({"actorId", "sessionId", "memoryStrategyId"})


def resolve(template: str, *, actor_id: str, session_id: str, strategy_id: str) -> str:
    """The namespace that a strategy's template gives for a session of an actor."""
    values = {"actorId": actor_id, "sessionId": session_id, "memoryStrategyId": strategy_id}
    return _VARIABLE.sub(lambda found: values[found.group(1)], template)


def unknown_variables(template: str) -> list[str]:
    """The variables of a template that the service does not know."""
    return [name for name in _VARIABLE.findall(template) if name not in VARIABLES]


def path_of(namespace: str) -> str:
    """A namespace as a path that begins and ends with one `/`, so that prefixes are segments.

    `/users/Bob` reads `/users/Bob/facts/` but never `/users/Bobby/`, with or without a trailing
    slash (AWS documentation: `namespacePath` is hierarchical).
    """
    segments = [segment for segment in namespace.split("/") if segment]
    return "/".join(["", *segments, ""]) if segments else "/"

"""Namespaces: templates with variables, and paths that are compared by segments."""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from local_agentcore.errors import ValidationException

_VARIABLE = re.compile(r"\{(\w+)\}")
BUILT_IN = frozenset({"actorId", "sessionId", "memoryStrategyId"})


def template_of(given: Mapping[str, Any]) -> str | None:
    """The template in `namespaceTemplates` or, as it was called before, `namespaces`.

    Raises:
        ValidationException: both are given and differ.
    """
    templates, legacy = given.get("namespaceTemplates"), given.get("namespaces")
    if templates and legacy and templates != legacy:
        raise ValidationException("Give namespaceTemplates or namespaces, not two different ones")
    found = templates or legacy
    return str(found[0]) if found else None


def resolve(template: str, values: Mapping[str, str]) -> str | None:
    """The namespace that a template gives with these values; None when one is missing.

    A strategy is not extracted for an event that lacks a variable of its template (AWS
    documentation, "Supply namespace values at runtime").
    """
    if not values.keys() >= set(variables(template)):
        return None
    return _VARIABLE.sub(lambda found: values[found.group(1)], template)


def variables(template: str) -> list[str]:
    """The names of a template's variables, in their order."""
    return _VARIABLE.findall(template)


def unknown_variables(template: str, declared: Sequence[str] = ()) -> list[str]:
    """The variables of a template that are neither built in nor declared by the memory."""
    return [name for name in variables(template) if name not in BUILT_IN | {*declared}]


def is_within(namespace: str, outer: str) -> bool:
    """Whether a namespace, or template, is `outer` or lies below it."""
    return path_of(namespace).startswith(path_of(outer))


def path_of(namespace: str) -> str:
    """A namespace as a path that begins and ends with one `/`, so that prefixes are segments.

    `/users/Bob` reads `/users/Bob/facts/` but never `/users/Bobby/`, with or without a trailing
    slash (AWS documentation: `namespacePath` is hierarchical).
    """
    segments = [segment for segment in namespace.split("/") if segment]
    return "/".join(["", *segments, ""]) if segments else "/"

"""A memory's strategies: read, added, changed and removed."""

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from studio.memory import Memory
from studio.shapes import pattern
from studio.types import StrategyType

MEMBERS = {
    StrategyType.SEMANTIC: "semanticMemoryStrategy",
    StrategyType.USER_PREFERENCE: "userPreferenceMemoryStrategy",
    StrategyType.SUMMARIZATION: "summaryMemoryStrategy",
    StrategyType.EPISODIC: "episodicMemoryStrategy",
}
"""What the service calls the strategies that need nothing but a name and a template."""
TEMPLATES = {
    StrategyType.SEMANTIC: "/users/{actorId}/facts/",
    StrategyType.USER_PREFERENCE: "/users/{actorId}/preferences/",
    StrategyType.SUMMARIZATION: "/summaries/{actorId}/{sessionId}/",
    StrategyType.EPISODIC: "/episodes/{actorId}/{sessionId}/",
}
"""Templates to begin with: the agent reads the first three."""
SESSION = "{sessionId}"
ACTIVE = "ACTIVE"
SETTLED = frozenset({ACTIVE, "FAILED"})
LOOK_SECONDS = 2.0
PATIENCE_SECONDS = 300.0
"""AWS takes a minute or three for a new strategy."""


class InvalidStrategyError(ValueError):
    """A strategy that the service would refuse; its message says why, for people."""


@dataclass(frozen=True)
class Details:
    """A strategy with all that the Setup page shows of it."""

    id: str
    name: str
    kind: str
    status: str
    template: str
    description: str = ""


def read(memory: Memory) -> tuple[Details, ...]:
    """The memory's strategies as they are now.

    Raises:
        ClientError, BotoCoreError: the memory could not be read.
    """
    found = memory.control.get_memory(memoryId=memory.memory_id)["memory"]
    return tuple(map(_details, found.get("strategies", [])))


def add(
    memory: Memory, kind: StrategyType, name: str, template: str, description: str = ""
) -> None:
    """Add a strategy. It learns from what is said once it is ACTIVE, and from nothing before.

    Raises:
        InvalidStrategyError: it has no form that the service would take.
        ClientError, BotoCoreError: the memory could not be updated.
    """
    settings: dict[str, Any] = {"name": _name(name), **_common(kind, template, description)}
    if kind is StrategyType.EPISODIC:
        settings["reflectionConfiguration"] = _reflections(settings)
    _update(memory, addMemoryStrategies=[{MEMBERS[kind]: settings}])


def change(memory: Memory, strategy: Details, template: str, description: str) -> None:
    """Give a strategy another template or description; its name and type stay for good.

    Raises:
        InvalidStrategyError: the template is none that the service would take.
        ClientError, BotoCoreError: the memory could not be updated.
    """
    change = {"memoryStrategyId": strategy.id, **_common(strategy.kind, template, description)}
    if strategy.kind == StrategyType.EPISODIC:
        reflection = {"episodicReflectionConfiguration": _reflections(change)}
        change["configuration"] = {"reflection": reflection}
    _update(memory, modifyMemoryStrategies=[change])


def remove(memory: Memory, strategy_id: str) -> None:
    """Remove a strategy.

    Raises:
        ClientError, BotoCoreError: the memory could not be updated.
    """
    _update(memory, deleteMemoryStrategies=[{"memoryStrategyId": strategy_id}])


def wait_until_settled(
    memory: Memory,
    seconds: float = PATIENCE_SECONDS,
    sleep: Callable[[float], None] = time.sleep,
) -> tuple[Details, ...]:
    """The strategies once none of them is being made or deleted, or as they are after so long.

    Raises:
        ClientError, BotoCoreError: the memory could not be read.
    """
    end = time.monotonic() + seconds
    while True:
        found = read(memory)
        if all(each.status in SETTLED for each in found) or time.monotonic() > end:
            memory.ask_anew()
            return found
        sleep(LOOK_SECONDS)


def _update(memory: Memory, **strategies: object) -> None:
    memory.control.update_memory(memoryId=memory.memory_id, memoryStrategies=strategies)
    memory.ask_anew()


def _details(item: dict[str, Any]) -> Details:
    templates = item.get("namespaceTemplates") or item.get("namespaces") or [""]
    return Details(
        id=item["strategyId"],
        name=item["name"],
        kind=item["type"],
        status=item.get("status", ACTIVE),
        template=templates[0],
        description=item.get("description") or "",
    )


def _name(typed: str) -> str:
    name = typed.strip()
    if not pattern("Name").fullmatch(name):
        raise InvalidStrategyError(
            "A strategy's name starts with a letter and has letters, digits and _ only, 48 at most."
        )
    return name


def _common(kind: str, template: str, description: str) -> dict[str, Any]:
    found: dict[str, Any] = {"namespaceTemplates": [_template(kind, template)]}
    return found | ({"description": described} if (described := description.strip()) else {})


def _reflections(settings: Mapping[str, Any]) -> dict[str, Any]:
    """Where an episodic strategy's reflections go: at or above the episodes, as AWS requires."""
    return {"namespaceTemplates": [settings["namespaceTemplates"][0].split(SESSION)[0]]}


def _template(kind: str, typed: str) -> str:
    template = typed.strip()
    if not template or not pattern("Namespace").fullmatch(template):
        raise InvalidStrategyError(
            "A namespace template has letters, digits, - _ / and variables such as {actorId} only."
        )
    if kind == StrategyType.SUMMARIZATION and SESSION not in template:
        raise InvalidStrategyError(
            "A summary is of one session: its template must have {sessionId}."
        )
    return template

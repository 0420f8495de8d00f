"""Strategies: from what CreateMemory and UpdateMemory are given to what is kept, and back."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from local_agentcore import ids, namespaces
from local_agentcore.clock import from_ms
from local_agentcore.errors import ValidationException
from local_agentcore.expiry import expiry_of_update, new_expiry
from local_agentcore.overrides import SELF_MANAGED, new_configuration, updated_configuration
from local_agentcore.schemas import check_schema
from local_agentcore.store.memories import Strategy

Input = Mapping[str, Any]

TYPES = {
    "semanticMemoryStrategy": "SEMANTIC",
    "userPreferenceMemoryStrategy": "USER_PREFERENCE",
    "summaryMemoryStrategy": "SUMMARIZATION",
    "episodicMemoryStrategy": "EPISODIC",
    "customMemoryStrategy": "CUSTOM",
}
WAYS = {
    "SEMANTIC_OVERRIDE": "SEMANTIC",
    "USER_PREFERENCE_OVERRIDE": "USER_PREFERENCE",
    "SUMMARY_OVERRIDE": "SUMMARIZATION",
    "EPISODIC_OVERRIDE": "EPISODIC",
    SELF_MANAGED: SELF_MANAGED,
}
ACTOR_TEMPLATE = "/strategies/{memoryStrategyId}/actors/{actorId}/"
SESSION_TEMPLATE = "/strategies/{memoryStrategyId}/actors/{actorId}/sessions/{sessionId}/"
PER_SESSION = frozenset({"SUMMARIZATION", "EPISODIC"})


def way_of(strategy: Strategy) -> str:
    """How a strategy turns events into records: its type, or the one that a custom one overrides.

    `SELF_MANAGED` for those whose records somebody else's pipeline writes.
    """
    if strategy.type != "CUSTOM":
        return strategy.type
    return WAYS[strategy.configuration["type"]]


def reflection_template(strategy: Strategy) -> str:
    """The namespace template of an episodic strategy's reflections."""
    (configuration,) = strategy.configuration["reflection"].values()
    found = configuration.get("episodicReflectionOverride", configuration)
    return str(found["namespaceTemplates"][0])


def new_strategy(given: Input, now: int) -> Strategy:
    """A strategy as CreateMemory and `addMemoryStrategies` give it.

    Raises:
        ValidationException: see `check_strategy` and `overrides`.
    """
    ((member, settings),) = given.items()
    kind = TYPES[member]
    configuration = new_configuration(kind, settings)
    way = WAYS[configuration["type"]] if kind == "CUSTOM" else kind
    default = SESSION_TEMPLATE if way in PER_SESSION else ACTOR_TEMPLATE
    return Strategy(
        id=ids.suffixed(settings["name"]),
        name=settings["name"],
        type=kind,
        description=settings.get("description"),
        namespace_template=namespaces.template_of(settings) or default,
        created_ms=now,
        updated_ms=now,
        configuration=configuration,
        record_schema=settings.get("memoryRecordSchema", {}),
        record_expiry_days=new_expiry(settings.get("recordExpirySpecification", {})),
    )


def updated_strategy(strategy: Strategy, change: Input, now: int) -> Strategy:
    """A strategy as one of `modifyMemoryStrategies` changes it: only what is given.

    Raises:
        ValidationException: the change is none that a strategy of this type takes.
    """
    configuration = strategy.configuration
    if "configuration" in change:
        configuration = updated_configuration(strategy, change["configuration"])
    expiry = change.get("recordExpirySpecification")
    return replace(
        strategy,
        description=change.get("description", strategy.description),
        namespace_template=namespaces.template_of(change) or strategy.namespace_template,
        updated_ms=now,
        configuration=configuration,
        record_schema=change.get("memoryRecordSchema", strategy.record_schema),
        record_expiry_days=expiry_of_update(expiry, strategy.record_expiry_days),
    )


def check_strategy(
    strategy: Strategy, namespace_keys: Sequence[str], indexed_keys: Sequence[str]
) -> None:
    """Check what the model does not state of a strategy.

    Its templates' variables must be known, a summary must be of a session, reflections must lie
    at or above the episodes, and its schema must hold (AWS documentation, and errors of live AWS).

    Raises:
        ValidationException: the first of these that is broken.
    """
    way = way_of(strategy)
    templates = [strategy.namespace_template]
    if way == "EPISODIC":
        templates.append(reflection_template(strategy))
        if not namespaces.is_within(*templates):
            raise ValidationException(
                f"The reflection namespace {templates[1]} must be the episodic namespace "
                f"{templates[0]} or a prefix of it"
            )
    for template in templates:
        unknown = namespaces.unknown_variables(template, namespace_keys)
        if unknown:
            raise ValidationException(
                f"Unknown variable in the namespace {template}: {unknown[0]}. Declare it in "
                "namespaceKeys, or use actorId, sessionId or memoryStrategyId."
            )
    if way == "SUMMARIZATION" and "sessionId" not in namespaces.variables(templates[0]):
        raise ValidationException(
            f"The namespace of a summary strategy must contain {{sessionId}}: {templates[0]}"
        )
    check_schema(strategy.record_schema, way, indexed_keys)


def describe(strategy: Strategy) -> dict[str, Any]:
    """A strategy as the API answers it."""
    return {
        "strategyId": strategy.id,
        "name": strategy.name,
        "type": strategy.type,
        "description": strategy.description,
        "configuration": strategy.configuration or None,
        "namespaces": [strategy.namespace_template],
        "namespaceTemplates": [strategy.namespace_template],
        "createdAt": from_ms(strategy.created_ms),
        "updatedAt": from_ms(strategy.updated_ms),
        "status": "ACTIVE",
        "memoryRecordSchema": strategy.record_schema or None,
        "recordExpiryDurationDays": strategy.record_expiry_days,
    }

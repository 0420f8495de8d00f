"""What a strategy overrides: custom prompts and models, reflections, self-managed pipelines.

CreateMemory takes it in one form and GetMemory answers it in another; it is kept as answered.
"""

from collections.abc import Mapping
from typing import Any

from local_agentcore import namespaces
from local_agentcore.errors import ValidationException
from local_agentcore.store.memories import Strategy

Input = Mapping[str, Any]
Configuration = dict[str, Any]

SELF_MANAGED = "SELF_MANAGED"
TYPES = {
    "semanticOverride": "SEMANTIC_OVERRIDE",
    "userPreferenceOverride": "USER_PREFERENCE_OVERRIDE",
    "summaryOverride": "SUMMARY_OVERRIDE",
    "episodicOverride": "EPISODIC_OVERRIDE",
}
STEPS = ("extraction", "consolidation", "reflection")
REFLECTION_TEMPLATE = "/strategies/{memoryStrategyId}/actors/{actorId}/"
HISTORY = 4
"""Messages before the current ones that a self-managed pipeline is given (the SDK's default)."""


def new_configuration(kind: str, settings: Input) -> Configuration:
    """The configuration of a new strategy of this type; empty for those that have none.

    Raises:
        ValidationException: an episodic strategy without reflections, or a custom one that
            overrides nothing.
    """
    if kind == "EPISODIC":
        reflection = settings.get("reflectionConfiguration")
        if reflection is None:
            raise ValidationException(
                "An episodic strategy needs a reflectionConfiguration",
                field="reflectionConfiguration",
            )
        return {"reflection": {"episodicReflectionConfiguration": _reflecting(reflection)}}
    if kind != "CUSTOM":
        return {}
    given = settings.get("configuration")
    if not given:
        raise ValidationException("A custom strategy needs a configuration", field="configuration")
    ((member, override),) = given.items()
    if member == "selfManagedConfiguration":
        managed = {"historicalContextWindowSize": HISTORY, **override}
        return {"type": SELF_MANAGED, "selfManagedConfiguration": _triggered(managed)}
    return _overriding(member, override)


def _overriding(member: str, override: Input) -> Configuration:
    stem = member.removesuffix("Override")
    configuration: Configuration = {"type": TYPES[member]}
    for step in STEPS:
        given = override.get(step)
        if step == "reflection" and member == "episodicOverride":
            if given is None:
                raise ValidationException("An episodic override needs a reflection")
            given = _reflecting(given)
        if given is not None:
            name = step.capitalize()
            configuration[step] = {f"custom{name}Configuration": {f"{stem}{name}Override": given}}
    return configuration


def _reflecting(given: Input) -> Configuration:
    """A reflection with its template under both of its names, as the API answers it."""
    template = namespaces.template_of(given) or REFLECTION_TEMPLATE
    return {**given, "namespaces": [template], "namespaceTemplates": [template]}


def _triggered(managed: Input) -> Configuration:
    """A self-managed pipeline with triggers: those given, or the SDK's default ones."""
    triggers = managed.get("triggerConditions") or [
        {"messageBasedTrigger": {}},
        {"tokenBasedTrigger": {}},
        {"timeBasedTrigger": {}},
    ]
    defaults = {"messageCount": 6, "tokenCount": 5000, "idleSessionTimeout": 20}
    names = {
        "messageBasedTrigger": "messageCount",
        "tokenBasedTrigger": "tokenCount",
        "timeBasedTrigger": "idleSessionTimeout",
    }
    filled = [
        {kind: {names[kind]: given.get(names[kind], defaults[names[kind]])}}
        for trigger in triggers
        for kind, given in trigger.items()
    ]
    return {**managed, "triggerConditions": filled}


def updated_configuration(strategy: Strategy, change: Input) -> Configuration:
    """A strategy's configuration after `modifyMemoryStrategies`: each step given is replaced.

    Raises:
        ValidationException: the strategy has no such step to change.
    """
    configuration = dict(strategy.configuration)
    for step, given in change.items():
        if step == "selfManagedConfiguration":
            configuration[step] = _changed_pipeline(configuration.get(step), given)
        else:
            configuration[step] = _changed_step(strategy, step, given)
    return configuration


def _changed_pipeline(managed: Input | None, given: Input) -> Configuration:
    if managed is None:
        raise ValidationException("Only a self-managed strategy takes a selfManagedConfiguration")
    invocation = {**managed["invocationConfiguration"], **given.get("invocationConfiguration", {})}
    return _triggered({**managed, **given, "invocationConfiguration": invocation})


def _changed_step(strategy: Strategy, step: str, given: Input) -> Configuration:
    ((member, wrapped),) = given.items()
    if member == "episodicReflectionConfiguration":
        if strategy.type != "EPISODIC":
            raise ValidationException("Only an episodic strategy takes a reflection of its own")
        return {member: _reflecting(wrapped)}
    ((override, settings),) = wrapped.items()
    kind = override.removesuffix(f"{step.capitalize()}Override") + "Override"
    if TYPES.get(kind) != strategy.configuration.get("type"):
        raise ValidationException(f"The strategy {strategy.id} does not take {override}")
    kept = _reflecting(settings) if step == "reflection" else settings
    return {member: {override: kept}}

"""Checks of the namespaces: that the agent reads where the strategies write, and no one else's."""

from collections.abc import Iterator, Sequence

from studio import namespaces
from studio.health.observed import Answer
from studio.health.results import Check, Verdict
from studio.memory import strategies_of
from studio.problems import Problem
from studio.types import Strategy


def namespace_checks(memory: Answer, asked: Sequence[str]) -> Iterator[Check]:
    """Whether templates agree with what the agent asks, and end so that names are kept apart."""
    if isinstance(memory, Problem):
        yield Check("Namespaces", Verdict.UNKNOWN, "The memory could not be read.")
        return
    strategies = strategies_of(memory["memory"])
    yield _agreement(strategies, asked)
    yield _endings(strategies)


def _agreement(strategies: Sequence[Strategy], asked: Sequence[str]) -> Check:
    name = "Namespaces"
    if not asked:
        return Check(
            name,
            Verdict.UNKNOWN,
            "The agent's source does not say where it looks. A turn on Chat shows it.",
        )
    if not strategies:
        return Check(name, Verdict.UNKNOWN, "There is no strategy that writes anywhere.")
    strays = [each for each in asked if not _is_written(each, strategies)]
    unread = [
        template
        for each in strategies
        for template in each.namespace_templates
        if not any(namespaces.leads_to(path, _of(each, template)) for path in asked)
    ]
    if not strays and not unread:
        return Check(name, Verdict.OK, "The agent reads where the strategies write.")
    reasons = [f"The agent reads {each}, where no strategy writes." for each in strays]
    reasons += [f"Nobody reads {each}." for each in unread]
    return Check(
        name,
        Verdict.FAILED if len(strays) == len(asked) else Verdict.WARNING,
        " ".join(reasons),
        "Use the same templates in the strategies and in the agent; Namespaces shows each.",
    )


def _endings(strategies: Sequence[Strategy]) -> Check:
    name = "Template endings"
    open_ended = [
        template
        for each in strategies
        for template in each.namespace_templates
        if not template.endswith("/")
    ]
    if not strategies:
        return Check(name, Verdict.UNKNOWN, "There is no strategy.")
    if not open_ended:
        return Check(name, Verdict.OK, "All namespace templates end in a slash.")
    return Check(
        name,
        Verdict.WARNING,
        f"No slash at the end of {', '.join(open_ended)}.",
        "End them in /: by prefix, the namespace of Bob would be Bobby's as well.",
    )


def _is_written(asked: str, strategies: Sequence[Strategy]) -> bool:
    return any(
        namespaces.leads_to(asked, _of(each, template))
        for each in strategies
        for template in each.namespace_templates
    )


def _of(strategy: Strategy, template: str) -> str:
    """The strategy's template, whoever the actor is."""
    return namespaces.resolved(template, strategy.id, "{actorId}")

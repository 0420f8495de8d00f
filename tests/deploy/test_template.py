"""The template says what the code says."""

import re
from pathlib import Path

import pytest

import recall
import request
from deploy import dependencies, names, options, package, parameters, policy
from deploy.plan import TEMPLATE
from deploy.rehearsal import resources
from local_agentcore.defaults import STRATEGIES
from studio.runtime import ACTOR_HEADER
from studio.strategies import TEMPLATES
from studio.types import StrategyType
from tests.deploy.permissions import DEPLOYER_POLICY
from tests.deploy.template import findings, parameter, policy_template, properties, template

DEFAULT_TEMPLATES = {
    kind: settings["namespaceTemplates"] for each in STRATEGIES for kind, settings in each.items()
}


def strategies() -> dict[str, list[str]]:
    """The template's strategies and their namespaces; those with a condition under its branch."""
    found = {}
    for each in properties("Memory")["MemoryStrategies"]:
        _, chosen, _ = each.get("Fn::If", (None, each, None))
        ((kind, settings),) = chosen.items()
        found[kind[:1].lower() + kind[1:]] = list(settings["NamespaceTemplates"])
    return found


def test_cfn_lint_finds_nothing() -> None:
    assert findings(TEMPLATE.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize("file", [policy.FILE, DEPLOYER_POLICY], ids=lambda file: file.stem)
def test_cfn_lint_finds_nothing_in_a_policy(file: Path) -> None:
    assert findings(policy_template(file)) == []


def test_the_memory_learns_where_the_agent_looks() -> None:
    episodic = strategies().pop("episodicMemoryStrategy")
    always = {kind: found for kind, found in strategies().items() if found != episodic}

    assert always == DEFAULT_TEMPLATES
    assert {each for found in always.values() for each in found} == set(recall.RETRIEVAL)
    assert episodic == [TEMPLATES[StrategyType.EPISODIC]]


def test_every_namespace_ends_with_a_slash() -> None:
    """Or, by prefix, one actor's would be another's whose ID begins with it."""
    assert all(each.endswith("/") for found in strategies().values() for each in found)


def test_the_actors_header_reaches_the_agent() -> None:
    allowed = properties("Runtime")["RequestHeaderConfiguration"]["RequestHeaderAllowlist"]

    assert list(allowed) == [ACTOR_HEADER]
    assert ACTOR_HEADER.lower() == request.ACTOR_HEADER


def test_the_agent_is_given_the_variables_that_it_reads() -> None:
    source = b"".join(content for _, content in package.agent_files()).decode()
    read = set(re.findall(r'environ\.get\("(\w+)"\)', source))

    assert set(properties("Runtime")["EnvironmentVariables"]) == read


def test_the_code_is_for_the_python_that_runs_it() -> None:
    code = properties("Runtime")["AgentRuntimeArtifact"]["CodeConfiguration"]

    assert code["Runtime"] == f"PYTHON_{dependencies.PYTHON.replace('.', '_')}"
    assert list(code["EntryPoint"]) == ["opentelemetry-instrument", "app.py"]


def test_the_commands_choices_are_the_templates() -> None:
    assert tuple(parameter("LogRetentionDays")["AllowedValues"]) == options.LOG_DAYS
    defaults = {name: str(parameter(name)["Default"]) for name in parameters.DEFAULTS}
    assert defaults == parameters.DEFAULTS
    model = parameters.DEFAULTS[parameters.MODEL]
    assert parameter("FoundationModel")["Default"] == parameters.foundation_model(model)
    assert parameter("EndpointName")["Default"] == names.ENDPOINT
    expiry = parameter("EventExpiryDays")
    assert (expiry["MinValue"], expiry["MaxValue"]) == options.EVENT_DAYS


def test_the_rehearsal_names_every_resource() -> None:
    found = {name: settings["Type"] for name, settings in template()["Resources"].items()}

    assert dict(resources()) == found


def test_only_agentcore_of_this_account_may_take_the_role() -> None:
    (statement,) = properties("ExecutionRole")["AssumeRolePolicyDocument"]["Statement"]

    assert statement["Principal"] == {"Service": "bedrock-agentcore.amazonaws.com"}
    condition = statement["Condition"]
    assert condition["StringEquals"] == {"aws:SourceAccount": {"Ref": "AWS::AccountId"}}
    assert "${AWS::AccountId}" in condition["ArnLike"]["aws:SourceArn"]["Fn::Sub"]

from collections.abc import Iterator, Mapping
from copy import deepcopy
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from botocore.exceptions import ClientError

from studio.aws import Connection, connect
from studio.health.checks import MEMORY_VARIABLE, judged
from studio.health.examination import examine
from studio.health.observed import Answer, Observed, observe
from studio.health.results import Check, Verdict, worst
from studio.problems import Problem, explain
from studio.settings import Settings, Target

SCRIPTED = Path(__file__).parent / "agents" / "scripted.py"
ASKED = ("/users/{actorId}/facts/", "/users/{actorId}/preferences/", "/summaries/{actorId}/")
DENIED = Problem("AWS did not allow this.", "Allow it.", "AccessDeniedException", "said so")


@pytest.fixture(scope="module")
def settings(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    folder = tmp_path_factory.mktemp("health")
    return Settings.from_env({"STUDIO_DATA_DIR": str(folder)})


@pytest.fixture(scope="module")
def connection(settings: Settings) -> Iterator[Connection]:
    made = connect(replace(settings, agent_file=SCRIPTED))
    yield made
    made.close()


@pytest.fixture(scope="module")
def seen(connection: Connection) -> Observed:
    """What a connection that is all right answers."""
    return observe(connection)


def checks(
    settings: Settings, connection: Connection, seen: Observed, asked: tuple[str, ...] = ASKED
) -> dict[str, Check]:
    return {check.name: check for check in judged(settings, connection, asked, seen)}


def changed(answer: Answer, *path: str, **values: object) -> Mapping[str, Any]:
    """The answer with other values at a path in it."""
    assert not isinstance(answer, Problem)
    copy = deepcopy(answer)
    place = copy
    for name in path:
        place = place[name]
    place.update(values)
    return copy


def test_all_is_right_on_this_machine(settings: Settings, connection: Connection) -> None:
    found = examine(settings, connection)
    assert [check for check in found.checks if check.verdict is not Verdict.OK] == []
    assert (found.verdict, len(found.checks)) == (Verdict.OK, 12)
    assert found.milliseconds > 0


def test_nothing_that_answers_is_failed_checks_and_no_exception(tmp_path: Path) -> None:
    environ = {"STUDIO_DATA_DIR": str(tmp_path), "STUDIO_AGENT": str(SCRIPTED)}
    settings = Settings.from_env(environ)
    connection = connect(settings)
    connection.close()
    found = examine(settings, connection)
    by_name = {check.name: check for check in found.checks}
    assert found.verdict is Verdict.FAILED
    assert by_name["Memory"].reason == "AgentCore cannot be reached."
    assert by_name["Strategies"].verdict is Verdict.UNKNOWN
    assert by_name["Clock"].verdict is Verdict.UNKNOWN


def test_one_call_that_is_denied_leaves_the_other_checks(
    settings: Settings, connection: Connection, seen: Observed
) -> None:
    found = checks(settings, connection, replace(seen, actors=DENIED))
    assert found["Reading memory"].verdict is Verdict.FAILED
    assert found["Reading memory"].detail == "AccessDeniedException: said so"
    others = {check.verdict for name, check in found.items() if name != "Reading memory"}
    assert others == {Verdict.OK}


@pytest.mark.parametrize(
    ("message", "action"),
    [
        (
            "User: arn:aws:iam::1:user/x is not authorized to perform: "
            "bedrock-agentcore:GetMemory on resource: arn:aws:bedrock-agentcore:…",
            "bedrock-agentcore:GetMemory",
        ),
        ("no", "bedrock-agentcore:ListActors"),
    ],
)
def test_what_is_denied_names_the_action_to_allow(message: str, action: str) -> None:
    error = ClientError(
        {"Error": {"Code": "AccessDeniedException", "Message": message}}, "ListActors"
    )
    assert action in explain(error).remedy


@pytest.mark.parametrize(
    ("code", "words"),
    [("RequestTimeTooSkewed", "clock"), ("ExpiredTokenException", "Sign in")],
)
def test_credentials_that_are_refused_are_said_to_be(
    settings: Settings, connection: Connection, seen: Observed, code: str, words: str
) -> None:
    problem = explain(ClientError({"Error": {"Code": code, "Message": ""}}, "GetMemory"))
    found = checks(settings, connection, replace(seen, memory=problem))["Credentials"]
    assert found.verdict is Verdict.FAILED
    assert words in found.remedy


def test_no_credentials_come_with_a_remedy(
    settings: Settings, connection: Connection, seen: Observed
) -> None:
    found = checks(settings, replace(connection, credentials=""), seen)["Credentials"]
    assert (found.verdict, "AWS_PROFILE" in found.remedy) == (Verdict.FAILED, True)


@pytest.mark.parametrize(
    ("skew", "verdict", "words"),
    [
        (None, Verdict.UNKNOWN, ""),
        (-2.0, Verdict.OK, ""),
        (90.0, Verdict.WARNING, "90 s ahead of"),
        (-4000.0, Verdict.WARNING, "4,000 s behind"),
    ],
)
def test_a_clock_that_is_off_is_said(
    settings: Settings,
    connection: Connection,
    seen: Observed,
    skew: float | None,
    verdict: Verdict,
    words: str,
) -> None:
    found = checks(settings, connection, replace(seen, skew=skew))["Clock"]
    assert found.verdict is verdict
    assert words in found.reason


@pytest.mark.parametrize(
    ("status", "verdict"),
    [
        ("ACTIVE", Verdict.OK),
        ("CREATING", Verdict.WARNING),
        ("UPDATING", Verdict.WARNING),
        ("FAILED", Verdict.FAILED),
        ("DELETING", Verdict.FAILED),
    ],
)
def test_a_memory_and_its_strategies_are_judged_by_their_state(
    settings: Settings, connection: Connection, seen: Observed, status: str, verdict: Verdict
) -> None:
    memory = changed(seen.memory, "memory", status=status, failureReason="because")
    memory["memory"]["strategies"][0]["status"] = status
    found = checks(settings, connection, replace(seen, memory=dict(memory)))
    name = "Strategies" if verdict is Verdict.OK else "Strategy Facts"
    assert (found["Memory"].verdict, found[name].verdict) == (verdict, verdict)
    assert found["Memory"].detail == ("because" if verdict is Verdict.FAILED else "")


def test_a_memory_without_strategies_learns_nothing(
    settings: Settings, connection: Connection, seen: Observed
) -> None:
    memory = dict(changed(seen.memory, "memory", strategies=[]))
    found = checks(settings, connection, replace(seen, memory=memory))
    assert found["Strategies"].verdict is Verdict.FAILED
    assert found["Namespaces"].verdict is Verdict.UNKNOWN


def test_namespaces_that_the_agent_and_the_strategies_do_not_share_are_named(
    settings: Settings, connection: Connection, seen: Observed
) -> None:
    asked = ("/users/{actorId}/facts/", "/notes/{actorId}/", "/summaries/{actorId}/")
    found = checks(settings, connection, seen, asked)["Namespaces"]
    assert found.verdict is Verdict.WARNING
    assert "reads /notes/{actorId}/, where no strategy writes" in found.reason
    assert "Nobody reads /users/{actorId}/preferences/" in found.reason
    nowhere = checks(settings, connection, seen, ("/notes/{actorId}/",))["Namespaces"]
    assert nowhere.verdict is Verdict.FAILED
    assert checks(settings, connection, seen, ())["Namespaces"].verdict is Verdict.UNKNOWN


def test_a_template_without_a_slash_at_its_end_is_named(
    settings: Settings, connection: Connection, seen: Observed
) -> None:
    memory = dict(changed(seen.memory))
    memory["memory"]["strategies"][0]["namespaceTemplates"] = ["/users/{actorId}"]
    found = checks(settings, connection, replace(seen, memory=memory))["Template endings"]
    assert (found.verdict, "/users/{actorId}" in found.reason) == (Verdict.WARNING, True)


def test_a_runtime_that_keeps_the_actor_to_itself_fails(
    settings: Settings, connection: Connection, seen: Observed
) -> None:
    headers = {"requestHeaderAllowlist": ["X-Other"]}
    runtime = dict(changed(seen.runtime, requestHeaderConfiguration=headers))
    found = checks(settings, connection, replace(seen, runtime=runtime))["Actor header"]
    assert (found.verdict, "allow-list" in found.remedy) == (Verdict.FAILED, True)


@pytest.mark.parametrize(
    ("given", "verdict"),
    [
        (None, Verdict.UNKNOWN),
        ("{id}", Verdict.OK),
        ("arn:aws:bedrock-agentcore:us-east-1:1:memory/{id}", Verdict.OK),
        ("Other-0123456789", Verdict.FAILED),
    ],
)
def test_on_aws_the_agents_memory_is_compared_with_the_apps(
    settings: Settings,
    connection: Connection,
    seen: Observed,
    given: str | None,
    verdict: Verdict,
) -> None:
    named = {MEMORY_VARIABLE: given.format(id=connection.memory_id)} if given else {}
    runtime = dict(changed(seen.runtime, environmentVariables=named))
    found = checks(replace(settings, target=Target.AWS), connection, replace(seen, runtime=runtime))
    assert found["The agent's memory"].verdict is verdict


def test_a_qualifier_that_is_no_endpoint_fails(connection: Connection) -> None:
    seen = observe(replace(connection, qualifier="canary"))
    assert isinstance(seen.endpoint, Problem)
    assert seen.endpoint.code == "ResourceNotFoundException"
    assert not isinstance(seen.runtime, Problem)


def test_the_version_that_the_endpoint_answers_with_is_looked_at(connection: Connection) -> None:
    control: Any = connection.control
    runtime_id = connection.agent_runtime_arn.rsplit("/", 1)[-1]
    first = control.get_agent_runtime(agentRuntimeId=runtime_id)
    made = control.create_agent_runtime(
        agentRuntimeName="two_versions",
        **{
            name: first[name]
            for name in ("agentRuntimeArtifact", "roleArn", "networkConfiguration")
        },
        requestHeaderConfiguration=first["requestHeaderConfiguration"],
    )
    control.create_agent_runtime_endpoint(
        agentRuntimeId=made["agentRuntimeId"], name="stable", agentRuntimeVersion="1"
    )
    control.update_agent_runtime(
        agentRuntimeId=made["agentRuntimeId"],
        **{
            name: first[name]
            for name in ("agentRuntimeArtifact", "roleArn", "networkConfiguration")
        },
    )
    arn = made["agentRuntimeArn"]
    for qualifier, version in (("stable", "1"), ("DEFAULT", "2")):
        seen = observe(replace(connection, agent_runtime_arn=arn, qualifier=qualifier))
        assert not isinstance(seen.runtime, Problem)
        assert seen.runtime["agentRuntimeVersion"] == version


def test_the_worst_counts() -> None:
    def of(*verdicts: Verdict) -> Verdict:
        return worst(Check("x", verdict, "") for verdict in verdicts)

    assert of(Verdict.OK, Verdict.WARNING, Verdict.FAILED) is Verdict.FAILED
    assert of(Verdict.OK, Verdict.UNKNOWN) is Verdict.OK
    assert of(Verdict.UNKNOWN) is Verdict.UNKNOWN
    assert of() is Verdict.UNKNOWN

"""What the answers of one look mean: a check each, with its reason and its remedy."""

from collections.abc import Iterator, Sequence
from urllib.parse import urlsplit

from studio.aws import Connection
from studio.clients import Response
from studio.health.namespaces import namespace_checks
from studio.health.observed import Answer, Observed
from studio.health.results import Check, Verdict
from studio.problems import Problem
from studio.runtime import ACTOR_HEADER
from studio.settings import Settings, Target

MEMORY_VARIABLE = "BEDROCK_AGENTCORE_MEMORY_ID"
READY, ACTIVE = "READY", "ACTIVE"
PASSING = frozenset({"CREATING", "UPDATING"})
MOST_SKEW_SECONDS = 60.0
"""AWS refuses requests that are some minutes off; a minute is worth a word before that."""
OF_IDENTITY = frozenset(
    {
        "NoCredentials",
        "ExpiredTokenException",
        "UnrecognizedClientException",
        "InvalidSignatureException",
        "SignatureDoesNotMatch",
        "RequestTimeTooSkewed",
        "RequestExpired",
    }
)
"""Codes that say who asks is the trouble, not what is asked for."""


def judged(
    settings: Settings, connection: Connection, asked: Sequence[str], seen: Observed
) -> tuple[Check, ...]:
    """All checks, in the order in which one would mend them.

    `asked` are the namespace templates that the agent retrieves from, as far as they are known.
    """
    return (
        _credentials(connection, seen),
        _region(connection),
        _clock(seen),
        _memory(connection, seen.memory),
        _reading(seen.actors),
        *_strategies(seen.memory),
        *namespace_checks(seen.memory, asked),
        _runtime(seen.runtime),
        _endpoint(connection, seen.endpoint),
        _header(seen.runtime),
        _agents_memory(settings, connection, seen.runtime),
    )


def failed(name: str, problem: Problem) -> Check:
    """The check whose call failed."""
    said = f"{problem.code}: {problem.detail}" if problem.detail else problem.code
    return Check(name, Verdict.FAILED, problem.what, problem.remedy, said)


def unknown(name: str, why: str) -> Check:
    """The check that could not be made."""
    return Check(name, Verdict.UNKNOWN, why)


def _credentials(connection: Connection, seen: Observed) -> Check:
    name = "Credentials"
    if not connection.credentials:
        return Check(
            name,
            Verdict.FAILED,
            "No AWS credentials were found.",
            "Sign in to AWS, or set AWS_PROFILE, and start the app again.",
        )
    answers = (seen.memory, seen.actors, seen.runtime)
    refused = (each for each in answers if isinstance(each, Problem) and each.code in OF_IDENTITY)
    if problem := next(refused, None):
        return failed(name, problem)
    return Check(name, Verdict.OK, connection.credentials)


def _region(connection: Connection) -> Check:
    endpoint = connection.memory.meta.endpoint_url
    is_aws = endpoint.endswith((".amazonaws.com", ".amazonaws.com.cn"))
    where = "" if is_aws else f" Calls go to {urlsplit(endpoint).netloc}."
    return Check("Region", Verdict.OK, f"{connection.region}.{where}")


def _clock(seen: Observed) -> Check:
    name = "Clock"
    if seen.skew is None:
        return unknown(name, "No answer said what time it is.")
    if abs(seen.skew) > MOST_SKEW_SECONDS:
        way = "ahead of" if seen.skew > 0 else "behind"
        return Check(
            name,
            Verdict.WARNING,
            f"This machine is {abs(seen.skew):,.0f} s {way} AgentCore.",
            "Set its clock by a time server: AWS refuses requests that are minutes off.",
        )
    return Check(name, Verdict.OK, "Agrees with AgentCore's.")


def _memory(connection: Connection, memory: Answer) -> Check:
    if isinstance(memory, Problem):
        return failed("Memory", memory)
    found = memory["memory"]
    return _state("Memory", found, ACTIVE, f"{connection.memory_id} is active.")


def _reading(actors: Answer) -> Check:
    name = "Reading memory"
    if isinstance(actors, Problem):
        return failed(name, actors)
    return Check(name, Verdict.OK, "Actors can be listed.")


def _strategies(memory: Answer) -> Iterator[Check]:
    name = "Strategies"
    if isinstance(memory, Problem):
        yield unknown(name, "The memory could not be read.")
        return
    found = memory["memory"].get("strategies", [])
    if not found:
        yield Check(
            name,
            Verdict.FAILED,
            "The memory has none, so it learns nothing.",
            "Add one under Strategies, for example a semantic strategy for facts.",
        )
        return
    others = [each for each in found if each.get("status", ACTIVE) != ACTIVE]
    if not others:
        names = ", ".join(each["name"] for each in found)
        yield Check(name, Verdict.OK, f"{len(found)} active: {names}.")
    for each in others:
        yield _state(f"Strategy {each['name']}", each, ACTIVE, "")


def _runtime(runtime: Answer) -> Check:
    if isinstance(runtime, Problem):
        return failed("Runtime", runtime)
    name, version = runtime["agentRuntimeName"], runtime["agentRuntimeVersion"]
    return _state("Runtime", runtime, READY, f"{name}, version {version}, is ready.")


def _endpoint(connection: Connection, endpoint: Answer) -> Check:
    if isinstance(endpoint, Problem):
        return failed("Endpoint", endpoint)
    live = endpoint.get("liveVersion", "?")
    good = f"{connection.qualifier} answers with version {live}."
    return _state("Endpoint", endpoint, READY, good)


def _header(runtime: Answer) -> Check:
    name = "Actor header"
    if isinstance(runtime, Problem):
        return unknown(name, "The runtime's settings could not be read.")
    headers = runtime.get("requestHeaderConfiguration", {}).get("requestHeaderAllowlist", [])
    if ACTOR_HEADER.lower() in {header.lower() for header in headers}:
        return Check(name, Verdict.OK, "The runtime passes it on, so the agent knows who talks.")
    return Check(
        name,
        Verdict.FAILED,
        "The runtime does not pass it on: all actors would share one memory.",
        f"Put {ACTOR_HEADER} on the runtime's request header allow-list.",
    )


def _agents_memory(settings: Settings, connection: Connection, runtime: Answer) -> Check:
    name = "The agent's memory"
    if settings.target is Target.LOCAL:
        return Check(name, Verdict.OK, "The agent is given this memory when it starts.")
    if isinstance(runtime, Problem):
        return unknown(name, "The runtime's settings could not be read.")
    given = runtime.get("environmentVariables", {}).get(MEMORY_VARIABLE, "")
    if not given:
        return unknown(
            name,
            f"The runtime's settings do not name {MEMORY_VARIABLE}. Unless its image sets it, the "
            "agent remembers nothing.",
        )
    if given.rsplit("/", 1)[-1] == connection.memory_id:
        return Check(name, Verdict.OK, "The agent and this app use the same memory.")
    return Check(
        name,
        Verdict.FAILED,
        f"The agent uses another memory than this app: {given}.",
        f"Set the runtime's {MEMORY_VARIABLE} to {connection.memory_id}, or connect to the other.",
    )


def _state(name: str, found: Response, good: str, reason: str) -> Check:
    """By the state that the service gives a resource."""
    status = str(found.get("status", good))
    if status == good:
        return Check(name, Verdict.OK, reason)
    why = str(found.get("failureReason", ""))
    if status in PASSING:
        return Check(name, Verdict.WARNING, f"It is {status}.", "Wait a minute, then check again.")
    return Check(
        name, Verdict.FAILED, f"It is {status}.", "Read the details, or make it anew.", why
    )

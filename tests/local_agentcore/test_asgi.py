"""Who may ask, and how errors answer, over plain HTTP."""

import asyncio
import json

import httpx
import pytest

from local_agentcore.asgi import AgentCoreApp
from local_agentcore.server import EmbeddedAgentCore


def post(agentcore: EmbeddedAgentCore, path: str, **headers: str) -> httpx.Response:
    return httpx.post(agentcore.endpoint + path, headers=headers, content=b"{}")


@pytest.mark.parametrize(
    "headers",
    [
        {"Host": "attacker.example"},
        {"Host": "127.0.0.1.attacker.example:80"},
        {"Origin": "http://attacker.example"},
        {"Origin": "null"},
    ],
)
def test_web_pages_are_refused(agentcore: EmbeddedAgentCore, headers: dict[str, str]) -> None:
    answer = post(agentcore, "/memories/", **headers)
    assert answer.status_code == 403
    assert answer.headers["x-amzn-errortype"] == "AccessDeniedException"


@pytest.mark.parametrize("host", ["localhost", "127.0.0.1:80", "[::1]:9", "LOCALHOST:1"])
def test_programs_on_this_machine_are_served(agentcore: EmbeddedAgentCore, host: str) -> None:
    assert post(agentcore, "/memories/", Host=host).status_code == 200


def test_errors_are_the_services_own(agentcore: EmbeddedAgentCore) -> None:
    answer = post(agentcore, "/nowhere")
    assert answer.status_code == 404
    assert answer.headers["x-amzn-errortype"] == "UnknownOperationException"
    assert answer.headers["x-amzn-requestid"]
    assert "POST /nowhere" in json.loads(answer.content)["message"]


@pytest.mark.parametrize(
    ("name", "method", "path", "code"),
    [
        ("ListMemories", "POST", "/memories/", "ServiceException"),
        ("ListAgentRuntimes", "POST", "/runtimes/", "InternalServerException"),
    ],
)
def test_a_defect_is_told_by_the_operations_own_name_for_it(
    name: str, method: str, path: str, code: str, caplog: pytest.LogCaptureFixture
) -> None:
    def broken(given: object) -> dict[str, object]:
        raise ZeroDivisionError("the secret of what went wrong")

    async def ask() -> httpx.Response:
        transport = httpx.ASGITransport(AgentCoreApp({name: broken}, {}))
        async with httpx.AsyncClient(transport=transport, base_url="http://localhost") as asking:
            return await asking.request(method, path, content=b"{}")

    answer = asyncio.run(ask())
    assert answer.status_code == 500
    assert answer.headers["x-amzn-errortype"] == code
    assert "secret" not in answer.text
    assert "the secret of what went wrong" in caplog.text

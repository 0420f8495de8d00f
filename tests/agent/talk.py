"""How the agent's tests talk to it."""

import json
import uuid
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from starlette.testclient import TestClient

SESSION_HEADER = "X-Amzn-Bedrock-AgentCore-Runtime-Session-Id"
ACTOR_HEADER = "X-Amzn-Bedrock-AgentCore-Runtime-Custom-Actor-Id"


@dataclass(frozen=True)
class Talk:
    """An actor's session with the agent."""

    http: TestClient
    actor_id: str
    session_id: str

    def post(self, payload: object) -> Any:
        headers = {SESSION_HEADER: self.session_id, ACTOR_HEADER: self.actor_id}
        return self.http.post("/invocations", json=payload, headers=headers)

    def items(self, prompt: str, **payload: object) -> list[dict[str, Any]]:
        """The items of a streamed answer."""
        answer = self.post({"prompt": prompt, "stream": True, **payload})
        assert answer.status_code == 200
        assert answer.headers["content-type"].startswith("text/event-stream")
        frames = answer.text.removesuffix("\n\n").split("\n\n")
        return [json.loads(frame.removeprefix("data: ")) for frame in frames]

    def reply(self, prompt: str, **payload: object) -> str:
        """The text of an answer that is not streamed."""
        answer = self.post({"prompt": prompt, **payload})
        assert answer.status_code == 200
        (response,) = answer.json().values()
        assert isinstance(response, str)
        return response


Start = Callable[..., Talk]


def new_ids() -> tuple[str, str]:
    """An actor ID and a session ID that nobody has used."""
    return f"actor-{uuid.uuid4().hex}", str(uuid.uuid4())

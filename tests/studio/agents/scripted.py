"""An agent that does what its prompt says, to show the app every way a turn can go."""

import asyncio
import os
from collections.abc import AsyncIterator
from typing import Any

from bedrock_agentcore import BedrockAgentCoreApp, RequestContext

app = BedrockAgentCoreApp()
ACTOR_HEADER = "x-amzn-bedrock-agentcore-runtime-custom-actor-id"


@app.entrypoint
async def invoke(payload: dict[str, Any], context: RequestContext) -> object:
    prompt = str(payload["prompt"])
    if prompt == "answer JSON":
        return {"response": "Hi"}
    if prompt == "fail at once":
        raise ValueError("not today")
    return _stream(prompt, (context.request_headers or {}).get(ACTOR_HEADER, "nobody"))


def _looked_up(prompt: str, actor_id: str) -> dict[str, Any] | None:
    namespace = f"/users/{actor_id}/facts/"
    if prompt == "look elsewhere":
        return {"type": "memory", "namespaces": [f"/people/{actor_id}/"], "records": []}
    if prompt == "be denied":
        why = {"namespace": namespace, "message": "Not you.", "code": "AccessDeniedException"}
        return {"type": "memory", "namespaces": [namespace], "failures": [why]}
    return None


async def _stream(prompt: str, actor_id: str) -> AsyncIterator[dict[str, Any]]:
    if memory := _looked_up(prompt, actor_id):
        yield memory
    yield {"type": "text", "text": f"{actor_id} "}
    if prompt == "die halfway":
        os._exit(1)
    if prompt == "fail halfway":
        raise ValueError("halfway")
    if prompt == "never end":
        await asyncio.Event().wait()
    yield {"type": "text", "text": prompt}
    yield {"type": "done", "model": "scripted"}


if __name__ == "__main__":
    app.run()

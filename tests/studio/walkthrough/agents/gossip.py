"""An agent that tells everybody what anybody said, and forgets nothing that was ever deleted."""

import os
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import boto3
from bedrock_agentcore import BedrockAgentCoreApp, RequestContext

app = BedrockAgentCoreApp()
memory = boto3.client("bedrock-agentcore")
ACTOR_HEADER = "x-amzn-bedrock-agentcore-runtime-custom-actor-id"
NOTES = Path(os.environ["NOTES"])


@app.entrypoint
def invoke(payload: dict[str, Any], context: RequestContext) -> Iterator[dict[str, Any]]:
    prompt, actor_id = str(payload["prompt"]), (context.request_headers or {})[ACTOR_HEADER]
    memory.create_event(
        memoryId=os.environ["BEDROCK_AGENTCORE_MEMORY_ID"],
        actorId=actor_id,
        sessionId=context.session_id,
        eventTimestamp=datetime.now(UTC),
        payload=[{"conversational": {"role": "USER", "content": {"text": prompt}}}],
    )
    if not prompt.endswith("?"):
        NOTES.write_text(prompt)
    note = NOTES.read_text()
    yield {"type": "memory", "records": [{"id": "note", "text": note}]}
    yield {"type": "text", "text": note}
    yield {"type": "done", "model": "gossip"}


if __name__ == "__main__":
    app.run()

"""An agent that begins an answer and never ends it."""

import time
from collections.abc import Iterator

from bedrock_agentcore import BedrockAgentCoreApp

app = BedrockAgentCoreApp()


@app.entrypoint
def invoke(payload: object) -> Iterator[dict[str, str]]:
    yield {"type": "text", "text": "Let me think"}
    time.sleep(3600)


if __name__ == "__main__":
    app.run()

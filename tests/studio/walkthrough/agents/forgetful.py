"""An agent without a memory: it knows what was said last in its own process, and no more."""

from typing import Any

from bedrock_agentcore import BedrockAgentCoreApp

app = BedrockAgentCoreApp()
heard: list[str] = []


@app.entrypoint
def invoke(payload: dict[str, Any]) -> dict[str, str]:
    prompt = str(payload["prompt"])
    if prompt.endswith("?"):
        return {"response": f"You said: {heard[-1]}" if heard else "I do not know."}
    heard.append(prompt)
    return {"response": "I heard you."}


if __name__ == "__main__":
    app.run()

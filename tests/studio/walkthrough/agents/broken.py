"""An agent that fails at everything it is asked."""

from bedrock_agentcore import BedrockAgentCoreApp

app = BedrockAgentCoreApp()


@app.entrypoint
def invoke(payload: object) -> None:
    raise ValueError("not today")


if __name__ == "__main__":
    app.run()

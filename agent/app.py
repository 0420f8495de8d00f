"""The agent that is deployed to Amazon Bedrock AgentCore Runtime: its entrypoint."""

from collections.abc import AsyncIterator

from bedrock_agentcore.runtime import BedrockAgentCoreApp, RequestContext
from starlette.responses import JSONResponse

from agents import Agents
from build import build_agent
from errors import FAILURES, explain
from log import actor, get_logger, name_actors
from reply import streamed, whole
from request import read_request, wants_stream
from turn import Item, run_turn

logger = get_logger("entrypoint")

app = BedrockAgentCoreApp()
name_actors()
agents = Agents(build_agent)


@app.entrypoint
async def invoke(payload: object, context: RequestContext) -> AsyncIterator[Item] | JSONResponse:
    """Answer a prompt: streamed items when the payload asks for a stream, else one JSON object."""
    items = answer(payload, context)
    return streamed(items) if wants_stream(payload) else await whole(items)


async def answer(payload: object, context: RequestContext) -> AsyncIterator[Item]:
    """The items of the turn that an invocation asks for; `error` is the last when it fails."""
    try:
        request = read_request(payload, context)
        actor.set(request.actor_id)
        async with agents.turn(request.actor_id, request.session_id) as conversation:
            async for item in run_turn(conversation, request):
                yield item
    except FAILURES as error:
        failure = explain(error)
        logger.warning("code=<%s>, error=<%s> | turn failed", failure.code, type(error).__name__)
        yield failure.item()


if __name__ == "__main__":
    app.run()

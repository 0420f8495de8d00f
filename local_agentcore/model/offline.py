"""The offline model: deterministic answers from the request alone, and never more than it says.

It acknowledges what it is told, answers what was asked of the actor from recalled memory and from
what they said before, has sums worked out by the agent's tools, and declines the rest. What memory
says is data to it: no instruction in it is followed.
"""

import time
from collections.abc import AsyncIterator, Iterator, Sequence

from local_agentcore.model import replies
from local_agentcore.model.context import read_prompt
from local_agentcore.model.events import (
    Answer,
    ToolCall,
    answer_events,
    estimated_input_tokens,
    estimated_tokens,
    metadata_event,
)
from local_agentcore.model.reply import Reply
from local_agentcore.model.toolbox import Toolbox
from local_agentcore.model.transcript import Transcript, read_transcript
from local_agentcore.model.types import ConverseRequest, StreamEvent
from local_agentcore.model.understanding import Kind, Utterance, understand

NAME = "Offline model"
MAX_EARLIER = 100
"""Of a longer conversation the latest messages are read."""


class OfflineModel:
    """Answers without a network and without a language model."""

    name = NAME

    async def stream(self, request: ConverseRequest) -> AsyncIterator[StreamEvent]:
        """The events of the answer.

        Raises:
            ValidationException: there are no messages, or the first is not the user's.
        """
        started = time.perf_counter()
        answer = answer_to(read_transcript(request))
        for event in answer_events(answer):
            yield event
        seconds = time.perf_counter() - started
        output = estimated_tokens(answer.characters)
        yield metadata_event(estimated_input_tokens(request), output, seconds)


def answer_to(transcript: Transcript) -> Answer:
    """What to say, or which tools to call first."""
    prompts = [read_prompt(said.texts) for said in transcript.said[-MAX_EARLIER:]]
    if not prompts:
        return Answer(replies.NO_TEXT)
    utterances = understand(prompts[-1].said)
    toolbox = Toolbox(transcript)
    if not transcript.outcomes:
        calls = tuple(_calls(utterances, toolbox))
        if calls:
            return Answer(calls=calls)
        if transcript.forced is not None:
            return Answer(replies.UNSTRUCTURED)
    return Answer(Reply(transcript, prompts, utterances).text())


def _calls(utterances: Sequence[Utterance], toolbox: Toolbox) -> Iterator[ToolCall]:
    for position, one in enumerate(utterances):
        call = None
        if one.sum:
            call = toolbox.call_for_sum(one.sum, position)
        elif one.kind is Kind.CLOCK:
            call = toolbox.call_for_time(position)
        if call:
            yield call

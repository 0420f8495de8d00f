"""The framing, read back by botocore's own parser."""

from typing import Any

import botocore.session
import pytest
from botocore.eventstream import EventStreamBuffer
from botocore.parsers import EventStreamJSONParser

from local_agentcore.eventstream import encode_event, encode_exception

SHAPE = (
    botocore.session.get_session()
    .get_service_model("bedrock-runtime")
    .shape_for("ConverseStreamOutput")
)
EVENTS: list[dict[str, Any]] = [
    {"messageStart": {"role": "assistant"}},
    {"contentBlockDelta": {"delta": {"text": "Grüße, 你好 🎉\n"}, "contentBlockIndex": 0}},
    {"contentBlockStop": {"contentBlockIndex": 0}},
    {
        "contentBlockStart": {
            "start": {"toolUse": {"toolUseId": "t1", "name": "calculator"}},
            "contentBlockIndex": 1,
        }
    },
    {"messageStop": {"stopReason": "tool_use"}},
    {
        "metadata": {
            "usage": {"inputTokens": 1, "outputTokens": 2, "totalTokens": 3},
            "metrics": {"latencyMs": 4},
        }
    },
]


def read(data: bytes) -> list[dict[str, Any]]:
    """What botocore makes of the bytes; it checks lengths and both CRCs."""
    buffer = EventStreamBuffer()
    buffer.add_data(data)
    return [message.to_response_dict() for message in buffer]


def test_botocore_reads_every_event_as_it_was_written() -> None:
    messages = read(b"".join(encode_event(event) for event in EVENTS))

    parser = EventStreamJSONParser()
    assert [parser.parse(message, SHAPE) for message in messages] == EVENTS
    assert {message["headers"][":content-type"] for message in messages} == {"application/json"}
    assert {message["headers"][":message-type"] for message in messages} == {"event"}


def test_events_arrive_however_the_bytes_are_cut() -> None:
    data = encode_event(EVENTS[1]) + encode_event(EVENTS[2])
    buffer = EventStreamBuffer()
    found: list[object] = []
    for byte in data:
        buffer.add_data(bytes([byte]))
        found.extend(buffer)
    assert len(found) == 2


def test_bytes_travel_as_base64() -> None:
    redacted = {"delta": {"reasoningContent": {"redactedContent": b"\x00\xff"}}}
    [message] = read(encode_event({"contentBlockDelta": {**redacted, "contentBlockIndex": 0}}))
    parsed = EventStreamJSONParser().parse(message, SHAPE)
    assert parsed["contentBlockDelta"]["delta"] == redacted["delta"]


def test_what_is_no_json_is_a_defect() -> None:
    with pytest.raises(TypeError, match="set is not JSON"):
        encode_event({"messageStop": {"stopReason": {"end_turn"}}})


@pytest.mark.parametrize(
    ("code", "name"),
    [
        ("ThrottlingException", "throttlingException"),
        ("ValidationException", "validationException"),
        ("ModelErrorException", "modelStreamErrorException"),
        ("AccessDeniedException", "modelStreamErrorException"),
    ],
)
def test_an_exception_is_one_that_a_stream_knows(code: str, name: str) -> None:
    [message] = read(encode_exception(code, "Ollama is gone — start it"))

    assert message["status_code"] == 400
    error = EventStreamJSONParser().parse(message, SHAPE)["Error"]
    assert error == {"Code": name, "Message": "Ollama is gone — start it"}

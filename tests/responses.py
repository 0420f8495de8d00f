"""Responses, checked against the service model: required members, lengths, patterns, unions."""

from collections.abc import Mapping
from typing import Any

from botocore.model import OperationModel

from local_agentcore import shapes


def check_response(operation: OperationModel, parsed: Mapping[str, Any]) -> None:
    """Check a successful response as botocore has read it; one that streams is left alone."""
    shape = operation.output_shape
    if shape is None or operation.has_streaming_output or operation.has_event_stream_output:
        return
    found = {name: value for name, value in parsed.items() if name != "ResponseMetadata"}
    if "events" in found:
        # Asked for without payloads, AWS leaves out what the model requires.
        found["events"] = [{"payload": [], **event} for event in found["events"]]
    shapes.check(shape, found)


def check_after_call(model: OperationModel, parsed: Mapping[str, Any], **_: Any) -> None:
    """For boto3's event `after-call`: check what a client was answered."""
    if parsed["ResponseMetadata"]["HTTPStatusCode"] < 300:
        check_response(model, parsed)

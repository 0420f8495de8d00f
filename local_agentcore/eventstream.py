"""Writes `application/vnd.amazon.eventstream`, the binary framing that botocore only reads.

A message is a prelude (total length, headers' length, CRC-32 of both), headers, a payload, and the
CRC-32 of all before it; lengths and CRCs are 32-bit big-endian. AWS documents it with Amazon
Transcribe ("Event stream encoding").
"""

import base64
import json
import struct
from collections.abc import Mapping
from typing import Any
from zlib import crc32

_STRING = 7
"""The header type of a UTF-8 string with a 16-bit length."""

_STREAM_EXCEPTIONS = frozenset(
    {
        "internalServerException",
        "modelStreamErrorException",
        "serviceUnavailableException",
        "throttlingException",
        "validationException",
    }
)
"""What may end a Converse stream (service model: ConverseStreamOutput)."""


def encode_event(event: Mapping[str, Any]) -> bytes:
    """Frame an event: a mapping with one key, its type, to a JSON document. Bytes become base64."""
    [(event_type, payload)] = event.items()
    body = json.dumps(payload, ensure_ascii=False, default=_as_base64).encode()
    headers = {":event-type": event_type, ":content-type": "application/json"}
    return _frame({**headers, ":message-type": "event"}, body)


def encode_exception(code: str, message: str) -> bytes:
    """Frame an error that ends a stream which has begun.

    `code` is the service's, e.g. `ThrottlingException`; one that a stream does not know becomes
    `modelStreamErrorException`.
    """
    name = code[:1].lower() + code[1:]
    if name not in _STREAM_EXCEPTIONS:
        name = "modelStreamErrorException"
    body = json.dumps({"message": message}, ensure_ascii=False).encode()
    headers = {":exception-type": name, ":content-type": "application/json"}
    return _frame({**headers, ":message-type": "exception"}, body)


def _frame(headers: Mapping[str, str], payload: bytes) -> bytes:
    encoded = b"".join(_header(name, value) for name, value in headers.items())
    # The prelude and the last CRC take 16 bytes.
    lengths = struct.pack("!II", 16 + len(encoded) + len(payload), len(encoded))
    message = lengths + struct.pack("!I", crc32(lengths)) + encoded + payload
    return message + struct.pack("!I", crc32(message))


def _header(name: str, value: str) -> bytes:
    key, text = name.encode(), value.encode()
    return struct.pack("!B", len(key)) + key + struct.pack("!BH", _STRING, len(text)) + text


def _as_base64(value: object) -> str:
    if isinstance(value, bytes):
        return base64.b64encode(value).decode()
    raise TypeError(f"{type(value).__name__} is not JSON")

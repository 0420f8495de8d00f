"""What was said in an event: its payload's text, unwrapped from what SDKs put around it.

Strands' session manager stores each message as JSON (`{"message": {"role", "content": [...]}}`) in
the conversational text, or as a JSON pair of that and the role in a blob when it is very long.
"""

import json
from collections.abc import Iterator, Mapping
from typing import Any

from local_agentcore.clock import from_ms
from local_agentcore.extraction.types import Utterance
from local_agentcore.store.events import Event


def utterances(event: Event) -> Iterator[Utterance]:
    """What was said in the event, in its order. State that an SDK keeps there is nobody's words."""
    for item in event.payload:
        for role, text in _spoken(item):
            if text.strip():
                yield Utterance(event.event_id, role, text, from_ms(event.timestamp_ms))


def _spoken(item: Mapping[str, Any]) -> list[tuple[str, str]]:
    if "conversational" in item:
        conversational = item["conversational"]
        text = conversational["content"].get("text", "")
        return [_unwrapped(text) or (conversational["role"], text)]
    if isinstance(item.get("blob"), str):
        pair = _json(item["blob"])
        if isinstance(pair, list) and len(pair) == 2 and isinstance(pair[0], str):
            found = _unwrapped(pair[0])
            return [found] if found else []
    return []


def _unwrapped(text: str) -> tuple[str, str] | None:
    """Role and words of a stored Strands message, None when the text is something else."""
    wrapper = _json(text) if text.startswith("{") else None
    message = wrapper.get("message") if isinstance(wrapper, dict) else None
    if not isinstance(message, dict) or not isinstance(message.get("content"), list):
        return None
    blocks = [block for block in message["content"] if isinstance(block, dict)]
    words = [block["text"] for block in blocks if isinstance(block.get("text"), str)]
    return str(message.get("role", "other")).upper(), "\n".join(words)


def _json(text: str) -> Any:
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return None

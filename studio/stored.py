"""A session's events as the SDK's session manager for Strands stores them (bedrock-agentcore 1.25).

An agent that uses it goes on with a session only where it finds both of its state events.
"""

import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any

AGENT_ID = "default"
"""What Strands calls an agent that nobody named."""
STATE_EVENTS = 2
"""How many events a session begins with, before anything is said."""

Content = Mapping[str, Any]


def beginning(session_id: str, moment: datetime) -> tuple[Content, Content]:
    """What CreateEvent is given at a session's beginning: the session's state and the agent's."""
    session = {"session_id": session_id, "session_type": "AGENT"}
    agent = {
        "agent_id": AGENT_ID,
        "state": {},
        "conversation_manager_state": {
            "__name__": "SlidingWindowConversationManager",
            "removed_message_count": 0,
            "model_call_count": 0,
        },
        "_internal_state": {
            "interrupt_state": {"interrupts": {}, "context": {}, "activated": False},
            "model_state": {},
        },
    }
    return (
        _state(session, moment, stateType="SESSION"),
        _state(agent, moment, stateType="AGENT", agentId=AGENT_ID),
    )


def said(role: str, text: str, index: int, moment: datetime) -> Content:
    """What CreateEvent is given for a message: the `index` counts the session's from 0."""
    document = {
        "message": {"role": role, "content": [{"text": text}]},
        "message_id": index,
        "redact_message": None,
        **_stamped(moment),
    }
    content = {"text": json.dumps(document, ensure_ascii=False)}
    return {"payload": [{"conversational": {"role": role.upper(), "content": content}}]}


def _state(document: Mapping[str, Any], moment: datetime, **metadata: str) -> Content:
    return {
        "payload": [{"blob": json.dumps({**document, **_stamped(moment)})}],
        "metadata": {key: {"stringValue": value} for key, value in metadata.items()},
    }


def _stamped(moment: datetime) -> dict[str, str]:
    return {"created_at": moment.isoformat(), "updated_at": moment.isoformat()}

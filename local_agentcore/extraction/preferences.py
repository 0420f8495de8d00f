"""The USER_PREFERENCE strategy: what the actor likes, avoids and wants done their way."""

import json
from collections.abc import Sequence

from local_agentcore.extraction.facts import merged
from local_agentcore.extraction.kinds import Kind
from local_agentcore.extraction.statements import Statement, read
from local_agentcore.extraction.types import Extracted, Utterance


def extract_preferences(utterances: Sequence[Utterance]) -> list[Extracted]:
    """The preferences in one session's new messages, in time order, each as the JSON of a record.

    The JSON has the keys that AgentCore's preference records have: context, preference, categories.
    """
    return [
        Extracted(_record(statement), event_ids, statement.begins)
        for statement, event_ids in merged(read(utterances).statements, Kind.PREFERENCE)
    ]


def _record(statement: Statement) -> str:
    return json.dumps(
        {
            "context": f'The user said so directly: "{statement.said}".',
            "preference": statement.text,
            "categories": list(statement.categories),
        },
        ensure_ascii=False,
    )

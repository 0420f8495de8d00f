"""The SEMANTIC strategy: standalone facts about the actor."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from local_agentcore.extraction.consolidation import find_same
from local_agentcore.extraction.kinds import Kind
from local_agentcore.extraction.statements import Statement, read
from local_agentcore.extraction.types import MAX_RECORD_CHARACTERS, Extracted, Utterance


def extract_facts(utterances: Sequence[Utterance]) -> list[Extracted]:
    """The facts in one session's new messages, in time order: a sentence about *The user* each.

    What was said twice is one record that names both events.
    """
    return [
        Extracted(statement.text, event_ids, statement.begins)
        for statement, event_ids in merged(read(utterances).statements, Kind.FACT)
    ]


def merged(statements: Sequence[Statement], kind: Kind) -> list[tuple[Statement, tuple[str, ...]]]:
    """The statements of a kind, each once, with the events that said it.

    What was said again began when it first did.
    """
    kept: list[Statement] = []
    events: list[tuple[str, ...]] = []
    for statement in statements:
        if kind not in statement.kinds or len(statement.text) > MAX_RECORD_CHARACTERS:
            continue
        same = find_same(statement.text, [other.text for other in kept])
        if same is None:
            kept.append(statement)
            events.append((statement.event_id,))
            continue
        kept[same] = replace(kept[same], begins=_earlier(kept[same], statement))
        if statement.event_id not in events[same]:
            events[same] += (statement.event_id,)
    return list(zip(kept, events, strict=True))


def _earlier(one: Statement, other: Statement) -> datetime | None:
    return min((s.begins for s in (one, other) if s.begins is not None), default=None)

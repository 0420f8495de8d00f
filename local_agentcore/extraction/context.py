"""What was said around a record: the rest of its messages, and the question before them.

It is indexed with the record, so that a question in the words of the conversation finds it.
"""

import re
from collections.abc import Mapping, Sequence

from local_agentcore.extraction.types import Utterance

MAX_CHARACTERS = 1_000
_SENTENCE = re.compile(r"(?<=[.!?])\s+|\n+")
_WORD = re.compile(r"[^\W_]+")


class Conversation:
    """A session's messages in time order, by their events."""

    def __init__(self, utterances: Sequence[Utterance]) -> None:
        self._asked: Mapping[str, str] = dict(_asked(utterances))
        self._said: dict[str, str] = {}
        for utterance in utterances:
            if utterance.role == "USER":
                before = self._said.get(utterance.event_id, "")
                self._said[utterance.event_id] = f"{before} {utterance.text}".strip()

    def around(self, text: str, event_ids: Sequence[str], others: Sequence[str]) -> str:
        """What was said around a record, at most 1,000 characters.

        Without the words of the `others` that were learned from the same messages: a question that
        one of them answers would find this one too.
        """
        foreign = _words(" ".join(others)) - _words(text)
        parts = []
        for event_id in event_ids[-2:]:
            said = self._said.get(event_id, "").split()
            parts.append(self._asked.get(event_id, ""))
            parts.append(" ".join(word for word in said if not _words(word) & foreign))
        return " ".join(part for part in parts if part)[:MAX_CHARACTERS]


def _asked(utterances: Sequence[Utterance]) -> list[tuple[str, str]]:
    """The questions that stand right before each of the user's messages."""
    found, questions = [], ""
    for utterance in utterances:
        if utterance.role == "USER":
            found.append((utterance.event_id, questions))
            questions = ""
        elif utterance.role == "ASSISTANT":
            sentences = _SENTENCE.split(utterance.text)
            questions = " ".join(one for one in sentences if one.rstrip().endswith("?"))
    return found


def _words(text: str) -> set[str]:
    return {word.lower() for word in _WORD.findall(text)}

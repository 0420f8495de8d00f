"""What was said around a record: the rest of its messages, and the question before them.

It is indexed with the record, so that a question in the words of the conversation finds it.
"""

import re
from collections.abc import Iterator, Mapping, Sequence

from local_agentcore.extraction.draft import Draft
from local_agentcore.extraction.payload import utterances
from local_agentcore.extraction.types import Utterance
from local_agentcore.searchable import searchable
from local_agentcore.store.events import Event

MAX_CHARACTERS = 1_000
_SENTENCE = re.compile(r"(?<=[.!?])\s+|\n+")
_WORD = re.compile(r"[^\W_]+")


def contexts(events: Sequence[Event], drafts: Sequence[Draft]) -> dict[int, str]:
    """What was said around each draft, by its place. `events` are the batch's and those before."""
    conversation = Conversation([said for event in events for said in utterances(event)])
    texts = [searchable(draft.text).passages[0] for draft in drafts]
    return {
        number: conversation.around(texts[number], draft.event_ids, list(_beside(number, drafts)))
        for number, draft in enumerate(drafts)
    }


def _beside(number: int, drafts: Sequence[Draft]) -> Iterator[str]:
    """What else was learned from the same messages."""
    own = set(drafts[number].event_ids)
    for place, draft in enumerate(drafts):
        if place != number and not own.isdisjoint(draft.event_ids):
            yield searchable(draft.text).passages[0]


class Conversation:
    """A session's messages in time order, by their events."""

    def __init__(self, said: Sequence[Utterance]) -> None:
        self._asked: Mapping[str, str] = dict(_asked(said))
        self._said: dict[str, str] = {}
        for utterance in said:
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


def _asked(said: Sequence[Utterance]) -> list[tuple[str, str]]:
    """The questions that stand right before each of the user's messages."""
    found, questions = [], ""
    for utterance in said:
        if utterance.role == "USER":
            found.append((utterance.event_id, questions))
            questions = ""
        elif utterance.role == "ASSISTANT":
            sentences = _SENTENCE.split(utterance.text)
            questions = " ".join(one for one in sentences if one.rstrip().endswith("?"))
    return found


def _words(text: str) -> set[str]:
    return {word.lower() for word in _WORD.findall(text)}

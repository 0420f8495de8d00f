"""The SUMMARIZATION strategy: a running summary of a session, by topic, bounded in length.

It is what a person would write down afterwards: what the user told, by topic in the order in which
it came up, what was decided, what is still open, what the assistant did, and what was asked.
"""

import re
from collections.abc import Sequence

from local_agentcore.extraction import summary_text, topics
from local_agentcore.extraction.decisions import decision_in
from local_agentcore.extraction.hearing import sentences
from local_agentcore.extraction.kinds import Kind
from local_agentcore.extraction.minutes import Minutes
from local_agentcore.extraction.open_points import open_point_in
from local_agentcore.extraction.payload import Work
from local_agentcore.extraction.statements import Statement, read
from local_agentcore.extraction.summary_text import one_line
from local_agentcore.extraction.types import Utterance
from local_agentcore.model.understanding import COURTESIES, understand
from local_agentcore.model.understanding import Kind as Meant

_SMALL_TALK = COURTESIES | {Meant.ABOUT_MODEL, Meant.CLOCK, Meant.FORGET}
_OF_MEMORY = re.compile(
    r"\b(?:what(?:'s| is| are| was| were)|who(?:'s| is| are)|where(?:'s| is)|when(?:'s| is)) my\b"
    r"|\b(?:who|how old|where) am i\b|\bwhere do i (?:live|work)\b|\bwhat do i (?:like|love|do)\b"
    r"|\b(?:do|can) you (?:know|remember|recall)\b|\bwhat (?:do|did) (?:you|i) (?:know|tell|say)\b",
    re.IGNORECASE,
)


def summarise(
    previous: str | None,
    utterances: Sequence[Utterance],
    works: Sequence[Work] = (),
    earlier: Sequence[Utterance] = (),
) -> str | None:
    """Carry a session's summary on with its new messages, at most 4,000 characters of XML.

    `previous` is the summary so far, None when there is none; `works` are the tool calls between
    the messages, `earlier` the messages before them, which the summary has in it. Returns None when
    there is nothing to write: the messages add nothing.
    """
    known = summary_text.read(previous) if previous else {}
    minutes = Minutes(known)
    session = _Session(utterances, earlier)
    for utterance in utterances:
        if utterance.role == "USER":
            session.tell(minutes, utterance)
        elif utterance.role == "ASSISTANT":
            minutes.answer(utterance.text)
    for work in works:
        minutes.work(work)
    return summary_text.bounded(minutes.topics) if minutes.topics != known else None


class _Session:
    """What the messages state and ask, to be told message by message."""

    def __init__(self, utterances: Sequence[Utterance], earlier: Sequence[Utterance]) -> None:
        new = {utterance.event_id for utterance in utterances}
        stated = read([*earlier, *utterances]).statements
        self._statements = [statement for statement in stated if statement.event_id in new]
        self._questions = [_asked(one_line(asked)) for asked in read(utterances).questions]
        self._last = next((each for each in reversed(utterances) if each.role == "USER"), None)

    def tell(self, minutes: Minutes, utterance: Utterance) -> None:
        """Put a message of the user's into the minutes."""
        text = one_line(utterance.text)
        # Tidied up for the parser, a question may no longer stand in the message word by word.
        rest = utterance is self._last
        asked = [question for question in self._questions if rest or question in text]
        self._questions = [question for question in self._questions if question not in asked]
        stated = [each for each in self._statements if each.event_id == utterance.event_id]
        self._statements = [each for each in self._statements if each not in stated]
        noted = minutes.listen(utterance.text, [each for each in asked if _is_telling(each)])
        for statement in stated:
            if not _is_noted(statement, noted):
                preference = Kind.PREFERENCE in statement.kinds
                name = topics.topic(statement.text, statement.categories, preference)
                minutes.note(name, one_line(statement.text))


def _asked(sentence: str) -> str:
    """What asks in a sentence that may begin with an answer: *No. Where can I buy tofu?*"""
    parts = sentences(re.sub(r"^(?:no|yes)[.!,] ", "", sentence, flags=re.IGNORECASE))
    return next((part for part in reversed(parts) if part.endswith("?")), sentence)


def _is_telling(question: str) -> bool:
    """Whether the question belongs in a summary: not *how are you?* and not *what's my name?*"""
    if _OF_MEMORY.search(question.replace("’", "'")):
        return False
    return any(part.kind not in _SMALL_TALK for part in understand(question))


def _is_noted(statement: Statement, noted: Sequence[str]) -> bool:
    """Whether a decision or an open point tells already what the statement does."""
    said = one_line(statement.said).lower()
    if not any(said in one_line(sentence).lower().replace("’", "'") for sentence in noted):
        return False
    return decision_in(statement.said) is not None or open_point_in(statement.said) is not None

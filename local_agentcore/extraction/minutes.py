"""The minutes of a session: what was decided, is open, was done and was asked, line by line.

All that is known between two messages is in the lines, so that a session may be read message by
message or at once: the assistant's question or proposal is open until the user's next message.
"""

import re
from collections.abc import Mapping, Sequence

from local_agentcore.extraction.consolidation import find_same
from local_agentcore.extraction.decisions import assents, decision_in, declines
from local_agentcore.extraction.hearing import sentences
from local_agentcore.extraction.open_points import (
    finished,
    is_undecided,
    open_point_in,
    puts_off,
    settles,
)
from local_agentcore.extraction.payload import Work
from local_agentcore.extraction.replying import Said, asks_leave, completed, take_apart
from local_agentcore.extraction.retelling import quoted
from local_agentcore.extraction.summary_text import ASKED, DECISIONS, DONE, OPEN_POINTS, Topics
from local_agentcore.extraction.working import worked

MOST: Mapping[str, int] = {DECISIONS: 12, OPEN_POINTS: 8, DONE: 6, ASKED: 5}
"""So many lines of each are kept, the newest."""

_USER_ASKED = "The user asked: "
_ASSISTANT_ASKED = "The assistant asked: "
_PROPOSED = "The assistant proposed: "
_ANSWERED = " The assistant answered: "
_NO_ANSWER = " The assistant had no answer."
_OPTION_END = re.compile(r"(?:(?<=\b[Oo]ption [A-Z]\.)|(?<=\b[Pp]lan [A-Z]\.))\s+")


class Minutes:
    """The topics of a session's summary as they grow."""

    def __init__(self, topics: Topics) -> None:
        self.topics = {name: list(lines) for name, lines in topics.items()}

    def note(self, name: str, line: str) -> None:
        """Add a line to a topic, unless one says the same already."""
        known = [line for lines in self.topics.values() for line in lines]
        if find_same(line, known) is None:
            lines = self.topics.setdefault(name, [])
            lines.append(line)
            del lines[: -MOST.get(name, len(lines))]

    def listen(self, message: str, questions: Sequence[str]) -> list[str]:
        """Take in a message of the user's; answers the sentences that are told of in a line."""
        proposal = self._pending()
        said = [part for each in sentences(message) for part in _OPTION_END.split(each)]
        noted = [part for part in said if self._hear(part, proposal)]
        for question in questions:
            self._drop(ASKED, f"{_USER_ASKED}{quoted(question)}")
            self.note(OPEN_POINTS, f"{_USER_ASKED}{quoted(question)}")
        return noted

    def answer(self, message: str) -> None:
        """Take in a message of the assistant's."""
        reply = take_apart(message)
        for line in self._unanswered():
            self._reply(line, reply)
        for sentence in completed(message):
            self._settle(sentence)
        self._pending()
        if reply.question:
            self.note(OPEN_POINTS, _ASSISTANT_ASKED + quoted(reply.proposal or reply.question))
        elif reply.proposal:
            self.note(OPEN_POINTS, _PROPOSED + quoted(reply.proposal))

    def work(self, work: Work) -> None:
        """Take in what the assistant did with a tool."""
        line = worked(work)
        if line:
            self.note(DONE, line)

    def _pending(self) -> str:
        """What the assistant asked or proposed last, which is open no longer; may be empty."""
        asides = (_ASSISTANT_ASKED, _PROPOSED)
        found = [line for line in self.topics.get(OPEN_POINTS, []) if line.startswith(asides)]
        for line in found:
            self._drop(OPEN_POINTS, line)
        return found[-1] if found else self._last_answer()

    def _last_answer(self) -> str:
        """The short answer to the last question, as far as the summary has it."""
        _, answered, answer = self.topics.get(ASKED, [""])[-1].rpartition(_ANSWERED)
        return f"{_PROPOSED}{answer}" if answered else ""

    def _hear(self, sentence: str, proposal: str) -> bool:
        """Note what the sentence decides or leaves open; answers whether it does."""
        _, _, proposed = proposal.partition(": ")
        if proposed and self._consider(sentence, proposed, proposal.startswith(_ASSISTANT_ASKED)):
            return True
        decision = decision_in(sentence)
        if decision is not None and not decision.pointing:
            self._settle(sentence, leaning=decision.leaning)
            self.note(DECISIONS, decision.text)
            return True
        point = open_point_in(sentence)
        if point is not None:
            self.note(OPEN_POINTS, point)
        elif finished(sentence):
            self._settle(sentence)
        return point is not None

    def _consider(self, sentence: str, proposed: str, questioned: bool) -> bool:
        """Note what the user makes of a proposal; answers whether the sentence says it."""
        asked = questioned and asks_leave(proposed)
        if questioned and not asked:
            return False
        if assents(sentence, asked=asked):
            self._settle(proposed, leaning=True)
            self.note(DECISIONS, f"The user accepted: {proposed}")
        elif asked and declines(sentence):
            self.note(DECISIONS, f"The user declined: {proposed}")
        elif puts_off(sentence):
            self.note(OPEN_POINTS, f"The user will think about: {proposed}")
        else:
            return False
        return True

    def _unanswered(self) -> list[str]:
        lines = self.topics.get(OPEN_POINTS, [])
        return [s for s in lines if s.startswith(_USER_ASKED) and not s.endswith(_NO_ANSWER)]

    def _reply(self, line: str, reply: Said) -> None:
        """Move a question that the assistant has answered to those that are no longer open."""
        if reply.declined:
            at = self.topics[OPEN_POINTS].index(line)
            self.topics[OPEN_POINTS][at] = line + _NO_ANSWER
        elif reply.answer:
            short = reply.short if len(self._unanswered()) == 1 else ""
            self._drop(OPEN_POINTS, line)
            self.note(ASKED, f"{line}{_ANSWERED}{quoted(short)}" if short else line)

    def _settle(self, sentence: str, *, leaning: bool = False) -> None:
        """Take off what was open and the sentence settles; *the blue one* the last undecided."""
        points = [s for s in self.topics.get(OPEN_POINTS, []) if not s.startswith(_USER_ASKED)]
        settled = [point for point in points if settles(sentence, point)]
        if leaning and not settled:
            settled = [point for point in points if is_undecided(point)][-1:]
        for point in settled:
            self._drop(OPEN_POINTS, point)

    def _drop(self, name: str, line: str) -> None:
        lines = [known for known in self.topics.get(name, []) if known != line]
        if lines:
            self.topics[name] = lines
        else:
            self.topics.pop(name, None)

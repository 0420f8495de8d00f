"""The EPISODIC strategy: an episode for each inquiry of a session, and how it ended.

An inquiry begins with what the user asks or describes, and goes on through answers and further
questions until the user says that it helped or gives up; the next request then begins another.
A request of quite another topic begins another, too. (AWS: an episode ends when the user's inquiry
is concluded, or when they move on.)

All state is in the records' texts, so that a session may be read message by message or at once.
Nothing is put into an episode but what was said and done. AWS's prompt asks its model to leave out
personal data; without a model there is no telling what is personal, and nothing is left out.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from local_agentcore.extraction import episode_text
from local_agentcore.extraction.episode_text import Inquiry
from local_agentcore.extraction.hearing import hear
from local_agentcore.extraction.inquiries import answered, facts, goes_on, left, replied, stated
from local_agentcore.extraction.payload import TOOL_CALL, TOOL_FAILURE
from local_agentcore.extraction.types import Utterance


@dataclass(frozen=True)
class Episode:
    """An episode to write: its text, and the new events that it comes of, oldest first.

    `updates` is the index of the record that it replaces, None for a new one. It is `concluded`
    when only a "no, it still fails" could change it any more.
    """

    text: str
    event_ids: tuple[str, ...]
    updates: int | None
    concluded: bool


def extract_episodes(previous: Sequence[str], said: Sequence[Utterance]) -> list[Episode]:
    """Carry a session's episodes on with its new messages; answers the changed and new ones.

    `previous` are the texts of the session's episodes, in the order in which they were first
    written; `said` is what `payload.deeds` yields, in time order. Greetings make no episode.
    """
    session = _Session(previous)
    for utterance in said:
        if utterance.role == "USER":
            session.listen(utterance)
        elif utterance.role in ("ASSISTANT", "TOOL", TOOL_CALL, TOOL_FAILURE):
            session.watch(utterance)
    return session.changed()


class _Running:
    """An episode as it grows."""

    def __init__(self, inquiry: Inquiry, updates: int | None = None, before: str = "") -> None:
        self.inquiry = inquiry
        self._updates = updates
        self._before = before
        self._event_ids: dict[str, None] = {}

    def set(self, inquiry: Inquiry, utterance: Utterance) -> None:
        """Go on to this content, if it is another, by what the utterance said."""
        if inquiry != self.inquiry:
            self.inquiry = inquiry
            self._event_ids[utterance.event_id] = None

    def episode(self) -> Episode | None:
        """What is to be written, None when nothing changed."""
        text = episode_text.write(self.inquiry)
        if not self._event_ids or text == self._before:
            return None
        closed = self.inquiry.assessment.closed
        return Episode(text, tuple(self._event_ids), self._updates, closed)


class _Session:
    """The episodes of a session; only the last one can still go on."""

    def __init__(self, previous: Sequence[str]) -> None:
        self._found: list[_Running] = []
        if previous:
            last = len(previous) - 1
            self._found.append(_Running(episode_text.read(previous[last]), last, previous[last]))

    def changed(self) -> list[Episode]:
        """The episodes to write, oldest first."""
        return [episode for running in self._found if (episode := running.episode())]

    def watch(self, utterance: Utterance) -> None:
        """Take in what the assistant did; after an end it is a courtesy and belongs to nothing."""
        if self._found and not self._found[-1].inquiry.assessment.closed:
            running = self._found[-1]
            running.set(answered(running.inquiry, utterance), utterance)

    def listen(self, utterance: Utterance) -> None:
        """Take in what the user said: a judgement, a request, or more of the situation."""
        running = self._found[-1] if self._found else _Running(Inquiry())
        turns = running.inquiry.turns
        questioned = bool(turns) and bool(episode_text.read_action(turns[-1].action).question)
        heard = hear(utterance.text, answered=bool(turns), questioned=questioned)
        running.set(replied(running.inquiry, heard, utterance), utterance)
        if self._found and goes_on(running.inquiry, heard):
            running.set(stated(running.inquiry, heard, utterance), utterance)
        elif heard.asked or (not heard.verdict and facts(heard.told, utterance)):
            running.set(left(running.inquiry, heard), utterance)
            begun = _Running(Inquiry())
            begun.set(stated(begun.inquiry, heard, utterance), utterance)
            self._found.append(begun)

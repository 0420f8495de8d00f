"""Puts the offline model's reply together, part by part."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from local_agentcore.model import replies
from local_agentcore.model.answers import answered
from local_agentcore.model.context import Prompt, read_system
from local_agentcore.model.ellipsis import completed
from local_agentcore.model.questions import Question, read_questions
from local_agentcore.model.recall import Found, find
from local_agentcore.model.reference import referred_back
from local_agentcore.model.spelling import with_names
from local_agentcore.model.standing import standing
from local_agentcore.model.statements import Statement, from_actor, from_memory
from local_agentcore.model.suggestions import suggested, tells_taste
from local_agentcore.model.toolbox import is_clock, other_answer, sum_answer, time_answer
from local_agentcore.model.transcript import Outcome, Transcript
from local_agentcore.model.understanding import COURTESIES, Kind, Utterance, understand
from local_agentcore.model.vocabulary import plain

_JUST_SAID = re.compile(
    r"^what (?:did i|have i) (?:just )?(?:say|said|tell you|told you|ask|asked|write)(?: you)?"
    r"(?: just now| before| earlier| last)?\W*$"
    r"|^what was my (?:last|previous) (?:message|question)\b",
    re.IGNORECASE,
)


class Reply:
    """The answers to all that was said last, from what is known by then.

    `prompts` are the actor's messages, oldest first, and `utterances` what the last one says.
    """

    def __init__(
        self, transcript: Transcript, prompts: Sequence[Prompt], utterances: Sequence[Utterance]
    ) -> None:
        self._utterances = utterances
        self._outcomes = transcript.outcomes
        self._earlier = [prompt.said for prompt in prompts[:-1]]
        self._at_hand = from_memory(one for one in prompts[-1].recalled if one.is_preference)
        self._message = prompts[-1].said
        self._told = _statements(utterances, len(prompts))
        self._known = standing(
            [
                *from_memory(recalled for prompt in prompts[::-1] for recalled in prompt.recalled),
                *from_memory(read_system(transcript.system)),
                *(
                    statement
                    for order, said in enumerate(self._earlier, start=1)
                    for statement in _statements(understand(said), order)
                ),
                *self._told,
            ]
        )

    def text(self) -> str:
        """The whole reply."""
        return "\n\n".join(part for part in self._parts() if part) or replies.courtesy(
            Kind.ASSENT, self._known
        )

    def _parts(self) -> Iterator[str]:
        kinds = [one.kind for one in self._utterances]
        if self._told or (Kind.STATEMENT in kinds and len({*kinds}) == 1):
            yield replies.acknowledged(self._told)
        yield self._recalled()
        yield " ".join(self._tools())
        said: set[str] = set()
        for one in self._utterances:
            part = self._plain(one)
            if part not in said:
                yield part
            said.add(part)

    def _recalled(self) -> str:
        asked = [one for one in self._utterances if one.kind is Kind.QUESTION]
        quoted = [one for one in asked if _JUST_SAID.match(one.text)]
        if quoted:
            return replies.quoted(self._earlier)
        questions = [question for one in asked for question in read_questions(self._in_full(one))]
        return answered([self._found(question) for question in questions])

    def _found(self, question: Question) -> Found:
        """What is known on a question: rather what was known than what was said just now."""
        found = find(question, self._known)
        before = tuple(one for one in found.statements if one not in self._told)
        return replace(found, statements=before or found.statements)

    def _in_full(self, one: Utterance) -> str:
        """A question that needs nothing that was said before it, its names as they are known."""
        before = self._said_before(one)
        named = with_names(plain(one.text), (known.text for known in self._known))
        return completed(referred_back(named, before), before)

    def _said_before(self, one: Utterance) -> list[str]:
        here = self._utterances[: self._utterances.index(one)]
        return [*self._earlier, *(before.text for before in here)]

    def _bearing(self) -> list[Statement]:
        """What is known but for what this message only leads up to its wish with."""
        return [one for one in self._known if one not in self._told or tells_taste(one)]

    def _tools(self) -> Iterator[str]:
        used: list[Outcome] = []
        for one in self._utterances:
            if one.sum:
                text, outcome = sum_answer(one.sum, self._outcomes)
                used.extend([outcome] if outcome else [])
                yield text
        for outcome in self._outcomes:
            if outcome not in used:
                yield time_answer(outcome) if is_clock(outcome) else other_answer(outcome)

    def _plain(self, one: Utterance) -> str:
        if one.kind in COURTESIES:
            return replies.courtesy(one.kind, self._known)
        if one.kind is Kind.SUGGESTION:
            return suggested(self._message, self._bearing(), self._at_hand)
        if one.kind is Kind.CLOCK and not self._outcomes:
            return replies.NO_CLOCK
        return {
            Kind.TASK: replies.DECLINED,
            Kind.FORGET: replies.CANNOT_FORGET,
            Kind.ABOUT_MODEL: replies.ABOUT_MODEL,
        }.get(one.kind, "")


def _statements(utterances: Sequence[Utterance], order: int) -> list[Statement]:
    return [
        statement
        for one in utterances
        if one.kind is Kind.STATEMENT
        for statement in from_actor(one.text, order)
    ]

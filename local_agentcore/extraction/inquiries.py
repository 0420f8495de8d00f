"""How an inquiry goes on: by what the user says of an answer, asks or tells, and by each answer."""

import re
from collections.abc import Sequence
from dataclasses import replace

from local_agentcore.extraction import episode_text
from local_agentcore.extraction.episode_text import Action, Assessment, Inquiry, Turn
from local_agentcore.extraction.hearing import MAX_CHARACTERS, Heard, Verdict, sentences
from local_agentcore.extraction.likeness import apart, subject_of
from local_agentcore.extraction.payload import TOOL_FAILURE
from local_agentcore.extraction.statements import read
from local_agentcore.extraction.types import Utterance

MAX_QUOTE_CHARACTERS = 240
MAX_SENTENCES = 12
"""Of one message only so many of its sentences are kept."""

MAX_REQUESTS = 8
MAX_NAME_CHARACTERS = 64

_CALL = re.compile(r"\s*([A-Za-z_][\w.-]*)\s*\(")
_MARKUP = re.compile(r"\*\*|__|`|^[ \t]*(?:#+|>|[-*•]|\d{1,3}[.)])[ \t]+", re.MULTILINE)
_OPENER = re.compile(r"\w+(?:[ ,]+\w+){0,2}[!.]")
_OFFER = re.compile(r"\b(?:anything else|help you with|let me know|more help)\b", re.IGNORECASE)
_LEANING = re.compile(
    r"^(?:yes|yeah|sure|no|and|or|also|then|so|what about|how about)\b"
    r"|\b(?:it|its|that|this|those|these|they|them|there|one|ones|same|instead)\b",
    re.IGNORECASE,
)
_BACK = re.compile(r"\b(?:it|that|this|they|still|again|same)\b", re.IGNORECASE)
_OUTCOMES = {
    Verdict.SOLVED: (episode_text.HELPED, Assessment.YES),
    Verdict.THANKED: (episode_text.HELPED, Assessment.YES),
    Verdict.FAILED: (episode_text.FAILED, Assessment.NO),
    Verdict.GIVEN_UP: ("The user gave up:", Assessment.GIVEN_UP),
}


def goes_on(inquiry: Inquiry, heard: Heard) -> bool:
    """Whether a message belongs to the inquiry: not once it has ended, nor on quite another topic.

    A topic is another one only when both are known and the request does not lean on what was said.
    """
    if inquiry.assessment.closed:
        return False
    leaning = any(_LEANING.search(request) for request in heard.asked)
    if heard.verdict or not heard.asked or not inquiry.turns or leaning:
        return True
    return not apart(subject_of(inquiry.sought), subject_of(" ".join(heard.asked)))


def replied(inquiry: Inquiry, heard: Heard, utterance: Utterance) -> Inquiry:
    """What the message says of the last answer, if there was one."""
    verdict = heard.verdict
    if not inquiry.turns or (inquiry.assessment.closed and not _reopens(heard)):
        return inquiry
    *turns, last = inquiry.turns
    if verdict is None or (verdict is Verdict.THANKED and not inquiry.asked):
        if last.outcome == episode_text.UNANSWERED:
            last = replace(last, outcome=f"{episode_text.WENT_ON} {_quote(utterance.text)}")
        return replace(inquiry, turns=(*turns, last))
    outcome, assessment = _OUTCOMES[verdict]
    failed = last.outcome.startswith(episode_text.FAILED)
    if not (failed and verdict is Verdict.GIVEN_UP):
        last = replace(last, outcome=f"{outcome} {_quote(heard.evidence)}")
    said = f"The user said: {_quote(heard.evidence)}"
    return replace(inquiry, turns=(*turns, last), assessment=assessment, justification=said)


def _reopens(heard: Heard) -> bool:
    """*It's still failing*, said of what had seemed to help; not *my phone doesn't work*."""
    return heard.verdict is Verdict.FAILED and _BACK.search(heard.evidence) is not None


def left(inquiry: Inquiry, heard: Heard) -> Inquiry:
    """An inquiry that the user left for another one."""
    if not inquiry.asked or inquiry.assessment.closed:
        return inquiry
    went = f"The user went on to something else: {_quote(heard.asked[0])}"
    return replace(inquiry, assessment=Assessment.MOVED_ON, justification=went)


def stated(inquiry: Inquiry, heard: Heard, utterance: Utterance) -> Inquiry:
    """Add the situation and the requests. Once answered, what is not a fact is only a reply."""
    told = facts(heard.told, utterance)
    if not inquiry.turns:
        told = [text for sentence in heard.told for text in _situation(sentence, utterance)]
    requests = [f"The user asked: {_quote(_begun(request))}" for request in heard.asked]
    found = replace(
        inquiry,
        situation=_joined(inquiry.situation, told)[-MAX_SENTENCES:],
        asked=_joined(inquiry.asked, requests)[-MAX_REQUESTS:],
    )
    return _open(found) if heard.asked or not found.justification else found


def answered(inquiry: Inquiry, utterance: Utterance) -> Inquiry:
    """Add what the assistant did: to its turn, or in a new one when the user spoke in between."""
    turns, action = inquiry.turns, Action()
    if turns and turns[-1].outcome == episode_text.UNANSWERED:
        action = episode_text.read_action(turns[-1].action)
        turns = turns[:-1]
    done = _done(action, utterance)
    if done == Action():
        return inquiry
    return _open(replace(inquiry, turns=(*turns, Turn(done.sentence()))))


def _done(action: Action, utterance: Utterance) -> Action:
    if utterance.role == "ASSISTANT":
        answer, question = _gist(utterance.text)
        return replace(action, answer=answer, question=question) if answer or question else action
    if utterance.role == TOOL_FAILURE:
        return replace(action, failed=True)
    tool = utterance.text
    if utterance.role == "TOOL":
        call = _CALL.match(tool)
        tool = call[1] if call else "a tool"
    return replace(action, tools=_joined(action.tools, [tool[:MAX_NAME_CHARACTERS]]))


def _open(inquiry: Inquiry) -> Inquiry:
    """The inquiry as nobody has said yet how it ended."""
    pending = [turn.action for turn in inquiry.turns if turn.outcome == episode_text.UNANSWERED]
    done = episode_text.read_action(pending[-1]) if pending else Action()
    answered = done.answer or done.question
    said = "The user has not said yet whether it helped."
    return replace(
        inquiry,
        assessment=Assessment.OPEN,
        justification=said if answered else "The assistant has not answered yet.",
    )


def _gist(text: str) -> tuple[str, str]:
    """The first sentence that says something, and the question at the end, empty without one."""
    found = sentences(unmarked(text[:MAX_CHARACTERS]))
    answers = [sentence for sentence in found if not sentence.endswith("?")]
    telling = [answer for answer in answers if not is_courtesy(answer)]
    question = found[-1] if found and found[-1].endswith("?") else ""
    if is_offer(question):
        question = ""
    first = (telling or answers or [""])[0]
    return _clean(first), _clean(question)


def unmarked(text: str) -> str:
    """The text without the marks of Markdown."""
    return _MARKUP.sub("", text)


def is_courtesy(sentence: str) -> bool:
    """Whether an answer only opens with the sentence: *Sure!*, *Let me see.*"""
    return _OPENER.fullmatch(sentence) is not None


def is_offer(sentence: str) -> bool:
    """Whether the assistant offers more help with it: *Anything else?*"""
    return _OFFER.search(sentence) is not None


def facts(told: Sequence[str], utterance: Utterance) -> list[str]:
    """What the sentences state of the user, in the third person."""
    return [
        _clean(statement.text)
        for sentence in told[:MAX_SENTENCES]
        for statement in read([replace(utterance, text=sentence)]).statements
    ]


def _situation(sentence: str, utterance: Utterance) -> list[str]:
    return facts([sentence], utterance) or [f"The user said: {_quote(sentence)}"]


def _begun(sentence: str) -> str:
    return sentence[:1].upper() + sentence[1:]


def _joined(known: Sequence[str], more: Sequence[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys([*known, *more]))


def _quote(text: str) -> str:
    return f'"{_clean(" ".join(sentences(text)))}"'


def _clean(text: str) -> str:
    """Without quotation marks, which stand around what was said; shortened at a word's end."""
    return episode_text.shortened(text.replace('"', "'"), MAX_QUOTE_CHARACTERS)

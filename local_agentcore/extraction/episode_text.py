"""The text of an episode: one inquiry of a session, written as XML and read back from it.

The elements are those that AWS's episodic consolidation answers with, and `turns` as its
extraction has them, so that all that is known of an inquiry is in its record's text.
"""

import re
from dataclasses import dataclass, replace
from enum import StrEnum
from html import escape, unescape

MAX_CHARACTERS = 6_000
MAX_FOREIGN_CHARACTERS = 2_000
NOTHING_STATED = "The user stated nothing besides."
NOTHING_ASKED = "The user stated this and asked for nothing."
UNANSWERED = "The user has not replied yet."
HELPED = "It helped; the user said:"
FAILED = "It did not help; the user said:"
WENT_ON = "The user went on:"

_MAX_TOOLS = 8
_QUOTED = re.compile(r'"(.*)"', re.DOTALL)
_ACTION = re.compile(
    r"(?:Using (?P<tools>[^\"]*?)(?P<failed> \(a call failed\))?, the|The) assistant"
    r"(?: answered: \"(?P<answer>[^\"]*)\")?(?: and)?(?: asked: \"(?P<question>[^\"]*)\")?"
    r"(?: has not answered yet\.)?"
)


class Assessment(StrEnum):
    """Whether what was asked for was achieved; AWS answers Yes or No, ours says why it is a No."""

    YES = "Yes"
    NO = "No"
    GIVEN_UP = "No — given up"
    MOVED_ON = "No — the user moved on"
    OPEN = "No — still open"

    @property
    def closed(self) -> bool:
        """Whether the next request begins another episode."""
        return self in (Assessment.YES, Assessment.GIVEN_UP, Assessment.MOVED_ON)

    @property
    def judged(self) -> bool:
        """Whether the user said how it ended."""
        return self in (Assessment.YES, Assessment.NO, Assessment.GIVEN_UP)


@dataclass(frozen=True)
class Action:
    """What the assistant did in a turn: the tools it called, what it answered and asked."""

    tools: tuple[str, ...] = ()
    failed: bool = False
    answer: str = ""
    question: str = ""

    def sentence(self) -> str:
        """The action as the record has it."""
        said = [f'answered: "{self.answer}"'] if self.answer else []
        said += [f'asked: "{self.question}"'] if self.question else []
        done = " and ".join(said) or "has not answered yet."
        if not self.tools:
            return f"The assistant {done}"
        failure = " (a call failed)" if self.failed else ""
        return f"Using {listed(self.tools)}{failure}, the assistant {done}"


@dataclass(frozen=True)
class Turn:
    """What the assistant did, and what came of it, a sentence each."""

    action: str
    outcome: str = UNANSWERED


@dataclass(frozen=True)
class Inquiry:
    """An episode's content. `situation` and `asked` are sentences, oldest first."""

    situation: tuple[str, ...] = ()
    asked: tuple[str, ...] = ()
    turns: tuple[Turn, ...] = ()
    assessment: Assessment = Assessment.OPEN
    justification: str = ""

    @property
    def sought(self) -> str:
        """What was asked for, in the user's words; what was stated when nothing was asked."""
        return " ".join(map(quoted, self.asked or self.situation))


def write(inquiry: Inquiry) -> str:
    """The inquiry as a record's text of at most 6,000 characters: its oldest turns go first."""
    while len(text := _rendered(inquiry)) > MAX_CHARACTERS:
        inquiry = _without_oldest(inquiry)
    return text


def read(text: str) -> Inquiry:
    """Read a record back; a text of another form is kept as the situation."""
    if "<situation>" not in text:
        return Inquiry(situation=(_clipped(text),))
    turns = [
        Turn(_clipped(element("action", turn)), _clipped(element("outcome", turn)))
        for turn in re.findall(r"<turn>(.*?)</turn>", text, re.DOTALL)
    ]
    return Inquiry(
        situation=_sentences("situation", text, but=NOTHING_STATED),
        asked=_sentences("intent", text, but=NOTHING_ASKED),
        turns=tuple(turns),
        assessment=_assessment(element("assessment", text)),
        justification=_clipped(element("justification", text)),
    )


def read_action(sentence: str) -> Action:
    """Read an action back; a sentence of another form is what the assistant answered."""
    match = _ACTION.fullmatch(sentence)
    if match is None:
        return Action(answer=sentence.replace('"', "'"))
    tools = re.split(r", | and ", match["tools"]) if match["tools"] else []
    failed = match["failed"] is not None
    return Action(tuple(tools), failed, match["answer"] or "", match["question"] or "")


def element(name: str, text: str) -> str:
    """The content of a text's first element of this name, empty when there is none."""
    match = re.search(rf"<{name}>(.*?)</{name}>", text, re.DOTALL)
    return unescape(match[1]).strip() if match else ""


def tagged(name: str, content: str) -> str:
    """An element with this text in it."""
    return f"<{name}>{escape(content, quote=False)}</{name}>"


def quoted(sentence: str) -> str:
    """The quotation in a sentence, the whole of it when there is none."""
    match = _QUOTED.search(sentence)
    return match[1] if match else sentence


def shortened(text: str, limit: int) -> str:
    """The text in one line, cut after `limit` characters, at a word's end if there is one."""
    line = " ".join(text.split())
    if len(line) <= limit:
        return line
    return (line[:limit].rpartition(" ")[0] or line[:limit]) + " …"


def listed(names: tuple[str, ...]) -> str:
    """Names as one lists them: `a, b and c`."""
    *rest, last = names[:_MAX_TOOLS]
    return f"{', '.join(rest)} and {last}" if rest else last


def _assessment(text: str) -> Assessment:
    known = {str(assessment): assessment for assessment in Assessment}
    return known.get(text) or (Assessment.YES if text.startswith("Yes") else Assessment.NO)


def _sentences(name: str, text: str, *, but: str) -> tuple[str, ...]:
    lines = (line.strip() for line in element(name, text).split("\n"))
    return tuple(_clipped(line) for line in lines if line not in ("", but))


def _clipped(text: str) -> str:
    return text[:MAX_FOREIGN_CHARACTERS]


def _without_oldest(inquiry: Inquiry) -> Inquiry:
    if len(inquiry.turns) > 1:
        return replace(inquiry, turns=inquiry.turns[1:])
    if len(inquiry.situation) > 1:
        return replace(inquiry, situation=inquiry.situation[1:])
    if len(inquiry.asked) > 1:
        return replace(inquiry, asked=inquiry.asked[1:])
    return Inquiry(assessment=inquiry.assessment)


def _rendered(inquiry: Inquiry) -> str:
    turns = "\n".join(
        f"<turn>{tagged('action', turn.action)}{tagged('outcome', turn.outcome)}</turn>"
        for turn in inquiry.turns
    )
    parts = [
        tagged("situation", "\n".join(inquiry.situation) or NOTHING_STATED),
        tagged("intent", "\n".join(inquiry.asked) or NOTHING_ASKED),
        f"<turns>{turns}</turns>",
        tagged("assessment", inquiry.assessment),
        tagged("justification", inquiry.justification),
        tagged("reflection", _lesson(inquiry)),
    ]
    return "\n".join(["<summary>", *parts, "</summary>"])


def _lesson(inquiry: Inquiry) -> str:
    """What the episode teaches, from how its turns ended."""
    failed = any(turn.outcome.startswith(FAILED) for turn in inquiry.turns)
    if inquiry.assessment is Assessment.YES:
        way = f"{_way(inquiry.turns[-1:])} helped."
        return f"{way} An answer before it did not." if failed else way
    if inquiry.assessment is Assessment.NO:
        return f"{_way(inquiry.turns[-1:])} did not help."
    if inquiry.assessment is Assessment.GIVEN_UP:
        return "Nothing that was answered helped before the user gave up."
    if failed:
        return "What was answered at first did not help."
    return "Whether anything that was answered helped is not known."


def _way(turns: tuple[Turn, ...]) -> str:
    tools = [name for turn in turns for name in read_action(turn.action).tools]
    return (
        f"An answer with the use of {listed(tuple(tools))}" if tools else "What was answered last"
    )

"""The SUMMARIZATION strategy: a running summary of a session, by topic, bounded in length."""

import re
from collections.abc import Sequence
from html import escape, unescape

from local_agentcore.extraction import topics
from local_agentcore.extraction.consolidation import find_same
from local_agentcore.extraction.kinds import Kind
from local_agentcore.extraction.statements import read
from local_agentcore.extraction.types import Utterance

MAX_CHARACTERS = 4_000
MAX_QUESTIONS = 5
MAX_QUESTION_CHARACTERS = 160
ASKED = "Questions asked"
_TOPIC = re.compile(r'<topic name="([^"]*)">\n?(.*?)\n?</topic>', re.DOTALL)

Topics = dict[str, list[str]]


def summarise(previous: str | None, utterances: Sequence[Utterance]) -> str | None:
    """Carry a session's summary on with its new messages, at most 4,000 characters of XML.

    `previous` is the summary so far, None when there is none. Returns None when there is nothing
    to keep: the messages state nothing and there was no summary.
    """
    reading = read(utterances)
    summary = _parsed(previous) if previous else {}
    if not reading.statements and not (summary and reading.questions):
        return None
    for statement in reading.statements:
        preference = Kind.PREFERENCE in statement.kinds
        name = topics.topic(statement.text, statement.categories, preference)
        _add(summary, name, statement.text)
    _ask(summary, reading.questions)
    return bounded(summary)


def _parsed(text: str) -> Topics:
    """Read a summary back; a text that somebody wrote in another form is kept as it is."""
    found = {unescape(name): unescape(body).split("\n") for name, body in _TOPIC.findall(text)}
    return found or {"Earlier": [text[:MAX_CHARACTERS]]}


def _add(summary: Topics, name: str, sentence: str) -> None:
    said = [line for lines in summary.values() for line in lines]
    if find_same(sentence, said) is None:
        summary.setdefault(name, []).append(sentence)


def _ask(summary: Topics, questions: Sequence[str]) -> None:
    lines = summary.pop(ASKED, [])
    for question in questions:
        line = f'The user asked: "{_shortened(question)}"'
        if line not in lines:
            lines.append(line)
    if lines:
        summary[ASKED] = lines[-MAX_QUESTIONS:]


def _shortened(question: str) -> str:
    if len(question) <= MAX_QUESTION_CHARACTERS:
        return question
    return question[:MAX_QUESTION_CHARACTERS].rsplit(" ", 1)[0] + " …"


def bounded(summary: Topics) -> str:
    """Let the oldest sentence of the longest topic go until the rest fits."""
    while len(text := _rendered(summary)) > MAX_CHARACTERS:
        longest = max(summary, key=lambda name: sum(map(len, summary[name])))
        summary[longest].pop(0)
        if not summary[longest]:
            del summary[longest]
    return text


def _rendered(summary: Topics) -> str:
    return "\n".join(
        f'<topic name="{escape(name)}">\n{escape(chr(10).join(lines), quote=False)}\n</topic>'
        for name, lines in summary.items()
    )

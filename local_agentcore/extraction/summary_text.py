"""The text of a session's summary: topics with a sentence a line, written as XML and read back."""

import re
from html import escape, unescape

MAX_CHARACTERS = 4_000
MAX_LINE_CHARACTERS = 1_000
"""A line of a text that somebody wrote in another form is kept up to here."""
EARLIER = "Earlier"
PERSONAL = "Personal details"
DECISIONS = "Decisions"
OPEN_POINTS = "Open points"
DONE = "Done"
ASKED = "Questions asked"
LAST = (DECISIONS, OPEN_POINTS, DONE, ASKED)
"""They stand below what was said, in this order."""

_TOPIC = re.compile(r'<topic name="([^"]*)">(.*?)</topic>', re.DOTALL)
_NO_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_WEIGHTS = {DECISIONS: 4, OPEN_POINTS: 4, PERSONAL: 3, ASKED: 0.5}
"""How telling a topic is: of one with twice the weight, twice as much is kept."""

Topics = dict[str, list[str]]


def read(text: str) -> Topics:
    """Read a summary back; what somebody wrote into it in another form is kept as it is."""
    found: Topics = {}
    end = 0
    for match in _TOPIC.finditer(text):
        _keep(found, EARLIER, text[end : match.start()])
        _keep(found, unescape(match[1]), unescape(match[2]))
        end = match.end()
    _keep(found, EARLIER, text[end:])
    return found


def one_line(text: str) -> str:
    """The text in one line, without what XML cannot hold."""
    return " ".join(_NO_XML.sub(" ", text).split())


def bounded(summary: Topics) -> str:
    """Write the summary with at most 4,000 characters.

    What is too much goes line by line, always the oldest of the topic that takes the most room
    for how telling it is: what is pleasant to know before what was decided or is still open.
    """
    kept = {name: [line[:MAX_CHARACTERS] for line in lines] for name, lines in summary.items()}
    while len(text := _rendered(kept)) > MAX_CHARACTERS:
        longest = max(kept, key=lambda name: sum(map(len, kept[name])) / _WEIGHTS.get(name, 1))
        kept[longest].pop(0)
        if not kept[longest]:
            del kept[longest]
    return text


def _keep(found: Topics, name: str, body: str) -> None:
    lines = [line[:MAX_LINE_CHARACTERS] for line in map(one_line, body.split("\n")) if line]
    if lines:
        found.setdefault(one_line(name), []).extend(lines)


def _rendered(summary: Topics) -> str:
    names = [name for name in summary if name not in LAST]
    names += [name for name in LAST if name in summary]
    return "\n".join(
        f'<topic name="{escape(one_line(name))}">\n{_body(summary[name])}\n</topic>'
        for name in names
    )


def _body(lines: list[str]) -> str:
    return "\n".join(escape(one_line(line), quote=False) for line in lines)

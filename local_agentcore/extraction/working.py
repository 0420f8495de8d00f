"""What the assistant did with a tool, in one line."""

import re

from local_agentcore.extraction.episode_text import shortened
from local_agentcore.extraction.payload import Work

MAX_CHARACTERS = 120
_SUM = re.compile(r"calc|math|arithmetic", re.IGNORECASE)
_ASIDE = re.compile(r"time|date|clock|memor|recall|remember|think", re.IGNORECASE)
"""Tools that tell of nothing that happened in the conversation."""
_LABEL = re.compile(r"^(?:result|answer|output)\s*[:=]\s*", re.IGNORECASE)


def worked(work: Work) -> str:
    """The line, empty where it would tell nothing: *Worked out 2340 * 0.18: 421.2.*"""
    given = shortened(", ".join(_plain(value) for value in work.given.values()), MAX_CHARACTERS)
    result = " ".join(_LABEL.sub("", work.result).split()).rstrip(".")
    if _SUM.search(work.name):
        return f"Worked out {given}: {shortened(result, MAX_CHARACTERS)}." if given else ""
    if _ASIDE.search(work.name):
        return ""
    used = f"Used {work.name}" + (f" for {given}" if given else "")
    told = result and len(result) <= MAX_CHARACTERS and not result.startswith(("{", "["))
    return f"{used}: {result}." if told else f"{used}."


def _plain(value: object) -> str:
    return str(value).replace("\n", " ")

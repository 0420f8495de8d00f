"""Summaries of sessions as one writes them down, and how to read them."""

import xml.etree.ElementTree as ElementTree

from local_agentcore.extraction.summary import summarise
from tests.local_agentcore.extraction.conversation import conversation


def topics(summary: str | None) -> dict[str, list[str]]:
    """The lines of a summary by topic, as any reader of XML finds them."""
    assert summary is not None
    found = ElementTree.fromstring(f"<summary>{summary}</summary>")
    return {topic.attrib["name"]: (topic.text or "").strip().split("\n") for topic in found}


def at_once(session: str) -> dict[str, list[str]]:
    """The summary of a session that is extracted when it is over; empty when there is none."""
    summary = summarise(None, conversation(session))
    return topics(summary) if summary else {}


def one_by_one(session: str) -> dict[str, list[str]]:
    """The summary of a session of which every message is extracted by itself."""
    summary: str | None = None
    for utterance in conversation(session):
        summary = summarise(summary, [utterance]) or summary
    return topics(summary) if summary else {}

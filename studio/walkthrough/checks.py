"""The claims that are checked, each on what was seen."""

import re
from collections.abc import Iterable, Sequence

from studio.contents import content
from studio.types import Record, StrategyType
from studio.walkthrough.entries import Check, Said

MOST_SHOWN = 3
NOTHING = "nothing"
KINDS = {
    StrategyType.SEMANTIC: "fact",
    StrategyType.USER_PREFERENCE: "preference",
    StrategyType.SUMMARIZATION: "summary",
    StrategyType.EPISODIC: "episode",
    StrategyType.CUSTOM: "other",
}


def says(text: str, name: str) -> bool:
    """Whether the text has the name in it, as words of its own."""
    words = r"\s+".join(map(re.escape, name.split()))
    return re.search(rf"(?<!\w){words}(?!\w)", text, re.IGNORECASE) is not None


def naming(records: Iterable[Record], name: str) -> list[Record]:
    """The records that name it."""
    return [record for record in records if says(content(record).sentence, name)]


def is_fact(record: Record) -> bool:
    """Whether it can be recalled in another session: a summary is its own session's."""
    return record.strategy is not StrategyType.SUMMARIZATION


def is_preference(record: Record) -> bool:
    """Whether it is a preference, or may be: what a custom strategy writes is not known."""
    return record.strategy in (StrategyType.USER_PREFERENCE, StrategyType.CUSTOM)


def told(said: Said, name: str) -> Check:
    """The agent says what it was told."""
    return Check(
        f"The agent says “{name}”.",
        f"an answer with the word “{name}”",
        _quoted(said.answer),
        says(said.answer, name),
    )


def not_told(said: Said, name: str) -> Check:
    """The agent answers, and does not give away what it must not know."""
    return Check(
        f"The agent does not say “{name}”.",
        f"an answer without the word “{name}”",
        _quoted(said.answer),
        bool(said.answer) and not says(said.answer, name),
    )


def recalled(said: Said, name: str, what: str = "it") -> Iterable[Check]:
    """The agent recalled a record with the name; no check where it does not say what it recalls."""
    found = said.turn.recalled
    if found is not None:
        named = naming(found.records, name)
        failures = (f"{each.namespace}: {each.message}" for each in found.failures)
        seen = "; ".join([described(found.records), *failures])
        yield Check(
            f"The agent recalled {what} for this question.",
            f"a recalled record with the word “{name}”",
            seen,
            bool(named),
        )


def not_recalled(said: Said, name: str) -> Iterable[Check]:
    """The agent recalled no record with the name; no check where it does not say what it did."""
    found = said.turn.recalled
    if found is not None:
        yield Check(
            "The agent recalled nothing of it.",
            f"no recalled record with the word “{name}”",
            described(naming(found.records, name) or found.records),
            not naming(found.records, name),
        )


def stored(records: Sequence[Record], name: str, what: str = "a record") -> Check:
    """Memory holds, in the actor's namespaces, what was taught."""
    return Check(
        f"Memory keeps {what} of it.",
        f"{what} with the word “{name}” in the actor's namespaces",
        described(naming(records, name) or records, with_namespace=True),
        bool(naming(records, name)),
    )


def not_stored(records: Sequence[Record], name: str) -> Check:
    """Memory holds, in the actor's namespaces, nothing of what was taught."""
    return Check(
        "Memory keeps nothing of it.",
        f"no record with the word “{name}” in the actor's namespaces",
        described(naming(records, name), with_namespace=True),
        not naming(records, name),
    )


def retrieved(records: Sequence[Record], name: str) -> Check:
    """Retrieval finds what was taught."""
    return Check(
        "Retrieval finds it by the question.",
        f"a retrieved record with the word “{name}”",
        described(naming(records, name) or records),
        bool(naming(records, name)),
    )


def not_retrieved(records: Sequence[Record], name: str, who: str) -> Check:
    """Retrieval in an actor's namespaces does not find it."""
    return Check(
        f"Retrieval finds nothing of it for {who}.",
        f"no retrieved record with the word “{name}”",
        described(naming(records, name), with_namespace=True),
        not naming(records, name),
    )


def kept(prompts: Sequence[str], expected: Sequence[str]) -> Check:
    """Short-term memory holds what was said in a session, in order."""
    return Check(
        "Short-term memory holds the conversation.",
        f"events of {_listed(expected)}",
        _listed(prompts),
        list(prompts) == list(expected),
    )


def no_events(count: int) -> Check:
    """Of a session's events, so many are left: none."""
    return Check(
        "Short-term memory holds nothing of the session.",
        "no events",
        f"{count} events" if count else "no events",
        not count,
    )


def process_ended(status: int) -> Check:
    """StopRuntimeSession was answered with success."""
    return Check(
        "AgentCore ended the session's process (StopRuntimeSession).",
        "status 200",
        f"status {status}",
        status == 200,
    )


def described(records: Iterable[Record], *, with_namespace: bool = False) -> str:
    """The first of the records, in words."""
    lines = [_line(record, with_namespace) for record in records]
    rest = len(lines) - MOST_SHOWN
    return "; ".join([*lines[:MOST_SHOWN], *([f"{rest} more"] if rest > 0 else [])]) or NOTHING


def _line(record: Record, with_namespace: bool) -> str:
    notes = [KINDS[record.strategy]]
    if record.score is not None:
        notes.append(f"score {record.score:.2f}")
    if with_namespace:
        notes.append(f"in {record.namespace}")
    return f"{_quoted(content(record).sentence)} ({', '.join(notes)})"


def _quoted(text: str) -> str:
    return f"“{text}”" if text else NOTHING


def _listed(prompts: Sequence[str]) -> str:
    return ", ".join(map(_quoted, prompts)) or NOTHING

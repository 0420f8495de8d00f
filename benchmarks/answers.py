"""How good the offline model's answers are: `PYTHONPATH=agent python -m benchmarks.answers`.

It prints the share that is right by kind of question, `--failures N` of the wrong ones, and of one
`--split` alone: the failures of `fit` were looked at while the model was improved, those of `held`
and `unseen` once, near the end. The model gets what the agent would send it: the agent's system
prompt, its context element with the records that bear on the question and three of the same actor
that do not, in no order.
"""

import argparse
import asyncio
import json
import random
import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from build import SYSTEM_PROMPT
from local_agentcore.model.offline import OfflineModel
from local_agentcore.model.speech import from_third_person
from recall import RecalledRecord, as_context

_FILE = Path(__file__).parent / "answers_cases.txt"
_SPLITS = ["fit", "held", "unseen"]
_BESIDE = 3
_ADMITS = re.compile(r"\bI (?:don't know|can't say|can't answer)\b")
_DECLINES = "connect a language model"
_THIRD_PERSON = re.compile(r"\bthe user\b|^user\b", re.IGNORECASE)


@dataclass(frozen=True)
class Case:
    """A question, said in the last of some turns, and by what its answer is judged."""

    kind: str
    turns: tuple[str, ...]
    answers: frozenset[str]
    near: frozenset[str]
    words: tuple[str, ...]


@dataclass
class Actor:
    """An actor's records, by ID (whether it is a preference, and its text), and questions."""

    split: str
    records: dict[str, tuple[bool, str]] = field(default_factory=dict)
    cases: list[Case] = field(default_factory=list)


def main() -> None:
    """Ask everything and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--split", choices=_SPLITS)
    parser.add_argument("--failures", type=int, default=0, metavar="N")
    parser.add_argument("--all", action="store_true", help="print every answer")
    given = parser.parse_args()
    splits = [given.split] if given.split else _SPLITS
    for split in splits:
        _measure(split, given.failures, given.all)


def _measure(split: str, failures: int, everything: bool) -> None:
    results: dict[str, list[bool]] = defaultdict(list)
    wrong: list[str] = []
    for actor, case in _cases(split):
        asked = _asked_with(actor, case)
        answer = _answer(actor, case, asked)
        fault = _fault(actor, case, asked, answer)
        results[case.kind].append(not fault)
        if fault or everything:
            wrong.append(f"  {case.kind}: {' / '.join(case.turns)}\n    {answer}\n    {fault}")
    total = [right for rights in results.values() for right in rights]
    print(f"{split}: {sum(total)} of {len(total)} right, {sum(total) / len(total):.1%}")
    for kind, rights in sorted(results.items()):
        print(f"  {kind:<11} {sum(rights):3} of {len(rights):3}")
    shown = wrong if everything else wrong[:failures]
    print(*shown, sep="\n")


def _cases(split: str) -> Iterator[tuple[Actor, Case]]:
    for actor in _read():
        if actor.split == split:
            yield from ((actor, case) for case in actor.cases)


def _read() -> list[Actor]:
    actors: list[Actor] = []
    for line in _FILE.read_text(encoding="utf-8").splitlines():
        head, _, rest = line.partition(" ")
        if head == "==":
            actors.append(Actor(split=rest.split()[1]))
        elif head == "?":
            actors[-1].cases.append(_case(rest, actors[-1]))
        elif line and head != "#":
            preference = head == "p"
            name, _, text = (rest if preference else line).partition(": ")
            actors[-1].records[name] = (preference, text)
    return actors


def _case(line: str, actor: Actor) -> Case:
    kind, said, labels, words = (part.strip() for part in line.split(" | "))
    names = labels.split()
    near = frozenset(name[1:] for name in names if name.startswith("~"))
    answers = frozenset(actor.records if "*" in names else names) - {f"~{one}" for one in near}
    unknown = (near | answers) - set(actor.records)
    if unknown:
        raise ValueError(f"No such records: {sorted(unknown)} in {line!r}")
    demands = () if words == "-" else tuple(word.strip() for word in words.split(","))
    return Case(kind, tuple(said.split(" / ")), answers, near, demands)


def _asked_with(actor: Actor, case: Case) -> list[str]:
    """The IDs of the records that the question is asked with: the same at each run."""
    chosen = random.Random(case.turns[-1])
    bearing = sorted(case.answers | case.near)
    others = [name for name in actor.records if name not in bearing]
    together = [*bearing, *chosen.sample(others, min(_BESIDE, len(others)))]
    chosen.shuffle(together)
    return together


def _answer(actor: Actor, case: Case, asked: list[str]) -> str:
    messages: list[dict[str, Any]] = []
    for turn in case.turns:
        messages.append({"role": "user", "content": [{"text": turn}]})
        messages.append({"role": "assistant", "content": [{"text": "Understood."}]})
    messages.pop()
    context = as_context(_recalled(name, *actor.records[name]) for name in asked)
    messages[-1]["content"].insert(0, {"text": context})
    request = {"messages": messages, "system": [{"text": SYSTEM_PROMPT}]}
    return " ".join(asyncio.run(_text(request)).split())


def _recalled(name: str, preference: bool, text: str) -> RecalledRecord:
    document = {"context": "They said so.", "preference": text, "categories": []}
    return RecalledRecord(
        record_id=name,
        text=json.dumps(document) if preference else text,
        strategy_id="preferences" if preference else "facts",
        namespace="/users/someone/",
        score=0.9,
        created_at=datetime(2026, 1, 1, tzinfo=UTC),
    )


async def _text(request: dict[str, Any]) -> str:
    events = [event async for event in OfflineModel().stream(request)]
    deltas = [e["contentBlockDelta"]["delta"] for e in events if "contentBlockDelta" in e]
    return "".join(delta.get("text", "") for delta in deltas)


def _fault(actor: Actor, case: Case, asked: list[str], answer: str) -> str:
    """What is wrong with an answer; empty when nothing is."""
    if _THIRD_PERSON.search(answer):
        return "speaks of the user"
    opening = answer.partition(",")[0]
    verdict = opening.lower() if opening in ("Yes", "No") else ""
    if verdict != (case.kind if case.kind in ("yes", "no") else ""):
        return f"begins with {opening!r}" if verdict else f"does not say {case.kind}"
    if (_DECLINES in answer) is not (case.kind == "decline"):
        return "declines" if _DECLINES in answer else "does not decline"
    if (_ADMITS.search(answer) is not None) is not (case.kind == "unknown"):
        # To decline is to say that it cannot answer.
        if case.kind == "decline":
            return _wrong_words(actor, case, asked, answer)
        return "does not admit that it is unknown" if case.kind == "unknown" else "does not know"
    return _wrong_words(actor, case, asked, answer)


def _wrong_words(actor: Actor, case: Case, asked: list[str], answer: str) -> str:
    for demand in case.words:
        unwanted = demand.startswith("!")
        if any(_has(answer, word) for word in demand.lstrip("!").split("/")) is unwanted:
            return f"has {demand[1:]!r}" if unwanted else f"lacks {demand!r}"
    for name in asked:
        said = from_third_person(actor.records[name][1]).rstrip(".").lower()
        if name not in case.answers | case.near and said in answer.lower():
            return f"tells {name!r}, which is beside the point"
    return ""


def _has(answer: str, word: str) -> bool:
    return re.search(rf"(?<!\w){re.escape(word)}(?!\w)", answer, re.IGNORECASE) is not None


if __name__ == "__main__":
    main()

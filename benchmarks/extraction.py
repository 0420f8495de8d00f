"""How good extraction is: `python -m benchmarks.extraction [--failures N]` prints it.

Truth and grammar are judged by rule, which misses what only a reader sees: no word of the first
person left, no content word lost or added, the verb in agreement.
"""

import argparse
import json
import random
import re
import sys
import time
from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from itertools import chain
from pathlib import Path
from typing import Any

from local_agentcore.extraction import language
from local_agentcore.extraction.facts import extract_facts
from local_agentcore.extraction.lexicon import words
from local_agentcore.extraction.preferences import extract_preferences
from local_agentcore.extraction.types import Utterance

DATA = Path(__file__).resolve().parents[2] / "shared" / "data"
AT = datetime(2025, 3, 4, 12, tzinfo=UTC)
GREETINGS = """Hi!
Hello there
Good morning!
Hey, how are you?
Thanks a lot!
Thank you so much for your help.
That's great!
Cool, thanks
See you later
Have a nice day
Sounds good
I see.
I agree.
Nice to meet you
I'm fine, thanks.
Got it
Perfect, that works
You're welcome
No problem
How's it going?
I appreciate it
Great job
Never mind
""".splitlines()
_FIRST_PERSON = re.compile(r"\b(?:I|me|my|mine|myself|we|us|our|ours|ourselves|im)\b")
_IRREGULAR = re.compile(
    r"\b(?<!and )[Tt]he user (?:really |also |often |always )?(?:am|are|have|do|go|were)\b"
)
_WORD = re.compile(r"[a-z0-9]+")


def said(text: str, role: str = "USER") -> list[Utterance]:
    """A session of one message."""
    return [Utterance("0000000000000000001#00000000", role, text, AT)]


def facts_in(text: str) -> list[str]:
    """The facts learned from one message."""
    return [fact.text for fact in extract_facts(said(text))]


def preferences_in(text: str) -> list[str]:
    """The preferences learned from one message."""
    return [json.loads(record.text)["preference"] for record in extract_preferences(said(text))]


def load(name: str) -> Any:
    """A data set, or None where the folder is missing."""
    path = DATA / name
    return json.loads(path.read_text(encoding="utf-8")) if path.exists() else None


def fault(sentence: str, records: Sequence[str]) -> str | None:
    """What is wrong with the records of a first-person sentence, None when nothing is."""
    if not records:
        return "no record"
    joined = " ".join(records)
    if _FIRST_PERSON.search(joined):
        return "first person left"
    if _IRREGULAR.search(joined) or _disagrees(records):
        return "agreement"
    return "content lost" if _content(sentence) - _content(joined) else None


def _disagrees(records: Sequence[str]) -> bool:
    """Whether a verb after *the user* stands in a form that does not go with it."""
    for doc in language.parse(records):
        for word in doc:
            if word.dep_ == "nsubj" and word.lower_ == "user" and word.i == 1:
                helpers = [c for c in word.head.children if c.dep_ in ("aux", "auxpass")]
                verb = helpers[0] if helpers else word.head
                if verb.tag_ in ("VBP", "VB") and verb.i > word.i:
                    return True
    return False


_FUNCTION = words(
    """i me my mine myself we us our the user their they them themselves s is am are was were has
    have do does not m ve re ll d t n a an and but or so that too also well can cannot
    will would be been im ive dont cant doesnt theirs it don didn couldn doesn isn won
    wouldn really"""
)


def _content(text: str) -> set[str]:
    return {_stem(word) for word in _WORD.findall(text.lower()) if word not in _FUNCTION}


def _stem(word: str) -> str:
    return re.sub(r"(?<=\w\w)(?:ie|e|y)$", "", re.sub(r"(?<=\w\w)s$", "", word))


def report(title: str, failed: Iterable[tuple[str, str]], total: int, show: int) -> None:
    """Print the share that passed, then the failures by kind with examples."""
    failures = list(failed)
    print(f"{title}: {1 - len(failures) / total:.1%} of {total}")
    for kind, count in Counter(kind for kind, _ in failures).most_common():
        print(f"  {kind}: {count}")
        examples = [text for found, text in failures if found == kind]
        for text in random.Random(7).sample(examples, min(show, len(examples))):
            print(f"    {text}")


def personas(show: int) -> None:
    """First-person sentences about oneself: a true, grammatical record in the third person."""
    sentences = load("msc-personas-dev.json")
    if sentences is None:
        return print("MSC personas: not measured")
    failures = []
    for sentence in sentences:
        records = list(dict.fromkeys([*facts_in(sentence), *preferences_in(sentence)]))
        wrong = fault(sentence, records)
        if wrong:
            failures.append((wrong, f"{sentence} -> {records}"))
    return report("MSC personas remembered well", failures, len(sentences), show)


def stated_preferences(show: int) -> None:
    """A stated preference becomes a preference record."""
    data = load("prefeval-dev.json")
    if data is None:
        return print("PrefEval: not measured")
    stated = [item["preference"] for item in chain.from_iterable(data.values())]
    failures = []
    for text in stated:
        records = preferences_in(text)
        wrong = fault(text, records)
        if wrong in ("no record", "first person left", "agreement"):
            failures.append((wrong, f"{text} -> {records or facts_in(text)}"))
    return report("PrefEval preferences remembered", failures, len(stated), show)


def nothing_to_remember(show: int) -> None:
    """Questions, greetings and the assistant's own talk leave no record."""
    preferences, conversations = load("prefeval-dev.json"), load("locomo-dev.json")
    if preferences is None or conversations is None:
        return print("Questions and greetings: not measured")
    asked = [item["question"] for item in chain.from_iterable(preferences.values())]
    asked += [item["question"] for conversation in conversations for item in conversation["qa"]]
    alone = [text for text in asked if not re.search(r"[.!] ", text)]
    texts = random.Random(3).sample(alone, min(470, len(alone))) + list(GREETINGS)
    report("Questions and greetings without a record", _recorded(texts), len(texts), show)
    led_up = [text for text in asked if re.search(r"[.!] ", text)]
    return report("… with a sentence that leads up to them", _recorded(led_up), len(led_up), show)


def _recorded(texts: Sequence[str]) -> list[tuple[str, str]]:
    """The texts of which something is learned."""
    learned = {text: facts_in(text) + preferences_in(text) for text in texts}
    return [("record", f"{text} -> {records}") for text, records in learned.items() if records]


def turns() -> list[str]:
    """Turns of real conversations, empty where the folder is missing."""
    return [
        turn["text"]
        for item in load("locomo-dev.json") or []
        for key, session in item["conversation"].items()
        if re.fullmatch(r"session_\d+", key)
        for turn in session
    ]


def conversation(show: int) -> None:
    """What real turns become: records a turn, time an event, and examples to read."""
    texts = random.Random(5).sample(turns(), 400) if turns() else []
    if not texts:
        return print("LoCoMo turns: not measured")
    milliseconds, found, examples = [], 0, []
    for text in texts:
        start = time.perf_counter()
        records = [*facts_in(text), *(f"(preference) {p}" for p in preferences_in(text))]
        milliseconds.append((time.perf_counter() - start) * 1000)
        found += len(records)
        examples.append(f"{text} -> {records}")
    milliseconds.sort()
    p95 = milliseconds[int(len(milliseconds) * 0.95)]
    print(f"LoCoMo turns: {found / len(texts):.2f} records a turn, p95 {p95:.0f} ms an event")
    for example in examples[:show]:
        print(f"    {example}")
    return None


def main(arguments: Sequence[str]) -> None:
    """Measure all, with `--failures N` examples of each kind of failure."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--failures", type=int, default=5, help="examples of each kind to print")
    show = parser.parse_args(arguments).failures
    for measure in (personas, stated_preferences, nothing_to_remember, conversation):
        measure(show)


if __name__ == "__main__":
    main(sys.argv[1:])

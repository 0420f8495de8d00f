"""What rules and model end, rightly and wrongly: `python -m benchmarks.contradiction`.

Of the sets marked `held` in `contradiction_pairs.tsv` and `contradiction_people.txt`, which the
model was not trained on; and, where its folder is there, of LoCoMo's talks, in which hardly
anything ends. `--examples N` prints so many of what a talk ended.
"""

import argparse
import sys
from collections.abc import Iterator, Sequence
from operator import attrgetter

from benchmarks.contradiction_data import PAIRS, PEOPLE, Person, people, records_of
from benchmarks.extraction import said
from benchmarks.locomo import Conversation, conversations
from benchmarks.supersession import Case, by_functions
from local_agentcore.extraction.contradiction import contradicted_by
from local_agentcore.extraction.hearsay import heard as heard_in
from local_agentcore.extraction.kinds import Kind
from local_agentcore.extraction.supersession import superseded_by


def pairs() -> Iterator[str]:
    """A line for each set: changes whose record is left, near misses whose is gone."""
    lines = [line.split("\t") for line in PAIRS.read_text(encoding="utf-8").splitlines()]
    held = [Case(part, kind == "change", part, *said) for part, kind, *said in lines]
    for part in dict.fromkeys(case.half for case in held if case.half.startswith("held")):
        yield f"{part}: {_of_pairs([case for case in held if case.half == part])}"


def _of_pairs(cases: Sequence[Case]) -> str:
    found = [(case.ends, by_functions(case)) for case in cases]
    changes = [outcome for ends, outcome in found if ends and outcome.learned]
    keeps = [outcome for ends, outcome in found if not ends and outcome.learned]
    left = sum(outcome.left > 0 for outcome in changes)
    gone = sum(outcome.left < outcome.learned for outcome in keeps)
    return f"left {_share(left, len(changes))}, falsely gone {gone} of {len(keeps)}"


def persons() -> Iterator[str]:
    """A line for each sort of persons: what is left, and messages that end something wrongly."""
    held = [person for person in people(PEOPLE) if person.part.startswith("held")]
    for sort in ("", "plain", "talk", "everyday", "nasty"):
        own = [person for person in held if _sort(person) == sort]
        yield f"{len(own)} {sort or 'other'} persons: {_of_persons(own)}"


def _of_persons(own: Sequence[Person]) -> str:
    wanted = [ended for person in own for ended, _ in person.later]
    found = list(zip(wanted, (gone for person in own for gone in _ended(person)), strict=True))
    left = sum(len(due - gone) for due, gone in found)
    wrong = sum(bool(gone - due) for due, gone in found)
    return (
        f"left {_share(left, sum(map(len, wanted)))}, "
        f"ending something wrongly {_share(wrong, len(found))} messages"
    )


def _sort(person: Person) -> str:
    word = person.part.split()[1]
    return word if word in ("plain", "talk", "everyday", "nasty") else ""


def _ended(person: Person) -> Iterator[frozenset[int]]:
    """For each later message the numbers of what it ends, beside all that the person said."""
    known = person.records()
    told = [record for _, record in known]
    for _, message in person.later:
        yield frozenset(known[place][0] for place in _places(message, told))


def _places(message: str, told: Sequence[str]) -> set[int]:
    later = said(message)
    stated = [heard.text for heard in heard_in(later, Kind.FACT, attrgetter("text"))]
    by_rules = {place for text in stated for place in superseded_by(text, told)}
    return by_rules | {place for each in later for place in contradicted_by(each, told)}


def talks(show: int) -> Iterator[str]:
    """A line on LoCoMo, whose people go on with most that they say, and examples."""
    learned, ended = 0, []
    for talk in conversations():
        for speaker in talk.speakers:
            count, gone = _in_talk(talk, speaker)
            learned += count
            ended += gone
    if learned:
        yield f"LoCoMo: ended {_share(len(ended), learned)} statements"
    yield from ended[:show]


def _in_talk(talk: Conversation, speaker: str) -> tuple[int, list[str]]:
    """How many statements a speaker made, and those that a later session of theirs ended."""
    known: list[str] = []
    new: list[str] = []
    count, session, ended = 0, 0, []
    for turn in talk.turns:
        if turn.speaker != speaker:
            continue
        if turn.session != session:
            known, new, session = list(dict.fromkeys(known + new)), [], turn.session
        places = _places(turn.text, known)
        ended += [f"    {known[place]} <- {turn.text}" for place in places]
        known = [record for place, record in enumerate(known) if place not in places]
        own = records_of(turn.text)
        new += own
        count += len(own)
    return count, ended


def _share(part: int, whole: int) -> str:
    return f"{part} of {whole} ({part / max(1, whole):.1%})"


def main(arguments: Sequence[str]) -> None:
    """Print all figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--examples", type=int, default=0)
    options = parser.parse_args(arguments)
    for lines in (pairs(), persons(), talks(options.examples)):
        for line in lines:
            print(line, flush=True)


if __name__ == "__main__":
    main(sys.argv[1:])

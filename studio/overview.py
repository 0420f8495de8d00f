"""What an actor's memory is made of: how many records of which strategy, from when, about what."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import datetime
from functools import partial

from botocore.exceptions import BotoCoreError, ClientError

from studio.contents import content
from studio.filters import Filter
from studio.listing import Failures, walk
from studio.memory import Memory
from studio.problems import CALL_ERRORS
from studio.types import Record, StrategyType

Error = ClientError | BotoCoreError
MOST_COUNTED = 500
"""So many records of a namespace path are counted: five calls. AgentCore itself counts none."""


@dataclass(frozen=True)
class Trait:
    """What the overview keeps of a record."""

    strategy: StrategyType
    strategy_id: str
    namespace: str
    created_at: datetime | None
    subjects: tuple[str, ...]


@dataclass(frozen=True)
class Overview:
    """The traits of the newest records; `more` are the strategies of which there are others.

    `failures` are the namespace paths that could not be read, while others could.
    """

    traits: Sequence[Trait] = ()
    more: frozenset[str] = frozenset()
    failures: Failures = ()

    @property
    def counts(self) -> Mapping[str, int]:
        """How many records each strategy has, by its ID; of those with more, at least so many."""
        return Counter(trait.strategy_id for trait in self.traits)

    @property
    def is_whole(self) -> bool:
        """Whether all records were counted."""
        return not self.more and not self.failures


def overview(memory: Memory, actor_id: str, most: int = MOST_COUNTED) -> Overview:
    """The newest records of each of the actor's namespace paths, `most` at most, in short.

    Raises:
        ClientError, BotoCoreError: no namespace path could be read.
    """
    paths = Filter().paths(memory, actor_id)
    with ThreadPoolExecutor(max_workers=8) as pool:
        answers = list(pool.map(partial(_traits, memory, actor_id, most), paths))
    listed = [answer for answer in answers if isinstance(answer, list)]
    failures = _failures(paths, answers)
    if failures and not listed:
        raise failures[0][1]
    # Which strategy the records have that were not counted, only those that were can tell.
    more = {trait.strategy_id for traits in listed if len(traits) > most for trait in traits}
    traits = [trait for traits in listed for trait in traits[:most]]
    return Overview(traits, frozenset(more), failures)


def subjects(traits: Iterable[Trait], most: int) -> list[tuple[str, int]]:
    """What most of the records are about, and how many are, however it is capitalised."""
    named = [subject for trait in traits for subject in trait.subjects]
    spelt = {subject.casefold(): subject for subject in reversed(named)}
    counts = Counter(subject.casefold() for subject in named)
    return [(spelt[subject], count) for subject, count in counts.most_common(most)]


def _failures(paths: Sequence[str], answers: Sequence[list[Trait] | Error]) -> Failures:
    asked = zip(paths, answers, strict=True)
    return tuple((path, answer) for path, answer in asked if not isinstance(answer, list))


def _traits(memory: Memory, actor_id: str, most: int, path: str) -> list[Trait] | Error:
    try:
        found = walk(memory, actor_id, Filter(namespace=path), most + 1)
        return [_trait(record) for record in found]
    except CALL_ERRORS as error:
        return error


def _trait(record: Record) -> Trait:
    return Trait(
        record.strategy,
        record.strategy_id,
        record.namespace,
        record.created_at,
        content(record).subjects,
    )

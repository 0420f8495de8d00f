"""What a session said, in its order, as one strategy hears it: its records, and what ends some."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from local_agentcore.extraction.corrections import (
    ends_said,
    meant_by,
    says_instead,
    takes_back,
    without_openers,
)
from local_agentcore.extraction.facts import merged
from local_agentcore.extraction.kinds import Kind
from local_agentcore.extraction.statements import Statement, read
from local_agentcore.extraction.types import Utterance


@dataclass(frozen=True)
class Said:
    """A statement and the events that said it.

    What is no record of the strategy (`is_record`) may still end some; it becomes one where it ends
    one and says what is so in its place (`in_place`). `takes_back` is whether it corrects the
    statement before it, `meant` what should have been said there, and `begins` when what it says
    began, as far as that was said.
    """

    text: str
    event_ids: tuple[str, ...]
    is_record: bool = True
    takes_back: bool = False
    meant: str = ""
    begins: datetime | None = None
    in_place: bool = False


def heard(
    utterances: Sequence[Utterance],
    kind: Kind,
    written: Callable[[Statement], str],
    earlier: Sequence[Utterance] = (),
) -> list[Said]:
    """All statements of a session's messages, in their order; `written` is a record's text.

    `earlier` are the messages before them: nothing is learned from those any more.
    """
    places = {said.event_id: place for place, said in reversed(list(enumerate(utterances)))}
    corrected = {said.event_id for said in utterances if takes_back(said)}
    reading = read(without_openers([*earlier, *utterances]))
    statements = [each for each in reading.statements if each.event_id in places]
    kept = {id(statement): ids for statement, ids in merged(statements, kind)}
    found: list[Said] = []
    for statement in statements:
        taken = statement.event_id in corrected
        if id(statement) in kept:
            said = Said(written(statement), kept[id(statement)], takes_back=taken)
            found.append(replace(said, begins=statement.begins))
        elif kind not in statement.kinds:
            found.append(Said(statement.text, (statement.event_id,), False, taken))
    return sorted(
        [*found, *_unstated(utterances, kind)], key=lambda said: places[said.event_ids[0]]
    )


def _unstated(utterances: Sequence[Utterance], kind: Kind) -> list[Said]:
    """What is no statement of its own."""
    found: list[Said] = []
    for utterance in utterances:
        source = (utterance.event_id,)
        meant = meant_by(utterance)
        if meant is not None:
            found.append(Said("", source, meant=meant))
        found += [
            Said(text, source, False, in_place=kind is Kind.FACT and says_instead(text))
            for text in ends_said(utterance)
        ]
    return found

"""What statements do to what is known: each adds, updates, supersedes or is known already."""

from collections.abc import Sequence
from dataclasses import replace

from local_agentcore.extraction.consolidation import find_same, statement_of
from local_agentcore.extraction.contradiction import contradicted_by, nearest
from local_agentcore.extraction.corrections import reworded
from local_agentcore.extraction.draft import Draft
from local_agentcore.extraction.hearsay import Said
from local_agentcore.extraction.refinement import find_less
from local_agentcore.extraction.supersession import is_kindred, superseded_by
from local_agentcore.extraction.types import Utterance
from local_agentcore.store.records import Record


def consolidated(
    found: Sequence[Said],
    known: Sequence[Record],
    session_id: str,
    messages: Sequence[Utterance] = (),
) -> list[Draft]:
    """The drafts that statements of one session make, in their order.

    `messages` are those that they were said in, which may end records in words of their own.
    """
    work = _Consolidation(known, session_id)
    stated: dict[str, list[Said]] = {message.event_id: [] for message in messages}
    for said in found:
        stated.setdefault(said.event_ids[0], []).append(said)
    for event_id, own in stated.items():
        work.hear([message for message in messages if message.event_id == event_id], own)
    return work.drafts


class _Consolidation:
    """The known records of a namespace, and what a session's statements have made of them."""

    def __init__(self, known: Sequence[Record], session_id: str) -> None:
        self.drafts: list[Draft] = []
        self._known = known
        self._texts = [record.text for record in known]
        self._session_id = session_id
        self._ended: set[int] = set()

    def hear(self, messages: Sequence[Utterance], stated: Sequence[Said]) -> None:
        """Take in what an event said: each statement, with the records that its words end."""
        drafts = self._alive()
        before = [*self._texts, *(self.drafts[place].text for place in drafts)]
        ended = {place for message in messages for place in contradicted_by(message, before)}
        if ended and not stated:
            stated = [Said(messages[0].text, (messages[0].event_id,), is_record=False)]
        said_so = [statement_of(each.text) for each in stated]
        owners = {place: nearest(before[place], said_so) for place in ended}
        count = len(self._texts)
        for number, said in enumerate(stated):
            own = {place for place, owner in owners.items() if owner == number}
            known = {place for place in own if place < count} - self._ended
            self.take(said, known, {drafts[place - count] for place in own if place >= count})

    def take(self, said: Said, ended: set[int], replaced: set[int]) -> None:
        """Take the next statement in, which puts an end to these known records and drafts."""
        drafted, before = self._drafted_before(), self._known_before()
        text = said.text
        if said.meant:
            last = self.drafts[drafted].text if drafted is not None else self._text(before)
            corrected = last and reworded(last, said.meant)
            if not corrected:
                return
            text = corrected
        same = find_same(text, self._texts)
        ended = (ended - {same}) | set(superseded_by(text, self._texts))
        replaced = replaced | set(self._replaced(text))
        if said.meant or said.takes_back:
            self._correct(text, bool(said.meant), drafted, before, ended, replaced)
        self._draft(text, said, ended, replaced)

    def _text(self, known: int | None) -> str:
        return "" if known is None else self._texts[known]

    def _drafted_before(self) -> int | None:
        """The last statement of the batch that is to be a record."""
        positions = self._alive()
        return positions[-1] if positions else None

    def _known_before(self) -> int | None:
        """What the session said last in an earlier batch."""
        own = [
            place
            for place, record in enumerate(self._known)
            if place not in self._ended
            and record.metadata.get("sourceSessionId", {}).get("stringValue") == self._session_id
        ]
        return max(own, key=lambda place: self._known[place].updated_ms) if own else None

    def _alive(self) -> list[int]:
        return [place for place, draft in enumerate(self.drafts) if draft.is_record]

    def _replaced(self, text: str) -> list[int]:
        alive = self._alive()
        return [alive[i] for i in superseded_by(text, [self.drafts[p].text for p in alive])]

    def _correct(
        self,
        text: str,
        surely: bool,
        drafted: int | None,
        before: int | None,
        ended: set[int],
        replaced: set[int],
    ) -> None:
        """What was just said goes: never to be written, or superseded where it already is."""
        if drafted is not None:
            if surely or drafted in replaced or is_kindred(text, self.drafts[drafted].text):
                self._unwrite(drafted, ended)
                replaced.discard(drafted)
        elif before is not None and (surely or is_kindred(text, self._texts[before])):
            ended.add(before)

    def _unwrite(self, place: int, ended: set[int]) -> None:
        wrong = self.drafts[place]
        if wrong.known is not None:
            ended.add(self._known.index(wrong.known))
        self.drafts[place] = replace(wrong, known=None, supersedes=(), is_record=False)

    def _draft(self, text: str, said: Said, ended: set[int], replaced: set[int]) -> None:
        self._ended |= ended
        if not said.is_record:
            if ended or replaced:
                draft = Draft(text, said.event_ids, None, is_record=said.in_place)
                self._add(draft, ended, replaced)
            return
        record, kept = self._match(text)
        self._add(Draft(kept, said.event_ids, record, valid_from=said.begins), ended, replaced)

    def _add(self, draft: Draft, ended: set[int], replaced: set[int]) -> None:
        gone = tuple(self._known[place] for place in sorted(ended))
        self.drafts.append(replace(draft, supersedes=gone, replaces=tuple(sorted(replaced))))

    def _match(self, text: str) -> tuple[Record | None, str]:
        """The known record that a statement is of, and the text that it has then."""
        places = [place for place in range(len(self._texts)) if place not in self._ended]
        texts = [self._texts[place] for place in places]
        same = find_same(text, texts)
        if same is not None:
            return self._known[places[same]], texts[same]
        less = find_less(text, texts)
        return (None, text) if less is None else (self._known[places[less]], text)

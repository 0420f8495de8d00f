"""Actors, sessions, events and records, listed and retrieved."""

from collections.abc import Iterable, Sequence

from studio.command.call import DONE, Call
from studio.command.printing import at, document, one_line, say, table
from studio.contents import content
from studio.filters import Filter
from studio.listing import walk
from studio.problems import explain
from studio.search import find
from studio.turns import is_bookkeeping, messages
from studio.types import Event, Record

Row = Sequence[str]


def actors(call: Call) -> int:
    """The actors' IDs."""
    found = call.memory.actors()
    return _shown(call, found, ([actor_id] for actor_id in found))


def sessions(call: Call) -> int:
    """An actor's sessions: when they began, and their IDs."""
    found = call.memory.sessions(call.given.actor)
    raw = [{"sessionId": each.id, "createdAt": each.created_at} for each in found]
    return _shown(call, raw, ([at(each.created_at), each.id] for each in found))


def events(call: Call) -> int:
    """A session's events, with what was said."""
    found = call.memory.events(call.given.actor, call.given.session)
    return _shown(call, [each.raw for each in found], map(_event, found))


def records(call: Call) -> int:
    """An actor's records."""
    found = list(walk(call.memory, call.given.actor, Filter()))
    return _shown(call, [each.raw for each in found], (_record(call, each) for each in found))


def retrieve(call: Call) -> int:
    """An actor's records that answer a query, with their scores."""
    given = call.given
    found = find(call.memory, given.actor, given.query, Filter(), given.top_k, given.min_score)
    for path, error in found.failures:
        say(f"{path} could not be searched: {explain(error).what}")
    rows = ([f"{each.score or 0.0:.3f}", *_record(call, each)] for each in found.records)
    return _shown(call, [each.raw for each in found.records], rows)


def _shown(call: Call, raw: Sequence[object], rows: Iterable[Row]) -> int:
    if call.is_json:
        document(raw)
    elif raw:
        table(list(rows))
    else:
        say(f"Nothing found in {call.where}.")
    return DONE


def _event(event: Event) -> Row:
    said = [f"{each.role}: {one_line(each.text)}" for each in messages(event) if each.text]
    words = " | ".join(said) or ("(the agent's state)" if is_bookkeeping(event) else "(no text)")
    return [at(event.timestamp), event.id, words]


def _record(call: Call, record: Record) -> Row:
    names = {strategy.id: strategy.name for strategy in call.memory.strategies}
    name = names.get(record.strategy_id, record.strategy_id)
    return [record.id, at(record.created_at), name, one_line(content(record).sentence)]

"""What a month of a deployment costs, roughly, at a stated use and AWS's list prices."""

from collections.abc import Iterator
from dataclasses import dataclass

from studio import prices

DAYS = 30
TURNS_A_SESSION = 10
EVENTS_A_TURN, RETRIEVALS_A_TURN = 2, 3
"""What the agent calls for a turn: its prompt and its answer, and one retrieval a namespace."""
EVENTS_A_SESSION = 3
"""What it writes once more when a session begins."""
RECORDS_A_TURN = 1
INPUT_TOKENS, OUTPUT_TOKENS = 1_500, 200
"""Of a turn: system prompt, what is recalled and the conversation so far; and the answer."""
CPU_SECONDS_A_TURN = 3
SESSION_HOURS = 0.5
"""Ten turns in a quarter of an hour, and the idle quarter after which AgentCore ends a session."""
SESSION_GIGABYTES = 0.5


@dataclass(frozen=True)
class Line:
    """One thing that is paid for; `dollars` is None where its price is not known."""

    what: str
    dollars: float | None


def month(turns_a_day: int, model: str) -> tuple[Line, ...]:
    """What a month costs at so many turns a day, answered by this model."""
    turns = turns_a_day * DAYS
    return tuple(_lines(turns, turns / TURNS_A_SESSION, model))


def _lines(turns: int, sessions: float, model: str) -> Iterator[Line]:
    events = turns * EVENTS_A_TURN + sessions * EVENTS_A_SESSION
    retrievals, records = turns * RETRIEVALS_A_TURN, turns * RECORDS_A_TURN
    hours = sessions * SESSION_HOURS
    yield Line(f"{events:,.0f} events", events * prices.CALLS["CreateEvent"].each)
    price = prices.CALLS["RetrieveMemoryRecords"].each
    yield Line(f"{retrievals:,} retrievals", retrievals * price)
    yield Line(f"{records:,} records stored for a month", records * prices.STORED_RECORD.each)
    cpu = turns * CPU_SECONDS_A_TURN / 3600 * prices.RUNTIME_CPU.each
    memory = hours * SESSION_GIGABYTES * prices.RUNTIME_MEMORY.each
    yield Line(f"the runtime, {sessions:,.0f} sessions", cpu + memory)
    yield Line(f"{turns:,} answers of {model}", _answers(turns, model))


def _answers(turns: int, model: str) -> float | None:
    price = prices.model_price(model)
    if price is None:
        return None
    a_turn = INPUT_TOKENS * price.input_tokens + OUTPUT_TOKENS * price.output_tokens
    return turns * a_turn / prices.MILLION


def report(turns_a_day: int, model: str) -> Iterator[str]:
    """The month in lines for people: the use, each price, the sum, and what is not in it."""
    lines = month(turns_a_day, model)
    yield (
        f"A month at {turns_a_day} turns a day, {TURNS_A_SESSION} a session "
        f"(list prices of {prices.LOOKED_UP:%d %B %Y}; an estimate, not an offer):"
    )
    for line in lines:
        dollars = "price not known" if line.dollars is None else f"${line.dollars:,.2f}"
        yield f"  {dollars:>15}  {line.what}"
    yield f"  {f'${sum(line.dollars or 0 for line in lines):,.2f}':>15}  in all"
    yield "  Logs, traces and the zip in S3 come on top: cents at this use. Unused, it costs cents."

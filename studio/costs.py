"""What a turn called, and what that would cost on AWS at list prices."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from studio import prices
from studio.types import Done

MODEL_OPERATIONS = frozenset({"Converse", "ConverseStream"})


@dataclass(frozen=True)
class Line:
    """Calls of one operation. `dollars` is None where they cannot be priced.

    `note` says why, or how they are. The list names no charge for those without a note.
    """

    operation: str
    by_agent: int
    by_app: int
    dollars: float | None
    note: str


@dataclass(frozen=True)
class Bill:
    """The calls of a turn; `agent_is_known` says whether the agent told of its own."""

    lines: tuple[Line, ...]
    agent_is_known: bool

    @property
    def by_agent(self) -> int:
        """How many calls the agent made."""
        return sum(line.by_agent for line in self.lines)

    @property
    def by_app(self) -> int:
        """How many calls the app made."""
        return sum(line.by_app for line in self.lines)

    @property
    def has_model_price(self) -> bool:
        """Whether what the model costs is in the sum."""
        priced = (line.dollars for line in self.lines if line.operation in MODEL_OPERATIONS)
        return any(priced)

    @property
    def dollars(self) -> float:
        """What those cost that can be priced."""
        return sum(line.dollars or 0.0 for line in self.lines)


def bill(end: Done, by_app: Mapping[str, int], model: str) -> Bill:
    """The calls of a turn that ended so; `model` is what really answered, empty when unknown."""
    by_agent = end.calls or {}
    operations = sorted({*by_agent, *by_app}, key=lambda name: (name not in by_agent, name))
    lines = {each: _line(each, by_agent.get(each, 0), by_app.get(each, 0)) for each in operations}
    # Tokens are counted for the turn, not for each call.
    if asked := next((each for each in operations if each in MODEL_OPERATIONS), None):
        lines[asked] = _with_tokens(lines[asked], end.usage, model)
    return Bill(tuple(lines.values()), agent_is_known=end.calls is not None)


def storage(records: int) -> float:
    """Dollars a month for so many records that built-in strategies stored."""
    return records * prices.STORED_RECORD.each


def money(dollars: float) -> str:
    """Dollars as people read them, however few: `$0.0021`, `$0`."""
    if not dollars:
        return "$0"
    if dollars < 0.000001:
        return "under $0.000001"
    text = f"{dollars:.6f}".rstrip("0").rstrip(".")
    return f"${text}" if len(text) > 3 else f"${dollars:.2f}"


def _line(operation: str, by_agent: int, by_app: int) -> Line:
    if operation in prices.RUNTIME_OPERATIONS:
        return Line(operation, by_agent, by_app, None, "charged by CPU and memory used")
    price = prices.CALLS.get(operation)
    if price is None:
        return Line(operation, by_agent, by_app, 0.0, "")
    note = f"${price.dollars:.2f} per {price.many:,} {price.unit}"
    return Line(operation, by_agent, by_app, (by_agent + by_app) * price.each, note)


def _with_tokens(line: Line, usage: Mapping[str, int], model: str) -> Line:
    price = prices.model_price(model)
    if price is None:
        return replace(line, dollars=None, note="no list price is known for this model")
    asked = usage.get("inputTokens", 0) * price.input_tokens
    answered = usage.get("outputTokens", 0) * price.output_tokens
    note = f"${price.input_tokens:g} in, ${price.output_tokens:g} out per 1,000,000 tokens"
    return replace(line, dollars=(asked + answered) / prices.MILLION, note=note)

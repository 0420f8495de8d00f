"""Reads arithmetic in English as a Python expression: `15 plus 27 divided by 3` as `15 + 27 / 3`.

The value of a part is estimated only to refuse what would be too large to work out.
"""

import math
import re
from collections.abc import Callable
from dataclasses import dataclass

from local_agentcore.model.numerals import tokens_of

MAX_DIGITS = 1_000
"""A result with more digits helps nobody, and working it out could take for ever."""
MAX_FACTORIAL = 400

_SUM, _PRODUCT, _POWER, _ATOM = range(1, 5)
_BINDING = {"+": _SUM, "-": _SUM, "*": _PRODUCT, "/": _PRODUCT, "%": _PRODUCT, "**": _POWER}
_FUNCTIONS = {"SQRT": "sqrt", "CBRT": "cbrt", "FACT": "factorial"}
_POSTFIX = {"SQUARED": "2", "CUBED": "3"}
_COMMANDS: dict[str, tuple[tuple[str, ...], str, bool]] = {
    "ADD": (("TO", "AND"), "+", False),
    "SUBTRACT": (("FROM",), "-", True),
    "MULTIPLY": (("BY", "AND"), "*", False),
    "DIVIDE": (("BY",), "/", False),
    "INCREASE": (("BY",), "+", False),
    "DECREASE": (("BY",), "-", False),
}
_LISTS = {"SUMOF": "+", "PRODUCTOF": "*", "DIFFERENCEOF": "-", "QUOTIENTOF": "/"}


class TooLarge(Exception):
    """The result would have more than `MAX_DIGITS` digits."""


class _NotArithmetic(Exception):
    """The words do not make a sum."""


@dataclass(frozen=True)
class _Part:
    """A part of an expression: its text, how tightly it binds, and about what it comes to."""

    text: str
    binding: int
    value: float
    percent: bool = False


def read_expression(phrase: str) -> str | None:
    """The expression that a phrase stands for; None when it is none, or just a number.

    Raises:
        TooLarge: the result would have more than `MAX_DIGITS` digits.
    """
    tokens = tokens_of(phrase)
    if tokens is None:
        return None
    try:
        part = _Parser(tokens).whole()
    except (_NotArithmetic, RecursionError):
        return None
    return None if re.fullmatch(r"-?[\d.]+", part.text) else part.text


class _Parser:
    """Recursive descent, with Python's precedence."""

    def __init__(self, tokens: list[str]) -> None:
        self._tokens = [*tokens, "END"]
        self._at = 0

    def whole(self) -> _Part:
        command = _COMMANDS.get(self._next)
        part = self._command(*command) if command else self._sum()
        self._expect("END")
        return part

    @property
    def _next(self) -> str:
        return self._tokens[self._at]

    def _take(self, *wanted: str) -> str | None:
        token = self._next
        if token not in wanted:
            return None
        self._at += 1
        return token

    def _expect(self, *wanted: str) -> None:
        if not self._take(*wanted):
            raise _NotArithmetic(self._next)

    def _command(self, joints: tuple[str, ...], sign: str, swapped: bool) -> _Part:
        self._at += 1
        first = self._sum()
        self._expect(*joints)
        second = self._sum()
        return _joined(second, sign, first) if swapped else _joined(first, sign, second)

    def _sum(self) -> _Part:
        return self._chain(self._product, "+", "-")

    def _product(self) -> _Part:
        return self._chain(self._signed, "*", "/", "MOD")

    def _chain(self, operand: Callable[[], _Part], *signs: str) -> _Part:
        part = operand()
        while sign := self._take(*signs):
            part = _joined(part, "%" if sign == "MOD" else sign, operand())
        return part

    def _signed(self) -> _Part:
        if self._take("-"):
            part = self._signed()
            return _Part(f"-{_within(part, _PRODUCT)}", _PRODUCT, -part.value)
        base = self._powered()
        return _joined(base, "**", self._signed()) if self._take("**") else base

    def _powered(self) -> _Part:
        part = self._operand()
        while sign := self._take("SQUARED", "CUBED", "FACTORIAL"):
            if sign == "FACTORIAL":
                part = _called("factorial", part)
            else:
                part = _joined(part, "**", _number(_POSTFIX[sign]))
        return part

    def _operand(self) -> _Part:
        if function := self._take(*_FUNCTIONS):
            return _called(_FUNCTIONS[function], self._powered())
        if listed := self._take(*_LISTS, "AVERAGEOF"):
            return self._listed(listed)
        if self._take("("):
            part = self._sum()
            self._expect(")")
            return part
        if not self._next[0].isdigit():
            raise _NotArithmetic(self._next)
        part = _number(self._next)
        self._at += 1
        return self._percentage(part) if self._take("PERCENT") else part

    def _percentage(self, part: _Part) -> _Part:
        share = _joined(part, "/", _number("100"))
        if self._take("OF"):
            return _joined(share, "*", self._signed())
        if self._take("OFF"):
            return _joined(self._signed(), "*", _joined(_number("1"), "-", share))
        return _Part(share.text, share.binding, share.value, percent=True)

    def _listed(self, kind: str) -> _Part:
        parts = [self._signed()]
        while self._take(",", "AND"):
            self._take("AND")
            parts.append(self._signed())
        if len(parts) < 2:
            raise _NotArithmetic(kind)
        total = parts[0]
        for part in parts[1:]:
            total = _joined(total, _LISTS.get(kind, "+"), part)
        return _joined(total, "/", _number(str(len(parts)))) if kind == "AVERAGEOF" else total


def _number(text: str) -> _Part:
    return _Part(text, _ATOM, float(text))


def _joined(left: _Part, sign: str, right: _Part) -> _Part:
    if right.percent and sign in "+-":
        # "200 plus 10%" means ten percent of the 200.
        right = _joined(_number("1"), sign, _Part(right.text, right.binding, right.value))
        return _joined(left, "*", right)
    binding = _BINDING[sign]
    # A chain is read from the left, a tower of powers from the right.
    left_text = _within(left, binding + 1 if sign == "**" else binding)
    right_text = _within(right, binding if sign == "**" else binding + 1)
    value = _value(left.value, sign, right.value)
    return _Part(f"{left_text} {sign} {right_text}", binding, value)


def _called(function: str, part: _Part) -> _Part:
    if function == "factorial" and not 0 <= part.value <= MAX_FACTORIAL:
        raise TooLarge
    value = math.gamma(min(part.value, 150) + 1) if function == "factorial" else abs(part.value)
    return _Part(f"{function}({part.text})", _ATOM, value)


def _within(part: _Part, binding: int) -> str:
    return part.text if part.binding >= binding else f"({part.text})"


def _value(left: float, sign: str, right: float) -> float:
    if sign == "**":
        digits = abs(right) * abs(math.log10(abs(left))) if left and math.isfinite(left) else 0.0
        if not digits <= MAX_DIGITS or not math.isfinite(left):
            raise TooLarge
        # The base's size is what matters for a power of this power.
        return math.copysign(10.0 ** min(digits, 300), right)
    if sign == "+":
        return left + right
    if sign == "-":
        return left - right
    if sign == "*":
        return left * right
    return left / right if right else math.nan

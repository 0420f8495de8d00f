"""Requests drawn from botocore's input shapes: as the model asks for them, then broken."""

import base64
import copy
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from botocore.model import ListShape, MapShape, OperationModel, Shape, StructureShape
from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

Known = Mapping[str, Sequence[Any]]
"""Values that exist on the server, by the names of the members that take them."""

MOST_ITEMS = 3
LONGEST_TEXT = 200
SCALARS: SearchStrategy[Any] = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-(1 << 70), 1 << 70),
    st.floats(allow_nan=False, allow_infinity=False),
    st.text(max_size=20),
    st.sampled_from(["", "x" * 20_000, "../../etc/passwd", "\x00", "a\nb", "'; DROP TABLE events"]),
)
ANY_JSON: SearchStrategy[Any] = st.recursive(
    SCALARS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner),
    max_leaves=5,
)
TIMES: SearchStrategy[Any] = st.one_of(
    st.integers(0, 4_000_000_000),
    st.datetimes().map(lambda moment: moment.isoformat() + "Z"),
)


@dataclass
class Drawn:
    """A request as it travels: the members by their places, in JSON's types."""

    labels: dict[str, Any]
    query: dict[str, Any]
    headers: dict[str, Any]
    body: Any


@st.composite
def requests(draw: st.DrawFn, model: OperationModel, known: Known) -> Drawn:
    """A request of an operation: half of the time as the model wants it, half broken somewhere."""
    drawn = draw(valid_requests(model, known))
    for _ in range(draw(st.sampled_from([0, 0, 1, 2]))):
        drawn = _broken(draw, drawn)
    return drawn


@st.composite
def valid_requests(draw: st.DrawFn, model: OperationModel, known: Known) -> Drawn:
    """A request that has all that the input shape requires and breaks none of its rules."""
    places: dict[str | None, dict[str, Any]] = {
        "uri": {},
        "querystring": {},
        "header": {},
        None: {},
    }
    shape = model.input_shape
    assert shape is not None
    for name, member in shape.members.items():
        if name in shape.required_members or draw(st.booleans()):
            place = member.serialization.get("location")
            wire_name = member.serialization.get("name", name)
            places[place][wire_name] = draw(values(member, name, known))
    return Drawn(places["uri"], places["querystring"], places["header"], places[None])


def values(shape: Shape, name: str, known: Known) -> SearchStrategy[Any]:
    """Values of a shape; `name` is the member's, by which known values are mixed in."""
    drawn = _values(shape, name, known)
    if name in known:
        return st.one_of(st.sampled_from(list(known[name])), drawn)
    return drawn


def _values(shape: Shape, name: str, known: Known) -> SearchStrategy[Any]:
    if shape.metadata.get("document"):
        return ANY_JSON
    if isinstance(shape, StructureShape):
        return _structures(shape, known)
    if isinstance(shape, ListShape):
        least, most = _sizes(shape)
        return st.lists(values(shape.member, name, known), min_size=least, max_size=most)
    if isinstance(shape, MapShape):
        least, most = _sizes(shape)
        keys, inner = values(shape.key, "", known), values(shape.value, "", known)
        return st.dictionaries(keys, inner, min_size=least, max_size=most)
    return _scalars(shape)


def _sizes(shape: Shape) -> tuple[int, int]:
    least = int(shape.metadata.get("min", 0))
    return least, max(least, min(int(shape.metadata.get("max", MOST_ITEMS)), MOST_ITEMS))


def _structures(shape: StructureShape, known: Known) -> SearchStrategy[Any]:
    members = {
        name: values(member, name, known)
        for name, member in shape.members.items()
        if member.type_name != "structure" or member.name != shape.name
    }
    if shape.metadata.get("union"):
        return st.one_of([_member(name, inner) for name, inner in members.items()])
    required = {name: members[name] for name in shape.required_members}
    optional = {name: members[name] for name in members if name not in required}
    return st.fixed_dictionaries(required, optional=optional)


def _member(name: str, inner: SearchStrategy[Any]) -> SearchStrategy[dict[str, Any]]:
    return inner.map(lambda value: {name: value})


def _scalars(shape: Shape) -> SearchStrategy[Any]:
    kind = shape.type_name
    if kind == "string":
        return _strings(shape)
    if kind in ("integer", "long"):
        least = int(shape.metadata.get("min", -10))
        return st.integers(least, int(shape.metadata.get("max", least + 100_000)))
    if kind in ("float", "double"):
        return st.floats(-1e9, 1e9)
    if kind == "boolean":
        return st.booleans()
    if kind == "timestamp":
        return TIMES
    return st.binary(max_size=50).map(lambda data: base64.b64encode(data).decode())


def _strings(shape: Shape) -> SearchStrategy[str]:
    allowed = getattr(shape, "enum", None)
    if allowed:
        return st.sampled_from(allowed)
    least, most = int(shape.metadata.get("min", 0)), int(shape.metadata.get("max", LONGEST_TEXT))
    pattern = shape.metadata.get("pattern")
    if pattern is None:
        return st.text(min_size=least, max_size=max(least, min(most, LONGEST_TEXT)))
    drawn = st.from_regex(re.compile(pattern, re.ASCII), fullmatch=True)
    return drawn.filter(lambda text: least <= len(text) <= most)


def _broken(draw: st.DrawFn, drawn: Drawn) -> Drawn:
    """The request with one thing wrong, wherever it is."""
    drawn = copy.deepcopy(drawn)
    if draw(st.integers(0, 9)) == 0:
        drawn.body = draw(ANY_JSON | st.just(b"{not json") | st.just(b"\xff\xfe"))
        return drawn
    parts = [part for part in (drawn.labels, drawn.query, drawn.body) if part]
    if not parts:
        return drawn
    spots = [spot for part in parts for spot in _spots(part)]
    holder, key = draw(st.sampled_from(spots))
    if isinstance(holder, dict) and draw(st.booleans()):
        if draw(st.booleans()) and holder is not drawn.labels:
            del holder[key]
        else:
            holder[draw(st.text(max_size=5))] = draw(ANY_JSON)
    else:
        holder[key] = draw(ANY_JSON)
    return drawn


def _spots(value: Any) -> list[tuple[Any, Any]]:
    """All places in a value that something can be put into."""
    here: list[tuple[Any, Any]]
    if isinstance(value, dict):
        here = [(value, key) for key in value]
    elif isinstance(value, list):
        here = [(value, index) for index in range(len(value))]
    else:
        return []
    return here + [spot for holder, key in here for spot in _spots(holder[key])]

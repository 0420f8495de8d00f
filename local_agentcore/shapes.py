"""Values by shape: what the wire carries, read, checked and written as the service model says."""

import base64
import binascii
import math
import re
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from functools import lru_cache
from typing import Any

from botocore.model import ListShape, MapShape, Shape, StructureShape
from botocore.utils import parse_timestamp

from local_agentcore.errors import ValidationException


def read(shape: Shape, value: Any, at: str) -> Any:
    """The Python value of a JSON `value`: datetimes, bytes, dicts of known members.

    `at` is the value's path, for the message. Members that the model does not know are dropped, as
    AWS does; a null member counts as absent.

    Raises:
        ValidationException: the JSON's type is not the shape's.
    """
    if shape.metadata.get("document"):
        return value
    return _READERS[shape.type_name](shape, value, at)


def _wrong_type(shape: Shape, at: str) -> ValidationException:
    return ValidationException(f"Value at '{at}' must be of type {shape.type_name}", field=at)


def _read_structure(shape: StructureShape, value: Any, at: str) -> dict[str, Any]:
    if not isinstance(value, Mapping):
        raise _wrong_type(shape, at)
    return read_members(shape.members, value, at)


def read_members(members: Mapping[str, Shape], value: Mapping[str, Any], at: str) -> dict[str, Any]:
    """The members that are present in a JSON object, read. See `read`."""
    found = {}
    for name, member in members.items():
        wire_name = member.serialization.get("name", name)
        if _is_given(member, value, wire_name):
            found[name] = read(member, value[wire_name], f"{at}.{name}" if at else name)
    return found


def _is_given(shape: Shape, members: Mapping[str, Any], name: str) -> bool:
    """Whether an object has a member: null counts as absent, except where any JSON may stand."""
    return members.get(name) is not None or bool(name in members and shape.metadata.get("document"))


def _read_list(shape: ListShape, value: Any, at: str) -> list[Any]:
    if not isinstance(value, list):
        raise _wrong_type(shape, at)
    return [read(shape.member, item, f"{at}.{i}.member") for i, item in enumerate(value, 1)]


def _read_map(shape: MapShape, value: Any, at: str) -> dict[str, Any]:
    if not isinstance(value, Mapping):
        raise _wrong_type(shape, at)
    return {str(key): read(shape.value, item, f"{at}.{key}") for key, item in value.items()}


def _read_string(shape: Shape, value: Any, at: str) -> str:
    if not isinstance(value, str):
        raise _wrong_type(shape, at)
    return value


def _read_number(shape: Shape, value: Any, at: str) -> Any:
    whole = shape.type_name in ("integer", "long")
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise _wrong_type(shape, at)
    if not math.isfinite(value) or (whole and value != int(value)):
        raise _wrong_type(shape, at)
    return int(value) if whole else float(value)


def _read_boolean(shape: Shape, value: Any, at: str) -> bool:
    if not isinstance(value, bool):
        raise _wrong_type(shape, at)
    return value


def _read_timestamp(shape: Shape, value: Any, at: str) -> datetime:
    try:
        return parse_timestamp(value).astimezone(UTC)
    except (ValueError, OverflowError, OSError, TypeError) as error:
        raise _wrong_type(shape, at) from error


def _read_blob(shape: Shape, value: Any, at: str) -> bytes:
    try:
        return base64.b64decode(value, validate=True)
    except (binascii.Error, ValueError, TypeError) as error:
        raise _wrong_type(shape, at) from error


_READERS: dict[str, Callable[[Any, Any, str], Any]] = {
    "structure": _read_structure,
    "list": _read_list,
    "map": _read_map,
    "string": _read_string,
    "integer": _read_number,
    "long": _read_number,
    "float": _read_number,
    "double": _read_number,
    "boolean": _read_boolean,
    "timestamp": _read_timestamp,
    "blob": _read_blob,
}


def check(shape: Shape, value: Any, at: str = "") -> None:
    """Check a value that was read against all that the model states of its shape.

    Required members, unions, lengths, ranges, enumerations and the patterns that boto3 leaves to
    the server.

    Raises:
        ValidationException: the first thing that is wrong, named by its path.
    """
    if shape.metadata.get("document"):
        return
    if isinstance(shape, StructureShape):
        _check_structure(shape, value, at)
    elif isinstance(shape, ListShape):
        _check_size(shape, len(value), "length", at)
        for i, item in enumerate(value, 1):
            check(shape.member, item, f"{at}.{i}.member")
    elif isinstance(shape, MapShape):
        _check_size(shape, len(value), "length", at)
        for key, item in value.items():
            check(shape.key, key, f"{at}.{key}")
            check(shape.value, item, f"{at}.{key}")
    else:
        _check_scalar(shape, value, at)


def _failed(at: str, constraint: str) -> ValidationException:
    return ValidationException(
        f"1 validation error detected: Value at '{at}' failed to satisfy constraint: "
        f"Member must {constraint}",
        field=at,
    )


def _check_structure(shape: StructureShape, value: Mapping[str, Any], at: str) -> None:
    for name in shape.required_members:
        if name not in value:
            raise _failed(f"{at}.{name}" if at else name, "not be null")
    if shape.metadata.get("union") and len(value) != 1:
        members = ", ".join(shape.members)
        raise _failed(at, f"have exactly one of the members: {members}")
    for name, item in value.items():
        check(shape.members[name], item, f"{at}.{name}" if at else name)


def _check_size(shape: Shape, size: float, what: str, at: str) -> None:
    least, most = shape.metadata.get("min"), shape.metadata.get("max")
    of = "have length" if what == "length" else "have value"
    if least is not None and size < least:
        raise _failed(at, f"{of} greater than or equal to {least}")
    if most is not None and size > most:
        raise _failed(at, f"{of} less than or equal to {most}")


def _check_scalar(shape: Shape, value: Any, at: str) -> None:
    if shape.type_name in ("string", "blob"):
        _check_size(shape, len(value), "length", at)
    elif shape.type_name in ("integer", "long", "float", "double"):
        _check_size(shape, value, "value", at)
    if shape.type_name == "string":
        _check_string(shape, value, at)


def _check_string(shape: Shape, value: str, at: str) -> None:
    allowed = getattr(shape, "enum", None)
    if allowed and value not in allowed:
        raise _failed(at, f"satisfy enum value set: [{', '.join(allowed)}]")
    pattern = shape.metadata.get("pattern")
    if pattern and not _compiled(pattern).fullmatch(value):
        raise _failed(at, f"satisfy regular expression pattern: {pattern}")


@lru_cache(maxsize=256)
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern)


def write(shape: Shape, value: Any) -> Any:
    """The JSON value of a Python `value`, the opposite of `read`. Unknown members are dropped."""
    if shape.metadata.get("document"):
        return value
    if isinstance(shape, StructureShape):
        return {
            member.serialization.get("name", name): write(member, value[name])
            for name, member in shape.members.items()
            if _is_given(member, value, name)
        }
    if isinstance(shape, ListShape):
        return [write(shape.member, item) for item in value]
    if isinstance(shape, MapShape):
        return {key: write(shape.value, item) for key, item in value.items()}
    if shape.type_name == "timestamp":
        return write_timestamp(shape, value)
    if shape.type_name == "blob":
        return base64.b64encode(value).decode("ascii")
    return value


def write_timestamp(shape: Shape, value: datetime) -> str | float:
    """A timestamp as the shape wants it: ISO 8601, else seconds since 1970, to the millisecond."""
    if shape.serialization.get("timestampFormat") == "iso8601":
        return value.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
    return round(value.timestamp(), 3)

"""What a memory declares of its records: indexed keys, namespace keys, metadata schemas."""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from local_agentcore.errors import ServiceQuotaExceededException, ValidationException

Input = Mapping[str, Any]

MAX_INDEXED_KEYS = 10
MAX_CONSISTENT_KEYS = 3
STRICTLY_CONSISTENT = "STRICTLY_CONSISTENT"


def joined_indexed_keys(known: Sequence[Input], added: Sequence[Input]) -> list[Input]:
    """The indexed keys of a memory after some were added: none is ever removed.

    Raises:
        ValidationException: a key is given twice, or with another type than it has.
        ServiceQuotaExceededException: there would be more than 10 (AWS documentation).
    """
    types = {entry["key"]: entry["type"] for entry in known}
    for entry in added:
        if types.get(entry["key"], entry["type"]) != entry["type"]:
            raise ValidationException(f"The indexed key {entry['key']} has another type")
    _refuse_doubles("indexed key", [entry["key"] for entry in added])
    fresh = [entry for entry in added if entry["key"] not in types]
    joined = [*known, *fresh]
    if len(joined) > MAX_INDEXED_KEYS:
        raise ServiceQuotaExceededException(
            f"A memory can have {MAX_INDEXED_KEYS} indexed keys, not {len(joined)}"
        )
    return joined


def check_namespace_keys(keys: Sequence[Input]) -> None:
    """Check the custom variables of a memory's namespaces.

    Raises:
        ValidationException: a key is given twice, or its pattern is no regular expression.
    """
    _refuse_doubles("namespace key", [entry["key"] for entry in keys])
    for entry in keys:
        pattern = entry.get("validation", {}).get("regexPattern")
        if pattern is not None:
            compiled_pattern(entry["key"], pattern)


def compiled_pattern(key: str, pattern: str) -> re.Pattern[str]:
    """The pattern that a namespace key's values must match.

    Raises:
        ValidationException: it is no regular expression.
    """
    try:
        return re.compile(pattern)
    except (re.error, OverflowError) as error:
        raise ValidationException(
            f"The regexPattern of the namespace key {key} is not valid: {error}"
        ) from error


def check_namespace_variables(given: Mapping[str, str], keys: Sequence[Input]) -> None:
    """Check the values that an event gives for its memory's namespace keys.

    Raises:
        ValidationException: a key is not declared, or a value breaks the key's rules, of which
            both must hold (AWS documentation).
    """
    declared = {entry["key"]: entry.get("validation", {}) for entry in keys}
    for key, value in given.items():
        if key not in declared:
            raise ValidationException(f"The memory declares no namespace key {key}")
        rules = declared[key]
        allowed, pattern = rules.get("allowedValues"), rules.get("regexPattern")
        if allowed is not None and value not in allowed:
            raise ValidationException(f"{key} must be one of {', '.join(allowed)}, not {value}")
        if pattern is not None and not compiled_pattern(key, pattern).fullmatch(value):
            raise ValidationException(f"{key} must match {pattern}, and {value} does not")


def check_schema(schema: Input, way: str, indexed_keys: Sequence[str]) -> None:
    """Check a strategy's metadata schema. `way` is how the strategy extracts.

    Raises:
        ValidationException: a key is given twice, or one that is STRICTLY_CONSISTENT breaks a rule
            of those: three at most, indexed, a STRING, without an extractionConfig, and never of a
            summary strategy (AWS documentation).
    """
    entries = schema.get("metadataSchema", [])
    _refuse_doubles("metadata key", [entry["key"] for entry in entries])
    consistent = [entry for entry in entries if _is_consistent(entry)]
    if len(consistent) > MAX_CONSISTENT_KEYS:
        raise ValidationException(
            f"A strategy can have {MAX_CONSISTENT_KEYS} {STRICTLY_CONSISTENT} keys"
        )
    if consistent and way == "SUMMARIZATION":
        raise ValidationException(f"A summary strategy takes no {STRICTLY_CONSISTENT} keys")
    for entry in consistent:
        _check_consistent(entry, indexed_keys)


def _check_consistent(entry: Input, indexed_keys: Sequence[str]) -> None:
    key = entry["key"]
    if entry.get("type", "STRING") != "STRING":
        raise ValidationException(f"The {STRICTLY_CONSISTENT} key {key} must be a STRING")
    if "extractionConfig" in entry:
        raise ValidationException(f"The {STRICTLY_CONSISTENT} key {key} has an extractionConfig")
    if key not in indexed_keys:
        raise ValidationException(f"The {STRICTLY_CONSISTENT} key {key} must be an indexed key")


def consistent_keys(schema: Input) -> list[str]:
    """The keys whose values events pass on to records unchanged."""
    return [entry["key"] for entry in schema.get("metadataSchema", []) if _is_consistent(entry)]


def _is_consistent(entry: Input) -> bool:
    return bool(entry.get("extractionType") == STRICTLY_CONSISTENT)


def _refuse_doubles(what: str, keys: Sequence[str]) -> None:
    for number, key in enumerate(keys):
        if key in keys[:number]:
            raise ValidationException(f"The {what} {key} is given twice")

"""Conditions on the metadata of records, as SQL. Values are bound, never written into it."""

from dataclasses import dataclass
from typing import Any

SYSTEM_COLUMNS = {
    "x-amz-agentcore-memory-recordType": "record_type",
    "x-amz-agentcore-memory-createdAt": "created_ms",
    "x-amz-agentcore-memory-updatedAt": "updated_ms",
}
"""The metadata that every record has (AWS documentation), and where it is kept."""
HISTORY_COLUMNS = {"supersededBy": "superseded_by", "validUntil": "superseded_ms"}
"""The metadata of superseded records alone, and where it is kept: who asks by it asks for them."""
COMPARISONS = {
    "EQUALS_TO": "=",
    "GREATER_THAN": ">",
    "GREATER_THAN_OR_EQUALS": ">=",
    "LESS_THAN": "<",
    "LESS_THAN_OR_EQUALS": "<=",
    "BEFORE": "<",
    "AFTER": ">",
}


@dataclass(frozen=True)
class Condition:
    """A condition on a metadata key. `member` names the type of the value, as the API does.

    A `dateTimeValue` is ISO 8601 text as it is stored, or milliseconds for a system key.
    """

    key: str
    operator: str
    member: str = "stringValue"
    value: Any = None

    def sql(self) -> tuple[str, list[Any]]:
        """The condition on a row of the table `records`, and the values to bind."""
        column = (SYSTEM_COLUMNS | HISTORY_COLUMNS).get(self.key)
        if column is not None:
            return self._on_column(column)
        if self.operator == "NOT_EXISTS":
            return f"NOT {_on_entry('')}", [self.key]
        if self.operator == "EXISTS":
            return _on_entry(""), [self.key]
        if self.operator == "CONTAINS":
            elements = "json_each(json_extract(entry.value, '$.stringListValue'))"
            contains = f" AND EXISTS (SELECT 1 FROM {elements} AS item WHERE item.value = ?)"
            return _on_entry(contains), [self.key, self.value]
        compared = f" AND json_extract(entry.value, ?) {COMPARISONS[self.operator]} ?"
        return _on_entry(compared), [self.key, f"$.{self.member}", self.value]

    def _on_column(self, column: str) -> tuple[str, list[Any]]:
        if self.operator == "EXISTS":
            return f"{column} IS NOT NULL", []
        if self.operator == "NOT_EXISTS":
            return f"{column} IS NULL", []
        return f"{column} {COMPARISONS[self.operator]} ?", [self.value]


def _on_entry(more: str) -> str:
    """Whether the metadata has an entry with a key that is to be bound, and `more`."""
    return f"EXISTS (SELECT 1 FROM json_each(metadata) AS entry WHERE entry.key = ?{more})"

"""Counts the API calls that a boto3 session's clients make, so that a turn can say what it cost."""

from collections import Counter
from threading import Lock

import boto3
from botocore.model import OperationModel


class Calls:
    """The calls since the last `take`, by operation. Retries of a call count as that one call."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._counts: Counter[str] = Counter()

    def watch(self, aws: boto3.Session) -> None:
        """Count the calls of all clients that the session makes from here on."""
        aws.events.register("before-call", self._count)

    def take(self) -> dict[str, int]:
        """How often each operation was called since this was asked last."""
        with self._lock:
            counts, self._counts = self._counts, Counter()
        return dict(counts)

    def _count(self, model: OperationModel, **_: object) -> None:
        # Retrieval asks its namespaces from several threads at once.
        with self._lock:
            self._counts[model.name] += 1

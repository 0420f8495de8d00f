"""Short-term memory by the SDK's session manager, long-term memory by a retrieval that reports."""

from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import datetime
from html import escape
from itertools import repeat
from time import perf_counter
from typing import Any

from bedrock_agentcore.memory.integrations.strands.config import RetrievalConfig
from bedrock_agentcore.memory.integrations.strands.session_manager import (
    AgentCoreMemorySessionManager,
)
from botocore.exceptions import BotoCoreError, ClientError
from opentelemetry.trace import StatusCode
from strands.hooks import MessageAddedEvent
from strands.types.agent import LocalAgent
from strands.types.content import ContentBlock, Message

from errors import explain
from log import get_logger, quiet
from messages import answered, prompt_of
from tracing import Marks, marks, span

logger = get_logger("recall")

# Said at each agent that is built; turns here are always run asynchronously.
quiet(
    "bedrock_agentcore.memory.integrations.strands.session_manager",
    "AgentCoreMemorySessionManager async_mode=True",
)

RETRIEVAL = {
    "/users/{actorId}/facts/": RetrievalConfig(top_k=5, relevance_score=0.5),
    "/users/{actorId}/preferences/": RetrievalConfig(top_k=5, relevance_score=0.5),
    "/summaries/{actorId}/{sessionId}/": RetrievalConfig(top_k=2, relevance_score=0.5),
}
CONTEXT_TAG = "user_context"

# RetrieveMemoryRecords' longest searchQuery, from the service's model.
MAX_QUERY_CHARACTERS = 10_000


@dataclass(frozen=True)
class RecalledRecord:
    """A memory record that answers the prompt, with the score it was retrieved with."""

    record_id: str
    text: str
    strategy_id: str
    namespace: str
    score: float
    created_at: datetime


@dataclass(frozen=True)
class RecallFailure:
    """A namespace that could not be read, and why: in words, and as the service's error code."""

    namespace: str
    message: str
    code: str


@dataclass(frozen=True)
class Recall:
    """What long-term memory gave for one prompt, best record first, and where it was looked up."""

    namespaces: tuple[str, ...]
    records: tuple[RecalledRecord, ...]
    failures: tuple[RecallFailure, ...]
    milliseconds: float


class RecallingSessionManager(AgentCoreMemorySessionManager):
    """The SDK's session manager with a retrieval that says what it found and what failed.

    `enabled` turns long-term memory on and off from turn to turn.
    """

    enabled: bool = True
    _recall: Recall | None = None
    _inserted: tuple[Message, ContentBlock] | None = None

    def take_recall(self) -> Recall | None:
        """What was retrieved since the last call, or None when nothing was looked up."""
        recall, self._recall = self._recall, None
        return recall

    def initialize(self, agent: LocalAgent, **kwargs: object) -> None:
        """Restore the session's conversation, closing turns that were left without an answer."""
        super().initialize(agent, **kwargs)
        agent.messages = answered(agent.messages)

    def append_message(self, message: Message, agent: LocalAgent, **kwargs: object) -> None:
        """Store a message as an event, in a span of its own."""
        with span("CreateEvent", self._marks):
            super().append_message(message, agent, **kwargs)

    def retrieve_customer_context(self, event: MessageAddedEvent) -> None:
        """Put what long-term memory has for an actor's prompt in front of it, as data.

        Strands calls this after the message was written to short-term memory, so the insertion
        is never part of it. The context of the turn before is taken out again: the model sees what
        memory holds now, and the same conversation whether the agent is restored or kept.
        """
        query = prompt_of(event.message)
        if query is None:
            return
        self._remove_context()
        if not self.enabled:
            return
        self._recall = self._look_up(query[:MAX_QUERY_CHARACTERS])
        if self._recall.records:
            block: ContentBlock = {"text": as_context(self._recall.records)}
            event.message["content"].insert(0, block)
            self._inserted = (event.message, block)

    def _remove_context(self) -> None:
        if self._inserted:
            message, context = self._inserted
            message["content"] = [block for block in message["content"] if block is not context]
            self._inserted = None

    def _look_up(self, query: str) -> Recall:
        with span("recall", self._marks) as looking:
            recall = self._asked(query)
            looking.set_attribute("memory.records", len(recall.records))
            looking.set_attribute("memory.failures", len(recall.failures))
        return recall

    def _asked(self, query: str) -> Recall:
        started = perf_counter()
        namespaces = {self._namespace(template): limits for template, limits in RETRIEVAL.items()}
        with ThreadPoolExecutor(max_workers=len(RETRIEVAL)) as pool:
            lookups = list(pool.map(self._retrieve, namespaces, namespaces.values(), repeat(query)))
        records = [found for found in lookups if not isinstance(found, RecallFailure)]
        failures = [found for found in lookups if isinstance(found, RecallFailure)]
        recall = Recall(
            namespaces=tuple(namespaces),
            records=best_of_each(record for found in records for record in found),
            failures=tuple(failures),
            milliseconds=round((perf_counter() - started) * 1000, 1),
        )
        logger.info(
            "records=<%d>, failures=<%d>, milliseconds=<%.1f> | recalled",
            *(len(recall.records), len(recall.failures), recall.milliseconds),
        )
        return recall

    @property
    def _marks(self) -> Marks:
        return marks(self.config.actor_id, self.session_id)

    def _namespace(self, template: str) -> str:
        return template.format(actorId=self.config.actor_id, sessionId=self.session_id)

    def _retrieve(
        self, namespace: str, limits: RetrievalConfig, query: str
    ) -> list[RecalledRecord] | RecallFailure:
        """One namespace's records, in a span of its own."""
        marked = {**self._marks, "memory.namespace": namespace}
        with span("RetrieveMemoryRecords", marked) as asking:
            found = self._records(namespace, limits, query)
            if isinstance(found, RecallFailure):
                asking.set_status(StatusCode.ERROR, found.code)
            else:
                asking.set_attribute("memory.records", len(found))
            return found

    def _records(
        self, namespace: str, limits: RetrievalConfig, query: str
    ) -> list[RecalledRecord] | RecallFailure:
        """Straight from the client, as MemoryClient hides failures."""
        try:
            response = self.memory_client.gmdp_client.retrieve_memory_records(
                memoryId=self.config.memory_id,
                namespacePath=namespace,
                searchCriteria={"searchQuery": query, "topK": limits.top_k},
            )
        except (ClientError, BotoCoreError) as error:
            failure = explain(error)
            logger.warning("namespace=<%s>, code=<%s> | not recalled", namespace, failure.code)
            return RecallFailure(namespace, failure.message, failure.code)
        found = [_record(summary, namespace) for summary in response["memoryRecordSummaries"]]
        return [record for record in found if record.score >= limits.relevance_score]


def best_of_each(records: Iterable[RecalledRecord]) -> tuple[RecalledRecord, ...]:
    """The records by falling score; of those with the same ID or the same text, the best."""
    kept: list[RecalledRecord] = []
    seen: set[str] = set()
    for record in sorted(records, key=lambda record: record.score, reverse=True):
        if not seen & {record.record_id, record.text}:
            kept.append(record)
        seen |= {record.record_id, record.text}
    return tuple(kept)


def as_context(records: Iterable[RecalledRecord]) -> str:
    """The records as escaped XML, so that no record can end its element or imitate another."""
    entries = [
        f'<memory strategy="{escape(record.strategy_id)}" namespace="{escape(record.namespace)}">'
        f"{escape(record.text, quote=False)}</memory>"
        for record in records
    ]
    return "\n".join([f"<{CONTEXT_TAG}>", *entries, f"</{CONTEXT_TAG}>"])


def _record(summary: dict[str, Any], namespace: str) -> RecalledRecord:
    return RecalledRecord(
        record_id=summary["memoryRecordId"],
        text=summary["content"].get("text", "").strip(),
        strategy_id=summary["memoryStrategyId"],
        namespace=next(iter(summary["namespaces"]), namespace),
        score=summary.get("score", 0.0),
        created_at=summary["createdAt"],
    )

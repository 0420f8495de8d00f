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
from strands.hooks import MessageAddedEvent
from strands.types.agent import LocalAgent
from strands.types.content import ContentBlock, Message, Messages

from errors import explain
from log import get_logger, quiet

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

UNANSWERED = "(No answer: the turn failed.)"


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

    def _namespace(self, template: str) -> str:
        return template.format(actorId=self.config.actor_id, sessionId=self.session_id)

    def _retrieve(
        self, namespace: str, limits: RetrievalConfig, query: str
    ) -> list[RecalledRecord] | RecallFailure:
        """One namespace's records; straight from the client, as MemoryClient hides failures."""
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


def prompt_of(message: Message) -> str | None:
    """The text of an actor's prompt; None for answers and for the results of tools."""
    if message["role"] != "user" or any("toolResult" in block for block in message["content"]):
        return None
    return "\n".join(block["text"] for block in message["content"] if "text" in block) or None


def answered(messages: Messages) -> Messages:
    """The conversation with a note wherever a turn ended without an answer.

    Models require that the roles alternate, which a turn that failed leaves broken in memory.
    """
    closed: Messages = []
    for message in messages:
        if closed and closed[-1]["role"] == message["role"] == "user":
            closed.append({"role": "assistant", "content": [{"text": UNANSWERED}]})
        closed.append(message)
    if closed and closed[-1]["role"] == "user":
        closed.append({"role": "assistant", "content": [{"text": UNANSWERED}]})
    return closed


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

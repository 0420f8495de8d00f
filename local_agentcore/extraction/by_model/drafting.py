"""Drafts of records: by the model where one is configured and answers, else offline."""

import logging
from collections.abc import Sequence
from dataclasses import dataclass

from local_agentcore.extraction.batching import Batch
from local_agentcore.extraction.by_model import operations, topics
from local_agentcore.extraction.by_model.answer import answered
from local_agentcore.extraction.by_model.breaker import Breaker
from local_agentcore.extraction.by_model.caller import Asker
from local_agentcore.extraction.by_model.errors import ModelExtractionError, NoAnswerError
from local_agentcore.extraction.by_model.material import Material, gathered
from local_agentcore.extraction.by_model.prompts import model_of, system_prompt
from local_agentcore.extraction.by_model.schema import tool_config, tool_name
from local_agentcore.extraction.draft import Draft
from local_agentcore.extraction.drafts import DRAFTERS
from local_agentcore.extraction.labels import OFFLINE
from local_agentcore.store.memories import Strategy
from local_agentcore.store.records import Record
from local_agentcore.strategies import way_of

WAYS = frozenset({"SEMANTIC", "USER_PREFERENCE", "SUMMARIZATION"})
"""What a model is asked for. Episodes keep their state in a text of their own, and stay offline."""

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Drafted:
    """A batch's drafts and which way they came: `offline`, or the model's name."""

    drafts: list[Draft]
    by: str


class Drafting:
    """Drafts of records without a model.

    Attributes:
        patience_ms: how long a batch may have to wait for an answer, in milliseconds.
    """

    patience_ms = 0

    def drafted(self, batch: Batch, known: Sequence[Record]) -> Drafted:
        """What the rules make of a batch."""
        return Drafted(DRAFTERS[batch.way](batch, known), OFFLINE)

    def abandon(self) -> None:
        """Nothing is waited for."""


class ByModel(Drafting):
    """Drafts by a model, and offline what it does not answer or answers wrongly."""

    def __init__(self, asker: Asker, breaker: Breaker) -> None:
        self.patience_ms = round(asker.seconds * 1000)
        self._asker = asker
        self._breaker = breaker

    def drafted(self, batch: Batch, known: Sequence[Record]) -> Drafted:
        """What the model makes of a batch, asked once; offline when it fails or has just failed.

        Raises:
            AbandonedError: the server stops.
        """
        strategy = batch.strategy
        material = gathered(batch, known)
        if batch.way in WAYS and material.teaches and not self._breaker.is_open:
            model_id = model_of(strategy)
            name = self._asker.name(model_id)
            try:
                return Drafted(self._ask(strategy, material, model_id), name)
            except ModelExtractionError as error:
                if isinstance(error, NoAnswerError):
                    self._breaker.trip()
                logger.warning(
                    "strategy_id=<%s>, model=<%s> | extracted offline instead: %s",
                    strategy.id,
                    name,
                    error,
                )
        return super().drafted(batch, known)

    def abandon(self) -> None:
        """Wait for no answer any more."""
        self._asker.abandon()

    def _ask(self, strategy: Strategy, material: Material, model_id: str | None) -> list[Draft]:
        way = way_of(strategy)
        tool = tool_name(way)
        request = {
            "system": [{"text": system_prompt(strategy, tool)}],
            "messages": [{"role": "user", "content": [{"text": material.written()}]}],
            "toolConfig": tool_config(way, strategy.record_schema),
        }
        answer = answered(self._asker.ask(request, model_id), tool)
        if way == "SUMMARIZATION":
            return topics.drafts_of(answer, material)
        return operations.drafts_of(answer, material, strategy)

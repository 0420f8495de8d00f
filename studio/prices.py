"""AWS's list prices of what a turn uses, each with its source: the one place to bring up to date.

Looked up on 23 November 2026, in US dollars, on demand. AWS's own pages were not at hand with their
figures: `source` names who quotes them, and `AGENTCORE_PAGE` and `BEDROCK_PAGE` are where AWS does.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

LOOKED_UP = date(2026, 11, 23)
AGENTCORE_QUOTED = "third parties' copies of AWS's price list"
AGENTCORE_PAGE = "https://aws.amazon.com/bedrock/agentcore/pricing/"
BEDROCK_PAGE = "https://aws.amazon.com/bedrock/pricing/"
MILLION = 1_000_000


@dataclass(frozen=True)
class Price:
    """What so many of something cost in dollars, and who says so."""

    dollars: float
    many: int
    unit: str
    source: str = AGENTCORE_QUOTED

    @property
    def each(self) -> float:
        """Dollars for one."""
        return self.dollars / self.many


CALLS = {
    "CreateEvent": Price(0.25, 1000, "new events"),
    "RetrieveMemoryRecords": Price(0.50, 1000, "retrievals"),
}
"""Operations that are charged by the call. The list names no charge for listing and reading."""

STORED_RECORD = Price(0.75, 1000, "records stored for a month")
"""Extraction by a built-in strategy is charged by what it stores; its model's use is included."""
STORED_RECORD_OWN_MODEL = Price(0.25, 1000, "records stored for a month")
"""By a strategy that is overridden or self-managed; the model's use is charged besides."""

RUNTIME_CPU = Price(0.0895, 1, "vCPU-hour")
RUNTIME_MEMORY = Price(0.00945, 1, "GB-hour")
RUNTIME_OPERATIONS = frozenset({"InvokeAgentRuntime", "StopRuntimeSession"})
"""Charged by the CPU and memory that the session's microVM uses, not by the call."""


@dataclass(frozen=True)
class ModelPrice:
    """What a model's tokens cost in dollars a million; `model` is how its Bedrock ID begins."""

    model: str
    input_tokens: float
    output_tokens: float
    source: str


ANTHROPIC = "https://platform.claude.com/docs/en/about-claude/pricing"
NOVA = "atonementlicensing.pages.dev/blog/aws-bedrock-pricing-2026, tokenmix.ai, swfte.com"
MODELS = (
    ModelPrice("anthropic.claude-opus-4-8", 5, 25, ANTHROPIC),
    ModelPrice("anthropic.claude-opus-4-7", 5, 25, ANTHROPIC),
    ModelPrice("anthropic.claude-opus-4-6", 5, 25, ANTHROPIC),
    ModelPrice("anthropic.claude-opus-4-5", 5, 25, ANTHROPIC),
    ModelPrice("anthropic.claude-sonnet-4-6", 3, 15, ANTHROPIC),
    ModelPrice("anthropic.claude-sonnet-4-5", 3, 15, ANTHROPIC),
    ModelPrice("anthropic.claude-haiku-4-5", 1, 5, ANTHROPIC),
    ModelPrice("amazon.nova-pro-v1", 0.80, 3.20, NOVA),
    ModelPrice("amazon.nova-lite-v1", 0.06, 0.24, NOVA),
    ModelPrice("amazon.nova-micro-v1", 0.035, 0.14, NOVA),
)
REGIONAL_CLAUDE = 1.1
"""Bedrock's regional endpoints of Claude from 4.5 on cost a tenth more than the `global.` one; that
costs what Anthropic asks (clauder-navi.com/en/bedrock-claude-cost)."""


def model_price(model_id: str, models: Iterable[ModelPrice] = MODELS) -> ModelPrice | None:
    """What the model of a Bedrock ID, inference profile or ARN costs; None when that is unknown."""
    name = model_id.rsplit("/", 1)[-1]
    for price in models:
        where, found, rest = name.partition(price.model)
        if found and (not rest or rest[0] in "-:") and (not where or where.endswith(".")):
            return _regional(price) if where != "global." else price
    return None


def _regional(price: ModelPrice) -> ModelPrice:
    if not price.model.startswith("anthropic."):
        return price
    return ModelPrice(
        price.model,
        price.input_tokens * REGIONAL_CLAUDE,
        price.output_tokens * REGIONAL_CLAUDE,
        price.source,
    )

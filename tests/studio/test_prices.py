import pytest

from studio.prices import MODELS, model_price

SONNET = "anthropic.claude-sonnet-4-6"


@pytest.mark.parametrize(
    ("model_id", "dollars_in", "dollars_out"),
    [
        (f"global.{SONNET}", 3, 15),
        (f"us.{SONNET}", 3.3, 16.5),
        (SONNET, 3.3, 16.5),
        ("global.anthropic.claude-haiku-4-5-20251001-v1:0", 1, 5),
        (f"arn:aws:bedrock:us-east-1:123456789012:inference-profile/global.{SONNET}", 3, 15),
        ("us.amazon.nova-lite-v1:0", 0.06, 0.24),
        ("amazon.nova-micro-v1:0", 0.035, 0.14),
    ],
)
def test_a_bedrock_id_has_its_price(model_id: str, dollars_in: float, dollars_out: float) -> None:
    price = model_price(model_id)
    assert price
    assert (price.input_tokens, price.output_tokens) == pytest.approx((dollars_in, dollars_out))


@pytest.mark.parametrize(
    "model_id",
    ["", "Offline model", "llama3", "anthropic.claude-sonnet-4-60", "my-anthropic.claude-opus-4-7"],
)
def test_what_is_not_in_the_table_has_no_price(model_id: str) -> None:
    assert model_price(model_id) is None


def test_each_price_says_where_it_is_from() -> None:
    assert all(price.source for price in MODELS)

"""What happens when the model does not extract: the offline way, which says so, and a pause."""

import json
import logging
import time
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest

from local_agentcore.extraction.by_model.breaker import Breaker
from local_agentcore.extraction.by_model.caller import ConfiguredModel
from local_agentcore.extraction.by_model.drafting import ByModel, Drafted
from local_agentcore.extraction.by_model.errors import AbandonedError, NoAnswerError
from local_agentcore.model import choose_model
from tests.local_agentcore.extraction.by_model.batch import batch, event, fact
from tests.local_agentcore.extraction.by_model.peer import Asked, Json, Peer
from tests.local_agentcore.extraction.by_model.studio import by, session_of, started
from tests.local_agentcore.model.serving import refused, served
from tests.waiting import wait_until

OSLO = "The user lives in Oslo."
ADDED = {"operation": "add", "messages": [1], "text": OSLO}


class Clock:
    """Seconds that pass when a test says so."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def own_peer() -> Iterator[tuple[Peer, str]]:
    peer = Peer()
    with served(peer.app) as address:
        yield peer, address
        peer.let_go()


def asker(address: str, seconds: float = 20.0) -> ConfiguredModel:
    setting = f"openai:{address}/v1#fake"
    model = choose_model(setting, {})
    assert model
    return ConfiguredModel(model, "openai:fake", seconds)


def drafted(by_model: ByModel, kind: str = "SEMANTIC") -> Drafted:
    return by_model.drafted(batch(event("I live in Oslo."), kind=kind), [fact("The user is 30.")])


def answering(answer: Json | str) -> Callable[[Asked], Json | str]:
    return lambda asked: answer


def operations(*given: Mapping[str, Any]) -> Json:
    return {"operations": [dict(operation) for operation in given]}


@pytest.mark.parametrize("as_text", [False, True])
def test_ollama_which_chooses_for_itself_is_understood(
    own_peer: tuple[Peer, str], as_text: bool
) -> None:
    peer, address = own_peer
    model = choose_model("ollama:qwen3", {"OLLAMA_HOST": address})
    assert model
    answer = operations(ADDED)
    peer.script = answering(json.dumps(answer) if as_text else answer)
    found = drafted(ByModel(ConfiguredModel(model, "ollama:qwen3", 20.0), Breaker(Clock())))
    assert (found.by, found.drafts[0].text) == ("ollama:qwen3", OSLO)


BAD_ANSWERS: dict[str, Json | str] = {
    "no JSON": "I would rather not.",
    "broken JSON": '{"operations": [',
    "deep JSON": '{"a":' * 100_000,
    "a list in text": "[1, 2]",
    "no operations": {},
    "operations of another type": {"operations": "add"},
    "too many": operations(*[ADDED] * 51),
    "an unknown operation": operations({**ADDED, "operation": "delete"}),
    "an operation that is no object": {"operations": ["add"]},
    "a message that was not given": operations({**ADDED, "messages": [2]}),
    "a message zero": operations({**ADDED, "messages": [0]}),
    "a message that is no number": operations({**ADDED, "messages": ["1"]}),
    "true for a message": operations({**ADDED, "messages": [True]}),
    "no messages": operations({**ADDED, "messages": []}),
    "a record that was not given": operations({**ADDED, "operation": "update", "records": [2]}),
    "an update of nothing": operations({**ADDED, "operation": "update"}),
    "an addition to a record": operations({**ADDED, "records": [1]}),
    "a record changed twice": operations(
        *[{**ADDED, "operation": "supersede", "records": [1]}] * 2
    ),
    "no text": operations({**ADDED, "text": None}),
    "an empty text": operations({**ADDED, "text": " \x00 "}),
    "a text that is too long": operations({**ADDED, "text": "x" * 16_001}),
    "no date": operations({**ADDED, "validFrom": "last summer"}),
    "a date that is no text": operations({**ADDED, "validFrom": 2024}),
    "a date too early": operations({**ADDED, "validFrom": "0001-01-01T00:00:00+14:00"}),
    "a date too late": operations({**ADDED, "validFrom": "2300-01-01"}),
    "labels that were not asked for": operations({**ADDED, "labels": {"mood": "glad"}}),
}


@pytest.mark.parametrize("answer", BAD_ANSWERS.values(), ids=BAD_ANSWERS.keys())
def test_an_invalid_answer_is_refused_whole(
    own_peer: tuple[Peer, str], answer: Json | str, caplog: pytest.LogCaptureFixture
) -> None:
    peer, address = own_peer
    by_model = ByModel(asker(address), Breaker(Clock()))
    peer.script = answering(answer)
    found = drafted(by_model)
    assert found.by == "offline"
    assert [draft.text for draft in found.drafts] == [OSLO]
    (warning,) = [r for r in caplog.records if r.name.endswith("by_model.drafting")]
    assert "extracted offline instead" in warning.message
    assert "Oslo" not in warning.message


BAD_PREFERENCES: dict[str, Mapping[str, Any]] = {
    "no context": {"preference": OSLO, "categories": []},
    "no preference": {"context": OSLO, "categories": []},
    "categories of another type": {"preference": OSLO, "context": OSLO, "categories": "home"},
    "a category that is no text": {"preference": OSLO, "context": OSLO, "categories": [1]},
    "too long in all": {"preference": "x" * 9_000, "context": "y" * 9_000},
}


@pytest.mark.parametrize("given", BAD_PREFERENCES.values(), ids=BAD_PREFERENCES.keys())
def test_an_invalid_preference_is_refused(
    own_peer: tuple[Peer, str], given: Mapping[str, Any]
) -> None:
    peer, address = own_peer
    peer.script = answering(operations({"operation": "add", "messages": [1], **given}))
    assert drafted(ByModel(asker(address), Breaker(Clock())), "USER_PREFERENCE").by == "offline"


@pytest.mark.parametrize(
    "topics",
    [
        None,
        ["Home"],
        [{"name": "Home"}],
        [{"name": "", "statements": [OSLO]}],
        [{"name": "Home", "statements": [{"text": OSLO}]}],
        [{"name": "x" * 81, "statements": [OSLO]}],
    ],
)
def test_an_invalid_summary_is_refused(own_peer: tuple[Peer, str], topics: Any) -> None:
    peer, address = own_peer
    peer.script = answering({"topics": topics})
    assert drafted(ByModel(asker(address), Breaker(Clock())), "SUMMARIZATION").by == "offline"


@pytest.mark.parametrize("status", [400, 401, 404, 429, 500, 503])
def test_a_server_that_refuses_is_asked_again_after_a_pause(
    own_peer: tuple[Peer, str], status: int, caplog: pytest.LogCaptureFixture
) -> None:
    peer, address = own_peer
    clock = Clock()
    by_model = ByModel(asker(address), Breaker(clock))
    peer.script, peer.status = answering(operations(ADDED)), status
    assert drafted(by_model).by == "offline"
    assert not any("Oslo" in record.message for record in caplog.records)
    peer.status = None
    assert drafted(by_model).by == "offline"
    assert len(peer.seen) == 1
    clock.now = 30.0
    assert drafted(by_model).by == "openai:fake"


def test_an_invalid_answer_is_no_reason_to_pause(own_peer: tuple[Peer, str]) -> None:
    peer, address = own_peer
    by_model = ByModel(asker(address), Breaker(Clock()))
    peer.script = answering("No.")
    assert drafted(by_model).by == "offline"
    peer.script = answering(operations(ADDED))
    assert drafted(by_model).by == "openai:fake"


def test_what_is_too_long_is_not_sent(own_peer: tuple[Peer, str]) -> None:
    peer, address = own_peer
    by_model = ByModel(asker(address), Breaker(Clock()))
    long = event("I live in Oslo. " + "x" * 60_000)
    assert by_model.drafted(batch(long), []).by == "offline"
    assert peer.seen == []
    assert drafted(by_model).by == "openai:fake"


def test_a_server_that_hangs_is_waited_for_no_longer_than_the_limit(
    own_peer: tuple[Peer, str],
) -> None:
    peer, address = own_peer
    peer.hangs = True
    by_model = ByModel(asker(address, seconds=0.5), Breaker(Clock()))
    assert drafted(by_model).by == "offline"
    begun = time.monotonic()
    assert drafted(by_model).by == "offline"
    assert time.monotonic() - begun < 0.5


def test_nobody_listens() -> None:
    with refused() as address, pytest.raises(NoAnswerError, match="APIConnectionError"):
        asker(address).ask({"messages": [{"role": "user", "content": [{"text": "Hi"}]}]}, None)


def test_what_is_no_stream_of_events_is_no_answer(own_peer: tuple[Peer, str]) -> None:
    peer, address = own_peer
    peer.raw = "data: <html>\n\n"
    assert drafted(ByModel(asker(address), Breaker(Clock()))).by == "offline"


def test_an_asker_that_was_abandoned_asks_no_more(own_peer: tuple[Peer, str]) -> None:
    peer, address = own_peer
    by_model = ByModel(asker(address), Breaker(Clock()))
    by_model.abandon()
    with pytest.raises(AbandonedError):
        drafted(by_model)
    assert peer.seen == []


def test_a_job_falls_back_and_the_next_one_does_not_wait(
    own_peer: tuple[Peer, str], tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.WARNING)
    peer, address = own_peer
    peer.hangs = True
    with started(tmp_path, f"openai:{address}/v1#fake", seconds="1") as core:
        first, second = (session_of(core, "semanticMemoryStrategy") for _ in range(2))
        for session in (first, second):
            session.say("I live in Oslo.")
        for session in (first, second):
            (record,) = session.wait_for(bool)
            assert (record["content"]["text"], by(record)) == (OSLO, "offline")
    # On a busy machine the second may pass before the request has left.
    assert len(peer.seen) <= 1
    assert len([one for one in caplog.messages if "extracted offline instead" in one]) == 1


def test_stopping_waits_for_no_model_and_leaves_the_job_to_the_next_start(
    own_peer: tuple[Peer, str], tmp_path: Path
) -> None:
    peer, address = own_peer
    peer.hangs = True
    setting = f"openai:{address}/v1#fake"
    with started(tmp_path, setting, seconds="100") as core:
        session = session_of(core, "semanticMemoryStrategy")
        session.say("I live in Oslo.")
        wait_until(lambda: peer.seen)
        begun = time.monotonic()
    assert time.monotonic() - begun < 50
    peer.let_go()
    peer.hangs, peer.script = False, answering(operations(ADDED))
    with started(tmp_path, setting) as core:
        again = session.at(core)
        (record,) = again.wait_for(bool)
        assert by(record) == "openai:fake"

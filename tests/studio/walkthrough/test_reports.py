"""The reports: what stands in them, and that nothing that was said can break them."""

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from html.parser import HTMLParser
from xml.etree import ElementTree

import pytest

from studio.problems import Problem
from studio.types import (
    Done,
    Failed,
    LookupFailure,
    Recalled,
    Record,
    StrategyType,
    Text,
    ToolCall,
    Turn,
)
from studio.walkthrough.documents import document
from studio.walkthrough.entries import Check, Did, Said, Waited
from studio.walkthrough.junit import junit
from studio.walkthrough.lines import closing
from studio.walkthrough.page import page
from studio.walkthrough.results import About, Report, State, StepResult, Tidied
from studio.walkthrough.wording import verdict

NASTY = '</p><script>alert(1)</script><img src="http://x/y.png" onerror=x> & "quoted" \x00\x1b[31m'
NOON = datetime(2026, 1, 2, 12, tzinfo=UTC)
ABOUT = About("AWS, eu-west-1", "eu-west-1", "Mem-0123456789", "arn:…", "DEFAULT", "", {"X": "1"})
MEMORY = Record("mem-1", NASTY, StrategyType.SEMANTIC, "facts", "/users/a/facts/", score=0.5)
TURN = Turn(
    NASTY,
    (Text(NASTY), ToolCall("1", NASTY, {})),
    Recalled((MEMORY,), (LookupFailure(NASTY, NASTY),)),
    Done(model="claude", total_ms=12.0),
)
HELD, BROKEN = Check("It holds.", "a", "b", True), Check(NASTY, NASTY, NASTY, False)


def result(key: str, *entries: Said | Waited | Did | Check) -> StepResult:
    started = StepResult(key, f"Title of {key}", "What it proves", NOON, entries=entries)
    return replace(started.end(), ended=NOON + timedelta(seconds=2))


PASSED = result("long-term", Said("alice", "s-1", TURN), Waited("Learning", 1.5, 20, True), HELD)
FAILED = result("isolation", Did(NASTY), HELD, BROKEN)
ERROR = replace(
    FAILED.broken(Problem(NASTY, "Try again.", "Code", NASTY)), ended=NOON, key="restart"
)
STOPPED = replace(FAILED.stopped(), ended=NOON, key="deletion")
REPORT = Report(
    ABOUT, (PASSED, FAILED, ERROR, STOPPED), Tidied(2, 9, 4, (Problem("Left.", "Look."),))
)


class Tags(HTMLParser):
    """The elements of a page, and their attributes."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.names: set[str] = set()
        self.attributes: set[str] = set()
        self.open: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.names.add(tag)
        self.attributes |= {name for name, _ in attrs}
        if tag != "meta":
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def test_the_page_shows_all_and_lets_nothing_in() -> None:
    text = page(REPORT)
    tags = Tags(text)
    assert not tags.open
    assert not tags.names & {"script", "img", "link", "iframe", "object", "a"}
    assert tags.attributes <= {"charset", "data-name", "name", "content", "lang", "class"}
    assert "http" not in text.replace("http://x/y.png", "")
    for shown in ("AWS, eu-west-1", "Mem-0123456789", "claude", "X 1", "2 January 2026, 12:00 UTC"):
        assert shown in text
    assert "&lt;script&gt;" in text
    assert "prefers-color-scheme: dark" in text
    assert "@media print" in text


def test_the_document_says_what_was_expected_and_seen() -> None:
    read = json.loads(json.dumps(document(REPORT)))
    assert (read["passed"], read["model"], read["region"]) == (False, "claude", "eu-west-1")
    assert [step["state"] for step in read["steps"]] == ["passed", "failed", "failed", "stopped"]
    assert read["steps"][1]["checks"][1] == {
        "claim": NASTY,
        "expected": NASTY,
        "seen": NASTY,
        "passed": False,
    }
    turn = read["steps"][0]["happened"][0]
    assert (turn["prompt"], turn["recalled"][0]["memoryRecordId"]) == (NASTY, "mem-1")
    assert read["steps"][2]["problem"]["code"] == "Code"
    assert read["tidied"]["problems"][0]["what"] == "Left."


def test_junit_has_a_case_for_each_step() -> None:
    suite = ElementTree.fromstring(junit(REPORT))
    counts = {name: suite.get(name) for name in ("tests", "failures", "errors", "skipped")}
    assert counts == {"tests": "4", "failures": "1", "errors": "1", "skipped": "1"}
    outcomes = [[child.tag for child in case] for case in suite.iter("testcase")]
    assert outcomes == [
        ["system-out"],
        ["failure", "system-out"],
        ["error", "system-out"],
        ["skipped", "system-out"],
    ]
    failure = suite.find(".//failure")
    assert failure is not None
    assert "Expected" in str(failure.text)
    assert "<script>" in str(failure.text)


def test_a_turn_that_failed_says_so_on_the_page() -> None:
    said = Said("alice", "s-1", Turn("Hello", end=Failed("It broke.", "Again.")))
    assert "It broke." in page(Report(ABOUT, (result("restart", said),)))


@pytest.mark.parametrize(
    ("results", "words"),
    [
        ((), "No step was taken."),
        ((PASSED,), "Title of long-term: passed. 5 of 6 were not taken."),
        ((PASSED, PASSED), "All 2 steps passed. 4 of 6 were not taken."),
        ((PASSED, FAILED), "1 of 2 steps passed. 4 of 6 were not taken."),
        ((PASSED,) * 6, "All 6 steps passed."),
        ((PASSED,) * 5 + (STOPPED,), "5 of 6 steps passed."),
    ],
)
def test_the_verdict_counts_what_was_taken(results: tuple[StepResult, ...], words: str) -> None:
    report = Report(ABOUT, results)
    assert verdict(report) == words
    assert report.is_proof is words.startswith(("All", "Title"))


def test_a_step_without_a_check_has_proven_nothing() -> None:
    assert result("restart", Did("Nothing")).state is State.FAILED
    assert result("restart", HELD).state is State.PASSED


def test_what_could_not_be_removed_is_told() -> None:
    first, *_ = closing(REPORT)
    assert first == "Not removed: Left. Look."

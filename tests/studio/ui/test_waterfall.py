"""What a turn's trace shows: a row for each span, and nothing in it that is more than text."""

from studio.traces import Span, Trace
from studio.ui.waterfall import AGENT, FAILED, INDENT, MEMORY, MODEL, frame

TRACE = Trace(
    "1f",
    (
        Span("a", "", "invoke_agent strands", 0, 240),
        Span("b", "a", "CreateEvent", 2, 5),
        Span("c", "a", "chat", 10, 200, attributes={"gen_ai.usage.input_tokens": 148}),
        Span("d", "a", "CreateEvent", 220.4, 5, is_failed=True),
    ),
)


def test_each_span_has_a_row_of_its_own_below_what_it_is_part_of() -> None:
    rows = frame(TRACE)
    assert len(set(rows["label"])) == len(rows) == 4
    shown = [label.rstrip("\N{ZERO WIDTH SPACE}") for label in rows["label"]]
    assert shown == [
        "invoke_agent strands  240 ms",
        f"{INDENT}CreateEvent  5 ms",
        f"{INDENT}chat  200 ms",
        f"{INDENT}CreateEvent  5 ms",
    ]
    assert list(rows["start"]) == [0, 2, 10, 220.4]
    assert list(rows["end"]) == [240, 7, 210, 225.4]


def test_the_colour_says_what_was_at_work_and_what_failed() -> None:
    assert list(frame(TRACE)["shade"]) == [AGENT, MEMORY, MODEL, FAILED]


def test_what_a_bar_tells_when_it_is_pointed_at() -> None:
    rows = frame(TRACE)
    assert rows["about"][2] == "148 tokens in"
    assert (rows["began"][3], rows["took"][3]) == ("220 ms", "5 ms, failed")


def test_a_long_name_is_cut_short_and_kept_whole_for_the_pointer() -> None:
    rows = frame(Trace("", (Span("a", "", "n" * 80, 0, 1),)))
    assert rows["label"][0].startswith("n" * 25 + "…")
    assert rows["name"][0] == "n" * 80

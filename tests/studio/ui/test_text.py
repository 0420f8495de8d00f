from datetime import UTC, datetime, timedelta

import pytest
from streamlit.testing.v1 import AppTest

from studio.ui.text import answer_markdown, counted, inline_code, one_line


@pytest.mark.parametrize(
    ("text", "safe"),
    [
        ("See ![a cat](https://example.org/cat.png)", "See [a cat](https://example.org/cat.png)"),
        ("![ref][1]", "[ref][1]"),
        ("It costs $5, or $6.", r"It costs \$5, or \$6."),
        (":red[Danger] and :blue-badge[new]", r"\:red[Danger] and \:blue-badge[new]"),
        (":material/home:", ":\u2060material/home:"),
        ("**Bold**, a [link](https://example.org) and 3 < 4!", None),
        ("at 14:03 [sic]", None),
        ("`$x$ ![a](b)`", None),
        ("```\nprint('$x$')\n![a](b)\n```", None),
        ("```\nnever closed $x$", None),
    ],
)
def test_an_answer_reaches_nowhere_and_looks_as_it_reads(text: str, safe: str | None) -> None:
    assert answer_markdown(text) == (safe or text)


def test_code_is_spared_and_the_text_around_it_is_not() -> None:
    assert answer_markdown("$1 `$2` $3") == r"\$1 `$2` \$3"


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("18 * 2", "`18 * 2`"),
        ("a`b\n c", "`a'b c`"),
        ("x" * 50, f"`{'x' * 39}…`"),
        ("  ", ""),
    ],
)
def test_text_in_a_label_is_code_on_one_line(text: str, code: str) -> None:
    assert inline_code(text) == code


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("Ann's 2nd dog", "Ann's 2nd dog"),
        ("**b** :red[x]", r"\*\*b\*\* \:red\[x\]"),
        ("<b>\n$x$", r"\<b\> \$x\$"),
        ("x" * 130, "x" * 119 + "…"),
    ],
)
def test_text_in_a_label_is_read_as_it_stands(text: str, label: str) -> None:
    assert one_line(text, longest=120) == label


def test_things_are_counted() -> None:
    assert [counted(number, "record") for number in (0, 1, 1200)] == [
        "0 records",
        "1 record",
        "1,200 records",
    ]
    assert counted(2, "memory", "memories") == "2 memories"


def said(moment: datetime | None, timezone: str) -> str:
    """How a browser in that time zone has it."""

    app = AppTest.from_string(
        "import datetime\n"
        "import streamlit as st\n"
        "from studio.ui.text import one_line, when\n"
        f"st.text(when({moment!r}))\n"
    )
    app.context = {"timezone": timezone}
    return str(app.run().text[0].value)


def test_a_moment_is_said_in_the_browsers_time_zone() -> None:
    moment = datetime(2020, 1, 2, 22, 30, tzinfo=UTC)
    assert said(moment, "UTC") == "2 Jan 2020 22:30"
    assert said(moment, "Asia/Tokyo") == "3 Jan 2020 07:30"


def test_recent_days_are_called_by_their_names() -> None:
    now = datetime.now(UTC)
    assert said(now, "UTC").startswith("Today ")
    assert said(now - timedelta(days=1), "UTC").startswith("Yesterday ")
    assert said(None, "UTC") == ""


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("I like tea", "I like tea"),
        ("one\n  two", "one two"),
        ("[x](http://a) :red[b] $c$", r"\[x\]\(http\://a\) \:red\[b\] \$c\$"),
        ("**bold** _and_ `code`", r"\*\*bold\*\* \_and\_ \`code\`"),
        ("a" * 60, "a" * 47 + "…"),
    ],
)
def test_a_label_reads_as_it_was_typed(text: str, label: str) -> None:
    assert one_line(text) == label

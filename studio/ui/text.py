"""Text that others wrote, made safe to show; and times in words."""

import re
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import streamlit as st

CODE = re.compile(r"(```.*?(?:```|\Z)|`[^`\n]*`)", re.DOTALL)
MARKDOWN = re.compile(r"[\\`*_{}\[\]()#+\-.!|$:~<>&^=]")
SPECIAL = re.compile(r"!(?=\[)|\$|:(?=[a-z-]+\[)|(?<=:)(?=material/)")


def answer_markdown(text: str) -> str:
    """A model's Markdown without what would reach outside or change the page's look.

    Images would be loaded from wherever the text says: they become links. Streamlit's own
    additions (LaTeX between dollar signs, colour directives, icons) are shown as they stand.
    Streamlit itself shows raw HTML as text. Code is left alone.
    """
    pieces = CODE.split(text)
    pieces[::2] = [SPECIAL.sub(_escaped, piece) for piece in pieces[::2]]
    return "".join(pieces)


def _escaped(found: re.Match[str]) -> str:
    return {"!": "", "": "\u2060"}.get(found[0], f"\\{found[0]}")


def one_line(text: str, longest: int = 48) -> str:
    """Text in a label, where Markdown is read: its first words, nothing of it as Markdown."""
    line = " ".join(text.split())
    short = line if len(line) <= longest else line[: longest - 1].rstrip() + "…"
    return MARKDOWN.sub(r"\\\g<0>", short)


def inline_code(text: str, longest: int = 40) -> str:
    """Text in a label, where Markdown is read: as code, in which nothing else is."""
    line = " ".join(text.replace("`", "'").split())
    return f"`{line if len(line) <= longest else line[: longest - 1] + '…'}`" if line else ""


def when(moment: datetime | None) -> str:
    """A moment as the person at the browser would say it: `Today 14:03`, `12 Nov 2026 14:03`."""
    if moment is None:
        return ""
    local = moment.astimezone(_zone())
    today = datetime.now(UTC).astimezone(_zone()).date()
    days = (today - local.date()).days
    day = {0: "Today", 1: "Yesterday"}.get(days, f"{local:%-d %b %Y}")
    return f"{day} {local:%H:%M}"


def counted(count: int, one: str, many: str = "") -> str:
    """`1 record`, `2 records`."""
    return f"{count:,} {one if count == 1 else many or f'{one}s'}"


def _zone() -> ZoneInfo | None:
    """The browser's time zone; None stands for the server's."""
    name = st.context.timezone
    return ZoneInfo(name) if name else None

"""HTML from pieces, in which every text is escaped."""

from html import escape


class Html(str):
    """HTML that stands as it is; any other string is text."""

    __slots__ = ()


def element(name: str, *children: str, css: str = "", **attributes: str) -> Html:
    """An element with its children: Html as it is, text escaped."""
    given = {"class": css, **attributes} if css else attributes
    pairs = "".join(f' {key}="{escape(value)}"' for key, value in given.items())
    return Html(f"<{name}{pairs}>{joined(*children)}</{name}>")


def joined(*children: str) -> Html:
    """The children one after the other."""
    return Html("".join(c if isinstance(c, Html) else escape(c) for c in children))

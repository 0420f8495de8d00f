"""What the offline model says to each kind of utterance."""

import re
from collections.abc import Sequence

from local_agentcore.model.statements import Statement
from local_agentcore.model.understanding import Kind

HINT = "Tell me something about yourself, ask what I remember, or give me a sum."
TELL_ME = "Tell me, and I'll have it in this conversation."
CONNECT = (
    "For the rest, connect a language model: Amazon Bedrock, an OpenAI-compatible server or Ollama."
)
DECLINED = (
    "I can't do that: I'm the offline model, which acknowledges what you tell it, recalls it and "
    f"calculates. {CONNECT}"
)
NOT_KNOWN = (
    "I can't answer that: I'm the offline model, which knows only what you told it or what memory "
    f"holds of you. {CONNECT}"
)
UNSTRUCTURED = (
    "The offline model can't give structured output or choose among tools by itself. Connect a "
    "language model for that."
)
NO_TEXT = "There is no text in this message; the offline model reads nothing else."
ABOUT_MODEL = (
    "I'm the offline model of the embedded AgentCore, not a language model: I acknowledge what "
    f"you tell me, recall it, and calculate with the tools I'm offered. {HINT}"
)
NO_CLOCK = "I can't tell the time: this agent offers me no clock."
CANNOT_FORGET = (
    "I can't erase anything: what memory holds is deleted where its records are managed."
)
_COURTESIES = {
    Kind.THANKS: "You're welcome.",
    Kind.FAREWELL: "Goodbye{name}!",
    Kind.ASSENT: f"All right. {HINT}",
    Kind.GREETING: f"Hello{{name}}! {HINT}",
}
_SAD = re.compile(
    r"\b(?:died|passed away|dead|cancer|funeral|sick|ill|hospital|sad|depressed|lonely|grieving|"
    r"divorced|(?:lost|broke) your)\b",
    re.IGNORECASE,
)
_NAME = re.compile(r"^your name is (.+)$")
_MAX_ECHOED = 400


def courtesy(kind: Kind, known: Sequence[Statement]) -> str:
    """A short reply to a greeting and the like, by name where it is known."""
    name = _name_in(known)
    return _COURTESIES[kind].format(name=f", {name}" if name else "")


def _name_in(statements: Sequence[Statement]) -> str | None:
    return next((found[1] for one in statements if (found := _NAME.match(one.text))), None)


def acknowledged(statements: Sequence[Statement]) -> str:
    """That something was understood, saying what."""
    name = _name_in(statements)
    rest = [one.text for one in statements if not _NAME.match(one.text)]
    greeting = f"Nice to meet you, {name}." if name else ""
    if not rest:
        return greeting or f"I see. {HINT}"
    if sum(map(len, rest)) > _MAX_ECHOED:
        return f"{greeting} I've read all that; ask me about any of it.".strip()
    sorry = "I'm sorry to hear that. " if any(map(_SAD.search, rest)) else ""
    return f"{greeting} {sorry}Noted: {_clauses(rest)}.".strip()


def _clauses(texts: Sequence[str]) -> str:
    if any("," in text for text in texts[:-1]):
        return "; ".join(texts)
    return f"{', '.join(texts[:-1])}, and {texts[-1]}" if len(texts) > 1 else texts[0]


def quoted(earlier: Sequence[str]) -> str:
    """The actor's last words before these."""
    if not earlier:
        return "You have said nothing before this in our conversation."
    return f"You said: “{earlier[-1][:_MAX_ECHOED]}”"

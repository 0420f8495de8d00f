"""What a record's text says, whatever its strategy stores: sentences, JSON or XML."""

import json
import re
from dataclasses import dataclass
from html import escape, unescape

from studio.types import Record, StrategyType

TOPIC = re.compile(r'<topic\s+name="(?P<name>[^"]*)"\s*>(?P<body>.*?)</topic>', re.DOTALL)


@dataclass(frozen=True)
class Topic:
    """One topic of a session's summary."""

    name: str
    text: str


@dataclass(frozen=True)
class Content:
    """A record's text for people: one line to read, and the rest of it where there is any."""

    sentence: str
    context: str = ""
    categories: tuple[str, ...] = ()
    topics: tuple[Topic, ...] = ()

    @property
    def subjects(self) -> tuple[str, ...]:
        """What it is about: a preference's categories, or the names of a summary's topics."""
        named = self.categories or tuple(topic.name for topic in self.topics)
        return tuple(dict.fromkeys(" ".join(subject.split()) for subject in named))

    @property
    def everything(self) -> str:
        """All of its text, as one would look through it."""
        return "\n".join((self.sentence, self.context, *self.categories))


def content(record: Record) -> Content:
    """Decode the record's text; text that is not what its strategy writes is shown as it is."""
    if record.strategy is StrategyType.USER_PREFERENCE:
        return _preference(record.text)
    if record.strategy is StrategyType.SUMMARIZATION:
        return _summary(record.text)
    return Content(record.text)


def written(decoded: Content, strategy: StrategyType) -> str:
    """The text that a record of the strategy has for a content: what `content` reads."""
    if strategy is StrategyType.USER_PREFERENCE:
        document = {
            "context": decoded.context,
            "preference": decoded.sentence,
            "categories": list(decoded.categories),
        }
        return json.dumps(document, ensure_ascii=False)
    if decoded.topics:
        return "\n".join(
            f'<topic name="{escape(topic.name)}">\n{escape(topic.text, quote=False)}\n</topic>'
            for topic in decoded.topics
        )
    return decoded.sentence


def _preference(text: str) -> Content:
    try:
        document = json.loads(text)
    except ValueError:
        return Content(text)
    if not isinstance(document, dict) or "preference" not in document:
        return Content(text)
    categories = document.get("categories")
    return Content(
        sentence=str(document["preference"]),
        context=str(document.get("context", "")),
        categories=tuple(map(str, categories)) if isinstance(categories, list) else (),
    )


def _summary(text: str) -> Content:
    topics = tuple(
        Topic(unescape(found["name"]).strip(), unescape(found["body"]).strip())
        for found in TOPIC.finditer(text)
    )
    if not topics:
        return Content(text)
    sentence = " ".join(f"{topic.name}: {' '.join(topic.text.split())}" for topic in topics)
    return Content(sentence, topics=topics)

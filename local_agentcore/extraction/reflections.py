"""Reflections: what the episodes of one kind of request teach together.

Episodes are of one kind when what was asked for has words or topics in common. What went with
success and what with failure is counted, never explained: without a model the why is unknown.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from local_agentcore.extraction import episode_text
from local_agentcore.extraction.episode_text import Assessment, Inquiry, Turn, element, tagged
from local_agentcore.extraction.likeness import Subject, alike, subject_of

MIN_EPISODES = 2
"""One episode teaches nothing beyond itself."""
MAX_EPISODES = 400
"""Of a namespace only so many are reflected upon, the newest."""
MAX_EXAMPLES = 3
MAX_TITLE_WORDS = 4
MAX_TOOLS = 8
MAX_EXAMPLE_CHARACTERS = 160
_ABOUT = "Requests about"
_COUNTS = ("none", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")


@dataclass(frozen=True)
class Reflection:
    """A reflection to write. `updates` is the index of the record that it replaces, None if new."""

    text: str
    updates: int | None


@dataclass
class _Kind:
    """Episodes that asked for the same kind of thing, oldest first."""

    subjects: list[Subject] = field(default_factory=list)
    episodes: list[Inquiry] = field(default_factory=list)

    @property
    def met(self) -> int:
        """How many of its episodes ended well."""
        return sum(episode.assessment is Assessment.YES for episode in self.episodes)

    def words(self) -> list[str]:
        """What most of its requests are about, the most frequent first."""
        counts = Counter(root for subject in self.subjects for root in subject.words)
        written = {root: word for subject in self.subjects for root, word in subject.words.items()}
        common = [root for root, count in counts.most_common() if count > 1] or list(counts)
        return [written[root] for root in common[:MAX_TITLE_WORDS]]


def reflect(episodes: Sequence[str], existing: Sequence[str]) -> list[Reflection]:
    """What the episodes teach that is new: reflections to write, and those to be replaced.

    `episodes` are the texts of all episodes under the reflections' namespace, in the order in
    which they were first written, `existing` those of the reflections there. Only episodes whose
    end the user has judged count, and only two or more of a kind. The same input gives the same
    reflections, and what says nothing new is left out.
    """
    free = dict(enumerate(existing))
    found: list[Reflection] = []
    for kind in _kinds(episodes):
        text = _written(kind)
        updates = _told_before(kind, free)
        if updates is None or free.pop(updates) != text:
            found.append(Reflection(text, updates))
    return found


def _kinds(episodes: Sequence[str]) -> list[_Kind]:
    """The kinds of request with enough judged episodes, oldest first.

    An episode joins the first kind whose first one is like it: a later episode moves none, and no
    chain of likenesses joins what is not alike.
    """
    kinds: list[_Kind] = []
    for text in episodes[-MAX_EPISODES:]:
        episode = episode_text.read(text)
        subject = _subject(episode)
        if not episode.assessment.judged or not subject.words:
            continue
        kind = next((kind for kind in kinds if alike(subject, kind.subjects[0])), None)
        if kind is None:
            kinds.append(kind := _Kind())
        kind.subjects.append(subject)
        kind.episodes.append(episode)
    return [kind for kind in kinds if len(kind.episodes) >= MIN_EPISODES]


def _subject(episode: Inquiry) -> Subject:
    """What was asked about; *how do I fix it?* is about what was stated."""
    asked = subject_of(" ".join(map(episode_text.quoted, episode.asked)))
    if len(asked.words) > 1:
        return asked
    stated = subject_of(" ".join(map(episode_text.quoted, episode.situation)))
    return Subject({**asked.words, **stated.words}, asked.topics | stated.topics)


def _example(episode: Inquiry) -> str:
    """What was asked for, with what was stated where that alone says what it is about."""
    said = episode.asked
    if len(subject_of(episode.sought).words) < 2:
        said = (*episode.situation, *episode.asked)
    text = " ".join(map(episode_text.quoted, said))
    return episode_text.shortened(text, MAX_EXAMPLE_CHARACTERS)


def _told_before(kind: _Kind, existing: dict[int, str]) -> int | None:
    """The reflection upon the same kind of request, None when there is none yet."""
    words = {root for subject in kind.subjects for root in subject.words}
    shares: dict[int, float] = {}
    for index, text in existing.items():
        titled = subject_of(element("title", text).removeprefix(_ABOUT)).words.keys()
        shares[index] = len(titled & words) / len(titled) if titled else 0.0
    best = max(shares, key=lambda index: shares[index], default=None)
    return best if best is not None and shares[best] >= 0.5 else None


def _written(kind: _Kind) -> str:
    count, met = len(kind.episodes), kind.met
    about = episode_text.listed(tuple(kind.words()))
    examples = dict.fromkeys(map(_example, reversed(kind.episodes)))
    asked = "; ".join(f'"{example}"' for example in list(examples)[:MAX_EXAMPLES])
    ends = f"{_counted(met)} of {_counted(count)} such requests {_was(met)} met"
    parts = [
        tagged("title", f"{_ABOUT} {about}"),
        tagged("use_cases", f"When the user asks about {about}, as in {asked}."),
        tagged("hints", "\n".join([f"{ends[:1].upper()}{ends[1:]}.", *_hints(kind)])),
        tagged("confidence", f"{_confidence(met, count):.1f}"),
    ]
    return "\n".join(["<reflection>", *parts, "</reflection>"])


def _hints(kind: _Kind) -> Iterator[str]:
    """Which tools and answers went with success, and which with failure."""
    turns = [turn for episode in kind.episodes for turn in episode.turns]
    helped = [turn for turn in turns if turn.outcome.startswith(episode_text.HELPED)]
    failed = [turn for turn in turns if turn.outcome.startswith(episode_text.FAILED)]
    well, badly = _tools(helped), _tools(failed)
    for tool, _ in (well + badly).most_common(MAX_TOOLS):
        ends = [f"helped in {_cases(well[tool])}"] if well[tool] else []
        ends += [f"did not help in {_cases(badly[tool])}"] if badly[tool] else []
        yield f"Answering with the use of {tool} {' and '.join(ends)}."
    for turn in _last(helped):
        yield f'This helped: "{episode_text.read_action(turn.action).answer}"'
    for turn in _last(failed):
        yield f'This did not help: "{episode_text.read_action(turn.action).answer}"'


def _tools(turns: Sequence[Turn]) -> Counter[str]:
    return Counter(tool for turn in turns for tool in episode_text.read_action(turn.action).tools)


def _last(turns: Sequence[Turn]) -> list[Turn]:
    """The newest turns that answered something, each answer once."""
    answers = {episode_text.read_action(turn.action).answer: turn for turn in reversed(turns)}
    return [turn for answer, turn in answers.items() if answer][:MAX_EXAMPLES]


def _confidence(met: int, count: int) -> float:
    """From 0.1 to 1.0: the more episodes there are, and the more they agree, the higher."""
    agreement = max(met, count - met) / count
    return min(max(agreement * count / (count + 2), 0.1), 1.0)


def _counted(number: int) -> str:
    return _COUNTS[number] if number < len(_COUNTS) else str(number)


def _cases(number: int) -> str:
    return f"{_counted(number)} case{'' if number == 1 else 's'}"


def _was(number: int) -> str:
    return "was" if number == 1 else "were"

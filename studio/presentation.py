"""The main story in steps for a stage: who says what in which session, and what to look at."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from uuid import uuid4

from studio.ids import new_session_id
from studio.owners import EVERYBODY, Owner


class Role(StrEnum):
    """Who talks in a step: the actor that the story is about, or somebody else."""

    LEAD = "lead"
    STRANGER = "stranger"


@dataclass(frozen=True)
class Step:
    """One step: where it plays, what is said there, and what the room should look at.

    `page` is a page's file; `prompt` is empty where nothing is said; `teaches` says that what is
    said is to be learned before the story goes on; `in_new_session` starts the step in a session
    of its own.
    """

    title: str
    look: str
    page: str = "app_pages/chat.py"
    role: Role = Role.LEAD
    prompt: str = ""
    teaches: bool = False
    in_new_session: bool = False


ASK = "What is my name and what do I like?"

STEPS = (
    Step(
        "Nobody it knows",
        "A new actor. Memory holds nothing about them, and the agent has never heard of them.",
        in_new_session=True,
    ),
    Step(
        "Say something about yourself",
        "Beside the answer: what memory learns from this one message, and how long that takes.",
        prompt="My name is Alice and I like chocolate ice cream",
        teaches=True,
    ),
    Step(
        "A new session: does it remember?",
        "This session is empty. The agent still knows, from the records beside the answer.",
        prompt=ASK,
        in_new_session=True,
    ),
    Step(
        "People change",
        "First where she lives …",
        prompt="I live in Berlin and I work as a nurse",
        teaches=True,
    ),
    Step(
        "People change, and memory with them",
        "… then she moves. The old record is replaced, not kept beside the new one.",
        prompt="I moved to Lisbon",
        teaches=True,
    ),
    Step(
        "Another session: where does she live?",
        "One answer, the one that is true now.",
        prompt="Where do I live?",
        in_new_session=True,
    ),
    Step(
        "It is an agent, not a lookup",
        "It calls a tool where it needs one. The call is part of the turn.",
        prompt="What is 18% of 2,340?",
    ),
    Step(
        "Somebody else asks",
        "Another actor, the same question: nothing of Alice reaches them.",
        role=Role.STRANGER,
        prompt=ASK,
        in_new_session=True,
    ),
    Step(
        "All it knows",
        "Every record, in one table: facts, preferences, and a summary of each session.",
        page="app_pages/memories.py",
    ),
    Step(
        "Without memory, and with it",
        "Play the story: one agent, asked twice. Only memory differs.",
        page="app_pages/compare.py",
    ),
    Step(
        "The proof",
        "Six steps that check themselves, on this machine as on AWS, and a report to hand out.",
        page="app_pages/walkthrough.py",
    ),
)

NAMES = {Role.LEAD: "alice", Role.STRANGER: "bob"}
ADDRESS = re.compile(r"(?P<number>\d{1,2})-(?P<tag>[0-9a-f]{4})")


@dataclass(frozen=True)
class Presentation:
    """How far the story is: the step's index, and the session that each step was in.

    `tag` ends its actors' names: each presentation has actors that nobody has heard of.
    """

    tag: str
    index: int = 0
    sessions: Mapping[int, str] = field(default_factory=dict)
    owner: Owner = EVERYBODY

    @classmethod
    def begin(cls, owner: Owner = EVERYBODY) -> "Presentation":
        """The first step, with new actors of the owner's."""
        return cls(uuid4().hex[:4], owner=owner)._in_session(0)

    @classmethod
    def from_address(
        cls, text: str, session_id: str, owner: Owner = EVERYBODY
    ) -> "Presentation | None":
        """The presentation that a page's address names, in the session named there beside it."""
        found = ADDRESS.fullmatch(text)
        if found is None or not 1 <= int(found["number"]) <= len(STEPS):
            return None
        index = int(found["number"]) - 1
        return cls(found["tag"], owner=owner)._in_session(index, session_id)

    @property
    def address(self) -> str:
        """What `from_address` reads."""
        return f"{self.index + 1}-{self.tag}"

    @property
    def step(self) -> Step:
        """The step that is on."""
        return STEPS[self.index]

    @property
    def actor_id(self) -> str:
        """Who talks in this step."""
        return self.owner.actor_id(f"{NAMES[self.step.role]}-{self.tag}")

    @property
    def session_id(self) -> str:
        """The session of this step."""
        return self.sessions[self.index]

    @property
    def is_first(self) -> bool:
        """Whether there is none before."""
        return self.index == 0

    @property
    def is_last(self) -> bool:
        """Whether there is none after."""
        return self.index == len(STEPS) - 1

    def on(self) -> tuple["Presentation", str]:
        """The next step, and what is to be said in it: nothing where that was said before.

        Raises:
            IndexError: this is the last one.
        """
        step = STEPS[self.index + 1]
        if self.index + 1 in self.sessions:
            return replace(self, index=self.index + 1), ""
        session_id = "" if step.in_new_session else self.session_id
        return self._in_session(self.index + 1, session_id), step.prompt

    def back(self) -> "Presentation":
        """The step before, in the session that it was in as far as that is known."""
        index = max(0, self.index - 1)
        sessions = {index: self.session_id, **self.sessions}
        return replace(self, index=index, sessions=sessions)

    def _in_session(self, index: int, session_id: str = "") -> "Presentation":
        """That step, in this session or in a new one."""
        there = replace(self, index=index)
        session_id = session_id or new_session_id(there.actor_id)
        return replace(there, sessions={**self.sessions, index: session_id})

"""Says what was found on recall questions, and what was not."""

from collections.abc import Sequence

from local_agentcore.model.recall import Found
from local_agentcore.model.replies import NOT_KNOWN, TELL_ME
from local_agentcore.model.standing import standing
from local_agentcore.model.wording import sentence, told


def answered(found: Sequence[Found]) -> str:
    """The answers to recall questions, and which of them have none."""
    verdicts = [one for one in found if one.verdict is not None]
    exact = [one for one in found if one.exact and one.verdict is None]
    near = [one for one in found if not one.exact and one.statements]
    nothing = [one for one in found if not one.statements]
    said = {one for answer in verdicts for one in answer.statements}
    answers = [one for answer in exact for one in answer.statements if one not in said]
    parts = [
        *(_verdict(one) for one in verdicts),
        told([one.text for one in standing(answers)] if answers else []),
        *(_near(one) for one in near),
        _unknown(nothing),
    ]
    return " ".join(part for part in parts if part)


def _verdict(found: Found) -> str:
    word = "Yes" if found.verdict else "No"
    return f"{word}, {_lower_first(sentence(found.statements[0].text))}"


def _near(found: Found) -> str:
    known = told([one.text for one in found.statements])
    unknown = found.question.unknown
    vague = unknown == "that" or unknown.startswith("anything")
    doubt = "can't answer that exactly" if vague else f"can't say for sure {unknown}"
    if unknown.startswith("your "):
        doubt = f"don't know {unknown} for sure"
    return f"I {doubt}, but I know that {_lower_first(known)}"


def _lower_first(text: str) -> str:
    """For after a comma; a name that begins the text keeps its capital."""
    return text[:1].lower() + text[1:] if text.lower().startswith(("you", "the ")) else text


def _unknown(found: Sequence[Found]) -> str:
    asked = [one.question for one in found if one.question.personal]
    personal = list(dict.fromkeys(one.unknown for one in asked if one.unknown != "that"))
    if any(one.question.everything for one in found):
        return f"I don't know anything about you yet. {TELL_ME}"
    if asked and not personal:
        return f"I don't know that yet. {TELL_ME}"
    if personal:
        things = (
            " or ".join([", ".join(personal[:-1]), personal[-1]]) if personal[1:] else personal[0]
        )
        return f"I don't know {things} yet. {TELL_ME}"
    return NOT_KNOWN if found else ""

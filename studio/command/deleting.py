"""Events, sessions, records and actors deleted: asked for, done, and told."""

import sys
from collections.abc import Callable, Sequence

from studio import editing
from studio.command.call import DONE, FAILED, MISUSED, Call
from studio.command.printing import counted, document, listed, say
from studio.forgetting import Forgetting, Holdings, Report, holdings
from studio.problems import Problem
from studio.sessions import Deleted, delete_events


def event(call: Call) -> int:
    """Events of a session, by their IDs."""
    known = {each.id for each in call.memory.events(call.given.actor, call.given.session)}
    named = tuple(dict.fromkeys(call.given.event))
    wanted = tuple(each for each in named if each in known)
    unknown = [f"There is no event {each} in that session." for each in named if each not in known]
    return _events(call, wanted, counted(len(wanted), "event"), unknown)


def session(call: Call) -> int:
    """All events of a session."""
    found = call.memory.events(call.given.actor, call.given.session)
    what = f"all {counted(len(found), 'event')} of session {call.given.session}"
    return _events(call, tuple(each.id for each in found), what)


def record(call: Call) -> int:
    """Records, by their IDs."""
    wanted = list(dict.fromkeys(call.given.record))
    if (refused := _refused(call, counted(len(wanted), "memory record"))) is not None:
        return refused
    outcome = editing.delete(call.memory, wanted)
    failures = [f"{each.name}: {each.why}" for each in outcome.failed]
    return _told(call, {"records": len(outcome.done)}, failures)


def actor(call: Call) -> int:
    """All that is kept of an actor."""
    kept = holdings(call.memory, call.given.actor)
    if kept.is_empty:
        say(f"Nothing is kept of {call.given.actor} in {call.where}.")
        return _told(call, {"events": 0, "sessions": 0, "records": 0}, [])
    if (refused := _refused(call, _held(kept, call.given.actor))) is not None:
        return refused
    forgetting = Forgetting(call.memory, call.given.actor, call.patience)
    doing = ""
    for report in forgetting.rounds():
        if report.doing not in ("", doing):
            say(report.doing)
        doing = report.doing
    return _forgotten(call, forgetting.report)


def _events(call: Call, event_ids: tuple[str, ...], what: str, unknown: Sequence[str] = ()) -> int:
    if not event_ids:
        say(f"There is nothing to delete in {call.where}.")
        return _told(call, {"events": 0}, list(unknown))
    if (refused := _refused(call, what)) is not None:
        return refused
    deleted: Deleted = delete_events(call.memory, call.given.actor, call.given.session, event_ids)
    failures = [_words(each) for each in deleted.problems]
    return _told(call, {"events": deleted.count}, [*unknown, *failures])


def _refused(call: Call, what: str) -> int | None:
    """The exit status where it is not to be deleted after all, None where it is."""
    if call.given.yes:
        return None
    if not sys.stdin.isatty():
        say("Nobody is there to ask: add --yes to delete.")
        return MISUSED
    sys.stderr.write(f"Delete {what} from {call.where}, for good? [y/N] ")
    sys.stderr.flush()
    if sys.stdin.readline().strip().lower() in ("y", "yes"):
        return None
    say("Nothing was deleted.")
    return FAILED


def _held(kept: Holdings, actor_id: str) -> str:
    records = counted(kept.records, "memory record")
    parts = [
        f"{counted(kept.events, 'event')} in {counted(kept.sessions, 'session')}",
        f"more than {records}" if kept.has_more else records,
    ]
    return f"all that is kept of {actor_id}, {listed(parts)},"


def _forgotten(call: Call, report: Report) -> int:
    counts = {
        "events": report.events,
        "sessions": len(report.sessions),
        "records": report.records,
    }
    failures = [f"{name}: {why}" for name, why in report.failures.items()]
    failures += [_words(report.problem)] if report.problem else []
    if report.kept:
        say(
            f"{counted(report.kept, 'record')} stay in namespaces that several actors share: "
            "whose they are is not known."
        )
    if not report.is_clean and not failures:
        failures.append("Something is left, or may still come: run it again.")
    return _told(call, counts, failures)


def _told(call: Call, counts: dict[str, int], failures: list[str]) -> int:
    if call.is_json:
        document({"deleted": counts, "failed": failures})
    else:
        done = [counted(number, noun.removesuffix("s")) for noun, number in counts.items()]
        say(f"Deleted: {listed(done)}.")
    for failure in failures:
        say(failure)
    return FAILED if failures else DONE


def _words(problem: Problem) -> str:
    return f"{problem.what} {problem.remedy} {problem.detail}".strip()


KINDS: dict[str, Callable[[Call], int]] = {
    "event": event,
    "session": session,
    "record": record,
    "actor": actor,
}

"""A report as JSON: all that was said, seen and checked."""

import json
from dataclasses import asdict
from datetime import datetime
from typing import Any

from studio.problems import Problem
from studio.types import Done, Record, ToolCall
from studio.walkthrough.entries import Check, Did, Entry, Said, Waited
from studio.walkthrough.results import Report, StepResult, Tidied

Document = dict[str, Any]


def document(report: Report) -> Document:
    """The report as a JSON document; times are ISO 8601 in UTC, durations seconds."""
    about = report.about
    return {
        "passed": report.is_proof,
        "target": about.target,
        "region": about.region,
        "memoryId": about.memory_id,
        "agentRuntimeArn": about.agent_runtime_arn,
        "qualifier": about.qualifier,
        "model": report.model,
        "versions": dict(about.versions),
        "started": _iso(report.started),
        "seconds": round(report.seconds, 2),
        "steps": [_step(result) for result in report.results],
        "tidied": _tidied(report.tidied) if report.tidied else None,
    }


def as_json(report: Report) -> str:
    """The document as text."""
    return json.dumps(document(report), ensure_ascii=False, indent=2) + "\n"


def _step(result: StepResult) -> Document:
    return {
        "key": result.key,
        "title": result.title,
        "proves": result.proves,
        "state": str(result.state),
        "started": _iso(result.started),
        "ended": _iso(result.ended),
        "seconds": round(result.seconds, 2),
        "problem": _problem(result.problem) if result.problem else None,
        "checks": [_check(check) for check in result.checks],
        "happened": [_entry(entry) for entry in result.entries if not isinstance(entry, Check)],
    }


def _check(check: Check) -> Document:
    return {
        "claim": check.claim,
        "expected": check.expected,
        "seen": check.seen,
        "passed": check.passed,
    }


def _entry(entry: Entry) -> Document:
    match entry:
        case Said():
            return {"type": "turn", **_said(entry)}
        case Waited():
            return {"type": "wait", "for": entry.what, "seconds": round(entry.seconds, 2)}
        case Did():
            return {"type": "action", "what": entry.what}
        case Check():
            return {"type": "check", **_check(entry)}


def _said(said: Said) -> Document:
    turn = said.turn
    recalled = turn.recalled
    return {
        "actorId": said.actor_id,
        "sessionId": said.session_id,
        "prompt": turn.prompt,
        "answer": said.answer,
        "tools": [part.name for part in turn.parts if isinstance(part, ToolCall)],
        "recalled": [_record(record) for record in recalled.records] if recalled else None,
        "recallFailures": [asdict(each) for each in recalled.failures] if recalled else [],
        "milliseconds": turn.end.total_ms if isinstance(turn.end, Done) else None,
    }


def _record(record: Record) -> Document:
    return {
        "memoryRecordId": record.id,
        "strategy": str(record.strategy),
        "namespace": record.namespace,
        "text": record.text,
        "score": record.score,
    }


def _problem(problem: Problem) -> Document:
    return {
        "what": problem.what,
        "remedy": problem.remedy,
        "code": problem.code,
        "detail": problem.detail,
    }


def _tidied(tidied: Tidied) -> Document:
    return {
        "actors": tidied.actors,
        "events": tidied.events,
        "records": tidied.records,
        "problems": [_problem(problem) for problem in tidied.problems],
    }


def _iso(moment: datetime | None) -> str | None:
    return moment.isoformat(timespec="milliseconds") if moment else None

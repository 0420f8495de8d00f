"""A report as JUnit XML, which CI systems show: a test case for each step."""

import re
from xml.etree import ElementTree
from xml.etree.ElementTree import Element, SubElement

from studio.walkthrough.entries import Said
from studio.walkthrough.results import Report, State, StepResult

NOT_XML = re.compile(r"[^\t\n\r -\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def junit(report: Report) -> str:
    """The XML. A failed check is a failure, a call that failed an error, a stop a skip."""
    broken = sum(result.problem is not None for result in report.results)
    stopped = sum(result.state is State.STOPPED for result in report.results)
    counts = {
        "tests": len(report.results),
        "failures": len(report.results) - report.passed - broken - stopped,
        "errors": broken,
        "skipped": stopped,
    }
    suite = Element(
        "testsuite",
        {"name": "walkthrough", "time": f"{report.seconds:.3f}"}
        | {name: str(count) for name, count in counts.items()},
    )
    if report.started:
        suite.set("timestamp", f"{report.started:%Y-%m-%dT%H:%M:%S}")
    properties = SubElement(suite, "properties")
    for name, value in _properties(report).items():
        SubElement(properties, "property", {"name": name, "value": _xml(value)})
    for result in report.results:
        suite.append(_case(result))
    return ElementTree.tostring(suite, encoding="unicode", xml_declaration=True) + "\n"


def _properties(report: Report) -> dict[str, str]:
    about = report.about
    return {
        "target": about.target,
        "region": about.region,
        "memoryId": about.memory_id,
        "agentRuntimeArn": about.agent_runtime_arn,
        "model": report.model,
        **about.versions,
    }


def _case(result: StepResult) -> Element:
    case = Element(
        "testcase",
        {"classname": "walkthrough", "name": result.key, "time": f"{result.seconds:.3f}"},
    )
    failed = [check for check in result.checks if not check.passed]
    if result.state is State.STOPPED:
        SubElement(case, "skipped", {"message": "stopped"})
    elif result.problem:
        problem = result.problem
        error = SubElement(
            case, "error", {"message": _xml(problem.what), "type": _xml(problem.code)}
        )
        error.text = _xml(f"{problem.remedy}\n{problem.detail}")
    elif result.state is not State.PASSED:
        claims = " ".join(check.claim for check in failed) or "No check was made."
        failure = SubElement(case, "failure", {"message": _xml(claims), "type": "check"})
        failure.text = _xml(
            "\n".join(f"{each.claim} Expected {each.expected}; saw {each.seen}" for each in failed)
        )
    SubElement(case, "system-out").text = _xml("\n".join(map(_said, result.said)))
    return case


def _said(said: Said) -> str:
    return f"{said.actor_id}: {said.turn.prompt}\nagent: {said.answer}"


def _xml(text: str) -> str:
    """Text without the characters that XML 1.0 cannot have."""
    return NOT_XML.sub("\ufffd", text)

"""A report as an HTML page that stands alone: to read, to print, to attach."""

from collections.abc import Iterator

from studio.contents import content
from studio.problems import Problem
from studio.types import Failed, ToolCall
from studio.walkthrough.entries import Check, Did, Entry, Said, Waited
from studio.walkthrough.markup import Html, element, joined
from studio.walkthrough.results import Report, State, StepResult
from studio.walkthrough.wording import STATES, moment, tidied, verdict

COLUMNS = ("Check", "Expected", "Seen", "Result")
STYLE = """
:root { color-scheme: light dark; --ink: #17202b; --soft: #55606e; --line: #dfe4ea;
  --page: #fff; --panel: #f4f6f9; --good: #15803d; --bad: #b42318; --ask: #2563eb; }
@media (prefers-color-scheme: dark) { :root { --ink: #e6eaf0; --soft: #a4afbd; --line: #2b3440;
  --page: #10141b; --panel: #1a202a; --good: #4ade80; --bad: #ff8f84; --ask: #7ab0ff; } }
@media print { :root { color-scheme: light; --ink: #000; --soft: #444; --line: #bbb; --page: #fff;
  --panel: #fff; --good: #15803d; --bad: #b42318; --ask: #1d4ed8; }
  section, li, tr { break-inside: avoid; } body { margin: 0; } }
* { box-sizing: border-box; }
body { font: 16px/1.5 system-ui, sans-serif; color: var(--ink); background: var(--page);
  max-width: 56rem; margin: 2rem auto; padding: 0 1rem; overflow-wrap: anywhere; }
h1, h2, h3 { line-height: 1.25; } h3 { font-size: 1rem; margin: 1rem 0 .25rem; }
dl { display: grid; grid-template-columns: max-content 1fr; gap: .15rem 1rem; }
dt, .soft { color: var(--soft); } dd { margin: 0; }
section { border: 1px solid var(--line); border-radius: 10px; padding: .25rem 1rem 1rem;
  margin: 1rem 0; }
table { border-collapse: collapse; width: 100%; font-size: .9rem; }
th, td { text-align: left; vertical-align: top; padding: .35rem .6rem .35rem 0;
  border-top: 1px solid var(--line); }
ol { list-style: none; padding: 0; margin: 0; } li { margin: .4rem 0; }
li p { margin: 0; white-space: pre-wrap; } .ask, .answer { background: var(--panel);
  border: 1px solid var(--line); border-radius: 8px; padding: .4rem .7rem; }
.who { font-size: .85rem; color: var(--soft); } .ask .who { color: var(--ask); }
th, td:last-child { white-space: nowrap; }
@media (max-width: 40rem) { thead { display: none; } tr { display: block; padding: .4rem 0;
  border-top: 1px solid var(--line); } td { display: block; border: 0; padding: 0; }
  td::before { content: attr(data-name) ": "; color: var(--soft); } }
.passed { color: var(--good); } .failed, .stopped { color: var(--bad); }
"""


def page(report: Report) -> str:
    """The whole page. It loads nothing and runs nothing."""
    head = joined(
        Html('<meta charset="utf-8">'),
        Html('<meta name="viewport" content="width=device-width, initial-scale=1">'),
        element("title", f"Walkthrough: {verdict(report)}"),
        element("style", Html(STYLE)),
    )
    body = joined(
        element("h1", "Walkthrough: does the agent remember?"),
        element("p", element("strong", verdict(report)), css="passed" if report.is_proof else ""),
        _facts(report),
        *(_step(number, result) for number, result in enumerate(report.results, 1)),
        element("p", tidied(report.tidied), css="soft"),
        *(_problem(each) for each in (report.tidied.problems if report.tidied else ())),
    )
    return f"<!doctype html>{element('html', element('head', head), _body(body), lang='en')}\n"


def _body(body: Html) -> Html:
    return element("body", element("main", body))


def _facts(report: Report) -> Html:
    about = report.about
    facts = {
        "Target": about.target,
        "Region": about.region,
        "Memory": about.memory_id,
        "Agent": f"{about.agent_runtime_arn} ({about.qualifier})",
        "Model": report.model or "The agent does not say",
        "Versions": ", ".join(f"{name} {number}" for name, number in about.versions.items()),
        "Started": moment(report.started),
        "Took": f"{report.seconds:.1f} s",
    }
    pairs = (joined(element("dt", name), element("dd", text)) for name, text in facts.items())
    return element("dl", *pairs)


def _step(number: int, result: StepResult) -> Html:
    state = f"{STATES[result.state]} in {result.seconds:.1f} s"
    return element(
        "section",
        element("h2", f"{number}. {result.title}"),
        element("p", element("strong", state, css=str(result.state)), f" · {result.proves}"),
        _problem(result.problem) if result.problem else Html(),
        _checks(result) if result.checks else Html(),
        element("h3", "What was said and done"),
        element("ol", *(each for entry in result.entries for each in _entry(entry))),
    )


def _problem(problem: Problem) -> Html:
    said = element("span", f" ({problem.code} {problem.detail})", css="soft")
    return element(
        "p",
        element("strong", problem.what, css="failed"),
        f" {problem.remedy}",
        said if problem.code or problem.detail else "",
    )


def _checks(result: StepResult) -> Html:
    head = element("tr", *(element("th", name) for name in COLUMNS))
    return element("table", element("thead", head), element("tbody", *map(_check, result.checks)))


def _check(check: Check) -> Html:
    state = State.PASSED if check.passed else State.FAILED
    texts = (check.claim, check.expected, check.seen, STATES[state])
    styles = ("", "", "", str(state))
    return element("tr", *map(_cell, COLUMNS, texts, styles))


def _cell(name: str, text: str, css: str) -> Html:
    return element("td", text, css=css, **{"data-name": name})


def _entry(entry: Entry) -> Iterator[Html]:
    match entry:
        case Said():
            yield _message(
                "ask", f"{entry.actor_id} · session {entry.session_id}", [_prompt(entry)]
            )
            yield _message("answer", "The agent", list(_answer(entry)))
        case Waited():
            yield element("li", f"{entry.what}: {entry.seconds:.1f} s", css="soft")
        case Did():
            yield element("li", entry.what, css="soft")


def _message(css: str, who: str, lines: list[Html]) -> Html:
    return element("li", element("div", who, css="who"), *lines, css=css)


def _prompt(said: Said) -> Html:
    return element("p", said.turn.prompt)


def _answer(said: Said) -> Iterator[Html]:
    for part in said.turn.parts:
        if isinstance(part, ToolCall):
            yield element("div", f"Used the tool {part.name}", css="who")
    yield element("p", said.answer)
    if isinstance(said.turn.end, Failed):
        yield element("p", said.turn.end.what, css="failed")
    for record in said.turn.recalled.records if said.turn.recalled else ():
        yield element("div", f"Recalled: {content(record).sentence}", css="who")

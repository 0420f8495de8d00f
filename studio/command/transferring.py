"""A memory exported to a file, and a file imported into a memory."""

import os
import sys
from collections.abc import Iterable
from dataclasses import asdict
from pathlib import Path

from studio.command.call import DONE, FAILED, MISUSED, Call
from studio.command.printing import counted, document, listed, say
from studio.transfer.document import InvalidDocumentError, read
from studio.transfer.exporting import export as exported
from studio.transfer.importing import Imported, put


def export(call: Call) -> int:
    """Write the file's lines to standard output or into the file."""
    lines = exported(call.memory, call.given.actor)
    if call.given.out is None:
        sys.stdout.writelines(lines)
        return DONE
    count = _kept(lines, call.given.out)
    # The first line says what the file is, the last that it is whole.
    say(f"{call.given.out}: {count - 2:,} events and records of {call.where}.")
    return DONE


def put_in(call: Call) -> int:
    """Import the file, and say what came of it."""
    try:
        with call.given.file.open(encoding="utf-8") as file:
            found = read(file)
    except (InvalidDocumentError, UnicodeDecodeError) as error:
        say(f"{call.given.file}: {error}")
        return MISUSED
    came = put(call.memory, found, extracts=call.given.extract)
    _tell(call, came)
    return FAILED if came.failed else DONE


def _kept(lines: Iterable[str], path: Path) -> int:
    """Write all of the lines or leave what was there; how many they were."""
    count = 0
    beside = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        with beside.open("w", encoding="utf-8") as file:
            for line in lines:
                file.write(line)
                count += 1
        beside.replace(path)
    finally:
        beside.unlink(missing_ok=True)
    return count


def _tell(call: Call, came: Imported) -> None:
    if call.is_json:
        document(asdict(came))
    else:
        done = [counted(came.events, "event"), counted(came.records, "memory record")]
        there = [counted(came.events_there, "event"), counted(came.records_there, "memory record")]
        say(f"Imported into {call.where}: {listed(done)}. There already: {listed(there)}.")
    if came.unseen:
        say(
            f"{counted(came.unseen, 'memory record')} lie where no strategy of this memory writes: "
            "the app and the agent do not look there."
        )
    for why in dict.fromkeys(came.failed):
        say(f"{counted(came.failed.count(why), 'memory record')} refused: {why}")

import csv
import io
import json

import pytest

from studio.exporting import COLUMNS, csv_lines, harmless, json_lines
from studio.filters import Filter
from studio.listing import walk
from studio.memory import Memory
from tests.studio.memories import FACT, PREFERENCE, SESSION, SUMMARY, put, someone

TEA = '{"preference": "Tea, “hot”", "context": "=1+1", "categories": ["drinks", "food"]}'


@pytest.fixture(scope="module")
def actor(memory: Memory) -> str:
    actor_id = someone()
    put(memory, actor_id, FACT, '=HYPERLINK("http://127.0.0.1:9")', "Two\nlines; 日本")
    put(memory, actor_id, PREFERENCE, TEA)
    put(memory, actor_id, SUMMARY, '<topic name="Pets">A dog.</topic>')
    return actor_id


def test_the_csv_has_a_row_a_record_and_no_formula(memory: Memory, actor: str) -> None:
    lines = csv_lines(memory, walk(memory, actor, Filter()))
    rows = list(csv.DictReader(io.StringIO("".join(lines), newline="")))
    by_text = {row["memory"]: row for row in rows}
    assert tuple(rows[0]) == COLUMNS
    assert set(by_text) == {
        '\'=HYPERLINK("http://127.0.0.1:9")',
        "Two\nlines; 日本",
        "Tea, “hot”",
        "Pets: A dog.",
    }
    tea = by_text["Tea, “hot”"]
    assert (tea["context"], tea["categories"]) == ("'=1+1", "drinks, food")
    assert by_text["Pets: A dog."]["session"] == SESSION


@pytest.mark.parametrize("cell", ["=1", "+1", "-1", "@SUM", "\t=1", "\r=1", "  =1", "＝1"])
def test_what_a_spreadsheet_would_calculate_is_text(cell: str) -> None:
    assert harmless(cell) == f"'{cell}"


@pytest.mark.parametrize("cell", ["", "1-1", "a=b", "'=1", "The user likes tea."])
def test_other_text_stays_as_it_is(cell: str) -> None:
    assert harmless(cell) == cell


def test_the_json_says_what_it_is_and_has_each_record_whole(memory: Memory, actor: str) -> None:
    lines = json_lines(memory, walk(memory, actor, Filter()), {"actorId": actor})
    document = json.loads("".join(lines))
    assert document["actorId"] == actor
    tea = next(each for each in document["records"] if each["categories"])
    assert (tea["memory"], tea["context"], tea["text"]) == ("Tea, “hot”", "=1+1", TEA)
    assert len(document["records"]) == 4
    assert json.loads("".join(json_lines(memory, [], {"actorId": actor})))["records"] == []

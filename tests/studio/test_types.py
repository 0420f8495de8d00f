from studio.types import Done, Failed, Recalled, Record, StrategyType, Text, ToolCall, Turn


def test_texts_that_follow_each_other_are_one_part() -> None:
    turn = Turn("Hi").plus(Text("Hel")).plus(Text("lo"))
    assert turn.parts == (Text("Hello"),)


def test_a_tool_call_stays_in_its_place_when_its_result_comes() -> None:
    running = ToolCall("t1", "calculator", {})
    finished = ToolCall("t1", "calculator", {}, "success", "4")
    turn = Turn("2+2?").plus(Text("Let me see.")).plus(running).plus(Text("4")).plus(finished)
    assert turn.parts == (Text("Let me see."), finished, Text("4"))


def test_what_was_recalled_and_how_it_ended_are_kept() -> None:
    recalled, failed = Recalled(()), Failed("It broke.", "Try again.")
    assert Turn("Hi").plus(recalled).recalled is recalled
    assert Turn("Hi").end is None
    assert Turn("Hi").plus(failed).end is failed
    assert Turn("Hi").plus(Done("offline")).end == Done("offline")


def test_a_records_source_events_are_read_back_from_its_metadata() -> None:
    named = {"sourceEventIds": {"stringListValue": ["0001:ab", "0002:cd"]}}
    record = Record("mem-1", "A fact.", StrategyType.SEMANTIC, "s-1", "/n/", metadata=named)
    assert record.source_event_ids == {"0001#ab", "0002#cd"}
    bare = Record("mem-1", "A fact.", StrategyType.SEMANTIC, "s-1", "/n/")
    assert bare.source_event_ids == frozenset()

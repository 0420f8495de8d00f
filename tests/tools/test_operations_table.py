"""The table of operations: true to the code, and to the service models."""

from local_agentcore.coverage import WITHOUT_EFFECT
from local_agentcore.wire import load_operations
from tools.operations_table import PAGE, page_with_table


def test_the_page_is_up_to_date() -> None:
    page = PAGE.read_text(encoding="utf-8")
    assert page_with_table(page) == page, "run `python -m tools.operations_table`"


def test_what_has_no_effect_is_a_member_of_the_operations_input() -> None:
    members = {
        operation.name: set(operation.model.input_shape.members)
        for operation in load_operations()
        if operation.model.input_shape is not None
    }
    for name, without in WITHOUT_EFFECT.items():
        assert set(without) <= members[name], name


def test_every_operation_on_memories_is_served() -> None:
    rows = [line for line in PAGE.read_text(encoding="utf-8").splitlines() if "| none |" in line]
    assert [row for row in rows if "Memor" in row or "Event" in row or "Session" in row] == []

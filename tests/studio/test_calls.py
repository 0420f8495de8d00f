from concurrent.futures import ThreadPoolExecutor
from typing import Any

from local_agentcore.server import EmbeddedAgentCore
from studio.calls import Calls, carried, recorded, watch
from studio.memory import Memory
from tests.conftest import client


def memory_of(agentcore: EmbeddedAgentCore) -> Memory:
    data: Any = client("bedrock-agentcore", agentcore.endpoint)
    control: Any = client("bedrock-agentcore-control", agentcore.endpoint)
    watch(data)
    watch(data)
    return Memory(data, control, agentcore.memory_id)


def test_calls_are_counted_by_operation_also_in_the_threads_that_make_them(
    agentcore: EmbeddedAgentCore,
) -> None:
    memory, calls = memory_of(agentcore), Calls()
    with recorded(calls):
        memory.records("alice")
        memory.sessions("alice")
    memory.sessions("alice")
    assert calls.counts == {"ListMemoryRecords": 3, "ListSessions": 1}


def test_who_share_a_client_count_their_own_calls(agentcore: EmbeddedAgentCore) -> None:
    memory = memory_of(agentcore)

    def look(times: int) -> int:
        calls = Calls()
        with recorded(calls):
            for _ in range(times):
                memory.sessions("alice")
        return calls.counts["ListSessions"]

    with ThreadPoolExecutor(max_workers=4) as pool:
        assert list(pool.map(look, [1, 2, 3, 4])) == [1, 2, 3, 4]


def test_what_is_carried_counts_where_it_came_from() -> None:
    calls = Calls()
    with recorded(calls):
        add = carried(lambda: calls.add("GetMemory"))
    with ThreadPoolExecutor(max_workers=1) as pool:
        pool.submit(add).result()
    assert calls.counts == {"GetMemory": 1}

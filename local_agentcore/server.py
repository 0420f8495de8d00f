"""The embedded AgentCore as a whole: put together, started and stopped."""

import asyncio
import os
import socket
import threading
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

import uvicorn

from local_agentcore import defaults, embedding, ids
from local_agentcore.asgi import AgentCoreApp, Endpoint, Handler
from local_agentcore.control import MemoryControl
from local_agentcore.delivery_targets import deliverer
from local_agentcore.endpoints import ModelEndpoints, RuntimeEndpoints
from local_agentcore.environment import agent_environment
from local_agentcore.extraction.by_model.choose import choose_drafting
from local_agentcore.extraction.worker import ExtractionWorker
from local_agentcore.fleet import Fleet
from local_agentcore.ingestion import Ingestion
from local_agentcore.memory import EventOperations
from local_agentcore.model import choose_model
from local_agentcore.record_batches import RecordBatches
from local_agentcore.records import RecordOperations
from local_agentcore.redrive import Redrive
from local_agentcore.runtime import Limits
from local_agentcore.runtime_endpoints import EndpointControl
from local_agentcore.runtimes import RuntimeControl
from local_agentcore.search import SearchIndex
from local_agentcore.store.database import Database
from local_agentcore.store.records import Records
from local_agentcore.tagging import Tagging

DATABASE_FILE = "agentcore.sqlite3"
DELIVERIES = "deliveries"
"""The folder for what self-managed strategies are given, unless S3 and SNS are there."""
START_SECONDS = 30.0


@dataclass(frozen=True)
class Options:
    """How to start: `port` 0 picks a free one; `model` as on the command line."""

    data_dir: Path
    agent_file: Path
    model: str = "offline"
    port: int = 0
    region: str = "us-east-1"
    limits: Limits = field(default_factory=Limits)
    environment: Mapping[str, str] = field(default_factory=lambda: dict(os.environ))


class EmbeddedAgentCore:
    """Serves on 127.0.0.1 from `start` to `stop`, in a thread of its own.

    Attributes:
        endpoint: where it serves, e.g. `http://127.0.0.1:PORT`.
        region: the region that its ARNs name.
        memory_id: the memory that exists from the start.
        agent_runtime_arn: the runtime of the agent's entrypoint.
        model_name: what answers Converse, in words for people.
        operations: the names of the operations that are served.
    """

    def __init__(self, options: Options) -> None:
        """Open the data folder and the port.

        Raises:
            ValueError: the model setting is none that is known, or its time no number of seconds.
            FileNotFoundError: there is no such entrypoint file.
            OSError: the port is taken, or the data folder cannot be written.
        """
        agent_file = options.agent_file.resolve()
        if not agent_file.is_file():
            raise FileNotFoundError(f"There is no agent at {agent_file}")
        model = choose_model(options.model)
        drafting = choose_drafting(options.model, model, options.region, options.environment)
        self._listener, self._database = _open(options)
        index = SearchIndex(embedding.shared())
        records = Records(index)
        target = deliverer(options.data_dir / DELIVERIES, options.region, options.environment)
        self._worker = ExtractionWorker(self._database, records, index, target, drafting)
        control = MemoryControl(self._database, records, options.region)
        self.region = options.region
        self.endpoint = f"http://127.0.0.1:{self._listener.getsockname()[1]}"
        self.model_name = model.name if model else "Amazon Bedrock"
        self.memory_id = defaults.ensure_memory(self._database, control)
        self._agent = defaults.ensure_runtime(self._database, agent_file)
        self.agent_runtime_arn = ids.arn(options.region, f"runtime/{self._agent.runtime.id}")
        environment = agent_environment(
            options.environment,
            endpoint=self.endpoint,
            region=options.region,
            memory_id=self.memory_id,
            serves_model=model is not None,
        )
        self._fleet = Fleet(environment, options.limits)
        handlers = (
            _control_handlers(control, Tagging(self._database, options.region))
            | _runtime_handlers(self._database, options.region, self._fleet)
            | _event_handlers(self._database, self._worker)
            | _record_handlers(self._database, records, index)
        )
        endpoints = _endpoints(RuntimeEndpoints(self._database, self._fleet), ModelEndpoints(model))
        self.operations = frozenset(handlers) | frozenset(endpoints)
        app = AgentCoreApp(handlers, endpoints)
        self._server = _Server(uvicorn.Config(app, lifespan="off", log_config=None))
        self._thread = threading.Thread(target=self._run, name="agentcore", daemon=True)

    def start(self) -> "EmbeddedAgentCore":
        """Begin to serve; returns once requests are answered.

        Raises:
            RuntimeError: the server did not start; the log says why.
        """
        self._worker.start()
        self._thread.start()
        if not self._server.is_up.wait(START_SECONDS):
            raise RuntimeError("The embedded AgentCore did not start; see its log")
        return self

    def stop(self) -> None:
        """End: agents' processes, the extraction in hand, the server, the database."""
        self._server.should_exit = True
        self._thread.join()
        self._worker.stop()
        self._database.close()

    def _run(self) -> None:
        asyncio.run(self._serve())

    async def _serve(self) -> None:
        await self._fleet.start(self._agent)
        try:
            await self._server.serve(sockets=[self._listener])
        finally:
            await self._fleet.stop()


def _open(options: Options) -> tuple[socket.socket, Database]:
    """The port and the database: both, or neither when one of them cannot be had."""
    listener = socket.create_server(("127.0.0.1", options.port))
    try:
        return listener, Database(options.data_dir / DATABASE_FILE)
    except BaseException:
        listener.close()
        raise


class _Server(uvicorn.Server):
    """Uvicorn's server, which says when it is up."""

    def __init__(self, config: uvicorn.Config) -> None:
        super().__init__(config)
        self.is_up = threading.Event()

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        self.is_up.set()


def _control_handlers(control: MemoryControl, tagging: Tagging) -> dict[str, Handler]:
    return {
        "CreateMemory": control.create_memory,
        "GetMemory": control.get_memory,
        "ListMemories": control.list_memories,
        "UpdateMemory": control.update_memory,
        "DeleteMemory": control.delete_memory,
        "TagResource": tagging.tag_resource,
        "UntagResource": tagging.untag_resource,
        "ListTagsForResource": tagging.list_tags_for_resource,
    }


def _runtime_handlers(database: Database, region: str, fleet: Fleet) -> dict[str, Handler]:
    control = RuntimeControl(database, region, fleet.retire)
    endpoints = EndpointControl(database, region)
    return {
        "CreateAgentRuntime": control.create_agent_runtime,
        "GetAgentRuntime": control.get_agent_runtime,
        "ListAgentRuntimes": control.list_agent_runtimes,
        "ListAgentRuntimeVersions": control.list_agent_runtime_versions,
        "UpdateAgentRuntime": control.update_agent_runtime,
        "DeleteAgentRuntime": control.delete_agent_runtime,
        "CreateAgentRuntimeEndpoint": endpoints.create,
        "GetAgentRuntimeEndpoint": endpoints.get,
        "ListAgentRuntimeEndpoints": endpoints.list,
        "UpdateAgentRuntimeEndpoint": endpoints.update,
        "DeleteAgentRuntimeEndpoint": endpoints.delete,
    }


def _event_handlers(database: Database, worker: ExtractionWorker) -> dict[str, Handler]:
    events = EventOperations(database, worker.wake)
    redrive = Redrive(database, worker.wake)
    return {
        "CreateEvent": events.create_event,
        "GetEvent": events.get_event,
        "DeleteEvent": events.delete_event,
        "ListEvents": events.list_events,
        "ListSessions": events.list_sessions,
        "ListActors": events.list_actors,
        "IngestData": Ingestion(database, worker.wake).ingest_data,
        "ListMemoryExtractionJobs": redrive.list_jobs,
        "StartMemoryExtractionJob": redrive.start_job,
    }


def _record_handlers(database: Database, stored: Records, index: SearchIndex) -> dict[str, Handler]:
    records = RecordOperations(database, stored)
    batches = RecordBatches(database, stored, index)
    return {
        "ListMemoryRecords": records.list_memory_records,
        "RetrieveMemoryRecords": records.retrieve_memory_records,
        "GetMemoryRecord": records.get_memory_record,
        "DeleteMemoryRecord": records.delete_memory_record,
        "BatchCreateMemoryRecords": batches.create,
        "BatchUpdateMemoryRecords": batches.update,
        "BatchDeleteMemoryRecords": batches.delete,
    }


def _endpoints(runtime: RuntimeEndpoints, model: ModelEndpoints) -> dict[str, Endpoint]:
    return {
        "InvokeAgentRuntime": runtime.invoke,
        "StopRuntimeSession": runtime.stop_session,
        "Converse": model.converse,
        "ConverseStream": model.converse_stream,
    }

"""The composition root: boto3 clients for AWS, or for the embedded AgentCore on this machine."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass, field, replace
from functools import partial
from threading import Lock

import boto3
from botocore.config import Config

from studio import calls, guard
from studio.clients import ControlClient, MemoryClient, RuntimeClient
from studio.owners import EVERYBODY, Owner
from studio.settings import Settings, Target

# An invocation is a turn: sent twice, the actor would have said it twice. So no retries.
RUNTIME_CONFIG = Config(
    connect_timeout=5, read_timeout=900, retries={"total_max_attempts": 1}, max_pool_connections=50
)
MEMORY_CONFIG = Config(
    connect_timeout=5,
    read_timeout=30,
    retries={"total_max_attempts": 3, "mode": "standard"},
    max_pool_connections=50,
)


Clients = tuple[MemoryClient, ControlClient, RuntimeClient]
OFFLINE_NOTE = "Not a language model: it answers from what it is told and what memory gives it."


@dataclass(frozen=True)
class _Maker:
    """Makes clients of one boto session, which has read the service models once for all."""

    session: boto3.Session
    endpoint_url: str | None = None
    # Threads must not have a session make clients at once (boto3's guide on sessions).
    _lock: AbstractContextManager[bool] = field(default_factory=Lock)

    def __call__(self) -> Clients:
        client = partial(self.session.client, endpoint_url=self.endpoint_url)
        with self._lock:
            made = (
                client("bedrock-agentcore", config=MEMORY_CONFIG),
                client("bedrock-agentcore-control", config=MEMORY_CONFIG),
                client("bedrock-agentcore", config=RUNTIME_CONFIG),
            )
        for each in made:
            calls.watch(each)
        return made


@dataclass(frozen=True)
class Connection:
    """Clients and identifiers that belong together, and what to call them before people.

    `model_label` is empty where only the agent knows its model: there each answer names it.
    `credentials` says in a sentence how they were found; empty where there are none.
    """

    memory: MemoryClient
    control: ControlClient
    runtime: RuntimeClient
    memory_id: str
    agent_runtime_arn: str
    qualifier: str
    region: str
    target_label: str
    _make_clients: Callable[[], Clients]
    credentials: str
    owner: Owner = EVERYBODY
    model_label: str = ""
    model_note: str = ""
    _stop: Callable[[], None] = lambda: None

    def close(self) -> None:
        """Give connections back, and stop what was started for this one."""
        for client in (self.memory, self.control, self.runtime):
            client.close()
        self._stop()

    def kept_to(self, owner: Owner) -> "Connection":
        """The same, by clients of the owner's own, which refuse whatever is not theirs."""
        memory, control, runtime = self._make_clients()
        for client in (memory, control, runtime):
            guard.keep(client, owner)
        return replace(
            self, memory=memory, control=control, runtime=runtime, owner=owner, _stop=lambda: None
        )


def connect(settings: Settings, *, warms_agent: bool = True) -> Connection:
    """Connect as the settings say; for the local target, start the embedded AgentCore.

    It keeps a process of the agent ready, unless told that nobody will talk to it.

    Raises:
        OSError: the local data folder or the agent's file cannot be used.
        ValueError: the model setting is none that the embedded AgentCore knows.
    """
    is_aws = settings.target is Target.AWS
    return _connect_aws(settings) if is_aws else _connect_local(settings, warms_agent)


def _connect_aws(settings: Settings) -> Connection:
    session = boto3.Session(region_name=settings.region)
    make_clients = _Maker(session)
    memory, control, runtime = make_clients()
    return Connection(
        memory=memory,
        control=control,
        runtime=runtime,
        memory_id=settings.memory_id,
        agent_runtime_arn=settings.agent_runtime_arn,
        qualifier=settings.qualifier,
        region=settings.region,
        target_label=f"AWS, {settings.region}",
        _make_clients=make_clients,
        credentials=_found(session),
    )


def _found(session: boto3.Session) -> str:
    credentials = session.get_credentials()
    return f"Found by boto3: {credentials.method}." if credentials else ""


def control_client(region: str) -> ControlClient:
    """The control plane of a region of AWS, to look for what there is before connecting to it."""
    client: ControlClient = boto3.client(
        "bedrock-agentcore-control", region_name=region, config=MEMORY_CONFIG
    )
    return client


def _connect_local(settings: Settings, warms_agent: bool) -> Connection:
    # Imported here: it brings the embedding model along, which AWS has no use for.
    from local_agentcore.runtime import Limits
    from local_agentcore.server import EmbeddedAgentCore, Options

    options = Options(
        settings.data_dir,
        settings.agent_file,
        settings.model,
        region=settings.region,
        limits=Limits(keep_spare=warms_agent),
    )
    server = EmbeddedAgentCore(options).start()
    session = boto3.Session(
        aws_access_key_id="local", aws_secret_access_key="local", region_name=server.region
    )
    make_clients = _Maker(session, server.endpoint)
    memory, control, runtime = make_clients()
    return Connection(
        memory=memory,
        control=control,
        runtime=runtime,
        memory_id=server.memory_id,
        agent_runtime_arn=server.agent_runtime_arn,
        qualifier=settings.qualifier,
        region=server.region,
        target_label="This machine",
        _make_clients=make_clients,
        credentials="None are needed on this machine.",
        model_label="" if settings.model == "bedrock" else server.model_name,
        model_note=OFFLINE_NOTE if settings.model == "offline" else "",
        _stop=server.stop,
    )

"""What exists from the start: one memory with the three built-in strategies, and one runtime."""

from pathlib import Path

from local_agentcore import ids
from local_agentcore.clock import now_ms
from local_agentcore.control import MemoryControl
from local_agentcore.runtime_settings import LIFECYCLE, artifact_of
from local_agentcore.runtimes import add_version
from local_agentcore.store import memories, runtimes, settings
from local_agentcore.store.database import Database
from local_agentcore.store.runtimes import Runtime, Version

MEMORY_SETTING = "default_memory_id"
RUNTIME_SETTING = "default_runtime_id"
MEMORY_NAME = "MemoryStudio"
RUNTIME_NAME = "memory_studio_agent"
RUNTIME_SETTINGS = {
    "description": "The agent that the embedded AgentCore was started with",
    "roleArn": f"arn:aws:iam::{ids.ACCOUNT_ID}:role/{RUNTIME_NAME}",
    "networkConfiguration": {"networkMode": "PUBLIC"},
    "protocolConfiguration": {"serverProtocol": "HTTP"},
    "lifecycleConfiguration": LIFECYCLE,
    "requestHeaderConfiguration": {
        "requestHeaderAllowlist": ["X-Amzn-Bedrock-AgentCore-Runtime-Custom-Actor-Id"]
    },
}
EVENT_EXPIRY_DAYS = 90
STRATEGIES = [
    {
        "semanticMemoryStrategy": {
            "name": "Facts",
            "description": "What the actor said about themselves and their world",
            "namespaceTemplates": ["/users/{actorId}/facts/"],
        }
    },
    {
        "userPreferenceMemoryStrategy": {
            "name": "Preferences",
            "description": "What the actor likes, avoids and chooses",
            "namespaceTemplates": ["/users/{actorId}/preferences/"],
        }
    },
    {
        "summaryMemoryStrategy": {
            "name": "Summaries",
            "description": "What each session was about",
            "namespaceTemplates": ["/summaries/{actorId}/{sessionId}/"],
        }
    },
]


def ensure_memory(database: Database, control: MemoryControl) -> str:
    """The ID of the memory that exists from the start; made at the first start, or if deleted."""
    with database.read() as db:
        memory_id = settings.get(db, MEMORY_SETTING)
        if memory_id and memories.get(db, memory_id):
            return memory_id
        named = memories.find(db, MEMORY_NAME)
    if named:
        return named.id
    created = control.create_memory(
        {
            "name": MEMORY_NAME,
            "description": "The memory that the embedded AgentCore starts with",
            "eventExpiryDuration": EVENT_EXPIRY_DAYS,
            "memoryStrategies": STRATEGIES,
        }
    )
    memory_id = str(created["memory"]["id"])
    with database.write() as db:
        settings.put(db, MEMORY_SETTING, memory_id)
    return memory_id


def ensure_runtime(database: Database, agent_file: Path) -> Version:
    """The newest version of the agent's runtime, whose ID is the same at every start.

    Another entrypoint file than last time is a new version of it. Where it was deleted, a runtime
    that has taken its name takes its place: there can be no second one of that name.
    """
    with database.write() as db:
        runtime_id = settings.get(db, RUNTIME_SETTING) or ids.suffixed(RUNTIME_NAME)
        runtime = runtimes.get(db, runtime_id) or runtimes.find(db, RUNTIME_NAME)
        if runtime is None:
            runtime = Runtime(runtime_id, RUNTIME_NAME, now_ms())
            runtimes.insert(db, runtime, None)
        settings.put(db, RUNTIME_SETTING, runtime.id)
        newest = runtimes.version(db, runtime)
        artifact = artifact_of(agent_file)
        if newest and newest.settings["agentRuntimeArtifact"] == artifact:
            return newest
        kept = newest.settings if newest else RUNTIME_SETTINGS
        return add_version(db, runtime, {**kept, "agentRuntimeArtifact": artifact})

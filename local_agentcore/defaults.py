"""What exists from the start: one memory with the three built-in strategies, and one runtime."""

from local_agentcore import ids
from local_agentcore.control import MemoryControl
from local_agentcore.store import memories, settings
from local_agentcore.store.database import Database

MEMORY_SETTING = "default_memory_id"
RUNTIME_SETTING = "default_runtime_id"
MEMORY_NAME = "MemoryStudio"
RUNTIME_NAME = "memory_studio_agent"
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


def ensure_runtime(database: Database, region: str) -> str:
    """The ARN of the agent's runtime, the same at every start."""
    with database.write() as db:
        runtime_id = settings.get(db, RUNTIME_SETTING)
        if runtime_id is None:
            runtime_id = ids.suffixed(RUNTIME_NAME)
            settings.put(db, RUNTIME_SETTING, runtime_id)
    return ids.arn(region, f"runtime/{runtime_id}")

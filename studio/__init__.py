"""What the app knows of AgentCore: memory, runtime, and what a turn recalled and taught."""

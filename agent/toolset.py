"""The agent's tools: the one place to add or replace one."""

from strands_tools.calculator import calculator

from log import quiet

# It announces its removal in 0.9.0 at every call; requirements.txt holds it below that.
quiet("strands_tools.calculator", "DEPRECATION WARNING")

TOOLS = [calculator]

"""Puts the agent and its memory on AWS, says how they are, and takes them away again."""

"""Bedrock's Converse and ConverseStream: the offline model, or a bridge to a real one."""

from local_agentcore.model.choose import choose_model

__all__ = ["choose_model"]

"""A model's answer: the input of the tool that it has, or the JSON that it wrote instead."""

import json
from collections.abc import Mapping
from typing import Any

from local_agentcore.extraction.by_model.errors import ModelExtractionError


def answered(output: Mapping[str, Any], tool: str) -> Mapping[str, Any]:
    """The object in Converse's output.

    Servers that let a model choose for itself may answer in text: the first JSON object in it
    counts, whatever stands around it.

    Raises:
        ModelExtractionError: there is none, another tool was called, or this one twice.
    """
    content = output["output"]["message"]["content"]
    calls = [block["toolUse"] for block in content if "toolUse" in block]
    if len(calls) > 1 or any(call["name"] != tool for call in calls):
        raise ModelExtractionError("it called other tools than the one it has")
    if calls:
        found = calls[0]["input"]
    else:
        found = _written("".join(block.get("text", "") for block in content))
    if not isinstance(found, dict):
        raise ModelExtractionError("the answer is no JSON object")
    return found


def _written(text: str) -> Any:
    start = text.find("{")
    if start < 0:
        raise ModelExtractionError("there is no JSON in the answer")
    try:
        found, _ = json.JSONDecoder().raw_decode(text, start)
    except (ValueError, RecursionError) as error:
        raise ModelExtractionError("the answer is no valid JSON") from error
    return found

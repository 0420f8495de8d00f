"""What botocore's service models say of a value's form."""

import re
from functools import cache

import botocore.session

CONTROL = "bedrock-agentcore-control"


@cache
def pattern(shape: str, service: str = CONTROL) -> re.Pattern[str]:
    """The pattern of a shape that has one, such as `MemoryId`."""
    model = botocore.session.get_session().get_service_model(service)
    return re.compile(str(model.shape_for(shape).metadata["pattern"]))

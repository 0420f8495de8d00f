"""Errors as a client sees them."""

from typing import Any

import pytest
from botocore.exceptions import ClientError


def error_of(call: Any, **given: Any) -> tuple[str, int, str]:
    """The code, HTTP status and message of the error that a call raises."""
    with pytest.raises(ClientError) as caught:
        call(**given)
    error = caught.value.response
    status = error["ResponseMetadata"]["HTTPStatusCode"]
    return error["Error"]["Code"], status, error["Error"]["Message"]

"""Every failure becomes a code and words that say what to do."""

import pytest
from botocore.exceptions import ClientError, EndpointConnectionError, EventStreamError
from strands.types.exceptions import (
    ContextWindowOverflowException,
    EventLoopException,
    MaxTokensReachedException,
    ModelThrottledException,
    SessionException,
)

from errors import AgentError, explain


def service_error(operation: str, code: str, message: str = "Not so") -> ClientError:
    return ClientError({"Error": {"Code": code, "Message": message}}, operation)


@pytest.mark.parametrize(
    ("operation", "code", "advice"),
    [
        ("RetrieveMemoryRecords", "AccessDeniedException", "agent's role this action"),
        ("ListEvents", "ResourceNotFoundException", "BEDROCK_AGENTCORE_MEMORY_ID"),
        ("CreateEvent", "ThrottledException", "Wait a moment"),
        ("CreateEvent", "ServiceQuotaExceededException", "quota"),
        ("CreateEvent", "ValidationException", "actor ID"),
        ("CreateEvent", "ExpiredTokenException", "credentials"),
        ("CreateEvent", "ServiceException", "agent's log"),
        ("ConverseStream", "AccessDeniedException", "invoke this model"),
        ("ConverseStream", "ResourceNotFoundException", "BEDROCK_MODEL_ID"),
    ],
)
def test_a_service_error_names_the_operation_and_says_what_to_do(
    operation: str, code: str, advice: str
) -> None:
    explained = explain(service_error(operation, code))
    assert explained.code == code
    assert f"refused {operation} ({code}): Not so." in explained.message
    assert advice in explained.message


def test_the_wrappers_of_strands_and_the_session_manager_are_taken_off() -> None:
    error: Exception = service_error("CreateEvent", "AccessDeniedException")
    for wrapper in (SessionException, EventLoopException):
        try:
            raise wrapper(error) from error
        except (SessionException, EventLoopException) as wrapped:
            error = wrapped
    assert explain(error).code == "AccessDeniedException"


def test_a_wrapper_around_nothing_is_named_itself() -> None:
    explained = explain(SessionException("gone"))
    assert explained.code == "SessionException"
    assert "agent's log" in explained.message


def test_an_event_streams_code_is_written_as_elsewhere() -> None:
    error = EventStreamError(
        {"Error": {"Code": "modelStreamErrorException", "Message": "Lost"}}, "ConverseStream"
    )
    explained = explain(error)
    assert explained.code == "ModelStreamErrorException"
    assert explained.message.startswith("The model refused ConverseStream")


@pytest.mark.parametrize(
    ("error", "code", "status"),
    [
        (ModelThrottledException("slow"), "ThrottlingException", 429),
        (MaxTokensReachedException("long"), "MaxTokensReached", 502),
        (ContextWindowOverflowException("long"), "ContextWindowOverflow", 502),
        (EndpointConnectionError(endpoint_url="http://x"), "EndpointConnectionError", 502),
        (service_error("CreateEvent", "ThrottledException"), "ThrottledException", 429),
        (AgentError("SessionBusy", "Wait."), "SessionBusy", 409),
    ],
)
def test_codes_and_statuses(error: Exception, code: str, status: int) -> None:
    explained = explain(error)
    assert (explained.code, explained.status) == (code, status)


def test_the_item_of_an_error() -> None:
    assert AgentError("SessionBusy", "Wait.").item() == {
        "type": "error",
        "code": "SessionBusy",
        "message": "Wait.",
    }

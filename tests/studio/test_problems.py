import pytest
from botocore.exceptions import (
    ClientError,
    EndpointConnectionError,
    NoCredentialsError,
    ParamValidationError,
    ReadTimeoutError,
)

from studio.problems import explain


@pytest.mark.parametrize(
    ("code", "says"),
    [
        ("AccessDeniedException", "did not allow"),
        ("ThrottledException", "busy"),
        ("ThrottlingException", "busy"),
        ("ResourceNotFoundException", "does not know"),
        ("RuntimeClientError", "agent itself failed"),
        ("SomethingNewException", "answered with an error"),
    ],
)
def test_what_the_service_answers_is_put_in_words(code: str, says: str) -> None:
    error = ClientError({"Error": {"Code": code, "Message": "said the service"}}, "ListEvents")
    problem = explain(error)
    assert says in problem.what
    assert problem.remedy
    assert (problem.code, problem.detail) == (code, "said the service")


def test_no_connection_is_told_from_no_credentials() -> None:
    refused = explain(EndpointConnectionError(endpoint_url="http://127.0.0.1:1"))
    assert "cannot be reached" in refused.what
    slow = explain(ReadTimeoutError(endpoint_url="http://127.0.0.1:1"))
    assert "cannot be reached" in slow.what
    assert "credentials" in explain(NoCredentialsError()).what


def test_a_call_that_boto3_refuses_keeps_its_reason() -> None:
    problem = explain(ParamValidationError(report="Missing parameter"))
    assert "Missing parameter" in problem.detail

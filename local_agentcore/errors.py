"""Errors as the service states them: a code, an HTTP status and a message.

They hold data only; `server` turns them into responses, in one place. Codes and statuses are those
of the service models of `bedrock-agentcore`, `bedrock-agentcore-control` and `bedrock-runtime`.
"""

from typing import Any, ClassVar


class ServiceError(Exception):
    """An answer that is an error of the service. `message` is written for the caller."""

    code: ClassVar[str] = "InternalServerException"
    status: ClassVar[int] = 500

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message

    def body(self) -> dict[str, Any]:
        """The members of the error's shape."""
        return {"message": self.message}


class ValidationException(ServiceError):
    """The input breaks a rule of the service. `field` is the path of the member that does."""

    code = "ValidationException"
    status = 400

    def __init__(
        self, message: str, *, field: str | None = None, reason: str = "FieldValidationFailed"
    ) -> None:
        super().__init__(message)
        self.field = field
        self.reason = reason

    def body(self) -> dict[str, Any]:
        """The members of the error's shape: `reason` is required by the service models."""
        found = super().body() | {"reason": self.reason}
        if self.field:
            found["fieldList"] = [{"name": self.field, "message": self.message}]
        return found


class AccessDeniedException(ServiceError):
    """The caller may not do this."""

    code = "AccessDeniedException"
    status = 403


class ResourceNotFoundException(ServiceError):
    """The memory, event, record or runtime does not exist."""

    code = "ResourceNotFoundException"
    status = 404


class ServiceQuotaExceededException(ServiceError):
    """A quota that AWS states would be passed."""

    code = "ServiceQuotaExceededException"
    status = 402


class ConflictException(ServiceError):
    """The resource is in a state that does not allow this."""

    code = "ConflictException"
    status = 409


class RuntimeClientError(ServiceError):
    """The agent's own process failed: it could not start, it crashed, or it answered an error."""

    code = "RuntimeClientError"
    status = 424


class ThrottlingException(ServiceError):
    """More is asked at once than the runtime takes; memory operations call it otherwise."""

    code = "ThrottlingException"
    status = 429


class UnknownOperationException(ServiceError):
    """No such operation, or one that the embedded AgentCore does not have."""

    code = "UnknownOperationException"
    status = 404


class ServiceException(ServiceError):
    """A defect or an outage of the service itself, as memory operations call it."""

    code = "ServiceException"
    status = 500


class InternalServerException(ServiceError):
    """The same, as the other operations call it."""

    code = "InternalServerException"
    status = 500

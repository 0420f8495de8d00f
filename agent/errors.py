"""What went wrong, as data, and in words that say what to do about it."""

from typing import Any

from botocore.exceptions import BotoCoreError, ClientError
from strands.types.exceptions import (
    ContextWindowOverflowException,
    EventLoopException,
    MaxTokensReachedException,
    ModelThrottledException,
    SessionException,
)

# HTTP statuses of answers that are not streamed; any other failure is an upstream's: 502.
STATUS = {
    "ValidationException": 400,
    "SessionBusy": 409,
    "ThrottledException": 429,
    "ThrottlingException": 429,
}
BAD_GATEWAY = 502

MODEL_OPERATIONS = ("Converse", "ConverseStream")
MODEL_ADVICE = {
    "AccessDeniedException": "Allow the agent's role to invoke this model.",
    "ResourceNotFoundException": "Check BEDROCK_MODEL_ID and whether the region has the model.",
    "ValidationException": "Check BEDROCK_MODEL_ID, or start a new session.",
}
MEMORY_ADVICE = {
    "AccessDeniedException": "Allow the agent's role this action on the memory.",
    "ResourceNotFoundException": "Check BEDROCK_AGENTCORE_MEMORY_ID and AWS_REGION.",
    "ServiceQuotaExceededException": "Have the account's quota raised.",
    "ValidationException": "Check the actor ID, the session ID and the memory ID.",
}
COMMON_ADVICE = {
    "ExpiredTokenException": "Renew the agent's credentials.",
    "ThrottledException": "Wait a moment and ask again.",
    "ThrottlingException": "Wait a moment and ask again.",
    "UnrecognizedClientException": "Renew the agent's credentials.",
}
DEFAULT_ADVICE = "Ask again; if it persists, look in the agent's log."


class AgentError(Exception):
    """A turn that cannot be answered: `code` names the reason, `message` says what to do."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code
        self.message = message

    @property
    def status(self) -> int:
        """The HTTP status of an answer that is not streamed."""
        return STATUS.get(self.code, BAD_GATEWAY)

    def item(self) -> dict[str, Any]:
        """The `error` item of a streamed answer."""
        return {"type": "error", "code": self.code, "message": self.message}


# What a turn may raise: the agent's own errors, boto3's and those of Strands.
FAILURES = (
    AgentError,
    BotoCoreError,
    ClientError,
    ContextWindowOverflowException,
    EventLoopException,
    MaxTokensReachedException,
    ModelThrottledException,
    SessionException,
)


def explain(error: BaseException) -> AgentError:
    """The AgentError that stands for an exception of the agent, of boto3 or of Strands."""
    cause = _root(error)
    match cause:
        case AgentError():
            return cause
        case ClientError():
            return _explain_service_error(cause)
        case BotoCoreError():
            return AgentError(
                type(cause).__name__,
                f"AWS could not be called: {_sentence(str(cause))} "
                "Check the network, AWS_REGION and the agent's credentials.",
            )
        case _:
            return _explain_strands_error(cause)


def _root(error: BaseException) -> BaseException:
    """What is inside the wrappers that Strands and the session manager put around an exception."""
    wrapped = isinstance(error, EventLoopException | SessionException)
    return _root(error.__cause__) if wrapped and error.__cause__ else error


def _explain_service_error(error: ClientError) -> AgentError:
    details = error.response.get("Error", {})
    # In a Bedrock event stream the same codes begin with a small letter.
    code = details.get("Code", "Unknown")
    code = code[:1].upper() + code[1:]
    of_model = error.operation_name in MODEL_OPERATIONS
    advice = (MODEL_ADVICE if of_model else MEMORY_ADVICE).get(code) or COMMON_ADVICE.get(code)
    return AgentError(
        code,
        f"{'The model' if of_model else 'Memory'} refused {error.operation_name} ({code}): "
        f"{_sentence(details.get('Message', ''))} {advice or DEFAULT_ADVICE}",
    )


def _explain_strands_error(error: BaseException) -> AgentError:
    match error:
        case ModelThrottledException():
            code, message = "ThrottlingException", "The model is busy. Wait a moment and ask again."
        case MaxTokensReachedException():
            code = "MaxTokensReached"
            message = "The answer ends here: it reached the model's limit. Ask for a shorter one."
        case ContextWindowOverflowException():
            code = "ContextWindowOverflow"
            message = "The conversation is too long for the model. Start a new session."
        case _:
            code = type(error).__name__
            message = f"The turn failed ({code}). {DEFAULT_ADVICE}"
    return AgentError(code, message)


def _sentence(text: str) -> str:
    return text if text.endswith((".", "!", "?")) else f"{text or 'no reason given'}."

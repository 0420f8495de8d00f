"""Why a model did not extract. The reasons are for the log: nobody's words are in them."""


class ModelExtractionError(Exception):
    """A batch was not extracted by the model; the message is the reason."""


class NoAnswerError(ModelExtractionError):
    """The model gave no answer: unreachable, refusing, too slow or broken off."""


class AbandonedError(Exception):
    """The server stops and waits for no more answers."""

"""Messages in Converse's shape: what an actor asked, and a conversation whose roles alternate."""

from strands.types.content import Message, Messages

UNANSWERED = "(No answer: the turn failed.)"


def prompt_of(message: Message) -> str | None:
    """The text of an actor's prompt; None for answers and for the results of tools."""
    if message["role"] != "user" or any("toolResult" in block for block in message["content"]):
        return None
    return "\n".join(block["text"] for block in message["content"] if "text" in block) or None


def answered(messages: Messages) -> Messages:
    """The conversation with a note wherever a turn ended without an answer.

    Models require that the roles alternate, which a turn that failed leaves broken in memory.
    """
    closed: Messages = []
    for message in messages:
        if closed and closed[-1]["role"] == message["role"] == "user":
            closed.append({"role": "assistant", "content": [{"text": UNANSWERED}]})
        closed.append(message)
    if closed and closed[-1]["role"] == "user":
        closed.append({"role": "assistant", "content": [{"text": UNANSWERED}]})
    return closed

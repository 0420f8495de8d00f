"""What is indexed beside a record: the rest of its message and the question before it."""

from datetime import UTC, datetime

from local_agentcore.extraction.context import MAX_CHARACTERS, Conversation
from local_agentcore.extraction.types import Utterance

AT = datetime(2025, 3, 4, tzinfo=UTC)


def conversation(*messages: tuple[str, str]) -> Conversation:
    return Conversation(
        [Utterance(str(n), role, text, AT) for n, (role, text) in enumerate(messages)]
    )


def test_the_question_before_and_the_rest_of_the_message() -> None:
    talk = conversation(
        ("ASSISTANT", "Sounds fun. What did you do in Oslo?"),
        ("USER", "So much! I went skiing with Ann."),
    )
    around = talk.around("The user went skiing with Ann.", ["1"], [])
    assert around == "What did you do in Oslo? So much! I went skiing with Ann."


def test_what_the_assistant_tells_is_no_context() -> None:
    talk = conversation(("ASSISTANT", "You live in Rome and like tea."), ("USER", "I have a dog."))
    assert talk.around("The user has a dog.", ["1"], []) == "I have a dog."


def test_words_of_other_records_of_the_message_are_left_out() -> None:
    talk = conversation(("USER", "I live in Lisbon and have two dogs."))
    around = talk.around("The user has two dogs.", ["0"], ["The user lives in Lisbon."])
    assert "Lisbon" not in around
    assert "dogs" in around


def test_the_context_is_bounded() -> None:
    talk = conversation(("USER", "word " * 2000))
    assert len(talk.around("The user said a word.", ["0"], [])) <= MAX_CHARACTERS

"""What is given up, cancelled or sold ends what was said of it, and of nothing else."""

import pytest

from local_agentcore.extraction.supersession import superseded_by

ENDED = [
    ("The user drinks a lot of cocoa.", "The user is off cocoa."),
    ("The user eats crisps.", "The user has cut out crisps completely."),
    ("The user plays cricket on weekends.", "The user swapped cricket for judo."),
    ("The user is subscribed to Mubi.", "The user dumped Mubi for the cinema."),
    ("The user has a Mubi subscription.", "The user cancelled Mubi."),
    ("The user drives a Lada.", "The user traded in the Lada for a Skoda."),
    ("The user smokes.", "The user quit smoking in March."),
    ("The user has a hedgehog.", "The user rehomed the hedgehog."),
]
KEPT = [
    ("The user drinks a lot of cocoa.", "The user is off to the market."),
    ("The user plays cricket on weekends.", "The user swapped seats for the cricket final."),
    ("The user has a Mubi subscription.", "The user cancelled the dentist."),
    ("The user plays chess.", "The user's nephew quit chess."),
    ("The user volunteers at a shelter.", "The volunteering broke the user's heart."),
    ("The user joined a rowing club.", "The user joined a group of walkers."),
]


@pytest.mark.parametrize(("known", "new"), ENDED)
def test_what_is_given_up_is_ended(known: str, new: str) -> None:
    assert superseded_by(new, [known]) == [0]


@pytest.mark.parametrize(("known", "new"), KEPT)
def test_what_is_not_given_up_is_kept(known: str, new: str) -> None:
    assert superseded_by(new, [known]) == []


def test_a_job_found_for_another_is_not_ones_own() -> None:
    assert (
        superseded_by("The user found a job for their niece.", ["The user works at a mill."]) == []
    )

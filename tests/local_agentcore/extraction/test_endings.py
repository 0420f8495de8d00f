"""What a statement says is over, has another time or has come true, among known records."""

import pytest

from local_agentcore.extraction.supersession import superseded_by

OVER = [
    ("The user drives a diesel Passat to clients.", "The user sold the Passat and bought a Volvo."),
    ("The user takes piano lessons every Wednesday.", "The user quit piano."),
    ("The user rents a room in Graz.", "The user bought a house and gave up the room."),
    ("The user's team uses Jira for everything.", "The user switched from Jira to Linear."),
    ("The user takes the tram to work.", "The user cycles to work now, no more tram."),
    ("The user is writing their bachelor's thesis.", "The user finished their thesis."),
    ("The user is saving up for a camper van.", "The user does not want the camper van anymore."),
    ("The user takes ibuprofen for headaches.", "The user's doctor took the user off ibuprofen."),
    ("The user is testing the checkout page.", "The checkout page is done."),
    ("The user is an editor at Elsevier.", "The user left Elsevier."),
    ("The user owns a Trek road bike.", "The user sold the Trek. It was only in the way."),
    ("The user's laptop is a ThinkPad.", "IT replaced the user's ThinkPad with a MacBook."),
    ("The user is on the checkout team.", "They moved the user from checkout to search."),
    ("The user's son Leo is allergic to eggs.", "Leo outgrew his egg allergy."),
    ("The user's favorite wine is Malbec.", "The user prefers Rioja to Malbec these days."),
    ("The user goes to the Equinox downtown.", "The user quit Equinox and joined the YMCA."),
    ("The user is allergic to peanuts.", "The user has outgrown the peanut allergy."),
]
SHIFTED = [
    ("The user's sofa budget is 600 euros.", "The user raised their sofa budget to 900 euros."),
    ("The user's rent is 750 euros.", "The user's rent went up to 820 euros."),
    ("The user's dentist appointment is on Wednesday at 9.", "The dentist moved the user to 11."),
    ("The user's daily standup is at 9:30.", "The standup is at 10 now."),
    ("The user's team releases version 4 in March.", "Version 4 was postponed to May."),
]
FULFILLED = [
    ("The user wants to adopt a cat.", "The user adopted a cat."),
    ("The user's brother is looking for a job.", "The user's brother got a job at a bakery."),
    ("The user is thinking about buying a canoe.", "The user finally bought a canoe."),
]
OTHERWISE = [
    ("The user writes tests in Java.", "The user writes tests in Python now."),
    ("The user drinks their coffee with milk.", "The user drinks their coffee black now."),
    ("The user's friend Tariq lives in Leeds.", "Tariq moved to Toronto."),
    ("The user's nanny is called Rosa.", "The user's new nanny is Delphine."),
    ("The user's manager is called Helena.", "The user's manager is Omar now."),
]
LEFT = [
    ("The user's piano teacher is Ann.", "The user quit piano."),
    ("The user drinks coffee.", "The user stopped buying coffee on Fridays."),
    ("The user has a house in Ghent.", "The user left the house."),
    ("The user usually flies Delta.", "Delta was sold out."),
    ("The user's son Leo is allergic to eggs.", "Mia outgrew her egg allergy."),
    ("The user has a violin.", "Mia quit piano and sold the violin."),
    ("The user has a bike.", "The user's sister came over and sold the bike."),
    ("The user does the laundry on Sundays.", "The laundry is done."),
    ("The user makes bread on Sundays.", "The user finished the bread."),
    ("The user would like to have a dog.", "The user had a dog as a child."),
    ("The user wants to play the piano.", "The user played the piano."),
    ("The user's sister has 2 kids.", "The user's sister moved to Bergen in May 2025."),
    ("The user's sister is 32 years old.", "The user's sister moved to 5 Elm Street."),
    ("The user's friend Tariq is 34 years old.", "Tariq moved to Toronto in May."),
    ("The user's standup notes take 10 minutes.", "The standup is at 10 now."),
    ("The user plays tennis with Ann.", "The user plays tennis on Mondays now."),
    ("The user works at a bank with Ann.", "The user left Ann."),
    ("The user uses Slack at work.", "The user deleted the Slack message."),
    ("The user's son Jakob lives with the user.", "Jakob broke up with his girlfriend."),
    ("The user has a cleaner, Ludmila.", "Ludmila broke a vase."),
    ("The user has a desk.", "They replaced the user's desk with a higher one."),
    ("The user's team uses Jira and Slack.", "The user switched from Slack to Teams."),
    ("The user paints.", "The user sold a painting."),
    ("The user has a piano.", "The user's sister got rid of her piano."),
    ("The user is off to have dinner.", "The user dropped off a cake at the shelter."),
    ("The user went to a sushi bar in Oslo.", "The user has gone off sushi."),
    ("The user likes thesis titles.", "The user finished their thesis."),
    ("The user's rent is 750 euros.", "The user's electricity went up to 82 euros."),
    ("The user's standup is short.", "The standup is at 10 now."),
    ("The user wants to work on the garden.", "The user got promoted at work."),
    ("The user wants to buy a house.", "The user bought a house plant."),
    ("The user's sister wants to adopt a cat.", "The user adopted a cat."),
    ("The user is learning the piano.", "The user is learning the violin now."),
    ("The user moved to Oslo in May 2024.", "The user lives in Oslo now, near the river."),
]


@pytest.mark.parametrize(("known", "new"), [*OVER, *SHIFTED, *FULFILLED, *OTHERWISE])
def test_a_record_that_no_longer_holds_goes(known: str, new: str) -> None:
    assert superseded_by(new, ["The user has a blue door.", known]) == [1]


@pytest.mark.parametrize(("known", "new"), LEFT)
def test_what_still_holds_stays(known: str, new: str) -> None:
    assert superseded_by(new, [known]) == []

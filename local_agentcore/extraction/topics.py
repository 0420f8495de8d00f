"""What a statement is about: categories for preferences, topics for summaries."""

import re

GENERAL = "general"
_CATEGORIES = {
    "food": """food eat eating cook cooking bake baking meal breakfast lunch dinner
    restaurant cuisine dish chocolate cream sushi pizza pasta meat vegan vegetarian
    vegetable fruit cheese bread fish seafood chicken beef pork spicy snack dessert
    cake candy diet taco burger rice soup salad dining dine recipe flavor taste peanut
    nut gluten dairy egg sugar sandwich steak bacon allergic allergy ice pancake
    cookie noodle shellfish kosher halal chef kitchen vegetarianism""",
    "drinks": "drink coffee tea beer wine juice soda alcohol water whiskey cocktail milk smoothie",
    "travel": """travel traveling trip flight fly flying hotel vacation holiday airport
    airline tour tourist destination visit abroad cruise beach resort backpacking
    passport seat aisle train country countries hostel sightseeing itinerary camp""",
    "music": """music song band concert guitar piano sing singing singer jazz rock rap
    metal drum violin album hip-hop classical opera choir musician orchestra listen
    playlist flute""",
    "film and television": """movie film tv television show series episode cinema netflix
    anime documentary watch comedies comedy horror drama actor theater superhero""",
    "books and learning": """book read reading novel author poem poetry library study
    studying learn learning course school college university class classroom lecture
    degree student textbook language education literature tutor flashcard exam
    academic""",
    "games": """game gaming gamer videogame chess puzzle rpg console xbox nintendo
    playstation boardgame""",
    "sports and fitness": """sport gym workout exercise run running jog yoga fitness
    football soccer basketball baseball tennis hockey swim swimming bike biking
    cycling hike hiking ski skiing snowboard team athlete training marathon golf climb
    climbing dance dancing surf lift weight rugby volleyball skate skateboard crossfit
    cardio""",
    "animals": """pet dog cat puppy kitten horse bird fish animal rabbit hamster parrot
    turtle snake lizard aquarium breed breeder reptile vet wildlife""",
    "technology": """computer phone software technology gadget app internet laptop code
    coding programming programmer online digital website iphone android vr robot""",
    "fashion and beauty": """fashion clothes clothing wear dress shoe shoes jacket style
    makeup skincare beauty cosmetic cosmetics fragrance perfume hair jewelry outfit
    leather lipstick skin tattoo heel jeans fabric boots cologne nail""",
    "vehicles": """car truck vehicle drive driving motorcycle suv hybrid engine diesel
    motor ford corvette""",
    "nature": """nature garden gardening plant flower mountain forest ocean sea lake
    outdoors outdoor fishing hunting camping weather rain snow sun winter summer
    spring autumn sunset park""",
    "home": """home house apartment live lives room kitchen furniture decor clean cleaning
    move moved moving city town neighborhood rent live lived reside countryside farm
    village""",
    "family": """family mother mom father dad parent sister brother son daughter wife
    husband child children kid baby grandmother grandma grandfather grandpa
    grandparent aunt uncle cousin niece nephew sibling married marriage divorced
    partner spouse twin engaged pregnant girlfriend boyfriend fiance fiancee single""",
    "friends": "friend friendship roommate neighbor party social people crowd crowded date dating",
    "work": """work job career office boss company business teacher nurse engineer manager
    doctor lawyer colleague coworker salary employer hire retire retired profession
    client meeting employed intern artist accountant professor driver firefighter
    unemployed""",
    "health": """health healthy doctor illness disease medicine therapy doctor sick cancer
    diabetes asthma hospital surgery sleep anxiety depression phobia fear stress
    mental disability allergic vegan blind deaf""",
    "money": """money budget save saving invest investment price expensive cheap finance
    rich poor debt""",
    "art": """art paint painting draw drawing photography photo museum craft crafts
    sculpture sew knit""",
    "communication": """answer reply response emoji tone brief concise explain explanation
    assistant email""",
    "faith and values": """god church religion religious christian muslim jewish catholic
    faith political""",
    "time": "morning mornings evening night early late weekend schedule",
}
_BY_WORD: dict[str, list[str]] = {}
for _category, _words in _CATEGORIES.items():
    for _word in _words.split():
        _BY_WORD.setdefault(_word, []).append(_category)

_TOPICS = {
    "food": "Food and drink",
    "drinks": "Food and drink",
    "travel": "Travel",
    "home": "Home",
    "family": "Family and friends",
    "friends": "Family and friends",
    "work": "Work and studies",
    "books and learning": "Work and studies",
    "health": "Health",
    "communication": "How to answer",
}
_PERSONAL = re.compile(
    r"'s (?:full |first |last )?name is|to be called|\byears? old\b|\bis from\b|\bborn\b"
    r"|\bbirthday\b|^The user is \d+\.$|\blives? in\b"
)


def categories(lemmas: list[str]) -> tuple[str, ...]:
    """The categories, at most three, that the words belong to, the best supported first."""
    counts: dict[str, int] = {}
    for lemma in lemmas:
        for category in _BY_WORD.get(lemma, _BY_WORD.get(lemma.removesuffix("s"), [])):
            counts[category] = counts.get(category, 0) + 1
    ranked = sorted(counts, key=lambda category: -counts[category])
    return tuple(ranked[:3]) or (GENERAL,)


def topic(text: str, found: tuple[str, ...], preference: bool) -> str:
    """The heading under which a summary keeps the statement."""
    if _PERSONAL.search(text):
        return "Personal details"
    for category in found:
        if category in ("food", "drinks") and preference:
            return "Food preferences"
        if category in _TOPICS:
            return _TOPICS[category]
    return "Interests" if preference or found != (GENERAL,) else "Personal details"

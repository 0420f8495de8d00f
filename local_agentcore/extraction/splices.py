"""Where one sentence is two: *my car is a Civic, what oil should I use?*.

What is stated, and what is asked, ordered or stated after it, stand apart by a comma alone; the
parser reads them as one, and takes the first for a part of the second.
"""

import re

_SAYS = re.compile(r"(?:I'm|we're) \w+|\S+ \S+ \S", re.IGNORECASE)
"""Of fewer words there is nothing stated: *Hey there, what's up?*."""
_BE = r"(?:is|are|am|was|were)"
_DO = r"(?:do|does|did|can|could|should|would|will|may|shall|have|has)"
_WHOM = r"(?:I|you|we|it|he|she|they|there|this|that|these|the|my|our|any|anyone|someone)"
_WH = r"(?:what|how|when|where|which|who|why)"
_HELP = r"(?:tips?|ideas?|advice|suggestions?|thoughts|recommendations?|recs)"
_ORDER = (
    r"(?:please\s)?(?:(?:suggest|recommend|find|draft|explain|redo|plan|quiz|remind|summari[sz]e"
    r"|translate|convert|rewrite|distract|entertain|never|don't|do not)\b"
    r"|(?:help|give|write|tell|show|list|make|keep|use|skip|avoid|catch|send|cc|leave|stick|go"
    r"|cheer|teach|let|bear|spare|find|put|note|save|remember|log|flag)"
    r"\s(?:me|us|it|them|that|sure|out|up|to|her|him|the|anything|drafts?|things|answers|replies)\b)"
)
_ASKED = re.compile(
    r"\s*(?:,|;|:|\s[-–—]+)\s+(?:(?:and|so|but|or)\s+)?"
    rf"(?=(?:{_WH}\b[^.!?]*\?"
    rf"|{_WH}(?:\s\w+){{0,3}}\s{_DO}\s{_WHOM}\b"
    rf"|(?:what|how)(?:'s|\s{_BE})\s{_WHOM}\b"
    rf"|(?:{_BE}|{_DO})\s{_WHOM}\b"
    rf"|(?:{_BE}|{_DO}|this|that|it's|same|worth|too)\s[^.!?]*\?"
    rf"|(?:any|some)\s(?:\w+\s){{0,2}}(?:{_HELP}|ways?|chance)\b"
    rf"|{_HELP}\s(?:for|on|about|please)\b"
    rf"|{_ORDER}))"
    rf"|,?\s+so\s+(?={_ORDER}|(?:when|whenever|if)\s(?:I|you)\b|(?:no|only|nothing)\s)"
    r"|,\s+so\s+(?!(?:that|far|as|much|many|long as|I|I'm|we|he|she|they|it)\b)"
    r"|\s+and\s+(?=(?:the )?\w+ (?:means?|makes?|drives?|gives?|helps?|bores?|scares?)"
    r" (?:me|us|nothing|a lot|everything)\b)"
    r"|\s+and\s+(?=one of (?:the|my|our|them)\b)"
    r"|(?:,|\s[-–—])\s+(?!\w+n't\b)(?=[\w' ]{2,25}\?$)"
    r"|,\s+(?=(?:only|no|nothing but|mostly just)\s\w+[^,]*$)",
    re.IGNORECASE,
)
_SUMS = re.compile(r"\d.*\bhow (?:many|much)\b", re.IGNORECASE)
"""*I have 3 apples and eat 2, how many are left?* states nothing."""
_STATED = re.compile(
    r",\s+(?:(?:so|and)\s)?(?=(?:(?:I|I'm|I've|I'd|I'll|we|we're|we've)\b(?!,)"
    r"|(?:everybody|everyone|nobody|that's|it's|he|he's|she|she's|they|they're)\s"
    r"|(?:just|finally)\s(?:got|bought|started|moved|\w+ed)\b"
    r"|(?-i:[A-Z][A-Za-z]+)(?:'s| has| is| \w+s)\b"
    r"|(?:my|our) \w+ (?:(?:is|are|was|were|has|have|do|does|did|can|ca|will|wo)(?:n't)?"
    r"|says|said|wants|thinks|told|makes|keeps|loves|hates)\b))",
    re.IGNORECASE,
)
_GOING_ON = re.compile(
    r",\s+(?:so\s)?(?=(?:I'm|I've|we're|we've)\b(?!,)"
    r"|I (?:can|can't|only|have|do|don't|live|work|use|also|need|hate|love|like|get|am)\b)",
    re.IGNORECASE,
)
_ORDERED = re.compile(
    r"(?:please\s)?(?:always|never|do(?:n't| not)|keep|use|call|stop|make|give|write|answer|reply"
    r"|speak|talk|be|avoid|skip|remember|draft|plan|book|find|suggest|put|note|save)\b",
    re.IGNORECASE,
)
_TO_YOU = re.compile(r"(?!.*\b(?:if|when|while|because|since)\b)[^,]*\byou\b", re.IGNORECASE)
_DONE = re.compile(
    r"(?:finally\s|just\s)?(?:got|gave|left|sold|quit|went|took|bought|found|tore|met|made|sent|ran"
    r"|wrote|became|lost|paid|broke|swam|had|began|won|cut|put|let|saw"
    r"|(?!(?:rais|bas|marri|retir|divorc|tir|excit|bor|train|educat|bless|interest|obsess|reliev"
    r"|us|need|worri|scar|thrill|disappoint|inspir|surpris|amaz)ed)\w{2,}ed)\b",
    re.IGNORECASE,
)
_NAMED = re.compile(
    r"(?:[A-Z][a-z]+|(?:[Mm]y|[Oo]ur|[Tt]he)(?: \w+){1,3}?)(?:'s| is| are| was| has| have| had| got"
    r"| went| left| quit| retired| died| moved| broke| fell| came| gave| took| lost| sold| won"
    r"| told us| told me)\b|(?:I|[Mm]y \w+) and (?:I|my \w+|[A-Z]\w+) \w+"
)
_DESCRIBING = re.compile(
    r"(?:\w+ed|\w+ing|\w+ly|born|grown|made|stuck|proud|happy|glad|sad)\b", re.IGNORECASE
)
_LEADING = re.compile(
    r"(?:if|when|whenever|since|because|as|after|before|while|given|assuming|suppose|unless|once"
    r"|though|although|whether|that|for|with|in|on|at|to|tell|know|think|guess|wonder|say|said"
    r"|later|next|last|this|these|early|by|until|from|over|during|besides|despite|instead|due"
    r"|yesterday|today|tomorrow|now|then|apart|thanks|no matter"
    r"|every|each|the (?:moment|minute|day|first|last|next|only|more|less|other)"
    rf"|remember|see|imagine|{_WH}|{_BE}|{_DO})\b|.*\byou\b",
    re.IGNORECASE,
)
"""What begins so leads up to what follows the comma, or asks itself."""


def parted(sentence: str) -> str:
    """The sentence, with a full stop between what it states and what follows of its own."""
    stated: list[str] = []
    while (place := _place(sentence)) is not None:
        start, end = place
        stated.append(f"{sentence[:start]}. ")
        sentence = sentence[end : end + 1].upper() + sentence[end + 1 :]
    return "".join(stated) + sentence


def _place(sentence: str) -> tuple[int, int] | None:
    """Where the first part ends and the second begins; None where it is one."""
    found = (_asked(sentence), _stated(sentence), _going_on(sentence))
    places = sorted(match.span() for match in found if match is not None)
    return next((place for place in places if _SAYS.match(sentence[: place[0]])), None)


def _asked(sentence: str) -> re.Match[str] | None:
    """Before what is asked or ordered."""
    found = None if _SUMS.search(sentence) else _ASKED.search(sentence)
    if found is None or " so " in found[0]:
        return found
    return None if _LEADING.match(sentence[: found.start()]) else found


def _stated(sentence: str) -> re.Match[str] | None:
    """Between two statements, or after an order or what is said to the assistant."""
    found = _STATED.search(sentence)
    before = sentence[: found.start()] if found else ""
    if _TO_YOU.match(before):
        return found
    begun = _ORDERED.match(before) or _DONE.match(before) or _NAMED.match(before)
    return found if begun and not _LEADING.match(before) else None


def _going_on(sentence: str) -> re.Match[str] | None:
    """Before what the speaker says of themselves, whatever stands before it."""
    leads = _LEADING.match(sentence) or _DESCRIBING.match(sentence)
    return None if leads else _GOING_ON.search(sentence)

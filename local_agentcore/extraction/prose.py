"""From a message to the prose in it: no code, no quotations, casual spelling written out."""

import re
import textwrap
import unicodedata

from local_agentcore.extraction import sentences
from local_agentcore.extraction.phrasing import plain
from local_agentcore.extraction.splices import parted

MAX_CHARACTERS = 12_000
"""Of one message only so much is read: more is a document that somebody pasted."""
MAX_WORD = 60
MAX_RUN = 600
QUOTED = "\u241f"
"""Stands where a quotation was left out; what it stood in is nobody's own statement."""

_FENCED = re.compile(r"```.*?(?:```|\Z)|~~~.*?(?:~~~|\Z)", re.DOTALL)
_INLINE = re.compile(r"`([^`\n]{0,200})`")
_CODE_LINE = re.compile(
    r"(?:>|[$#%]\s|</?\w[^>]*>"
    r"|(?:def|class|import|return|const|let|var|function|select|insert|#include)\b.*[(:;={<*]"
    r"|.*(?:[;{}]\s*$|=>|==|\w\(\w*\)|\):$))"
)
_QUOTE = re.compile(r'"([^"\n]{1,2000})"')
_FIRST_PERSON = re.compile(r"\b(?:I|me|my|mine|we|our|us)\b", re.IGNORECASE)
_BULLET = re.compile(r"^\s*(?:[-*•–]|\d{1,2}[.)])\s+")
_MARKS = str.maketrans({"’": "'", "‘": "'", "ʼ": "'", "“": '"', "”": '"', "„": '"', "…": "..."})

_SPELLINGS = [
    (re.compile(pattern, re.IGNORECASE), written)
    for pattern, written in [
        (r"(?<![\w.-])i(?=$|[\s',;!?)]|\.(?!\w))", "I"),
        (r"^l(?= [a-z])", "I"),
        (r"\bim\b", "I'm"),
        (r"\bive\b", "I've"),
        (r"\bid (?=(?:like|love|rather|prefer|be|say|never)\b)", "I'd "),
        (r"\bill (?=(?:be|go|have|get|do|take|need|move|start)\b)", "I'll "),
        (r"\b(do|does|did|is|was|were|are|have|has|had|would|could|should)nt\b", r"\1n't"),
        (r"\bcant\b", "can't"),
        (r"\bwont\b", "won't"),
        (r"\b(\w{2,}in)'(?=\s|$)", r"\1g"),
        (r"(?:^|(?<=[.!?] ))gonna (?!be\b)", "I'm going to "),
        (r"\bgonna\b", "going to"),
        (r"\bwanna\b", "want to"),
        (r"(?<='ve) gotta\b", " got to"),
        (r"\bgotta\b", "have to"),
        (r"\b(kind|sort)a\b", r"\1 of"),
        (r"\b(?:cuz|coz|cos|bc|'cause)\b", "because"),
        (r"\bluv\b", "love"),
        (r"\bname's\b", "name is"),
        (r"\bfave?\b", "favorite"),
        (r"(?<!\ba )\bu\b", "you"),
        (r"\bur\b", "your"),
        (r"\bpl[sz]\b", "please"),
        (r"(?<=\s)&(?=\s)", "and"),
    ]
]
_ASIDES = re.compile(
    r"(?<![\w'])(?:just so you know|by the way|btw|fyi|for the record|to be honest|tbh|imo|honestly"
    r"|as (?:you|I) (?:know|said|mentioned)|(?:you know|I mean)(?=,)|(?:lol|haha+|hehe+)\b"
    r"|(?:since|after) (?:we|our) (?:last )?(?:chat|talk|spoke|speak|call)\w*(?: last)?(?=,)"
    r"|(?:on (?:another|a different|a side) note|as for me|of course|speaking of which)(?=,)"
    r"|never again(?=,)|go figure|just saying"
    r"|(?:no problem|oh|woah|whoa|wow|hey|hi|hello|yeah|yep|yes|yup|no|nope|nah|ok|okay|hmm+|um+"
    r"|uh+|well|anyway|actually|sure|right|thanks|thank you|agreed|either way|it's true)(?=,)"
    r"|it seems (?:like|that))(?!\w),?\s*",
    re.IGNORECASE,
)
_SALUTATION = re.compile(
    r"(?:(?<=[.!?] )|^)(?:hey|hi|hello|thanks|thank you|yep|yeah|yup|wow|no worries|no problem)"
    r"(?: there|,? [A-Z]\w+)?(?:,|[!.]+(?= ))\s*",
    re.IGNORECASE,
)
_AFTERTHOUGHTS = re.compile(
    r",?\s*\b(?:thanks|thank you|please|lol|haha|too|though|tho|as well|you know|for sure"
    r"|(?:and )?all (?:of )?that|(?<=, )help)"
    r"(?=\s*(?:[.!?]|$))",
    re.IGNORECASE,
)
_TAGGED = re.compile(r",? (?:right|huh|eh)\?", re.IGNORECASE)
_GLUED = re.compile(r"(?<=\w)- (?=\w)")
_DASHED = re.compile(
    r"(?<=\w)[!.]? (?:-|--|–|—) (?=(?:I|I'm|I've|we|we're|it|it's|they|he|she|my|our)\b)",
    re.IGNORECASE,
)
_NAMED = re.compile(
    r"\b(name(?:'s| is)"
    r"|call me(?! (?:later|back|tomorrow|now|maybe|crazy|again|soon|that|this|it|a|an|the)\b))"
    r" ([a-z])(?!\w* \w+ing\b)(?=\w*(?:\s*[.,!;]|\s*$|\s+(?:and|but|please|i)\b))",
    re.IGNORECASE,
)
# Without its comma the parser may take *my name is Al and I live here* for one long name.
_UNDIVIDED = re.compile(
    r"(?P<before>\b(?:I|we|is|am|are|was|left|quit|retired|(?<=\w)'(?:s|m|re|ve))\b"
    r"[^.!?;,\n]{2,200}?)"
    r"(?= (?:and|but|so) (?:(?:I|we|my|our|it's|he's|she's)\b"
    r"|(?:her|his|their) \w+ (?:is|are|was|were|has|have)\b))"
)
# A bare "love" after "and" reads as a noun to the parser; with its subject it cannot.
_BARE_LIKING = re.compile(
    r"(?P<before>(?:^|[.!?;]\s)(?:\w+,\s)?I(?:'m|'ve)?\s[^.!?;\n]{0,200}?\b(?:and|but))\s"
    r"(?=(?:\w+ly\s|also\s|still\s)?(?:love|like|hate|enjoy|prefer|dislike|adore|detest|avoid)\s)"
)


def paragraphs(message: str) -> list[str]:
    """Split a message into the paragraphs of prose in it, at most 12,000 characters together.

    Code, quoted lines and quotations of whole statements are left out (a quotation leaves
    `QUOTED` behind); contractions without their apostrophe and spellings like *gonna* are
    written out.
    """
    if len(message) > MAX_CHARACTERS:
        message = message[:MAX_CHARACTERS].rpartition(" ")[0]
    text = unicodedata.normalize("NFC", message).translate(_MARKS)
    text = _INLINE.sub(_kept_inline, _FENCED.sub("\n\n", text))
    lines = [line for line in map(str.strip, text.splitlines()) if not _CODE_LINE.match(line)]
    whole = (_spelled(_without_quotes(block)) for block in _blocks(lines))
    return [run for block in whole for run in _runs(block)]


def _runs(block: str) -> list[str]:
    """Cut a block where it has no full stop for too long: parsing takes more than linear time."""
    parts = sentences.END.split(block)
    if all(len(part) <= MAX_RUN for part in parts):
        return [block]
    return [run for part in parts for run in textwrap.wrap(part, MAX_RUN)]


def _kept_inline(match: re.Match[str]) -> str:
    return match[1] if re.fullmatch(r"[\w .'-]+", match[1]) else QUOTED


def _blocks(lines: list[str]) -> list[str]:
    """Join lines that only a wrapped paragraph broke; a bullet or an end of sentence does not."""
    blocks: list[str] = []
    for line in lines:
        words = " ".join(word for word in _BULLET.sub("", line).split() if len(word) <= MAX_WORD)
        words = _without_symbols(words)
        if blocks and words[:1].islower() and not _BULLET.match(line) and blocks[-1][-1:].isalnum():
            blocks[-1] += " " + words
        else:
            blocks.append(words)
    return [block for block in blocks if any(character.isalpha() for character in block)]


def _without_symbols(text: str) -> str:
    """Take out emoji and control characters: an emoji ends a sentence as a full stop does."""
    text = re.sub(r"[\u200d\ufe0e\ufe0f]", "", text)
    ended = "".join(
        "\0" if unicodedata.category(c) in ("So", "Cs", "Co", "Cn") else c for c in text
    )
    ended = re.sub(r"(?<=[.!?,])\s*\0+", "", ended)
    return re.sub(r"\s*\0[\0\s]*", ". ", ended).strip(" ")


def _without_quotes(block: str) -> str:
    whole = _QUOTE.fullmatch(block.strip())
    if whole:
        return whole[1]
    return _QUOTE.sub(_kept_quote, block)


def _kept_quote(match: re.Match[str]) -> str:
    """Keep a quoted title; leave out what reads as somebody's sentence."""
    spoken = _FIRST_PERSON.search(match[1]) or match[1].rstrip()[-1:] in tuple(".!?,")
    return QUOTED if spoken else match[0]


def _spelled(text: str) -> str:
    for pattern, written in _SPELLINGS:
        text = pattern.sub(written, text)
    told = sentences.END.split(plain(text))
    text = " ".join(parted(each) if len(each) <= MAX_RUN else each for each in told)
    text = _DASHED.sub(". ", _GLUED.sub(" - ", _TAGGED.sub(".", text)))
    text = _AFTERTHOUGHTS.sub("", _ASIDES.sub("", _SALUTATION.sub("", text)))
    text = _NAMED.sub(lambda match: f"{match[1]} {match[2].upper()}", text)
    return _UNDIVIDED.sub(r"\g<before>,", _BARE_LIKING.sub(r"\g<before> I ", text)).strip()

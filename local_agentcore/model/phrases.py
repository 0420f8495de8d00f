"""The turns of phrase by which the offline model tells what somebody is after."""

import re

_I = re.IGNORECASE

ABBREVIATION = re.compile(
    r"\b(?:Mr|Mrs|Ms|Dr|St|Prof|Jr|Sr|vs|etc|approx|No|e\.g|i\.e|a\.m|p\.m|U\.S|U\.K|[A-Z])\.$"
)
SENTENCE_END = re.compile(r"(?<=[.!?])[\"')\]]*\s+|\s*[\n;]+\s*|(?<=[.!?])(?=[A-Z][a-z])")

_WH = r"(?:what|where|when|who|whom|whose|which|why|how)"
_AUX = r"(?:do|does|did|am|is|are|was|were|can|could|should|would|will|have|has|shall|may)"
_SUBJECT = r"(?:i|my|we|our|you|your|he|she|it|they|the|there|this|that|his|her|their)"
QUESTION = re.compile(
    rf"(?:{_WH}(?:'s|'re)\b|(?:what|who|whom|whose|which|how) (?!(?:i|we"
    rf"|my) )(?:\w+ ){{0,4}}?{_AUX}\b"
    rf"|(?:when|where|why)(?: exactly| else)? {_AUX}\b"
    rf"|{_AUX}(?:n't)? {_SUBJECT}\b|what about\b|how about\b|any (?:idea|clue)\b|describe me\W*$)",
    _I,
)
# A second question begins after "and" or a comma; "who" and "which" there rather go on telling.
JOINED_QUESTION = re.compile(
    rf"(?:,\s*|\s+)(?:and|or|but|so)\s+(?:also\s+|then\s+)?"
    rf"(?=(?:what|where|when|who|why|how|which)(?:'s|\s+(?:\w+\s+){{0,2}}?{_AUX})\b"
    rf"|{_AUX}\s+{_SUBJECT}\b|tell me\b|remind me\b|what\s+(?:i|my|we)\b|where\s+(?:i|we)\b)"
    rf"|,\s+(?=(?:what|where|when|why|how)(?:'s|\s+(?:\w+\s+){{0,2}}?{_AUX})\b"
    rf"|{_AUX}\s+(?:i|my|we|you)\b)",
    _I,
)

# Words that a sentence may begin with and that change nothing.
LEAD = re.compile(
    r"^(?:(?:and|so|well|now|also|then|but|just|actually|ok|okay|please|sorry|"
    r"(?:hey|hi|hello)(?: there| again| all)?|"
    r"by the way|oh|um|uh|hmm|alright|right|great|thanks|thank you)\b[,.!]*\s+)+(?=\S)",
    _I,
)
# What leads up to a question and is not what it asks for.
WRAPPERS = tuple(
    re.compile(pattern, _I)
    for pattern in (
        r"^(?:please|also|still|just|maybe|perhaps|again)\b[, ]+",
        r"^(?:can|could|would|will|do|did|don't|didn't|are you able to) ?(?:you )?(?:please "
        r"|still |"
        r"happen to |also |perhaps |at least )*(?:tell|remind|remember|recall|know|say|give"
        r"|guess)\b"
        r"(?: (?:me|us))?(?: again)?(?: about| of| from (?:before|earlier))?[ ,:]+(?!an? )",
        r"^(?:tell|remind|show|give) (?:me|us)(?: again)?(?: about| of)?[ ,:]+(?!an? |to )",
        r"^i(?:'d| would) (?:like|love) to (?:know|hear|be reminded of)\s+",
        r"^i (?:want|wanted|need) (?:you )?to (?:know|tell me|remind me|be told)(?: about| of)?\s+",
        r"^i(?:'m| am| was)? (?:wonder|wondering|forget|forgot|have forgotten|can't remember|"
        r"cannot remember|don't remember|can't recall|don't know|do not know)\s+(?:about |if )?",
        r"^(?:summari[sz]e|list|show me|give me (?:a summary|an overview) of)\s+"
        r"(?=(?:what|everything|all)\b.*\b(?:know|remember|learn\w*|stored?|told)\b)",
        r"^i(?:'m| am) trying to (?:recall|remember|find out)\s+",
        r"^(?:any (?:idea|clue)|do you have any idea|remember)\s+"
        r"(?=(?:what|where|when|who|which|how|my|if|whether)\b)",
        r"^what (?:did|have|do) (?:i|you|we) (?:ever |just )?(?:say|said|tell|told|mention"
        r"|mentioned|"
        r"know|remember|recall|learn|learned|have|got)(?: (?:to )?you)?(?: that)?"
        r"(?: about| regarding| on)?\s+(?!me\b|myself\b|us\b|so far|earlier|before|just)(?=\w)",
        r"^(?:did|have) i (?:ever |already |not )?(?:tell|told|mention|mentioned|say|said)(?: to)?"
        r"(?: you)?(?: that| about| anything about)?\s+(?=\w)",
        r"^(?:if|whether)\s+",
    )
)
REMEMBER = re.compile(
    r"^(?:please )?(?:remember|note|keep in mind|don't forget|bear in mind|know)\b(?: that\b|[:,]| "
    r"(?:i|i'm|my|we|our|the)\b)(?!.*\?$)",
    _I,
)

_END = r"[\s!.,?:)]*$"
_NAME = r"(?: [\w'-]+)?"
GREETING = re.compile(
    rf"^(?:hi+|hello|hey+|hiya|howdy|yo|greetings|good (?:morning|afternoon|evening|day))"
    rf"(?: (?:there|again|everyone|all))?{_NAME}{_END}"
    r"|^(?:hi|hello|hey)?,? ?(?:how are you|how's it going|how do you do|what's up|how are things)"
    rf"(?: \w+){{0,2}}{_END}|^nice to meet you{_END}",
    _I,
)
THANKS = re.compile(rf"^(?:many )?(?:thanks|thank you|thx|cheers|ty)(?: (?:\w+)){{0,6}}{_END}", _I)
FAREWELL = re.compile(
    rf"^(?:ok(?:ay)?,? )?(?:bye(?: ?bye)?|goodbye|see (?:you|ya)|good ?night"
    rf"|talk (?:to you )?(?:later|soon)|"
    rf"take care|farewell|have a (?:nice|good|great|lovely) \w+)(?: [\w']+){{0,3}}{_END}",
    _I,
)
ASSENT = re.compile(
    r"^(?:(?:ok(?:ay)?|yes|yeah|yep|yup|no|nope|nah|sure|great|cool|nice|perfect|right|alright|fine|"
    r"got it|i see|wow|lol|haha|hmm+|oh|ah|good|awesome|excellent|wonderful|interesting|exactly|"
    r"correct|that's (?:right|correct|great|good|nice|fine|all|it)|sounds good|never ?mind|"
    r"indeed|really|true|please|very)[\s,.!?]*)+$|^[^\w]*$",
    _I,
)
ABOUT_MODEL = re.compile(
    r"^(?:who|what) (?:exactly )?are you\b(?! (?:doing|planning))"
    r"|^what(?:'s| is) your name|^what can (?:you|i) (?:do|ask)\b(?: (?:for me|here|you))?"
    rf"{_END}|^how (?:do|can) (?:you|i) (?:work|help|use (?:you|this))\b|^help(?: me)?{_END}"
    r"|^(?:can|do|will) you (?:remember|store|save|learn)(?: things| stuff| anything"
    r"| what i (?:say|tell "
    rf"you))?{_END}"
    r"|^are you (?:an? |the |really )?(?:ai|llm|bot|chatbot|human|real|person|robot|chatgpt|gpt|"
    r"claude|language model|offline|assistant)\b"
    r"|^(?:what|which) (?:language )?model (?:are you|is this)|^introduce yourself",
    _I,
)
CLOCK = re.compile(
    r"^what time is it\b|^(?:what(?:'s| is) )?(?:the )?(?:current |exact )?(?:time|date)"
    rf"(?: (?:and date|and time|now|today|is it|right now|it is))*{_END}"
    rf"|^what(?:'s| is)? (?:today's date|the date today|date is (?:it|today))"
    rf"|^(?:what|which) day (?:is (?:it|today)|of the week is it)|^what(?:'s| is) today{_END}",
    _I,
)
FORGET = re.compile(
    r"^(?:please )?(?:forget|delete|erase|clear|wipe|remove) (?:that|what|everything|all|my"
    r"|about|me)\b",
    _I,
)

SUGGESTION = re.compile(
    r"\b(?:recommend\w*|suggest\w*|advice|advise|ideas? for|ideas\b|tips?\b|any (?:good|nice)|"
    r"help me (?:choose|pick|decide|find|plan)|looking for)"
    r"|\bshould (?:i|we)\b|\b(?:i|we) should\b"
    r"|\bwhat (?:\w+ ){0,3}(?:could|can|would|might) (?:i|we) "
    r"(?:do|eat|cook|have|make|watch|read|buy|wear|give|get|order|bring|try|play|see|visit|listen)\b"
    r"|\bhow (?:can|could|should|might) (?:i|we)\b|\bwhat are (?:some|a few|the (?:best|top))\b"
    r"|\bwould be (?:an? )?(?:good|great|nice|best|suitable|right)\b|\bwhich \w+ (?:is|are) best\b"
    r"|\bwhat(?:'s| is| are| would be)(?: an?| some| the)? (?:good|nice|great|fun|best"
    r"|suitable|fitting)"
    r"|\bwhere (?:could|can|would) (?:i|we) (?:go|eat|stay|travel|find)\b"
    r"|^(?:plan|choose|pick|find|book|order)\b",
    _I,
)
IMPERATIVE = re.compile(
    r"^(?:(?:can|could|would|will) you (?:please |also |maybe )?)?(?:write|compose|translate"
    r"|summari[sz]e|"
    r"explain|generate|create|make|draw|design|code|implement|program|debug|fix|rewrite|proofread|"
    r"improve|edit|draft|list|describe(?! me\W*$)|compare|define|convert|spell|count|sing|act"
    r"|pretend|imagine|"
    r"search|google|look up|browse|find|book|order|schedule|set|send|email|call (?!me)\w+|open"
    r"|play|"
    r"turn|switch|buy|help me|teach me|show me|give me|tell me (?:an?|some)\b|recommend"
    r"|suggest|plan|"
    r"choose|pick|analy[sz]e|calculate|solve|compute|prove|read|check|ignore|repeat|say|print|output|"
    r"remind me to|let's|do (?:it|this|that|(?:my|the) [\w-]+\W*$))(?:\b|$)",
    _I,
)
WANTS_TASK = re.compile(
    r"^(?:can|could|would|will) you\b|\bi(?:'d like| want| need| would like) you to\b"
    r"|\bi (?:want|need|would like) (?:a|an|some) (?:poem|story|joke|song|summary|translation"
    r"|essay)\b",
    _I,
)

"""How one happening is set beside the others of a report: pointed back to, set apart, or told as what led up to it.

All of it is read from the words next to the trigger, so it costs next to nothing and needs no tree.
"""

from __future__ import annotations

import re

from geoevents.extract.sentence.segments import EVENT_NOUN, segment_of
from geoevents.extract.sentence.syntax import Syntax
from geoevents.extract.sentence.triggers import Trigger
from geoevents.extract.tolls.totals import is_daily_sum
from geoevents.model import ParsedSentence, Token

HARM = frozenset({"kill", "death", "injure"})
_BEFALLS = HARM | {"abduct", "loot"}
_STRIKES = frozenset({"assault", "airstrike", "blast", "shelling", "missile", "strike", "raid", "loot", "clash"})
_KILLING = frozenset("kill murder assassinate shoot slay execute behead stab lynch gun die massacre".split())
_FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
_CROWD = frozenset({"protest", "riot", "mob"})
_IT = re.compile(r"\W*It\s+(?:had\s+|has\s+)?", re.IGNORECASE)  # "It struck a house": what was told before
_HAPPENING = re.compile(rf"(?:{EVENT_NOUN}|fighting|violence|killings?|incident|bombing|shootings?)$", re.IGNORECASE)
_POINTS = re.compile(
    r"\b(?:(?:the|this|that|these|those)|(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day|yesterday|today)['’]s)\s+"
    r"(?:[\w-]+\s+){0,2}$|\b(?:\w+th|second|third|latest|\d+\w\w)\s+such\s+$",
    re.IGNORECASE,
)
_IT_WAS_THE_WORST = re.compile(  # "It was the deadliest attack since March"
    r"\W*(?:it|this|that)\s+(?:was|is|marked|became)\s+(?:also\s+|one\s+of\s+)?the\s+(?:[\w-]+\s+){0,2}?"
    r"(?:deadliest|worst|bloodiest|biggest|largest|heaviest|latest|first|second|third|fourth|fifth|\w+th|most\s+\w+)\s+"
    r"(?:[\w-]+\s+){0,3}$",
    re.IGNORECASE,
)
_SUCH = re.compile(r",\s+(?:in\s+)?(?:the|its)\s+(?:\w+\s+)?[\w-]+\s+such\s+(?:[\w-]+\s+)?$", re.IGNORECASE)
_POINTED = re.compile(
    rf"\b(?:the|this|that|these|those|(?:mon|tues|wednes|thurs|fri|satur|sun)day['’]s)\s+(?:(?!same\b)[\w-]+\s+){{0,2}}?(?:{EVENT_NOUN}|fighting|violence|killings?|incident)\b",
    re.IGNORECASE,
)
# Words that say of a happening that it is not the one told before.
# "another was wounded" and "another two people" count on, they tell no further incident.
_APART = re.compile(
    r"^\W*also,?\s+(?:today|yesterday|tonight|on|in|at|near)\b|\b(?:another(?!\s+(?:\d+|one\s+(?:was|were|is|wounded|injured|killed|died|person)|(?:day|night|week|weekend|round)\s+of|two|three|four|five|six|seven|eight|nine|ten|dozen|several|was|were|wounded|injured|hurt|"
    r"killed|died|man|woman|child|person|people|soldier|policeman|officer|civilian|fighter|after|before|when|while|as|"
    r"during|in|at|near|by|and|or|but|to|with|had|has|is)\b|\s*[,.;:])|"
    r"(?:a|the)\s+(?:(?:second|third)(?!\s+(?-i:[A-Z]))|further(?!\s+(?:\d+|two|three|four|five|six|seven|eight|nine|ten|dozen)\b)|different|similar|separate|new)|separate(?:ly)?|similar|related\s+(?:incidents?|attacks?)|other\s+violence|elsewhere|"
    r"meanwhile|in\s+response|in\s+retaliation|(?:later|earlier)(?!\s+(?:said|told|put|reported|announced|claimed|confirmed|warned|denied|stated|added|died|succumbed)\b)"
    r"(?<!said\slater)(?<!said\searlier)(?<!told\searlier)(?<!reported\searlier)(?<!announced\searlier)(?<!confirmed\searlier)(?<!claimed\searlier)(?<!minutes\slater)(?<!moments\slater)|the\s+(?:next|following|previous)\s+(?:day|night|"
    r"morning|week|month)|the\s+(?:day|night|week)\s+before|(?:a|one|two|three|four|five|six|several|some)\s+(?:days?|"
    r"weeks?|months?)\s+"
    r"(?:later|earlier|before|ago|after)|(?:just|only|barely)\s+(?:hours|days|weeks|months)\s+after|last\s+(?:week|month|year)|(?:answered|retaliated|responded)\s+with)\b",
    re.IGNORECASE,
)
# "hours after beheading three men", "after 15 months of killing some 55 fighters": what was done before
_OLDER = re.compile(
    r"\b(?:(?:hours?|days?|weeks?|months?|years?)\s+after|after\s+(?:[\w-]+\s+){0,2}?[\w-]+\s+"
    r"(?:days|weeks|months|years)\s+of)\s+(?:the\s+)?"
    r"(?P<deed>killings?|murders?|murdering|executions?|executing|behead\w+|assassinat\w+|massacr\w+|lynch\w+)\b",
    re.IGNORECASE,
)
_BEFORE_AFTER = 20  # characters: the stretch may begin with "after", the time told before it
_ELSEWHERE = re.compile(r"\W*(?:elsewhere|separately)\b", re.IGNORECASE)  # said of all that the sentence tells
_ONE_OF_THEM = re.compile(
    rf"\W*(?:In\s+)?(?:the\s+(?:first|second|third|other|deadliest|bloodiest|worst|biggest)|one\s+of\s+the|one)\s+(?:[\w-]+\s+){{0,3}}?"
    rf"(?:{EVENT_NOUN}|incident)\b",
    re.IGNORECASE,
)
_LED_UP = re.compile(
    r"\b(?:after|following|amid|despite|as)\s+(?:(?:more\s+than|almost|nearly|over|about|some)\s+)?"
    r"(?:(?:an?|one|two|three|four|five|six|seven|ten|several|\d+|many|the)\s+)?"
    r"(?:(?:days?|weeks?|months?|hours?|years?|nights?)(?:\s+of)?|[\w]+-(?:day|week|month|hour|year)(?:-long)?)\s+"
    r"(?:of\s+)?(?:[\w-]+\s+){0,2}$",
    re.IGNORECASE,
)
# "warplanes struck a camp following rocket fire": what the aircraft answered
_GUNS = frozenset({"missile", "shelling"})
_ANSWERED = re.compile(
    r"\b(?:war-?planes?|(?:fighter\s+)?jets?|aircraft|air\s?force|air\s?(?:strikes?|raids?)|helicopters|gunships)\b[^;]*"
    r"\b(?:after|following)\s+(?:[\w-]+\s+)?$",
    re.IGNORECASE,
)
_GROUND = re.compile(
    r"\b(?:in\s+(?:answer|response|retaliation|reply|revenge|reprisal)\s+(?:to|for)|retaliat\w+\s+(?:for|against)|"
    r"to\s+avenge|(?:revenge|reprisals?|vengeance|retribution|payback)\s+for|because\s+of|(?:sparked|triggered|prompted|provoked|ignited)\s+by|"
    r"(?:following|after)\s+the\s+(?:ouster|removal|dismissal|impeachment|overthrow)\s+and)\s+(?:(?!in\b|at\b)[\w'’-]+\s+){0,6}$",
    re.IGNORECASE,
)
# "was in response to a deadly attack on the Guards, which killed 27": the harm is that attack's
_GROUND_OF = re.compile(
    rf"{_GROUND.pattern[:-1]}{EVENT_NOUN}\b[^;.]{{0,100}}?\b(?:which|that)\s+(?:\w+\s+)?$", re.IGNORECASE
)
_CHANGES = frozenset({"capture", "recapture", "transfer", "change"})
_SINCE = re.compile(
    r"\bsince\s+(?!(?:then|last|yesterday|\d|(?:jan|febr)uary|march|april|may|june|july|august|(?:mon|tues|wednes|thurs|fri|"
    r"satur|sun)day|(?:septem|octo|novem|decem)ber)\b)(?:[\w’'-]+\s+){1,6}$",
    re.IGNORECASE,
)
_RANKED = re.compile(
    r"\b(?:the|its|their)\s+(?:(?:single\s+)?(?:[a-z]{3,}[^f]est|first|worst)|most\s+[a-z]+)\s+(?:[\w-]+\s+){1,6}$",
    re.IGNORECASE,
)
_HAD = re.compile(r"\bhad\s+(?:\w+ly\s+|been\s+|also\s+|already\s+){0,3}$", re.IGNORECASE)
_LATER = re.compile(r"\b(?:later|subsequently)\s+(?:\w+ly\s+)?$", re.IGNORECASE)
_BEFORE_THAT = re.compile(r"\W*(?:before|prior\s+to)\s+(?:that|this|then)\b", re.IGNORECASE)
_RELATIVE = re.compile(r"[,\s]*(?:(?:in|during|by)\s+which|where|which)\b", re.IGNORECASE)
_WHOLE_COUNTRY = re.compile(
    r"\b(?:across|throughout|around|all\s+over)\s+the\s+(?:whole\s+)?country\b|\b(?:nation|country)-?wide\b",
    re.IGNORECASE,
)


_OF_THE_DEAD = (
    r"(?:dead|killed|slain|murdered|beheaded|executed|wounded|injured|victims?|casualties|fatalities|deaths?|fallen|"
    r"(?:people\s+)?(?:who\s+)?"
    r"(?:died|killed|wounded|injured))"
)
_WHO_FELL = re.compile(
    rf"\W*(?:(?:also\s+)?among\s+(?:the|those|at\s+least)\s+(?:[\w-]+\s+){{0,2}}?{_OF_THE_DEAD}\b[^.;]{{0,40}}?\b(?:was|were|is|are)\b|"
    rf"(?:one|two|three|some|several|many|most)\s+of\s+(?:the|those)\s+(?:[\w-]+\s+){{0,2}}?{_OF_THE_DEAD}\b|"
    rf"(?:the|those)\s+(?:[\w-]+\s+){{0,1}}?{_OF_THE_DEAD}\b[^.;]{{0,30}}?\b(?:include[ds]?|was\s+identified|were\s+identified|"
    r"was\s+named|were\s+named)\b)",
    re.IGNORECASE,
)


def tells_who_fell(sentence: ParsedSentence) -> bool:
    """Whether it only tells who was among those harmed in what was told before: "Among the dead was a teacher"."""
    return _WHO_FELL.match(sentence.text) is not None


def _left(trigger: Trigger, sentence: ParsedSentence) -> str:
    """The words of the trigger's own stretch before it."""
    at = trigger.start - sentence.start
    first, _ = segment_of(sentence.text, at, trigger.end - sentence.start)
    return sentence.text[first:at]


_THE_COUNTED = re.compile(
    r"\b(?:the|all)\s+(?:\d[\d,]*|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|twenty|thirty)\s+"
    r"(?!others?\b|more\b|remaining\b|of\b|-)(?:[\w-]+\s+){0,2}?[a-z]+(?:s|men|women|people|children)\b",
    re.IGNORECASE,
)
_DID_IT = re.compile(rf"\b(?:the|this|that)\s+(?:\w+\s+)?{EVENT_NOUN}$", re.IGNORECASE)  # "carried out the attack"


def is_bare(trigger: Trigger, sentence: ParsedSentence) -> bool:
    """Whether the words by themselves tell no incident of their own: "were killed", "the attack", "in the blast"."""
    if trigger.sense in HARM or trigger.sense not in _CROWD and _IT.fullmatch(_left(trigger, sentence)):
        return True
    if trigger.pos == "verb" and _DID_IT.search(trigger.text):
        return True
    noun = trigger.pos == "noun" or trigger.text.lower().endswith("ing")
    return noun and bool(_HAPPENING.search(trigger.text) and _POINTS.search(_left(trigger, sentence)))


def tells_of_a_deed_told(trigger: Trigger, sentence: ParsedSentence, syntax: Syntax) -> bool:
    """Whether its subject is the deed told before: "the strike destroyed a mosque", "the attack that hit a block"."""
    if trigger.pos != "verb" or trigger.token is None or not syntax.has_tree or trigger.sense not in _STRIKES:
        return False
    verb = syntax.tokens[trigger.token]
    subjects = syntax.kids(verb.i, "nsubj")
    while not subjects and verb.dep == "conj" and not syntax.kids(verb.i, "nsubjpass"):
        verb = syntax.tokens[verb.head]
        subjects = syntax.kids(verb.i, "nsubj")
    if subjects and subjects[0].text.lower() in ("that", "which") and verb.dep == "relcl":
        subjects = [syntax.tokens[verb.head]]
    left = sentence.text[: subjects[0].start - sentence.start] if subjects else ""
    return bool(subjects and _HAPPENING.fullmatch(subjects[0].text) and _POINTS.search(left))


def is_rank(trigger: Trigger, sentence: ParsedSentence) -> bool:
    """Whether it only counts what was told among others: "the third such attack in a week"."""
    left = _left(trigger, sentence)
    return trigger.pos == "noun" and (_SUCH.search(left) is not None or _IT_WAS_THE_WORST.match(left) is not None)


def occasion_of(trigger: Trigger, syntax: Syntax) -> int | None:
    """Where the deed is named in which people were harmed: "killed in an ambush", "raided a village, killing two"."""
    if trigger.sense not in _BEFALLS or trigger.token is None or not syntax.has_tree:
        return None
    token = syntax.tokens[trigger.token]
    if trigger.sense in HARM and (retold := _retold_of_victims(token, syntax)) is not None:
        return retold
    if trigger.pos == "verb":
        joined = [t for t in syntax.kids(token.i, "conj") if t.pos == "VERB"]  # "killed and three hurt in a clash"
        joined += [syntax.tokens[token.head]] if token.dep == "conj" and token.tag == "VBN" else []
        verbs = [token, *(verb for verb in joined if verb.tag == "VBN")]
        deeds = [deed for verb in verbs for deed in syntax.prep_objects(verb.i, ("in", "during", "by"))]
        named = next((deed.start for deed in deeds if _HAPPENING.fullmatch(deed.text)), None)
        if named is not None or trigger.sense not in HARM:
            return named
    for above in (token, *syntax.ancestors(token.i)):
        if above.tag == "VBG" and above.dep == "advcl":
            deed = syntax.deed_before(above) or syntax.tokens[above.head]
            return deed.start if deed.pos == "VERB" else None
        if above.i != token.i and above.dep not in ("conj", "oprd", "dobj", "ccomp", "xcomp") or above.tag in _FINITE:
            return None
    return None


def _retold_of_victims(token: Token, syntax: Syntax) -> int | None:
    """Where a clause about the victims tells the same killing: "the murder of a judge who was shot dead on Friday"."""
    for victim in syntax.prep_objects(token.i, ("of",)):
        for verb in syntax.kids(victim.i, "relcl"):
            if verb.lemma in _KILLING and verb.tag in ("VBN", "VBD"):
                return verb.start
    return None


def befell_in_what_was_told(trigger: Trigger, sentence: ParsedSentence, occasion: int | None) -> bool:
    """Whether the deed named beside it was told before: "women were also kidnapped in the attack"."""
    at = (occasion or 0) - sentence.start
    return occasion is not None and occasion > trigger.start and _POINTS.search(sentence.text[:at]) is not None


def is_told_back(trigger: Trigger, sentence: ParsedSentence) -> bool:
    """Whether its clause looks back from the time told: "350,000 had fled"."""
    left = _left(trigger, sentence)
    return (
        _HAD.search(left) is not None
        or _LATER.search(left) is not None
        or _BEFORE_THAT.match(sentence.text) is not None
    )


def bounds_a_time(trigger: Trigger, sentence: ParsedSentence) -> bool:
    """Whether a change of hands or a death only tells since when: "the first convoy since the town was taken".

    After a rank every deed does: "the bloodiest day since the army launched its campaign".
    """
    since = _SINCE.search(_left(trigger, sentence))
    death = trigger.pos == "noun" and trigger.sense in ("death", "kill")
    if since is None or death or trigger.sense in _CHANGES:
        return since is not None
    return _RANKED.search(since.string, 0, since.start()) is not None


def points_back(text: str) -> bool:
    """Whether a sentence speaks of a happening told before: "the attack", "the blast", "the fighting"."""
    return _POINTED.search(text) is not None


def points_at_a_deed(text: str) -> bool:
    """Whether a sentence speaks of one deed told before, "the attack", and not only of "the fighting"."""
    pointed = _POINTED.search(text)
    return pointed is not None and re.search(r"(?:fighting|violence|clashes)$", pointed.group()) is None


def points_at_a_number(trigger: Trigger, sentence: ParsedSentence) -> bool:
    """Whether the people told beside a trigger were counted before: "abducted the eight students"."""
    at = trigger.start - sentence.start
    first, last = segment_of(sentence.text, at, trigger.end - sentence.start)
    return _THE_COUNTED.search(sentence.text, max(first, at - 60), min(last, at + 60)) is not None


# "The bloodshed began when a car blew up", "The blast was followed by gunfire": how what was told before came about.
_HOW_IT_WENT = re.compile(
    rf"\W*(?:[^.;]{{2,60}}?\b(?:said|says)\s+(?:that\s+)?)?(?:the|this|that)\s+(?:casualties|deaths|losses)\s+"
    r"(?:came|occurred|happened)\b|"
    rf"\W*(?:the|this|that)\s+(?:[\w-]+\s+){{0,2}}?(?:{EVENT_NOUN}|bloodshed|violence|siege|carnage|incident|killings?|"
    r"fighting|trouble|rampage)\s+(?:reportedly\s+|allegedly\s+)?(?:began|started|opened|unfolded|"
    r"(?:was|were)\s+(?:[\w-]+\s+)?followed\s+by)\b",
    re.IGNORECASE,
)


def tells_how(sentence: ParsedSentence) -> bool:
    """Whether the sentence tells how the deed told just before began or went on."""
    return _HOW_IT_WENT.match(sentence.text) is not None


def is_apart(trigger: Trigger, sentence: ParsedSentence) -> bool:
    """Whether the trigger's clause sets it apart from what was told before it: "another bomb", "two days later"."""
    at = trigger.start - sentence.start
    if _ELSEWHERE.match(sentence.text):
        return True
    first, last = segment_of(sentence.text, at, trigger.end - sentence.start)
    if _APART.search(sentence.text, first, min(last, at + 60)) is not None:
        return True
    older = _OLDER.search(sentence.text, max(0, first - _BEFORE_AFTER), last)
    return older is not None and first <= older.start("deed") < last


def is_one_of_several(trigger: Trigger, sentence: ParsedSentence) -> bool:
    """Whether it is one of the deeds told together before: "the first bomb went off", "in the deadliest attack"."""
    at = trigger.start - sentence.start
    first, last = segment_of(sentence.text, at, trigger.end - sentence.start)
    return _ONE_OF_THEM.match(sentence.text, first, last) is not None


def is_background(trigger: Trigger, sentence: ParsedSentence) -> bool:
    """Whether it is a stretch of time that led up to the sentence's main event: "after days of air strikes"."""
    left = _left(trigger, sentence)
    answered = trigger.sense in _GUNS and _ANSWERED.search(left) is not None
    return trigger.pos == "noun" and (answered or _LED_UP.search(left) is not None)


def ground_of(trigger: Trigger, sentence: ParsedSentence) -> int | None:
    """Where the words begin that make it what the event told was an answer to; None where none do.

    "In retaliation for a missile fired at ...": a day told before these words is the answer's.
    """
    at = trigger.start - sentence.start
    first, _ = segment_of(sentence.text, at, trigger.end - sentence.start)
    answer = _GROUND.search(sentence.text[first:at])
    if answer:
        return first + answer.start()
    if deed := _GROUND_OF.search(sentence.text[:at]):
        return deed.start()
    relative = _RELATIVE.match(sentence.text, first)  # "in revenge for the attack on the school, in which 14 died"
    before = _GROUND.search(f"{sentence.text[:first].rstrip(' ,')} ") if relative is not None else None
    return before.start() if before else None


def stretch_of(trigger: Trigger, sentence: ParsedSentence) -> int:
    """Where in its sentence the stretch begins that tells of the trigger's happening."""
    return segment_of(sentence.text, trigger.start - sentence.start, trigger.end - sentence.start)[0]


def is_country_wide(trigger: Trigger, sentence: ParsedSentence) -> bool:
    """Whether the stretch of the trigger counts a whole country: "have been killed across the country"."""
    at = trigger.start - sentence.start
    first, last = segment_of(sentence.text, at, trigger.end - sentence.start)
    return _WHOLE_COUNTRY.search(sentence.text, first, last) is not None or is_daily_sum(sentence.text)

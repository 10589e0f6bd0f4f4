"""Dates told in a text, resolved against the day of publication.

A weekday is the most recent one not after publication, a month without a year the most recent one
that had begun. What cannot be resolved (a weekday in an undated text) is left out rather than
guessed. Precision is UCDP's ``date_prec`` and follows from the number of days the words leave open.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from functools import lru_cache

from geoevents.model import DateRange, TextSpan
from geoevents.text.date_reader import FEW, MONTHS, SEASONS, WEEKDAYS, DateReader, days_between

__all__ = ["days_between", "find_dateline", "find_dates"]


def _proper(names: list[str]) -> str:
    """Alternatives that need a capital, whatever the flags: "may" and "march" are words too."""
    forms = sorted(
        {form for name in names for form in (name.title(), name.upper())}, key=lambda form: (-len(form), form)
    )
    return f"(?-i:{'|'.join(forms)})"


_MONTH = _proper(list(MONTHS)) + r"\b\.?"
# What a possessive dates: "last week's bombing", but not "last week's paper".
_DEED = (
    r"(?:attacks?|blasts?|explosions?|bombings?|strikes?|raids?|shelling|clash(?:es)?|ambush(?:es)?|shootings?|killings?|"
    r"assaults?|massacre|riots?|protests?|fighting|violence|unrest|siege|battles?|kidnappings?|abductions?)"
)
_WEEKDAY = _proper(list(WEEKDAYS)) + r"\b"
_DAY = r"(?:3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th)?(?![\d%])(?!\s*(?:km|mm|people|percent)\b)"
_YEAR = r"(?:(?:19|20)\d\d)\b(?!\s*(?:people|soldiers|civilians|troops|fighters))"
_SHORT_YEAR = r"(?:(?:19|20)\d\d|['’]?\d\d)(?![\d:])(?!\s*(?:people|hours|gmt|killed|dead))"
_HOURS = r"(?:early|late|small|first|final|opening|morning|evening|night|pre-dawn|predawn)"
_LEAD = (
    rf"(?:(?:in\s+the\s+(?:very\s+)?{_HOURS}\s+(?:hours|morning|afternoon|evening)\s+(?:of|on)|"
    r"(?:on|at|in|during)\s+the\s+(?:morning|afternoon|evening|night|dawn)\s+of|"
    r"(?:at|before|around|after)\s+(?:dawn|noon|midnight|dusk|sunset)\s+on|"
    r"(?:late|early|later|earlier|overnight|dated)(?:\s+on)?|(?:on|by|of|from|until|till|around|about)(?:\s+the)?)\s+)?"
)
_TAIL = r"(?:\s+(?:early\s+|late\s+)?(?:morning|afternoon|evening|night)\b)?"
_QUANTITY = r"(?:\d{1,3}|an?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|twenty|thirty)"
# small words that may follow two days; any other tells of what is counted: "on May 3 and 12 people"
_AFTER_DAYS = r"(?:in|at|on|near|when|while|by|during|after|before|between|inside|outside|around|as|the|for|with)\b"
_UNIT = r"(?P<unit>day|week|month|year|hour)s?"


_RULES: list[tuple[str, Callable[[DateReader, re.Match[str]], DateRange | None]]] = [
    (r"\b(?:on\s+)?(?P<y>(?:19|20)\d\d)-(?P<m>[01]\d)-(?P<d>[0-3]\d)\b", DateReader.iso),
    (rf"{_LEAD}\b(?P<a>\d?\d)(?P<s>[/.])(?P<b>\d?\d)(?P=s)(?P<y>(?:19|20)\d\d|\d\d)\b", DateReader.slashes),
    (
        rf"\b(?:between|from|on|of)?\s*(?:the\s+)?\b(?P<from>{_DAY})\s*(?:-|–|to|and|or|until|through)\s*(?:the\s+)?"
        rf"(?P<to>{_DAY})\s+(?:of\s+)?(?P<month>{_MONTH})(?:,?\s+(?P<year>{_SHORT_YEAR}))?",
        DateReader.day_range,
    ),
    (
        rf"\b(?:between|from|on)?\s*\b(?P<month>{_MONTH})\s+(?P<from>{_DAY})\s*(?:-|–|to|and|or|until|through)\s*"
        rf"(?P<to>{_DAY})\b(?!\s+(?!{_AFTER_DAYS})[a-z])(?:,?\s+(?P<year>{_YEAR}))?",
        DateReader.day_range,
    ),
    (
        rf"\b(?:between|from)\s+(?P<from>{_DAY})\s+(?P<month_from>{_MONTH})\s+(?:to|and|until|through)\s+"
        rf"(?P<to>{_DAY})\s+(?P<month>{_MONTH})(?:,?\s+(?P<year>{_YEAR}))?",
        DateReader.day_range,
    ),
    (
        rf"\b(?:between|from)\s+(?P<month_from>{_MONTH})\s+(?P<from>{_DAY})\s+(?:to|and|until|through)\s+"
        rf"(?P<month>{_MONTH})\s+(?P<to>{_DAY})(?:,?\s+(?P<year>{_YEAR}))?",
        DateReader.day_range,
    ),
    (
        rf"{_LEAD}(?:{_WEEKDAY},?\s+\(?)?\b(?P<day>{_DAY})[\s-]+(?:of\s+)?(?P<month>{_MONTH})"
        rf"(?:,?[\s-]+(?P<year>{_SHORT_YEAR}))?",
        DateReader.day_month,
    ),
    (
        rf"{_LEAD}(?:{_WEEKDAY},?\s+\(?)?(?P<month>{_MONTH})\s+(?:the\s+)?(?P<day>{_DAY})(?:,?\s+(?P<year>{_YEAR}))?",
        DateReader.day_month,
    ),
    (
        rf"\b(?:(?:in|during|since|of|by|until|from|for)\s+)?(?P<part>(?:in\s+)?(?:early|late|mid)[\s-]|(?:at\s+|"
        rf"in\s+)?the\s+"
        rf"(?:beginning|start|middle|end)\s+of\s+|)(?P<month>{_MONTH}),?\s+(?:of\s+)?(?P<year>{_YEAR})",
        DateReader.month,
    ),
    (
        rf"\b(?:(?:in|during|since|of|by|until|from)\s+)?(?P<part>(?:early|late|mid)[\s-]|(?:at\s+|in\s+)?the\s+"
        rf"(?:beginning|start|middle|end)\s+of\s+|last\s+|this\s+|next\s+)(?P<month>{_MONTH})(?P<year>)(?!\.?\s+\d)",
        DateReader.month,
    ),
    (rf"\b(?:in|during|since|throughout)\s+(?P<part>)(?P<month>{_MONTH})(?P<year>)(?!\.?\s+\d)", DateReader.month),
    (
        rf"\b(?:in|during|since|of|by|until|from|throughout|back\s+in)\s+(?P<part>(?:early|late|mid)[\s-]|"
        rf")(?P<year>{_YEAR})"
        r"(?!\s*[-–]\s*\d)",
        DateReader.year,
    ),
    (
        rf"\b(?:in|during|since|over|last|this)\s+(?:the\s+)?(?P<season>{'|'.join(SEASONS)})"
        rf"\b(?:\s+(?:of\s+)?(?P<year>{_YEAR}))?(?!\s+of)",
        DateReader.season,
    ),
    (
        rf"\b(?:between|from|overnight(?:\s+from)?)\s+(?P<from>{_WEEKDAY}){_TAIL}\s+(?:and|to|until|through|into)\s+"
        rf"(?:early\s+)?(?P<to>{_WEEKDAY}){_TAIL}",
        DateReader.weekday_range,
    ),
    (
        rf"\b(?:(?:on|in|during)\s+)?(?:the\s+night\s+(?:of|from|between)\s+|late\s+(?:on\s+)?|on\s+)?(?P<from>{_WEEKDAY}){_TAIL}\s*"
        rf"(?:to|into|-|–|and(?=\s+early))\s*(?:early\s+)?(?P<to>{_WEEKDAY}){_TAIL}",
        DateReader.night_between,
    ),
    (rf"\bovernight\s+(?:in)?to\s+(?P<to>{_WEEKDAY}){_TAIL}", DateReader.night_between),
    (
        rf"\b(?:on\s+)?(?P<weekday>{_WEEKDAY}){_TAIL}\s+(?:of\s+)?last\s+week\b(?!['’]s)|"
        rf"\blast\s+week\s+(?:on\s+)?(?P<day>{_WEEKDAY}){_TAIL}",
        DateReader.day_of_last_week,
    ),
    (
        rf"(?:\bsince\s+)?{_LEAD}(?:\b(?P<which>last|this|past|next|previous|"
        rf"coming)\s+)?(?P<weekday>{_WEEKDAY}){_TAIL}(?!['’]s\s+Day)",
        DateReader.weekday,
    ),
    (
        r"\b(?:the\s+day\s+before\s+yesterday|yesterday|today|tonight|tomorrow|overnight|last\s+night|"
        r"this\s+(?:morning|afternoon|evening)|(?:earlier\s+|later\s+|so\s+far\s+)?(?:this|last|next)\s+week|"
        r"(?:over\s+|at\s+|during\s+)?(?:the|this|last)\s+weekend|"
        r"(?:earlier\s+|late\s+|early\s+|so\s+far\s+)?(?:this|last|the\s+past)\s+month|"
        r"(?:earlier\s+|late\s+|early\s+|so\s+far\s+)?(?:this|last)\s+year)\b"
        rf"(?!['’]s\b(?!\s+(?:[\w-]+\s+){{0,2}}?{_DEED}\b))" + _TAIL,
        DateReader.named,
    ),
    (r"^\W*In\s+(?P<part>)(?P<year>(?:19|20)\d\d)(?=\s+[a-z])", DateReader.year),  # "In 2014 fighters took": no count
    (r"\bon\s+(?:New\s+Year['’]s\s+(?:Eve|Day)|Christmas\s+(?:Eve|Day))\b", DateReader.feast),
    (rf"\b(?P<quantity>{_QUANTITY}|{FEW})\s+{_UNIT}\s+ago\b", DateReader.ago),
    (
        rf"\b(?P<quantity>{_QUANTITY}|{FEW})\s+{_UNIT}\s+(?P<way>earlier|later|previously|"
        r"(?:before|after)(?!\s+(?:the|a|an|his|her|its|their|being|he|she|it|they)\b))\b",
        DateReader.relative,
    ),
    (
        rf"\b(?P<quantity>{_QUANTITY}|{FEW})\s+{_UNIT}\s+(?P<way>before)\s+(?:the|this|that)\s+(?:[\w-]+\s+)?"
        r"(?:attack|blast|explosion|bombing|bomb|strike|raid|shelling|clash|ambush|shooting|killings?|assault|massacre|"
        r"abduction|kidnapping|protest|march|incident)s?\b",
        DateReader.before_event,
    ),
    (
        r"\b(?:the\s+(?:previous|following|next|same)\s+(?:day|night|evening|morning|afternoon)|that\s+(?:same\s+)?(?:day|night|evening|afternoon)|"
        r"(?:(?:a\s+few|several|some|two|three|four|five|six)\s+)?hours\s+later|later\s+(?:in|on)\s+the\s+day)\b",
        DateReader.neighbour_day,
    ),
    (
        r"\bthe\s+(?:(?:day|night|evening|morning)\s+before|day\s+after)\b"
        r"(?!\s+(?:the|a|an|his|her|its|their|yesterday|[a-z]+ing)\b)",
        DateReader.neighbour_day,
    ),
    (
        rf"\b(?:in|over|during|within|for)\s+the\s+(?:past|last|previous)\s+(?:(?P<quantity>\d{{1,3}}|{_QUANTITY}|"
        rf"{FEW})\s+)?{_UNIT}\b",
        DateReader.past_span,
    ),
]
# what a sentence must hold before a rule is worth trying: most sentences tell no date at all
_GATES: dict[str, re.Pattern[str]] = {
    "month": re.compile(_MONTH),
    "weekday": re.compile(_WEEKDAY),
    "digit": re.compile(r"\d"),
    "word": re.compile(
        r"day|night|morrow|morning|afternoon|evening|week|month|year|hour|spring|summer|autumn|fall|winter|christmas",
        re.IGNORECASE,
    ),
}


def _gate(pattern: str) -> str:
    """Which of the gates a rule stands behind."""
    if _MONTH in pattern:
        return "month"
    if _WEEKDAY in pattern:
        return "weekday"
    return "digit" if r"\d\d" in pattern and "quantity" not in pattern and "season" not in pattern else "word"


_COMPILED = [(_gate(pattern), re.compile(pattern, re.IGNORECASE), rule) for pattern, rule in _RULES]
_SINCE = re.compile(r"^\s*since\b|\bsince\s+(?:the\s+\w+\s+of\s+)?$", re.IGNORECASE)


def find_dates(text: str, offset: int, published: date | None, *, anchor: date | None = None) -> list[DateRange]:
    """Dates told in ``text``, in reading order, each with the words that told it.

    Parameters
    ----------
    text : str
        A sentence, or any stretch of text in which "three days earlier" may count from a day told before.
    offset : int
        Where ``text`` starts in the document; added to the mentions' offsets.
    published : date or None
        Day of publication. Without it only dates with a year can be told.
    anchor : date, optional
        A day told before ``text`` begins: "the next day" and "three days earlier" count from it.

    Returns
    -------
    list of DateRange
        Never overlapping; the longest reading wins. What cannot be resolved is left out. A range "since Monday"
        ends on the day of publication.
    """
    found = _find(text, published, anchor)
    return [days._replace(mention=_shifted(days.mention, offset)) for days in found] if offset else list(found)


def _shifted(mention: TextSpan | None, offset: int) -> TextSpan | None:
    return TextSpan(mention.start + offset, mention.end + offset, mention.text) if mention else None


@lru_cache(maxsize=512)  # several triggers ask about the same sentence
def _find(text: str, published: date | None, anchor: date | None) -> tuple[DateRange, ...]:
    """Dates of a text with offsets within it."""
    open_gates = {name for name, gate in _GATES.items() if gate.search(text)}
    matches = [
        (match, rule) for gate, pattern, rule in _COMPILED if gate in open_gates for match in pattern.finditer(text)
    ]
    matches.sort(key=lambda pair: (pair[0].start(), -pair[0].end()))
    reader, position = DateReader(text, published, anchor), 0
    found: list[DateRange] = []
    for match, rule in matches:
        if match.start() < position:
            continue
        try:
            days = rule(reader, match)
        except (ValueError, OverflowError):  # 31 June: no such day, and not the month of June either
            position = match.end()
            continue
        if days is None:
            continue
        if (
            published
            and days.start < published
            and (_SINCE.search(match.group()) or _SINCE.search(text[max(0, match.start() - 40) : match.start()]))
        ):
            days = days_between(days.start, published)
        elif days.start == days.end:
            reader.anchor = days.start
        words = match.group()
        start = match.start() + len(words) - len(words.lstrip())
        found.append(days._replace(mention=TextSpan(start, match.end(), words.strip())))
        position = match.end()
    return tuple(found)


_PLACE_WORDS = r"[A-Z][\w.’' -]{1,40}"
_DATELINE = re.compile(
    rf"^[\W_]*(?:{_PLACE_WORDS}(?:,\s*{_PLACE_WORDS})?)[,(]?\s+\(?"
    rf"(?:(?P<day>{_DAY})\s+(?P<month>{_MONTH})|(?P<month2>{_MONTH})\s+(?P<day2>{_DAY})),?"
    rf"(?:\s+(?P<year>{_SHORT_YEAR}))?\s*(?:\([\w /]+\)\s*|[A-Z]+\s*)?(?:--|—|–|-|:)"
)


def find_dateline(text: str, published: date | None = None) -> DateRange | None:
    """The day in a dateline such as "HARBOUR CITY, 3 JAN 90 --" at the very start of ``text``, or None.

    A dateline without a year needs ``published``.
    """
    head = text[:160]
    match = _DATELINE.match(head)
    if match is None:
        return None
    day, month = match["day"] or match["day2"], match["month"] or match["month2"]
    try:
        found = DateReader(head, published).date_of(match, day, month, match["year"])
    except ValueError:
        return None
    return (
        days_between(found, found)._replace(mention=TextSpan(match.start(), match.end(), match.group()))
        if found
        else None
    )

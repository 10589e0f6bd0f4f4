"""Numbers that count more than one happening: a war, a campaign of weeks, all the dead of a land in one day.

They are told beside the event of the day and are never its own.
"""

from __future__ import annotations

import re

from geoevents.text.numbers import find_numbers

_WAR = re.compile(
    r"\b(?:across|throughout|around|all\s+over)\s+the\s+(?:whole\s+)?country\b|\b(?:nation|country)-?wide\b|"
    r"\bsince\s+(?:\w+\s+)?(?:19|20)\d\d|\bsince\s+(?:the\s+)?(?:\w+\s+){0,3}?(?:began|start|started|beginning|"
    r"outbreak|onset|war|conflict|"
    r"uprising|revolution|coup|invasion|insurgency|independence|erupted|broke\s+out|january|february|march|april|"
    r"may|june|july|august|"
    r"september|october|november|december|last\s+\w+)\b|"
    r"\b(?:over|in|during|for)\s+(?:the\s+)?(?:past|last|previous)\s+(?:\w+\s+){0,2}?(?:weeks?|months?|years?|"
    r"decades?)\b|"
    r"\b(?:so\s+far|already)\s+this\s+(?:year|month)|\bthis\s+year\b|\b(?:each|every|per|a)\s+(?:year|month|"
    r"week)\b|\bto\s+date\b|"
    r"\b(?:in|during|after|over)\s+(?:nearly\s+|almost\s+|more\s+than\s+|over\s+|the\s+)?[\w-]+\s+(?:years|"
    r"decades|months)\s+of\b|"
    r"\bthe\s+(?:[\w-]+\s+){0,4}?(?:war|conflict|insurgency|uprising|violence|"
    r"civil\s+war)(?:,\s+which)?\s+(?:\w+ly\s+)?(?:has|have|had)\s+"
    r"(?:so\s+far\s+|already\s+)?(?:killed|claimed|cost|left|displaced|driven|forced)|"
    r"\bin\s+the\s+(?:[\w-]+\s+){0,3}(?:civil\s+war|war|conflict|insurgency)\b(?!\s+(?:zone|room))|"
    r"\b(?:war|conflict|insurgency)\s+(?:that|which)\s+(?:has|have|had)\b|\byear-long\b|\b(?:between|"
    r"from)\s+(?:19|20)\d\d\s+(?:and|to)\s+(?:19|20)\d\d|\bduring\s+(?:19|20)\d\d\b|"
    r"\b(?:have|has)\s+(?:died|perished|been\s+(?:killed|murdered|slain))\s+in\s+(?:19|20)\d\d\b|"
    r"\b(?:in|during)\s+(?:\w+\s+){1,3}?alone\b|"
    r"\b(?:past|last|previous)\s+(?:[\w-]+\s+)?(?:weeks?|months?|years?|decades?)\s+(?:has|have|had)\s+(?:seen|claimed|left|brought)\b|"
    r"\b(?:this|last)\s+(?:month|year)['’]s\s+(?:[\w-]+\s+){0,3}?(?:unrest|protests|violence|demonstrations|riots|fighting)\b|"
    r"\btoll\s+(?:from|of|in)\s+(?:[\w’'-]+\s+){0,4}?(?:unrest|protests|war|conflict|insurgency|uprising)\b|"
    r"\bin\s+other\s+(?:violence|unrest|bloodshed)\b|"
    r"\bin\s+(?:previous|earlier|past)\s+(?:[\w-]+\s+){0,2}?(?:attacks|incidents|raids|bombings|clashes|actions)\b",
    re.IGNORECASE,
)
# where another statement of the sentence begins: "killed 12, raising to 400 the number killed since March"
_NEXT = re.compile(
    r";|\bwhile\b|\bbut\b|,\s+who\s+(?:has|have|had)\b|,\s+which\s+(?:has\s+)?(?:puts?|counted|recorded|documented)\b|(?:,\s*|\band\s+)?\b(?:rais(?:es|ing|ed)|bring(?:s|ing)|brought|ris(?:es|ing)|"
    r"increas(?:es|ing))\b",
    re.IGNORECASE,
)
# "In the north, where a war has killed thousands since 2009, a bomb killed four": what stands between commas
_RELATIVE = re.compile(r",\s+(?:where|which|whose|in\s+which)\b(?:[^,;]|,(?=\d)){10,160},(?!\d)")
# "in 17 days of shelling", "over three weeks", "six days of fighting killed"; not "two days later"
_SPELL = re.compile(
    r"(?P<link>\b(?:in|within|over|during|throughout)\s+(?:the\s+)?(?:(?:past|last|about|around|nearly|almost|over|some|"
    r"more\s+than)\s+)*|^\W*(?P<first>)(?:(?:about|around|nearly|almost|over|some|more\s+than)\s+)*)"
    r"(?P<number>[\w-]+)\s+(?P<unit>days|weeks|months|years)\b(?(first)\s+of\b|)"
    r"(?!\s*(?:ago|later|earlier|before|after|following|since))",
    re.IGNORECASE,
)
# "the worst attack in ten years", "the third strike in nine days": the time sets a rank, nothing is counted over it
_RANK = re.compile(
    r"\b(?:first|second|third|(?!(?:death|month|north|south|youth|both|with|worth|health|faith|path|truth)\b)\w+th|\w+est|worst|(?<!\bat\s)(?:most|least)\s+\w+|only)\b[^;.]{0,60}$",
    re.IGNORECASE,
)
_FEW_DAYS = 3  # what lasts this long may be one battle
# the dead of one day from all over a land, by side: "41 were killed yesterday, including 12 soldiers, and 29 ..."
_DAY = r"(?:yesterday|today|in\s+the\s+(?:past|last)\s+(?:24|twenty-four)\s+hours)"
_SIDE = r"(?:forces|troops|soldiers|fighters|militia(?:men)?|rebels|police(?:men)?|army)"
_OTHERS = r"(?:others?|civilians?|citizens?|people|persons|residents)"
_DAILY = re.compile(
    rf"\b(?:(?:people|persons|civilians|citizens)\s+)?(?:were\s+|have\s+been\s+)?(?:killed|martyred|died)\s+{_DAY}\b.{{0,200}}?"
    rf"(?:\bincluding\s+(?:at\s+least\s+|a\s+)?\d+\s.{{0,60}}?\b{_SIDE}\b.{{0,80}}?(?:\band|,|along\s+with)\s+(?:\w+\s+){{0,2}}?\d+\s|"
    rf"\band\s+(?:about\s+|other\s+|another\s+)?\d+\s+(?:\w+\s+)?{_OTHERS})|"
    rf"\bincluding\s+\d+\s.{{0,60}}?\b{_SIDE}\b.{{0,80}}?\s(?:were\s+)?(?:killed|martyred)\b\s*,?\s+and\s+(?:about\s+)?\d+\s+{_OTHERS}\b|"
    rf"\b(?:killed|martyred)\b.{{0,60}}?\b(?:in|on)\s+(?:several|various|many|different|scattered)\s+(?:\w+\s+)?"
    rf"(?:areas|places|parts|provinces|regions|governorates)\b.{{0,40}}?\b{_DAY}|"
    # so many at once, told without a place, are a land's day even where one side is told alone
    rf"^\W*(?:[5-9]\d|\d{{3,}})\s+(?:\w+\s+)?(?:were\s+)?(?:killed|martyred|died)\s+{_DAY},?\s+including\s+"
    rf"(?:at\s+least\s+|a\s+)?\d+\s(?:\w+\s+){{0,4}}{_SIDE}\W*$",
    re.IGNORECASE,
)
_VARIOUS = re.compile(
    r"\b(?:various|different|separate|other)\s+(?:circumstances|conditions|incidents|causes)\b", re.IGNORECASE
)


def counts_many(text: str, position: int) -> bool:
    """Whether the statement at ``position`` counts a war, weeks, or a land's day: its own clause says so."""
    borders = [0, *(border.start() for border in _NEXT.finditer(text)), len(text)]
    borders += [border for aside in _RELATIVE.finditer(text) for border in aside.span()]
    start = max(border for border in borders if border <= position)
    end = min(border for border in borders if border > position)
    return _of_a_war(text[start:end]) or _over_time(text[start:end]) or _of_a_day(text, position)


def is_daily_sum(text: str) -> bool:
    """Whether a sentence breaks down the dead of one day by side: a land's count, no incident."""
    return _DAILY.search(text) is not None


def _of_a_war(clause: str) -> bool:
    """Whether a clause counts a war or a year; "one of the deadliest days since 2005" only ranks its own day."""
    return any(not _RANK.search(clause[: spell.start()]) for spell in _WAR.finditer(clause))


def _over_time(clause: str) -> bool:
    for spell in _SPELL.finditer(clause):
        if _RANK.search(clause[: spell.start()]):
            continue
        numbers = find_numbers(f"{spell['number']} people")
        if spell["unit"].lower() != "days" or not numbers or numbers[0].count.best > _FEW_DAYS:
            if numbers or spell["number"].lower() in ("recent", "the"):
                return True
    return False


def _of_a_day(text: str, position: int) -> bool:
    """Whether a daily sum holds this statement: the sum itself, its parts, and what befell "in other circumstances"."""
    daily = _DAILY.search(text)
    if daily is None:
        return False
    clause_end = next((at for sign in ".;" if (at := text.find(sign, position)) >= 0), len(text))
    return position <= daily.end() or _VARIOUS.search(text, position, clause_end) is not None

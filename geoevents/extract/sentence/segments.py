"""Stretches of a sentence that tell of one happening, found by words alone."""

from __future__ import annotations

import re
from functools import lru_cache

EVENT_NOUN = (
    r"(?:air\s?strikes?|strikes?|attacks?|bomb(?:s|ings?)?|blasts?|explosions?|shelling|clash(?:es)?|raids?|"
    r"ambush(?:es)?|"
    r"gunfights?|shootings?|shoot-?outs?|battles?|assaults?|bombardments?|massacres?|mines?|rockets?|mortars?|"
    r"shells?|missiles?|"
    r"drones?|IEDs?|grenades?|protests?|riots?|firefights?)"
)
EVENT_VERB = (
    r"(?:attacked|bombed|shelled|exploded|detonated|struck|raided|stormed|ambushed|clashed|fired|opened\s+fire|fought|hit|"
    r"bombarded|targeted|assaulted|went\s+off|blew\s+up|overran|assassinated|kidnapped|abducted|executed)"
)
_BORDER = re.compile(
    r";|[,.]?\s+\b(?:while|whereas|meanwhile)\b|,\s+but\b|,\s+so\s+(?=(?:they|it|he|she|we|the)\b)|,?\s+since\s+(?=(?:[\w.'’]+\s+){0,3}?[\w.'’]+,?\s+when\s)|"
    rf",?\s+and\s+(?=(?:an?|another|one|two|three|several|separate|other|in\s+another|"
    rf"elsewhere)\s+(?:[\w-]+\s+){{0,3}}?{EVENT_NOUN}\b)|"
    r",?\s+and\s+(?=the\s+(?:killing|murder|execution|assassination|massacre|abduction|kidnapping)s?\s+(?:of|on|in|at)\b)|"
    rf",?\s+and\s+(?=(?!then\b)(?:[\w’'-]+\s+){{1,4}}?{EVENT_VERB}\b)|"
    r",?\s+after\s+(?=(?:an?|another)\s+(?:separate|earlier|previous|similar)\b)|"
    rf",?\s+after\s+(?=(?:an?|the|two|three|several)\s+(?:[\w-]+\s+){{0,3}}?{EVENT_NOUN}\s+(?:[\w-]+\s+){{0,4}}?"
    r"(?:the\s+(?:day|night|week|month)\s+before|(?:days?|hours|weeks?|months?)\s+(?:earlier|before)|"
    r"last\s+(?:week|month|year)|the\s+previous\s+(?:day|night|week))\b)|"
    # "killed five, just days after a bomb attack that killed 41": the second is older
    rf",?\s+(?=(?:just|only|barely)\s+(?:hours|days|weeks|months)\s+after\s+an?\s+(?:[\w-]+\s+){{0,3}}?{EVENT_NOUN}\b)|"
    # "came hours after the governor escaped a bomb": two deeds
    r"\s(?:c[ao]mes?|occurred|happened|took\s+place)\s+(?:just\s+|only\s+|barely\s+)?(?:[\w-]+\s+){0,2}"
    r"(?:minutes|hours|days?|weeks?|months?)\s+after\s+(?!that\b|this\b|it\b)|"
    r",?\s+(?:in|during|by)\s+which\s+(?=(?:[\w-]+\s+){1,8}?(?:was|were|had|died|killed)\b)|"
    r",?\s+where\s+(?=(?:[\w-]+\s+){1,7}?(?:was|were|had)\s+(?:been\s+)?[a-z]+(?:ed|en|ot)\b)|"
    r",\s+which\s+(?=(?:has\s+)?(?:puts?|counted|recorded|documented)\b)|"
    r",?\s+(?:(?:about\s+|some\s+)?[\w-]+\s+(?:minutes|hours|days|weeks|months)\s+)?after\s+"
    r"(?=(?:the\s+)?(?:killing|murder|execution|beheading|assassination|massacre|lynching)s?\s+(?:of\s+)?)",
    re.IGNORECASE,
)
# "Hours after beheading three men, fighters shot two others": the first clause is older
_OPENING = re.compile(r"\W*(?:[\w-]+\s+){0,3}after\s+(?!which\b|that\b)[^,;]{3,90}(?=,)", re.IGNORECASE)
# Something must have been told before a new happening begins: "men with machetes and rifles stormed" tells one.
_TOLD = re.compile(
    r"\b(?!(?:armed|masked|hooded|suspected|alleged|unidentified|so-called|united|backed|allied)\b)[a-z]+ed\b|"
    rf"\b(?:{EVENT_NOUN}|{EVENT_VERB}|(?:killing|murder|execution|assassination|massacre)s?|was|were|is|are|has|have|had|said|says|kills?|dies?|hits?|left|took|fell|broke|shot|"
    r"began|went|came|held|burnt|wounds?|injures?|dead|wounded|leaves?)\b",
    re.IGNORECASE,
)
ANY_EVENT = re.compile(rf"\b(?:{EVENT_NOUN}|{EVENT_VERB})\b", re.IGNORECASE)


@lru_cache(maxsize=64)
def _borders(text: str) -> tuple[int, ...]:
    """Where stretches may begin or end; asked again for each trigger of a sentence."""
    opening = _OPENING.match(text)
    inner = {
        m.start() + 1 for m in _BORDER.finditer(text) if m.group()[:1] == ";" or _TOLD.search(text, 0, m.start())
    } | ({opening.end()} if opening else set())
    return (0, *sorted(inner), len(text))


def segment_of(text: str, start: int, end: int) -> tuple[int, int]:
    """The stretch of the sentence that tells of the same happening as the characters start to end."""
    borders = _borders(text)
    left = max(border for border in borders if border <= start)
    right = min((border for border in borders if border >= end), default=len(text))
    return left, right

"""Counts of people and things told in words or digits, each as a range.

Never a count: an age, a year, a date, a clock time, money, a percentage, a distance, a calibre, a
duration, a weight, the number of a unit, road, flight or resolution. Words for vague amounts follow
UCDP's practice of the most conservative reading: "dozens" is 24 at least, and "best" stays there
while "high" says how far the word reaches. The full table stands in docs/decisions/fields.md.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from geoevents.model import Count
from geoevents.text.lower_case import lower_case


@dataclass(frozen=True, slots=True)
class NumberMention:
    """A count and the words that tell it; offsets are the document's, end exclusive."""

    start: int
    end: int
    text: str
    count: Count


_UNITS = {
    word: number
    for number, word in enumerate(
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
        "seventeen eighteen nineteen".split()
    )
}
_TENS = {
    word: 10 * number
    for number, word in enumerate("twenty thirty forty fifty sixty seventy eighty ninety".split(), start=2)
}
_SCALES = {"hundred": 100, "thousand": 1_000, "million": 1_000_000, "billion": 1_000_000_000,
           "trillion": 1_000_000_000_000}  # fmt: skip
_MOST = 2_000_000_000  # more people than that were never killed, hurt or driven out; longer digits are no count at all

# word or phrase -> lowest, highest; "best" is the lowest
VAGUE: dict[str, tuple[int, int]] = {
    "hundreds of thousands": (200_000, 999_999),
    "tens of thousands": (20_000, 99_999),
    "thousands": (2_000, 9_999),
    "several thousand": (3_000, 9_999),
    "a few thousand": (3_000, 9_999),
    "many hundreds": (300, 999),
    "hundreds": (200, 999),
    "several hundred": (300, 999),
    "a few hundred": (300, 999),
    "scores": (40, 99),
    "many dozens": (36, 99),
    "several dozen": (36, 99),
    "a few dozen": (36, 99),
    "dozens": (24, 99),
    "half a dozen": (6, 6),
    "half-a-dozen": (6, 6),
    "over a dozen": (13, 23),
    "more than a dozen": (13, 23),
    "a couple of dozen": (24, 24),
    "a dozen": (12, 12),
    "a score of": (20, 20),
    "several": (3, 9),
    "a few": (3, 9),
    "a handful": (3, 9),
    "a couple": (2, 2),
    "millions": (2_000_000, 9_999_999),
}

_WORD = "|".join(sorted([*_UNITS, *_TENS], key=len, reverse=True))
_SCALE = "hundred|thousand|million|billion|trillion"
_DIGITS = r"\d{1,3}(?:,\d{3})+(?!\d)|\d{1,3}(?:[  ]\d{3})+(?![\d-])|\d+(?:\.\d+)?"
_VAGUE = "|".join(re.escape(phrase).replace(r"\ ", r"\s+") for phrase in sorted(VAGUE, key=len, reverse=True))
_WORD_NUMBER = (
    rf"(?:(?:an?|half\s+a)\s+(?:{_SCALE})|(?:{_WORD})(?:-(?:{_WORD}))?)"
    rf"(?:(?:\s+and\s+|\s+|-)(?:{_WORD}|{_SCALE})\b(?:-(?:{_WORD})\b)?)*"
)
_CORE = rf"(?:{_VAGUE}|(?:{_DIGITS})(?:\s+(?:{_SCALE}|dozen)\b)?|(?:{_WORD})\s+dozen\b|{_WORD_NUMBER})"
_FAMILY = (
    r"(?:(?:an?|the|entire|whole)\s+(?:\w+\s+)?)?"
    r"(?:family|group|band|gang|crew|team|party|squad|convoy|crowd|patrol)\s+of\s+"
)
_FLOOR = (
    r"(?:at\s+(?:the\s+very\s+)?least|no\s+fewer\s+than|not\s+(?:fewer|less)\s+than|no\s+less\s+than|a\s+minimum\s+of)"
)
_CEILING = r"(?:up\s+to|as\s+many\s+as|at\s+most|a\s+maximum\s+of|no\s+more\s+than|not\s+more\s+than)"
_ABOVE = r"(?:(?:well\s+|far\s+)?(?:more\s+than|over|above|upwards\s+of|in\s+excess\s+of))"
_BELOW = r"(?:fewer\s+than|less\s+than|under)"
_ABOUT = (
    r"(?:about|around|some|roughly|approximately|approx\.?|nearly|almost|close\s+to|an?\s+estimated|an?\s+additional|"
    r"exactly|only|just|another|a\s+total\s+of|circa|an?\s+reported)"
)
_NUMBER = re.compile(
    rf"(?<![\w.,/:$€£%+-])(?<![\w][-'’])"
    rf"(?P<family>{_FAMILY})?"
    rf"(?:(?P<floor>{_FLOOR})|(?P<ceiling>{_CEILING})|(?P<above>{_ABOVE})|(?P<below>{_BELOW})|(?P<about>{_ABOUT}))?"
    rf"(?(floor)\s+|)(?(ceiling)\s+|)(?(above)\s+|)(?(below)\s+|)(?(about)\s+|)"
    rf"(?:(?P<between>between|from)\s+)?"
    rf"(?P<first>{_CORE})"
    rf"(?:(?(between)\s+(?:and|to)\s+|(?:\s*[-–]\s*|\s+to\s+|\s+or\s+))(?P<second>{_CORE}))?"
    rf"(?![\w%°]|[.,:/]\d|['’]s\b|[-–]\w|\s*%)"
)  # in lower case
_MONTH = (
    r"(?:january|february|march|april|may|june|july|august|september|october|november|december|"
    r"jan|feb|mar|apr|jun|jul|aug|sept|sep|oct|nov|dec)"
)
_UNIT_AFTER = re.compile(
    r"[\s-]*(?:mm|cm|km|kms|km2|kph|mph|k|kg|kgs|g|m|ft|nm|hp|mw|kw|kv|am|pm|a\.m|p\.m|gmt|utc|est|hrs?|bn|mn)\b|"
    r"[\s-]*(?:square\s+|nautical\s+|cubic\s+)?(?:millimet(?:re|er)s?|centimet(?:re|er)s?|kilomet(?:re|er)s?|met(?:re|er)s?|miles?|"
    r"yards?|feet|foot|inch(?:es)?|acres?|hectares?|degrees?|tons?|tonnes?|kilos?|kilograms?|grams?|pounds?|lbs|"
    r"lit(?:re|er)s?|barrels?|gallons?|megawatts?|volts?|knots?|blocks|"
    r"percent|per\s+cent|percentage|points?|dollars?|euros?|cents?|rupees?|lira|dinars?|rials?|riyals?|shekels?|"
    r"pesos?|colones|rubles?|roubles?|hryvnias?|naira|francs?|yuan|yen|dirhams?|usd|eur|"
    r"seconds?|minutes?|hours?|days?|nights?|weeks?|weekends?|fortnights?|months?|years?|decades?|centur(?:y|ies)|"
    r"o['’]?clock|times?|stor(?:e?y|eys|ies|eyed)|rounds?|votes?|seats?|goals?|pages?|magnitude)\b|"
    r"\s+(?:million|billion|trillion)?\s*(?:us\s+)?(?:dollars?|euros?|pounds)\b|"
    rf"\s+(?:of\s+)?{_MONTH}\b(?!\s+\w+ed\b)|"
    r"\s*(?:-|\s)\s*(?:year|yr|month|week|day)s?(?:-|\s)old\b",
    re.IGNORECASE,
)
_BEFORE = re.compile(
    r"(?:\b(?:aged?|age\s+of|ages|number|no\.?|nos\.?|route|highway|road|motorway|interstate|battalion|brigade|division|"
    r"regiment|unit|squad|squadron|company|platoon|corps|army|district|zone|sector|area|camp|ward|block|chapter|"
    r"resolution|article|section|law|decree|protocol|flight|boeing|airbus|channel|gate|gaza|building|house|apartment|room|"
    r"checkpoint|kilomet(?:re|er)|km|mile|phase|stage|level|category|grade|group\s+of|type|model|page|figure|"
    r"table|version|covid|operation|case|line|point|day|week|year|chapter|round|part|volume|item|"
    r"usd|eur|us\$|rs\.?|pkr|inr)|"
    rf"\b{_MONTH}\.?)\s*[-#]?\s*$",
    re.IGNORECASE,
)
# "on March 10 and 11", "on 10 and 11 March": the other day of a pair
_DAY_BEFORE = re.compile(
    rf"\b{_MONTH}\.?\s+\d{{1,2}}(?:st|nd|rd|th)?(?:\s*,\s*\d{{1,2}})*,?\s+(?:and|or|to|through)\s+(?:on\s+)?$",
    re.IGNORECASE,
)
_DAY_AFTER = re.compile(
    rf"(?:st|nd|rd|th)?(?:\s*,\s*\d{{1,2}})*,?\s*(?:and|or|to|through|[-–/])\s*\d{{1,2}}(?:st|nd|rd|th)?\s+(?:of\s+)?{_MONTH}\b",
    re.IGNORECASE,
)
_PEOPLE_SOON = re.compile(
    r"\s+(?:\w+\s+){0,2}?(?:people|persons|civilians|soldiers|troops|fighters|rebels|militants|police\w*|men|women|children|"
    r"refugees|families|villagers|protesters|demonstrators|residents|killed|dead|wounded|injured|displaced|others|members|"
    r"guerrillas|insurgents|deaths|casualties|prisoners|detainees|victims|migrants)\b",
    re.IGNORECASE,
)
_AGE_AFTER_NAME = re.compile(r"\b[A-Z][\w’'-]+(?:\s*\(|,\s*)$")
_AGE_CLOSES = re.compile(r"\s*(?:,|\)|\.|;|$|\s+(?:and|who)\b)")
_ONE_IS_NO_COUNT = re.compile(
    r"\s+(?:another|day|time|by\s+one|side|side's|thing|way|hand|such|step|point|year|week|month|hour|night|"
    r"morning|evening|afternoon|man's|minute|part|third|half|quarter|major|reason|more\s+time)\b|['’]",
    re.IGNORECASE,
)
_ONE_BEFORE = re.compile(
    r"(?:\b(?:no|any|every|some|this|that|the|each|by)|(?<!\bin )(?<!\bduring )\bwhich)\s*$", re.IGNORECASE
)
_ARTICLE = re.compile(r"(?<![\w’'-])(?:an?|A|An)(?=\s+[\w“\"'])", re.IGNORECASE)


def _words_to_int(words: str) -> int | None:
    """Read number words such as "two hundred and fifty-three"; None where they make no number."""
    total = current = 0
    seen = False
    for word in re.findall(r"[a-z]+", words.lower()):
        if word in ("and", "of"):
            continue
        if word in ("a", "an"):
            current, seen = 1, True
        elif word in _UNITS:
            # two small numbers in a row ("five seven") are no single number
            if current % 10 and current % 100:
                return None
            current, seen = current + _UNITS[word], True
        elif word in _TENS:
            if current % 100:
                return None
            current, seen = current + _TENS[word], True
        elif word == "dozen":
            current, seen = max(current, 1) * 12, True
        elif word == "hundred":
            current, seen = max(current, 1) * 100, True
        elif word in _SCALES:
            total, current, seen = total + max(current, 1) * _SCALES[word], 0, True
        else:
            return None
    return total + current if seen else None


def _core_to_range(words: str) -> tuple[int, int] | None:
    """Lowest and highest number that the core words mean."""
    key = re.sub(r"\s+", " ", words.lower())
    if key in VAGUE:
        return VAGUE[key]
    digits = re.match(_DIGITS, key)
    if digits:
        scale = key[digits.end() :].strip()
        plain = re.sub(r"[,\u00a0 ]", "", digits.group())
        if len(plain) > len(str(_MOST)) + 3:  # with a fraction; ten thousand digits would be infinite
            return None
        value = float(plain)
        factor = 12 if scale == "dozen" else _SCALES.get(scale, 1)
        if factor == 1 and "." in digits.group():
            return None
        number = round(value * factor)
        return (number, number) if number <= _MOST else None
    number_or_none = _words_to_int(key)
    return None if number_or_none is None or number_or_none > _MOST else (number_or_none, number_or_none)


def _is_no_count(match: re.Match[str], text: str) -> bool:
    """Whether the surroundings say that this is an age, a year, a unit or another number that counts nothing."""
    start, core_start, end = match.start(), match.start("first"), match.end()
    # a window: what tells is near, and a text of nothing but numbers must not take quadratic time
    first, before, after = match["first"], text[max(0, start - 40) : start], text[end : end + 60]
    bare = start == core_start and match["second"] is None
    if _UNIT_AFTER.match(after):
        return True
    if bare and first[0].isdigit() and _BEFORE.search(before):
        return True
    if bare and re.fullmatch(r"[12]?\d|3[01]", first):
        if _DAY_AFTER.match(after) or (_DAY_BEFORE.search(before) and not _PEOPLE_SOON.match(after)):
            return True
    if bare and re.search(
        r"\b(?:aged?|ages|age\s+of)\s+(?:between\s+)?(?:\d{1,3}\s*(?:,|and|to|or)\s+)*$", before, re.IGNORECASE
    ):
        return True
    if match["between"] is None and match["second"] and _BEFORE.search(before):
        return True
    if re.search(r"\b(?:aged?|ages)\s*$", before, re.IGNORECASE):
        return True
    if re.fullmatch(r"(?:19|20)\d\d", first) and not _PEOPLE_SOON.match(after):
        return True
    if re.fullmatch(r"0\d+|\d{3,4}\s?(?:GMT|UTC|hrs)", first) or re.match(r"\s+(?:GMT|UTC|hours|hrs)\b", after):
        return True
    if bare and first.isdigit() and int(first) < 120 and _AGE_AFTER_NAME.search(before) and _AGE_CLOSES.match(after):
        # "Ahmed, 45," is an age; "Killed, 45" does not occur, months were ruled out above
        return True
    if re.search(r"[$€£]\s*$|\bUS\$\s*$", before):
        return True
    if first.lower() == "one":
        return bool(_ONE_IS_NO_COUNT.match(after)) or bool(start == core_start and _ONE_BEFORE.search(before))
    if first.lower().startswith("several") and re.match(r"\s+(?:times|days|hours|weeks)", after):
        return True
    return False


def _count_of(match: re.Match[str]) -> Count | None:
    """The range a match means, or None where its words make no number."""
    first = _core_to_range(match["first"])
    if first is None:
        return None
    low, high = first
    if match["second"]:
        second = _core_to_range(match["second"])
        if second is None or second[1] <= low:
            return None
        return Count(low, low, second[1])
    if match["ceiling"]:
        # said of "up to 30": nobody counted more; how few is not told
        return Count(min(1, low), high, high)
    if match["below"]:
        return Count(0, max(0, low - 1), max(0, low - 1))
    return Count(low, low, high)


def find_numbers(text: str, offset: int = 0, *, articles: bool = False) -> list[NumberMention]:
    """Counts told in ``text``, in reading order.

    Parameters
    ----------
    text : str
        A sentence or a paragraph.
    offset : int
        Where ``text`` starts in the document; added to the offsets of the result.
    articles : bool, optional
        Also read "a" and "an" as 1, as in "a soldier was killed"; the caller must check the noun.

    Returns
    -------
    list of NumberMention
        Never overlapping. "between 10 and 15" is one mention with low 10 and high 15.
    """
    found: list[NumberMention] = []
    position, folded = 0, lower_case(text)
    while match := _NUMBER.search(folded, position):
        count = _count_of(match)
        if count is None and match["second"]:
            # "5 to 3" is no range, but its first number may still count
            # while "3-1" is a score
            joined_by_hyphen = text[match.end("first") : match.start("second")].strip() in ("-", "–")
            position = match.end() if joined_by_hyphen else match.end("first")
            if not joined_by_hyphen and not _is_no_count(match, text):
                single = _core_to_range(match["first"])
                if single:
                    span = slice(match.start(), match.end("first"))
                    found.append(
                        NumberMention(offset + span.start, offset + span.stop, text[span], Count(single[0], *single))
                    )
            continue
        position = match.end()
        if count is not None and not _is_no_count(match, text):
            span = slice(*match.span())
            found.append(NumberMention(offset + span.start, offset + span.stop, text[span], count))
    if articles:
        taken = [(mention.start - offset, mention.end - offset) for mention in found]
        for article in _ARTICLE.finditer(text):
            if not any(start < article.end() and article.start() < end for start, end in taken):
                found.append(
                    NumberMention(offset + article.start(), offset + article.end(), article.group(), Count.exactly(1))
                )
        found.sort(key=lambda mention: mention.start)
    return found

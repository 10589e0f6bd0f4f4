"""The words that place something relative to a name: "10 km north of", "between", "the outskirts of".

Only patterns, no geometry: :func:`read_phrase` says what stands around one name of a sentence, and
``relative.py`` turns it into a point.
"""

from __future__ import annotations

import re
from typing import NamedTuple

KM_PER_MILE = 1.609344

BEARINGS = {
    "north": 0.0, "north-northeast": 22.5, "northeast": 45.0, "east-northeast": 67.5, "east": 90.0,
    "east-southeast": 112.5, "southeast": 135.0, "south-southeast": 157.5, "south": 180.0, "south-southwest": 202.5,
    "southwest": 225.0, "west-southwest": 247.5, "west": 270.0, "west-northwest": 292.5, "northwest": 315.0,
    "north-northwest": 337.5,
}  # fmt: skip
_NUMBER_WORDS = {
    "a": 1.0, "one": 1.0, "two": 2.0, "a couple of": 2.0, "three": 3.0, "four": 4.0, "five": 5.0, "a few": 5.0,
    "six": 6.0, "seven": 7.0, "several": 8.0, "eight": 8.0, "nine": 9.0, "ten": 10.0, "a dozen": 12.0, "twelve": 12.0,
    "fifteen": 15.0, "twenty": 20.0, "thirty": 30.0, "forty": 40.0, "fifty": 50.0, "sixty": 60.0, "half a": 0.5,
    "eighty": 80.0, "a hundred": 100.0, "hundred": 100.0, "dozens of": 40.0, "tens of": 40.0,
}  # fmt: skip
_VAGUE_NUMBERS = frozenset({"a couple of", "a few", "several", "dozens of", "tens of"})
_UNITS_KM = {
    "km": 1.0,
    "kilomet": 1.0,
    "mi": KM_PER_MILE,
    "m": 0.001,
    "met": 0.001,
    "yard": 0.0009144,
    "nautical": 1.852,
}


class Phrase(NamedTuple):
    """What the words around one name say."""

    form: str  # "offset", "distance", "direction", "near", "outskirts", "part", "countryside", "border", "coast"
    start: int  # offsets into the sentence, the name included
    end: int
    relation: str  # the words in normal form, without the name
    bearing: float | None = None  # degrees clockwise from north
    distance_km: float | None = None
    vague: bool = False  # "a few kilometres", "just"
    far_side: bool = False  # border told from the other country: "the border with X"


_DIRECTION = (
    r"(?P<direction>(?:north|south|east|west)(?:[\s-]?(?:north|south))?(?:[\s-]?(?:east|west))?(?:ern|wards?)?|"
    r"[NS][NSEW]?[EW]?|[EW])"
)
_DIRECTION_WORD = r"(?P<direction>(?:north|south|east|west)(?:[\s-]?(?:east|west))?)"
_ERN = r"(?P<direction>(?:(?:north|south)(?:[\s-]?(?:east|west))?|east|west)ern|upper|lower|central)"
_KINDS = (
    "town|city|village|hamlet|district|sub-?district|province|governorate|county|region|capital|camp|port|island|"
    "area|suburb|enclave|settlement|oblast|municipality|stronghold|base|airport|state"
)
# What may stand between the words of relation and the name itself.
_ANCHOR = (
    rf"(?:(?:the|a|an)\s+)?(?:(?:[\w’'-]+\s+){{0,4}}?(?:{_KINDS})s?(?:\s+(?:of|called|named|known as))?,?\s+)?"
    rf"(?:the\s+)?[\"“‘']?$"
)
_NUMBER = (
    r"(?P<number>\d[\d.,]*(?:\s*-\s*\d+)?|(?:"
    + "|".join(sorted(map(re.escape, _NUMBER_WORDS), key=len, reverse=True))
    + r")(?=[\s-]))"
)
_UNIT = r"[\s-]*(?P<unit>km|kilomet(?:er|re)s?|nautical miles?|miles?|mi|met(?:er|re)s?|m|yards?)\b\.?"
_PARENTHESIS = r"(?:\s*\([^)]{1,30}\))?"
_AWAY = r"\s+(?:away\s+)?(?:to\s+the\s+|due\s+|further\s+)?"

_OFFSET = re.compile(
    rf"{_NUMBER}{_UNIT}{_PARENTHESIS}{_AWAY}{_DIRECTION}\s+(?:of|from|outside)\s+{_ANCHOR}", re.IGNORECASE
)
_DISTANCE = re.compile(
    rf"{_NUMBER}{_UNIT}{_PARENTHESIS}(?:\s+away)?\s+(?:from|outside(?:\s+of)?|off|inside|of)\s+{_ANCHOR}", re.IGNORECASE
)
_DIRECTION_OF = re.compile(
    rf"\b(?P<just>just|immediately|directly|slightly)?\s*(?:to\s+the\s+)?{_DIRECTION_WORD}\s+of\s+{_ANCHOR}",
    re.IGNORECASE,
)
_IN_THE_DIRECTION = re.compile(
    rf"\b(?:in|across|throughout)\s+(?:the\s+)?(?:far\s+)?{_DIRECTION_WORD}\s+of\s+{_ANCHOR}", re.IGNORECASE
)
_NEAR = re.compile(
    rf"\b(?P<word>near(?:by)?|close\s+to|not\s+far\s+from|in\s+the\s+(?:vicinity|area|surroundings|environs)\s+of|"
    rf"(?:just\s+)?outside(?:\s+of)?|around|next\s+to|adjacent\s+to|at\s+the\s+gates\s+of|surrounding|overlooking)\s+{_ANCHOR}",
    re.IGNORECASE,
)
# An army's front is told by the town it points at: "in the Lyman direction", "on the Uri sector".
_FRONT = r"(?:direction|axis|sector|front)"
_FRONT_OF = re.compile(rf"\b(?:in|on|along)\s+the\s+{_FRONT}s?\s+of\s+{_ANCHOR}", re.IGNORECASE)
_CAPITALISED = r"(?-i:(?:[a-z]{2,3}-)?[A-Z][\w’'-]*(?:\s+(?:[a-z]{2,3}-)?[A-Z][\w’'-]*){0,2})"
_OUTSKIRTS = re.compile(
    rf"\b(?:{_ERN}\s+)?(?P<word>outskirts|suburbs?|edges?|fringes?|periphery|entrances?|perimeter|approaches)\s+(?:of|to)\s+{_ANCHOR}",
    re.IGNORECASE,
)
# of one name, or of the second of two: "the countryside of Hama and Idlib"
_COUNTRYSIDE = re.compile(
    rf"\b(?:{_ERN}\s+)?(?:(?P<word>countryside|rural\s+areas?|hinterlands?|villages|deserts?|steppes?)\s+"
    rf"(?:of|around|outside)\s+(?:(?:the\s+)?{_CAPITALISED},?\s+and\s+)?{_ANCHOR}|(?P<bare>countryside)\s+$)",
    re.IGNORECASE,
)
_RURAL = re.compile(r"\brural\s+$", re.IGNORECASE)
_PART = re.compile(rf"\b{_ERN}\s+(?:parts?|areas?|half|regions?|districts)\s+of\s+{_ANCHOR}", re.IGNORECASE)
_PART_DIRECT = re.compile(rf"\b{_ERN}\s+(?:(?:parts?|areas?|half|regions?)\s+of\s+(?:the\s+)?)?$", re.IGNORECASE)
# "northeast Syria"; small letters only, for "South Sudan" and "West Bank" are names.
_COMPASS_DIRECT = re.compile(r"(?<![\w-])(?P<direction>(?:north|south)[- ]?(?:east|west)|north|south|east|west)\s+$")
_COAST_OF = re.compile(
    rf"\b(?:off|from)\s+(?:the\s+)?(?:{_ERN}\s+)?(?:coast|coastline|shores?|waters?)\s+(?:of|off)\s+{_ANCHOR}",
    re.IGNORECASE,
)
_WATERS_OFF = re.compile(
    rf"\b(?:waters|sea|sailing|vessel|ship|tanker|anchored|miles|km|attacked|hit|struck|sank|sunk|capsized|"
    rf"seized|drowned)\s+off\s+{_ANCHOR}",
    re.IGNORECASE,
)
_OFF_THE = re.compile(r"\boff\s+(?:the\s+)?$", re.IGNORECASE)
_BORDER_WITH = re.compile(rf"\b(?:border|frontier|boundary)\s+(?:with|of)\s+{_ANCHOR}", re.IGNORECASE)

_AFTER_WHERE = rf"^(?:['’]s?)?\s+(?:{_ERN}\s+)?"
_COUNTRYSIDE_AFTER = re.compile(
    rf"^(?:,?\s+and\s+{_CAPITALISED}(?=(?:['’]s)?\s+countryside))?{_AFTER_WHERE[1:]}"
    r"(?P<word>countryside|rural\s+areas?|hinterlands?|deserts?|steppes?)\b",
    re.IGNORECASE,
)
_OWN_DESERT = re.compile(r"\w\s+(?:desert|steppe)$", re.IGNORECASE)  # "Deir ez-Zor Desert" is not the town
_FRONT_AFTER = re.compile(
    rf"^(?:(?:,\s+{_CAPITALISED}){{0,4}},?\s+and\s+{_CAPITALISED}\s+(?:{_FRONT}s|axes)|\s+(?:{_FRONT}s?|axes))\b",
    re.IGNORECASE,
)
_OUTSKIRTS_AFTER = re.compile(rf"{_AFTER_WHERE}(?P<word>outskirts|suburbs)\b", re.IGNORECASE)
_COAST_AFTER = re.compile(rf"{_AFTER_WHERE}(?:coast|coastline|shores?)\b", re.IGNORECASE)
_PART_AFTER = re.compile(
    r"^['’]s?\s+(?:far\s+)?(?P<direction>(?:north|south|east|west)(?:[\s-]?(?:east|west))?)\b(?!\s+(?:coast|of|bank))",
    re.IGNORECASE,
)
_BORDER_AFTER = re.compile(
    r"^(?:\s*[-–/]\s*\w+)?\s+(?:border|frontier)\b(?!\s+(?:town|city|village|crossing|province|guards?|police|gate|post|force))",
    re.IGNORECASE,
)
_OWN_PART = re.compile(rf"^(?:the\s+)?{_ERN}\s+\S", re.IGNORECASE)
_REACH = 120  # characters beside a name that a phrase may take
_HALF_NAMES = frozenset({"upper", "lower", "central"})


def bearing_of(direction: str) -> float | None:
    """Degrees clockwise from north of "north", "north-eastern" or "NE"; None for "central"."""
    word = re.sub(r"(?:ern|wards?)$", "", direction.casefold())
    letters = {"n": "north", "s": "south", "e": "east", "w": "west"}
    if 1 <= len(word) <= 3 and set(word) <= set(letters):
        words = [letters[letter] for letter in word]
    else:
        words = re.findall("north|south|east|west", word)
    key = "".join(words) if len(words) < 3 else f"{words[0]}-{''.join(words[1:])}"
    return BEARINGS.get(key)


def direction_name(direction: str) -> str:
    """The direction in one spelling: "north-eastern" is "northeast"."""
    bearing = bearing_of(direction)
    return next((name for name, degrees in BEARINGS.items() if degrees == bearing), direction.casefold())


def kilometres(number: str, unit: str) -> float:
    """A told distance in kilometres; the middle of a range such as "10-15"."""
    word = " ".join(number.casefold().split())
    if word in _NUMBER_WORDS:
        amount = _NUMBER_WORDS[word]
    else:
        ends = [float(part.replace(",", "").rstrip(".") or 0) for part in re.split(r"\s*-\s*", word)]
        amount = sum(ends) / len(ends)
    lowered = unit.casefold()
    scale = next(
        (km for stem, km in sorted(_UNITS_KM.items(), key=lambda item: -len(item[0])) if lowered.startswith(stem)), 1.0
    )
    return amount * scale


def _with_direction(found: re.Match[str], words: str) -> tuple[str, float | None]:
    direction = found.group("direction")
    if not direction:
        return words, None
    return f"{direction_name(direction)} {words}", bearing_of(direction)


def _before(before: str, end: int) -> Phrase | None:
    """The phrase that ends where the name starts."""
    if found := _OFFSET.search(before):
        km = kilometres(found["number"], found["unit"])
        vague = found["number"].casefold() in _VAGUE_NUMBERS
        relation = f"{_amount(km)} {direction_name(found['direction'])} of"
        return Phrase("offset", found.start(), end, relation, bearing_of(found["direction"]), km, vague)
    if found := _COAST_OF.search(before) or _WATERS_OFF.search(before):
        bearing = bearing_of(found["direction"]) if found.groupdict().get("direction") else None
        return Phrase("coast", found.start(), end, "off the coast of", bearing)
    if found := _DISTANCE.search(before):
        km = kilometres(found["number"], found["unit"])
        return Phrase(
            "distance",
            found.start(),
            end,
            f"{_amount(km)} from",
            None,
            km,
            found["number"].casefold() in _VAGUE_NUMBERS,
        )
    if found := _BORDER_WITH.search(before):
        return Phrase("border", found.start(), end, "near the border of", far_side=True)
    for pattern, form, words in (
        (_OUTSKIRTS, "outskirts", "outskirts of"),
        (_COUNTRYSIDE, "countryside", "countryside of"),
    ):
        if found := pattern.search(before):
            relation, bearing = _with_direction(found, _land(found, words))
            return Phrase(form, found.start(), end, relation, bearing)
    if found := _IN_THE_DIRECTION.search(before):
        return Phrase(
            "part",
            found.start(),
            end,
            f"in the {direction_name(found['direction'])} of",
            bearing_of(found["direction"]),
        )
    if found := _DIRECTION_OF.search(before):
        relation = f"{direction_name(found['direction'])} of"
        return Phrase(
            "direction", found.start(), end, relation, bearing_of(found["direction"]), vague=bool(found["just"])
        )
    if found := _FRONT_OF.search(before):
        return Phrase("near", found.start(), end, "near", vague=True)
    if found := _NEAR.search(before):
        words = " ".join(found["word"].casefold().split())
        return Phrase("near", found.start(), end, words, vague="outside" in words)
    return None


def _amount(km: float) -> str:
    return f"{km:.0f} km" if km >= 1.5 else f"{km * 1000:.0f} m"


def _land(found: re.Match[str], words: str) -> str:
    """The relation, "desert of" where the land told is no countryside."""
    return "desert of" if (found["word"] or "").casefold().startswith(("desert", "steppe")) else words


def read_phrase(sentence: str, start: int, end: int) -> Phrase | None:
    """What the words around ``sentence[start:end]``, a place name, say about where something is; None if nothing."""
    window = max(0, start - _REACH)
    phrase = _read(sentence[window : end + _REACH], start - window, end - window)
    return phrase._replace(start=phrase.start + window, end=phrase.end + window) if phrase else None


def _read(sentence: str, start: int, end: int) -> Phrase | None:
    before, after = sentence[:start], sentence[end:]
    part = _PART_DIRECT.search(before) or _COMPASS_DIRECT.search(before)
    for pattern, form, words in (
        (_COUNTRYSIDE_AFTER, "countryside", "countryside of"),
        (_OUTSKIRTS_AFTER, "outskirts", "outskirts of"),
    ):
        if found := pattern.match(after):
            told = found if found["direction"] or not part else part
            relation, bearing = _with_direction(told, _land(found, words))
            return Phrase(form, part.start() if told is part else start, end + found.end(), relation, bearing)
    if found := _BORDER_AFTER.match(after):
        return Phrase("border", start, end + found.end(), "near the border of")
    if (off := _OFF_THE.search(before)) and (found := _COAST_AFTER.match(after)):
        bearing = bearing_of(found["direction"]) if found["direction"] else None
        return Phrase("coast", off.start(), end + found.end(), "off the coast of", bearing)
    if phrase := _before(before, end):
        return phrase
    if found := _FRONT_AFTER.match(after):
        return Phrase("near", start, end + found.end(), "near", vague=True)
    if found := _PART_AFTER.match(after):
        bearing = bearing_of(found["direction"])
        return Phrase("part", start, end + found.end(), f"in the {direction_name(found['direction'])} of", bearing)
    if _OWN_DESERT.search(sentence[start:end]):
        return Phrase("countryside", start, end, "desert of")
    if rural := _RURAL.search(before):
        return Phrase("countryside", rural.start(), end, "countryside of")
    for part_start, found in ((None, part or _PART.search(before)), (start, _OWN_PART.match(sentence[start:end]))):
        if found:
            direction = found["direction"].casefold()
            relation = f"{direction} part of" if direction in _HALF_NAMES else f"in the {direction_name(direction)} of"
            return Phrase(
                "part", found.start() if part_start is None else part_start, end, relation, bearing_of(direction)
            )
    return None

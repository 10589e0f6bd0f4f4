"""With what violence was done: the cues in a sentence that tell the sub-types of remote violence apart."""

from __future__ import annotations

import csv
import re
from importlib import resources
from typing import NamedTuple

from geoevents.text.lower_case import AnyCase


def _read_cues() -> dict[str, list[str]]:
    """Patterns by kind from ``data/instruments.csv``; the kinds keep the order of the file, the earlier wins."""
    cues: dict[str, list[str]] = {}
    path = resources.files("geoevents.extract") / "data" / "instruments.csv"
    with path.open("r", encoding="utf-8") as lines:
        for row in csv.DictReader(lines):
            cues.setdefault(row["kind"], []).append(row["pattern"])
    return cues


_CUES = _read_cues()
_NAMES = tuple(_CUES)
_PATTERN = AnyCase("|".join(rf"(?P<k{n}>\b(?:{'|'.join(_CUES[name])})\b)" for n, name in enumerate(_NAMES)))

SUB_TYPE_OF = {
    "chemical": "Chemical weapon",
    "suicide": "Suicide bomb",
    "air": "Air/drone strike",
    "grenade": "Grenade",
    "shelling": "Shelling/artillery/missile attack",
    "mine": "Remote explosive/landmine/IED",
}
_PRECEDENCE = ("chemical", "suicide", "air", "grenade", "shelling", "mine")

_NO_WEAPON = re.compile(
    r"\b(?:flown|airlifted|taken|ferried|evacuated|transported|carried|rescue|rescued|medical|ambulance|shot down|"
    r"shooting down|shoot down|downed|downing|brought down|crash(?:ed)? of|destroy(?:ed|ing)|damag(?:ed|ing)|hijack\w*|"
    r"passenger|civilian|cargo|aid|humanitarian|relief|arrived (?:in|by)|torch(?:ed|ing)|burn(?:ed|t|ing)|"
    r"set (?:fire to|ablaze))"
    r"(?:\s+[\w-]+){0,5}\s+(?:\w+-)?$",
    re.IGNORECASE,
)


# What was found, cleared or made safe did no harm.
_MADE_SAFE = re.compile(
    r"\b(?:defus\w+|clear(?:ed|ing)|dismantl\w+|deactivat\w+|disarm(?:ed|ing)|remov(?:ed|ing)|seiz\w+|confiscat\w+|"
    r"discover\w+|uncover\w+|unearth\w+|neutrali[sz](?:ed|ing) (?=an? |the |two |\d))"
    r"(?:\s+(?!(?:and|when|after|which|that)\b)[\w,-]+){0,4}\s+$",
    re.IGNORECASE,
)
# "a helicopter was hit by bullets": the aircraft was the target
_WAS_HIT = re.compile(
    r"\s+(?:(?:was|were|had been|has been|have been|being)\s+(?:\w+ly\s+)?(?:hit|struck|shot|fired|attacked|targeted|"
    r"damaged|destroyed|downed|torched|burn(?:ed|t)|looted)\b|"
    r"(?:mid-?air )?(?:collision|crash(?:es|ed)?|accident|collided)\b|"
    r"(?:came|coming) under (?:\w+ )?(?:fire|attack)\b|hit by\b)",
    re.IGNORECASE,
)
# "rifles and explosives were also recovered"
_WAS_FOUND = re.compile(
    r"(?:,?\s+(?:and\s+)?(?!that\b|which\b)\w+){0,3}?\s+(?:was|were|had been|has been|have been)\s+"
    r"(?:also\s+|later\s+)?(?:recovered|seized|found|discovered|confiscated|defused|unearthed)\b",
    re.IGNORECASE,
)
_THEN = re.compile(r"\W*(?:\w+\W+){0,4}?(?:explod|detonat|went off|blew|kill|wound|injur)", re.IGNORECASE)


class Instrument(NamedTuple):
    """One cue with its place in the document."""

    start: int
    end: int
    kind: str  # one of the names in _CUES
    text: str


def find_instruments(text: str, offset: int) -> list[Instrument]:
    """Every cue in a sentence that starts at ``offset`` of the document, in reading order."""
    found = []
    for match in _PATTERN.finditer(text):
        kind = _NAMES[int(str(match.lastgroup)[1:])]
        carries = _NO_WEAPON.search(text[: match.start()]) or _WAS_HIT.match(text, match.end())
        if kind == "air" and carries and not match.group().startswith("drone"):
            continue  # an aircraft that carries people, or that was itself hit
        if kind in ("mine", "grenade", "shelling") and _WAS_FOUND.match(text[match.end() :]):
            continue
        if kind == "mine" and _MADE_SAFE.search(text[: match.start()]) and not _THEN.match(text[match.end() :]):
            continue
        if kind == "air" and _stops_work(match.group(), text):
            continue
        words = text[match.start() : match.end()]
        found.append(Instrument(match.start() + offset, match.end() + offset, kind, words))
    return found


# "Russian strikes" are of aircraft or missiles, one strike only where arms or harm are told; others stop work.
_A_STRIKE = re.compile(r"(?!nato|coalition)\S+ strike(?P<many>s?)", re.IGNORECASE)
_FORCE = re.compile(
    r"\b(?:kill|wound|injur|destroy|target|militant|fighter|rebel|insurgent|missile|bomb|drone|troop|soldier|casualt|dead\b|"
    r"died|rubble|explo|flatten|militar|munition|ammunition)",
    re.IGNORECASE,
)
_WORK = re.compile(
    r"\b(?<!rescue )(?<!aid )(?<!relief )(?<!health )(?:workers?|unions?|teachers?|drivers?|walk-?outs?|wages?|"
    r"pay (?:rise|dispute|talks)|trains?|flights?|commuters|plants|factories|airlines?|rail)\b",
    re.IGNORECASE,
)


def _stops_work(words: str, text: str) -> bool:
    """Whether the strike of a country stops work: "an Italian strike hit airports"."""
    strike = _A_STRIKE.fullmatch(words)
    return strike is not None and not _FORCE.search(text) and (not strike["many"] or _WORK.search(text) is not None)


def remote_sub_type(instruments: list[Instrument], start: int, end: int, *, within: int = 160) -> Instrument | None:
    """The cue of remote violence that best tells the sub-type of a trigger at ``start`` to ``end``.

    The more telling kind wins (a suicide vest over a blast), among cues at most ``within`` characters away.
    """
    near = [i for i in instruments if i.kind in SUB_TYPE_OF and max(i.start - end, start - i.end, 0) <= within]
    if not near:
        return None
    return min(near, key=lambda i: (_PRECEDENCE.index(i.kind), max(i.start - end, start - i.end, 0), i.start))

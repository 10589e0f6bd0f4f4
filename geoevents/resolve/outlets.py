"""Where an outlet is at home, told by its name or web address.

Two ways, both general: a short table of outlets that the world knows, and the place names inside an
outlet's name ("Kyiv Post", "aleppodaily.example"). Nothing is learned about single outlets.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from geoevents.gazetteer.base import Gazetteer
from geoevents.model import Place
from geoevents.resolve.kinds import Kind, kind_of

# Public knowledge: where newsrooms that are read around the world have their home audience.
WELL_KNOWN: dict[str, str] = {
    "reuters": "GB", "bbc": "GB", "guardian": "GB", "theguardian": "GB", "independent": "GB", "telegraph": "GB",
    "dailymail": "GB", "sky": "GB", "skynews": "GB", "ft": "GB", "thetimes": "GB",
    "cnn": "US", "nytimes": "US", "washingtonpost": "US", "foxnews": "US", "apnews": "US", "npr": "US",
    "cbsnews": "US",
    "nbcnews": "US", "abcnews": "US", "usatoday": "US", "wsj": "US", "latimes": "US", "bloomberg": "US",
    "voanews": "US",
    "cbc": "CA", "ctvnews": "CA", "globalnews": "CA", "nationalpost": "CA", "theglobeandmail": "CA",
    "aljazeera": "QA", "france24": "FR", "lemonde": "FR", "afp": "FR", "dw": "DE", "spiegel": "DE",
    "sana": "SY", "rt": "RU", "tass": "RU", "interfax": "RU", "xinhuanet": "CN", "globaltimes": "CN",
    "aa": "TR", "dailysabah": "TR", "hurriyetdailynews": "TR", "haaretz": "IL", "timesofisrael": "IL", "jpost": "IL",
    "arabnews": "SA", "alarabiya": "SA", "rudaw": "IQ", "presstv": "IR", "irna": "IR", "tolonews": "AF",
    "khaama": "AF", "pajhwok": "AF", "dawn": "PK", "geo": "PK", "thehindu": "IN", "ndtv": "IN", "kyivpost": "UA",
    "ukrinform": "UA", "pravda": "UA", "rte": "IE", "irishtimes": "IE", "abc": "AU", "smh": "AU", "rappler": "PH",
    "straitstimes": "SG", "scmp": "HK", "naharnews": "LB", "lorientlejour": "LB", "premiumtimesng": "NG",
    "punchng": "NG",
    "nation": "KE", "mg": "ZA", "news24": "ZA", "radiodabanga": "SD", "irrawaddy": "MM", "mizzima": "MM",
}  # fmt: skip
_COUNTRY_ENDINGS = {"uk": "GB"}  # the others are the ISO code itself
_GENERIC = frozenset(
    "com org net info news edu gov co ac int tv media online www the daily times post gazette herald tribune journal "
    "press star sun mail globe mirror chronicle observer courier record review register dispatch reporter sentinel "
    "leader world today weekly evening morning express telegram agency radio wire standard examiner democrat "
    "republican independent enterprise bulletin banner eagle advocate bee argus town talk city county local live now "
    "my your".split()
)
_TLD_NOT_COUNTRY = frozenset({"tv", "io", "co", "me", "ai", "fm", "ly", "am", "cc", "ws", "to", "im", "gg", "is", "it"})


class Home(NamedTuple):
    """Places an outlet may be at home at; ``detail`` says why."""

    places: tuple[Place, ...]
    country: str | None  # ISO 3166-1 alpha-2
    detail: str


NO_HOME = Home((), None, "the outlet's home is not known")


def _names_within(word: str) -> list[str]:
    """What is left of ``word`` when one generic word is cut from an end: "wacotrib" tells nothing, "wacotimes" Waco."""
    names = [word]
    for generic in _GENERIC:
        if len(generic) >= 3 and len(word) - len(generic) >= 4:
            if word.endswith(generic):
                names.append(word[: -len(generic)])
            if word.startswith(generic):
                names.append(word[len(generic) :])
    return names


def find_home(source: str | None, gazetteer: Gazetteer) -> Home:
    """The home of the outlet called ``source``, a name or a web address; NO_HOME where it tells nothing."""
    if not source or not source.strip():
        return NO_HOME
    host = re.sub(r"^[a-z]+://", "", source.strip().lower()).split("/")[0]
    is_address = "." in host and " " not in host
    parts = [part for part in re.split(r"[.\s_\-]+", host) if part]
    country = None
    for part in parts:
        country = country or WELL_KNOWN.get(part)
    joined = "".join(parts)
    country = country or WELL_KNOWN.get(joined)
    if is_address and country is None:
        ending = parts[-1]
        code = _COUNTRY_ENDINGS.get(ending, ending.upper())
        if len(ending) == 2 and ending not in _TLD_NOT_COUNTRY and gazetteer.country_place(code) is not None:
            country = code
    if country is not None and (place := gazetteer.country_place(country)) is not None:
        return Home((place,), country, f"{source} is an outlet of {place.name}")
    if not is_address and len(parts) < 2:
        return NO_HOME  # a bare word is a feed's label more often than a place
    words = [part for part in (parts[:-1] if is_address else parts) if part not in _GENERIC]
    tries = [" ".join(words)] + [name for word in words for name in _names_within(word)]
    for name in tries:
        if len(name) < 4 or name in _GENERIC:
            continue
        found = [f.place for f in gazetteer.find(name) if kind_of(f.place) <= Kind.TOWN][:10]
        if found:
            countries = {place.country for place in found}
            only = next(iter(countries)) if len(countries) == 1 else None
            return Home(tuple(found), only, f"{source} names {found[0].name}")
    return NO_HOME

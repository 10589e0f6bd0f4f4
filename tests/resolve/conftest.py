"""A small hand-made gazetteer: real places, few enough to reason about."""

from __future__ import annotations

import re
import unicodedata

import pytest

from geoevents.gazetteer.base import Found, NameMatch, NameSpan
from geoevents.model import Mention, Place


def _fold(name: str) -> str:
    decomposed = unicodedata.normalize("NFKD", name.casefold())
    plain = "".join(ch for ch in decomposed if not unicodedata.combining(ch))
    return re.sub(r"[^a-z0-9]+", " ", plain).strip()


# name, lat, lon, country, code, admin1 name, admin1 code, population, other names
_ROWS = [
    ("Syria", 35.0, 38.0, "SY", "PCLI", None, "00", 16_906_283, ()),
    ("Turkey", 39.0, 35.0, "TR", "PCLI", None, "00", 82_319_724, ("Turkiye",)),
    ("Iraq", 33.0, 44.0, "IQ", "PCLI", None, "00", 38_433_600, ()),
    ("United States", 39.76, -98.5, "US", "PCLI", None, "00", 327_167_434, ("America",)),
    ("France", 46.0, 2.0, "FR", "PCLI", None, "00", 66_987_244, ()),
    ("Egypt", 27.0, 30.0, "EG", "PCLI", None, "00", 98_423_595, ()),
    ("Georgia", 42.0, 43.5, "GE", "PCLI", None, "00", 3_731_000, ()),
    ("Libya", 28.0, 17.0, "LY", "PCLI", None, "00", 6_678_567, ()),
    ("Lebanon", 33.83, 35.83, "LB", "PCLI", None, "00", 6_848_925, ()),
    ("Ukraine", 49.0, 32.0, "UA", "PCLI", None, "00", 44_622_516, ()),
    ("Yemen", 15.5, 47.5, "YE", "PCLI", None, "00", 28_498_687, ()),
    ("Georgia", 32.75, -83.5, "US", "ADM1", "Georgia", "GA", 10_711_908, ()),
    ("Louisiana", 31.0, -92.0, "US", "ADM1", "Louisiana", "LA", 4_657_757, ()),
    ("Kentucky", 38.2, -84.88, "US", "ADM1", "Kentucky", "KY", 4_206_074, ()),
    ("Texas", 31.25, -99.25, "US", "ADM1", "Texas", "TX", 22_875_689, ()),
    ("Idlib Governorate", 35.83, 36.7, "SY", "ADM1", "Idlib Governorate", "12", 1_464_000, ("Idlib", "Idleb")),
    ("Aleppo Governorate", 36.2, 37.7, "SY", "ADM1", "Aleppo Governorate", "09", 4_868_000, ("Aleppo",)),
    (
        "Rif-dimashq Governorate",
        33.6,
        36.8,
        "SY",
        "ADM1",
        "Rif-dimashq Governorate",
        "08",
        2_836_000,
        ("Rural Damascus",),
    ),
    ("Idlib", 35.9306, 36.6339, "SY", "PPLA", "Idlib Governorate", "12", 128_840, ("Idleb",)),
    ("Saraqib", 35.8644, 36.8058, "SY", "PPL", "Idlib Governorate", "12", 34_231, ()),
    ("Maarat al-Numan", 35.6481, 36.6781, "SY", "PPL", "Idlib Governorate", "12", 58_008, ()),
    ("Aleppo", 36.2012, 37.1612, "SY", "PPLA", "Aleppo Governorate", "09", 1_602_264, ("Halab",)),
    ("Damascus", 33.5102, 36.2913, "SY", "PPLC", "Damascus Governorate", "13", 1_569_394, ()),
    ("Al Qamishli", 37.0522, 41.2314, "SY", "PPL", "Al-Hasakah", "01", 88_000, ("Qamishli",)),
    ("Alexandria", 31.2018, 29.9158, "EG", "PPLA", "Alexandria", "06", 3_811_516, ()),
    ("Alexandria", 31.3113, -92.4451, "US", "PPL", "Louisiana", "LA", 47_889, ()),
    ("Alexandria", 38.8048, -77.0469, "US", "PPLA2", "Virginia", "VA", 153_511, ()),
    ("Pineville", 31.3224, -92.4343, "US", "PPL", "Louisiana", "LA", 14_448, ()),
    ("Paris", 48.8534, 2.3488, "FR", "PPLC", "Ile-de-France", "11", 2_138_551, ()),
    ("Paris", 33.6609, -95.5555, "US", "PPLA2", "Texas", "TX", 24_782, ()),
    ("Tripoli", 32.8874, 13.1873, "LY", "PPLC", "Tripoli", "77", 1_150_989, ()),
    ("Tripoli", 34.4367, 35.8497, "LB", "PPLA", "North Lebanon", "09", 229_398, ()),
    ("Beirut", 33.8933, 35.5016, "LB", "PPLC", "Beirut", "04", 1_916_100, ()),
    ("Ankara", 39.9199, 32.8543, "TR", "PPLC", "Ankara", "68", 3_517_182, ()),
    ("Mosul", 36.335, 43.1189, "IQ", "PPLA", "Nineveh", "15", 1_739_800, ()),
    ("Kharkiv", 49.9808, 36.2527, "UA", "PPLA", "Kharkiv", "07", 1_430_885, ()),
    ("Hodeidah", 14.7978, 42.9545, "YE", "PPLA", "Al Hudaydah", "08", 617_871, ()),
    ("Waterloo", -33.9, 151.2069, "AU", "PPLX", "New South Wales", "02", 3_000, ()),
    ("Euphrates River", 35.0, 40.4, None, "STM", None, None, None, ("Euphrates",)),
]
_DEMONYMS = {
    "syrian": "SY",
    "syrians": "SY",
    "turkish": "TR",
    "iraqi": "IQ",
    "american": "US",
    "lebanese": "LB",
    "french": "FR",
}


class HandMadeGazetteer:
    """Answers from a list of rows; counts how often it was asked."""

    def __init__(self) -> None:
        self.asked = 0
        self._names: dict[str, list[Found]] = {}
        self._places: dict[str, Place] = {}
        for number, row in enumerate(_ROWS, start=1):
            name, lat, lon, country, code, admin1, admin1_code, people, others = row
            place = Place(
                f"test:{number}", name, lat, lon, country, code, admin1, admin1_code,
                population=people, geonameid=number, radius_km=600.0 if code == "STM" else None,
            )  # fmt: skip
            self._places[place.place_id] = place
            self._names.setdefault(_fold(name), []).append(Found(place, NameMatch.NAME, name))
            for other in others:
                self._names.setdefault(_fold(other), []).append(Found(place, NameMatch.ALTERNATE, other))
        for found in self._names.values():
            found.sort(key=lambda f: (f.match is not NameMatch.NAME, -(f.place.population or 0), f.place.place_id))

    def find(self, toponym: str, *, country: str | None = None, limit: int | None = None) -> list[Found]:
        self.asked += 1
        found = self._names.get(_fold(toponym), [])
        return [f for f in found if country is None or f.place.country == country][:limit]

    def find_similar(self, toponym: str, *, country: str | None = None, limit: int = 5) -> list[Found]:
        wanted = _fold(toponym)
        alike = [
            Found(f.place, NameMatch.FUZZY, f.form)
            for name, found in sorted(self._names.items())
            for f in found
            if len(name) == len(wanted) and sum(a != b for a, b in zip(name, wanted, strict=True)) == 1
        ]
        return [f for f in alike if country is None or f.place.country == country][:limit]

    def scan(self, text: str) -> list[NameSpan]:
        return [NameSpan(m.start(), m.end()) for m in re.finditer(r"[\w-]+", text) if _fold(m[0]) in self._names]

    def place(self, place_id: str) -> Place | None:
        return self._places.get(place_id)

    def country_place(self, country: str) -> Place | None:
        return next((p for p in self._places.values() if p.is_country and p.country == country), None)

    def admin1_place(self, country: str, admin1_code: str) -> Place | None:
        return next(
            (
                p
                for p in self._places.values()
                if p.feature_code == "ADM1" and p.country == country and p.admin1_code == admin1_code
            ),
            None,
        )

    def demonym(self, word: str) -> Place | None:
        code = _DEMONYMS.get(word.casefold())
        return self.country_place(code) if code else None


@pytest.fixture
def gazetteer() -> HandMadeGazetteer:
    """A fresh hand-made gazetteer."""
    return HandMadeGazetteer()


@pytest.fixture
def mentions_of():
    """Mentions of the given names in a text, each found after the one before."""

    def find(text: str, *names: str, kind: str = "place") -> list[Mention]:
        mentions, at = [], 0
        for name in names:
            start = text.index(name, at)
            at = start + len(name)
            mentions.append(Mention(start, at, name, kind))
        return mentions

    return find


@pytest.fixture
def places(gazetteer):
    """Places by name and country: ``places("Paris", "US")``; the most populous, of class ``code`` if given."""

    def pick(name: str, country: str | None = None, code: str = "") -> Place:
        return next(f.place for f in gazetteer.find(name, country=country) if f.place.feature_code.startswith(code))

    return pick

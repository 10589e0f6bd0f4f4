"""How the base map spells towns: as English news does where that is settled, without scholarly marks else.

GeoNames writes names of Arabic and Persian script in a scholarly transliteration ("Ţarţūs", "Ar
Raqqah"), which few readers search for. Marks are dropped in those countries only: "Kraków" and
"Şanlıurfa" are spelled so by the people who live there.
"""

from __future__ import annotations

import re
import unicodedata

TRANSLITERATED = frozenset("SY IQ IR AF YE LY SD EG SA JO LB PS IL KW OM AE QA BH TN DZ MA MR PK".split())

_MARKS = re.compile("[\u2018\u2019'\u02bb\u02bc`]")
_COMMON = {
    "Ar Raqqah": "Raqqa",
    "Hamah": "Hama",
    "Al Hasakah": "Hasakah",
    "Al Qamishli": "Qamishli",
    "Al Bab": "Al-Bab",
    "Duma": "Douma",
    "al-Yarmuk": "Yarmouk",
    "Dara": "Daraa",
    "As Salamiyah": "Salamiyah",
    "Al-Tabqa": "Tabqa",
    "Darayya": "Daraya",
    "Izaz": "Azaz",
    "As Safirah": "Safira",
    "As-Suwayda": "Suwayda",
    "At Tall": "Al-Tall",
    "Al Mayadin": "Mayadin",
    "Ar Rastan": "Rastan",
    "Tadmur": "Palmyra",
    "Ayn al Arab": "Kobani",
    "Abu Ghurayb": "Abu Ghraib",
    "Al Hillah": "Hillah",
    "Al Amarah": "Amarah",
    "Al Diwaniyah": "Diwaniyah",
    "Al-Kut": "Kut",
    "Al Fallujah": "Fallujah",
    "Bayji": "Baiji",
    "As Samawah": "Samawah",
    "Az Zubayr": "Zubayr",
    "Al Faw": "Faw",
    "Al Qaim": "Al-Qaim",
    "Al Hudaydah": "Hodeidah",
    "Al Khums": "Khoms",
    "Az Zawiyah": "Zawiya",
    "Al Bayda": "Bayda",
    "Al Marj": "Marj",
    "Sabratah": "Sabratha",
    "Al Qadarif": "Gedaref",
    "Ad-Damazin": "Damazin",
    "Al-Junaynah": "Geneina",
    "An Nuhud": "En Nahud",
    "Al Mansurah": "Mansoura",
    "Al Fayyum": "Faiyum",
    "Bani Suwayf": "Beni Suef",
    "Arish": "El Arish",
    "Marsa Matruh": "Mersa Matruh",
    "Ar Ramtha": "Ramtha",
    "As Salt": "Salt",
    "Ras Bayrut": "Ras Beirut",
    "Nabatiye et Tahta": "Nabatieh",
    "Aarsal": "Arsal",
    "Khan Yunis": "Khan Younis",
    "Jabalya": "Jabalia",
    "Dayr al Balah": "Deir al-Balah",
    "Bayt Lahya": "Beit Lahia",
    "Orumiyeh": "Urmia",
    "Al Hufuf": "Hofuf",
    "Al Jubayl": "Jubail",
}


def map_name(name: str, country: str | None) -> str:
    """The spelling on the map of a place in the country with this ISO 3166-1 alpha-2 code."""
    if country not in TRANSLITERATED:
        return name
    letters = (c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c))
    plain = unicodedata.normalize("NFC", _MARKS.sub("", "".join(letters)))
    return _COMMON.get(plain, plain)

"""Short forms that news style uses for countries and first-order divisions.

General knowledge: the Associated Press and postal short forms of the states of the USA, the usual
ones of Canada, Australia and a few others, and the initials of countries. A short form names its
place only when it is written as one ("Ind.", "IN" in capitals), never as an ordinary word ("in").
"""

from __future__ import annotations

from typing import NamedTuple

from geoevents.model import Place
from geoevents.resolve.kinds import Kind, kind_of
from geoevents.resolve.likeness import plain


class ShortForm(NamedTuple):
    """What a short form stands for."""

    country: str  # ISO 3166-1 alpha-2
    division: str | None  # name of the first-order division; None for the country itself


_US = """Alabama Ala. AL|Alaska AK|Arizona Ariz. AZ|Arkansas Ark. AR|California Calif. Cal. CA|Colorado Colo. CO
|Connecticut Conn. CT|Delaware Del. DE|Florida Fla. FL|Georgia Ga. GA|Hawaii HI|Idaho Ida. ID|Illinois Ill. IL
|Indiana Ind. IN|Iowa Ia. IA|Kansas Kan. Kans. KS|Kentucky Ky. KY|Louisiana La. LA|Maine Me. ME|Maryland Md. MD
|Massachusetts Mass. MA|Michigan Mich. MI|Minnesota Minn. MN|Mississippi Miss. MS|Missouri Mo. MO|Montana Mont. MT
|Nebraska Neb. Nebr. NE|Nevada Nev. NV|New_Hampshire N.H. NH|New_Jersey N.J. NJ|New_Mexico N.M. NM
|New_York N.Y. NY|North_Carolina N.C. NC|North_Dakota N.D. ND|Ohio OH|Oklahoma Okla. OK|Oregon Ore. OR
|Pennsylvania Pa. Penn. Penna. PA|Rhode_Island R.I. RI|South_Carolina S.C. SC|South_Dakota S.D. SD
|Tennessee Tenn. TN|Texas Tex. TX|Utah UT|Vermont Vt. VT|Virginia Va. VA|Washington Wash. WA
|West_Virginia W.Va. W._Va. WV|Wisconsin Wis. Wisc. WI|Wyoming Wyo. WY"""
_CANADA = """Alberta Alta. AB|British_Columbia B.C. BC|Manitoba Man. MB|New_Brunswick N.B. NB
|Newfoundland_and_Labrador N.L. Nfld. NL|Northwest_Territories N.W.T. NWT|Nova_Scotia N.S. NS|Nunavut NU
|Ontario Ont. ON|Prince_Edward_Island P.E.I. PEI|Quebec Que. QC|Saskatchewan Sask. SK|Yukon YT"""
_AUSTRALIA = """New_South_Wales NSW N.S.W.|Victoria Vic. VIC|Queensland Qld. QLD Qld|South_Australia S.A. SA
|Western_Australia W.A. WA|Tasmania Tas. TAS Tas|Northern_Territory N.T. NT|Australian_Capital_Territory ACT A.C.T."""
_COUNTRIES = """US U.S. US U.S.A. USA|GB U.K. UK G.B.|AE UAE U.A.E.|CD DRC D.R.C. D.R._Congo DR_Congo Dem._Rep._Congo
|CF CAR C.A.R.|SA KSA K.S.A.|ZA RSA|RU USSR U.S.S.R.|KP DPRK D.P.R.K.|KR ROK R.O.K.|CN PRC P.R.C.|BA BiH
|PG PNG|NZ NZ N.Z.|PS OPT"""


def _read(table: str, country: str | None) -> list[tuple[str, ShortForm]]:
    """Rows of ``name short short ...``, an underscore for a space; without ``country`` the name is its code."""
    rows = []
    for line in table.replace("\n", "").split("|"):
        name, *forms = (part.replace("_", " ") for part in line.split())
        for form in forms:
            rows.append((form, ShortForm(country or name, name if country else None)))
    return rows


def _build() -> dict[str, tuple[ShortForm, ...]]:
    table: dict[str, tuple[ShortForm, ...]] = {}
    for form, meaning in [
        *_read(_COUNTRIES, None),
        *_read(_US, "US"),
        *_read(_CANADA, "CA"),
        *_read(_AUSTRALIA, "AU"),
        ("D.C.", ShortForm("US", "District of Columbia")),
        ("DC", ShortForm("US", "District of Columbia")),
    ]:
        table[form] = (*table.get(form, ()), meaning)
    return table


SHORT_FORMS = _build()
LONGEST = max(map(len, SHORT_FORMS))


def expand(toponym: str) -> tuple[ShortForm, ...]:
    """What ``toponym`` abbreviates, the likeliest first; () where it is no short form.

    Case counts: "IN" and "Ind." are Indiana, "in" is a word. Spaces within initials are ignored
    ("U. S."), and a full stop that ends up outside the mention ("Calif") is forgiven from three
    letters on.
    """
    for form in (toponym, toponym.replace(". ", "."), f"{toponym}."):
        if form in SHORT_FORMS and (form != f"{toponym}." or len(toponym) >= 3 or "." in toponym):
            return SHORT_FORMS[form]
    return ()


def in_short_form(place: Place, meaning: ShortForm) -> bool:
    """Whether ``place`` lies in what a short form stands for."""
    if place.country != meaning.country or place.is_country:
        return False
    if meaning.division is None:
        return True
    return kind_of(place) is not Kind.ADM1 and plain(place.admin1 or "").startswith(plain(meaning.division))

"""Houses by what force against them tells: those of peaceful people, of the state, and of politics and the press."""

from __future__ import annotations

import re

from geoevents.extract.kinds.cases import Case
from geoevents.extract.kinds.participants import STATE
from geoevents.extract.sentence.scene import any_of

# Buildings of peaceful people: who storms one fights nobody.
PEACEFUL_HOUSES = frozenset(
    """church churches seminary convent monastery mosque temple synagogue school schools university college hospital
    clinic newspaper newsroom radio television studio hotel restaurant bar cafe market shop shops bank home homes house
    houses party wedding funeral office offices theatre cinema court courtroom""".split()
)
SEARCHED = frozenset(
    """home homes house houses office offices headquarters apartment apartments flat flats newsroom newspaper station
    bureau studio premises""".split()
)
WATCHED = re.compile(
    r"\b(?:opposition|dissident\w*|activists?|newspapers?|journalists?|magazine|broadcaster|radio|television|tv|"
    r"part(?:y|ies)|unions?|rights (?:group|organi[sz]ation)s?|ngos?|critics?|politicians?|lawmakers?|clerics?|"
    r"separatist\w*)\b",
    re.IGNORECASE,
)
# "launched a series of raids on the homes of activists"
_HOUSE_RAID = re.compile(
    r"\braids?\s+(?:[\w’'-]+\s+){0,3}?(?:on|at|of|in)\s+(?:[\w’'-]+\s+){0,6}?"
    r"(?:homes?|houses?|offices?|headquarters|newsrooms?|apartments?|flats?|premises|studios?)\b",
    re.IGNORECASE,
)
PUBLIC_HOUSES = frozenset(
    """congress parliament senate capitol court courthouse palace ministry embassy consulate presidency assembly
    legislature""".split()
)
_FOUGHT = re.compile(
    r"\b(?:kill\w*|shot|wound\w*|injur\w*|dead|died|fought|gun ?(?:fire|battle|fight))\b", re.IGNORECASE
)


def searched_for_politics(case: Case) -> bool:
    """Whether state forces raided houses of those in politics or the press, and nobody was fought."""
    if not _HOUSE_RAID.search(case.text) or not WATCHED.search(case.text) or _FOUGHT.search(case.text):
        return False
    return case.agents <= {STATE} and not any_of(case.scene, "armed", ("armed",)) and not any_of(case.scene, "crime")

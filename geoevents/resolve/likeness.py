"""How alike two spellings of one name are, as transliterations go."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from rapidfuzz import fuzz

from geoevents.gazetteer.names import without_article

# Letters that transliterations from Arabic, Persian, Turkish, Russian and Ukrainian write for one sound.
# In this order; what comes first is longer or must not be seen any more by what follows.
_SAME_SOUND = [
    (re.compile(pattern), sound)
    for pattern, sound in (
        (r"tch|tsh|ch|sh", "s"),
        (r"kh", "h"),
        (r"gh", "g"),
        (r"dh|zh|dj|dz", "z"),
        (r"th", "t"),
        (r"ph", "f"),
        (r"ou|oo|au|aw|o|w", "u"),
        (r"[iye]{2,}|ai|ay|ey|y|e(?=[aiu])", "i"),
        (r"e", "a"),
        (r"[qc]", "k"),
        (r"j", "z"),
        (r"v", "u"),
        (r"p", "b"),
        (r"h\b", ""),
        (r"(.)\1+", r"\1"),
        (r"\Bi(?=[aiu])", ""),
    )
]

# Countries whose names come to English news from another script, or from languages that few people write: there one
# village is spelled in many ways. Elsewhere a spelling that is a letter off is another place.
SPELLED_MANY_WAYS = frozenset(
    "AE AF AM AZ BD BF BG BH BT BY CD CF CM CN DJ DZ EG ER ET GE GR HK IL IN IQ IR JO JP KE KG KH KM KP KR KW KZ LA LB "
    "LK LY MA MK ML MM MN MR NE NG NP OM PK PS QA RS RU SA SD SO SS SY TD TH TJ TM TN TW UA UG UZ XK YE".split()
)


@lru_cache(maxsize=4_096)
def plain(name: str) -> str:
    """Lower case without diacritics, to compare recorded names exactly."""
    decomposed = unicodedata.normalize("NFKD", name.casefold())
    return "".join(ch for ch in decomposed if not unicodedata.combining(ch))


@lru_cache(maxsize=4_096)
def sounding(form: str) -> str:
    """A folded name in the letters that its transliterations agree on, vowels in three classes; no article.

    >>> sounding("al karama") == sounding("karameh") == sounding("karamah")
    True
    """
    bare = without_article(form)
    if not bare.isascii():
        return bare
    for pattern, sound in _SAME_SOUND:
        bare = pattern.sub(sound, bare)
    return bare


def likeness(form: str, other: str) -> float:
    """How alike two folded names are, 0 to 1: the mean of how alike they are written and how alike they sound."""
    if form == other:
        return 1.0
    written = fuzz.ratio(without_article(form).replace(" ", ""), without_article(other).replace(" ", ""))
    sounded = fuzz.ratio(sounding(form).replace(" ", ""), sounding(other).replace(" ", ""))
    return (written + 2.0 * sounded) / 300.0

"""Reports without a political side: robberies, brawls, murders at home, armed suspects shot by police, gas blasts.

Read off the title and the opening, where such a report says what it is about; further down "he opened fire on the
guards" sounds like any fight. Whoever is named for an office, a faith, a people or a cause makes it no private crime.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from geoevents.extract.report.topics import CAUSE, FIGHTERS, POLICE_DESK, PRIVATE_CRIME
from geoevents.model import ParsedSentence

_BLAST = re.compile(r"\b(?:explo\w+|blasts?|fires?|blaze)\b", re.IGNORECASE)
_BY_ITSELF = re.compile(
    r"\b(?:gas (?:leaks?|odou?r|explosion|cylinders?|lines?|mains?|pipes?|stove|heater|tank(?:er)?s?|depot)|"
    r"(?:odou?r|smell) of gas|(?:natural|propane|cooking) gas|gas buil[dt][ -]?up|propane|boilers?|"
    r"(?:fireworks?|firecrackers?) (?:factory|plant|shop|warehouse|depot)|short[- ]circuit|electrical (?:fault|fire)|"
    r"faulty wiring|ammonium nitrate|coal dust|grain dust)\b",
    re.IGNORECASE,
)
# "gas cylinders packed with explosives", "the attack on a town"; not "the blast was no attack"
_ON_PURPOSE = re.compile(
    r"\b(?:(?:packed|filled|rigged|laden) (?:with|to)|detonated|attack(?:ed|s)? (?:on|at|the|a)|attackers?|"
    r"ambush\w*|bombers?|explosive devices?)\b",
    re.IGNORECASE,
)
_RULED_OUT = re.compile(r"\b(?:not?|never|nor|without|ruled out|rule out|ruling out)\b[^.]{0,60}$", re.IGNORECASE)
_TELLTALE = 4  # different words of the police desk that tell it without a word of private crime


def tells_private_crime(opening: Sequence[str]) -> bool:
    """Whether title and first sentences tell a crime without a political side.

    Parameters
    ----------
    opening : sequence of str
        The title and the first sentences.
    """
    text = "\n".join(opening)
    if PRIVATE_CRIME.search(text) is None:
        if len({match.group().lower() for match in POLICE_DESK.finditer(text)}) < _TELLTALE:
            return False
    return not names_a_cause(text)


def tells_an_accident(opening: Sequence[str], further: Sequence[ParsedSentence]) -> bool:
    """Whether a blast or a fire is put down to gas, a boiler or the like, and nobody is told to have meant it.

    Parameters
    ----------
    opening : sequence of str
        The title and the first sentences.
    further : sequence of ParsedSentence
        Those after them; only their text is read, and only when the opening tells of a blast or a fire.
    """
    text = "\n".join(opening)
    if _BLAST.search(text) is None:
        return False
    text = "\n".join((text, *(sentence.text for sentence in further)))
    if _BY_ITSELF.search(text) is None or FIGHTERS.search(text) is not None:
        return False
    return all(_RULED_OUT.search(text, 0, match.start()) for match in _ON_PURPOSE.finditer(text))


def names_a_cause(text: str) -> bool:
    """Whether somebody is named whose part in a deed makes it politics: fighters, a crowd, an office, a faith."""
    return CAUSE.search(text) is not None

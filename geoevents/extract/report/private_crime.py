"""Reports from the police desk: robberies, brawls, murders at home, armed suspects shot by police.

Read off the title and the opening, where such a report says what it is about; further down "he opened fire on the
guards" sounds like any fight. Whoever is named for an office, a faith, a people or a cause makes it no private crime.
"""

from __future__ import annotations

from collections.abc import Sequence

from geoevents.extract.report.topics import CAUSE, POLICE_DESK, PRIVATE_CRIME

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


def names_a_cause(text: str) -> bool:
    """Whether somebody is named whose part in a deed makes it politics: fighters, a crowd, an office, a faith."""
    return CAUSE.search(text) is not None

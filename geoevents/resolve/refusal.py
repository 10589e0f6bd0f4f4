"""Why the likeliest candidate of a name is no answer: too far, too small, or only spelled alike."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from geoevents.gazetteer.base import NameMatch
from geoevents.resolve.arrays import Floats
from geoevents.resolve.features import INDEX
from geoevents.resolve.kinds import Kind, kind_of
from geoevents.resolve.spellings import FAR_KM, is_borne_out, is_only_spelling
from geoevents.resolve.table import DocumentTable

_HAMLET = 100_000  # people; a place below this needs support from the text
_REGION_KM = 100.0  # radius; seas and regions from here on are known far away: "the Korean Peninsula"
_UNLIKELY = 0.1  # confidence; 1 in 80 of those below it was right across corpora
_UNLIKELY_SPELLING = 0.25
_SURE_SPELLING = 0.75  # confidence; below it a similar spelling must lie in a land where the text names some place


def refusal_of(table: DocumentTable, belief: Floats, row: Floats, best: int, confidence: float) -> str:
    """Why the best candidate does not fit; "" if it does.

    A name alone in a text is answered with the likeliest place that bears it. It is refused where the text
    names other places and all are far away, or where the name is merely spelled alike.
    """
    place, sense = table.places[best], table.senses[best]
    where = f"{place.name} ({place.country})"
    # People ("Russian") travel and capitals speak from afar: where they are says little about where something is.
    settled = table.other[best] & (belief > 0.5) & (table.static[:, INDEX["demonym"]] == 0) & table.literal
    others = np.flatnonzero(settled)
    if sense.match is NameMatch.FUZZY and confidence < _UNLIKELY_SPELLING:
        if not is_borne_out(table, row, best) and not is_only_spelling(table, best, others):
            return f"only {where} is spelled alike, and nothing in the text speaks for it"
    if sense.match is NameMatch.FUZZY and confidence < _SURE_SPELLING and _is_in_a_land_of_actors(table, best, others):
        return f"only {where} is spelled alike, and the text names places of another country"
    supported = any(
        row[INDEX[column]] > 0.2
        for column in ("country_named", "admin1_named", "link_comma", "link_in", "link_before", "in_short_form")
    )
    supported = supported or row[INDEX["home_country"]] > 0 or row[INDEX["home_near"]] > 0.2
    if supported or table.notable[best] or not len(others):
        return ""
    if confidence < _UNLIKELY:
        return f"nothing in the text makes {where} likely"
    spots = [row for row in others.tolist() if (table.places[row].radius_km or 0.0) < _REGION_KM]
    far = bool(spots) and bool((table.distance[best, spots] > FAR_KM).all())  # an ocean's middle is far from its ports
    small = kind_of(place) >= Kind.TOWN and (place.population or 0) < _HAMLET and (place.radius_km or 0.0) < _REGION_KM
    if small and far:
        return f"only a small place of this name ({place.country}), far from every other place in the text"
    return ""


def _is_in_a_land_of_actors(table: DocumentTable, best: int, others: npt.NDArray[np.int64]) -> bool:
    """Whether the text names places, but none in the country of the row: only its army or government is told.

    "Israeli jets hit Sarmela near Tyre": what is spelled like it in Israel is not meant.
    """
    told = [row for row in others.tolist() if table.senses[row].match is not NameMatch.FUZZY]
    named = [row for row in told if table.kind[row] > Kind.COUNTRY and table.country[row] >= 0]
    return bool(named) and all(table.country[row] != table.country[best] for row in named)

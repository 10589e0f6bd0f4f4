"""From a decision to a location: a point, how far around it the true place may lie, and UCDP's where_prec."""

from __future__ import annotations

from collections.abc import Iterable

from geoevents.model import Location, Mention, Place, Resolution
from geoevents.resolve.extent import precision_of, radius_of
from geoevents.resolve.relative import RelativePlace


def locate(
    resolution: Resolution,
    relative: RelativePlace | None = None,
    mentions: Iterable[tuple[int, int]] | None = None,
) -> Location | None:
    """Where an event told at ``resolution`` happened.

    Parameters
    ----------
    resolution : Resolution
        The decided mention.
    relative : RelativePlace, optional
        What the text says beside it ("10 km north of"); its point, radius and precision win.
    mentions : iterable of (start, end), optional
        All place spans that belong to the event; the resolution's own when not given.

    Returns
    -------
    Location or None
        None where the mention was not resolved: such an event is unplaced, never at a made-up point.
    """
    place = resolution.referent
    if place is None:
        return None
    spans = {(resolution.mention.start, resolution.mention.end)} if mentions is None else set(mentions)
    if relative is not None:
        spans.update((each.mention.start, each.mention.end) for each in relative.resolutions)
    point = relative if relative is not None else place
    return Location(
        name=_told_name(resolution.mention, place),
        lat=round(point.lat, 5),
        lon=round(point.lon, 5),
        radius_km=relative.radius_km if relative is not None else radius_of(place),
        where_prec=relative.where_prec if relative is not None else precision_of(place),
        relation=relative.relation if relative is not None else None,
        place_id=place.place_id,
        geonameid=place.geonameid,
        country=(relative.country if relative is not None else None) or place.country,
        admin1=place.admin1,
        admin2=place.admin2,
        feature_code=place.feature_code,
        mentions=tuple(sorted(spans)),
        candidates=resolution.candidates[:5],
    )


def _told_name(mention: Mention, place: Place) -> str:
    """The place as the text spells it, for that is what a reader looks for; ``place_id`` says which one it is.

    The gazetteer's name stands in for people ("Syrian"), short forms ("U.S.") and words all in capitals.
    """
    told = " ".join(mention.text.split())
    if mention.kind == "demonym" or not told or told.isupper() or "." in told:
        return place.name
    return told

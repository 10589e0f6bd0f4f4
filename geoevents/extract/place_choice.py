"""Where an event happened: the linked places of its sentence, else of those before, the dateline or the title."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from geoevents.extract.place_link import PlaceLink, contains, fineness, link_places
from geoevents.extract.scene import Scene
from geoevents.extract.triggers import Trigger
from geoevents.model import Location, ParsedSentence, Resolution
from geoevents.resolve.location import locate
from geoevents.resolve.relative import find_relative

_BACK = 3  # how many sentences before are asked
_DATELINE_CHARACTERS = 90
_BEFORE_SCORE, _DATELINE_SCORE = 0.55, 0.4  # link scores of places that stand elsewhere
_DATELINE = re.compile(r"(--|—|–| - |\)\s*[-–—]?\s*$|^[A-Z][A-Z .,'()-]+$|\[text\])", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Placed:
    """The place of an event with the links and the sentences it was taken from."""

    location: Location | None
    links: tuple[PlaceLink, ...] = ()
    evidence: tuple[int, ...] = ()  # numbers of other sentences than the event's own
    reasons: tuple[str, ...] = ()


def choose_place(
    trigger: Trigger,
    number: int,
    scene_of: Callable[[int], Scene],
    sentences: Sequence[ParsedSentence],
    resolutions: Sequence[Resolution],
    triggers_of: Callable[[int], list[Trigger]],
    title_place: Location | None = None,
) -> Placed:
    """Choose the place of one trigger.

    Parameters
    ----------
    trigger : Trigger
        In sentence ``number``.
    scene_of, triggers_of : callable
        Scene and triggers of a sentence by its number.
    sentences, resolutions : sequences
        Of the whole document.
    title_place : Location, optional
        Asked last.
    """
    links = link_places(trigger, scene_of(number), resolutions, triggers_of(number))
    location = location_of(links, sentences[number], resolutions)
    if location is not None:
        best = links[0]
        return Placed(location, tuple(links), (), (f"at {location.name}: link {best.score:.2f} in its sentence",))
    spans = tuple((k.resolution.mention.start, k.resolution.mention.end) for k in links)
    for back in range(number - 1, max(-1, number - 1 - _BACK), -1):
        found = _place_of_sentence(back, scene_of, sentences, resolutions, triggers_of)
        if found is not None:
            location, link = found
            if spans:
                location = replace(location, mentions=tuple(sorted({*spans, *location.mentions})))
            return Placed(location, (link,), (back,), (f"at {location.name}: told in a sentence before",))
    dateline = _dateline(sentences, resolutions)
    if dateline is not None:
        location = locate(dateline)
        if location is not None:
            link = PlaceLink(dateline, _DATELINE_SCORE, "dateline")
            return Placed(location, (link,), (), (f"at {location.name}: only the dateline names a place",))
    if title_place is not None:
        return Placed(title_place, (), (), (f"at {title_place.name}: only the title names a place",))
    return Placed(None, tuple(links), (), ("no place is told",))


def location_of(
    links: Sequence[PlaceLink], sentence: ParsedSentence, resolutions: Sequence[Resolution]
) -> Location | None:
    """The location that linked mentions of one sentence tell: the finest place, confirmed by those that hold it."""
    resolved = [k for k in links if k.resolution.referent is not None]
    if not resolved:
        return None
    best = max(
        resolved,
        key=lambda k: (
            sum(contains(o.resolution.referent, k.resolution.referent) for o in resolved),
            fineness(k.resolution.referent) + 2 * k.score,
            -k.resolution.mention.start,
        ),
    )
    relative = next(
        (r for r in find_relative(sentence.sentence, resolutions) if any(x is best.resolution for x in r.resolutions)),
        None,
    )
    spans = [(k.resolution.mention.start, k.resolution.mention.end) for k in links]
    return locate(best.resolution, relative, spans)


def _place_of_sentence(
    number: int,
    scene_of: Callable[[int], Scene],
    sentences: Sequence[ParsedSentence],
    resolutions: Sequence[Resolution],
    triggers_of: Callable[[int], list[Trigger]],
) -> tuple[Location, PlaceLink] | None:
    """The place that an earlier sentence's own happenings have, if it tells any."""
    sentence = sentences[number]
    if is_dateline(sentence):
        return None
    links: dict[int, PlaceLink] = {}
    for trigger in triggers_of(number):
        for link in link_places(trigger, scene_of(number), resolutions, triggers_of(number)):
            key = link.resolution.mention.start
            if key not in links or links[key].score < link.score:
                links[key] = link
    location = location_of(list(links.values()), sentence, resolutions)
    if location is None:
        return None
    best = max(links.values(), key=lambda k: (k.score, -k.resolution.mention.start))
    return location, replace(best, score=round(_BEFORE_SCORE * best.score, 4), source="before")


def is_dateline(sentence: ParsedSentence) -> bool:
    """Whether a sentence only says where and when the report was filed."""
    text = sentence.text.strip()
    return sentence.start < 200 and len(text) <= _DATELINE_CHARACTERS and _DATELINE.search(text) is not None


def _dateline(sentences: Sequence[ParsedSentence], resolutions: Sequence[Resolution]) -> Resolution | None:
    """The resolved place of the dateline."""
    for sentence in sentences[:2]:
        if is_dateline(sentence):
            for resolution in resolutions:
                if sentence.start <= resolution.mention.start < sentence.end and resolution.referent is not None:
                    return resolution
    return None


def location_of_title(resolutions: Sequence[Resolution]) -> Location | None:
    """The finest literal place of a title; its mentions are left out, for offsets never count in the title."""
    literal = [r for r in resolutions if r.mention.literal and r.mention.kind != "demonym" and r.referent is not None]
    if not literal:
        return None
    best = max(literal, key=lambda r: (fineness(r.referent), r.score, -r.mention.start))
    return locate(best, None, ())

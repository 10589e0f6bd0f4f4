"""The fields of an event beside type and place: date, sides, people harmed, weapons and targets."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from geoevents.extract.actors import find_actors
from geoevents.extract.casualties import Casualties, find_casualties
from geoevents.extract.scene import Scene
from geoevents.extract.triggers import Trigger
from geoevents.model import Actor, DateRange, Document, ParsedSentence
from geoevents.ontology import DatePrecision
from geoevents.text.dates import find_dates

_AROUND = 2


@dataclass(frozen=True, slots=True)
class Timed:
    """When, and whether the text says so."""

    when: DateRange | None
    told: bool


def timing_of(
    trigger: Trigger, sentence: ParsedSentence, document: Document, sentences: Sequence[ParsedSentence], number: int
) -> Timed:
    """When the event happened: as its sentence says, else the day of the report."""
    dates = find_dates(sentence.text, sentence.start, document.published)
    if dates:
        best = min(dates, key=lambda d: abs((d.mention.start if d.mention else 0) - trigger.start))
        return Timed(best, True)
    if document.published is None:
        return Timed(None, False)
    return Timed(DateRange(document.published, document.published, DatePrecision.FEW_DAYS), False)


def casualties_of(
    trigger: Trigger, number: int, sentences: Sequence[ParsedSentence]
) -> tuple[Casualties, tuple[int, ...]]:
    """Counts of the event, and the number of the sentence they were taken from if not from its own."""
    sentence = sentences[number]
    near = range(max(0, number - 1), min(len(sentences), number + _AROUND + 1))
    neighbours = [n for n in near if n != number]
    found = find_casualties(trigger, sentence, [sentences[n] for n in neighbours])
    if found.fatalities is None and found.injuries is None:
        return found, ()
    own = find_casualties(trigger, sentence)
    if own.fatalities is not None or own.injuries is not None:
        return found, ()
    for n in neighbours:
        alone = find_casualties(trigger, sentence, (sentences[n],))
        if alone.fatalities == found.fatalities and alone.injuries == found.injuries:
            return found, (n,)
    return found, ()


def actors_of(
    trigger: Trigger, scene: Scene, sentences: Sequence[ParsedSentence], number: int, country: str | None
) -> tuple[Actor | None, Actor | None]:
    """Both sides; ``country`` is where it happened."""
    context = sentences[max(0, number - _AROUND - 1) : number]
    return find_actors(trigger, scene.sentence, context, event_country=country, syntax=scene.syntax)


def objects_of(trigger: Trigger, sentence: ParsedSentence) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Weapons and targets."""
    return (), ()

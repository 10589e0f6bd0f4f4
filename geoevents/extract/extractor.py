"""Puts the stages together: from parsed sentences and resolved places to the events of one document."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from geoevents.extract.confidence import confidence
from geoevents.extract.details import complete
from geoevents.extract.draft import Draft, Rejected
from geoevents.extract.finished import with_ids
from geoevents.extract.incident.added_up import parts_only
from geoevents.extract.incident.beyond import sums_set_aside
from geoevents.extract.incident.both_sides import lend_sides
from geoevents.extract.incident.continued import goes_on_with
from geoevents.extract.incident.distribute import distribute
from geoevents.extract.incident.merge import merge_drafts
from geoevents.extract.incident.spoils import without_spoils
from geoevents.extract.incident.tally import tally
from geoevents.extract.places.choice import no_country, no_place
from geoevents.extract.sentence.triggers import given_trigger
from geoevents.extract.stage import MOST_TRIGGERS, Stage
from geoevents.model import Document, Event, Location, ParsedSentence, Place, Resolution
from geoevents.ontology import MAPPED_STATUSES, VIOLENT_TYPES, DatePrecision, WherePrecision

MIN_CONFIDENCE = 0.5  # below this an event is left out; see docs/events.md
# The same for what did not happen or is long past, which no map shows: the figure was fitted on what happened.
_MIN_UNMAPPED = 0.4
_LINE_END = re.compile(r"[\n\r\t]")


@dataclass(frozen=True, slots=True)
class Extraction:
    """The events of one document, and the triggers that made none."""

    events: tuple[Event, ...]
    rejected: tuple[Rejected, ...]
    drafts: tuple[Draft, ...] = ()


def extract_events(
    document: Document,
    sentences: Sequence[ParsedSentence],
    resolutions: Sequence[Resolution],
    *,
    title_place: Callable[[], Location | None] = no_place,
    country_of: Callable[[Place], Place | None] = no_country,
    capital_of: Callable[[Place], Place | None] = no_country,
    extractor: str = "",
    min_confidence: float = MIN_CONFIDENCE,
) -> Extraction:
    """Find the events of a document.

    Parameters
    ----------
    document : Document
        The report.
    sentences : sequence of ParsedSentence
        All its sentences in order; those that cannot hold an event may be unparsed.
    resolutions : sequence of Resolution
        All place mentions of the document.
    title_place : callable, optional
        Where the title says it happened; asked only when the text itself tells no place.
    country_of : callable, optional
        The country a place lies in, for reports that name a place in their dateline only.
    capital_of : callable, optional
        The capital of the country a place lies in, for "in the capital".
    extractor : str
        Name and version to sign the events with.
    min_confidence : float
        Events less sure than this are left out and listed as rejected; those that no map shows (planned, denied,
        historical, ...) only below 0.4.
    """
    sentences = [_on_one_line(sentence) for sentence in sentences]
    stage = Stage(document, sentences, resolutions, title_place, country_of, capital_of)
    drafts: list[Draft] = []
    rejected: list[Rejected] = []
    for number in range(len(sentences)):
        for trigger in stage.triggers(number):
            made = stage.draft(trigger, number)
            if isinstance(made, Rejected):
                rejected.append(made)
            else:
                drafts.append(made)
        why = f"the sentence has more than {MOST_TRIGGERS} such words: a list or no prose"
        rejected += [Rejected(trigger, number, (why,)) for trigger in stage.surplus(number)]
    drafts = sums_set_aside(drafts, stage.scene)
    kept: list[Draft] = []
    shown: list[Draft] = []
    merged, spoils = without_spoils(_first_marked(merge_drafts(drafts)))
    rejected += spoils
    told = [d.sentence for d in merged if d.status.status in MAPPED_STATUSES and d.location is not None]
    for draft, counted in zip(merged, tally(merged, sentences, document.published, stage.sections), strict=True):
        sure = confidence(draft)
        if sure < min_confidence and _told_in_full(counted):
            sure = MIN_CONFIDENCE  # whatever the style: a day, a place and a toll of their own
        if sure < (min_confidence if draft.status.status in MAPPED_STATUSES else min(min_confidence, _MIN_UNMAPPED)):
            rejected.append(
                Rejected(draft.trigger, draft.sentence, (*draft.reasons, f"confidence {sure:.2f} is too low"))
            )
        else:
            whole = replace(complete(counted, sentences, stage.scene, stage.sections, told), confidence=sure)
            if (before := goes_on_with(whole, shown)) is not None:
                why = f"it goes on with {before.trigger.text!r}: neither a place nor a day of its own"
                rejected.append(Rejected(draft.trigger, draft.sentence, (*draft.reasons, why)))
                if before.fatalities and before.injuries is None and whole.injuries is not None:
                    kept = [replace(k, injuries=whole.injuries) if k is before else k for k in kept]
                continue
            shown.append(whole)
            kept += distribute(whole, sentences[draft.sentence], document.published)
    kept = lend_sides(kept)
    kept.sort(key=lambda d: (d.trigger.start, d.location.mentions if d.location else ()))
    kept, sums = parts_only(kept, sentences)
    rejected += sums
    events = with_ids(document, sentences, kept, extractor)
    return Extraction(events, tuple(sorted(rejected, key=lambda r: r.trigger.start)), tuple(kept))


def events_at(
    document: Document,
    sentences: Sequence[ParsedSentence],
    resolutions: Sequence[Resolution],
    triggers: Sequence[tuple[int, int]],
    *,
    title_place: Callable[[], Location | None] = no_place,
    country_of: Callable[[Place], Place | None] = no_country,
    capital_of: Callable[[Place], Place | None] = no_country,
    extractor: str = "",
) -> tuple[Event, ...]:
    """Exactly one event for each given trigger span, in that order; ``event_type`` is None where none fits."""
    sentences = [_on_one_line(sentence) for sentence in sentences]
    stage = Stage(document, sentences, resolutions, title_place, country_of, capital_of)
    drafts = []
    for start, end in triggers:
        number = next((n for n, s in enumerate(sentences) if s.start < end and s.end > start), len(sentences) - 1)
        trigger = given_trigger(sentences[number], start, end)
        trigger = replace(trigger, text=document.text[start:end])
        made = stage.draft(trigger, number, forced=True)
        assert isinstance(made, Draft)
        (counted,) = tally([made], sentences, document.published, stage.sections)
        whole = complete(counted, sentences, stage.scene, stage.sections)
        drafts.append(replace(whole, confidence=confidence(made)))
    return with_ids(document, sentences, drafts, extractor)


def _on_one_line(sentence: ParsedSentence) -> ParsedSentence:
    """The sentence with its line ends as spaces: in wrapped copy an expression may stand on two lines."""
    if "\n" not in sentence.text and "\r" not in sentence.text and "\t" not in sentence.text:
        return sentence
    return replace(sentence, sentence=replace(sentence.sentence, text=_LINE_END.sub(" ", sentence.text)))


def _first_marked(drafts: Sequence[Draft]) -> list[Draft]:
    """The drafts with the one told first among what happened marked."""
    happened = [d for d in drafts if d.status.status in MAPPED_STATUSES]
    lead = min(happened, key=lambda d: d.trigger.start, default=None)
    return [replace(d, first=True) if d is lead else d for d in drafts]


def _told_in_full(draft: Draft) -> bool:
    """Whether a deed of force is told with its day, its place and its dead."""
    place = draft.location
    return (
        draft.event_type in VIOLENT_TYPES
        and draft.status.status == "actual"
        and draft.status.sure == 1.0
        and draft.date_told
        and draft.date is not None
        and draft.date.precision <= DatePrecision.FEW_DAYS
        and draft.own_place
        and place is not None
        and place.where_prec <= WherePrecision.NEAR
        and draft.fatalities is not None
        and draft.fatalities.best > 0
    )

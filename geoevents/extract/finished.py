"""Finished drafts as events: with their ids, the words they rest on, and spans of the document as it is written."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from geoevents.extract.draft import Draft
from geoevents.extract.sentence.triggers import Trigger
from geoevents.model import Document, Event, ParsedSentence, TextSpan, event_id_for
from geoevents.ontology import VIOLENT_TYPES


def with_ids(
    document: Document, sentences: Sequence[ParsedSentence], drafts: Sequence[Draft], extractor: str
) -> tuple[Event, ...]:
    """The events of a document's drafts, in their order, signed by ``extractor``."""
    ordinals: Mapping[int, int] = _ordinals(drafts)
    document_id = document.document_id  # a hash of the whole text
    return tuple(_event(document, document_id, sentences, draft, ordinals[id(draft)], extractor) for draft in drafts)


def _ordinals(drafts: Sequence[Draft]) -> dict[int, int]:
    """Number of each draft among those of its sentence, in reading order of the triggers."""
    counts: dict[int, int] = {}
    out = {}
    for draft in sorted(drafts, key=lambda d: (d.trigger.start, d.trigger.end)):
        out[id(draft)] = counts.get(draft.sentence, 0)
        counts[draft.sentence] = out[id(draft)] + 1
    return out


def _event(
    document: Document,
    document_id: str,
    sentences: Sequence[ParsedSentence],
    draft: Draft,
    ordinal: int,
    extractor: str,
) -> Event:
    own = sentences[draft.sentence]
    spans = tuple(
        TextSpan(s.start, s.end, document.text[s.start : s.end]) for s in (sentences[n] for n in draft.evidence)
    )
    return Event(
        event_id=event_id_for(document_id, own.start, ordinal),
        document_id=document_id,
        event_type=draft.event_type,
        sub_event_type=draft.sub_event_type,
        status=draft.status.status,
        confidence=draft.confidence,
        trigger=_as_written(document, draft.trigger),
        evidence=spans,
        date_start=draft.date.start if draft.date else None,
        date_end=draft.date.end if draft.date else None,
        date_precision=draft.date.precision if draft.date else None,
        date_mention=_as_written(document, draft.date.mention) if draft.date and draft.date.mention else None,
        location=draft.location,
        actor1=draft.actor1,
        actor2=draft.actor2,
        fatalities=draft.fatalities,
        injuries=draft.injuries,
        displaced=draft.displaced,
        detained=draft.detained,
        weapons=draft.weapons,
        targets=draft.targets,
        civilian_targeting=_targets_civilians(draft),
        attribution=draft.status.attribution,
        title=document.title,
        source=document.source,
        url=document.url,
        published=document.published,
        extractor=extractor,
        reasons=draft.reasons,
    )


def _as_written(document: Document, span: Trigger | TextSpan) -> TextSpan:
    """The words of a span as they stand in the document."""
    return TextSpan(span.start, span.end, document.text[span.start : span.end])


def _targets_civilians(draft: Draft) -> bool:
    """ACLED's civilian targeting: violence whose victims are no fighters."""
    if draft.event_type == "Violence against civilians":
        return True
    if draft.sub_event_type == "Excessive force against protesters":
        return True
    sides = draft.decision.patients
    return draft.event_type in VIOLENT_TYPES and "civilian" in sides and not sides & {"state", "armed"}

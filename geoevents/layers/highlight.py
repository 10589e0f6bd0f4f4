"""Text with the words marked that made an event: trigger, place, sides and date, as safe HTML."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from geoevents.layers.escape import safe_html
from geoevents.layers.style import style_of
from geoevents.model import Event, TextSpan

# The first named wins where two overlap: the trigger is one word, a place name may lie in an actor's.
KINDS = ("trigger", "place", "date", "actor1", "actor2", "evidence")
KIND_LABELS = {
    "trigger": "what happened",
    "place": "where",
    "date": "when",
    "actor1": "first side",
    "actor2": "second side",
    "evidence": "evidence",
}


class MarkedSpan(NamedTuple):
    """Characters of the document to mark; end exclusive."""

    start: int
    end: int
    kind: str  # one of KINDS


def spans_of(event: Event) -> list[MarkedSpan]:
    """Every span of the document that the event rests on, its evidence sentences left out."""
    spans = [MarkedSpan(event.trigger.start, event.trigger.end, "trigger")]
    if event.location:
        spans += [MarkedSpan(start, end, "place") for start, end in event.location.mentions]
    if event.date_mention:
        spans.append(MarkedSpan(event.date_mention.start, event.date_mention.end, "date"))
    for kind, actor in (("actor1", event.actor1), ("actor2", event.actor2)):
        if actor:
            spans += [MarkedSpan(start, end, kind) for start, end in actor.mentions]
    return spans


def mark(text: str, spans: Iterable[MarkedSpan], *, offset: int = 0) -> str:
    """HTML of ``text``, which begins at ``offset`` in its document, with the spans in ``<mark>``.

    Spans may overlap, lie outside or be empty: each character gets one mark at most, by the order of
    `KINDS`. All text is escaped.
    """
    owner: list[str | None] = [None] * len(text)
    for span in sorted(spans, key=lambda s: -KINDS.index(s.kind)):
        for i in range(max(0, span.start - offset), min(len(text), span.end - offset)):
            owner[i] = span.kind
    pieces, start = [], 0
    for i in range(1, len(text) + 1):
        if i == len(text) or owner[i] != owner[start]:
            pieces.append(_piece(text[start:i], owner[start]))
            start = i
    return "".join(pieces)


def _piece(text: str, kind: str | None) -> str:
    if kind is None:
        return safe_html(text)
    return f'<mark class="ge-{kind}" title="{KIND_LABELS[kind]}">{safe_html(text)}</mark>'


def evidence_html(event: Event) -> str:
    """The evidence sentences, each a quotation with its words marked."""
    spans = spans_of(event)
    return "".join(f"<blockquote>{_sentence(sentence, spans)}</blockquote>" for sentence in event.evidence)


def _sentence(sentence: TextSpan, spans: Sequence[MarkedSpan]) -> str:
    return mark(sentence.text, spans, offset=sentence.start)


def report_html(text: str, events: Sequence[Event]) -> str:
    """The whole report, with everything marked that ``events`` rest on and their evidence shaded."""
    spans = [span for event in events for span in spans_of(event)]
    spans += [MarkedSpan(s.start, s.end, "evidence") for event in events for s in event.evidence]
    return f'<div class="ge-report">{mark(text, spans)}</div>'


def key_html(event: Event) -> str:
    """What the marks mean, for those kinds that stand in the evidence."""
    present = {
        span.kind
        for span in spans_of(event)
        for sentence in event.evidence
        if span.start < sentence.end and span.end > sentence.start
    }
    items = [f'<mark class="ge-{kind}">{KIND_LABELS[kind]}</mark>' for kind in KINDS if kind in present]
    return f'<p class="ge-key">{" ".join(items)}</p>'


def chip(event_type: str | None) -> str:
    """The sign of an event type, as on the map: its letter on its colour."""
    look = style_of(event_type)
    return f'<span class="ge-chip" style="background:{look.color};color:{look.ink}">{look.letter}</span>'

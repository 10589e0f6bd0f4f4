"""Puts the stages together: from parsed sentences and resolved places to the events of one document."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache

from geoevents.extract.casualties import find_casualties
from geoevents.extract.classify import classify
from geoevents.extract.confidence import confidence
from geoevents.extract.details import complete, counts_for
from geoevents.extract.discourse import (
    bounds_a_time,
    is_apart,
    is_background,
    is_bare,
    is_country_wide,
    is_ground,
    is_told_back,
    stretch_of,
)
from geoevents.extract.distribute import distribute
from geoevents.extract.draft import Draft, Rejected
from geoevents.extract.merge import merge_drafts
from geoevents.extract.place_choice import PlaceChooser, no_country, no_place
from geoevents.extract.place_table import PlaceTable
from geoevents.extract.scene import Scene, build_scene
from geoevents.extract.scope import own_words
from geoevents.extract.sections import sections_of, within
from geoevents.extract.status import find_status, with_date
from geoevents.extract.sums import adds_up, opens_a_sum
from geoevents.extract.tally import tally
from geoevents.extract.telling import cues_of, genre_cues
from geoevents.extract.timing import document_date, find_date
from geoevents.extract.triggers import Trigger, find_triggers, given_trigger
from geoevents.model import (
    DateRange,
    Document,
    Event,
    Location,
    ParsedSentence,
    Place,
    Resolution,
    TextSpan,
    event_id_for,
)
from geoevents.ontology import MAPPED_STATUSES, VIOLENT_TYPES, DatePrecision, WherePrecision

MIN_CONFIDENCE = 0.5  # below this an event is left out; see docs/events.md
_LINE_END = re.compile(r"[\n\r\t]")
_DAY_BEFORE = 10  # sentences before that may tell the day which "the same evening" means
_FAR = 3  # sentences before and after that count as the surroundings
_MOST_TRIGGERS = 24  # of one sentence; news has 15 at most, and each is weighed against all others


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
        Events less sure than this are left out and listed as rejected.
    """
    sentences = [_on_one_line(sentence) for sentence in sentences]
    stage = _Stage(document, sentences, resolutions, title_place, country_of, capital_of)
    drafts: list[Draft] = []
    rejected: list[Rejected] = []
    for number in range(len(sentences)):
        for trigger in stage.triggers(number):
            made = stage.draft(trigger, number)
            if isinstance(made, Rejected):
                rejected.append(made)
            else:
                drafts.append(made)
        why = f"the sentence has more than {_MOST_TRIGGERS} such words: a list or no prose"
        rejected += [Rejected(trigger, number, (why,)) for trigger in stage.surplus(number)]
    kept = []
    merged = _first_marked(merge_drafts(drafts))
    for draft, counted in zip(merged, tally(merged, sentences, document.published, stage.sections), strict=True):
        sure = confidence(draft)
        if sure < min_confidence and _told_in_full(counted):
            sure = MIN_CONFIDENCE  # whatever the style: a day, a place and a toll of their own
        if sure < min_confidence:
            rejected.append(
                Rejected(draft.trigger, draft.sentence, (*draft.reasons, f"confidence {sure:.2f} is too low"))
            )
        else:
            whole = replace(complete(counted, sentences, stage.scene, stage.sections), confidence=sure)
            kept += distribute(whole, sentences[draft.sentence], document.published)
    kept.sort(key=lambda d: (d.trigger.start, d.location.mentions if d.location else ()))
    events = _with_ids(document, sentences, kept, extractor)
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
    stage = _Stage(document, sentences, resolutions, title_place, country_of, capital_of)
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
    return _with_ids(document, sentences, drafts, extractor)


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


class _Stage:
    """One document while its triggers are looked at; sentences' scenes are built when first asked for."""

    def __init__(
        self,
        document: Document,
        sentences: Sequence[ParsedSentence],
        resolutions: Sequence[Resolution],
        title_place: Callable[[], Location | None],
        country_of: Callable[[Place], Place | None],
        capital_of: Callable[[Place], Place | None],
    ) -> None:
        self.document = document
        self.sentences = sentences
        self.resolutions = resolutions
        self.sections = sections_of(sentences)
        table = PlaceTable(self.scene, self.triggers, resolutions)
        self._places = PlaceChooser(
            table, sentences, self.sections, cache(title_place), country_of, self._is_history, capital_of
        )
        self.day = document_date(document.text, document.published)
        self._scenes: dict[int, Scene] = {}
        self._triggers: dict[int, list[Trigger]] = {}
        self._surplus: dict[int, list[Trigger]] = {}
        self._genres: dict[int, tuple[str, ...]] = {}
        self._statuses: dict[int, list[str]] = {}

    def scene(self, number: int) -> Scene:
        """The scene of a sentence."""
        if number not in self._scenes:
            near = range(max(0, number - _FAR), min(len(self.sentences), number + _FAR + 1))
            around = "\n".join(self.sentences[n].text for n in near if n != number)
            self._scenes[number] = build_scene(
                self.sentences[number], f"{self.document.title or ''}\n{around}", self.resolutions
            )
        return self._scenes[number]

    def triggers(self, number: int) -> list[Trigger]:
        """Triggers of a sentence, the first of them where there are very many."""
        if number not in self._triggers:
            found = find_triggers(self.sentences[number])
            self._triggers[number], self._surplus[number] = found[:_MOST_TRIGGERS], found[_MOST_TRIGGERS:]
        return self._triggers[number]

    def surplus(self, number: int) -> list[Trigger]:
        """Triggers of a sentence that are too many to be looked at."""
        self.triggers(number)
        return self._surplus[number]

    def genre(self, number: int) -> tuple[str, ...]:
        """What kind of text a sentence stands in."""
        if number not in self._genres:
            self._genres[number] = genre_cues(self.sentences, number)
        return self._genres[number]

    def _goes_on_with_history(self, number: int) -> bool:
        """Whether the sentence before, in its paragraph, told nothing but history: "About 15,000 were killed"."""
        paragraph = self.sentences[number].sentence.paragraph
        before = next((n for n in range(number - 1, max(-1, number - 1 - _FAR), -1) if n in self._statuses), None)
        return (
            before is not None and self.sentences[before].sentence.paragraph == paragraph and self._is_history(before)
        )

    def _adds_up_what_was_told(self, number: int) -> bool:
        """Whether the sentence before, in its paragraph, told of many deeds at many places."""
        before = self.sentences[number - 1] if number else None
        same = before is not None and before.sentence.paragraph == self.sentences[number].sentence.paragraph
        return before is not None and same and opens_a_sum(before.text)

    def _is_history(self, number: int) -> bool:
        """Whether a sentence looked at before told nothing but history."""
        return set(self._statuses.get(number, ())) == {"historical"}

    def draft(self, trigger: Trigger, number: int, *, forced: bool = False) -> Draft | Rejected:
        """What one trigger tells."""
        scene = self.scene(number)
        decision = classify(trigger, scene, forced=forced)
        for reading in trigger.readings if decision.sub_event_type is None and not forced else ():
            other = classify(reading, scene)
            if other.sub_event_type is not None:
                trigger, decision = reading, other
                break
        if decision.sub_event_type is None and not forced:
            return Rejected(trigger, number, decision.reasons)
        sentence = self.sentences[number]
        status = find_status(trigger, scene, published=self.document.published or (self.day.end if self.day else None))
        days = find_date(
            trigger,
            sentence,
            self.document.published,
            self.sentences[within(self.sections, number, number - _DAY_BEFORE) : number + 2],
            status=status.status,
            document=self.day,
            syntax=scene.syntax,
        )
        told = days is not None and days.mention is not None and (self.day is None or days.mention != self.day.mention)
        status = with_date(status, days if told else None, self.document.published)
        if status.status == "actual" and not _dated_itself(days, sentence) and is_ground(trigger, sentence):
            status = replace(status, status="historical", reason="it is what the event told was an answer to")
            days, told = None, False
        placed = self._places.choose(trigger, number)
        if status.status == "actual" and not placed.own and trigger.sense in ("kill", "injure", "death"):
            if is_country_wide(trigger, sentence):
                status = replace(status, status="historical", reason="its number counts a whole country")
        bare = is_bare(trigger, sentence)
        loose = status.status == "actual" and not told and not placed.own  # neither a day nor a place of its own
        bare_or_back = bare or trigger.sense in ("flee", "evacuate") or is_told_back(trigger, sentence)
        if loose and bare_or_back and self._goes_on_with_history(number):
            status = replace(status, status="historical", reason="goes on with what was told as history")
            days = None
        unplaced = status.status == "actual" and not placed.own and not _dated_itself(days, sentence)
        if unplaced and self._adds_up_what_was_told(number) or bounds_a_time(trigger, sentence):
            status = replace(status, status="historical", reason="adds up or bounds what else was told")
            days, told = None, False
        self._statuses.setdefault(number, []).append(status.status)
        counts = counts_for(find_casualties(trigger, sentence), decision.event_type, decision.sub_event_type)
        dead = counts.fatalities.low if counts.fatalities else 0
        if status.status == "actual" and not told and trigger.sense in ("kill", "injure", "death"):
            if adds_up(own_words(scene.syntax, trigger.token), dead):
                status = replace(status, status="historical", reason="its number adds up a campaign")
                days = None
        return Draft(
            trigger=trigger,
            sentence=number,
            decision=decision,
            status=status,
            sub_event_type=decision.sub_event_type,
            location=placed.location,
            links=placed.links,
            shares=placed.shares,
            own_place=placed.own,
            apart=is_apart(trigger, sentence),
            section=self.sections[number],
            stretch=stretch_of(trigger, sentence),
            bare=bare,
            background=is_background(trigger, sentence),
            date=days,
            date_told=told,
            fatalities=counts.fatalities,
            running=counts.running,
            injuries=counts.injuries,
            displaced=counts.displaced,
            detained=counts.detained,
            evidence=tuple(dict.fromkeys((number, *placed.evidence))),
            cues=(*cues_of(trigger, scene), *self.genre(number)),
            depth=len(scene.syntax.ancestors(trigger.token)) if trigger.token is not None else 0,
            reasons=(*decision.reasons, f"{status.status}: {status.reason}", *placed.reasons),
        )


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


def _dated_itself(days: DateRange | None, sentence: ParsedSentence) -> bool:
    """Whether the sentence itself tells these days."""
    return days is not None and days.mention is not None and sentence.start <= days.mention.start < sentence.end


def _with_ids(
    document: Document, sentences: Sequence[ParsedSentence], drafts: Sequence[Draft], extractor: str
) -> tuple[Event, ...]:
    ordinals: Mapping[int, int] = _ordinals(drafts)
    return tuple(_event(document, sentences, draft, ordinals[id(draft)], extractor) for draft in drafts)


def _ordinals(drafts: Sequence[Draft]) -> dict[int, int]:
    """Number of each draft among those of its sentence, in reading order of the triggers."""
    counts: dict[int, int] = {}
    out = {}
    for draft in sorted(drafts, key=lambda d: (d.trigger.start, d.trigger.end)):
        out[id(draft)] = counts.get(draft.sentence, 0)
        counts[draft.sentence] = out[id(draft)] + 1
    return out


def _event(
    document: Document, sentences: Sequence[ParsedSentence], draft: Draft, ordinal: int, extractor: str
) -> Event:
    own = sentences[draft.sentence]
    spans = tuple(
        TextSpan(s.start, s.end, document.text[s.start : s.end]) for s in (sentences[n] for n in draft.evidence)
    )
    return Event(
        event_id=event_id_for(document.document_id, own.start, ordinal),
        document_id=document.document_id,
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

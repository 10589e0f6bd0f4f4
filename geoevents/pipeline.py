"""Document in, events out: the only module that knows the order of the stages."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from geoevents import __version__
from geoevents.extract.extractor import MIN_CONFIDENCE, Extraction, events_at, extract_events
from geoevents.extract.places.location import location_of_title
from geoevents.extract.sentence.contexts import contexts_of, satisfies
from geoevents.extract.sentence.triggers import trigger_table
from geoevents.gazetteer.base import Gazetteer
from geoevents.geoparse import Geoparser
from geoevents.model import Document, Event, Location, ParsedSentence, Place, Resolution, Sentence
from geoevents.resolve.outlines import capital_id
from geoevents.resolve.resolver import Resolver
from geoevents.settings import Settings
from geoevents.text.language import LanguageModel, load_language
from geoevents.text.mentions import MentionFinder
from geoevents.text.sentences import split_sentences

EXTRACTOR = f"geoevents {__version__}/rules+weights-6"
_AROUND = 2  # sentences on either side whose words count for what a trigger needs
_PORTION = 200_000  # characters read at once; no report is as long, and of a longer text no more is held in memory

_BATCH_DOCUMENTS, _BATCH_SENTENCES = 64, 192  # read at once; more is hardly quicker and takes memory
Spans = Sequence[tuple[int, int]]


@dataclass(frozen=True, slots=True)
class _Plan:
    """A document, or a portion of a very long one, with the numbers of the sentences that must be parsed."""

    document: Document
    sentences: Sequence[Sentence]
    wanted: tuple[int, ...]
    triggers: Spans | None
    is_portion: bool = False
    is_last: bool = True  # of the document's portions


class Pipeline:
    """Everything needed to read reports: a gazetteer and a language model, opened once and kept.

    Parameters
    ----------
    gazetteer : Gazetteer
        Asked, never changed.
    language : LanguageModel
        Parses the sentences that may hold an event.
    """

    def __init__(self, gazetteer: Gazetteer, language: LanguageModel) -> None:
        self.gazetteer = gazetteer
        self.language = language
        self._mentions = MentionFinder(gazetteer)
        self._resolver = Resolver(gazetteer)
        self._geoparser = Geoparser(gazetteer, language)

    @classmethod
    def from_settings(cls, settings: Settings) -> Pipeline:
        """The pipeline of an installation: all its gazetteers and the best language model it has."""
        from geoevents.gazetteer.stack import open_gazetteers

        return cls(open_gazetteers(settings), load_language())

    def geoparse(self, document: Document, spans: Sequence[tuple[int, int]] | None = None) -> list[Resolution]:
        """The places of a document; with ``spans`` one answer for each of them, in that order."""
        return self._geoparser.geoparse(document, spans=spans)

    def extract(self, document: Document, triggers: Spans | None = None) -> list[Event]:
        """The events of a document.

        Parameters
        ----------
        document : Document
            The report.
        triggers : sequence of (start, end), optional
            Code points of triggers the caller knows. Then there is exactly one event for each, in that order;
            its ``event_type`` is None where none fits.
        """
        return next(self.extract_many([(document, triggers)]))

    def extract_many(self, requests: Iterable[tuple[Document, Spans | None]]) -> Iterator[list[Event]]:
        """The events of many documents, in their order; quicker than one by one and in bounded memory.

        Parameters
        ----------
        requests : iterable of (document, triggers or None)
            As for :meth:`extract`.
        """
        found: list[Event] = []
        for plans in _batches(plan for request in requests for plan in _plans(*request)):
            for plan, events in zip(plans, self._carry_out(plans), strict=True):
                found += events
                if plan.is_last:
                    yield found
                    found = []

    def explain(self, document: Document, *, min_confidence: float = MIN_CONFIDENCE) -> Extraction:
        """The events of a document with every trigger that made none, each with its reasons.

        Events less sure than ``min_confidence`` are among those that made none.
        """
        parts = [self._extraction(plan, self._read([plan])[0], min_confidence) for plan in _plans(document, None)]
        return Extraction(
            tuple(event for part in parts for event in part.events),
            tuple(rejected for part in parts for rejected in part.rejected),
            tuple(draft for part in parts for draft in part.drafts),
        )

    def _carry_out(self, plans: Sequence[_Plan]) -> Iterator[list[Event]]:
        for plan, sentences in zip(plans, self._read(plans), strict=True):
            if plan.triggers is None:
                yield list(self._extraction(plan, sentences, MIN_CONFIDENCE).events)
            elif not plan.triggers:
                yield []
            else:
                yield list(
                    events_at(
                        plan.document,
                        sentences,
                        self.places(plan.document, sentences),
                        plan.triggers,
                        country_of=self._country,
                        capital_of=self._capital,
                        extractor=EXTRACTOR,
                    )
                )

    def _extraction(self, plan: _Plan, sentences: Sequence[ParsedSentence], min_confidence: float) -> Extraction:
        if not plan.wanted:
            return Extraction((), ())
        return extract_events(
            plan.document,
            sentences,
            self._places_of(plan, sentences),
            title_place=lambda: self._title_place(plan.document),
            country_of=self._country,
            capital_of=self._capital,
            extractor=EXTRACTOR,
            min_confidence=min_confidence,
        )

    def _read(self, plans: Sequence[_Plan]) -> list[list[ParsedSentence]]:
        """All sentences of each plan; only the wanted ones with syntax and entities, all parsed in one go."""
        answers = iter(self.language.parse([p.sentences[n] for p in plans for n in p.wanted]))
        read = []
        for plan in plans:
            parsed = {n: next(answers) for n in plan.wanted}
            nothing = not plan.wanted  # then no stage asks for its words
            read.append(
                [] if nothing else [parsed.get(n) or self.language.tokenize(s) for n, s in enumerate(plan.sentences)]
            )
        return read

    def places(self, document: Document, sentences: Sequence[ParsedSentence]) -> list[Resolution]:
        """The resolved places of sentences that are read already."""
        mentions = self._mentions.find(sentences)
        return self._resolver.resolve(mentions, document.text, source=document.source, title=document.title)

    def _places_of(self, plan: _Plan, sentences: Sequence[ParsedSentence]) -> list[Resolution]:
        """The resolved places of a plan's sentences; of a portion only its own text is looked at."""
        if not plan.is_portion:
            return self.places(plan.document, sentences)
        start, end = sentences[0].start, sentences[-1].end
        mentions = self._mentions.find(sentences)
        moved = [replace(m, start=m.start - start, end=m.end - start) for m in mentions]
        document = plan.document
        answers = self._resolver.resolve(moved, document.text[start:end], source=document.source, title=document.title)
        return [replace(answer, mention=mention) for answer, mention in zip(answers, mentions, strict=True)]

    def _country(self, place: Place) -> Place | None:
        return self.gazetteer.country_place(place.country) if place.country else None

    def _capital(self, place: Place) -> Place | None:
        capital = capital_id(place.country) if place.country else None
        return self.gazetteer.place(capital) if capital else None

    def _title_place(self, document: Document) -> Location | None:
        """Where the title says it happened; its mentions have no offsets in the text and are left out."""
        if not document.title:
            return None
        title = Sentence(0, len(document.title), document.title, 0)
        parsed = self.language.entities([title])
        found = self._resolver.resolve(self._mentions.find(parsed), document.title, source=document.source)
        return location_of_title(found)


def _plans(document: Document, triggers: Spans | None) -> Iterator[_Plan]:
    """What is to be read of a document: all of it at once, or portion by portion where it is very long."""
    sentences = split_sentences(document.text)
    if triggers is not None:
        wanted = {n for n, s in enumerate(sentences) if any(s.start < end and s.end > start for start, end in triggers)}
        if triggers and not wanted:  # given triggers in white space: some sentence must answer
            wanted = {len(sentences) - 1}
        yield _Plan(document, sentences, tuple(sorted(wanted)), triggers)
        return
    portions = list(_portions(sentences))
    for portion in portions:
        wanted = worth_parsing(portion, document.title)
        is_last = portion is portions[-1]
        yield _Plan(document, portion, tuple(sorted(wanted)), None, is_portion=len(portions) > 1, is_last=is_last)


def _portions(sentences: Sequence[Sentence]) -> Iterator[Sequence[Sentence]]:
    """Consecutive sentences of ``_PORTION`` characters; nearly always all of them."""
    first = 0
    for number, sentence in enumerate(sentences):
        if sentence.end - sentences[first].start > _PORTION and number > first:
            yield sentences[first:number]
            first = number
    yield sentences[first:]


def _batches(plans: Iterable[_Plan]) -> Iterator[list[_Plan]]:
    """Plans that are carried out together."""
    waiting: list[_Plan] = []
    for plan in plans:
        waiting.append(plan)
        if len(waiting) >= _BATCH_DOCUMENTS or sum(len(p.wanted) for p in waiting) >= _BATCH_SENTENCES:
            yield waiting
            waiting = []
    yield waiting


def worth_parsing(sentences: Sequence[Sentence], title: str | None = None) -> set[int]:
    """Numbers of the sentences that may hold an event, by words alone."""
    table = trigger_table()
    candidates = [n for n, s in enumerate(sentences) if table.may_match(s.text)]
    worth = set()
    for n in candidates:
        hits = table.find(sentences[n].text)
        if not hits:
            continue
        needs = {entry.needs for _, _, entries in hits for entry in entries}
        if "" in needs:
            worth.add(n)
            continue
        near = sentences[max(0, n - _AROUND) : n + _AROUND + 1]
        contexts = contexts_of("\n".join([title or "", *(s.text for s in near)]))
        if any(satisfies(need, contexts) for need in needs):
            worth.add(n)
    return worth

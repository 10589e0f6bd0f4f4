"""Document in, events out: the only module that knows the order of the stages."""

from __future__ import annotations

from collections.abc import Sequence

from geoevents import __version__
from geoevents.extract.contexts import contexts_of, satisfies
from geoevents.extract.extractor import MIN_CONFIDENCE, Extraction, events_at, extract_events
from geoevents.extract.place_choice import location_of_title
from geoevents.extract.triggers import trigger_table
from geoevents.gazetteer.base import Gazetteer
from geoevents.model import Document, Event, Location, ParsedSentence, Place, Resolution, Sentence
from geoevents.resolve.resolver import Resolver
from geoevents.settings import Settings
from geoevents.text.language import LanguageModel, load_language
from geoevents.text.mentions import MentionFinder
from geoevents.text.sentences import split_sentences

EXTRACTOR = f"geoevents {__version__}/rules+weights-1"
_AROUND = 2  # sentences on either side whose words count for what a trigger needs


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

    @classmethod
    def from_settings(cls, settings: Settings) -> Pipeline:
        """The pipeline of an installation: all its gazetteers and the best language model it has."""
        from geoevents.gazetteer.stack import open_gazetteers

        return cls(open_gazetteers(settings), load_language())

    def geoparse(self, document: Document, spans: Sequence[tuple[int, int]] | None = None) -> list[Resolution]:
        """The places of a document; with ``spans`` one answer for each of them, in that order."""
        from geoevents.geoparse import geoparse

        return geoparse(document, gazetteer=self.gazetteer, language=self.language, spans=spans)

    def extract(self, document: Document, triggers: Sequence[tuple[int, int]] | None = None) -> list[Event]:
        """The events of a document.

        Parameters
        ----------
        document : Document
            The report.
        triggers : sequence of (start, end), optional
            Code points of triggers the caller knows. Then there is exactly one event for each, in that order;
            its ``event_type`` is None where none fits.
        """
        if triggers is None:
            return list(self.explain(document).events)
        if not triggers:
            return []
        sentences = split_sentences(document.text)
        wanted = {n for n, s in enumerate(sentences) if any(s.start < end and s.end > start for start, end in triggers)}
        parsed = self._read(sentences, wanted)
        resolutions = self.places(document, parsed)
        return list(events_at(document, parsed, resolutions, triggers, country_of=self._country, extractor=EXTRACTOR))

    def explain(self, document: Document, *, min_confidence: float = MIN_CONFIDENCE) -> Extraction:
        """The events of a document with every trigger that made none, each with its reasons.

        Events less sure than ``min_confidence`` are among those that made none.
        """
        sentences = split_sentences(document.text)
        wanted = worth_parsing(sentences, document.title)
        if not wanted:
            return Extraction((), ())
        parsed = self._read(sentences, wanted)
        resolutions = self.places(document, parsed)
        return extract_events(
            document,
            parsed,
            resolutions,
            title_place=self._title_place(document),
            country_of=self._country,
            extractor=EXTRACTOR,
            min_confidence=min_confidence,
        )

    def _read(self, sentences: Sequence[Sentence], wanted: set[int]) -> list[ParsedSentence]:
        """All sentences; only the wanted ones with syntax and entities."""
        numbers = sorted(wanted)
        answers = dict(zip(numbers, self.language.parse([sentences[n] for n in numbers]), strict=True))
        return [answers[n] if n in answers else self.language.tokenize(s) for n, s in enumerate(sentences)]

    def places(self, document: Document, sentences: Sequence[ParsedSentence]) -> list[Resolution]:
        """The resolved places of sentences that are read already."""
        mentions = self._mentions.find(sentences)
        return self._resolver.resolve(mentions, document.text, source=document.source, title=document.title)

    def _country(self, place: Place) -> Place | None:
        return self.gazetteer.country_place(place.country) if place.country else None

    def _title_place(self, document: Document) -> Location | None:
        """Where the title says it happened; its mentions have no offsets in the text and are left out."""
        if not document.title:
            return None
        title = Sentence(0, len(document.title), document.title, 0)
        parsed = self.language.entities([title])
        found = self._resolver.resolve(self._mentions.find(parsed), document.title, source=document.source)
        return location_of_title(found)


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

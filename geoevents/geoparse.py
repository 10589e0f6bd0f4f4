"""Text to places: sentences, entities, mentions, referents. Knows the order of these steps and nothing else."""

from __future__ import annotations

from collections.abc import Sequence

from geoevents.errors import InvalidDocumentError
from geoevents.gazetteer.base import Gazetteer
from geoevents.model import Document, Mention, ParsedSentence, Resolution
from geoevents.resolve.resolver import Resolver
from geoevents.text.language import LanguageModel
from geoevents.text.mentions import MentionFinder, sentence_blocks
from geoevents.text.sentences import split_sentences


class Geoparser:
    """Finds and resolves the places of documents; keep one for many documents, its memory saves time.

    Parameters
    ----------
    gazetteer : Gazetteer
    language : LanguageModel
        ``PlainLanguage()`` works without a model.
    rules_only : bool, default False
        Recognise by rules, without learned weights.
    """

    def __init__(self, gazetteer: Gazetteer, language: LanguageModel, *, rules_only: bool = False) -> None:
        self._language = language
        self._finder = MentionFinder(gazetteer, rules_only=rules_only)
        self._resolver = Resolver(gazetteer)

    def geoparse(self, document: Document, *, spans: Sequence[tuple[int, int]] | None = None) -> list[Resolution]:
        """Every place the document names, resolved, in reading order.

        Parameters
        ----------
        document : Document
        spans : sequence of (start, end), optional
            Resolve exactly these instead, one answer each in the same order; [] gives [].

        Raises
        ------
        InvalidDocumentError
            If a span is empty or lies outside the text.
        """
        if spans is not None:
            sentences = self._language.entities(split_sentences(document.text)) if spans else []
            return self.resolve(document, sentences, spans=spans)
        mentions: list[Mention] = []
        for block in sentence_blocks(split_sentences(document.text)):  # words are kept of one block at a time
            mentions += self._finder.find(self._language.entities(block))
        return self._answer(document, mentions)

    def resolve(
        self,
        document: Document,
        sentences: Sequence[ParsedSentence],
        *,
        spans: Sequence[tuple[int, int]] | None = None,
    ) -> list[Resolution]:
        """The same for sentences that are parsed already."""
        if spans is None:
            return self._answer(document, self._finder.find(sentences))
        order = sorted(range(len(spans)), key=lambda i: spans[i])
        mentions = self._describe(document, sentences, [spans[i] for i in order])
        answers: list[Resolution | None] = [None] * len(spans)
        for i, answer in zip(order, self._answer(document, mentions), strict=True):
            answers[i] = answer
        return [answer for answer in answers if answer is not None]

    def _answer(self, document: Document, mentions: list[Mention]) -> list[Resolution]:
        return self._resolver.resolve(mentions, document.text, source=document.source, title=document.title)

    def _describe(
        self, document: Document, sentences: Sequence[ParsedSentence], spans: Sequence[tuple[int, int]]
    ) -> list[Mention]:
        text = document.text
        for start, end in spans:
            if not 0 <= start < end <= len(text):
                raise InvalidDocumentError(f"span [{start}, {end}] lies outside the text (0 to {len(text)})")
        described = self._finder.describe(sentences, spans)
        return [Mention(m.start, m.end, text[m.start : m.end], m.kind, m.literal, m.score) for m in described]


def geoparse(
    document: Document,
    *,
    gazetteer: Gazetteer,
    language: LanguageModel,
    spans: Sequence[tuple[int, int]] | None = None,
) -> list[Resolution]:
    """Find and resolve the places of one document; for many keep a ``Geoparser``."""
    return Geoparser(gazetteer, language).geoparse(document, spans=spans)

"""Place mentions of a document: proposals from every source, then a filter that leaves out what is no place.

The filter is either learned (boosted trees over ``mention_features``) or a handful of rules; both give each
proposal a score between 0 and 1 and share everything else.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Protocol, TypeVar

import numpy as np
import numpy.typing as npt

from geoevents.gazetteer.base import Gazetteer, NameSpan
from geoevents.model import Mention, ParsedSentence, Sentence
from geoevents.text.boosted import BoostedTrees, read_weights
from geoevents.text.literal import LiteralModel
from geoevents.text.mention_features import COLUMNS, WORD_SLOTS, FeatureRows, feature_rows
from geoevents.text.mention_lists import listed_scores
from geoevents.text.mention_rules import rule_scores, sure_places
from geoevents.text.name_facts import FactBook
from geoevents.text.placewords import HONORIFICS, NAMESAKES, THINGS_NAMED_AFTER, generic_class, surname_weight
from geoevents.text.proposals import FROM_DEMONYM, FROM_GAZETTEER, Proposal, propose
from geoevents.text.truecase import case_counts
from geoevents.text.view import DocumentView

Floats = npt.NDArray[np.float64]
_S = TypeVar("_S", Sentence, ParsedSentence)

FILTER_WEIGHTS = "place_filter.json"
# Sure enough on its own; or sure that something here is a place, and this the likeliest extent of it.
THRESHOLD = 0.22
_LEAST, _TOGETHER = 0.15, 0.45
# In log-odds: "Edmonton Hospital" where only Edmonton is known, and Edmonton in it.
_UNKNOWN_WHOLE, _KNOWN_INNER = 1.5, 0.4
# Persons who bear a place's name; ten times less likely a place.
_NAMESAKE_ODDS, _COMMON_SURNAME, _LAND, _SMALL = 10.0, 2.5, 5, 4.7
_AFTER_PLACE, _AFTER_ARTICLE, _WORDS, _RIGHT_IN_RUN, _SURNAME_AFTER, _POPULATION = (
    COLUMNS.index(name)
    for name in (
        "after_place_preposition", "after_article", "words", "words_right_in_run", "surname_after", "population_log",
    )
)  # fmt: skip
_FIRST, _LAST, _AFTER, _BEFORE = (WORD_SLOTS.index(slot) for slot in ("first", "last", "after", "before"))
_HOLDS_KNOWN, _GENERIC_LAST, _IN_GAZETTEER, _LEFT_IN_RUN, _RUN_GENERIC = (
    COLUMNS.index(name)
    for name in ("whole_holds_known", "generic_last", "in_gazetteer", "words_left_in_run", "run_last_generic")
)
_BLOCK_SENTENCES, _BLOCK_CHARACTERS = 400, 150_000  # a document is read in blocks of this size, which bounds memory


class PlaceFilter(Protocol):
    """Gives each proposal of a document a score."""

    def scores(self, features: FeatureRows) -> Floats:
        """One probability for each row: how surely this is a place name with exactly this extent."""


class RuleFilter:
    """Hand-written rules; needs no weights and no model."""

    def scores(self, features: FeatureRows) -> Floats:
        """One score for each row, comparable with a probability."""
        return rule_scores(features)


class LearnedFilter:
    """Boosted trees, with weights of neighbouring words."""

    def __init__(self, weights: dict[str, object] | None = None) -> None:
        values = read_weights(FILTER_WEIGHTS) if weights is None else weights
        self._trees = BoostedTrees.from_json(values["trees"])  # type: ignore[arg-type]
        self._words: dict[str, dict[str, float]] = values["words"]  # type: ignore[assignment]

    def scores(self, features: FeatureRows) -> Floats:
        """One probability for each row."""
        if not features.rows:
            return np.zeros(0)
        learned = _prefer_the_known(self._trees.probabilities(full_rows(features, self._words)), features)
        learned = np.where(_namesakes(features), learned / _NAMESAKE_ODDS, learned)
        return np.maximum(learned, sure_places(features))


def _prefer_the_known(scores: Floats, features: FeatureRows) -> Floats:
    """Scores after the convention for buildings and institutions that no gazetteer knows.

    Corpora disagree whether "Edmonton Hospital" is one toponym or holds one. A place that can be found says more than a
    building that cannot, so the hospital loses and Edmonton gains.
    """
    rows = np.asarray(features.rows)
    whole = (rows[:, _HOLDS_KNOWN] > 0) & np.isin(rows[:, _GENERIC_LAST], (6.0, 7.0))
    inner = (rows[:, _IN_GAZETTEER] > 0) & (rows[:, _LEFT_IN_RUN] == 0) & np.isin(rows[:, _RUN_GENERIC], (6.0, 7.0))
    if not (whole.any() or inner.any()):
        return scores
    bounded = np.clip(scores, 1e-6, 1.0 - 1e-6)
    odds = np.log(bounded / (1.0 - bounded)) - _UNKNOWN_WHOLE * whole + _KNOWN_INNER * inner
    return np.asarray(1.0 / (1.0 + np.exp(-odds)))


def _namesakes(features: FeatureRows) -> npt.NDArray[np.bool_]:
    """Which rows are persons who are named after places, or the first of their names: "Paris Hilton", "Jordan Hill"."""
    return np.asarray(
        [_is_namesake(row, words) for row, words in zip(features.rows, features.words, strict=True)], dtype=bool
    )


def _is_namesake(row: list[float], words: tuple[str, ...]) -> bool:
    if words[_BEFORE] in HONORIFICS and row[_WORDS] == 1:
        return True  # "Mr. London"
    if words[_FIRST] not in NAMESAKES or row[_AFTER_PLACE] or row[_AFTER_ARTICLE] or row[_LEFT_IN_RUN]:
        return False
    if row[_WORDS] == 1 and row[_RIGHT_IN_RUN] == 1:
        unknown = not generic_class(words[_AFTER]) and case_counts(words[_AFTER]).total == 0
        return unknown or row[_SURNAME_AFTER] > 0
    if row[_WORDS] == 2 and row[_RIGHT_IN_RUN] == 0 and row[_GENERIC_LAST] == _LAND and row[_POPULATION] < _SMALL:
        return surname_weight(words[_LAST]) > _COMMON_SURNAME
    return False


@lru_cache(maxsize=1)
def _shipped_filter() -> LearnedFilter:
    return LearnedFilter()


@lru_cache(maxsize=2)
def _literal_model(rules_only: bool) -> LiteralModel:
    return LiteralModel(rules_only=rules_only)


def full_rows(features: FeatureRows, words: dict[str, dict[str, float]]) -> Floats:
    """Rows with the learned weight of each neighbouring word appended; shape (n, columns)."""
    rows = np.empty((len(features.rows), len(COLUMNS) + len(WORD_SLOTS)))
    if len(rows):
        rows[:, : len(COLUMNS)] = features.rows
    for slot, name in enumerate(WORD_SLOTS):
        table = words[name]
        rows[:, len(COLUMNS) + slot] = [table.get(w[slot], 0.0) for w in features.words]
    return rows


def sentence_blocks(sentences: Sequence[_S]) -> Iterator[Sequence[_S]]:
    """The sentences of one document in blocks that are read one by one; all but long documents are one block."""
    first = characters = 0
    for at, sentence in enumerate(sentences):
        if at - first >= _BLOCK_SENTENCES or characters >= _BLOCK_CHARACTERS:
            yield sentences[first:at]
            first, characters = at, 0
        characters += sentence.end - sentence.start
    if first < len(sentences):
        yield sentences[first:]


class MentionFinder:
    """Finds the place mentions of documents against one gazetteer; keep it, its memory saves time.

    Parameters
    ----------
    gazetteer : Gazetteer
    rules_only : bool, default False
        Use the rules in place of the learned filter.
    """

    def __init__(self, gazetteer: Gazetteer, *, rules_only: bool = False, place_filter: PlaceFilter | None = None):
        self._gazetteer = gazetteer
        self._facts = FactBook(gazetteer)
        self._filter: PlaceFilter = place_filter or (RuleFilter() if rules_only else _shipped_filter())
        self._literal = _literal_model(rules_only)

    def find(self, sentences: Sequence[ParsedSentence]) -> list[Mention]:
        """All place mentions of one document in reading order; none overlap."""
        mentions: list[Mention] = []
        for block in sentence_blocks(sentences):
            mentions.extend(self._find_block(block))
        return mentions

    def _find_block(self, sentences: Sequence[ParsedSentence]) -> list[Mention]:
        view, proposals, features = self.propose(sentences)
        if not proposals:
            return []
        chosen = choose(proposals, listed_scores(view, proposals, features, self._filter.scores(features)))
        chosen = [pair for pair in chosen if not names_a_thing(view, pair[0])]
        kinds = [kind_of(view, proposal) for proposal, _ in chosen]
        spans = [(p.first, p.last) for p, _ in chosen]
        literal = self._literal.judge(view, spans, kinds, self._facts)
        mentions = []
        for (proposal, score), kind, meant in zip(chosen, kinds, literal, strict=True):
            start, end = view.starts[proposal.first], view.ends[proposal.last]
            mentions.append(Mention(start, end, _text(view, proposal), kind, meant, round(min(1.0, score), 4)))
        return mentions

    def propose(self, sentences: Sequence[ParsedSentence]) -> tuple[DocumentView, list[Proposal], FeatureRows]:
        """Everything that may be a place, with its features; what training reads."""
        view = DocumentView(sentences)
        known: list[NameSpan] = []
        for sentence in sentences:
            offset = sentence.start
            known.extend(NameSpan(a + offset, b + offset) for a, b in self._gazetteer.scan(sentence.text))
        proposals, runs, entities = propose(view, known, self._gazetteer)
        if any(sentence.parsed for sentence in sentences):  # some are parsed, the others only split into words
            model_ran = [sentence.parsed for sentence in sentences]
        else:
            model_ran = [any(sentence.entities for sentence in sentences)] * len(sentences)
        features = feature_rows(view, proposals, runs, entities, self._facts, model_ran=model_ran)
        return view, proposals, features

    def describe(self, sentences: Sequence[ParsedSentence], spans: Sequence[tuple[int, int]]) -> list[Mention]:
        """Mentions for spans that a caller gives, one each in the same order, with kind and literal."""
        view = DocumentView(sentences)
        places: list[tuple[int, int] | None] = [view.words_in(start, end) for start, end in spans]
        known = [p for p in places if p is not None]
        kinds = [self._kind_of_span(view, p) for p in known]
        literal = iter(zip(kinds, self._literal.judge(view, known, kinds, self._facts), strict=True))
        mentions = []
        for (start, end), place in zip(spans, places, strict=True):
            kind, meant = next(literal) if place is not None else ("place", True)
            mentions.append(Mention(start, end, _characters(sentences, start, end), kind, meant, 1.0))
        return mentions

    def _kind_of_span(self, view: DocumentView, words: tuple[int, int]) -> str:
        first, last = words
        name = " ".join(view.words[first : last + 1])
        demonym = self._gazetteer.demonym(name) is not None
        return kind_of(view, Proposal(first, last, FROM_DEMONYM if demonym else FROM_GAZETTEER))


def choose(proposals: Sequence[Proposal], scores: Floats) -> list[tuple[Proposal, float]]:
    """The best proposals that do not overlap, in reading order, each with its score.

    Taken greedily: higher score first, then the longer, then the earlier.
    """
    order = sorted(
        range(len(proposals)), key=lambda i: (-scores[i], proposals[i].first - proposals[i].last, proposals[i].first)
    )
    mass: dict[int, float] = {}  # word -> sum of the scores of all proposals over it
    for proposal, score in zip(proposals, scores, strict=True):
        for word in range(proposal.first, proposal.last + 1):
            mass[word] = mass.get(word, 0.0) + float(score)
    taken: set[int] = set()
    chosen: list[tuple[Proposal, float]] = []
    for i in order:
        proposal, score = proposals[i], float(scores[i])
        if score < _LEAST:
            break
        words = range(proposal.first, proposal.last + 1)
        if any(word in taken for word in words):
            continue
        # corpora disagree about "the Syrian Observatory"; what its people are called tells a country all the same
        least = _LEAST if proposal.sources & FROM_DEMONYM else THRESHOLD
        if score >= least or max(mass[word] for word in words) >= _TOGETHER:
            taken.update(words)
            chosen.append((proposal, score))
    chosen.sort(key=lambda pair: pair[0].first)
    return chosen


def names_a_thing(view: DocumentView, proposal: Proposal) -> bool:
    """Whether the name and the word behind it name a thing after a person or a place: "Molotov cocktails"."""
    if proposal.first != proposal.last or proposal.last + 1 >= len(view):
        return False
    return view.lowers[proposal.last + 1] in THINGS_NAMED_AFTER.get(view.lowers[proposal.first], ())


def kind_of(view: DocumentView, proposal: Proposal) -> str:
    """The kind of a mention: place, facility or demonym."""
    if proposal.sources & FROM_DEMONYM:
        return "demonym"
    if proposal.last > proposal.first:
        last, first = generic_class(view.lowers[proposal.last]), generic_class(view.lowers[proposal.first])
        if last in (1, 6) or (first in (1, 6) and view.lowers[proposal.first + 1] in ("of", "de")):
            return "facility"
    return "place"


def _text(view: DocumentView, proposal: Proposal) -> str:
    """The proposal's characters as they stand in the document."""
    sentence = view.sentences[view.sentence_of[proposal.first]]
    return sentence.text[view.starts[proposal.first] - sentence.start : view.ends[proposal.last] - sentence.start]


def _characters(sentences: Sequence[ParsedSentence], start: int, end: int) -> str:
    """The text between two offsets, as far as it lies in one sentence; "" outside all."""
    for sentence in sentences:
        if sentence.start <= start < sentence.end:
            return sentence.text[start - sentence.start : end - sentence.start]
    return ""

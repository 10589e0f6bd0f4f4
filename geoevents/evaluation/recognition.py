"""Training and cross-validation of the filter of place mentions and of the judge of literal use.

``train_recognition.py`` is the command; each corpus is scored with weights that were trained on the others.
"""

from __future__ import annotations

import json
import math
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from geoevents.evaluation.boosting import train_trees
from geoevents.evaluation.geoparsing import (
    GoldDocument,
    Toponym,
    read_gold,
    score_geoparsing,
)
from geoevents.gazetteer.base import Gazetteer
from geoevents.text.language import LanguageModel
from geoevents.text.literal import LiteralModel, by_rule
from geoevents.text.literal_features import COLUMNS, SLOTS, literal_rows
from geoevents.text.literal_traits import traits
from geoevents.text.mention_features import ALL_COLUMNS, WORD_SLOTS, FeatureRows
from geoevents.text.mentions import (
    LearnedFilter,
    MentionFinder,
    RuleFilter,
    choose,
    full_rows,
    kind_of,
)
from geoevents.text.name_facts import FactBook
from geoevents.text.proposals import FROM_DEMONYM, Proposal
from geoevents.text.sentences import split_sentences
from geoevents.text.view import DocumentView

Floats = npt.NDArray[np.float64]

# Corpora that annotate "Russian" as a toponym; the others do not say whether a demonym is one.
WITH_DEMONYMS = frozenset({"lgl", "trnews", "geowebnews"})
_FOLDS = 5
_SMOOTHING = 10.0
_RAREST = 4
# In place of those in ``boosting.py``: slow and much drawn by lot, so that four corpora do not decide by chance.
FILTER_PARAMETERS: dict[str, Any] = {
    "num_leaves": 20,
    "learning_rate": 0.05,
    "min_data_in_leaf": 40,
    "feature_fraction": 0.4,
    "lambda_l2": 10.0,
}
# The literal judge: how freely traits may be weighed, and how often one must be seen to have a weight.
_LITERAL_FREEDOM, _LITERAL_SEEN = 0.15, 3


@dataclass(slots=True)
class ReadDocument:
    """One gold document with its proposals, ready to train on and to score."""

    gold: GoldDocument
    view: DocumentView
    proposals: list[Proposal]
    features: FeatureRows
    labels: list[int] = field(default_factory=list)  # 1 right, 0 wrong, -1 not known

    def mentions(self, scores: Floats) -> list[Toponym]:
        """What would be found with these scores."""
        chosen = choose(self.proposals, scores)
        return [
            Toponym(
                self.view.starts[p.first],
                self.view.ends[p.last],
                kind=kind_of(self.view, p),
            )
            for p, _ in chosen
        ]


class Corpus(NamedTuple):
    """Documents of one corpus, read with and without a language model."""

    name: str
    with_model: list[ReadDocument]
    without: list[ReadDocument]


def read_corpus(
    path: Path,
    finder: MentionFinder,
    model: LanguageModel,
    plain: LanguageModel,
    limit: int | None = None,
) -> Corpus:
    """Proposals and labels of all documents in ``path``; the corpus is named by the file."""
    name = path.name.split(".")[0]
    documents = read_gold(path)[:limit]
    return Corpus(
        name,
        [_read(d, finder, model, name) for d in documents],
        [_read(d, finder, plain, name) for d in documents],
    )


def _read(gold: GoldDocument, finder: MentionFinder, language: LanguageModel, corpus: str) -> ReadDocument:
    view, proposals, features = finder.propose(language.entities(split_sentences(gold.text)))
    document = ReadDocument(gold, view, proposals, features)
    wanted = {(t.start, t.end) for t in gold.toponyms}
    for proposal in proposals:
        start, end = view.starts[proposal.first], view.ends[proposal.last]
        if (start, end) in wanted:
            document.labels.append(1)
        elif any(start < e and s < end for s, e in gold.neutral):
            document.labels.append(-1)
        elif proposal.sources & FROM_DEMONYM and corpus not in WITH_DEMONYMS:
            document.labels.append(-1)
        else:
            document.labels.append(0)
    return document


def read_event_places(
    path: Path, finder: MentionFinder, model: LanguageModel, plain: LanguageModel, *, share: int = 2, limit: int = 1600
) -> list[ReadDocument]:
    """Sentences about conflict of which only the places of events are annotated, for training.

    Those places are right, what cuts into them is wrong, people and organisations are wrong; of all else
    nothing is known. Of every ``share`` documents one is read; the others are left to measure on.
    """
    documents: list[ReadDocument] = []
    with path.open(encoding="utf-8") as lines:
        for number, line in enumerate(lines):
            values = json.loads(line)
            spans = {(s[0], s[1]) for e in values["events"] for s in e.get("location_spans") or ()}
            if number % share or not spans or len(documents) >= 2 * limit:
                continue
            gold = GoldDocument(values["doc_id"], values["text"], tuple(Toponym(*s) for s in sorted(spans)))
            for language in (model, plain):
                document = _read(gold, finder, language, "geovirus")
                document.labels = [
                    _weak_label(document, p, label)
                    for p, label in zip(document.proposals, document.labels, strict=True)
                ]
                documents.append(document)
    return documents


def _weak_label(document: ReadDocument, proposal: Proposal, label: int) -> int:
    """The label where only some places are annotated."""
    start, end = document.view.starts[proposal.first], document.view.ends[proposal.last]
    if label == 1 or any(start < t.end and t.start < end for t in document.gold.toponyms):
        return label
    kinds = {e.label for e in document.view.entities if e.start < end and start < e.end}
    return 0 if kinds & {"PERSON", "ORG"} and not kinds & {"GPE", "LOC", "FAC"} else -1


def word_weights(
    words: Sequence[tuple[str, ...]], labels: Sequence[int], slots: Sequence[str]
) -> dict[str, dict[str, float]]:
    """Smoothed log-odds of a label of 1, per slot and word, against the share over all; rare words are left out."""
    base = (sum(labels) + 1) / (len(labels) + 2)
    weights: dict[str, dict[str, float]] = {}
    for slot, name in enumerate(slots):
        seen: dict[str, list[int]] = defaultdict(lambda: [0, 0])
        for row, label in zip(words, labels, strict=True):
            seen[row[slot]][0] += label
            seen[row[slot]][1] += 1
        table = {}
        for word, (hits, total) in sorted(seen.items()):
            if total >= _RAREST:
                share = (hits + _SMOOTHING * base) / (total + _SMOOTHING)
                table[word] = round(math.log(share / (1 - share)) - math.log(base / (1 - base)), 3)
        weights[name] = table
    return weights


def train_filter(documents: Sequence[ReadDocument], *, trees: int = 240) -> dict[str, Any]:
    """Weights of the place filter. Word weights are taken from other documents than the rows they stand in."""

    def known(
        some: Iterable[ReadDocument],
    ) -> tuple[list[list[float]], list[tuple[str, ...]], list[int]]:
        rows, words, labels = [], [], []
        for document in some:
            for row, around, label in zip(
                document.features.rows,
                document.features.words,
                document.labels,
                strict=True,
            ):
                if label >= 0:
                    rows.append(row)
                    words.append(around)
                    labels.append(label)
        return rows, words, labels

    tables, targets = [], []
    by_text = sorted({d.gold.doc_id for d in documents})
    fold_of = {doc_id: i % _FOLDS for i, doc_id in enumerate(by_text)}
    for fold in range(_FOLDS):
        rows, words, labels = known(d for d in documents if fold_of[d.gold.doc_id] == fold)
        _, other_words, other_labels = known(d for d in documents if fold_of[d.gold.doc_id] != fold)
        if rows:
            tables.append(
                full_rows(
                    FeatureRows(rows, words),
                    word_weights(other_words, other_labels, WORD_SLOTS),
                )
            )
            targets.append(np.asarray(labels, dtype=np.float64))
    _, all_words, all_labels = known(documents)
    model = train_trees(np.concatenate(tables), np.concatenate(targets), ALL_COLUMNS, trees=trees, **FILTER_PARAMETERS)
    return {"trees": model, "words": word_weights(all_words, all_labels, WORD_SLOTS)}


def score_documents(
    documents: Sequence[ReadDocument],
    scores: Callable[[FeatureRows], Floats],
    corpus: str,
) -> dict[str, Any]:
    """Recognition of one corpus with a filter."""
    found = {d.gold.doc_id: d.mentions(scores(d.features)) if d.proposals else [] for d in documents}
    return score_geoparsing((d.gold for d in documents), found, demonyms=corpus in WITH_DEMONYMS).to_dict()


def cross_validate(
    corpora: Sequence[Corpus], *, also: Sequence[ReadDocument] = (), trees: int = 240
) -> dict[str, dict[str, Any]]:
    """Scores of each corpus with weights trained on the others, and with the rules."""
    results: dict[str, dict[str, Any]] = {}
    for held in corpora:
        training = [*also, *(d for c in corpora if c is not held for d in (*c.with_model, *c.without))]
        learned = LearnedFilter(train_filter(training, trees=trees))
        results[held.name] = {
            "learned, model": score_documents(held.with_model, learned.scores, held.name),
            "learned, no model": score_documents(held.without, learned.scores, held.name),
            "rules, model": score_documents(held.with_model, RuleFilter().scores, held.name),
            "rules, no model": score_documents(held.without, RuleFilter().scores, held.name),
        }
    return results


def cross_validate_literal(examples: Sequence[LiteralExamples], *, times: int = 5) -> tuple[float, float, float]:
    """Accuracy of the learned judge on documents it was not trained on, its spread, and the accuracy of the rules.

    The documents are dealt into folds ``times`` times, each time otherwise; the spread is that of these rounds
    (standard deviation).
    """
    rounds = [_fold_accuracy(examples, np.random.default_rng(seed)) for seed in range(times)]
    ruled = [by_rule(row) == bool(label) for e in examples for row, label in zip(e.rows, e.labels, strict=True)]
    return float(np.mean(rounds)), float(np.std(rounds)), sum(ruled) / len(ruled)


def _fold_accuracy(examples: Sequence[LiteralExamples], chance: np.random.Generator) -> float:
    """Accuracy over all examples, each judged by weights of the folds that its document is not in."""
    fold_of = chance.permutation(len(examples)) % _FOLDS
    right: list[bool] = []
    for fold in range(_FOLDS):
        judge = LiteralModel(weights=train_literal([e for e, f in zip(examples, fold_of, strict=True) if f != fold]))
        for example, its_fold in zip(examples, fold_of, strict=True):
            if its_fold == fold:
                right += [
                    judge.is_literal(row, words, name) == bool(label)
                    for row, words, name, label in zip(*example, strict=True)
                ]
    return sum(right) / len(right)


class LiteralExamples(NamedTuple):
    """Gold spans of one document with their literal use."""

    rows: list[list[float]]
    words: list[tuple[str, ...]]
    names: list[list[str]]
    labels: list[int]


def literal_examples(documents: Sequence[ReadDocument], gazetteer: Gazetteer) -> list[LiteralExamples]:
    """Features and labels of all gold spans that say whether they are literal, per document."""
    examples = []
    facts = FactBook(gazetteer)
    for document in documents:
        spans, kinds, labels = [], [], []
        for toponym in document.gold.toponyms:
            words = document.view.words_in(toponym.start, toponym.end)
            if toponym.literal is None or words is None:
                continue
            name = " ".join(document.view.words[words[0] : words[1] + 1])
            demonym = FROM_DEMONYM if gazetteer.demonym(name) is not None else 0
            spans.append(words)
            kinds.append(kind_of(document.view, Proposal(words[0], words[1], demonym)))
            labels.append(int(toponym.literal))
        rows, around = literal_rows(document.view, spans, kinds, facts)
        names = [document.view.lowers[first : last + 1] for first, last in spans]
        examples.append(LiteralExamples(rows, around, names, labels))
    return examples


def train_literal(examples: Sequence[LiteralExamples]) -> dict[str, Any]:
    """Weights of the literal judge: a logistic regression over its traits, rare ones left out."""
    from sklearn.feature_extraction import DictVectorizer
    from sklearn.linear_model import LogisticRegression

    seen = [
        traits(COLUMNS, row, SLOTS, words, name)
        for example in examples
        for row, words, name in zip(example.rows, example.words, example.names, strict=True)
    ]
    often = Counter(trait for each in seen for trait in each)
    vectorizer = DictVectorizer()
    table = vectorizer.fit_transform([{t: x for t, x in each.items() if often[t] >= _LITERAL_SEEN} for each in seen])
    labels = [label for example in examples for label in example.labels]
    model = LogisticRegression(C=_LITERAL_FREEDOM, max_iter=2000).fit(table, labels)
    weights = zip(vectorizer.get_feature_names_out().tolist(), model.coef_[0].tolist(), strict=True)
    return {
        "bias": round(float(model.intercept_[0]), 4),
        "traits": {trait: round(weight, 4) for trait, weight in weights if abs(weight) >= 0.005},
    }

"""Trains the numbers of ``extract/places/link.py`` from sentences whose trigger and place spans are known.

    python -m geoevents.evaluation.train_links event_location.dev.jsonl -o geoevents/extract/data/place_links.json

Each line needs ``text`` and ``events`` with ``trigger_span`` and ``location_spans``. Two models are trained: the second
sees what the first, trained without the text, gave every place of the sentence. Prints the cross-validated precision,
recall and F over place spans; a sentence that stands in the corpus twice lies in one fold. Only needed to train;
LightGBM is a development requirement.
"""

from __future__ import annotations

import argparse
import json
import sys
import zlib
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from geoevents.evaluation.boosting import train_trees
from geoevents.extract.places.features import COLUMNS, features
from geoevents.extract.places.link import THRESHOLD, sentence_mentions
from geoevents.extract.places.rivals import FIRST_READING, first_reading
from geoevents.extract.sentence.scene import build_scene
from geoevents.extract.sentence.triggers import find_triggers, given_trigger
from geoevents.model import Document, Resolution
from geoevents.pipeline import Pipeline
from geoevents.settings import Settings
from geoevents.text.boosted import BoostedTrees
from geoevents.text.sentences import split_sentences

FOLDS = 5
TREES = 260
PARAMETERS = {
    "learning_rate": 0.035,
    "feature_fraction": 0.4,
    "num_leaves": 40,
    "max_depth": 10,
    "min_data_in_leaf": 15,
}
Floats = npt.NDArray[np.float64]


_OPENING = 60  # characters


class Pair(NamedTuple):
    """One trigger and one place mention, with whether they belong together."""

    opening: str  # of its text, by which the folds are made
    trigger: int  # number of the trigger in the corpus
    row: list[float]
    label: bool


class Gold(NamedTuple):
    """One gold trigger: how many place spans it has, and those no mention covers."""

    spans: int


def touches(span: tuple[int, int], others: Sequence[Sequence[Any]]) -> bool:
    """Whether a span overlaps any of the others."""
    return any(min(span[1], o[1]) > max(span[0], o[0]) for o in others)


def read_pairs(lines: list[dict[str, Any]], pipeline: Pipeline) -> tuple[list[Pair], list[Gold]]:
    """Every pair of a gold trigger and a mention of its sentence."""
    pairs: list[Pair] = []
    golds: list[Gold] = []
    for line in lines:
        document = Document(text=line["text"])
        sentences = pipeline.language.parse(split_sentences(document.text))
        resolutions = pipeline.places(document, sentences)
        for event in line["events"]:
            if not event.get("trigger_span"):
                continue
            start, end = event["trigger_span"][:2]
            number = len(golds)
            golds.append(Gold(len(event["location_spans"])))
            sentence = next((s for s in sentences if s.start < end and s.end > start), sentences[-1])
            scene = build_scene(sentence, "", resolutions)
            trigger = given_trigger(sentence, start, end)
            mentions: list[Resolution] = sentence_mentions(scene, resolutions)
            triggers = find_triggers(sentence)
            for i, resolution in enumerate(mentions):
                span = (resolution.mention.start, resolution.mention.end)
                label = touches(span, event["location_spans"])
                pairs.append(
                    Pair(
                        line["text"].strip()[:_OPENING], number, features(trigger, scene, mentions, i, triggers), label
                    )
                )
    return pairs, golds


def fold_of(opening: str) -> int:
    """Which fold a text belongs to; the same on every machine."""
    return zlib.crc32(opening.encode()) % FOLDS


def _fit(rows: Floats, labels: Floats, columns: tuple[str, ...]) -> BoostedTrees:
    return BoostedTrees.from_json(train_trees(rows, labels, columns, trees=TREES, **PARAMETERS))


def second_rows(rows: Floats, scores: Floats, triggers: npt.NDArray[np.int64]) -> Floats:
    """The rows with what the first reading gave all places of the same trigger."""
    added = np.zeros((len(rows), len(FIRST_READING)))
    for trigger in np.unique(triggers):
        of_it = np.flatnonzero(triggers == trigger)
        added[of_it] = first_reading(scores[of_it])
    return np.hstack([rows, added])


def held_out(rows: Floats, labels: Floats, fold: npt.NDArray[np.int64], within: npt.NDArray[np.bool_]) -> Floats:
    """Scores of a first reading for the rows ``within``, each by a model that saw neither it nor what lies without."""
    scores = np.zeros(len(rows))
    for number in np.unique(fold[within]):
        train = within & (fold != number)
        test = within & (fold == number)
        scores[test] = _fit(rows[train], labels[train], COLUMNS).probabilities(rows[test])
    return scores


def cross_validate(pairs: Sequence[Pair], golds: Sequence[Gold]) -> dict[float, dict[str, float]]:
    """Precision, recall and F over spans for thresholds of the best place, judged by models that never saw the pair."""
    rows, labels, triggers, fold = _arrays(pairs)
    scores = np.zeros(len(pairs))
    for number in range(FOLDS):
        test, train = fold == number, fold != number
        first = held_out(rows, labels, fold, train)
        first[test] = _fit(rows[train], labels[train], COLUMNS).probabilities(rows[test])
        wide = second_rows(rows, first, triggers)
        scores[test] = _fit(wide[train], labels[train], (*COLUMNS, *FIRST_READING)).probabilities(wide[test])
    wanted = sum(g.spans for g in golds)
    highest = np.zeros(len(golds))
    np.maximum.at(highest, triggers, scores)
    out = {}
    for best in (0.2, 0.25, 0.3, 0.35, 0.4, 0.5):
        chosen = (scores >= THRESHOLD) | ((scores == highest[triggers]) & (scores >= best))
        hits = float((chosen & (labels > 0)).sum())
        p, r = hits / max(1.0, float(chosen.sum())), hits / wanted
        out[best] = {"P": round(p, 4), "R": round(r, 4), "F": round(2 * p * r / (p + r), 4)}
    return out


def _arrays(pairs: Sequence[Pair]) -> tuple[Floats, Floats, npt.NDArray[np.int64], npt.NDArray[np.int64]]:
    """Rows, labels, numbers of the triggers, and folds."""
    return (
        np.array([p.row for p in pairs]),
        np.array([float(p.label) for p in pairs]),
        np.array([p.trigger for p in pairs]),
        np.array([fold_of(p.opening) for p in pairs]),
    )


def main() -> None:
    """Read, cross-validate, train on everything and write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpus", type=Path)
    parser.add_argument("-o", "--output", type=Path, required=True)
    arguments = parser.parse_args()
    lines = [json.loads(line) for line in arguments.corpus.read_text("utf-8").splitlines() if line.strip()]
    pairs, golds = read_pairs(lines, Pipeline.from_settings(Settings.from_environment()))
    measured = cross_validate(pairs, golds)
    for threshold, figures in measured.items():
        print(threshold, figures, file=sys.stderr)
    rows, labels, triggers, fold = _arrays(pairs)
    trees = train_trees(rows, labels, COLUMNS, trees=TREES, **PARAMETERS)
    wide = second_rows(rows, held_out(rows, labels, fold, np.ones(len(rows), dtype=bool)), triggers)
    second = train_trees(wide, labels, (*COLUMNS, *FIRST_READING), trees=TREES, **PARAMETERS)
    card = {
        "trained_on": arguments.corpus.name,
        "documents": len(lines),
        "triggers": len(golds),
        "pairs": len(pairs),
        "cross_validated": measured,
        "command": "python -m geoevents.evaluation.train_links CORPUS -o OUT",
    }
    arguments.output.write_text(
        json.dumps({"card": card, "trees": trees, "second": second}, separators=(",", ":")), "utf-8"
    )


if __name__ == "__main__":
    main()

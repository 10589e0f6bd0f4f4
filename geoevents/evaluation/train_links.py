"""Trains the numbers of ``extract/place_link.py`` from sentences whose trigger and place spans are known.

    python -m geoevents.evaluation.train_links event_location.dev.jsonl -o geoevents/extract/data/place_links.json

Each line needs ``text`` and ``events`` with ``trigger_span`` and ``location_spans``. Prints the cross-validated
precision, recall and F over place spans. Only needed to train; LightGBM is a development requirement.
"""

from __future__ import annotations

import argparse
import json
import sys
import zlib
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

from geoevents.evaluation.boosting import train_trees
from geoevents.extract.place_features import COLUMNS, features
from geoevents.extract.place_link import THRESHOLD, sentence_mentions
from geoevents.extract.scene import build_scene
from geoevents.extract.triggers import find_triggers, given_trigger
from geoevents.model import Document, Resolution
from geoevents.pipeline import Pipeline
from geoevents.settings import Settings
from geoevents.text.boosted import BoostedTrees
from geoevents.text.sentences import split_sentences

FOLDS = 5
TREES = 380
PARAMETERS = {"learning_rate": 0.025, "feature_fraction": 0.4, "num_leaves": 20}


class Pair(NamedTuple):
    """One trigger and one place mention, with whether they belong together."""

    doc_id: str
    trigger: int  # number of the trigger in the corpus
    row: list[float]
    label: bool


class Gold(NamedTuple):
    """One gold trigger: how many place spans it has, and those no mention covers."""

    doc_id: str
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
            golds.append(Gold(line["doc_id"], len(event["location_spans"])))
            sentence = next((s for s in sentences if s.start < end and s.end > start), sentences[-1])
            scene = build_scene(sentence, "", resolutions)
            trigger = given_trigger(sentence, start, end)
            mentions: list[Resolution] = sentence_mentions(scene, resolutions)
            triggers = find_triggers(sentence)
            for i, resolution in enumerate(mentions):
                span = (resolution.mention.start, resolution.mention.end)
                label = touches(span, event["location_spans"])
                pairs.append(Pair(line["doc_id"], number, features(trigger, scene, mentions, i, triggers), label))
    return pairs, golds


def fold_of(doc_id: str) -> int:
    """Which fold a document belongs to; the same on every machine."""
    return zlib.crc32(doc_id.encode()) % FOLDS


def folds(pairs: Sequence[Pair]) -> Iterator[tuple[list[int], list[int]]]:
    """Numbers of the pairs to train on and to test on."""
    for fold in range(FOLDS):
        test = [n for n, p in enumerate(pairs) if fold_of(p.doc_id) == fold]
        train = [n for n, p in enumerate(pairs) if fold_of(p.doc_id) != fold]
        yield train, test


def cross_validate(pairs: Sequence[Pair], golds: Sequence[Gold]) -> dict[float, dict[str, float]]:
    """Precision, recall and F over spans for thresholds of the best place, judged by models that never saw the pair."""
    rows = np.array([p.row for p in pairs])
    labels = np.array([float(p.label) for p in pairs])
    scores = np.zeros(len(pairs))
    for train, test in folds(pairs):
        model = BoostedTrees.from_json(train_trees(rows[train], labels[train], COLUMNS, trees=TREES, **PARAMETERS))
        scores[test] = model.probabilities(rows[test])
    wanted = sum(g.spans for g in golds)
    highest = np.zeros(len(golds))
    for pair, value in zip(pairs, scores, strict=True):
        highest[pair.trigger] = max(highest[pair.trigger], value)
    is_best = np.array([value == highest[pair.trigger] for pair, value in zip(pairs, scores, strict=True)])
    out = {}
    for best in (0.2, 0.25, 0.3, 0.35, 0.4, 0.5):
        chosen = (scores >= THRESHOLD) | (is_best & (scores >= best))
        hits = float((chosen & (labels > 0)).sum())
        p, r = hits / max(1.0, float(chosen.sum())), hits / wanted
        out[best] = {"P": round(p, 4), "R": round(r, 4), "F": round(2 * p * r / (p + r), 4)}
    return out


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
    rows, labels = np.array([p.row for p in pairs]), np.array([float(p.label) for p in pairs])
    trees = train_trees(rows, labels, COLUMNS, trees=TREES, **PARAMETERS)
    card = {
        "trained_on": arguments.corpus.name,
        "documents": len(lines),
        "triggers": len(golds),
        "pairs": len(pairs),
        "cross_validated": measured,
        "command": "python -m geoevents.evaluation.train_links CORPUS -o OUT",
    }
    arguments.output.write_text(json.dumps({"card": card, "trees": trees}, separators=(",", ":")), "utf-8")


if __name__ == "__main__":
    main()

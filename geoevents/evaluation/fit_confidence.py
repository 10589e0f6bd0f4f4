r"""Fits the numbers of ``extract/confidence.py``: a logistic regression on events judged right or wrong.

    python -m geoevents.evaluation.fit_confidence --muc muc4.dev.jsonl --types case2021_task2.dev.jsonl \
        -o geoevents/extract/data/confidence.json

An event counts as right when its type and place agree with an incident of the gold. Combat between armed forces
is no incident in MUC-4, so such events of its reports are left out rather than called wrong. Prints reliability
in ten bins, cross-validated by document. Only needed to fit; scikit-learn is a development requirement.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
import zlib
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

from geoevents.evaluation.events import place_agrees, type_agrees
from geoevents.event_json import event_to_dict
from geoevents.extract.confidence import features
from geoevents.extract.draft import Draft
from geoevents.model import Document, Event
from geoevents.ontology import MAPPED_STATUSES
from geoevents.pipeline import Pipeline
from geoevents.settings import Settings

_COMBAT = frozenset(
    {"Armed clash", "Government regains territory", "Non-state actor overtakes territory", "Air/drone strike"}
)
_MUC_TYPES = frozenset({"Battles", "Violence against civilians", "Explosions/Remote violence"})
FOLDS = 5


class Judged(NamedTuple):
    """An event with whether it is right and how much that judgement counts."""

    doc_id: str
    row: dict[str, float]
    right: bool
    weight: float


def read_lines(path: Path, sample: int | None) -> list[dict[str, Any]]:
    """Documents of a corpus, or a fixed sample of them."""
    lines = [json.loads(line) for line in path.read_text("utf-8").splitlines() if line.strip()]
    return random.Random(7).sample(lines, sample) if sample and sample < len(lines) else lines


def _found(pipeline: Pipeline, line: dict[str, Any]) -> Iterator[tuple[Draft, Event]]:
    published = line.get("published")
    document = Document(
        text=line.get("text_truecase") or line["text"],
        published=date.fromisoformat(published[:10]) if published else None,
    )
    extraction = pipeline.explain(document, min_confidence=0.0)
    for draft, event in zip(extraction.drafts, extraction.events, strict=True):
        if event.status in MAPPED_STATUSES and event.event_type not in (None, "Diplomacy", "Displacement"):
            yield draft, event


def judge_muc(pipeline: Pipeline, lines: Iterable[dict[str, Any]]) -> Iterator[Judged]:
    """Events of MUC-4 reports against their incidents."""
    for line in lines:
        for draft, event in _found(pipeline, line):
            if event.event_type not in _MUC_TYPES and event.sub_event_type != "Looting/property destruction":
                continue
            told = event_to_dict(event)
            same_type = [g for g in line["events"] if type_agrees(g["event_type"], told)]
            if any(place_agrees(g, told) for g in same_type):
                yield Judged(line["doc_id"], features(draft), True, 1.0)
            elif event.sub_event_type not in _COMBAT:
                yield Judged(line["doc_id"], features(draft), False, 0.4 if same_type else 1.0)


def judge_types(pipeline: Pipeline, lines: Iterable[dict[str, Any]]) -> Iterator[Judged]:
    """Events of snippets that bear one label."""
    for line in lines:
        gold = line["events"][0]["sub_event_type"]
        for draft, event in _found(pipeline, line):
            yield Judged(line["doc_id"], features(draft), event.sub_event_type == gold, 1.0)


def fit(judged: list[Judged], names: list[str]) -> tuple[np.ndarray[Any, Any], float]:
    """Weights of the columns and the bias."""
    from sklearn.linear_model import LogisticRegression

    model = LogisticRegression(C=0.3, max_iter=2000)
    model.fit(_matrix(judged, names), [j.right for j in judged], sample_weight=[j.weight for j in judged])
    return model.coef_[0], float(model.intercept_[0])


def _matrix(judged: list[Judged], names: list[str]) -> np.ndarray[Any, Any]:
    return np.array([[j.row.get(name, 0.0) for name in names] for j in judged])


def reliability(chances: np.ndarray[Any, Any], right: np.ndarray[Any, Any]) -> list[tuple[float, float, int]]:
    """Mean chance, share right and number of events in ten bins."""
    out = []
    for low in np.arange(0.0, 1.0, 0.1):
        inside = (chances >= low) & (chances < low + 0.1 + 1e-9)
        if inside.sum():
            out.append((float(chances[inside].mean()), float(right[inside].mean()), int(inside.sum())))
    return out


def main() -> None:
    """Judge, cross-validate, fit on everything and write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--muc", type=Path)
    parser.add_argument("--types", type=Path)
    parser.add_argument("--sample", type=int, help="at most so many documents of each corpus")
    parser.add_argument("-o", "--output", type=Path, required=True)
    arguments = parser.parse_args()
    pipeline = Pipeline.from_settings(Settings.from_environment())
    judged: list[Judged] = []
    if arguments.muc:
        judged += judge_muc(pipeline, read_lines(arguments.muc, arguments.sample))
    if arguments.types:
        judged += judge_types(pipeline, read_lines(arguments.types, arguments.sample))
    names = sorted({name for j in judged for name in j.row} - {"bias"})
    chances = np.zeros(len(judged))
    for fold in range(FOLDS):
        train = [j for j in judged if zlib.crc32(j.doc_id.encode()) % FOLDS != fold]
        coefficients, bias = fit(train, names)
        test = [n for n, j in enumerate(judged) if zlib.crc32(j.doc_id.encode()) % FOLDS == fold]
        total = _matrix([judged[n] for n in test], names) @ coefficients + bias
        chances[test] = 1 / (1 + np.exp(-total))
    table = reliability(chances, np.array([j.right for j in judged]))
    for mean, share, count in table:
        print(f"{mean:.2f} {share:.2f} {count}", file=sys.stderr)
    coefficients, bias = fit(judged, names)
    weights = {"bias": round(bias, 4), **{n: round(float(c), 4) for n, c in zip(names, coefficients, strict=True)}}
    card = {
        "fitted_on": [str(p.name) for p in (arguments.muc, arguments.types) if p],
        "events": len(judged),
        "right": sum(j.right for j in judged),
        "reliability_cross_validated": [[round(m, 3), round(s, 3), n] for m, s, n in table],
        "command": "python -m geoevents.evaluation.fit_confidence --muc MUC --types TYPES -o OUT",
    }
    arguments.output.write_text(json.dumps({"card": card, "weights": weights}, indent=1), "utf-8")


if __name__ == "__main__":
    main()

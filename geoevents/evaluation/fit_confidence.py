r"""Fits the numbers of ``extract/confidence.py``: a logistic regression on events judged right or wrong.

    python -m geoevents.evaluation.fit_confidence --muc muc4.dev.jsonl --types case2021_task2.dev.jsonl \
        --headlines ged_headlines_rich.dev.jsonl --judged judged.jsonl -o geoevents/extract/data/confidence.json

Every fifth report of MUC-4 is held back, and every fourth headline is read. An event counts as right when its type, and
its place where it has one, agree with an incident of the gold. Combat between armed forces is no incident in MUC-4, so
such events of its reports without incidents weigh little. Headlines are real incidents all of them, judged by their
point. Our own texts and whole articles count as well, but for the parts kept unseen. Reports judged by hand are lines
with ``doc_id``, ``text``, ``title``, ``published`` and ``judged``: for each event the ``start`` of its trigger, its
``sub_event_type``, the name of its ``place`` or null, and whether it is ``right``; what is found otherwise by now is
passed over.
Prints reliability in ten bins, cross-validated by document. Only needed to fit; scikit-learn is a development
requirement.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
import zlib
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple, Protocol

import numpy as np
import typer

from geoevents.evaluation.articles import load_articles
from geoevents.evaluation.articles import read as read_article
from geoevents.evaluation.events import place_agrees, type_agrees
from geoevents.evaluation.phenomena import BLIND_FILES, FILES, NEWS_FILES, check, is_unseen, load_phenomena
from geoevents.event_json import event_to_dict
from geoevents.extract.confidence import features
from geoevents.extract.draft import Draft
from geoevents.extract.extractor import Extraction
from geoevents.geometry import distance_km
from geoevents.model import Document, Event
from geoevents.ontology import MAPPED_STATUSES, VIOLENT_TYPES
from geoevents.pipeline import Pipeline
from geoevents.settings import Settings

_COMBAT = frozenset(
    {"Armed clash", "Government regains territory", "Non-state actor overtakes territory", "Air/drone strike"}
)
_MUC_TYPES = frozenset({"Battles", "Violence against civilians", "Explosions/Remote violence"})
_COARSE = 4  # where_prec from which on a place is no point
_NEAR_KM = 50.0  # so far from the coded point a headline's place may lie
_COMBAT_WEIGHT, _HEADLINE_WEIGHT, _OWN_WEIGHT, _ARTICLE_WEIGHT, _JUDGED_WEIGHT = 0.1, 1.0, 0.5, 2.0, 0.7
_MUC_SUB_TYPES = frozenset({"Looting/property destruction", "Abduction/forced disappearance"})
FOLDS = 5
HELD_BACK = 5  # every so many reports of MUC-4 one is never fitted on
_HEADLINES = 4  # every so many headlines one is read
_STRENGTH = 0.05  # inverse of the penalty on large weights
MIN_EVENTS = 12  # a column that fewer events have is left out


class Reader(Protocol):
    """What gives drafts: a pipeline."""

    def explain(self, document: Document, *, min_confidence: float) -> Extraction:
        """The events of a document, however unsure."""


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


def _found(reader: Reader, line: dict[str, Any]) -> Iterator[tuple[Draft, Event]]:
    published = line.get("published")
    document = Document(
        text=line.get("text_truecase") or line["text"],
        published=date.fromisoformat(published[:10]) if published else None,
    )
    extraction = reader.explain(document, min_confidence=0.0)
    for draft, event in zip(extraction.drafts, extraction.events, strict=True):
        if event.status in MAPPED_STATUSES and event.event_type not in (None, "Diplomacy", "Displacement"):
            yield draft, event


def judge_muc(reader: Reader, lines: Iterable[dict[str, Any]]) -> Iterator[Judged]:
    """Events of MUC-4 reports against their incidents."""
    for line in lines:
        for draft, event in _found(reader, line):
            if event.event_type not in _MUC_TYPES and event.sub_event_type not in _MUC_SUB_TYPES:
                continue
            told = event_to_dict(event)
            same_type = [g for g in line["events"] if type_agrees(g["event_type"], told)]
            vague = event.location is None or event.location.where_prec >= _COARSE
            if any(place_agrees(g, told) for g in same_type):
                yield Judged(line["doc_id"], features(draft), True, 1.0)
            elif same_type:
                yield Judged(line["doc_id"], features(draft), vague, 0.5 if vague else 0.4)
            else:
                combat = event.sub_event_type in _COMBAT
                yield Judged(line["doc_id"], features(draft), False, _COMBAT_WEIGHT if combat else 1.0)


def judge_types(reader: Reader, lines: Iterable[dict[str, Any]]) -> Iterator[Judged]:
    """Events of snippets that bear one label."""
    for line in lines:
        gold = line["events"][0]["sub_event_type"]
        for draft, event in _found(reader, line):
            yield Judged(line["doc_id"], features(draft), event.sub_event_type == gold, 1.0)


def judge_headlines(reader: Reader, lines: Iterable[dict[str, Any]]) -> Iterator[Judged]:
    """Events of headlines that are coded as one violent incident with a point."""
    for line in lines:
        gold = line["events"][0]
        for draft, event in _found(reader, line):
            near = event.location is None or distance_km(event.location, _Spot(gold["lat"], gold["lon"])) <= max(
                _NEAR_KM, event.location.radius_km
            )
            yield Judged(line["doc_id"], features(draft), near and event.event_type in VIOLENT_TYPES, _HEADLINE_WEIGHT)


def judge_own(reader: Reader) -> Iterator[Judged]:
    """Events of our own texts: right when one of them is wanted, of this type and at this place."""
    for case in load_phenomena((*FILES, *BLIND_FILES, *NEWS_FILES)):
        if is_unseen(case):
            continue
        document = Document(text=case.text, published=case.published)
        extraction = reader.explain(document, min_confidence=0.0)
        for draft, event in zip(extraction.drafts, extraction.events, strict=True):
            if event.status not in MAPPED_STATUSES or event.sub_event_type in ("Statement", "Threat"):
                continue
            wanted = [{k: v for k, v in w.items() if k in ("sub_event_type", "place", "status")} for w in case.events]
            right = any(not check(replace(case, events=(w,)), [event]).problems for w in wanted)
            if right or not case.others_allowed:
                yield Judged(f"own-{case.id}", features(draft), right, _OWN_WEIGHT)


def judge_articles(reader: Reader) -> Iterator[Judged]:
    """Events of our own whole articles: right when coded with this type and at this place."""
    for article in load_articles():
        if article.unseen:
            continue
        document = Document(text=article.text, title=article.title, published=article.published)
        extraction = reader.explain(document, min_confidence=0.0)
        drafts = {id(event): draft for draft, event in zip(extraction.drafts, extraction.events, strict=True)}
        for match in read_article(article, extraction.events).shown:
            right = match.wanted is not None and not match.wrong.keys() & {"sub_event_type", "place"}
            yield Judged(f"article-{article.id}", features(drafts[id(match.event)]), right, _ARTICLE_WEIGHT)


def judge_by_hand(reader: Reader, lines: Iterable[dict[str, Any]]) -> Iterator[Judged]:
    """Events of reports that somebody judged, as long as they are still found with that type and at that place."""
    for line in lines:
        verdicts = {(v["start"], v["sub_event_type"], v["place"]): v["right"] for v in line["judged"]}
        published = date.fromisoformat(line["published"]) if line.get("published") else None
        document = Document(text=line["text"], title=line.get("title"), published=published)
        extraction = reader.explain(document, min_confidence=0.0)
        for draft, event in zip(extraction.drafts, extraction.events, strict=True):
            place = event.location.name if event.location else None
            right = verdicts.get((event.trigger.start, event.sub_event_type, place))
            if right is not None and event.status in MAPPED_STATUSES:
                yield Judged(f"judged-{line['doc_id']}", features(draft), right, _JUDGED_WEIGHT)


class _Spot(NamedTuple):
    lat: float
    lon: float


def fit(judged: Sequence[Judged], names: Sequence[str]) -> tuple[np.ndarray[Any, Any], float]:
    """Weights of the columns and the bias."""
    from sklearn.linear_model import LogisticRegression

    model = LogisticRegression(C=_STRENGTH, max_iter=3000)
    model.fit(_matrix(judged, names), [j.right for j in judged], sample_weight=[j.weight for j in judged])
    return model.coef_[0], float(model.intercept_[0])


def _matrix(judged: Sequence[Judged], names: Sequence[str]) -> np.ndarray[Any, Any]:
    return np.array([[j.row.get(name, 0.0) for name in names] for j in judged])


def columns(judged: Sequence[Judged]) -> list[str]:
    """The columns that enough events have, by name."""
    counts = Counter(name for j in judged for name, value in j.row.items() if value)
    return sorted(name for name, count in counts.items() if count >= MIN_EVENTS and name != "bias")


def fold_of(doc_id: str) -> int:
    """The part of the cross-validation a document belongs to, 0 to FOLDS - 1."""
    return zlib.crc32(doc_id.encode()) % FOLDS


def cross_validated(judged: Sequence[Judged]) -> np.ndarray[Any, Any]:
    """The chance of each event by weights fitted without its document."""
    chances = np.zeros(len(judged))
    names = columns(judged)
    for fold in range(FOLDS):
        coefficients, bias = fit([j for j in judged if fold_of(j.doc_id) != fold], names)
        test = [n for n, j in enumerate(judged) if fold_of(j.doc_id) == fold]
        total = _matrix([judged[n] for n in test], names) @ coefficients + bias
        chances[test] = 1 / (1 + np.exp(-total))
    return chances


def reliability(chances: np.ndarray[Any, Any], right: np.ndarray[Any, Any]) -> list[tuple[float, float, int]]:
    """Mean chance, share right and number of events in ten bins."""
    out = []
    for low in np.arange(0.0, 1.0, 0.1):
        inside = (chances >= low) & (chances < low + 0.1 + 1e-9)
        if inside.sum():
            out.append((float(chances[inside].mean()), float(right[inside].mean()), int(inside.sum())))
    return out


def judge(reader: Reader, arguments: argparse.Namespace) -> list[Judged]:
    """The events of every corpus that is given, and of our own texts."""
    judged: list[Judged] = []
    if arguments.muc:
        lines = [line for n, line in enumerate(read_lines(arguments.muc, None), 1) if n % HELD_BACK]
        judged += judge_muc(reader, _shown(lines[: arguments.sample], "MUC-4"))
    if arguments.types:
        judged += judge_types(reader, _shown(read_lines(arguments.types, arguments.sample), "types"))
    if arguments.headlines:
        lines = read_lines(arguments.headlines, None)[::_HEADLINES]
        judged += judge_headlines(reader, _shown(lines[: arguments.sample], "headlines"))
    if arguments.judged:
        judged += judge_by_hand(reader, _shown(read_lines(arguments.judged, arguments.sample), "judged by hand"))
    return [*judged, *judge_own(reader), *judge_articles(reader)]


def _shown(lines: Sequence[dict[str, Any]], name: str) -> Iterator[dict[str, Any]]:
    """The documents of a corpus with a progress bar."""
    with typer.progressbar(lines, label=name, file=sys.stderr) as shown:
        yield from shown


def arguments_of(words: Sequence[str] | None = None) -> argparse.Namespace:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--muc", type=Path)
    parser.add_argument("--types", type=Path)
    parser.add_argument("--headlines", type=Path)
    parser.add_argument("--judged", type=Path)
    parser.add_argument("--sample", type=int, help="at most so many documents of each corpus")
    parser.add_argument("-o", "--output", type=Path, required=True)
    return parser.parse_args(words)


def main(words: Sequence[str] | None = None, reader: Reader | None = None) -> None:
    """Judge, cross-validate, fit on everything and write."""
    arguments = arguments_of(words)
    judged = judge(reader or Pipeline.from_settings(Settings.from_environment()), arguments)
    known = np.array([j.weight > _COMBAT_WEIGHT for j in judged])  # whether the combat is right nobody can tell
    table = reliability(cross_validated(judged)[known], np.array([j.right for j in judged])[known])
    for mean, share, count in table:
        print(f"{mean:.2f} {share:.2f} {count}", file=sys.stderr)
    names = columns(judged)
    coefficients, bias = fit(judged, names)
    weights = {"bias": round(bias, 4), **{n: round(float(c), 4) for n, c in zip(names, coefficients, strict=True)}}
    card = {
        "fitted_on": [
            f"{path.name}{part}"
            for path, part in (
                (arguments.muc, " (four fifths)"),
                (arguments.types, ""),
                (arguments.headlines, " (a quarter)"),
                (arguments.judged, ""),
            )
            if path
        ]
        + ["own texts and articles but for the unseen ones"],
        "events": len(judged),
        "right": sum(j.right for j in judged),
        "reliability_cross_validated": [[round(m, 3), round(s, 3), n] for m, s, n in table],
        "command": "python -m geoevents.evaluation.fit_confidence --muc MUC --types TYPES --headlines HEADLINES "
        "--judged JUDGED -o OUT",
    }
    arguments.output.write_text(json.dumps({"card": card, "weights": weights}, indent=1), "utf-8")


if __name__ == "__main__":
    main()

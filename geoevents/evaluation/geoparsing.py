"""Measures of geoparsing against gold annotations: recognition by span, resolution by distance and id.

Every rate is over all gold toponyms that the corpus geocodes, so a name that was not found, or was left
without a place, counts as wrong.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

from geoevents.errors import GeoEventsError
from geoevents.geometry import distance_km

NEAR_KM = 161.0  # 100 miles, the usual bar
CLOSE_KM = 25.0


class Point(NamedTuple):
    """A position in WGS84 degrees."""

    lat: float
    lon: float


class Toponym(NamedTuple):
    """One annotated or predicted toponym; offsets in code points, end exclusive."""

    start: int
    end: int
    point: Point | None = None
    geonameid: str | None = None
    kind: str = "place"
    literal: bool | None = None  # None where nobody said


@dataclass(frozen=True, slots=True)
class GoldDocument:
    """A text with its annotated toponyms."""

    doc_id: str
    text: str
    toponyms: tuple[Toponym, ...]
    neutral: tuple[tuple[int, int], ...] = ()  # spans where a prediction counts neither for nor against
    source: str | None = None
    published: str | None = None


class Rates(NamedTuple):
    """Precision, recall and their harmonic mean."""

    precision: float
    recall: float
    f: float


@dataclass(frozen=True, slots=True)
class GeoparsingScore:
    """All measures over a corpus; a rate is None where the corpus has nothing to measure it on."""

    documents: int
    missing: int  # documents without a prediction
    gold: int
    predicted: int
    exact: Rates
    overlap: Rates
    geocoded: int
    acc161: float | None
    acc25: float | None
    exact_id: float | None
    resolved: int
    median_km: float | None
    mean_km: float | None

    def to_dict(self) -> dict[str, Any]:
        """Flat mapping, rounded as it is printed."""
        values: dict[str, Any] = {
            "docs": self.documents,
            "docs_missing": self.missing,
            "gold": self.gold,
            "predicted": self.predicted,
        }
        for name, rates in (("exact", self.exact), ("overlap", self.overlap)):
            for letter, rate in zip("PRF", rates, strict=True):
                values[f"{letter}_{name}"] = round(rate, 4)
        values["geocoded_gold"] = self.geocoded
        for key in ("acc161", "acc25", "exact_id"):
            rate = getattr(self, key)
            values[key] = None if rate is None else round(rate, 4)
        values["resolved"] = self.resolved
        values["median_km"] = None if self.median_km is None else round(self.median_km, 2)
        values["mean_km"] = None if self.mean_km is None else round(self.mean_km, 1)
        return values


class _Tally:
    def __init__(self) -> None:
        self.gold = self.predicted = self.exact = self.overlap = self.missing = 0
        self.geocoded = self.near = self.close = self.ids = self.ids_right = 0
        self.km: list[float] = []


def align(gold: Sequence[Toponym], predicted: Sequence[Toponym]) -> dict[int, int]:
    """Index of the predicted span for each gold span that has one: equal spans first, then the longest overlap."""
    by_span = {(p.start, p.end): j for j, p in enumerate(predicted)}
    pairs: dict[int, int] = {}
    used: set[int] = set()
    for i, wanted in enumerate(gold):
        j = by_span.get((wanted.start, wanted.end))
        if j is not None and j not in used:
            pairs[i] = j
            used.add(j)
    for i, wanted in enumerate(gold):
        if i in pairs:
            continue
        best, best_overlap = -1, 0
        for j, candidate in enumerate(predicted):
            common = min(wanted.end, candidate.end) - max(wanted.start, candidate.start)
            if j not in used and common > best_overlap:
                best, best_overlap = j, common
        if best >= 0:
            pairs[i] = best
            used.add(best)
    return pairs


def score_geoparsing(
    gold: Iterable[GoldDocument], predicted: Mapping[str, Sequence[Toponym]], *, demonyms: bool = False
) -> GeoparsingScore:
    """Score predictions against gold documents.

    Parameters
    ----------
    gold : iterable of GoldDocument
    predicted : mapping of doc_id to sequence of Toponym
        A document without an entry counts as one without predictions.
    demonyms : bool, default False
        Count predicted demonyms; for corpora that annotate them as toponyms.
    """
    tally = _Tally()
    documents = 0
    for document in gold:
        documents += 1
        answers = predicted.get(document.doc_id)
        if answers is None:
            tally.missing += 1
            answers = ()
        _score_document(tally, document, _unique(answers, demonyms))
    km = sorted(tally.km)
    return GeoparsingScore(
        documents=documents,
        missing=tally.missing,
        gold=tally.gold,
        predicted=tally.predicted,
        exact=_rates(tally.exact, tally.predicted, tally.gold),
        overlap=_rates(tally.overlap, tally.predicted, tally.gold),
        geocoded=tally.geocoded,
        acc161=tally.near / tally.geocoded if tally.geocoded else None,
        acc25=tally.close / tally.geocoded if tally.geocoded else None,
        exact_id=tally.ids_right / tally.ids if tally.ids else None,
        resolved=len(km),
        median_km=km[len(km) // 2] if km else None,
        mean_km=sum(km) / len(km) if km else None,
    )


def _unique(answers: Sequence[Toponym], demonyms: bool) -> list[Toponym]:
    """The first answer for each span, without demonyms where the corpus has none."""
    first: dict[tuple[int, int], Toponym] = {}
    for answer in answers:
        if demonyms or answer.kind != "demonym":
            first.setdefault((answer.start, answer.end), answer)
    return list(first.values())


def _score_document(tally: _Tally, document: GoldDocument, answers: list[Toponym]) -> None:
    pairs = align(document.toponyms, answers)
    used = set(pairs.values())
    tally.gold += len(document.toponyms)
    tally.predicted += sum(
        j in used or not any(a.start < end and start < a.end for start, end in document.neutral)
        for j, a in enumerate(answers)
    )
    for i, wanted in enumerate(document.toponyms):
        answer = answers[pairs[i]] if i in pairs else None
        if answer is not None:
            tally.overlap += 1
            tally.exact += (answer.start, answer.end) == (wanted.start, wanted.end)
        if wanted.point is None:
            continue
        tally.geocoded += 1
        if wanted.geonameid:
            tally.ids += 1
            tally.ids_right += answer is not None and answer.geonameid == wanted.geonameid
        if answer is None or answer.point is None:
            continue
        km = distance_km(answer.point, wanted.point)
        tally.km.append(km)
        tally.near += km <= NEAR_KM
        tally.close += km <= CLOSE_KM


def _rates(hits: int, predicted: int, gold: int) -> Rates:
    precision = hits / predicted if predicted else 0.0
    recall = hits / gold if gold else 0.0
    return Rates(precision, recall, 2 * precision * recall / (precision + recall) if precision + recall else 0.0)


def oracle(
    gold: Iterable[GoldDocument], candidates: Callable[[str], Iterable[Point]], *, within_km: float = NEAR_KM
) -> float | None:
    """The best acc161 a gazetteer allows: share of geocoded gold names with any candidate near enough.

    ``candidates`` gives the positions of all places that bear a name. None without geocoded gold.
    """
    geocoded = reachable = 0
    for document in gold:
        for toponym in document.toponyms:
            if toponym.point is None:
                continue
            geocoded += 1
            name = document.text[toponym.start : toponym.end]
            reachable += any(distance_km(place, toponym.point) <= within_km for place in candidates(name))
    return reachable / geocoded if geocoded else None


def literal_accuracy(
    gold: Iterable[GoldDocument], predicted: Mapping[str, Sequence[Toponym]]
) -> tuple[float, int] | None:
    """Share of spans found exactly whose ``literal`` is right, and their number; None where gold has no types."""
    right = total = 0
    for document in gold:
        answers = {(p.start, p.end): p for p in predicted.get(document.doc_id, ())}
        for toponym in document.toponyms:
            answer = answers.get((toponym.start, toponym.end))
            if toponym.literal is None or answer is None:
                continue
            total += 1
            right += answer.literal == toponym.literal
    return (right / total, total) if total else None


def read_gold(path: Path) -> list[GoldDocument]:
    """Annotated documents from JSON Lines; raises GeoEventsError for a file that is none."""
    documents = []
    for number, values in _lines(path):
        try:
            documents.append(
                GoldDocument(
                    doc_id=str(values["doc_id"]),
                    text=values["text"],
                    toponyms=tuple(_toponym(t) for t in values["toponyms"]),
                    neutral=tuple((t["start"], t["end"]) for t in values.get("augmentation") or ()),
                    source=(values.get("meta") or {}).get("domain") or (values.get("meta") or {}).get("url"),
                )
            )
        except (KeyError, TypeError, AttributeError) as error:
            raise GeoEventsError(f"{path}, line {number}: no annotated document ({error!r})") from error
    return documents


def _lines(path: Path) -> Iterable[tuple[int, dict[str, Any]]]:
    try:
        with path.open(encoding="utf-8") as lines:
            for number, line in enumerate(lines, 1):
                if line.strip():
                    yield number, json.loads(line)
    except OSError as error:
        raise GeoEventsError(f"{path}: {error.strerror or error}") from error
    except json.JSONDecodeError as error:
        raise GeoEventsError(f"{path}: not JSON Lines ({error})") from error


def _toponym(values: dict[str, Any]) -> Toponym:
    lat, lon, geonameid = values.get("lat"), values.get("lon"), values.get("geonameid")
    literal = values.get("literal")
    if literal is None and values.get("type") in ("literal", "associative"):
        literal = values["type"] == "literal"
    return Toponym(
        start=values["start"],
        end=values["end"],
        point=None if lat is None or lon is None else Point(lat, lon),
        geonameid=str(geonameid) if geonameid else None,
        kind=values.get("kind") or "place",
        literal=literal,
    )

"""How well reports of one incident are found to be one: our own invented reports, their clusters known.

Each report says of some of its events, by words of their evidence, which incident they are, and of which report it
is a copy. The reports are read by the pipeline itself, so what it misses or puts elsewhere counts here, too; how many
of the incidents told were found at all is said beside the figures.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Any, NamedTuple

from geoevents.evaluation.own_texts import own_texts
from geoevents.incidents.copies import find_copies
from geoevents.incidents.link import link
from geoevents.model import Document, Event
from geoevents.ontology import MAPPED_STATUSES
from geoevents.store.base import ExtractedDocument
from geoevents.store.memory import MemoryStore

PARTS = ("dev", "seen", "blind")  # seen: blind until it was measured; blind: not looked at while anything was tuned


@dataclass(frozen=True, slots=True)
class Report:
    """One invented report with what it tells of."""

    report_id: str
    part: str
    document: Document
    incidents: Mapping[str, str]  # incident -> words of the evidence of its event
    copy_of: str | None


class PairScore(NamedTuple):
    """Precision, recall and F over pairs (or B-cubed, over items)."""

    precision: float
    recall: float

    @property
    def f(self) -> float:
        """Harmonic mean; 0 where both are."""
        total = self.precision + self.recall
        return 2 * self.precision * self.recall / total if total else 0.0


@dataclass(frozen=True, slots=True)
class IncidentScore:
    """What the linker made of one part of the reports."""

    reports: int
    told: int  # events that the reports tell, by our own count
    found: int  # of these, events that the extractor found
    pairwise: PairScore
    b_cubed: PairScore
    copies: PairScore
    mistakes: tuple[str, ...]  # pairs of reports joined wrongly or not joined


def load_reports(part: str | None = None) -> list[Report]:
    """The reports of one part, or all."""
    found = []
    for row in own_texts("incidents.jsonl"):
        document = Document(
            row["text"], title=row["title"], published=row["published"], source=row["source"], doc_id=row["id"]
        )
        found.append(Report(row["id"], row["part"], document, row["incidents"], row["copy_of"]))
    return [report for report in found if part in (None, report.part)]


def pairwise(gold: Mapping[str, Hashable], found: Mapping[str, Hashable]) -> PairScore:
    """Over all pairs of items: of those put together, how many belong together, and the other way round."""
    pairs = list(combinations(sorted(gold), 2))
    true = {pair for pair in pairs if gold[pair[0]] == gold[pair[1]]}
    said = {pair for pair in pairs if found[pair[0]] == found[pair[1]]}
    return _score(len(true & said), len(said), len(true))


def b_cubed(gold: Mapping[str, Hashable], found: Mapping[str, Hashable]) -> PairScore:
    """Mean over items of the share of their group that belongs there, and of their true group that is there."""
    if not gold:
        return PairScore(0.0, 0.0)
    both = Counter((gold[item], found[item]) for item in gold)
    true, said = Counter(gold.values()), Counter(found[item] for item in gold)
    precision = sum(both[gold[item], found[item]] / said[found[item]] for item in gold)
    recall = sum(both[gold[item], found[item]] / true[gold[item]] for item in gold)
    return PairScore(precision / len(gold), recall / len(gold))


def _score(right: int, said: int, true: int) -> PairScore:
    return PairScore(right / said if said else 1.0, right / true if true else 1.0)


def score_reports(reports: Sequence[Report], extract: Callable[[Document], Sequence[Event]]) -> IncidentScore:
    """Read the reports, link them as the program does, and compare."""
    store = MemoryStore()
    extracted = [ExtractedDocument(report.document, extract(report.document)) for report in reports]
    store.ingest(extracted, extractor="evaluation")
    link(store)
    linked = dict(zip(*(store.memberships().column(name).to_pylist() for name in ("event_id", "incident_id")),
                      strict=True))  # fmt: skip
    gold: dict[str, Hashable] = {}
    said: dict[str, Hashable] = {}
    missed = []
    for report, (_, events) in zip(reports, extracted, strict=True):
        live = [event for event in events if event.status in MAPPED_STATUSES]
        for incident, words in report.incidents.items():
            event = _event_of(live, report.document.text, words)
            if event is None:
                missed.append(f"{report.report_id}: no event found for {incident}")
                continue
            key = f"{report.report_id} {incident}"
            gold[key], said[key] = incident, linked.get(event.event_id, event.event_id)
    mistakes = [
        f"{one} and {other} {'not joined' if gold[one] == gold[other] else 'joined'}"
        for one, other in combinations(sorted(gold), 2)
        if (gold[one] == gold[other]) != (said[one] == said[other])
    ]
    return IncidentScore(
        reports=len(reports),
        told=sum(len(report.incidents) for report in reports),
        found=len(gold),
        pairwise=pairwise(gold, said),
        b_cubed=b_cubed(gold, said),
        copies=score_copies(reports),
        mistakes=(*missed, *mistakes),
    )


def _event_of(events: Iterable[Event], text: str, words: str) -> Event | None:
    """The event whose trigger stands nearest the words, in evidence that holds them."""
    at = text.index(words)
    holding = [event for event in events if any(span.start <= at < span.end for span in event.evidence)]
    return min(holding, key=lambda event: (abs(event.trigger.start - at), event.event_id), default=None)


def score_copies(reports: Sequence[Report]) -> PairScore:
    """Over pairs of reports: which are copies of one text."""
    import pyarrow as pa

    origin = {report.report_id: report.copy_of or report.report_id for report in reports}
    by_origin: dict[str, list[str]] = defaultdict(list)
    for report_id, first in origin.items():
        by_origin[first].append(report_id)
    true = {pair for group in by_origin.values() for pair in combinations(sorted(group), 2)}
    rows = [{"document_id": r.report_id, "published": r.document.published, "text": r.document.text} for r in reports]
    said = {tuple(sorted((pair.first, pair.second))) for pair in find_copies(pa.Table.from_pylist(rows))}
    return _score(len(true & said), len(said), len(true))


def as_dict(score: IncidentScore) -> dict[str, Any]:
    """The figures, for JSON."""
    pairs = {name: getattr(score, name) for name in ("pairwise", "b_cubed", "copies")}
    return {
        "reports": score.reports,
        "told": score.told,
        "found": score.found,
        **{
            f"{name}_{part}": round(getattr(value, part), 4)
            for name, value in pairs.items()
            for part in ("precision", "recall", "f")
        },
    }

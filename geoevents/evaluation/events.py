"""The ruler for extracted events: places of triggers, types, MUC-4 templates, headlines.

Gold documents and predictions are mappings in the JSON form of ``geoevents extract``. Only events that a map
shows (status actual or attempted) count, but for places, where the gold marks every verb.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from geoevents.geometry import distance_km
from geoevents.ontology import EVENT_TYPES, MAPPED_STATUSES

Row = Mapping[str, Any]
Predictions = Mapping[str, Sequence[Row]]  # doc_id to events

NONE = "None"
_ACLED_TYPES = frozenset(EVENT_TYPES) - {"Diplomacy", "Displacement"}
# Verbs the location corpus marks although they tell no event.
_NO_EVENT_VERB = re.compile(
    r"patrol\w*|said|told|began|begins?|continu\w+|occurr\w+|was|were|is|are|be|took|found|entered?", re.IGNORECASE
)
# A MUC-4 incident type and the (sub-)event types of ours that say the same.
MUC_TYPES: dict[str, frozenset[str]] = {
    "ATTACK": frozenset({"Battles", "Violence against civilians", "Explosions/Remote violence"}),
    "BOMBING": frozenset({"Explosions/Remote violence"}),
    "KIDNAPPING": frozenset({"Abduction/forced disappearance"}),
    "ARSON": frozenset({"Looting/property destruction", "Mob violence", "Violent demonstration"}),
    "ROBBERY": frozenset({"Looting/property destruction"}),
    "FORCED WORK STOPPAGE": frozenset({"Other", "Looting/property destruction"}),
}
_MUC_RELEVANT = frozenset().union(*MUC_TYPES.values()) - {"Other"}


class Score(NamedTuple):
    """Precision, recall and their harmonic mean, 0 to 1."""

    precision: float
    recall: float
    f: float


class _Spot(NamedTuple):
    lat: float
    lon: float


def score(hits_predicted: float, hits_gold: float, predicted: int, gold: int) -> Score:
    """Precision over ``predicted``, recall over ``gold``; 0 where there is nothing to divide by."""
    precision = hits_predicted / predicted if predicted else 0.0
    recall = hits_gold / gold if gold else 0.0
    f = 2 * precision * recall / (precision + recall) if precision + recall else 0.0
    return Score(precision, recall, f)


def shown(events: Iterable[Row]) -> list[Row]:
    """The events a map would show."""
    return [e for e in events if (e.get("status") or "actual") in MAPPED_STATUSES]


def _overlap(a: Sequence[int], b: Sequence[int]) -> bool:
    return min(a[1], b[1]) > max(a[0], b[0])


def score_places(gold: Iterable[Row], predicted: Predictions, *, own_triggers: bool = False) -> dict[str, Any]:
    """How well the place spans of triggers are found.

    Parameters
    ----------
    gold : iterable of documents
        Each with ``events`` that have ``trigger_span`` and ``location_spans``.
    predicted : mapping of doc_id to events
    own_triggers : bool
        True when the extractor found its triggers itself: verbs that tell no event are then left out.
    """
    triggers = found = gold_spans = predicted_spans = gold_hits = predicted_hits = 0
    for document in gold:
        events = predicted.get(document["doc_id"], [])
        for marked in document["events"]:
            span = marked.get("trigger_span")
            if not span or (own_triggers and _NO_EVENT_VERB.fullmatch(marked["event_type"])):
                continue
            here = [
                e for e in events if e.get("trigger") and _overlap((e["trigger"]["start"], e["trigger"]["end"]), span)
            ]
            told = {tuple(m) for e in here for m in (e.get("location") or {}).get("mentions") or ()}
            wanted = [tuple(s[:2]) for s in marked["location_spans"]]
            triggers += 1
            found += bool(here)
            gold_spans += len(wanted)
            predicted_spans += len(told)
            gold_hits += sum(any(_overlap(w, t) for t in told) for w in wanted)
            predicted_hits += sum(any(_overlap(w, t) for w in wanted) for t in told)
    return {
        "triggers": triggers,
        "triggers_found": found,
        "gold_spans": gold_spans,
        "predicted_spans": predicted_spans,
        **score(predicted_hits, gold_hits, predicted_spans, gold_spans)._asdict(),
    }


def weighted_f1(gold: Sequence[str], predicted: Sequence[str]) -> float:
    """F1 of each label weighted by how often the gold has it; 0 for no labels."""
    right = Counter(g for g, p in zip(gold, predicted, strict=True) if g == p)
    said = Counter(predicted)
    total = sum(n * 2 * right[label] / (said[label] + n) for label, n in Counter(gold).items())
    return total / len(gold) if gold else 0.0


def score_types(gold: Iterable[Row], predicted: Predictions) -> dict[str, Any]:
    """One label a document: the sub-event type of its most confident event, or none."""
    subs: list[tuple[str, str]] = []
    types: list[tuple[str, str]] = []
    for document in gold:
        wanted = document["events"][0]
        events = [e for e in shown(predicted.get(document["doc_id"], [])) if e.get("event_type") in _ACLED_TYPES]
        best: Row = max(events, key=lambda e: e.get("confidence") or 0.0, default={})
        sub = wanted["sub_event_type"]
        subs.append((sub or NONE, best.get("sub_event_type") or NONE))
        types.append((wanted["event_type"] if sub else NONE, best.get("event_type") or NONE))
    nothing = [p for g, p in subs if g == NONE]
    return {
        "documents": len(subs),
        "sub_type_weighted_f1": weighted_f1(*_columns(subs)),
        "sub_type_weighted_f1_events_only": weighted_f1(*_columns([s for s in subs if s[0] != NONE])),
        "type_weighted_f1": weighted_f1(*_columns(types)),
        "none_left_alone": sum(p == NONE for p in nothing) / len(nothing) if nothing else None,
    }


def _columns(pairs: Sequence[tuple[str, str]]) -> tuple[list[str], list[str]]:
    return [g for g, _ in pairs], [p for _, p in pairs]


def fold(text: str | None) -> str:
    """Lower-case ASCII letters and digits with single spaces."""
    plain = unicodedata.normalize("NFKD", text or "").encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", " ", plain).strip()


def type_agrees(incident: str, event: Row) -> bool:
    """Whether an event's type says the same as a MUC-4 incident type."""
    return bool({event.get("event_type"), event.get("sub_event_type")} & MUC_TYPES.get(incident, frozenset()))


def place_agrees(gold: Row, event: Row) -> bool:
    """Whether an event's place bears one of the names of the gold."""
    name = fold((event.get("location") or {}).get("name"))
    wanted = {fold(gold.get("location_name"))}
    for alternative in gold.get("location_alternatives") or ():
        wanted.add(fold(re.sub(r"\(.*?\)", "", alternative.split(":")[-1])))
    return bool(name) and any(w and (w in name or name in w) for w in wanted)


def date_agrees(gold: Row, event: Row) -> bool:
    """Whether an event's last day lies within the gold's days."""
    low, high = gold.get("date_start") or gold.get("date_end"), gold.get("date_end") or gold.get("date_start")
    day = event.get("date_end") or event.get("date_start")
    return bool(low and day and low[:10] <= day[:10] <= high[:10])  # type: ignore[index]


def deaths_agree(gold: Row, event: Row) -> bool | None:
    """Whether the best count lies within the gold's; None where the gold tells none."""
    if gold.get("fatalities_best") is None:
        return None
    best = (event.get("fatalities") or {}).get("best")
    if best is None:
        return False
    low, high = gold.get("fatalities_low"), gold.get("fatalities_high")
    return bool((0 if low is None else low) <= best <= (best if high is None else high))


def score_muc(gold: Iterable[Row], predicted: Predictions) -> dict[str, Any]:
    """Relevance of documents, event-free documents left clean, and the best pairing of incidents with their slots."""
    relevant_hits = relevant_predicted = relevant_gold = free = clean = false_events = 0
    tally: Counter[str] = Counter()
    for document in gold:
        incidents: Sequence[Row] = document["events"]
        required = [not i.get("optional") and (i.get("stage") or "ACCOMPLISHED") == "ACCOMPLISHED" for i in incidents]
        events = [
            e
            for e in shown(predicted.get(document["doc_id"], []))
            if {e.get("event_type"), e.get("sub_event_type")} & _MUC_RELEVANT
        ]
        if incidents and not any(required):
            continue  # only threatened or optional incidents: either answer is fair
        relevant_gold += bool(incidents)
        relevant_predicted += bool(events)
        relevant_hits += bool(incidents) and bool(events)
        if not incidents:
            free += 1
            clean += not events
            false_events += len(events)
            continue
        tally.update(_pair(incidents, required, events))
    predicted_events, gold_events = tally["predicted"], tally["gold"]

    def slot(name: str) -> float:
        return score(tally[name], tally[name], predicted_events, gold_events).f

    return {
        "relevance": score(relevant_hits, relevant_hits, relevant_predicted, relevant_gold),
        "event_free_documents": free,
        "event_free_left_clean": clean / free if free else None,
        "false_events_per_event_free_document": false_events / free if free else None,
        "events": score(tally["matched"], tally["matched"], predicted_events, gold_events),
        "type_f": slot("type"),
        "place_f": slot("place"),
        "date_f": slot("date"),
        "fatalities_right": tally["deaths"] / tally["deaths_told"] if tally["deaths_told"] else None,
    }


def _pair(incidents: Sequence[Row], required: Sequence[bool], events: Sequence[Row]) -> Counter[str]:
    """Pair incidents and events of one document greedily, the best agreeing first."""
    tally: Counter[str] = Counter(gold=sum(required), predicted=len(events))
    ranked = sorted(
        (
            (type_agrees(g["event_type"], e) + 2 * place_agrees(g, e) + date_agrees(g, e), i, j)
            for i, g in enumerate(incidents)
            for j, e in enumerate(events)
        ),
        key=lambda r: (-r[0], r[1], r[2]),
    )
    taken_gold: set[int] = set()
    taken_events: set[int] = set()
    for points, i, j in ranked:
        if points < 2 or i in taken_gold or j in taken_events:
            continue
        taken_gold.add(i)
        taken_events.add(j)
        if not required[i]:
            tally["predicted"] -= 1  # the gold leaves it open: neither right nor wrong
            continue
        g, e = incidents[i], events[j]
        tally["matched"] += 1
        tally["type"] += type_agrees(g["event_type"], e)
        tally["place"] += place_agrees(g, e)
        tally["date"] += date_agrees(g, e)
        deaths = deaths_agree(g, e)
        if deaths is not None:
            tally["deaths_told"] += 1
            tally["deaths"] += deaths
    return tally


def score_headlines(gold: Sequence[Row], predicted: Predictions) -> dict[str, Any]:
    """The most confident event of each headline against a coded point and death count."""
    placed = near25 = near100 = counted = right = 0
    for document in gold:
        wanted = document["events"][0]
        events = shown(predicted.get(document["doc_id"], []))
        best = max(events, key=lambda e: e.get("confidence") or 0.0, default=None)
        if best is None:
            continue
        place = best.get("location") or {}
        if place.get("lat") is not None:
            placed += 1
            away = distance_km(_Spot(place["lat"], place["lon"]), _Spot(wanted["lat"], wanted["lon"]))
            near25 += away <= 25
            near100 += away <= 100
        if (best.get("fatalities") or {}).get("best") is not None:
            counted += 1
            right += bool(deaths_agree(wanted, best))
    n = len(gold)

    def share(part: int, whole: int) -> float | None:
        return part / whole if whole else None

    return {
        "documents": n,
        "placed": share(placed, n),
        "within_25km_of_placed": share(near25, placed),
        "within_25km": share(near25, n),
        "within_100km_of_placed": share(near100, placed),
        "counted": share(counted, n),
        "fatalities_of_counted": share(right, counted),
    }

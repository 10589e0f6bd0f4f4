"""Linking a store: its events in, which of them are one incident out, kept in the store."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from geoevents.archive.executor import run
from geoevents.errors import GeoEventsError, NotFoundError
from geoevents.flat import EXPORT, flatten
from geoevents.incidents.blocks import (
    BLOCK_EVENTS,
    blocks_of,
    count_blocks,
    joined,
    judge_block,
    judge_pairs,
)
from geoevents.incidents.cluster import Decisions, Links, groups_of
from geoevents.incidents.copies import Pair, copy_portions, find_copies
from geoevents.incidents.features import CODED, COLUMNS, Features, features_of
from geoevents.incidents.hashing import Hashes, stable_hash
from geoevents.incidents.naming import Explainer, codes_of, name_groups
from geoevents.model import Event
from geoevents.ontology import MAPPED_STATUSES
from geoevents.query import EventQuery
from geoevents.store.base import EventStore, IncidentMember, Review, StoredEvent

Progress = Callable[[str, int, int], None]  # what is done, how much of it, of how much
MARGIN_DAYS = 3  # read around the days asked for: who may be linked with an event there
_PORTION = 50_000  # events read at once
_GROUPS = 2_000  # incidents explained at once
_WRITTEN = 50_000  # events whose incidents are written in one commit
_SMALL = 10_000  # a store of no more events is read whole: quicker than asking for many stretches of days


class LinkCount(NamedTuple):
    """What a linking found and changed."""

    events: int  # looked at
    copies: int  # pairs of reports that are copies
    incidents: int  # of two reports and more
    changed: int  # events whose incident is another now, or told otherwise


@dataclass(frozen=True, slots=True)
class How:
    """Who does the work: ``workers`` processes here (0: this one), or the Dask cluster at ``scheduler``."""

    workers: int | None = 0
    scheduler: str | None = None
    block_events: int = BLOCK_EVENTS
    progress: Progress | None = None

    def over(self, function: Callable[[Any], Any], items: Iterable[Any], what: str, total: int) -> Iterator[Any]:
        """The value of each of ``total`` items, in order."""
        done = 0
        workers = 0 if total < 2 and self.scheduler is None else self.workers
        for outcome in run(function, items, workers=workers, scheduler=self.scheduler, ordered=True):
            if outcome.failure is not None:
                raise GeoEventsError(f"{what}: {outcome.failure}; give --workers 1, or a smaller --from --to")
            done += 1
            if self.progress:
                self.progress(what, done, total)
            yield outcome.value


HERE = How()
_WHOLE = ("event_id", "document_id", "evidence", "title")  # texts that hardly occur twice


def _kept_as(name: str) -> pa.Field:
    """Texts that occur again and again as numbers into a list: half the memory of all events."""
    field = EXPORT.field(name)
    often = pa.types.is_string(field.type) and name not in _WHOLE
    return pa.field(name, pa.dictionary(pa.int32(), pa.string())) if often else field


_SCHEMA = pa.schema([_kept_as(name) for name in COLUMNS])


def link(
    store: EventStore, *, date_from: date | None = None, date_to: date | None = None, how: How = HERE
) -> LinkCount:
    """Link all events, or those of some days with whatever is near them; doing it again changes nothing."""
    if date_from is None and date_to is None:
        return _relink(store, _read(store, EventQuery()), store.memberships(), None, how)
    around = EventQuery(
        date_from=_moved(date_from, -MARGIN_DAYS) if date_from else None,
        date_to=_moved(date_to, MARGIN_DAYS) if date_to else None,
    )
    table = _read(store, around)
    start, end = table.column("date_start"), table.column("date_end")
    wanted = pc.and_(
        pc.less_equal(start, pa.scalar(date_to or date.max)), pc.greater_equal(end, pa.scalar(date_from or date.min))
    )
    return _relink(store, table, store.memberships(), set(table.filter(wanted).column("event_id").to_pylist()), how)


def link_documents(store: EventStore, document_ids: Iterable[str], *, how: How = HERE) -> LinkCount:
    """Link the events of these reports with those near them; what is far from them stays as it is."""
    documents = sorted(set(document_ids))
    prior = store.memberships()
    before = prior.filter(pc.is_in(prior.column("document_id"), pa.array(documents, pa.string())))
    return _link_stored(store, store.events_of(documents), before.column("event_id").to_pylist(), how, prior)


def link_events(store: EventStore, event_ids: Iterable[str], *, how: How = HERE) -> LinkCount:
    """Link these events anew with those near them, and whoever was of one incident with them."""
    asked = sorted(set(event_ids))
    found = []
    for event_id in asked:
        try:
            found.append(store.event(event_id))
        except NotFoundError:
            continue
    return _link_stored(store, found, asked, how, store.memberships())


def _link_stored(
    store: EventStore, found: Sequence[StoredEvent], asked: Iterable[str], how: How, prior: pa.Table
) -> LinkCount:
    """Link ``found``, and whoever was of one incident with these or with the events ``asked`` by id."""
    live = [stored.event for stored in found if _is_live(stored)]
    focus = {*asked, *(stored.event.event_id for stored in found)}
    if store.count(EventQuery()).total <= _SMALL:
        return _relink(store, _read(store, EventQuery()), prior, focus, how)
    tables = [_read(store, EventQuery(date_from=first, date_to=last)) for first, last in _stretches(live)]
    undated = [flatten(event) for event in live if event.date_start is None]
    return _relink(store, _distinct(pa.concat_tables([*tables, table_of(undated)])), prior, focus, how)


def _is_live(stored: StoredEvent) -> bool:
    return not stored.rejected and stored.event.status in MAPPED_STATUSES


def _stretches(events: Iterable[Event]) -> list[tuple[date, date]]:
    """Days around these events, joined where they touch."""
    days = sorted(
        (_moved(event.date_start, -MARGIN_DAYS), _moved(event.date_end, MARGIN_DAYS))
        for event in events
        if event.date_start and event.date_end
    )
    found: list[tuple[date, date]] = []
    for first, last in days:
        if found and first <= _moved(found[-1][1], 1):
            found[-1] = (found[-1][0], max(last, found[-1][1]))
        else:
            found.append((first, last))
    return found


def _moved(day: date, days: int) -> date:
    """So many days later, as far as the calendar goes."""
    return date.fromordinal(min(date.max.toordinal(), max(1, day.toordinal() + days)))


def _read(store: EventStore, query: EventQuery) -> pa.Table:
    """Live events that took place, with the columns that linking looks at."""
    batches = [batch.select(COLUMNS).cast(_SCHEMA) for batch in store.stream_batches(query)]
    return pa.Table.from_batches(batches, schema=_SCHEMA).unify_dictionaries()


def table_of(rows: list[dict[str, Any]]) -> pa.Table:
    """Flat events as the columns that linking looks at."""
    return pa.Table.from_pylist([{name: row[name] for name in COLUMNS} for row in rows], schema=_SCHEMA)


def _distinct(table: pa.Table) -> pa.Table:
    """Each event once."""
    _, rows = np.unique(np.array(table.column("event_id").to_pylist(), dtype=str), return_index=True)
    return table.unify_dictionaries().take(pa.array(np.sort(rows)))


def _relink(store: EventStore, table: pa.Table, prior: pa.Table, focus: set[str] | None, how: How) -> LinkCount:
    elsewhere = set[str]()
    if focus is not None:
        table, prior, elsewhere = _with_fellows(store, table, prior, focus)
    table = table.sort_by("event_id")
    features = Features.joined(
        list(how.over(features_of, portions_of(table), "reading events", -(-table.num_rows // _PORTION)))
    )
    copies, copied = _copies(store, table, how)
    links = _links(features, copies, copied, how)
    row_of = {event_id: row for row, event_id in enumerate(features.event.tolist())}
    decisions, joins = _decisions(store.incident_reviews(), row_of)
    groups = groups_of(links, decisions)
    linked_before = prior.column("event_id").to_pylist()
    before = dict(zip(linked_before, prior.column("incident_id").to_pylist(), strict=True))
    touched = _touched(groups, focus, features.event.tolist(), before)
    groups = [group for group in groups if features.event[group[0]] in touched]
    names = _names(table, groups, before, touched, elsewhere)
    linked = {features.event[row] for group in groups for row in group}
    left = (touched & before.keys()) - linked
    documents = zip(linked_before, prior.column("document_id"), strict=True)
    changed = store.keep_incidents(
        [IncidentMember(key, document.as_py(), None) for key, document in documents if key in left]
    )
    del linked, left, before, linked_before, touched
    explainer = Explainer(features, copies, joins)
    waiting: list[IncidentMember] = []
    for start in range(0, len(groups), _GROUPS):  # the rows of all incidents at once would be most of the memory
        part = groups[start : start + _GROUPS]
        wanted = sorted({row for group in part for row in group})
        rows = dict(zip(wanted, table.take(pa.array(wanted, pa.int64())).to_pylist(), strict=True))
        waiting += explainer.members(names[start : start + _GROUPS], part, rows)
        if len(waiting) >= _WRITTEN:
            changed += store.keep_incidents(waiting)
            waiting = []
    return LinkCount(len(features), len(copies), len(groups), changed + store.keep_incidents(waiting))


def _with_fellows(
    store: EventStore, table: pa.Table, prior: pa.Table, focus: set[str]
) -> tuple[pa.Table, pa.Table, set[str]]:
    """What bears on these events of all that was linked.

    The table with all events that were of one incident with one of it, however far away; the memberships of
    these; and the ids that incidents elsewhere bear although an event of the table lent them.
    """
    here = table.column("event_id")
    asked = pa.array(sorted({*focus, *here.to_pylist()}), pa.string())
    incidents = prior.filter(pc.is_in(prior.column("event_id"), asked)).column("incident_id")
    among = pc.is_in(prior.column("incident_id"), incidents)
    fellows, others = prior.filter(among), prior.filter(pc.invert(among)).column("incident_id")
    missing = fellows.filter(pc.invert(pc.is_in(fellows.column("event_id"), here)))
    wanted = set(missing.column("event_id").to_pylist())
    found = store.events_of(sorted(set(missing.column("document_id").to_pylist())))
    rows = [flatten(stored.event) for stored in found if stored.event.event_id in wanted and _is_live(stored)]
    if rows:
        table = _distinct(pa.concat_tables([table, table_of(rows)]))
    return table, fellows, set(others.filter(pc.is_in(others, table.column("event_id"))).to_pylist())


def portions_of(table: pa.Table) -> Iterator[pa.Table]:
    """The events in portions that can be sent anywhere."""
    # Taken, not sliced: a slice would take the whole table along to another process.
    for start in range(0, table.num_rows, _PORTION):
        yield table.take(pa.array(range(start, min(start + _PORTION, table.num_rows)), pa.int64()))


def _copies(store: EventStore, table: pa.Table, how: How) -> tuple[list[Pair], Hashes]:
    """Reports that are copies of one text, and the codes of these pairs, ascending."""
    own = pc.invert(pc.is_in(table.column("extractor"), pa.array(CODED)))
    documents = table.filter(own).select(["document_id", "published"]).group_by(["document_id", "published"])
    documents = documents.aggregate([])
    days: dict[date | None, list[str]] = {}
    for document_id, published in zip(*(documents.column(name).to_pylist() for name in ("document_id", "published")),
                                      strict=True):  # fmt: skip
        days.setdefault(published, []).append(document_id)
    portions = copy_portions({day: sorted(found) for day, found in days.items()})
    found: set[Pair] = set()
    columns = ["document_id", "published", "text"]
    texts = (store.texts(portion).select(columns) for portion in portions)
    for pairs in how.over(find_copies, texts, "comparing reports", len(portions)):
        found |= set(pairs)
    pairs = sorted(found)
    return pairs, codes_of(pairs)


def _links(features: Features, copies: Sequence[Pair], copied: Hashes, how: How) -> Links:
    """All possible pairs: those near each other, and those told in copies of one text."""
    blocks = blocks_of(features, copied, size=how.block_events)
    total = count_blocks(features, size=how.block_events)
    parts = list(how.over(judge_block, blocks, "comparing events", total))
    rows_of: dict[int, list[int]] = {}
    wanted = {stable_hash(key) for pair in copies for key in (pair.first, pair.second)}
    for row in np.flatnonzero(np.isin(features.document, np.array(sorted(wanted), dtype=np.uint64))).tolist():
        rows_of.setdefault(int(features.document[row]), []).append(row)
    pairs = sorted(
        {
            (min(a, b), max(a, b))
            for pair in copies
            for a in rows_of.get(stable_hash(pair.first), [])
            for b in rows_of.get(stable_hash(pair.second), [])
        }
    )
    if pairs:
        i, j = (np.array(side, dtype=np.int64) for side in zip(*pairs, strict=True))
        parts.append(judge_pairs(features, i, j, copied))
    return joined(parts)


def _decisions(reviews: Iterable[Review], row_of: dict[str, int]) -> tuple[Decisions, dict[tuple[int, int], Review]]:
    """What people said of pairs of these events; of two opinions on one pair the later one counts."""
    said: dict[tuple[int, int], Review] = {}
    for review in reviews:
        row = row_of.get(review.event_id)
        for event_id in review.values.get("events", []):
            other = row_of.get(event_id)
            if row is not None and other is not None and row != other:
                said[min(row, other), max(row, other)] = review
    joins = {pair: review for pair, review in said.items() if review.action == "join"}
    return Decisions(frozenset(joins), frozenset(said.keys() - joins.keys())), joins


def _touched(
    groups: Sequence[Sequence[int]], focus: set[str] | None, events: Sequence[str], before: dict[str, str]
) -> set[str]:
    """Events whose incident is said anew: those in focus, and whoever is or was of one incident with one of these."""
    if focus is None:
        return set(events) | before.keys()
    fellows: dict[str, set[str]] = {}
    for event_id, incident_id in before.items():
        fellows.setdefault(incident_id, set()).add(event_id)
    grouped = {events[row]: {events[other] for other in group} for group in groups for row in group}
    touched, fresh = set(focus), set(focus)
    while fresh:
        reached: set[str] = set()
        for event_id in fresh:
            reached |= grouped.get(event_id, set()) | fellows.get(before.get(event_id, ""), set())
        fresh = reached - touched
        touched |= fresh
    return touched


def _names(
    table: pa.Table, groups: Sequence[Sequence[int]], before: dict[str, str], touched: set[str], elsewhere: set[str]
) -> list[str]:
    """The ids of the incidents that these groups are."""
    start, published, event = (table.column(name).to_pylist() for name in ("date_start", "published", "event_id"))
    ordered = [
        [event[row] for row in sorted(group, key=lambda r: (start[r] or date.max, published[r] or date.max, event[r]))]
        for group in groups
    ]
    taken = elsewhere | {incident_id for event_id, incident_id in before.items() if event_id not in touched}
    prior = {event_id: incident_id for event_id, incident_id in before.items() if event_id in touched}
    return name_groups(ordered, prior, taken)

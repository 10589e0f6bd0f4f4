"""Linking a store: its events in, which of them are one incident out, kept in the store."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
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
from geoevents.incidents.naming import codes_of, earliest, members_of, name_groups
from geoevents.query import EventQuery
from geoevents.store.base import EventStore, IncidentMember, Review

Progress = Callable[[str, int, int], None]  # what is done, how much of it, of how much
MARGIN_DAYS = 3  # read around the days asked for: who may be linked with an event there
_PORTION = 50_000  # events read at once
_NEVER = EventQuery(date_from=date(1, 1, 1), date_to=date(1, 1, 1))


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
_SCHEMA = pa.schema([EXPORT.field(name) for name in COLUMNS])


def link(
    store: EventStore, *, date_from: date | None = None, date_to: date | None = None, how: How = HERE
) -> LinkCount:
    """Link all events, or those of some days with whatever is near them; doing it again changes nothing."""
    if date_from is None and date_to is None:
        return _relink(store, _read(store, EventQuery()), None, how)
    first = date_from - timedelta(days=MARGIN_DAYS) if date_from and date_from > date(1, 1, 9) else date_from
    last = date_to + timedelta(days=MARGIN_DAYS) if date_to and date_to < date(9999, 12, 1) else date_to
    table = _read(store, EventQuery(date_from=first, date_to=last))
    start, end = table.column("date_start"), table.column("date_end")
    wanted = pc.and_(
        pc.less_equal(start, pa.scalar(date_to or date.max)), pc.greater_equal(end, pa.scalar(date_from or date.min))
    )
    return _relink(store, table, set(table.filter(wanted).column("event_id").to_pylist()), how)


def link_documents(store: EventStore, document_ids: Iterable[str], *, how: How = HERE) -> LinkCount:
    """Link the events of these reports with those near them; what is far from them stays as it is."""
    documents = sorted(set(document_ids))
    prior = store.memberships()
    before = prior.filter(pc.is_in(prior.column("document_id"), pa.array(documents, pa.string())))
    events = [stored.event.event_id for stored in store.events_of(documents)]
    return link_events(store, [*events, *before.column("event_id").to_pylist()], how=how)


def link_events(store: EventStore, event_ids: Iterable[str], *, how: How = HERE) -> LinkCount:
    """Link these events anew with those near them, and whoever was of one incident with them."""
    focus = set(event_ids)
    rows = []
    for event_id in sorted(focus):
        try:
            stored = store.event(event_id)
        except NotFoundError:
            continue
        rows.append(flatten(stored.event) | {"rejected": stored.rejected})
    tables = [_read(store, EventQuery(date_from=first, date_to=last)) for first, last in _stretches(rows)]
    near = _distinct(pa.concat_tables(tables)) if tables else _read(store, _NEVER)
    undated = [row for row in rows if row["date_start"] is None and not row["rejected"]]
    return _relink(store, _distinct(pa.concat_tables([near, table_of(undated)])), focus, how)


def _stretches(rows: Iterable[dict[str, Any]]) -> list[tuple[date, date]]:
    """Days around these events, joined where they touch; events of no day or of very many have none."""
    margin = timedelta(days=MARGIN_DAYS)
    days = sorted(
        (row["date_start"] - margin, row["date_end"] + margin)
        for row in rows
        if row["date_start"] and row["date_end"] and row["date_start"] > date(1, 1, 9)
    )
    found: list[tuple[date, date]] = []
    for first, last in days:
        if found and first <= found[-1][1] + timedelta(days=1):
            found[-1] = (found[-1][0], max(last, found[-1][1]))
        else:
            found.append((first, last))
    return found


def _read(store: EventStore, query: EventQuery) -> pa.Table:
    """Live events that took place, with the columns that linking looks at."""
    batches = [batch.select(COLUMNS) for batch in store.stream_batches(query)]
    return pa.Table.from_batches(batches, schema=_SCHEMA) if batches else _SCHEMA.empty_table()


def table_of(rows: list[dict[str, Any]]) -> pa.Table:
    """Flat events as the columns that linking looks at."""
    return pa.Table.from_pylist([{name: row[name] for name in COLUMNS} for row in rows], schema=_SCHEMA)


def _distinct(table: pa.Table) -> pa.Table:
    """Each event once."""
    _, rows = np.unique(np.array(table.column("event_id").to_pylist(), dtype=str), return_index=True)
    return table.take(pa.array(np.sort(rows)))


def _relink(store: EventStore, table: pa.Table, focus: set[str] | None, how: How) -> LinkCount:
    prior = store.memberships()
    table = _with_fellows(store, table, prior, focus)
    table = table.sort_by("event_id")
    features = Features.joined(
        list(how.over(features_of, _portions(table), "reading events", -(-table.num_rows // _PORTION)))
    )
    copies, copied = _copies(store, table, how)
    links = _links(features, copies, copied, how)
    row_of = {event_id: row for row, event_id in enumerate(features.event.tolist())}
    decisions, joins = _decisions(store.incident_reviews(), row_of)
    groups = groups_of(links, decisions)
    before = dict(zip(prior.column("event_id").to_pylist(), prior.column("incident_id").to_pylist(), strict=True))
    touched = _touched(groups, focus, features.event.tolist(), before)
    groups = [group for group in groups if features.event[group[0]] in touched]
    members = _members(table, features, copies, groups, joins, before, touched)
    documents = dict(zip(prior.column("event_id").to_pylist(), prior.column("document_id").to_pylist(), strict=True))
    linked = {member.event_id for member in members}
    members += [
        IncidentMember(event_id, documents[event_id], None)
        for event_id in sorted(touched - linked)
        if event_id in documents
    ]
    return LinkCount(len(features), len(copies), len(groups), store.keep_incidents(members))


def _with_fellows(store: EventStore, table: pa.Table, prior: pa.Table, focus: set[str] | None) -> pa.Table:
    """The table with all events that were of one incident with one of it, however far away."""
    if focus is None:
        return table
    here = table.column("event_id")
    asked = pa.array(sorted({*focus, *here.to_pylist()}), pa.string())
    incidents = prior.filter(pc.is_in(prior.column("event_id"), asked)).column("incident_id")
    fellows = prior.filter(pc.is_in(prior.column("incident_id"), incidents))
    missing = fellows.filter(pc.invert(pc.is_in(fellows.column("event_id"), here)))
    rows = []
    for incident_id in sorted(set(missing.column("incident_id").to_pylist())):
        try:
            reports = store.incident(incident_id)
        except NotFoundError:
            continue
        rows += [flatten(linked.stored.event) for linked in reports]
    return _distinct(pa.concat_tables([table, table_of(rows)])) if rows else table


def _portions(table: pa.Table) -> Iterator[pa.Table]:
    return (table.slice(start, _PORTION) for start in range(0, table.num_rows, _PORTION))


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


def _members(
    table: pa.Table,
    features: Features,
    copies: Sequence[Pair],
    groups: Sequence[Sequence[int]],
    joins: dict[tuple[int, int], Review],
    before: dict[str, str],
    touched: set[str],
) -> list[IncidentMember]:
    """The rows of all groups."""
    wanted = sorted({row for group in groups for row in group})
    rows = dict(zip(wanted, table.take(pa.array(wanted, pa.int64())).to_pylist(), strict=True))
    ordered = [[row["event_id"] for row in sorted((rows[r] for r in group), key=earliest)] for group in groups]
    taken = {incident_id for event_id, incident_id in before.items() if event_id not in touched}
    prior = {event_id: incident_id for event_id, incident_id in before.items() if event_id in touched}
    names = name_groups(ordered, prior, taken)
    return members_of(names, groups, features, rows, copies, joins)

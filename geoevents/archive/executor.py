"""One function over many items, on this machine's cores or on a Dask cluster; a dead worker costs one item's work.

The border between what is to be done and who does it::

    def link(block: Block) -> Links: ...

    for outcome in run(link, blocks, workers=None, scheduler=None):
        if outcome.failure is None:
            keep(outcome.value)
        else:
            print(f"{outcome.item.name}: {outcome.failure}")
"""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Generic, NamedTuple, TypeVar

from geoevents.errors import GeoEventsError

Item = TypeVar("Item")
Value = TypeVar("Value")

DEATHS_BEFORE_SPLIT = 2  # of a worker over one item: the first may be chance
DEATHS_BEFORE_GIVING_UP = 3  # over an item that cannot be split
DEATHS_IN_A_ROW = 50  # without any item done in between; a bisection of 1,024 parts needs some 20
_IN_FLIGHT_EACH = 4  # items handed out or waiting for their turn, a worker


class Outcome(NamedTuple, Generic[Item, Value]):
    """What became of one item: a value, or else the reason why there is none."""

    item: Item
    value: Value | None
    failure: str | None  # the worker died over it again and again; its last end, in words


def cores() -> int:
    """Processor cores that this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def run(
    function: Callable[[Item], Value],
    items: Iterable[Item],
    *,
    workers: int | None = None,
    scheduler: str | None = None,
    in_flight: int | None = None,
    ordered: bool = False,
    split: Callable[[Item], Sequence[Item]] | None = None,
    patience: Callable[[Item], float] | None = None,
    preload: Sequence[str] = (),
    tell: Callable[[str], None] | None = None,
) -> Iterator[Outcome[Item, Value]]:
    """Call ``function`` on every item, in other processes, and give what became of each.

    Parameters
    ----------
    function : callable
        Must pickle: a function of a module, or an object with ``__call__``. It is sent to each worker process once
        and lives there as long as the run, so an object may open what is slow on its first call and keep it.
        One process never runs two items at once. It may be called again for an item that was under way when a
        worker died, so what it writes must bear that.
    items : iterable
        Each must pickle. Taken only as workers become free: an iterator may read from disk, without end.
    workers : int, optional
        Processes on this machine; 0 calls the function in this process; default one a core. Not with ``scheduler``.
    scheduler : str, optional
        Address of a Dask scheduler, such as ``tcp://127.0.0.1:8786``; its workers do the work.
    in_flight : int, optional
        Items that are handed out, or done and waiting for their turn, at most; default four a worker.
    ordered : bool
        Give outcomes in the order of the items; else as they are done.
    split : callable, optional
        Parts of an item whose worker died twice. More than one part: these are tried on their own, in its place, so
        that in the end only the guilty part fails. One or none, or no ``split``: the item fails.
    patience : callable, optional
        Seconds that an item may take, from when a worker is ready for it; after that the worker is killed, as if it
        had died. Not on a cluster.
    preload : sequence of str
        Modules that workers on this machine need; imported once for all of them where the system can fork.
    tell : callable, optional
        Called with a sentence for a person: where the dashboard is, which worker died.

    Yields
    ------
    Outcome
        One for each item, or for each part that an item was split into.

    Raises
    ------
    GeoEventsError
        If no worker can start, all of them keep dying, or there is no scheduler at the address.
    Exception
        What ``function`` raised, with its traceback as a note; the run ends there.
    """
    if scheduler is not None:
        from geoevents.archive.dask_cluster import run_on_cluster

        return run_on_cluster(
            function, items, address=scheduler, in_flight=in_flight, ordered=ordered, split=split, tell=tell
        )
    count = cores() if workers is None else workers
    if count < 0:
        raise GeoEventsError(f"workers {count}: give 1 or more, or 0 for none beside this process")
    if count == 0:
        return (Outcome(item, function(item), None) for item in items)
    from geoevents.archive.local_workers import run_locally

    return run_locally(
        function,
        items,
        workers=count,
        in_flight=in_flight or _IN_FLIGHT_EACH * count,
        ordered=ordered,
        split=split,
        patience=patience,
        preload=preload,
        tell=tell,
    )


class Slot(Generic[Item, Value]):
    """An item's place in the row of outcomes."""

    __slots__ = ("deaths", "item", "outcome", "suspicion")

    def __init__(self, item: Item) -> None:
        self.item = item
        self.deaths = 0
        self.suspicion = 0  # for workers that hold several items: whether it was tried again, then all alone
        self.outcome: Outcome[Item, Value] | None = None


class Row(Generic[Item, Value]):
    """Items on their way: what is to be handed out next, and whose turn it is to be given back."""

    def __init__(
        self,
        items: Iterable[Item],
        in_flight: int,
        *,
        ordered: bool,
        split: Callable[[Item], Sequence[Item]] | None,
        tell: Callable[[str], None] | None,
    ) -> None:
        self._items = iter(items)
        self.in_flight = in_flight
        self._ordered = ordered
        self._split = split
        self._tell = tell or (lambda sentence: None)
        self._open: list[Slot[Item, Value]] = []  # in the order of the items
        self._again: deque[Slot[Item, Value]] = deque()
        self._ended = False
        self._deaths_in_a_row = 0

    def take(self) -> Slot[Item, Value] | None:
        """The next item to hand out; None when there is none now."""
        if self._again:
            return self._again.popleft()
        if self._ended or len(self._open) >= self.in_flight:
            return None
        for item in self._items:
            slot: Slot[Item, Value] = Slot(item)
            self._open.append(slot)
            return slot
        self._ended = True
        return None

    @property
    def done(self) -> bool:
        """Whether everything was handed out and given back."""
        return self._ended and not self._open

    def succeeded(self, slot: Slot[Item, Value], value: Value) -> None:
        """Note the value of an item."""
        self._deaths_in_a_row = 0
        slot.outcome = Outcome(slot.item, value, None)

    def died(self, slot: Slot[Item, Value], reason: str) -> None:
        """Note that a worker died over an item, and no other: it is tried again, split, or given up.

        Raises GeoEventsError where nothing but deaths is seen.
        """
        self._count_death(reason)
        slot.deaths += 1
        parts = self._parts(slot)
        if slot.deaths < (DEATHS_BEFORE_SPLIT if parts else DEATHS_BEFORE_GIVING_UP):
            self._tell(f"a worker {reason}; what it had in hand is done again")
            self._again.append(slot)
        elif parts:
            self._again.extend(self._split_up(slot, parts, reason))
        else:
            self._give_up(slot, reason)

    def _parts(self, slot: Slot[Item, Value]) -> list[Item]:
        """The parts of an item that can be split."""
        parts = list(self._split(slot.item)) if self._split else []
        return parts if len(parts) > 1 else []

    def _split_up(self, slot: Slot[Item, Value], parts: list[Item], reason: str) -> list[Slot[Item, Value]]:
        self._tell(f"a worker {reason}; what it had in hand is tried in {len(parts)} parts")
        slots: list[Slot[Item, Value]] = [Slot(part) for part in parts]
        at = self._open.index(slot)
        self._open[at : at + 1] = slots
        return slots

    def _give_up(self, slot: Slot[Item, Value], reason: str) -> None:
        slot.outcome = Outcome(slot.item, None, f"the worker {reason}, {slot.deaths} times over this alone")

    def put_back(self, slot: Slot[Item, Value], reason: str) -> None:
        """Note that a worker ended before it had looked at the item; raises GeoEventsError as ``died`` does."""
        self._count_death(reason)
        self._again.append(slot)

    def _count_death(self, reason: str) -> None:
        self._deaths_in_a_row += 1
        if self._deaths_in_a_row >= DEATHS_IN_A_ROW:
            raise GeoEventsError(
                f"{self._deaths_in_a_row} workers in a row ended without finishing anything ({reason}); is there "
                "memory enough for so many of them?"
            )

    def give(self) -> Iterator[Outcome[Item, Value]]:
        """The outcomes whose turn has come."""
        kept: list[Slot[Item, Value]] = []
        for slot in self._open:
            if slot.outcome is None or (self._ordered and kept):
                kept.append(slot)
            else:
                yield slot.outcome
        self._open = kept

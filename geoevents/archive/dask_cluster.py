"""Items to the workers of a Dask cluster; the only module that knows ``distributed``."""

from __future__ import annotations

import logging
import os
import platform
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

from geoevents import __version__
from geoevents.archive.executor import Item, Outcome, Row, Slot, Value
from geoevents.errors import GeoEventsError

_LARGEST_ITEM = "256MiB"  # sent without a word: items travel by value on purpose, two a worker at a time
CONNECT_SECONDS = 15
FIRST_WORKER_SECONDS = 60
_IN_FLIGHT_EACH = 2  # a worker has its next item before it asks
_PLUGIN = "geoevents"
_AGAIN, _ALONE = 1, 2  # how a suspect is tried
_ONE_AT_A_TIME = threading.Lock()  # a worker may have several threads, a pipeline is for one


class SharedRow(Row[Item, Value]):
    """A row for workers that hold several items at once: one that dies brings all of them under suspicion.

    A suspect is tried again with no other suspect under way, and an item that cannot be split is judged only when
    nothing else is under way at all.
    """

    def __init__(
        self,
        items: Iterable[Item],
        in_flight: int,
        *,
        ordered: bool,
        split: Callable[[Item], Sequence[Item]] | None,
        tell: Callable[[str], None] | None,
    ) -> None:
        super().__init__(items, in_flight, ordered=ordered, split=split, tell=tell)
        self._suspects: deque[Slot[Item, Value]] = deque()
        self._out: list[Slot[Item, Value]] = []
        self._suspect_out: Slot[Item, Value] | None = None

    def take(self) -> Slot[Item, Value] | None:
        """The next item to hand out; a suspect first, if its conditions are met."""
        slot: Slot[Item, Value] | None = None
        if self._suspect_out is not None and self._suspect_out.suspicion == _ALONE:
            return None
        if self._suspects and self._suspect_out is None:
            if self._suspects[0].suspicion != _ALONE or not self._out:
                slot = self._suspect_out = self._suspects.popleft()
            else:
                return None  # what is under way must end first
        if slot is None:
            slot = super().take()
        if slot is not None:
            self._out.append(slot)
        return slot

    def succeeded(self, slot: Slot[Item, Value], value: Value) -> None:
        """Note the value of an item, which is beyond suspicion now."""
        self._back(slot)
        super().succeeded(slot, value)

    def lost(self, slot: Slot[Item, Value], times: int) -> None:
        """Note that workers died so many times while they held this item."""
        self._back(slot)
        reason = "process of the cluster was lost"
        self._count_death(reason)
        slot.deaths += times
        if not slot.suspicion:
            self._tell(f"a worker {reason}; what it had in hand is done again")
            slot.suspicion = _AGAIN
            self._suspects.append(slot)
        elif parts := self._parts(slot):
            slots = self._split_up(slot, parts, reason)
            for part in slots:
                part.suspicion = _AGAIN
            self._suspects.extend(slots)
        elif slot.suspicion == _AGAIN:
            slot.suspicion = _ALONE
            self._suspects.append(slot)
        else:
            self._give_up(slot, reason)

    def _back(self, slot: Slot[Item, Value]) -> None:
        self._out.remove(slot)
        if self._suspect_out is slot:
            self._suspect_out = None


def _call(name: str, item: Any) -> Any:
    """Runs on a worker."""
    from distributed import get_worker

    worker: Any = get_worker()
    with _ONE_AT_A_TIME:
        return worker.plugins[name].function(item)


def _about() -> tuple[str, str]:
    """Runs on a worker: which Python and which geoevents it has."""
    return platform.python_version(), __version__


def run_on_cluster(
    function: Callable[[Item], Value],
    items: Iterable[Item],
    *,
    address: str,
    in_flight: int | None,
    ordered: bool,
    split: Callable[[Item], Sequence[Item]] | None,
    tell: Callable[[str], None] | None,
) -> Iterator[Outcome[Item, Value]]:
    """:func:`geoevents.archive.executor.run` on the workers of the scheduler at ``address``."""
    try:
        import distributed
        from distributed.comm.core import CommClosedError
    except ImportError as error:
        raise GeoEventsError(
            f"--scheduler needs the extra 'dask' ({error}): pip install 'geoevents[dask]', on the workers too"
        ) from error
    client = _connect(distributed, address)
    name = f"{_PLUGIN}-{os.urandom(6).hex()}"
    try:
        workers = _check_workers(client, address)
        if tell:
            link = client.dashboard_link
            tell(f"Dask: {workers} workers at {address}" + (f", dashboard {link}" if link else ""))
        client.register_plugin(_plugin(distributed, name, function), name=name)
        row: SharedRow[Item, Value] = SharedRow(items, in_flight or workers, ordered=ordered, split=split, tell=tell)
        yield from _work_off(distributed, client, name, row, grows=in_flight is None)
        client.unregister_worker_plugin(name)
    except (CommClosedError, distributed.CancelledError) as error:
        raise GeoEventsError(
            f"the scheduler at {address} is gone ({error}); start it and this command again"
        ) from error
    finally:
        client.close(timeout=CONNECT_SECONDS)


def _connect(distributed: Any, address: str) -> Any:
    logging.getLogger("distributed.client").setLevel(logging.ERROR)
    try:
        return distributed.Client(address, timeout=CONNECT_SECONDS, set_as_default=False, name="geoevents")
    except (OSError, TimeoutError, ValueError) as error:
        reason = str(error) or type(error).__name__
        raise GeoEventsError(
            f"--scheduler {address}: no Dask scheduler answers there ({reason}); `dask scheduler` starts one"
        ) from error


def _check_workers(client: Any, address: str) -> int:
    """How many workers there are; raises GeoEventsError where there are none or they are of other versions."""
    try:
        client.wait_for_workers(1, timeout=FIRST_WORKER_SECONDS)
    except TimeoutError as error:
        raise GeoEventsError(
            f"--scheduler {address}: it has no worker after {FIRST_WORKER_SECONDS} s; `dask worker {address} "
            "--nthreads 1` starts one"
        ) from error
    here = _about()
    for worker, there in client.run(_about, on_error="return").items():
        if isinstance(there, BaseException):
            raise GeoEventsError(
                f"worker {worker} cannot run geoevents ({there}); install geoevents {__version__} there"
            )
        if there[1] != here[1]:
            raise GeoEventsError(f"worker {worker} has geoevents {there[1]}, here it is {here[1]}: install the same")
        if there[0].split(".")[:2] != here[0].split(".")[:2]:
            raise GeoEventsError(f"worker {worker} has Python {there[0]}, here it is {here[0]}: use the same")
    return len(client.scheduler_info(n_workers=-1)["workers"])


def _plugin(distributed: Any, name: str, function: Callable[[Any], Any]) -> Any:
    """The function as it lives on each worker: sent once, called by one thread at a time."""
    plugin = distributed.WorkerPlugin()
    plugin.name, plugin.function = name, function
    return plugin


def _work_off(
    distributed: Any, client: Any, name: str, row: SharedRow[Item, Value], *, grows: bool
) -> Iterator[Outcome[Item, Value]]:
    import dask

    under_way: dict[Any, Slot[Item, Value]] = {}
    finished = distributed.as_completed(loop=client.loop)
    number = 0
    while True:
        if grows:  # workers may come and go
            row.in_flight = _IN_FLIGHT_EACH * max(1, len(client.scheduler_info(n_workers=-1)["workers"]))
        while slot := row.take():
            number += 1
            with dask.config.set({"distributed.admin.large-graph-warning-threshold": _LARGEST_ITEM}):
                future = client.submit(_call, name, slot.item, key=f"{name}-{number}", pure=False)
            under_way[future] = slot
            finished.add(future)
        yield from row.give()
        if row.done:
            return
        if not under_way:  # all were given back: there is room for the next
            continue
        future = next(finished)
        slot = under_way.pop(future)
        try:  # one call: a value may be lost with its worker after it was told to be there
            value = future.result()
        except distributed.KilledWorker as error:
            row.lost(slot, error.allowed_failures + 1)
        else:
            row.succeeded(slot, value)
        future.release()

"""Worker processes on this machine, each with a pipe of its own: one that dies takes nothing of the others with it."""

from __future__ import annotations

import multiprocessing
import os
import pickle
import signal
import sys
import time
import traceback
from collections.abc import Callable, Iterable, Iterator, Sequence
from multiprocessing import forkserver
from multiprocessing.connection import Connection, wait
from multiprocessing.context import BaseContext
from typing import Any, Generic

from geoevents.archive.executor import Item, Outcome, Row, Slot, Value
from geoevents.errors import GeoEventsError

_READY = "ready"
_FALSE_STARTS = 3  # workers in a row that end before they are ready
_START_SECONDS = 300.0  # in which a worker is ready, however busy the machine; only then does an item's time begin
_LOOK_SECONDS = 1.0  # between looks at who lost patience
_GOODBYE_SECONDS = 5.0


class _Worker(Generic[Item, Value]):
    """A process, the pipe to it, and what it has in hand."""

    def __init__(self, context: BaseContext, function: Callable[[Item], Value]) -> None:
        self.connection, theirs = multiprocessing.Pipe()
        # The context's own class: BaseContext declares no Process.
        self.process: Any = context.Process(target=_work, args=(theirs, function, dict(os.environ)), daemon=True)  # type: ignore[attr-defined]
        self.process.start()
        theirs.close()
        self.ready = False
        self.slot: Slot[Item, Value] | None = None
        self.patience: float | None = None  # seconds that what it has in hand may take
        self.deadline: float | None = None
        self.impatient = False

    def hand(self, slot: Slot[Item, Value], seconds: float | None) -> None:
        """Give it an item, which may take so many seconds from when the worker is ready for it."""
        self.slot, self.patience = slot, seconds
        if seconds is not None:
            self.deadline = time.monotonic() + (seconds if self.ready else _START_SECONDS)
        try:
            self.connection.send(slot.item)
        except (BrokenPipeError, ConnectionResetError):
            pass  # it just died; its end of the pipe tells so, and the item is done again

    def is_ready(self) -> None:
        """Note that it has started: from now on the item in hand takes its time."""
        self.ready = True
        self.deadline = None if self.patience is None else time.monotonic() + self.patience

    @property
    def is_late(self) -> bool:
        """Whether what it has in hand took longer than it may, and no answer lies waiting."""
        return self.deadline is not None and time.monotonic() > self.deadline and not self.connection.poll()

    @property
    def killed(self) -> bool:
        """Whether something outside ended it; known once it has ended."""
        return bool(self.process.exitcode is not None and self.process.exitcode < 0)

    def end(self) -> str:
        """How the process ended, in words."""
        self.connection.close()
        self.process.join(_GOODBYE_SECONDS)
        if self.process.is_alive():
            self.process.kill()
            self.process.join()
        if self.impatient:
            return "took too long and was stopped"
        code = self.process.exitcode
        if code is not None and code < 0:
            name = signal.Signals(-code).name if -code in set(signal.Signals) else f"signal {-code}"
            return f"was killed by {name}" + (" (out of memory?)" if name == "SIGKILL" else "")
        return f"ended with exit code {code}"


def run_locally(
    function: Callable[[Item], Value],
    items: Iterable[Item],
    *,
    workers: int,
    in_flight: int,
    ordered: bool,
    split: Callable[[Item], Sequence[Item]] | None,
    patience: Callable[[Item], float] | None,
    preload: Sequence[str],
    tell: Callable[[str], None] | None,
) -> Iterator[Outcome[Item, Value]]:
    """:func:`geoevents.archive.executor.run` on this machine; processes start as items come."""
    context = _context(preload)
    row: Row[Item, Value] = Row(items, max(in_flight, workers), ordered=ordered, split=split, tell=tell)
    team: list[_Worker[Item, Value]] = []
    false_starts = 0
    try:
        while True:
            while slot := _hand_out(row, team, workers):
                idle = next((w for w in team if w.slot is None), None)
                if idle is None:
                    idle = _Worker(context, function)
                    team.append(idle)
                idle.hand(slot, patience(slot.item) if patience else None)
            yield from row.give()
            if row.done:
                return
            _lose_patience(team)
            at_work = [w.connection for w in team if w.slot]
            for connection in wait(at_work, _LOOK_SECONDS) if at_work else ():
                worker = next(w for w in team if w.connection is connection)
                try:
                    answer = worker.connection.recv()
                except (EOFError, OSError):
                    team.remove(worker)
                    reason, slot = worker.end(), worker.slot
                    assert slot is not None  # only those with an item are waited for
                    if worker.ready:
                        row.died(slot, reason)
                        continue
                    false_starts += not worker.killed
                    if false_starts >= _FALSE_STARTS:
                        raise GeoEventsError(
                            f"{false_starts} workers in a row could not start: the last {reason}; --workers 0 does "
                            "without them"
                        ) from None
                    row.put_back(slot, reason)
                    continue
                if answer == _READY:
                    worker.is_ready()
                    false_starts = 0
                    continue
                value, error = answer
                if error is not None:
                    raise error
                assert worker.slot is not None
                row.succeeded(worker.slot, value)
                worker.slot = worker.deadline = None
    finally:
        _dismiss(team)


def _hand_out(row: Row[Item, Value], team: list[_Worker[Item, Value]], workers: int) -> Slot[Item, Value] | None:
    """The next item, if anybody is free or may still be hired to do it."""
    for worker in [w for w in team if w.slot is None and not w.process.is_alive()]:  # died of something else
        team.remove(worker)
        worker.end()
    if len(team) < workers or any(w.slot is None for w in team):
        return row.take()
    return None


def _lose_patience(team: list[_Worker[Item, Value]]) -> None:
    for worker in team:
        if worker.is_late:
            worker.impatient, worker.deadline = True, None
            worker.process.kill()


def _dismiss(team: list[_Worker[Item, Value]]) -> None:
    """End all workers: an idle one leaves when its pipe closes, one at work is stopped."""
    for worker in team:
        if worker.slot is not None:
            worker.process.terminate()
        worker.connection.close()
    until = time.monotonic() + _GOODBYE_SECONDS
    for worker in team:
        worker.process.join(max(0.0, until - time.monotonic()))
        if worker.process.is_alive():
            worker.process.kill()
            worker.process.join()
        worker.process.close()


def make_ready(preload: Sequence[str]) -> None:
    """Begin to load what workers need, beside whatever this process does before it has work for them."""
    if sys.platform == "linux":
        _context(preload)
        forkserver.ensure_running()


def _context(preload: Sequence[str]) -> BaseContext:
    """How processes are made: forked from a small one that has the modules loaded, else started anew.

    A fork of this very process would inherit the locks of Arrow's, DuckDB's and Delta's threads.
    """
    if sys.platform != "linux":
        return multiprocessing.get_context("spawn")
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["geoevents.archive.local_workers", *preload])
    return context


def _work(connection: Connection, function: Callable[[Any], Any], environment: dict[str, str]) -> None:
    """The life of a worker: items in, answers out, until the pipe closes."""
    os.environ.update(environment)  # the process we were forked from may be older than what was set since
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C reaches the whole group; the command ends us
    try:
        connection.send(_READY)
        while True:
            item = connection.recv()
            connection.send_bytes(_answer(function, item))
    except (EOFError, BrokenPipeError, ConnectionResetError):
        return  # nobody waits for answers any more


def _answer(function: Callable[[Any], Any], item: Any) -> bytes:
    """What the function gave or raised, as the pipe carries it."""
    try:
        return pickle.dumps((function(item), None))
    except (KeyboardInterrupt, SystemExit):
        raise
    except BaseException as error:  # whatever it is, it is raised again where the run was asked for
        story = "".join(traceback.format_exception(error))
        error.add_note(story)
        try:
            told = pickle.dumps((None, error))
            pickle.loads(told)
        except (AttributeError, TypeError, pickle.PicklingError):  # an error that cannot travel
            told = pickle.dumps((None, RuntimeError(story)))
        return told

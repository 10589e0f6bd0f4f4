"""Work on the next items while the caller is busy with the last one."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from typing import TypeVar

Item = TypeVar("Item")
Made = TypeVar("Made")

WORKERS = 2  # beside the caller's thread, which reads and writes


def ahead(work: Callable[[Item], Made], items: Iterable[Item], *, workers: int = WORKERS) -> Iterator[Made]:
    """What ``work`` makes of each item, in order, by threads that are at most ``workers`` items ahead.

    Pays where ``work`` spends its time in Arrow or DuckDB, which run side by side. ``items`` is read by
    the caller's thread alone, which makes the first one itself: what waits for a first answer has it at
    once. An error comes where its item's turn is, and ends it.
    """
    remaining = iter(items)
    for item in remaining:
        yield work(item)
        break
    waiting: deque[Future[Made]] = deque()
    with ThreadPoolExecutor(workers, thread_name_prefix="ahead") as pool:
        try:
            for item in remaining:
                waiting.append(pool.submit(work, item))
                if len(waiting) > workers:
                    yield waiting.popleft().result()
            while waiting:
                yield waiting.popleft().result()
        finally:
            for future in waiting:
                future.cancel()

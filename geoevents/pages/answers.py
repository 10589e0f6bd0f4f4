"""Answers of the store, kept for all sessions of a server, and asked for ahead of their use.

Streamlit's own data cache copies every answer at every use and reads its key by value, which took longer than many
of the questions themselves. Keys here are values that hash (a query, a view, the store's version), and answers are
shared: whoever takes one does not change it. A question that several ask at once is asked once.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any, TypeVar

Answer = TypeVar("Answer")


class Answers:
    """The newest ``most`` answers; ``ahead`` threads work on those that will be wanted soon."""

    def __init__(self, most: int = 256, ahead: int = 2) -> None:
        self._most = most
        self._lock = threading.Lock()
        self._known: OrderedDict[Hashable, Future[Any]] = OrderedDict()
        self._pool = ThreadPoolExecutor(ahead, thread_name_prefix="answers")

    def get(self, key: Hashable, ask: Callable[[], Answer]) -> Answer:
        """The answer to the question named by ``key``; whatever ``ask`` raises is raised and not kept."""
        future, mine = self._future(key)
        if mine:
            self._answer(key, future, ask)
        answer: Answer = future.result()
        return answer

    def soon(self, key: Hashable, ask: Callable[[], object]) -> None:
        """Begin to ask in the background, unless the answer is known or being worked on."""
        future, mine = self._future(key)
        if mine:
            self._pool.submit(self._answer, key, future, ask)

    def _future(self, key: Hashable) -> tuple[Future[Any], bool]:
        with self._lock:
            found = self._known.get(key)
            if found is not None:
                self._known.move_to_end(key)
                return found, False
            made: Future[Any] = Future()
            self._known[key] = made
            while len(self._known) > self._most:
                self._known.popitem(last=False)
            return made, True

    def _answer(self, key: Hashable, future: Future[Any], ask: Callable[[], object]) -> None:
        try:
            future.set_result(ask())
        except BaseException as error:
            with self._lock:
                if self._known.get(key) is future:
                    del self._known[key]
            future.set_exception(error)

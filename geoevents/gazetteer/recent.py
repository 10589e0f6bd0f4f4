"""A memory of the latest answers: what is asked for again and again stays, and a hit costs what a dict costs."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from typing import TypeVar

Key = TypeVar("Key", bound=Hashable)
Answer = TypeVar("Answer")


class Recent(dict[Key, Answer]):
    """What ``answer`` said to the latest keys; ``recent[key]`` asks it where nothing is remembered.

    Two generations of at most ``size`` answers each are kept. When the younger is full it becomes the older; what is
    asked for while it is there comes back into the younger. No look-up pays for keeping an order. No answer is None.

    >>> squares = Recent(lambda number: number * number, size=2)
    >>> squares[3], squares[4], squares[5], len(squares)
    (9, 16, 25, 1)
    """

    def __init__(self, answer: Callable[[Key], Answer], size: int) -> None:
        super().__init__()
        self._answer, self._size = answer, size
        self._older: dict[Key, Answer] = {}

    def __missing__(self, key: Key) -> Answer:
        """The answer of the older generation, else a new one."""
        known = self._older.get(key)
        if known is None:
            known = self._answer(key)
        if len(self) >= self._size:
            self._older = dict(self)
            self.clear()
        self[key] = known
        return known

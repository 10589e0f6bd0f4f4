"""A set of document ids that stays small: ten million in 80 MB."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

_RECENT = 100_000  # kept as Python numbers before they are sorted in


class IdSet:
    """Ids of documents, given as the 16 hexadecimal digits of ``Document.document_id``.

    Parameters
    ----------
    numbers : array of uint64, sorted
        The ids that it holds from the start.
    """

    def __init__(self, numbers: npt.NDArray[np.uint64] | None = None) -> None:
        self._sorted = np.empty(0, np.uint64) if numbers is None else numbers
        self._recent: set[int] = set()

    def __contains__(self, document_id: str) -> bool:
        number = int(document_id, 16)
        if number in self._recent:
            return True
        at = int(np.searchsorted(self._sorted, np.uint64(number)))
        return at < len(self._sorted) and int(self._sorted[at]) == number

    def __len__(self) -> int:
        return len(self._sorted) + len(self._recent)

    def add(self, document_id: str) -> bool:
        """Take it in; False when it was there."""
        if document_id in self:
            return False
        self._recent.add(int(document_id, 16))
        if len(self._recent) >= _RECENT:
            recent = np.fromiter(self._recent, np.uint64, len(self._recent))
            self._sorted = np.sort(np.concatenate([self._sorted, recent]))
            self._recent.clear()
        return True

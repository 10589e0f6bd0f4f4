"""From a form to its posting or list: a table of hashes, and the numbers of tries that older indices have."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Protocol
from zlib import crc32

import marisa_trie
import numpy as np
import numpy.typing as npt

from geoevents.errors import GazetteerFormatError
from geoevents.gazetteer import layout
from geoevents.gazetteer.files import mapped, mapped_integers
from geoevents.gazetteer.scan import A_FORM, A_START

Integers = npt.NDArray[np.int64]
Words = npt.NDArray[np.uint32]
_HEAD_BITS = 32
_HEAD_MASK = (1 << _HEAD_BITS) - 1
_FORM_MASK = _HEAD_MASK ^ layout.START_FLAG
_IN_BUCKET = 2  # forms of a bucket at least, twice as many at most, on average
UNKNOWN = -1


class Heads(Protocol):
    """What each form leads to: its only posting, or with ``LIST_FLAG`` where its list starts."""

    def head(self, form: str) -> int | None:
        """The head of a form, None for an unknown one."""

    def heads(self, forms: Sequence[str]) -> Integers:
        """The heads of many forms, shape (forms,), ``UNKNOWN`` for those that are not there."""

    def role(self, words: str) -> int:
        """What the words are among the forms; see ``scan.Forms``."""

    def roles(self, words: Sequence[str]) -> list[int]:
        """The same of many words."""


class HashedForms:
    """Forms by 64 bits of a hash: the first half chooses the bucket, the second tells the forms of a bucket apart.

    A name that is not recorded is taken for another once in a thousand million; no two recorded ones share their
    bits, which the writer checks. The two halves are the CRC-32 of the form's bytes, forwards and backwards.
    """

    def __init__(self, folder: Path, forms: int, rebuild: str) -> None:
        self._buckets = mapped_integers(folder / layout.BUCKETS)
        self._slots = memoryview(mapped(folder / layout.SLOTS)).cast("B").cast("Q")
        count = len(self._buckets) - 1
        if count < 1 or count & (count - 1) or self._buckets[count] != len(self._slots) or forms > len(self._slots):
            raise GazetteerFormatError(f"{folder}: names and slots are of different builds; run: {rebuild}")
        self._shift = 33 - count.bit_length()

    def head(self, form: str) -> int | None:
        """The head of a form, None for an unknown one."""
        name = form.encode()
        bucket = crc32(name) >> self._shift
        check = crc32(name[::-1])
        for slot in self._slots[self._buckets[bucket] : self._buckets[bucket + 1]].tolist():
            if slot >> _HEAD_BITS == check:
                head: int = slot & _FORM_MASK
                return None if head == layout.NO_FORM else head
        return None

    def role(self, words: str) -> int:
        """What the words are among the forms; see ``scan.Forms``."""
        name = words.encode()
        bucket = crc32(name) >> self._shift
        check = crc32(name[::-1])
        for slot in self._slots[self._buckets[bucket] : self._buckets[bucket + 1]].tolist():
            if slot >> _HEAD_BITS == check:
                is_form = slot & _FORM_MASK != layout.NO_FORM
                return A_FORM * is_form + A_START * (slot & layout.START_FLAG != 0)
        return 0

    def heads(self, forms: Sequence[str]) -> Integers:
        """The heads of many forms at once, shape (forms,), ``UNKNOWN`` for those that are not there."""
        found = self._values(forms)
        heads = found & _FORM_MASK
        heads[(found == UNKNOWN) | (heads == layout.NO_FORM)] = UNKNOWN
        return heads

    def roles(self, words: Sequence[str]) -> list[int]:
        """What many words are among the forms; see ``scan.Forms``."""
        found = self._values(words)
        is_start = (found & layout.START_FLAG != 0) & (found != UNKNOWN)
        is_form = (found & _FORM_MASK != layout.NO_FORM) & (found != UNKNOWN)
        roles: list[int] = (A_FORM * is_form + A_START * is_start).tolist()
        return roles

    def _values(self, forms: Sequence[str]) -> Integers:
        """What stands in the slots of many forms, ``UNKNOWN`` for those that have none."""
        buckets, slots = np.frombuffer(self._buckets, dtype="<u4"), np.frombuffer(self._slots, dtype="<u8")
        names = [form.encode() for form in forms]
        found = np.full(len(names), UNKNOWN, dtype=np.int64)
        bucket = np.fromiter(map(crc32, names), dtype=np.int64, count=len(names)) >> self._shift
        checks = np.fromiter([crc32(name[::-1]) for name in names], dtype=np.uint64, count=len(names))
        starts = buckets[bucket].astype(np.int64)
        sizes = buckets[bucket + 1] - starts
        held = slots[spread(starts, sizes)]
        owners = np.repeat(np.arange(len(names)), sizes)
        same = held >> np.uint64(_HEAD_BITS) == checks[owners]
        found[owners[same]] = (held[same] & np.uint64(_HEAD_MASK)).astype(np.int64)
        return found


class NumberedForms:
    """Forms by their numbers in tries, as formats 1 and 2 have them."""

    def __init__(self, folder: Path, tries: Sequence[marisa_trie.Trie], rebuild: str) -> None:
        self._tries = tuple(tries)
        self._first = np.cumsum([0, *map(len, tries)]).tolist()  # the number of each trie's first form
        self._postings = mapped_integers(folder / layout.POSTINGS)
        # A step less for each look-up where there is but one trie.
        self._number_of: Callable[[str], int | None] = (
            self._tries[0].get if len(self._tries) == 1 else self._number_in_shards
        )
        if self._first[-1] != len(self._postings):
            raise GazetteerFormatError(f"{folder}: names and postings are of different builds; run: {rebuild}")

    def head(self, form: str) -> int | None:
        """The head of a form, None for an unknown one."""
        number = self._number_of(form)
        return None if number is None else self._postings[number]

    def heads(self, forms: Sequence[str]) -> Integers:
        """The heads of many forms, shape (forms,), ``UNKNOWN`` for those that are not there."""
        found = [UNKNOWN if head is None else head for head in map(self.head, forms)]
        return np.array(found, dtype=np.int64)

    def role(self, words: str) -> int:
        """What the words are among the forms; see ``scan.Forms``."""
        trie = self._tries[0 if len(self._tries) == 1 else layout.shard_of(words, len(self._tries))]
        if next(trie.iterkeys(words), None) is None:
            return 0
        longer = next(trie.iterkeys(f"{words} "), None) is not None
        return A_FORM * (words in trie) + A_START * longer

    def roles(self, words: Sequence[str]) -> list[int]:
        """What many words are among the forms; see ``scan.Forms``."""
        return [self.role(word) for word in words]

    def _number_in_shards(self, form: str) -> int | None:
        """The number of a form among all tries', or None."""
        shard = layout.shard_of(form, len(self._tries))
        number: int | None = self._tries[shard].get(form)
        return None if number is None else number + self._first[shard]


def spread(starts: Integers, sizes: Integers) -> Integers:
    """The numbers of ranges one after another.

    >>> spread(np.array([5, 20]), np.array([2, 3])).tolist()
    [5, 6, 20, 21, 22]
    """
    ends = np.cumsum(sizes)
    total = int(ends[-1]) if len(ends) else 0
    numbers: Integers = np.arange(total) + np.repeat(starts - (ends - sizes), sizes)
    return numbers


def form_key(form: str) -> int:
    """The 64 bits by which a form is found again."""
    name = form.encode()
    return crc32(name) << 32 | crc32(name[::-1])


def bucket_bits(forms: int) -> int:
    """How many bits of a form's hash choose its bucket in a table of so many."""
    return max(0, (forms // _IN_BUCKET).bit_length() - 1)

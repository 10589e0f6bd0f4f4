"""Sorted forms and their postings as a trie, a table of slots, and lists with the best place first."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain
from pathlib import Path
from typing import NamedTuple

import marisa_trie
import numpy as np
import numpy.typing as npt

from geoevents.errors import GazetteerFormatError
from geoevents.gazetteer import layout
from geoevents.gazetteer.form_table import Integers, Words, bucket_bits, form_key, spread
from geoevents.gazetteer.ranking import Standing, best_first

Keys = npt.NDArray[np.uint64]
_SLICES = 32  # of all hashes, written one after another so that no more than one is held


class PackedForms(NamedTuple):
    """Forms, and the words that they start with, by the order of their keys."""

    keys: Keys  # shape (n,)
    heads: Words  # shape (n,): the only posting, or where the list starts with ``LIST_FLAG``; see ``layout``
    lists: Words


def pack_forms(path: Path, forms: Sequence[str], borders: Integers, postings: Words) -> PackedForms:
    """Write a trie of ``forms``; returns what each leads to.

    Parameters
    ----------
    path : Path
        The trie's file.
    forms : sequence of str
        Sorted, each once.
    borders : array of int, shape (forms,)
        Where the postings of each begin.
    postings : array of uint32
        All of them, in the order of the forms.
    """
    # One trie rather than three nested ones: two fifths larger, and a third quicker to ask.
    trie = marisa_trie.Trie(forms, num_tries=1, cache_size=marisa_trie.HUGE_CACHE, order=marisa_trie.WEIGHT_ORDER)
    trie.save(str(path))
    sizes = np.diff(np.append(borders, len(postings)))
    several = sizes > 1
    first = np.zeros(len(forms), dtype="<u4")
    first[~several] = postings[borders[~several]]
    heads = np.cumsum(sizes[several] + 1) - (sizes[several] + 1)  # a list is its length, then its postings
    first[several] = heads.astype(np.uint32) | np.uint32(layout.LIST_FLAG)
    in_lists = np.repeat(several, sizes)
    lists = np.zeros(int((sizes[several] + 1).sum()), dtype="<u4")
    is_length = np.zeros(len(lists), dtype=bool)
    is_length[heads] = True
    lists[is_length] = sizes[several]
    lists[~is_length] = postings[in_lists]
    starts = _beginnings(forms)
    first[[form in starts for form in forms]] |= np.uint32(layout.START_FLAG)
    only = sorted(starts.difference(forms))
    keys = np.fromiter(map(form_key, chain(forms, only)), dtype="<u8", count=len(forms) + len(only))
    values = np.append(first, np.full(len(only), layout.NO_FORM | layout.START_FLAG, dtype="<u4"))
    order = np.argsort(keys)
    return PackedForms(keys[order], values[order], lists)


def _beginnings(forms: Sequence[str]) -> set[str]:
    """The words that forms start with and go on after."""
    starts = set()
    for form in forms:
        while form := form.rpartition(" ")[0]:
            if form in starts:
                break
            starts.add(form)
    return starts


def write_slots(folder: Path, sources: Sequence[tuple[Keys, Words]]) -> None:
    """Write the table of slots and its buckets from keys in ascending order with their heads.

    Raises
    ------
    GazetteerFormatError
        If two forms share all bits of their keys; of the world's 13 million, once in two hundred thousand worlds.
    """
    bits = bucket_bits(sum(len(keys) for keys, _ in sources))
    counts = np.zeros(1 << bits, dtype=np.int64)
    edges = [number * (1 << 64) // _SLICES for number in range(1, _SLICES)]
    cuts = [[0, *np.searchsorted(keys, np.array(edges, dtype=np.uint64)).tolist(), len(keys)] for keys, _ in sources]
    with (folder / layout.SLOTS).open("wb") as file:
        for number in range(_SLICES):
            pieces = [slice(cut[number], cut[number + 1]) for cut in cuts]
            keys = np.concatenate([keys[piece] for piece, (keys, _) in zip(pieces, sources, strict=True)])
            heads = np.concatenate([heads[piece] for piece, (_, heads) in zip(pieces, sources, strict=True)])
            order = np.argsort(keys)
            keys, heads = keys[order], heads[order]
            if (keys[1:] == keys[:-1]).any():
                raise GazetteerFormatError(f"{folder}: two names share their hash, so they cannot be told apart")
            ((keys << np.uint64(32)) | heads).astype("<u8").tofile(file)
            if bits:
                counts += np.bincount((keys >> np.uint64(64 - bits)).astype(np.int64), minlength=1 << bits)
            else:
                counts += len(keys)
    np.concatenate([[0], np.cumsum(counts)]).astype("<u4").tofile(folder / layout.BUCKETS)


def rank_lists(lists: Words, standing: Standing) -> Words:
    """The same lists, each with the best place first."""
    starts = _list_starts(lists)
    sizes = lists[starts].astype(np.int64)
    at = spread(starts + 1, sizes)
    ranked = lists.copy()
    ranked[at] = best_first(lists[at], sizes, standing)
    return ranked


def _list_starts(lists: Words) -> Integers:
    """Where each list's length stands."""
    starts, at, lengths = [], 0, lists.tolist()
    while at < len(lengths):
        starts.append(at)
        at += lengths[at] + 1
    return np.array(starts, dtype=np.int64)

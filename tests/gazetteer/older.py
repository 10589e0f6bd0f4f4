"""Turns an index into one of an older format, as earlier versions of the program wrote them."""

from __future__ import annotations

import json
from pathlib import Path

import marisa_trie
import numpy as np

from geoevents.gazetteer import layout
from geoevents.gazetteer.index import FormIndex


def turn_into(version: int, folder: Path) -> None:
    """Rewrite a small index of today in place: postings by the numbers of its trie, and its records."""
    forms = FormIndex(folder, [layout.FORMS], "")
    trie = marisa_trie.Trie()
    trie.load(str(folder / layout.FORMS))
    postings, lists = np.zeros(len(trie), dtype="<u4"), []
    for form in trie:
        own = sorted(forms.postings(form))
        postings[trie[form]] = own[0] if len(own) == 1 else layout.LIST_FLAG | len(lists)
        lists += [len(own), *own] if len(own) > 1 else []
    del forms
    postings.tofile(folder / layout.POSTINGS)
    np.array(lists, dtype="<u4").tofile(folder / layout.LISTS)
    records = np.fromfile(folder / layout.PLACES, dtype=layout.record_type())
    np.array([record.item() for record in records], dtype=layout.record_type(version)).tofile(folder / layout.PLACES)
    for name in (layout.SLOTS, layout.BUCKETS):
        (folder / name).unlink()
    meta = json.loads((folder / layout.META).read_text(encoding="utf-8"))
    meta["format"] = version
    meta["files"] = {
        name: (folder / name).stat().st_size for name in sorted(p.name for p in folder.iterdir()) if name != layout.META
    }
    (folder / layout.META).write_text(json.dumps(meta), encoding="utf-8")

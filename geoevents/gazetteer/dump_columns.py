"""Second step of a build from a dump: one part's lines as records, names, forms and skeletons."""

from __future__ import annotations

from collections import defaultdict
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

import numpy as np

from geoevents.errors import InvalidPlaceError
from geoevents.gazetteer import layout
from geoevents.gazetteer.base import NameMatch
from geoevents.gazetteer.dump_parts import BadLines, read_tables
from geoevents.gazetteer.dumps import BadLine, further_names, read_line
from geoevents.gazetteer.names import fold, skeleton
from geoevents.gazetteer.writer import forms_of, is_indexable

FORM_TAIL = 13  # bytes behind a form in a line of forms: a tab, the part's place among all, the posting within it
_ABBREVIATION_BYTES = 8


class PartTask(NamedTuple):
    """One part to do."""

    folder: Path
    number: int  # which part
    place: int  # its place among all parts
    shards: int


class PartDone(NamedTuple):
    """What was made of it; rows count from the part's first."""

    number: int
    rows: int
    name_bytes: int
    names: int  # forms with the places that bear them
    form_ends: list[int]  # where each shard's lines end in ``<number>.forms``
    country_rows: dict[str, int]
    admin1_rows: dict[str, int]
    bad: BadLines


class _Tables(NamedTuple):
    country: dict[str, int]
    feature: dict[str, int]
    admin1: dict[tuple[str, str], int]
    admin2: dict[tuple[str, str, str], int]


@lru_cache(maxsize=1)
def _tables(folder: Path) -> _Tables:
    raw = read_tables(folder)
    return _Tables(
        {code: number for number, code in enumerate(raw["countries"]) if number},
        {code: number for number, code in enumerate(raw["features"]) if number},
        {(entry[0], entry[1] or ""): number for number, entry in enumerate(raw["admin1"]) if number},
        {tuple(entry[:3]): number for number, entry in enumerate(raw["admin2"]) if number},
    )


def write_part(task: PartTask) -> PartDone:
    """Turn ``<number>.lines`` into ``.places``, ``.names.bin``, ``.forms`` and ``.skeletons``; the lines go."""
    tables = _tables(task.folder)
    further = _further(task.folder / f"{task.number}.names")
    lines_path = task.folder / f"{task.number}.lines"
    by_id: dict[int, bytes] = {}
    for raw in lines_path.read_bytes().split(b"\n"):
        if raw:
            by_id[int(raw.split(b"\t", 2)[1])] = raw  # an id given twice: the later line counts
    records, names = bytearray(), bytearray()
    shards: list[list[str]] = [[] for _ in range(task.shards)]
    pairs: list[int] = []
    country_rows: dict[str, int] = {}
    admin1_rows: dict[str, int] = {}
    bad = BadLines()
    pack, start = layout.RECORD.pack, f"\t{task.place:04x}"
    row = borne = 0
    for geonameid in sorted(by_id):
        number, _, rest = by_id.pop(geonameid).rstrip(b"\r").decode("utf-8", "replace").partition("\t")
        columns = rest.split("\t")
        try:
            line = read_line(columns)
        except (ValueError, InvalidPlaceError) as error:
            bad.add(BadLine(int(number), str(error)))
            continue
        country, code = line.country or "", line.feature_code
        name = line.name.encode()[: (1 << 16) - 1]
        records += pack(
            round(line.lat * 1e5),
            round(line.lon * 1e5),
            geonameid,
            layout.UNKNOWN_POPULATION if line.population is None else line.population,
            len(names),
            len(name),
            tables.admin1.get((country, columns[10]), 0),
            tables.admin2.get((country, columns[10], columns[11]), 0),
            0,
            tables.country.get(country, 0),
            tables.feature[code],
        )
        names += name
        others = (columns[2], *columns[3].split(",")) if columns[3] else (columns[2],)
        spellings = further_names(line.name, others, is_admin=code.startswith("ADM"), known=further.get(geonameid))
        forms = forms_of(line.name, spellings, line.country)
        borne += len(forms)
        for form, match in forms.items():
            shard = layout.shard_of(form, task.shards) if task.shards > 1 else 0
            shards[shard].append(f"{form}{start}{layout.posting(row, match):08x}")
        key = skeleton(fold(line.name))
        if len(key) > 1:
            pairs.append(layout.skeleton_hash(key) << 32 | row)
        if country and (code.startswith("PCL") or code == "TERR"):
            country_rows.setdefault(country, row)
        if country and code == "ADM1" and columns[10]:
            admin1_rows.setdefault(f"{country}.{columns[10]}", row)
        row += 1
    (task.folder / f"{task.number}.places").write_bytes(records)
    (task.folder / f"{task.number}.names.bin").write_bytes(names)
    np.array(pairs, dtype="<u8").tofile(task.folder / f"{task.number}.skeletons")
    ends = _write_forms(task.folder / f"{task.number}.forms", shards)
    lines_path.unlink()
    return PartDone(task.number, row, len(names), borne, ends, country_rows, admin1_rows, bad)


def _write_forms(path: Path, shards: list[list[str]]) -> list[int]:
    """Lines of forms, one shard's after another's; where each ends."""
    ends = []
    with path.open("wb") as file:
        for lines in shards:
            if lines:
                file.write("\n".join(lines).encode() + b"\n")
            lines.clear()
            ends.append(file.tell())
    return ends


def _further(path: Path) -> dict[int, dict[str, NameMatch]]:
    """Names of a part from the table of alternate names, by GeoNames id; the file goes."""
    found: defaultdict[int, dict[str, NameMatch]] = defaultdict(dict)
    if not path.exists():
        return found
    for line in path.read_bytes().decode("utf-8", "replace").split("\n"):
        geonameid, _, rest = line.partition("\t")
        is_short, _, name = rest.partition("\t")
        if is_short == "1" and 1 < len(name) <= _ABBREVIATION_BYTES:
            found[int(geonameid)][name] = NameMatch.ABBREVIATION
        elif name and is_indexable(name):
            found[int(geonameid)].setdefault(name, NameMatch.ALTERNATE)
    path.unlink()
    return found

"""Writes a dump of a whole world in GeoNames' format, invented but realistic, for the gazetteer's benchmarks.

    python benchmarks/world_dump.py DIR --rows 13000000 [--from FOLDER_WITH_COUNTRY_ZIPS]

Every place is drawn from the bundled gazetteer (and from real country dumps, where a folder is given) and moved by
some kilometres; a third keep their name, so that names repeat as they do in the world, the others get one made of
parts of two. A share of the rows bears further names in Latin, Cyrillic, Arabic and other scripts, so that 13 million
rows bear some 20 million names that are indexed. All rows are of classes that are kept: the dump is the worst case of
its size. The same arguments always write the same file.
"""

from __future__ import annotations

import argparse
import random
import time
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import numpy as np

from geoevents.gazetteer.dumps import is_kept
from geoevents.gazetteer.local import LocalGazetteer
from geoevents.settings import Settings

MEMBER = "allCountries.txt"
_CHUNK = 50_000
_ENDINGS = ("ville", "a", "o", "sk", "abad", "i", "pur", "ton", "a Vieja", "burg", " al Kabir", "ovo", "heim", "u")
_BEFORE = ("New ", "Upper ", "San ", "Al ", "Nova ", "Sankt ", "El ", "Kampung ", "Ban ", "Vila ", "Saint-", "Tell ")
_AFTER = (" Creek", " Hill", " Village", " Nagar", " Dağı", " River", " Point", " West", " Tepe", " Mountain", " Lake")
_CYRILLIC = dict(zip("abcdefghijklmnoprstuvyz", "абцдефгхийклмнопрстувыз", strict=True))
_ARABIC = dict(zip("abdfghijklmnorstuwyz", "ابدفغهيجكلمنورستوويز", strict=True))
_MARKED = str.maketrans({"a": "ā", "i": "ī", "o": "ö", "u": "ū", "e": "é", "s": "ş", "c": "ç", "n": "ñ"})


class Seed(NamedTuple):
    """A real place that others are drawn from."""

    name: str
    lat: float
    lon: float
    country: str
    feature_class: str
    feature_code: str
    admin1: str
    admin2: str
    population: int


def feature_class(code: str) -> str:
    """GeoNames' class of a code, as far as the bundled gazetteer holds it."""
    if code.startswith(("ADM", "PCL", "TERR")):
        return "A"
    if code.startswith(("PPL", "STLMT")):
        return "P"
    return "S" if code in ("AIRP", "AIRB", "MILB", "DAM", "HSP", "PRN") else "T" if code.startswith("MT") else "L"


def bundled_seeds() -> Iterator[Seed]:
    """The bundled gazetteer's places."""
    for place in LocalGazetteer.open(Settings.from_environment().bundled_gazetteer):
        code = place.feature_code
        yield Seed(
            place.name, place.lat, place.lon, place.country or "", feature_class(code), code,
            place.admin1_code or "", place.admin2_code or "", place.population or 0,
        )  # fmt: skip


def dump_seeds(folder: Path) -> Iterator[Seed]:
    """Places of real country dumps."""
    for path in sorted(folder.glob("??.zip")):
        with zipfile.ZipFile(path) as archive, archive.open(f"{path.stem}.txt") as file:
            for raw in file:
                c = raw.decode("utf-8").rstrip("\r\n").split("\t")
                if is_kept(c[6], c[7]):
                    yield Seed(
                        c[1], float(c[4]), float(c[5]), c[8], c[6], c[7], c[10], c[11], int(c[14] or 0)
                    )  # fmt: skip


def lines(seeds: list[Seed], rows: int) -> Iterator[str]:
    """``rows`` lines of 19 columns."""
    chance = np.random.default_rng(13)
    words = random.Random(13)
    divisions = [seed for seed in seeds if seed.feature_class == "A"]
    drawn_from = [seed for seed in seeds if seed.feature_class != "A"]
    ids = chance.permutation(np.arange(1, rows + rows // 50 + 2, dtype=np.int32))
    done = 0
    for seed in divisions[:rows]:
        yield line(int(ids[done]), seed.name, seed, seed.lat, seed.lon, [])
        done += 1
    while done < rows:
        count = min(_CHUNK, rows - done)
        picked = chance.integers(0, len(drawn_from), (count, 2)).tolist()
        moved = chance.normal(0, 0.3, (count, 2)).tolist()
        kinds = chance.random((count, 2)).tolist()
        for (one, other), (north, east), (how, further) in zip(picked, moved, kinds, strict=True):
            seed = drawn_from[one]
            name = named(seed.name, drawn_from[other].name, how, words)
            lat = max(-89.9, min(89.9, seed.lat + north))
            lon = max(-179.9, min(179.9, seed.lon + east))
            yield line(int(ids[done]), name, seed, lat, lon, further_names(name, further, words))
            done += 1


def named(name: str, other: str, how: float, words: random.Random) -> str:
    """The seed's own name, or one made of parts."""
    if how < 0.33:
        return name
    if how < 0.45:
        return words.choice(_BEFORE) + name
    if how < 0.57:
        return name + words.choice(_AFTER)
    if how < 0.75:
        return name[: 2 + len(name) // 2].rstrip(" -'") + words.choice(_ENDINGS)
    return name[: 1 + len(name) // 2].rstrip(" -'") + other[len(other) // 2 :].lstrip(" -'").lower()


def further_names(name: str, how: float, words: random.Random) -> list[str]:
    """None for most; else spellings in several scripts, some of which no index keeps."""
    if how < 0.62:
        return []
    plain = name.lower()
    cyrillic = "".join(_CYRILLIC.get(c, c) for c in plain).title()
    arabic = "".join(_ARABIC.get(c, "") if c != " " else c for c in plain)
    if how < 0.75:
        return [name.translate(_MARKED)]
    if how < 0.88:
        return [name.translate(_MARKED) + words.choice("aeu"), plain]
    if how < 0.97:
        return [cyrillic, arabic, f"{name}{words.choice('aeiou')}"]
    return [
        cyrillic,
        arabic,
        name.translate(_MARKED),
        f"{name} {words.choice('NSWE')}ova",
        "村" * 3,
        plain + "h",
        f"{name[:-1]}eh",
    ]


def line(geonameid: int, name: str, seed: Seed, lat: float, lon: float, further: list[str]) -> str:
    """One line as GeoNames writes it."""
    return (
        f"{geonameid}\t{name}\t{name}\t{','.join(further)}\t{lat:.5f}\t{lon:.5f}\t{seed.feature_class}\t"
        f"{seed.feature_code}\t{seed.country}\t\t{seed.admin1}\t{seed.admin2}\t\t\t{seed.population}\t\t\tUTC\t2026-01-01\n"
    )


def write_world(folder: Path, rows: int, dumps: Path | None) -> Path:
    """Write ``allCountries.zip`` into a folder; its path."""
    folder.mkdir(parents=True, exist_ok=True)
    seeds = [*bundled_seeds(), *(dump_seeds(dumps) if dumps else ())]
    path = folder / "allCountries.zip"
    waiting: list[str] = []
    member = zipfile.ZipInfo(MEMBER)
    member.compress_type = zipfile.ZIP_DEFLATED
    with (
        zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive,
        archive.open(member, "w", force_zip64=True) as file,
    ):
        for text in lines(seeds, rows):
            waiting.append(text)
            if len(waiting) == _CHUNK:
                file.write("".join(waiting).encode())
                waiting.clear()
        file.write("".join(waiting).encode())
    return path


def main() -> None:
    """Write the dump."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--rows", type=int, default=13_000_000)
    parser.add_argument("--from", dest="dumps", type=Path, help="folder with real country dumps to draw from, too")
    arguments = parser.parse_args()
    start = time.process_time()
    path = write_world(arguments.folder, arguments.rows, arguments.dumps)
    print(f"{path}: {arguments.rows:,} rows, {path.stat().st_size / 1e6:,.0f} MB, {time.process_time() - start:,.0f} s")


if __name__ == "__main__":
    main()

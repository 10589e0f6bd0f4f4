"""How fast and how small the gazetteer is: look-ups of several kinds, memory, and building a whole world.

    python benchmarks/gazetteer.py                        # the bundled gazetteer beside other ways to look names up
    python benchmarks/gazetteer.py --index FOLDER         # another index, such as GEOEVENTS_HOME/gazetteers/world
    python benchmarks/gazetteer.py --build DIR            # watch `gazetteer install --all --from DIR`, then the same

DIR holds allCountries.zip; ``world_dump.py`` writes one. Each side runs in a process of its own, so that the memory is
its own too. Rates are of processor time (of the clock where another process answers); the rows go to results.json.

What a look-up is: a name as a text spells it goes in, the rows of the places that bear it come out. Beside it stand
what is less (is the name known) and what is more (the places themselves, ranked, with every field).
"""

from __future__ import annotations

import argparse
import json
import multiprocessing
import os
import random
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import psutil
from results import Row, at_least, at_most, keep

from geoevents.gazetteer.local import LocalGazetteer
from geoevents.gazetteer.names import fold, fold_phrase
from geoevents.settings import Settings

NAMES = 20_000  # distinct ones, drawn from all places
DRAWS = 200_000  # as a corpus draws names: few of them again and again
SCANNED_WORDS = 200_000
HTTP_NAMES = 300
LOOKUPS_A_SECOND, IN_USE_MB = 300_000, 400
BUILD_SECONDS, BUILD_DISK_MB, BUILD_MB = 600, 3_000, 2_000
OTHER_WAYS_FORMS = 2_000_000  # above this many forms a dict no longer fits a laptop


def resident_mb() -> float:
    """Memory of this process now, mapped files included."""
    return psutil.Process().memory_info().rss / 1e6


def rate(count: int, run: Callable[[], object], clock: Callable[[], float] = time.process_time) -> float:
    """Things done in a second, the best of three runs: what else the machine does only slows down."""
    best = float("inf")
    for _ in range(3):
        start = clock()
        run()
        best = min(best, clock() - start)
    return count / max(best, 1e-9)


def rate_anew(folder: Path, count: int, run: Callable[[LocalGazetteer], object]) -> float:
    """The same of a gazetteer that remembers nothing yet; the time to open it does not count."""
    best = float("inf")
    for _ in range(3):
        fold_phrase.cache_clear()
        gazetteer = LocalGazetteer.open(folder)
        start = time.process_time()
        run(gazetteer)
        best = min(best, time.process_time() - start)
    return count / max(best, 1e-9)


def sample(gazetteer: LocalGazetteer) -> tuple[list[str], list[str]]:
    """Names of places drawn at random, and draws of them as news repeats names."""
    chance = random.Random(11)
    names = [gazetteer.place_in(chance.randrange(len(gazetteer))).name for _ in range(NAMES)]
    weights = [1 / (rank + 1) for rank in range(len(names))]
    return names, chance.choices(names, weights, k=DRAWS)


def ours(folder: Path, text: str) -> list[Row]:
    """The index as it is."""
    start = time.perf_counter()
    gazetteer = LocalGazetteer.open(folder)
    gazetteer.find("Idlib")
    opened = time.perf_counter() - start
    size = len(gazetteer)
    names, draws = sample(gazetteer)
    forms = [fold(name) for name in names]
    strangers = [f"Xq{name[::-1]}" for name in names]
    words = len(text.split())

    rows = [
        at_most("gazetteer: open and first answer", size, 1000 * opened, "ms"),
        at_least(
            "gazetteer: is a folded name known", size, rate(NAMES, lambda: [gazetteer.knows(x) for x in forms]), "/s"
        ),
        at_least(
            "gazetteer: name to rows, all different",
            size,
            rate_anew(folder, NAMES, lambda anew: [anew.rows(name) for name in names]),
            "/s",
            LOOKUPS_A_SECOND,
        ),
        at_least(
            "gazetteer: names to ranked rows, all different, asked together",
            size,
            rate_anew(folder, NAMES, lambda anew: anew.bearers(names)),
            "/s",
            LOOKUPS_A_SECOND,
        ),
        at_least(
            "gazetteer: names to the columns of their best places, all different, asked together",
            size,
            rate_anew(folder, NAMES, lambda anew: anew.columns(anew.bearers(names, limit=1).rows.tolist())),
            "/s",
            LOOKUPS_A_SECOND,
        ),
        at_least(
            "gazetteer: name to rows, as news repeats them",
            size,
            rate(DRAWS, lambda: [gazetteer.rows(name) for name in draws]),
            "/s",
            LOOKUPS_A_SECOND,
        ),
        at_least(
            "gazetteer: name to ranked places, as news repeats them",
            size,
            rate(DRAWS, lambda: [gazetteer.find(name, limit=20) for name in draws]),
            "/s",
            LOOKUPS_A_SECOND,
        ),
        at_least(
            "gazetteer: name to ranked places, all different",
            size,
            rate_anew(folder, NAMES, lambda anew: [anew.find(name, limit=20) for name in names]),
            "/s",
        ),
        at_least(
            "gazetteer: unknown name to rows",
            size,
            rate_anew(folder, NAMES, lambda anew: [anew.rows(x) for x in strangers]),
            "/s",
        ),
        at_least(
            "gazetteer: unknown name to similar ones",
            size,
            rate_anew(folder, 500, lambda anew: [anew.find(name, limit=20) for name in strangers[:500]]),
            "/s",
        ),
        at_least(
            "gazetteer: scan, words", size, rate(words, lambda: [gazetteer.scan(x) for x in text.split("\n")]), "/s"
        ),
    ]
    return [*rows, at_most("gazetteer: memory in use after all this", size, resident_mb(), "MB", IN_USE_MB)]


def python_dict(folder: Path, text: str) -> list[Row]:
    """Every form in a dict with the rows that bear it."""
    gazetteer = LocalGazetteer.open(folder)
    names, draws = sample(gazetteer)
    forms = list(gazetteer.forms())
    before = resident_mb()
    table = {form: gazetteer.rows(form) for form in forms}
    used, size = resident_mb() - before, len(gazetteer)
    return [
        at_least(
            "Python dict: name to rows, all different",
            size,
            rate_anew(folder, NAMES, lambda _: [table.get(fold(x)) for x in names]),
            "/s",
        ),
        at_least(
            "Python dict: name to rows, as news repeats them",
            size,
            rate(DRAWS, lambda: [table.get(fold(x)) for x in draws]),
            "/s",
        ),
        at_most("Python dict: memory", size, used, "MB"),
    ]


def sqlite(folder: Path, text: str) -> list[Row]:
    """Every form in an indexed SQLite table on disk."""
    gazetteer = LocalGazetteer.open(folder)
    names, draws = sample(gazetteer)
    with tempfile.TemporaryDirectory() as home:
        base = sqlite3.connect(Path(home) / "names.sqlite")
        base.execute("CREATE TABLE names (form TEXT, row INTEGER)")
        pairs = ((form, row) for form in gazetteer.forms() for row in gazetteer.rows(form))
        base.executemany("INSERT INTO names VALUES (?, ?)", pairs)
        base.execute("CREATE INDEX by_form ON names (form)")
        base.commit()

        def ask(asked: Sequence[str]) -> None:
            for name in asked:
                base.execute("SELECT row FROM names WHERE form = ?", (fold(name),)).fetchall()

        rows = [
            at_least("SQLite: name to rows, all different", len(gazetteer), rate(NAMES, lambda: ask(names)), "/s"),
            at_least(
                "SQLite: name to rows, as news repeats them",
                len(gazetteer),
                rate(NAMES, lambda: ask(draws[:NAMES])),
                "/s",
            ),
        ]
        base.close()
    return rows


def one_by_one(folder: Path, text: str) -> list[Row]:
    """Geopy's Nominatim client, one request a name, from a server on this machine."""
    from local_geocoder import geocoder

    gazetteer = LocalGazetteer.open(folder)
    names = sample(gazetteer)[0][:HTTP_NAMES]
    with geocoder(folder) as client:
        client.geocode(names[0])
        asked = rate(HTTP_NAMES, lambda: [client.geocode(name) for name in names], time.perf_counter)
    return [at_least("geopy one by one, local server: name to place", len(gazetteer), asked, "/s")]


def watched_build(source: Path, home: Path) -> list[Row]:
    """``gazetteer install --all`` as a user types it, its memory and disk sampled."""
    command = [sys.executable, "-m", "geoevents", "gazetteer", "install", "--all", "--from", str(source)]
    start = time.perf_counter()
    process = subprocess.Popen(command, env={**os.environ, "GEOEVENTS_HOME": str(home)})
    top = psutil.Process(process.pid)
    memory = disk = seconds = 0.0
    while process.poll() is None:
        try:
            family = [top, *top.children(recursive=True)]
            memory = max(memory, sum(one.memory_info().rss for one in family) / 1e6)
            seconds = max(seconds, sum(sum(one.cpu_times()[:2]) for one in family))
        except psutil.Error:  # one of them has just ended
            pass
        disk = max(disk, sum(_size(path) for path in home.rglob("*")) / 1e6)
        time.sleep(0.5)
    wall = time.perf_counter() - start
    if process.returncode:
        raise SystemExit(f"the build failed with {process.returncode}")
    index = home / "gazetteers" / "world"
    rows = json.loads((index / "meta.json").read_text(encoding="utf-8"))["counts"]["places"]
    return [
        at_most("world: build, by the clock", rows, wall, "s", BUILD_SECONDS),
        at_most("world: build, processor time of all processes", rows, seconds, "s"),
        at_most("world: most memory while building, all processes", rows, memory, "MB", BUILD_MB),
        at_most("world: most disk while building", rows, disk, "MB", BUILD_DISK_MB),
        at_most("world: index on disk", rows, sum(_size(path) for path in index.iterdir()) / 1e6, "MB", BUILD_DISK_MB),
    ]


def _size(path: Path) -> int:
    try:
        return path.stat().st_size if path.is_file() else 0
    except FileNotFoundError:
        return 0


def demo_text(settings: Settings) -> str:
    """The demo reports, repeated to ``SCANNED_WORDS``."""
    with settings.demo_reports.open(encoding="utf-8") as lines:
        text = "\n".join(json.loads(line)["text"] for line in lines if line.strip())
    return "\n".join([text] * max(1, SCANNED_WORDS // len(text.split())))


def apart(run: Callable[[Path, str], list[Row]], folder: Path, text: str) -> list[Row]:
    """The rows of one side, measured in a process of its own."""
    context = multiprocessing.get_context("spawn")
    with context.Pool(1) as pool:
        return pool.apply(run, (folder, text))


def main() -> None:
    """Measure and keep the rows."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--index", type=Path, help="folder of an index; default: the bundled gazetteer")
    parser.add_argument("--build", type=Path, metavar="DIR", help="folder with allCountries.zip to build from, first")
    parser.add_argument("--home", type=Path, help="GEOEVENTS_HOME of the build; default: a temporary folder")
    arguments = parser.parse_args()
    settings = Settings.from_environment()
    text = demo_text(settings)
    with tempfile.TemporaryDirectory() as temporary:
        folder = arguments.index or settings.bundled_gazetteer
        if arguments.build:
            home = arguments.home or Path(temporary)
            home.mkdir(parents=True, exist_ok=True)
            keep(watched_build(arguments.build, home))
            folder = home / "gazetteers" / "world"
        keep(apart(ours, folder, text))
        if json.loads((folder / "meta.json").read_text(encoding="utf-8"))["counts"]["forms"] < OTHER_WAYS_FORMS:
            for other in (python_dict, sqlite):
                keep(apart(other, folder, text))
        # It starts a server of its own, which a process of a pool may not.
        keep(one_by_one(folder, text))


if __name__ == "__main__":
    main()

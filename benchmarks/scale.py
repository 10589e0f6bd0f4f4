"""Extraction of archives: two workers beside one, a Dask cluster beside plain processes, and a soak with kills.

    python benchmarks/scale.py [--documents N] [--rounds N] [--price EUR] [--no-dask]
    python benchmarks/scale.py --soak 100000 [--seed N]
    python benchmarks/scale.py --corpus event_location.dev.jsonl   # whole command, all cores, words a second

All are whole commands as a user types them, by the clock, so the machine must have nothing else to do. The documents
are invented, each different, from a seed; a soak reads short ones twice: undisturbed, and with workers and now and then
the whole command killed. Afterwards both stores must hold the same events.
"""

from __future__ import annotations

import argparse
import contextlib
import hashlib
import json
import os
import random
import shutil
import signal
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT))
for variable in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ[variable] = "1"

from benchmarks.results import RESULTS, Row, at_least, at_most, keep  # noqa: E402
from geoevents.archive.partitions import MAX_CHARACTERS, cut  # noqa: E402
from geoevents.archive.readers import ArchiveReader  # noqa: E402
from geoevents.archive.sources import find_sources  # noqa: E402
from geoevents.cli.jsonl import Rejects  # noqa: E402
from geoevents.query import EventQuery  # noqa: E402
from geoevents.store.delta import DeltaStore  # noqa: E402
from geoevents.store.tables import Tables  # noqa: E402

_TOWNS = (
    "Homs Idlib Kharkiv Kherson Mosul Kirkuk Gao Mopti Maiduguri Jos Goma Bunia Mogadishu Kismayo Kabul Kunduz Quetta "
    "Peshawar Sanaa Taiz Benghazi Sirte Khartoum Nyala Bamako Ouagadougou Bangui Juba Malakal Bossaso"
).split()
_SIDES = (
    "Gunmen",
    "Rebels",
    "Government troops",
    "Islamist militants",
    "Police",
    "Soldiers",
    "Protesters",
    "Militiamen",
)
_DEEDS = (
    "attacked a checkpoint near {town} on {day}, killing {n} people",
    "shelled the outskirts of {town} on {day}, wounding {n} residents",
    "clashed with soldiers in {town} late on {day}; {n} fighters died",
    "set fire to a police station in {town} on {day}",
    "blocked the main road to {town} on {day}, demanding higher wages",
    "shot dead {n} villagers south of {town} on {day}",
)
_PEACE = (
    "The harvest around {town} was better than expected this year, {n} farmers told a local paper.",
    "A new school for {n} pupils opened in {town} on {day}, with a library and a garden.",
    "Prices of bread in {town} rose by {n} percent over the month, the statistics office said.",
    "The football club of {town} won its match on {day} before {n} spectators.",
    "A bridge in {town} will be closed for {n} days while its bearings are renewed, the mayor said.",
)
_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_PRICE = 0.04  # euros an hour of one virtual core, about what large clouds ask on demand
_ARTICLES = 10_000_000
_DAY = 86_400
_KILL_SECONDS = 8.0  # between kills at least, on average: a new worker needs time to open its pipeline


def sentence(chance: random.Random, share_of_events: float) -> str:
    """One invented sentence."""
    told = {"town": chance.choice(_TOWNS), "day": chance.choice(_DAYS), "n": chance.randint(2, 900)}
    if chance.random() < share_of_events:
        return f"{chance.choice(_SIDES)} {chance.choice(_DEEDS).format(**told)}, officials said."
    return chance.choice(_PEACE).format(**told)


def write_archive(path: Path, documents: int, *, sentences: int, seed: int = 1, share_of_events: float = 0.35) -> int:
    """Invented documents of so many sentences as JSON Lines; gives their words."""
    chance, words = random.Random(seed), 0
    with path.open("w", encoding="utf-8") as out:
        for number in range(documents):
            text = " ".join(sentence(chance, share_of_events) for _ in range(sentences)) + f" Report {number}."
            words += len(text.split())
            day = f"2024-{1 + number // 28 % 12:02}-{1 + number % 28:02}"
            out.write(json.dumps({"doc_id": str(number), "text": text, "published": day}) + "\n")
    return words


def extract_command(*arguments: object) -> list[str]:
    return [sys.executable, "-m", "geoevents", "extract", *map(str, arguments)]


class Ran(NamedTuple):
    """A command that has ended."""

    seconds: float
    said: str


def run_command(*arguments: object) -> Ran:
    started = time.perf_counter()
    done = subprocess.run(extract_command(*arguments), cwd=ROOT, stderr=subprocess.PIPE, text=True, check=True)
    return Ran(time.perf_counter() - started, done.stderr)


@contextlib.contextmanager
def folder() -> Iterator[Path]:
    with tempfile.TemporaryDirectory(prefix="geoevents-scale-") as name:
        os.environ["GEOEVENTS_HOME"] = str(Path(name, "home"))
        yield Path(name)


def measure_workers(work: Path, documents: int, rounds: int, price: float, *, dask: bool) -> list[Row]:
    """The same archive by one worker, by two, and by two of a cluster, in turns."""
    archive = work / "articles.jsonl"
    words = write_archive(archive, documents, sentences=20, share_of_events=0.15)
    seconds: dict[str, list[float]] = {"1": [], "2": [], "dask": []}
    with cluster() if dask else contextlib.nullcontext("") as address:
        for number in range(rounds):
            for name in ("1", "2", *(("dask",) if dask else ())):
                store = work / "store"
                how = ("--scheduler", address) if name == "dask" else ("--workers", name)
                ran = run_command(archive, "--store", store, *how)
                seconds[name].append(ran.seconds)
                print(
                    f"round {number + 1}, {name}: {ran.seconds:.1f} s; {ran.said.strip().splitlines()[-1]}", flush=True
                )
                shutil.rmtree(store)
    one, two = statistics.median(seconds["1"]), statistics.median(seconds["2"])
    start = start_seconds(work)
    per_core = documents / (one - start)
    hours = _ARTICLES / per_core / 3600
    rows = [
        at_least("2 workers, times as fast as 1", documents, one / two, "x", 1.7),
        at_least("2 commands that share nothing, times as fast as 1", documents, apart(work, documents // 5), "x"),
        at_most("start of the command with a worker", 0, start, "s"),
        at_least("articles a second and core", documents, per_core, "articles/s"),
        at_least("words a second and core", documents, words / (one - start), "words/s"),
        at_least("articles a day and core", documents, per_core * _DAY, "articles"),
        at_most("10 million articles", _ARTICLES, hours, "core hours"),
        at_most("10 million articles, at so much an hour", _ARTICLES, hours * price, f"EUR at {price:g}"),
    ]
    if dask:
        cost = statistics.median(d / t for d, t in zip(seconds["dask"], seconds["2"], strict=True)) - 1
        rows.append(at_most("Dask cluster of 2 beside 2 plain workers", documents, 100 * cost, "%", 10.0))
    return [*rows, reading_speed(archive)]


def apart(work: Path, documents: int) -> float:
    """How many times as much two commands do that share nothing, each in one process: what the machine gives."""
    archives = [work / f"part{number}.jsonl" for number in (1, 2)]
    for number, archive in enumerate(archives):
        write_archive(archive, documents, sentences=20, seed=90 + number, share_of_events=0.15)

    def seconds(chosen: list[Path]) -> float:
        started = time.perf_counter()
        commands = [
            subprocess.Popen(
                extract_command(archive, "-o", archive.with_suffix(".out"), "--workers", 0),
                cwd=ROOT,
                stderr=subprocess.DEVNULL,
            )
            for archive in chosen
        ]
        for command in commands:
            command.wait()
        return time.perf_counter() - started

    alone = statistics.mean(seconds([archive]) for archive in archives)
    return 2 * alone / seconds(archives)


def start_seconds(work: Path) -> float:
    """The command with one worker on one document: what every run pays once."""
    archive = work / "one.jsonl"
    write_archive(archive, 1, sentences=1, seed=7)
    return statistics.median(
        run_command(archive, "--store", work / f"start{n}", "--workers", 1).seconds for n in range(3)
    )


def reading_speed(archive: Path) -> Row:
    """How fast one process reads, checks and cuts an archive for its workers."""
    size = archive.stat().st_size
    started = time.process_time()
    with Rejects(archive) as rejects:
        reader = ArchiveReader(find_sources([str(archive)]), rejects)
        for part in cut(reader, characters=MAX_CHARACTERS):
            part.name("x")
    return at_least("archive read and cut for workers", 0, size / 1e6 / (time.process_time() - started), "MB/s")


@contextlib.contextmanager
def cluster() -> Iterator[str]:
    """The address of a local Dask cluster of two worker processes."""
    from distributed import LocalCluster

    with LocalCluster(n_workers=2, threads_per_worker=1, processes=True, dashboard_address="127.0.0.1:0") as local:
        yield local.scheduler_address


def below(pid: int) -> list[int]:
    """Processes that this one started."""
    with contextlib.suppress(OSError):
        return [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]
    return []


def workers_of(pid: int) -> list[int]:
    """The workers of a command: they are forked by a server of its own."""
    return [worker for server in below(pid) for worker in below(server)]


def resident_mb(pid: int) -> float:
    with contextlib.suppress(OSError):
        return int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE") / 1e6
    return 0.0


class Killer(threading.Thread):
    """Kills a random worker of a command every few seconds, and now and then the command."""

    def __init__(self, process: subprocess.Popen[str], chance: random.Random, mean_seconds: float) -> None:
        super().__init__(daemon=True)
        self._process, self._chance, self._mean = process, chance, mean_seconds
        self.workers_killed = self.commands_killed = 0

    def run(self) -> None:
        """Until the command has ended."""
        while self._process.poll() is None:
            time.sleep(self._chance.uniform(0.2, 2 * self._mean))
            workers = workers_of(self._process.pid)
            if not workers:
                continue
            if self._chance.random() < 0.04:
                self._process.kill()
                self.commands_killed += 1
                return
            with contextlib.suppress(ProcessLookupError):
                os.kill(self._chance.choice(workers), signal.SIGKILL)
                self.workers_killed += 1


def soak(work: Path, documents: int, seed: int) -> list[Row]:
    """Undisturbed, then with kills; the events must be the same."""
    archive = work / "short.jsonl"
    write_archive(archive, documents, sentences=1, seed=seed)
    quiet, disturbed = work / "quiet", work / "disturbed"

    process = subprocess.Popen(
        extract_command(archive, "--store", quiet, "--workers", 2), cwd=ROOT, stderr=subprocess.PIPE, text=True
    )
    started, samples = time.perf_counter(), []
    while process.poll() is None:
        time.sleep(1)
        samples.append(max(map(resident_mb, workers_of(process.pid)), default=0.0))
    quiet_seconds = time.perf_counter() - started
    print((process.communicate()[1] or "").strip(), flush=True)
    samples = [sample for sample in samples if sample > 100]  # loaded
    early, late = max(samples[: max(1, len(samples) // 5)]), max(samples[-max(1, len(samples) // 5) :])

    chance = random.Random(seed)
    workers_killed = commands_killed = 0
    started = time.perf_counter()
    while True:
        process = subprocess.Popen(
            extract_command(archive, "--store", disturbed, "--workers", 2), cwd=ROOT, stderr=subprocess.PIPE, text=True
        )
        killer = Killer(process, chance, mean_seconds=max(_KILL_SECONDS, quiet_seconds / 40))
        killer.start()
        said = process.communicate()[1] or ""
        killer.join(1)
        workers_killed += killer.workers_killed
        commands_killed += killer.commands_killed
        if process.returncode != -signal.SIGKILL:
            break
    print(said.strip().splitlines()[-1], flush=True)
    return [
        at_most("soak: exit code of the last command", documents, process.returncode or 0, "", 0),
        at_most("soak: events that differ from an undisturbed run", documents, differing(quiet, disturbed), "", 0),
        at_most("soak: documents with another number of runs than one", documents, doubled(disturbed), "", 0),
        at_least("soak: documents a second, 2 workers, undisturbed", documents, documents / quiet_seconds, "docs/s"),
        at_least("soak: workers killed", documents, workers_killed, ""),
        at_least("soak: commands killed and started again", documents, commands_killed, ""),
        at_most("soak: time with kills", documents, time.perf_counter() - started, "s"),
        at_most("soak: time undisturbed", documents, quiet_seconds, "s"),
        at_most("worker memory, last fifth of the soak", documents, late, "MB", 900),
        at_most("worker memory, last fifth over first fifth", documents, late / early, "x", 1.15),
    ]


def events_of(store: Path) -> set[str]:
    """A hash of each event that a reader of the store sees."""
    found = DeltaStore.open(str(store)).stream(EventQuery(statuses=(), review="all"))
    return {hashlib.sha256(repr(stored).encode()).hexdigest() for stored in found}


def differing(one: Path, other: Path) -> int:
    return len(events_of(one) ^ events_of(other))


def doubled(store: Path) -> int:
    """Documents of an archive that were not kept exactly once."""
    import duckdb

    files = Tables(str(store)).refresh("runs")
    sql = "SELECT count(*) FROM (SELECT document_id FROM read_parquet($1) GROUP BY document_id HAVING count(*) <> 1)"
    return int(duckdb.execute(sql, [files]).fetchall()[0][0])


def measure_corpora(work: Path, corpora: list[Path]) -> list[Row]:
    """Whole command with its defaults, start included."""
    rows = []
    for corpus in corpora:
        lines = corpus.read_text("utf-8").splitlines()
        words = sum(len(json.loads(line)["text"].split()) for line in lines)
        for name, how in (("all cores", ()), ("in one process", ("--workers", 0))):
            ran = run_command(corpus, "-o", work / "out.jsonl", *how)
            rows.append(at_least(f"extract {corpus.stem}, {name}", len(lines), words / ran.seconds, "words/s"))
    return rows


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--documents", type=int, default=1_000, help="articles of 20 sentences for the comparison")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--price", type=float, default=_PRICE, help="euros an hour of one core")
    parser.add_argument("--no-dask", action="store_true")
    parser.add_argument("--soak", type=int, metavar="N", help="only this: so many short documents, with kills")
    parser.add_argument("--seed", type=int, default=1, help="of the soak's documents and kills")
    parser.add_argument("--corpus", type=Path, nargs="+", default=[], help="only this: JSON Lines to read as they are")
    parser.add_argument("--results", type=Path, default=RESULTS, help="where the figures are kept")
    options = parser.parse_args()
    with folder() as work:
        if options.soak:
            rows = soak(work, options.soak, options.seed)
        elif options.corpus:
            rows = measure_corpora(work, options.corpus)
        else:
            rows = measure_workers(work, options.documents, options.rounds, options.price, dask=not options.no_dask)
    keep(rows, options.results)


if __name__ == "__main__":
    main()

"""How quick geoparsing is beside other ways to find places in text, measured in the same run on the same texts.

    python benchmarks/geoparse.py [CORPUS.jsonl] [--documents 60] [--cold 5]
    python benchmarks/geoparse.py --soak 100000 [--no-model]

The texts are reports invented here from names of the bundled gazetteer, always the same ones, or a corpus (JSON Lines
with "text"). Every way runs in a process of its own on one core; seconds are of the processor, and of the clock where
another process answers, and for a cold start. The soak reads ever new short texts and watches the memory.

Beside ours: spaCy's entities with the most populous place of each name; flashgeotext, which knows big cities and
countries (where it is installed); and spaCy's entities asked one by one of a local server through geopy.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import multiprocessing
import os
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import psutil
from results import Row, at_least, at_most, keep

from geoevents.gazetteer.local import LocalGazetteer
from geoevents.gazetteer.stack import open_gazetteers
from geoevents.geoparse import Geoparser
from geoevents.model import Document
from geoevents.settings import Settings
from geoevents.text.language import PlainLanguage, load_language

TOWNS = (
    "Aleppo Homs Mosul Kharkiv Kherson Taiz Benghazi Mogadishu Maiduguri Gao Kandahar Donetsk Raqqa Fallujah Sumy"
).split()
PATTERNS = (
    "Shells fell on the outskirts of {a} on Tuesday, and three people were taken to a hospital in {b}.",
    "A convoy that had left {a} was stopped at a checkpoint near {b}, two drivers said.",
    "Officials in {a} denied that talks with the rebels had failed, and promised to repair the bridge by spring.",
    "The road between {a} and {b} was closed for most of the night because of fighting.",
    "Markets reopened in {a} after a week, though flour and fuel remained dear.",
)
WITH_MODEL, WITHOUT_MODEL = "geoevents with the language model", "geoevents without a language model"
DOCUMENTS_A_SECOND = {WITH_MODEL: 15.0, WITHOUT_MODEL: 60.0}  # of local news, some 340 words each
COLD_SECONDS = {WITH_MODEL: 3.0, WITHOUT_MODEL: 1.0}
RESIDENT_MB, GROWTH_MB = 500, 25
HTTP_DOCUMENTS = 20


def reports(count: int, words: int = 200) -> list[str]:
    """Invented reports, always the same ones."""
    chance = random.Random(5)
    made = []
    for _ in range(count):
        lines: list[str] = []
        while sum(len(line.split()) for line in lines) < words:
            a, b = chance.sample(TOWNS, 2)
            lines.append(chance.choice(PATTERNS).format(a=a, b=b) + f" It was report {chance.randrange(10_000)}.")
        made.append("\n".join(lines))
    return made


def resident_mb() -> float:
    """Memory of this process now."""
    return psutil.Process().memory_info().rss / 1e6


def ours(texts: list[str], no_model: bool) -> dict[str, float]:
    """Our own geoparser."""
    parser = Geoparser(open_gazetteers(Settings.from_environment()), PlainLanguage() if no_model else load_language())
    return measured(
        texts, lambda text: sum(x.referent is not None for x in parser.geoparse(Document(text=text))), time.process_time
    )


def entities() -> Callable[[str], list[str]]:
    """SpaCy's entities that may be places; everything else of the model is left out."""
    import spacy

    language = load_language()
    nlp: Any = getattr(language, "_pipeline", None) or spacy.blank("en")
    skipped = [pipe for pipe in nlp.pipe_names if pipe in ("tagger", "parser", "tok2vec")]

    def found(text: str) -> list[str]:
        docs = nlp.pipe(text.split("\n"), disable=skipped, batch_size=128)
        return [entity.text for doc in docs for entity in doc.ents if entity.label_ in ("GPE", "LOC", "FAC")]

    return found


def most_populous(texts: list[str]) -> dict[str, float]:
    """SpaCy's entities, each answered with the most populous place of its name."""
    gazetteer = open_gazetteers(Settings.from_environment())
    found = entities()

    def read(text: str) -> int:
        answered = 0
        for name in found(text):
            places = [candidate.place for candidate in gazetteer.find(name)]
            answered += max(places, key=lambda place: place.population or 0, default=None) is not None
        return answered

    return measured(texts, read, time.process_time)


def flashgeotext(texts: list[str]) -> dict[str, float]:
    """Flashgeotext with the data it comes with."""
    from flashgeotext.geotext import GeoText

    geotext = GeoText()

    def read(text: str) -> int:
        found = geotext.extract(text)
        return sum(entry["count"] for kind in found.values() for entry in kind.values())

    return measured(texts, read, time.process_time)


def one_by_one(texts: list[str]) -> dict[str, float]:
    """SpaCy's entities, each sent to a geocoder on this machine."""
    from local_geocoder import geocoder

    found = entities()
    with geocoder(Settings.from_environment().bundled_gazetteer) as client:
        return measured(
            texts[:HTTP_DOCUMENTS],
            lambda text: sum(client.geocode(name) is not None for name in found(text)),
            time.perf_counter,
        )


def measured(texts: list[str], read: Callable[[str], int], clock: Callable[[], float]) -> dict[str, float]:
    """Documents a second, places found and memory of one way; its first texts are read before the clock starts."""
    for text in texts[:3]:
        read(text)
    start = clock()
    places = sum(map(read, texts))
    return {"rate": len(texts) / (clock() - start), "places": places, "resident": resident_mb()}


def cold_seconds(no_model: bool, times: int) -> float:
    """Seconds by the clock from starting the program to the answer on its disk, the least of several starts."""
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "one.jsonl"
        source.write_text(json.dumps({"doc_id": "1", "text": "Shells fell on Idlib."}) + "\n", encoding="utf-8")
        command = [sys.executable, "-m", "geoevents", "geoparse", str(source), "-o", str(source.with_suffix(".out"))]
        taken = []
        for _ in range(times):
            start = time.perf_counter()
            subprocess.run([*command, *(["--no-model"] if no_model else [])], check=True, capture_output=True)
            taken.append(time.perf_counter() - start)
    return min(taken)


def soak(count: int, no_model: bool) -> list[Row]:
    """Memory while ever new short texts are read, after a tenth of them and at the end."""
    settings = Settings.from_environment()
    parser = Geoparser(open_gazetteers(settings), PlainLanguage() if no_model else load_language())
    chance = random.Random(7)
    bundled = LocalGazetteer.open(settings.bundled_gazetteer)
    names = [bundled.place_in(chance.randrange(len(bundled))).name for _ in range(50_000)]
    del bundled
    early = 0.0
    start = time.process_time()
    for number in range(1, count + 1):
        a, b = chance.choice(TOWNS), chance.choice(names)
        text = (
            chance.choice(PATTERNS).format(a=a, b=b) + f" It was report {number}, from Unit{chance.randrange(10**6)}."
        )
        parser.geoparse(Document(text=text))
        if number == max(1, count // 10):
            early = resident_mb()
    late, way = resident_mb(), WITHOUT_MODEL if no_model else WITH_MODEL
    return [
        at_least(f"soak, {way}: short texts", count, count / (time.process_time() - start), "/s"),
        at_most(f"soak, {way}: memory at the end", count, late, "MB", RESIDENT_MB),
        at_most(f"soak, {way}: growth over the last nine tenths", count, late - early, "MB", GROWTH_MB),
    ]


def apart(run: Callable[..., Any], arguments: tuple[Any, ...]) -> Any:
    """What ``run`` gives in a process of its own, on one core."""
    for threads in ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS"):
        os.environ[threads] = "1"
    with multiprocessing.get_context("spawn").Pool(1) as pool:
        return pool.apply(run, arguments)


def compare(texts: list[str], corpus: str, starts: int) -> list[Row]:
    """All ways over the same texts; targets hold for a corpus of news."""
    ways: dict[str, tuple[Callable[..., dict[str, float]], tuple[Any, ...]]] = {
        WITH_MODEL: (ours, (texts, False)),
        WITHOUT_MODEL: (ours, (texts, True)),
        "spaCy entities, most populous place": (most_populous, (texts,)),
    }
    if importlib.util.find_spec("flashgeotext"):
        ways["flashgeotext"] = (flashgeotext, (texts,))
    else:
        print("flashgeotext: not installed")
    rows = []
    for way, (run, arguments) in ways.items():
        rows += described(way, corpus, apart(run, arguments), len(texts))
    rows += described("spaCy entities, geopy one by one", corpus, one_by_one(texts), HTTP_DOCUMENTS)
    for way, no_model in ((WITH_MODEL, False), (WITHOUT_MODEL, True)):
        rows.append(
            at_most(f"cold start to first answer, {way}", 0, cold_seconds(no_model, starts), "s", COLD_SECONDS[way])
        )
    return rows


def described(way: str, corpus: str, found: dict[str, float], documents: int) -> list[Row]:
    """Rows of one way."""
    target = DOCUMENTS_A_SECOND.get(way) if corpus else None
    name = corpus or "invented reports"
    rows = [
        at_least(f"{way}: {name}", documents, found["rate"], "documents/s", target),
        at_least(f"{way}: {name}, places answered", documents, found["places"], "places"),
    ]
    if way in DOCUMENTS_A_SECOND:
        rows.append(at_most(f"{way}: {name}, memory", documents, found["resident"], "MB", RESIDENT_MB))
    return rows


def main() -> None:
    """Measure and keep the rows."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpus", nargs="?", type=Path, help='JSON Lines with "text"; default: invented reports')
    parser.add_argument("--documents", type=int, default=60, help="how many are read")
    parser.add_argument("--cold", type=int, default=5, help="how often the program is started")
    parser.add_argument("--soak", type=int, metavar="N", help="read N short texts and watch the memory instead")
    parser.add_argument("--no-model", action="store_true", help="of the soak")
    arguments = parser.parse_args()
    if arguments.soak:
        keep(apart(soak, (arguments.soak, arguments.no_model)))
        return
    if arguments.corpus:
        with arguments.corpus.open(encoding="utf-8") as lines:
            texts = [json.loads(line)["text"] for _, line in zip(range(arguments.documents), lines, strict=False)]
    else:
        texts = reports(arguments.documents)
    keep(compare(texts, arguments.corpus.stem if arguments.corpus else "", arguments.cold))


if __name__ == "__main__":
    main()

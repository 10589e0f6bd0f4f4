"""How fast and how small the bundled gazetteer is, beside a plain Python dict of the same forms.

    python benchmarks/gazetteer.py [--text FILE]

Prints one table. The text is the demo reports, or FILE, repeated to about 200,000 words. Each side runs
in a process of its own, so that the memory is its own too.
"""

from __future__ import annotations

import argparse
import json
import multiprocessing
import resource
import sys
import time
from collections.abc import Callable
from pathlib import Path

from geoevents.gazetteer.local import LocalGazetteer
from geoevents.gazetteer.names import fold, folded_words
from geoevents.settings import Settings

WORDS = 200_000
NAMES = ["Idlib", "Qamishlo", "Paris", "Al-Hasakah", "Springfield", "Kyiv", "أطمة", "Georgia", "Nowhere at all", "U.S."]


def resident_mb() -> float:
    """Most memory this process ever held, in megabytes."""
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak / (1024 * 1024 if sys.platform == "darwin" else 1024)


def rate(count: int, run: Callable[[], object]) -> float:
    """Things done in a second of processor time."""
    start = time.process_time()
    run()
    return count / max(time.process_time() - start, 1e-9)


def mapped(folder: Path, text: str) -> dict[str, float]:
    """The gazetteer as it is."""
    before = resident_mb()
    start = time.perf_counter()
    gazetteer = LocalGazetteer.open(folder)
    gazetteer.find("Idlib")
    opened = time.perf_counter() - start
    after = resident_mb()
    paragraphs = text.split("\n")
    words = len(text.split())
    return {
        "open and first answer, ms": 1000 * opened,
        "memory, MB": after - before,
        "lookups/s": rate(len(NAMES) * 200, lambda: [gazetteer.find(name) for _ in range(200) for name in NAMES]),
        "scan, words/s": rate(words, lambda: [gazetteer.scan(paragraph) for paragraph in paragraphs]),
    }


def plain_dict(folder: Path, text: str) -> dict[str, float]:
    """Every form in a dict, every run of up to five words looked up."""
    gazetteer = LocalGazetteer.open(folder)
    forms = [form for form in gazetteer.forms()]
    before = resident_mb()
    start = time.perf_counter()
    table = {form: gazetteer.exact(form, None) for form in forms}
    opened = time.perf_counter() - start
    after = resident_mb()

    def scan() -> None:
        for paragraph in text.split("\n"):
            words = folded_words(paragraph)[0]
            for first in range(len(words)):
                for last in range(first + 1, min(first + 6, len(words) + 1)):
                    " ".join(words[first:last]) in table  # noqa: B015

    return {
        "open and first answer, ms": 1000 * opened,
        "memory, MB": after - before,
        "lookups/s": rate(len(NAMES) * 200, lambda: [table.get(fold(name)) for _ in range(200) for name in NAMES]),
        "scan, words/s": rate(len(text.split()), scan),
    }


def main() -> None:
    """Measure both and print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--text", type=Path, help="a text file to scan")
    arguments = parser.parse_args()
    settings = Settings.from_environment()
    if arguments.text:
        sample = arguments.text.read_text(encoding="utf-8")
    else:
        with settings.demo_reports.open(encoding="utf-8") as lines:
            sample = "\n".join(json.loads(line)["text"] for line in lines if line.strip())
    text = "\n".join([sample] * max(1, WORDS // max(1, len(sample.split()))))
    columns = {}
    context = multiprocessing.get_context("spawn")
    for name, run in (("mapped trie", mapped), ("Python dict", plain_dict)):
        with context.Pool(1) as pool:
            columns[name] = pool.apply(run, (settings.bundled_gazetteer, text))
    print(f"{len(text.split()):,} words\n\n| | {' | '.join(columns)} |\n|---|{'---:|' * len(columns)}")
    for row in columns["mapped trie"]:
        print(f"| {row} | {' | '.join(f'{column[row]:,.0f}' for column in columns.values())} |")


if __name__ == "__main__":
    main()

"""How quick geoparsing is beside the plainest thing one could do, measured in the same run.

    python benchmarks/geoparse.py [--words 20000]

The plain thing is spaCy's entities (GPE, LOC, FAC) of whole paragraphs, each answered with the most populous
place of its name. Both read the same reports, made here from the names of the bundled gazetteer, with the same model.
"""

from __future__ import annotations

import argparse
import random
import time
from collections.abc import Callable

from geoevents.gazetteer.base import Gazetteer
from geoevents.gazetteer.stack import open_gazetteers
from geoevents.geoparse import Geoparser
from geoevents.model import Document
from geoevents.settings import Settings
from geoevents.text.language import PlainLanguage, load_language
from geoevents.text.sentences import split_sentences

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


def reports(words: int) -> list[str]:
    """Invented reports of about 200 words each, always the same ones."""
    chance = random.Random(5)
    made: list[str] = []
    count = 0
    while count < words:
        lines = []
        while sum(len(line.split()) for line in lines) < 200:
            a, b = chance.sample(TOWNS, 2)
            lines.append(chance.choice(PATTERNS).format(a=a, b=b) + f" It was report {chance.randrange(10_000)}.")
        made.append("\n".join(lines))
        count += len(made[-1].split())
    return made


def plain_answers(texts: list[str], gazetteer: Gazetteer) -> int:
    """Entities, each answered with the most populous place of its name; how many were answered."""
    import spacy

    language = load_language()
    nlp = language._pipeline if hasattr(language, "_pipeline") else spacy.blank("en")
    skipped = [pipe for pipe in nlp.pipe_names if pipe in ("tagger", "parser", "tok2vec")]
    answered = 0
    for text in texts:
        for doc in nlp.pipe(text.split("\n"), disable=skipped, batch_size=128):
            for entity in doc.ents:
                if entity.label_ in ("GPE", "LOC", "FAC"):
                    found = [f.place for f in gazetteer.find(entity.text)]
                    answered += max(found, key=lambda p: p.population or 0, default=None) is not None
    return answered


def timed(name: str, words: int, run: Callable[[], int]) -> None:
    """Print the rate of one way."""
    start = time.process_time()
    answered = run()
    seconds = time.process_time() - start
    print(f"{name:40} {words / seconds:10,.0f} words/s of processor time, {answered} places")


def main() -> None:
    """Measure all three ways."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--words", type=int, default=20_000)
    texts = reports(parser.parse_args().words)
    words = sum(len(text.split()) for text in texts)
    gazetteer = open_gazetteers(Settings.from_environment())
    full, quick = Geoparser(gazetteer, load_language()), Geoparser(gazetteer, PlainLanguage())

    def with_geoparser(parser: Geoparser) -> int:
        return sum(r.referent is not None for text in texts for r in parser.geoparse(Document(text=text)))

    full.geoparse(Document(text=texts[0]))  # loads weights
    quick.geoparse(Document(text=texts[0]))
    print(f"{len(texts)} reports, {words:,} words, {sum(len(split_sentences(t)) for t in texts):,} sentences")
    timed("spaCy entities, most populous place", words, lambda: plain_answers(texts, gazetteer))
    timed("geoevents with the language model", words, lambda: with_geoparser(full))
    timed("geoevents without a language model", words, lambda: with_geoparser(quick))


if __name__ == "__main__":
    main()

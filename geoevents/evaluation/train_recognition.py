"""Trains the recogniser of place names and says how good it is on corpora it has not seen.

    python -m geoevents.evaluation.train_recognition GEOPARSING_FOLDER [--events FILE] [--write]

GEOPARSING_FOLDER holds annotated corpora, ``NAME.dev.jsonl``; FILE holds sentences about conflict with the
places of their events. Each corpus is scored with weights trained on the others; ``--write`` then trains on
everything and replaces the weights that ship with the project.
"""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path
from typing import Any

from geoevents.evaluation.recognition import (
    cross_validate,
    cross_validate_literal,
    literal_examples,
    read_corpus,
    read_event_places,
    train_filter,
    train_literal,
)
from geoevents.gazetteer.stack import open_gazetteers
from geoevents.settings import Settings
from geoevents.text.language import PlainLanguage, load_language
from geoevents.text.literal import LITERAL_WEIGHTS
from geoevents.text.mentions import FILTER_WEIGHTS, MentionFinder

DATA = Path(__file__).resolve().parent.parent / "text" / "data"
TREES = 240


def main(arguments: list[str] | None = None) -> int:
    """Run the command; 0 when it came to its end."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--events", type=Path, help="sentences about conflict with the places of their events")
    parser.add_argument("--write", action="store_true", help="train on everything and replace the shipped weights")
    parser.add_argument("--skip-scores", action="store_true", help="do not cross-validate first")
    options = parser.parse_args(arguments)

    gazetteer = open_gazetteers(Settings.from_environment())
    finder = MentionFinder(gazetteer, rules_only=True)
    model, plain = load_language(), PlainLanguage()
    corpora = [read_corpus(path, finder, model, plain) for path in sorted(options.folder.glob("*.jsonl"))]
    events = read_event_places(options.events, finder, model, plain, limit=800) if options.events else []
    examples = []
    for corpus in corpora:
        marked = [e for e in literal_examples(corpus.with_model, gazetteer) if e.rows]
        if len({label for e in marked for label in e.labels}) > 1:  # one that calls every name literal teaches nothing
            examples += marked

    if not options.skip_scores:
        scores: dict[str, Any] = {"recognition": cross_validate(corpora, also=events, trees=TREES)}
        learned, spread, by_rule = cross_validate_literal(examples)
        scores["literal"] = {"learned": round(learned, 4), "spread": round(spread, 4), "rules": round(by_rule, 4)}
        json.dump(scores, sys.stdout, indent=1)
        print()
    if options.write:
        documents = [*events, *(d for c in corpora for d in (*c.with_model, *c.without))]
        _write(FILTER_WEIGHTS, train_filter(documents, trees=TREES))
        _write(LITERAL_WEIGHTS, train_literal(examples))
    return 0


def _write(name: str, weights: dict[str, Any]) -> None:
    (DATA / name).write_text(json.dumps(weights, separators=(",", ":"), ensure_ascii=False) + "\n", "utf-8")


if __name__ == "__main__":
    sys.exit(main())

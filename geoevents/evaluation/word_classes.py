"""Makes the table of word classes that ships with the project, from WordNet's index of senses.

    python -m geoevents.evaluation.word_classes INDEX_SENSE

INDEX_SENSE is WordNet 3.0's file ``index.sense``. A word's class is the lexicographer's file in which it was counted
most often. Words that were never counted are left out, but for those all of whose senses are persons.
"""

from __future__ import annotations

import argparse
import sys
import textwrap
from collections import defaultdict
from collections.abc import Iterable
from importlib import resources
from pathlib import Path

from geoevents.text.word_classes import NOUN_CLASSES, VERB_CLASSES, WORD_CLASSES

_FIRST_NOUN, _FIRST_VERB = 3, 29  # WordNet's numbers of the lexicographer's files "noun.Tops" and "verb.body"
_NOUN, _VERB = "1", "2"
_PERSON = _FIRST_NOUN + NOUN_CLASSES.index("person")


def classes_of(lines: Iterable[str]) -> dict[str, dict[str, list[str]]]:
    """Words by part of speech ("noun", "verb") and class, in alphabetical order.

    Parameters
    ----------
    lines : iterable of str
        Of ``index.sense``: "lemma%type:file:..  offset  number of the sense  times counted".
    """
    weights: dict[str, dict[str, dict[int, float]]] = {"noun": defaultdict(dict), "verb": defaultdict(dict)}
    counted: dict[str, set[str]] = {"noun": set(), "verb": set()}
    for line in lines:
        key, _, number, times = line.split()
        word, _, rest = key.partition("%")
        kind, file = rest.split(":")[:2]
        if kind not in (_NOUN, _VERB) or not (word.isascii() and word.isalpha()):
            continue
        part = "noun" if kind == _NOUN else "verb"
        if int(times):
            counted[part].add(word)
        weight = weights[part][word]
        weight[int(file)] = weight.get(int(file), 0.0) + int(times) + 0.5 / int(number)
    table: dict[str, dict[str, list[str]]] = {"noun": defaultdict(list), "verb": defaultdict(list)}
    for part, names, first in (("noun", NOUN_CLASSES, _FIRST_NOUN), ("verb", VERB_CLASSES, _FIRST_VERB)):
        for word, files in sorted(weights[part].items()):
            if word not in counted[part] and set(files) != {_PERSON}:
                continue
            table[part][names[max(sorted(files), key=lambda file: files[file]) - first]].append(word)
    return table


def main(arguments: list[str] | None = None) -> int:
    """Run the command; see the module's text."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("index", type=Path)
    options = parser.parse_args(arguments)
    data = Path(str(resources.files("geoevents.text"))) / "data"
    licence = [line for line in (data / "verbs.txt").read_text("utf-8").splitlines() if line.startswith("#")]
    lines = [
        "# Classes of nouns and verbs: WordNet 3.0's lexicographer files, each word in the most frequent.",
        *licence[1:],
    ]
    with options.index.open(encoding="utf-8") as index:
        for part, classes in classes_of(index).items():
            for name, words in sorted(classes.items()):
                lines += textwrap.wrap(" ".join(words), 120, initial_indent=f"{part}.{name}: ", subsequent_indent="  ")
    (data / WORD_CLASSES).write_text("\n".join(lines) + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())

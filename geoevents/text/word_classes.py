"""What sort of thing a noun names and what sort of doing a verb tells, by WordNet's broad classes.

"Minister" and "plumber" are persons, "talks" and "decision" communication and acts: a name before a person says
whose the person is, a name before a stretch of land where the land lies. Hand-written lists cannot hold them all.
"""

from __future__ import annotations

from functools import lru_cache
from importlib import resources

WORD_CLASSES = "word_classes.txt"

# In the order of WordNet's lexicographer files, which are numbered from 3 and from 29.
NOUN_CLASSES = tuple(
    """
    thing act animal artifact attribute body cognition communication event feeling food group location motive object
    person phenomenon plant possession process quantity relation shape state substance time
    """.split()
)
VERB_CLASSES = tuple(
    """
    body change cognition communication competition consumption contact creation emotion motion perception possession
    social stative weather
    """.split()
)


def noun_sense(lemma: str) -> str:
    """Class of a noun's base form, one of ``NOUN_CLASSES``; "" for words that are not known as nouns."""
    return _classes()["noun"].get(lemma, "")


def verb_sense(lemma: str) -> str:
    """Class of a verb's base form, one of ``VERB_CLASSES``; "" for words that are not known as verbs."""
    return _classes()["verb"].get(lemma, "")


@lru_cache(maxsize=1)
def _classes() -> dict[str, dict[str, str]]:
    """Part of speech -> word -> class."""
    table: dict[str, dict[str, str]] = {"noun": {}, "verb": {}}
    part = name = ""
    text = (resources.files("geoevents.text") / "data" / WORD_CLASSES).read_text("utf-8")
    for line in text.splitlines():
        if line.startswith("#"):
            continue
        head, colon, rest = line.partition(": ")
        if colon:
            part, _, name = head.partition(".")
            line = rest
        for word in line.split():
            table[part][word] = name
    return table

"""Which place belongs to which trigger: a score for each pair, from syntax, distance and how places contain each other.

The score is a sum of boosted decision trees over the features of ``features.py``, trained by
``evaluation/train_links.py``; the numbers lie in ``data/place_links.json``. Places outside the sentence are
only asked when the sentence itself gives none: first the sentences before, then the dateline and the title.
"""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib import resources

import numpy as np

from geoevents.extract.places.features import features
from geoevents.extract.places.grammar import SPOKEN, by_rule, handed_on
from geoevents.extract.places.rivals import first_reading
from geoevents.extract.sentence.scene import Scene
from geoevents.extract.sentence.triggers import Trigger
from geoevents.model import Mention, Resolution
from geoevents.resolve.reading import between
from geoevents.text.boosted import BoostedTrees

THRESHOLD = 0.5  # from here a place belongs to the trigger
BEST_THRESHOLD = 0.35  # ... and the best one of the sentence from here
_IN = re.compile(
    r"\b(?:in|at|near|outside|inside|(?:north|south|east|west|outskirts|edge)[\w-]*\s+of)\s+(?:the\s+)?(?:[\w-]+\s+of\s+)?$",
    re.IGNORECASE,
)
_NUMBER = (
    r"(?:\d+|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|a|an|another|several|dozens)"
    r"(?:\s+(?:[\w-]+\s+){0,3}?)?"
)
COUNTED_ON = re.compile(rf"\s*(?:,|,?\s+and)\s+{_NUMBER}\s*\b(?:in|at|near|outside)\s+(?:the\s+)?", re.IGNORECASE)
_JOINED = re.compile(r"\s*(?:,|,?\s+and)\s+(?:(?:in|at|near)\s+)?(?:the\s+)?")
_NAME_AFTER = re.compile(
    r"\b(?:towns?|cit(?:y|ies)|villages?|districts?|neighbou?rhoods?|suburbs?|camps?|localit(?:y|ies)|farms|"
    r"hills?|areas?|"
    r"settlements?|provinces?|governorates?)\s+(?:of|called|named)\s+(?:the\s+)?((?:[A-Z][\w'’-]*|[‘'’][A-Z][\w-]*)"
    r"(?:[ -](?:al-|Al-|el-|[A-Z])[\w'’-]*){0,3})"
)
_NAME = (
    r"(?:(?:al|el|ash|as|at|an|ar|az|ad|Al|El)-)?[‘'’]?[A-Z][\w’'/-]*"
    r"(?:\s+(?:(?:al|el|de|la|ash|as)[- ])?[‘'’]?[A-Z][\w’'/-]*){0,3}"
)
# A name that carries its class with it: "Hawsh Nasri village", "Al-Farouk Hospital"; the class is looked for first,
# for few sentences have one
_CLASS = re.compile(
    r"\s+(?:towns?|villages?|hamlets?|districts?|neighbou?rhoods?|quarters?|suburbs?|camps?|refugee\s+camp|"
    r"(?:military\s+)?airports?|air\s?bases?|airfields?|hospitals?|farms|hills?|mountains?|bridge|prison|market|mosque|"
    r"junction|checkpoint|crossing|dam|road|highway|valley|forest|gas\s+fields?|oil\s?fields?)\b",
    re.IGNORECASE,
)
_NAME_END = re.compile(rf"(?<![\w-]){_NAME}$")
_NAME_CHARACTERS = 60
_CLASS_ALONE = frozenset("the a an military central northern southern eastern western old new".split())


@dataclass(frozen=True, slots=True)
class PlaceLink:
    """A place mention that belongs to a trigger."""

    resolution: Resolution
    score: float  # 0 to 1
    source: str  # "sentence", "before", "dateline" or "title"


@cache
def load_model() -> tuple[BoostedTrees, BoostedTrees]:
    """The trained numbers: of the first reading, and of the one that knows what the first gave every place."""
    path = resources.files("geoevents.extract") / "data" / "place_links.json"
    data = json.loads(path.read_text(encoding="utf-8"))
    return BoostedTrees.from_json(data["trees"]), BoostedTrees.from_json(data["second"])


def sentence_mentions(scene: Scene, resolutions: Sequence[Resolution]) -> list[Resolution]:
    """What may be a place of an event in the scene's sentence, in reading order; of nested ones only the longest.

    Beside the mentions of the geoparser these are names that only the language model or the words around them
    call a place ("the village of X"); they stay unresolved, but a trigger bound to them is bound to no other place.
    """
    sentence = scene.sentence
    here = between(resolutions, sentence.start, sentence.end)
    inside = [r for r in here if r.mention.kind != "demonym"]
    inside = [r for r in inside if not any(_is_inside(r, o) for o in inside)]
    known = [(r.mention.start, r.mention.end) for r in inside]
    known += [(r.mention.start, r.mention.end) for r in here if r.mention.kind == "demonym"]
    extra = [
        Resolution(
            Mention(start, end, sentence.text[start - sentence.start : end - sentence.start], score=0.3), None, 0.0
        )
        for start, end in _further_names(scene)
        if not any(a < end and start < b for a, b in known)
    ]
    return sorted([*inside, *extra], key=lambda r: (r.mention.start, r.mention.end))


def _is_inside(inner: Resolution, outer: Resolution) -> bool:
    a, b = inner.mention, outer.mention
    return b.start <= a.start and a.end <= b.end and b.end - b.start > a.end - a.start


def _further_names(scene: Scene) -> list[tuple[int, int]]:
    """Spans of names that the language model or the words before them make places."""
    found = [(e.start, e.end) for e in scene.sentence.entities if e.label in ("GPE", "LOC", "FAC")]
    for match in _NAME_AFTER.finditer(scene.sentence.text):
        start, end = match.start(1) + scene.start, match.end(1) + scene.start
        if not any(a < end and start < b for a, b in found):
            found.append((start, end))
    people = [(e.start, e.end) for e in scene.sentence.entities if e.label in ("PERSON", "NORP", "DATE", "TIME")]
    for first, last in _with_class(scene.sentence.text):
        start, end = first + scene.start, last + scene.start
        if not any(a < end and start < b for a, b in (*found, *people)):
            found.append((start, end))
    return found


@lru_cache(maxsize=256)  # several triggers ask about the same sentence
def _with_class(text: str) -> tuple[tuple[int, int], ...]:
    """Spans of the names that stand right before a word for a kind of place."""
    found = []
    for kind in _CLASS.finditer(text):
        first = max(0, kind.start() - _NAME_CHARACTERS)
        name = _NAME_END.search(text[first : kind.start()])
        if name is not None and name.group().lower() not in _CLASS_ALONE:
            found.append((first + name.start(), first + name.end()))
    return tuple(found)


def score_pairs(
    trigger: Trigger, scene: Scene, mentions: Sequence[Resolution], triggers: Sequence[Trigger]
) -> list[float]:
    """How well each mention fits the trigger as its place, 0 to 1; ``result[i]`` answers ``mentions[i]``."""
    if not mentions:
        return []
    rows = np.array([features(trigger, scene, mentions, i, triggers) for i in range(len(mentions))], dtype=np.float64)
    first, second = load_model()
    return [float(p) for p in second.probabilities(np.hstack([rows, first_reading(first.probabilities(rows))]))]


def all_links(
    trigger: Trigger, scene: Scene, mentions: Sequence[Resolution], triggers: Sequence[Trigger]
) -> list[PlaceLink]:
    """Every place of the sentence with its score, the best first; ``mentions`` are its ``sentence_mentions``."""
    scores = score_pairs(trigger, scene, mentions, triggers)
    ruled = [by_rule(trigger, scene, r, s) for r, s in zip(mentions, scores, strict=True)]
    ruled = handed_on(scene, mentions, ruled)
    ruled = _in_series(scene, mentions, _only_place(trigger, scene, mentions, ruled))
    links = [PlaceLink(r, s, "sentence") for r, s in zip(mentions, ruled, strict=True)]
    return sorted(links, key=lambda link: (-link.score, link.resolution.mention.start))


def linked(links: Sequence[PlaceLink], threshold: float = THRESHOLD) -> list[PlaceLink]:
    """Those of ``all_links`` that belong to the trigger, the best first; [] if none does."""
    return [k for n, k in enumerate(links) if k.score >= threshold or (n == 0 and k.score >= BEST_THRESHOLD)]


def _only_place(trigger: Trigger, scene: Scene, mentions: Sequence[Resolution], scores: Sequence[float]) -> list[float]:
    """The scores; the one known place of a sentence is linked where the trigger's clause says "in" or "near" it."""
    known = [n for n, m in enumerate(mentions) if m.referent is not None and m.mention.literal]
    if len(known) != 1 or trigger.token is None or not scene.syntax.has_tree or trigger.sense in SPOKEN:
        return list(scores)
    mention = mentions[known[0]].mention
    head = scene.syntax.head_of(mention.start, mention.end)
    before = scene.sentence.text[: mention.start - scene.start]
    if head is None or scores[known[0]] == 0.0 or not _IN.search(before):
        return list(scores)
    mine, its = scene.syntax.clause_verb(head.i), scene.syntax.clause_verb(trigger.token)
    if mine is None or its is None or mine.i != its.i:
        return list(scores)
    return [max(s, BEST_THRESHOLD) if n == known[0] else s for n, s in enumerate(scores)]


def _in_series(scene: Scene, mentions: Sequence[Resolution], scores: Sequence[float]) -> list[float]:
    """The scores; places told in one breath with a linked one are linked too: "two in Basra and three in Hilla"."""
    out = list(scores)
    for n in range(1, len(mentions)):
        one, other = mentions[n - 1].mention, mentions[n].mention
        gap = scene.sentence.text[one.end - scene.start : other.start - scene.start]
        if max(out[n - 1], out[n]) >= THRESHOLD and min(out[n - 1], out[n]) > 0.0:
            if COUNTED_ON.fullmatch(gap) or (_JOINED.fullmatch(gap) and min(out[n - 1], out[n]) >= BEST_THRESHOLD):
                out[n - 1], out[n] = max(out[n - 1], THRESHOLD), max(out[n], THRESHOLD)
    return out

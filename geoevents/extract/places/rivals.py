"""How a pair of trigger and place stands against the sentence's other places and other happenings.

The first table holds what the tree and the map say of the rivals; the second what a first reading of all places of
the sentence gave each of them, for a place is more likely where no other fits.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

import numpy as np
import numpy.typing as npt

from geoevents.extract.sentence.scene import Scene
from geoevents.extract.sentence.syntax import Syntax
from geoevents.extract.sentence.triggers import Trigger
from geoevents.geometry import distance_km
from geoevents.model import Resolution, Token

RIVALS = ("kind_after", "km_before", "smaller_near", "bigger_near", "far_others", "triggers", "tree_gap", "other_gap",
          "gap_difference", "trigger_dep", "trigger_preps", "conjuncts_above", "under_place_noun", "dated")  # fmt: skip
FIRST_READING = ("read_first", "below_best", "others_sum", "others_best", "read_before", "read_after")
_NEAR_KM, _FAR_KM = 60.0, 300.0
_NO_WAY = 40  # steps through the tree where it does not join the two
# "the Harat suburb of Miran", "Miran's district of Harat": the name only tells where the next one is
_KIND_AFTER = re.compile(
    r"(?:['’]s?)?\s+(?:[\w-]+\s+){0,2}?(?:suburbs?|neighbou?rhoods?|districts?|quarters?|capital|towns?|cit(?:y|ies)|"
    r"villages?|areas?|provinces?|region|state|thoroughfare|street|square|airport|camp|base)\s+(?:of\s+|,\s*)?"
    r"(?:the\s+)?[A-Z]"
)
_KM_BEFORE = re.compile(r"\b\d+\s*(?:km|kilomet\w+|miles?|mi)\b[^,;]{0,40}$", re.IGNORECASE)
_DATED = re.compile(
    r"\b(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|yesterday|today|last\s+(?:week|month|year)|January|February|March|"
    r"April|May|June|July|August|September|October|November|December|Jan|Feb|Aug|Sept|Oct|Nov|Dec)\b"
)
_DEPS = (
    "ROOT",
    "relcl",
    "advcl",
    "ccomp",
    "conj",
    "acl",
    "xcomp",
    "pcomp",
    "pobj",
    "dobj",
    "nsubj",
    "amod",
    "compound",
)
_PLACE_NOUNS = frozenset(
    """town city village district province area neighborhood neighbourhood suburb region camp countryside outskirt
    vicinity governorate part north south east west""".split()
)


def rival_features(
    trigger: Trigger,
    scene: Scene,
    mentions: Sequence[Resolution],
    i: int,
    triggers: Sequence[Trigger],
    head: Token | None,
    anchor: Token | None,
) -> dict[str, float]:
    """The columns of ``RIVALS`` for one trigger and mention ``i``; ``head`` and ``anchor`` are their tokens."""
    mention, place = mentions[i].mention, mentions[i].referent
    text, start, end = scene.sentence.text, mention.start - scene.start, mention.end - scene.start
    values: dict[str, float] = {
        "kind_after": _KIND_AFTER.match(text, end) is not None,
        "km_before": _KM_BEFORE.search(text[max(0, start - 60) : start]) is not None,
        "triggers": len(triggers),
        "dated": _DATED.search(text) is not None,
    }
    others = [m.referent for n, m in enumerate(mentions) if n != i and m.referent is not None]
    if place is not None:
        apart = [(distance_km(other, place), other.population or 0) for other in others]
        size = place.population or 0
        values["smaller_near"] = sum(km < _NEAR_KM and people < size for km, people in apart)
        values["bigger_near"] = sum(km < _NEAR_KM and people > size for km, people in apart)
        values["far_others"] = sum(km > _FAR_KM for km, _ in apart)
    if head is not None and anchor is not None and scene.syntax.has_tree:
        values |= _in_the_tree(trigger, scene, triggers, head, anchor)
    return values


def _in_the_tree(
    trigger: Trigger, scene: Scene, triggers: Sequence[Trigger], head: Token, anchor: Token
) -> dict[str, float]:
    """How far the tree sets the place from its trigger and from the nearest other one."""
    syntax, tokens = scene.syntax, scene.sentence.tokens
    chain = [head.i, *(t.i for t in syntax.ancestors(head.i))]
    at = {token: n for n, token in enumerate(chain)}
    rivals = [
        t.token for t in triggers if t.token is not None and not (t.start < trigger.end and t.end > trigger.start)
    ]
    gap = _steps(syntax, anchor.i, at)
    other = min((_steps(syntax, rival, at) for rival in rivals), default=_NO_WAY)
    noun = next((tokens[n] for n in chain[1:5] if tokens[n].pos in ("NOUN", "PROPN")), None)
    return {
        "tree_gap": gap,
        "other_gap": other,
        "gap_difference": gap - other,
        "trigger_dep": _DEPS.index(anchor.dep) if anchor.dep in _DEPS else -1,
        "trigger_preps": sum(t.dep == "prep" for t in syntax.children[anchor.i]),
        "conjuncts_above": sum(tokens[n].dep == "conj" for n in chain[:6]),
        "under_place_noun": noun is not None and noun.lemma.lower() in _PLACE_NOUNS,
    }


def _steps(syntax: Syntax, token: int, at: Mapping[int, int]) -> int:
    """Steps from a token up to a chain of governors and on to that chain's first; ``at`` is its places by token."""
    if token in at:
        return at[token]
    above = enumerate(syntax.ancestors(token), 1)
    return next((n + at[governor.i] for n, governor in above if governor.i in at), _NO_WAY)


def first_reading(scores: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    """The columns of ``FIRST_READING`` for the places of one sentence.

    Parameters
    ----------
    scores : array of shape (n,)
        What the first reading gave each place, in reading order.

    Returns
    -------
    array of shape (n, len(FIRST_READING))
    """
    out = np.zeros((len(scores), len(FIRST_READING)))
    for n, score in enumerate(scores):
        others = np.delete(scores, n)
        out[n] = (
            score,
            scores.max() - score,
            others.sum(),
            others.max(initial=0.0),
            scores[n - 1] if n else 0.0,
            scores[n + 1] if n + 1 < len(scores) else 0.0,
        )
    return out

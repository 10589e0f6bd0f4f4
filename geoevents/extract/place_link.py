"""Which place belongs to which trigger: a score for each pair, from syntax, distance and how places contain each other.

The score is a sum of boosted decision trees over the features named in ``COLUMNS``, trained by
``evaluation/train_links.py``; the numbers lie in ``data/place_links.json``. Places outside the sentence are
only asked when the sentence itself gives none: first the sentences before, then the dateline and the title.
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources

import numpy as np

from geoevents.extract.contexts import context_words
from geoevents.extract.discourse import HARM
from geoevents.extract.scene import Scene
from geoevents.extract.triggers import Trigger
from geoevents.model import Mention, Place, Resolution, Token
from geoevents.text.boosted import BoostedTrees

THRESHOLD = 0.5  # from here a place belongs to the trigger
BEST_THRESHOLD = 0.3  # ... and the best one of the sentence from here
PREPOSITIONS = ("in", "at", "near", "of", "from", "to", "on", "into", "outside", "around", "over", "between", "against",
                "along", "through", "inside", "across", "for", "toward", "by")  # fmt: skip
_LABELS = ("GPE", "LOC", "FAC", "ORG", "PERSON", "NORP")
_DEPS = ("pobj", "compound", "poss", "dobj", "nsubj", "nsubjpass", "appos", "conj", "amod")
_SENSE_GROUPS = {
    "take": ("capture", "recapture", "fall", "transfer", "advance"),
    "harm": ("kill", "injure", "death", "torture", "rape", "abduct", "arrest"),
    "hit": ("assault", "airstrike", "shelling", "bomb", "blast", "strafe", "missile", "drop", "suicide", "grenade"),
    "crowd": ("protest", "riot", "mob", "disperse"),
    "move": ("flee", "return", "evacuate", "change"),
}
_ADMIN_WORD = re.compile(r"\s*(province|governorate|region|district|county|state|oblast|department|prefecture)\b", re.I)
_TOWN_WORD = re.compile(
    r"\b(town|city|village|hamlet|settlement|neighbou?rhood|suburb|camp|airport|base|port|hill|crossing|capital)\s+"
    r"(?:of|called|named)?\s*$",
    re.I,
)
_NEAR_WORD = re.compile(
    r"\b(north|south|east|west|northern|southern|eastern|western|near|outside|km|kilomet\w+|miles?)\b.{0,12}$", re.I
)
_PEOPLE_BEFORE = re.compile(
    r"\b(residents?|people|natives?|citizens?|government|president|minister|army|forces|troops|king|ruler|embassy|"
    r"ambassador|mayor|governor|university|bank|born|fighters|refugees)\s+(?:of|from|in)\s+(?:the\s+)?$", re.I
)  # fmt: skip

_NAME_AFTER = re.compile(
    r"\b(?:towns?|cit(?:y|ies)|villages?|districts?|neighbou?rhoods?|suburbs?|camps?|localit(?:y|ies)|farms|"
    r"hills?|areas?|"
    r"settlements?|provinces?|governorates?)\s+(?:of|called|named)\s+(?:the\s+)?((?:[A-Z][\w'’-]*|[‘'’][A-Z][\w-]*)"
    r"(?:[ -](?:al-|Al-|el-|[A-Z])[\w'’-]*){0,3})"
)

COLUMNS = (
    "literal",
    "distance", "before", "nearest", "rank", "count", "only", "first", "last", "sentence_start", "same_clause",
    "up_mention", "up_trigger", "meets_at_trigger", "verbs_between", "triggers_between", "commas_between",
    "prep_at_trigger", "prep_at_verb", "triggers_before", "mention_score", "resolved", "resolution_score",
    "is_country", "is_admin1", "is_admin2", "is_town", "is_other", "log_population", "contains_other", "inside_other",
    "contains_next", "inside_previous", "comma_next", "comma_previous", "admin_word", "town_word", "near_word",
    "people_before", "facility", "passive", "noun_trigger", "relcl_between", "advcl_between", "ccomp_between",
    "mention_is_object", "mention_is_subject", "length", "sentence_length", "has_tree", "quoted", "conjunct",
    *(f"prep_{p}" for p in PREPOSITIONS), "prep_none", *(f"label_{n}" for n in _LABELS), "label_none",
    *(f"dep_{d}" for d in _DEPS), *(f"sense_{g}" for g in _SENSE_GROUPS),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class PlaceLink:
    """A place mention that belongs to a trigger."""

    resolution: Resolution
    score: float  # 0 to 1
    source: str  # "sentence", "before", "dateline" or "title"


def contains(outer: Place | None, inner: Place | None) -> bool:
    """Whether ``outer`` is a country or division that ``inner`` lies in, as far as the gazetteer says."""
    if outer is None or inner is None or outer.place_id == inner.place_id or outer.country != inner.country:
        return False
    if outer.is_country:
        return not inner.is_country
    if outer.feature_code == "ADM1":
        return not inner.is_country and outer.admin1_code == inner.admin1_code and inner.feature_code != "ADM1"
    if outer.feature_code == "ADM2":
        return (
            not inner.is_country
            and not inner.is_admin
            and outer.admin1_code == inner.admin1_code
            and outer.admin2_code == inner.admin2_code
            and outer.admin2_code is not None
        )
    return False


def fineness(place: Place | None) -> int:
    """0 for countries up to 4 for towns, villages and facilities; -1 where unknown."""
    if place is None:
        return -1
    if place.is_country:
        return 0
    if place.feature_code == "ADM1":
        return 1
    if place.feature_code.startswith("ADM"):
        return 3
    if place.is_populated:
        return 4
    if place.feature_code in ("RGN", "CONT", "SEA", "OCN", "GULF", "DSRT", "AREA", "RGNE"):
        return 2
    return 4


@cache
def load_model() -> BoostedTrees:
    """The trained numbers."""
    path = resources.files("geoevents.extract") / "data" / "place_links.json"
    return BoostedTrees.from_json(json.loads(path.read_text(encoding="utf-8"))["trees"])


def sentence_mentions(scene: Scene, resolutions: Sequence[Resolution]) -> list[Resolution]:
    """What may be a place of an event in the scene's sentence, in reading order; of nested ones only the longest.

    Beside the mentions of the geoparser these are names that only the language model or the words around them
    call a place ("the village of X"); they stay unresolved, but a trigger bound to them is bound to no other place.
    """
    sentence = scene.sentence
    inside = [
        r for r in resolutions if r.mention.kind != "demonym" and sentence.start <= r.mention.start < sentence.end
    ]
    inside = [r for r in inside if not any(_is_inside(r, o) for o in inside)]
    known = [(r.mention.start, r.mention.end) for r in inside]
    known += [(r.mention.start, r.mention.end) for r in resolutions if r.mention.kind == "demonym"]
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
    return found


def score_pairs(
    trigger: Trigger, scene: Scene, mentions: Sequence[Resolution], triggers: Sequence[Trigger]
) -> list[float]:
    """How well each mention fits the trigger as its place, 0 to 1; ``result[i]`` answers ``mentions[i]``."""
    if not mentions:
        return []
    rows = np.array([features(trigger, scene, mentions, i, triggers) for i in range(len(mentions))], dtype=np.float64)
    return [float(p) for p in load_model().probabilities(rows)]


def features(
    trigger: Trigger, scene: Scene, mentions: Sequence[Resolution], i: int, triggers: Sequence[Trigger]
) -> list[float]:
    """The row of ``COLUMNS`` for one trigger and mention ``i``."""
    mention = mentions[i].mention
    place = mentions[i].referent
    text, offset = scene.sentence.text, scene.start
    values: dict[str, float] = dict.fromkeys(COLUMNS, 0.0)
    tokens = scene.sentence.tokens
    head = mention_head(scene, mention.start, mention.end)
    anchor = trigger.token if trigger.token is not None else nearest_token(scene, trigger.start)
    before = mention.end <= trigger.start
    low, high = (mention.end, trigger.start) if before else (trigger.end, mention.start)
    between = [t for t in tokens if t.start >= low and t.end <= high]
    gaps = [_gap(trigger, m.mention.start, m.mention.end) for m in mentions]
    values["distance"] = math.log1p(len(between))
    values["before"] = before
    values["nearest"] = gaps[i] == min(gaps)
    values["rank"] = sorted(gaps).index(gaps[i])
    values["count"] = len(mentions)
    values["only"] = len(mentions) == 1
    values["first"] = i == 0
    values["last"] = i == len(mentions) - 1
    values["sentence_start"] = mention.start - offset < 12
    values["verbs_between"] = sum(t.pos == "VERB" for t in between)
    values["triggers_between"] = sum(low <= t.start and t.end <= high for t in triggers)
    values["triggers_before"] = sum(t.end <= trigger.start for t in triggers)
    values["commas_between"] = sum(t.text in ",;:" for t in between)
    values["mention_score"] = mention.score
    values["literal"] = mention.literal
    values["resolved"] = place is not None
    values["resolution_score"] = mentions[i].score
    fine = fineness(place)
    for name, level in (
        ("is_country", (0,)),
        ("is_admin1", (1,)),
        ("is_admin2", (3,)),
        ("is_town", (4,)),
        ("is_other", (2,)),
    ):
        values[name] = fine in level
    values["log_population"] = math.log10(1 + (place.population or 0)) if place else 0.0
    others = [m.referent for n, m in enumerate(mentions) if n != i]
    values["contains_other"] = any(contains(place, o) for o in others)
    values["inside_other"] = any(contains(o, place) for o in others)
    if i + 1 < len(mentions):
        follower = mentions[i + 1]
        gap = text[mention.end - offset : follower.mention.start - offset]
        values["contains_next"] = contains(place, follower.referent)
        values["comma_next"] = gap.strip() == ","
    if i:
        leader = mentions[i - 1]
        gap = text[leader.mention.end - offset : mention.start - offset]
        values["inside_previous"] = contains(leader.referent, place)
        values["comma_previous"] = gap.strip() == ","
    left, right = text[max(0, mention.start - offset - 45) : mention.start - offset], text[mention.end - offset :]
    values["admin_word"] = bool(_ADMIN_WORD.match(right))
    values["town_word"] = bool(_TOWN_WORD.search(left))
    values["near_word"] = bool(_NEAR_WORD.search(left))
    values["people_before"] = bool(_PEOPLE_BEFORE.search(left))
    values["facility"] = mention.kind == "facility"
    values["noun_trigger"] = trigger.pos == "noun"
    values["length"] = mention.end - mention.start
    values["sentence_length"] = math.log1p(len(tokens))
    values["quoted"] = text[: mention.start - offset].count('"') % 2
    for group, senses in _SENSE_GROUPS.items():
        values[f"sense_{group}"] = trigger.sense in senses
    label = head.entity if head is not None else ""
    values[f"label_{label}" if label in _LABELS else "label_none"] = 1.0
    if scene.syntax.has_tree and head is not None and anchor is not None:
        _tree_features(values, scene, head, tokens[anchor])
    else:
        word = re.search(r"(\w+)\s+(?:the\s+)?$", left)
        prep = word.group(1).lower() if word else ""
        values[f"prep_{prep}" if prep in PREPOSITIONS else "prep_none"] = 1.0
    return [float(values[name]) for name in COLUMNS]


def _tree_features(values: dict[str, float], scene: Scene, head: Token, anchor: Token) -> None:
    syntax = scene.syntax
    values["has_tree"] = 1.0
    up_mention, up_trigger = syntax.path(head.i, anchor.i)
    values["up_mention"] = len(up_mention) - 1
    values["up_trigger"] = len(up_trigger) - 1
    values["meets_at_trigger"] = up_mention[-1].i == anchor.i
    mine, its = syntax.clause_verb(head.i), syntax.clause_verb(anchor.i)
    values["same_clause"] = mine is not None and its is not None and mine.i == its.i
    for token in (*up_mention[:-1], *up_trigger[:-1]):
        for dep in ("relcl", "advcl", "ccomp"):
            values[f"{dep}_between"] += token.dep == dep
    values["conjunct"] = any(t.dep == "conj" for t in up_mention[:2])
    if head.dep in _DEPS:
        values[f"dep_{head.dep}"] = 1.0
    prep = next((t for t in up_mention[1:4] if t.dep in ("prep", "agent")), None)
    name = prep.text.lower() if prep is not None else ""
    values[f"prep_{name}" if name in PREPOSITIONS else "prep_none"] = 1.0
    if prep is not None:
        values["prep_at_trigger"] = prep.head == anchor.i
        values["prep_at_verb"] = its is not None and prep.head == its.i
    verb = its if its is not None else anchor
    values["passive"] = syntax.is_passive(verb) if verb.pos in ("VERB", "AUX") else 0.0
    values["mention_is_object"] = head.head == anchor.i and head.dep in ("dobj", "nsubjpass")
    values["mention_is_subject"] = head.head == anchor.i and head.dep == "nsubj"


def mention_head(scene: Scene, start: int, end: int) -> Token | None:
    """The token of a mention that governs its others."""
    tokens = [t for t in scene.sentence.tokens if t.start < end and t.end > start]
    if not tokens:
        return None
    inside = {t.i for t in tokens}
    return next((t for t in tokens if t.head not in inside), tokens[-1])


def nearest_token(scene: Scene, offset: int) -> int | None:
    """Index of the token nearest to an offset."""
    if not scene.sentence.tokens:
        return None
    return min(scene.sentence.tokens, key=lambda t: (abs(t.start - offset), t.i)).i


def _gap(trigger: Trigger, start: int, end: int) -> int:
    return max(start - trigger.end, trigger.start - end, 0)


def link_places(
    trigger: Trigger,
    scene: Scene,
    resolutions: Sequence[Resolution],
    triggers: Sequence[Trigger],
    *,
    threshold: float = THRESHOLD,
) -> list[PlaceLink]:
    """Places of the sentence that belong to the trigger, the best first; [] if none does."""
    links = all_links(trigger, scene, resolutions, triggers)
    return [k for n, k in enumerate(links) if k.score >= threshold or (n == 0 and k.score >= BEST_THRESHOLD)]


def all_links(
    trigger: Trigger, scene: Scene, resolutions: Sequence[Resolution], triggers: Sequence[Trigger]
) -> list[PlaceLink]:
    """Every place of the sentence with its score, the best first."""
    mentions = sentence_mentions(scene, resolutions)
    scores = score_pairs(trigger, scene, mentions, triggers)
    links = [PlaceLink(r, _by_rule(trigger, scene, r, s), "sentence") for r, s in zip(mentions, scores, strict=True)]
    return sorted(links, key=lambda link: (-link.score, link.resolution.mention.start))


def _by_rule(trigger: Trigger, scene: Scene, resolution: Resolution, score: float) -> float:
    """What grammar settles, whatever the numbers say."""
    mention = resolution.mention
    if trigger.sense not in SPOKEN and _stands_aside(trigger, scene, mention):
        return 0.0
    head = mention_head(scene, mention.start, mention.end)
    if head is None or trigger.token is None or not scene.syntax.has_tree:
        return score
    tokens = scene.sentence.tokens
    if head.head == trigger.token and head.dep in ("dobj", "nsubjpass") and trigger.sense in _TAKES_PLACES:
        return max(score, 0.6)  # "attacked Bunia", "fled Atme"
    if trigger.sense in SPOKEN:
        up, _ = scene.syntax.path(head.i, trigger.token)
        own = up[-1].i == trigger.token and not any(t.dep in ("ccomp", "xcomp", "pcomp", "advcl", "relcl") for t in up)
        prep = next((t.text.lower() for t in up[1:] if t.dep == "prep"), "")
        direct = len(up) > 2 and up[-2].dep == "prep" and up[-2].head == trigger.token
        if not (own and direct and prep in ("in", "at", "near", "during", "outside")):
            return 0.0  # whom one accuses or threatens is not where one speaks
    elif not mention.literal and head.dep in ("nsubj", "poss", "amod", "compound", "nmod"):
        if head.dep == "nsubj" or tokens[head.head].text.lower() not in context_words()["place"]:
            return min(score, 0.25)  # "US convoy", "Washington said": whose it is, not where
    return score


def _stands_aside(trigger: Trigger, scene: Scene, mention: Mention) -> bool:
    """Whether the place is a source's ("prosecutors in Baku said"), of what the event answered, or of a hospital.

    The harmed are brought elsewhere: "wounded and flown to Niamey" tells nothing of where they were wounded.
    """
    text, offset = scene.sentence.text, scene.start
    if trigger.sense in HARM and _BROUGHT_TO.search(text[: mention.start - offset]):
        return True
    if _SOURCE_IN.search(text[: mention.start - offset]) and _SAID.match(text[mention.end - offset :]):
        return True
    return (
        mention.start > trigger.end
        and _ANSWER_TO.search(text[trigger.end - offset : mention.start - offset]) is not None
    )


_SOURCE_IN = re.compile(
    r"\b(?:officials?|ministry|ministries|ministers?|prosecutors?|spokes\w+|sources?|authorities|government|diplomats?|"
    r"council|office|headquarters|command|mission|analysts?|reporters?|correspondents?|observers?)\s+in\s+(?:the\s+)?$",
    re.IGNORECASE,
)
_BROUGHT_TO = re.compile(
    r"\b(?:flown|airlifted|taken|brought|rushed|transferred|transported|moved|carried|driven|sent|evacuated)\s+"
    r"(?:[\w-]+\s+){0,6}?(?:to|in)\s+(?:the\s+)?(?:[\w-]+\s+){0,3}$",
    re.IGNORECASE,
)
_SAID = re.compile(
    r"\s*,?\s+(?:also\s+|later\s+)?(?:said|says|told|reported|announced|confirmed|added|claimed|stated)\b"
)
_ANSWER_TO = re.compile(
    r"\b(?:in\s+(?:answer|response|retaliation|reply|revenge|reprisal)\s+(?:to|for)|to\s+avenge|retaliation\s+for)\b",
    re.IGNORECASE,
)
SPOKEN = frozenset({"statement", "threat", "sanction"})
_TAKES_PLACES = frozenset(
    _SENSE_GROUPS["take"] + _SENSE_GROUPS["hit"] + ("flee", "evacuate", "shelling", "loot", "clash", "strafe")
)

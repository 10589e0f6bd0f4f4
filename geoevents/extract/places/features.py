"""What is measured of a trigger and a place mention before the numbers say whether the two belong together.

One row of ``COLUMNS`` for each pair: how the tree joins them, which words stand between and beside them, what kind
of place it is, and which of the places it holds or lies in are named as well.
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence

from geoevents.extract.places.rivals import RIVALS, rival_features
from geoevents.extract.sentence.scene import Scene
from geoevents.extract.sentence.triggers import Trigger
from geoevents.model import Place, Resolution, Token

PREPOSITIONS = ("in", "at", "near", "of", "from", "to", "on", "into", "outside", "around", "over", "between", "against",
                "along", "through", "inside", "across", "for", "toward", "by")  # fmt: skip
_LEFT = ("in", "at", "near", "of", "from", "to", "on", "into", "outside", "around", "the", "and", "against", "for",
         "with", "by", "comma")  # fmt: skip
_CLAUSES = ("relcl", "advcl", "ccomp")
# What the trigger says, coarse (its sense) and fine (its verb), for people are shot and films are shot.
_MEANINGS = ("", "kill", "capture", "assault", "protest", "blast", "loot", "shelling", "bomb", "injure", "intercept",
             "clash", "arrest", "airstrike", "flee", "abduct", "death")  # fmt: skip
_VERBS = ("capture", "kill", "shoot", "patrol", "detonate", "demonstrate", "target", "launch", "march", "protest",
          "destroy", "shell", "bomb", "continue", "attack", "strike", "enter", "storm", "occur", "wound", "murder",
          "begin", "injure")  # fmt: skip
_OLD_YEAR = re.compile(r"\b1[89]\d\d\b")
_WORD_BEFORE = re.compile(r"(\w+|,)\s*(?:the\s+|[a-z]+ern\s+)?$")
_LABELS = ("GPE", "LOC", "FAC", "ORG", "PERSON", "NORP")
_DEPS = ("pobj", "compound", "poss", "dobj", "nsubj", "nsubjpass", "appos", "conj", "amod")
SENSE_GROUPS = {
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

COLUMNS = (
    "literal",
    "distance", "before", "nearest", "rank", "count", "only", "first", "last", "sentence_start", "same_clause",
    "up_mention", "up_trigger", "meets_at_trigger", "verbs_between", "triggers_between", "commas_between",
    "prep_at_trigger", "prep_at_verb", "triggers_before", "mention_score", "resolved", "resolution_score",
    "is_country", "is_admin1", "is_admin2", "is_town", "is_other", "log_population", "contains_other", "inside_other",
    "contains_next", "inside_previous", "comma_next", "comma_previous", "admin_word", "town_word", "near_word",
    "people_before", "facility", "passive", "noun_trigger", "relcl_between", "advcl_between", "ccomp_between",
    "mention_is_object", "mention_is_subject", "length", "sentence_length", "has_tree", "quoted", "conjunct",
    "mentions_between", "resolved_others", "possessive_after", "hyphen_after", "end_after", "comma_after",
    "noun_after", "verb_after", "preposition_after", "noun_before", "preposition_before", "person_name",
    "trigger_past", "trigger_ing", "trigger_present", "trigger_nominal", "place_in_sentence", "trigger_in_sentence",
    "old_year", "capitals", "spaces", "adjacent", *(f"left_{w}" for w in _LEFT), "left_none",
    "in_trigger_subtree", *(f"trigger_in_{d}" for d in _CLAUSES), *(f"mention_in_{d}" for d in (*_CLAUSES, "acl")),
    "verbs_up_mention", "verbs_up_trigger", "nouns_up_mention", "prep_at_noun", "prep_at_any_verb", "prep_at_object",
    "prep_at_subject", "opens_sentence", "prep_below_prep", "depth_mention", "depth_trigger", "trigger_is_root",
    "object", "object_person", "object_group", "object_place", "object_plural", "object_counted", "under_object",
    "subject", "subject_person", "subject_organisation", "subject_people", "under_subject", "modal", "negated",
    "trigger_goes_on", "joined_to_place", *(f"verb_{v}" for v in _VERBS), *(f"means_{n}" for n in _MEANINGS),
    *(f"prep_{p}" for p in PREPOSITIONS), "prep_none", *(f"label_{n}" for n in _LABELS), "label_none",
    *(f"dep_{d}" for d in _DEPS), *(f"sense_{g}" for g in SENSE_GROUPS), *RIVALS,
)  # fmt: skip


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


def features(
    trigger: Trigger, scene: Scene, mentions: Sequence[Resolution], i: int, triggers: Sequence[Trigger]
) -> list[float]:
    """The row of ``COLUMNS`` for one trigger and mention ``i``."""
    mention = mentions[i].mention
    place = mentions[i].referent
    text, offset = scene.sentence.text, scene.start
    values: dict[str, float] = dict.fromkeys(COLUMNS, 0.0)
    tokens = scene.sentence.tokens
    head = scene.syntax.head_of(mention.start, mention.end)
    anchor = trigger.token if trigger.token is not None else nearest_token(scene, trigger.start)
    anchor_token = tokens[anchor] if anchor is not None else None
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
    for group, senses in SENSE_GROUPS.items():
        values[f"sense_{group}"] = trigger.sense in senses
    _word_features(values, scene, trigger, mentions, i)
    values["mentions_between"] = sum(low <= m.mention.start and m.mention.end <= high for m in mentions)
    values["resolved_others"] = sum(o is not None for o in others)
    values[f"means_{trigger.sense}" if trigger.sense in _MEANINGS else "means_"] = 1.0
    if anchor is not None and tokens[anchor].lemma in _VERBS:
        values[f"verb_{tokens[anchor].lemma}"] = 1.0
    values |= rival_features(trigger, scene, mentions, i, triggers, head, anchor_token)
    label = head.entity if head is not None else ""
    values["person_name"] = label == "PERSON"
    values[f"label_{label}" if label in _LABELS else "label_none"] = 1.0
    if scene.syntax.has_tree and head is not None and anchor is not None:
        _tree_features(values, scene, head, tokens[anchor])
        _path_features(values, scene, head, tokens[anchor])
        _argument_features(values, scene, head, tokens[anchor])
        values["joined_to_place"] = head.dep == "conj" and any(
            (other := scene.syntax.head_of(m.mention.start, m.mention.end)) is not None and other.i == head.head
            for m in mentions
        )
    else:
        word = re.search(r"(\w+)\s+(?:the\s+)?$", left)
        prep = word.group(1).lower() if word else ""
        values[f"prep_{prep}" if prep in PREPOSITIONS else "prep_none"] = 1.0
    return [float(values[name]) for name in COLUMNS]


def _word_features(
    values: dict[str, float], scene: Scene, trigger: Trigger, mentions: Sequence[Resolution], i: int
) -> None:
    """The words right beside the mention, and where in the sentence it stands."""
    sentence, mention = scene.sentence, mentions[i].mention
    text, start, end = sentence.text, mention.start - sentence.start, mention.end - sentence.start
    word = _WORD_BEFORE.search(text[max(0, start - 30) : start])
    name = word.group(1).lower().replace(",", "comma") if word else ""
    values[f"left_{name}" if name in _LEFT else "left_none"] = 1.0
    right = text[end : end + 3]
    values["possessive_after"] = right[:1] in ("'", "’") and right[1:2] in ("s", " ")
    values["hyphen_after"] = right[:1] in ("-", "–")
    values["comma_after"] = right[:1] == ","
    values["end_after"] = not text[end:].strip(" .;\n")
    follower = next((t for t in sentence.tokens if t.start >= mention.end), None)
    leader = next((t for t in reversed(sentence.tokens) if t.end <= mention.start), None)
    if follower is not None:
        values["noun_after"] = follower.pos in ("NOUN", "PROPN")
        values["verb_after"] = follower.pos in ("VERB", "AUX")
        values["preposition_after"] = follower.pos == "ADP"
    if leader is not None:
        values["noun_before"] = leader.pos in ("NOUN", "PROPN")
        values["preposition_before"] = leader.pos == "ADP"
    values["place_in_sentence"] = start / max(1, len(text))
    values["trigger_in_sentence"] = (trigger.start - sentence.start) / max(1, len(text))
    values["old_year"] = _OLD_YEAR.search(text) is not None
    values["capitals"] = mention.text.isupper()
    values["spaces"] = mention.text.count(" ")
    values["adjacent"] = 0 <= mention.start - trigger.end <= 2


def _path_features(values: dict[str, float], scene: Scene, head: Token, anchor: Token) -> None:
    """The way through the tree from either side to where they meet."""
    syntax, tokens = scene.syntax, scene.sentence.tokens
    up_mention, up_trigger = syntax.path(head.i, anchor.i)
    values["in_trigger_subtree"] = up_mention[-1].i == anchor.i
    for token in up_trigger[:-1]:
        if token.dep in _CLAUSES:
            values[f"trigger_in_{token.dep}"] += 1
    for token in up_mention[:-1]:
        if token.dep in _CLAUSES or token.dep == "acl":
            values[f"mention_in_{token.dep}"] += 1
    values["verbs_up_mention"] = sum(t.pos in ("VERB", "AUX") for t in up_mention[1:-1])
    values["verbs_up_trigger"] = sum(t.pos in ("VERB", "AUX") for t in up_trigger[1:-1])
    values["nouns_up_mention"] = sum(t.pos in ("NOUN", "PROPN") for t in up_mention[1:-1])
    chain = [head, *syntax.ancestors(head.i)]
    values["depth_mention"] = len(chain)
    values["depth_trigger"] = len(syntax.ancestors(anchor.i))
    values["trigger_is_root"] = anchor.head == anchor.i
    prep = next((t for t in chain[:4] if t.dep in ("prep", "agent")), None)
    if prep is None:
        return
    parent = tokens[prep.head]
    values["prep_at_noun"] = parent.pos in ("NOUN", "PROPN")
    values["prep_at_any_verb"] = parent.pos in ("VERB", "AUX")
    values["prep_at_object"] = parent.head == anchor.i and parent.dep in ("dobj", "nsubjpass")
    values["prep_at_subject"] = parent.head == anchor.i and parent.dep == "nsubj"
    values["prep_below_prep"] = parent.dep == "pobj"
    values["opens_sentence"] = prep.i <= 1


def _argument_features(values: dict[str, float], scene: Scene, head: Token, anchor: Token) -> None:
    """Who acts and who is acted upon, by the kinds of their names, and whether the mention is part of them."""
    syntax = scene.syntax
    above = {head.i, *(t.i for t in syntax.ancestors(head.i))}
    values["trigger_past"] = anchor.tag in ("VBD", "VBN")
    values["trigger_ing"] = anchor.tag == "VBG"
    values["trigger_present"] = anchor.tag in ("VB", "VBP", "VBZ")
    values["trigger_nominal"] = anchor.pos in ("NOUN", "PROPN")
    for child in syntax.children[anchor.i]:
        if child.dep in ("dobj", "nsubjpass"):
            values["object"] = 1.0
            values["object_person"] = child.entity == "PERSON"
            values["object_group"] = child.entity in ("ORG", "NORP")
            values["object_place"] = child.entity in ("GPE", "LOC", "FAC")
            values["object_plural"] = child.tag == "NNS"
            values["object_counted"] = any(t.pos == "NUM" for t in syntax.children[child.i])
            values["under_object"] = max(values["under_object"], float(child.i in above))
        elif child.dep == "nsubj":
            values["subject"] = 1.0
            values["subject_person"] = child.entity == "PERSON"
            values["subject_organisation"] = child.entity == "ORG"
            values["subject_people"] = child.entity == "NORP"
            values["under_subject"] = max(values["under_subject"], float(child.i in above))
        values["modal"] = max(values["modal"], float(child.tag == "MD"))
        values["negated"] = max(values["negated"], float(child.dep == "neg"))
        values["trigger_goes_on"] = max(values["trigger_goes_on"], float(child.dep == "conj"))


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


def nearest_token(scene: Scene, offset: int) -> int | None:
    """Index of the token nearest to an offset."""
    if not scene.sentence.tokens:
        return None
    return min(scene.sentence.tokens, key=lambda t: (abs(t.start - offset), t.i)).i


def _gap(trigger: Trigger, start: int, end: int) -> int:
    return max(start - trigger.end, trigger.start - end, 0)

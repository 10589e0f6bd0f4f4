"""Which place belongs to which trigger: a score for each pair, from syntax, distance and how places contain each other.

The score is a sum of boosted decision trees over the features of ``place_features.py``, trained by
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

from geoevents.extract.places.features import SENSE_GROUPS, features
from geoevents.extract.places.rivals import first_reading
from geoevents.extract.report.discourse import HARM
from geoevents.extract.sentence.contexts import context_words
from geoevents.extract.sentence.scene import Scene
from geoevents.extract.sentence.triggers import Trigger
from geoevents.model import Mention, Resolution, Token
from geoevents.resolve.reading import between
from geoevents.text.boosted import BoostedTrees

THRESHOLD = 0.5  # from here a place belongs to the trigger
BEST_THRESHOLD = 0.35  # ... and the best one of the sentence from here
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
    ruled = [_by_rule(trigger, scene, r, s) for r, s in zip(mentions, scores, strict=True)]
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


def _by_rule(trigger: Trigger, scene: Scene, resolution: Resolution, score: float) -> float:
    """What grammar settles, whatever the numbers say."""
    mention = resolution.mention
    if trigger.sense not in SPOKEN and _stands_aside(trigger, scene, mention):
        return 0.0
    if trigger.sense in ("agree", "meet") and _WITH.search(scene.sentence.text[: mention.start - scene.start]):
        return 0.0  # "agreed to resume contacts with Moscow": with whom, not where
    if resolution.referent is not None and resolution.referent.is_country:
        if _NEAR_A_LAND.search(scene.sentence.text[: mention.start - scene.start]):
            return 0.0  # "in a mountain region near Algeria": on this side of the border
    head = scene.syntax.head_of(mention.start, mention.end)
    if head is None or trigger.token is None or not scene.syntax.has_tree:
        return score
    tokens = scene.sentence.tokens
    if head.dep == "dobj" and _struck_by(trigger, scene, head):
        return max(score, 0.6)  # "a blast rocks Kabul"
    if _witnesses(trigger, scene, head):
        return max(score, 0.6)  # "Homs province witnesses clashes"
    if _happened_there(trigger, scene, head):
        return max(score, 0.9)  # "The attack took place in Celaya, when gunmen opened fire"
    before = scene.sentence.text[: mention.start - scene.start]
    if trigger.sense not in _MOVES and (_COMES_FROM.search(before) or _ON_THE_WAY.search(before)):
        return min(score, _ORIGIN)  # "killed five citizens from Afrin", "on its way to Afrin when a mine went off"
    if head.dep in ("poss", "compound", "amod", "nmod"):
        governor = tokens[head.head]
        gap = scene.sentence.text[mention.end - scene.start : max(0, governor.start - scene.start)]
        armed = governor.text.lower().rstrip("’'") in _ARMED and not _APART.search(gap)
        if armed or _OF_THE_ARMED.match(scene.sentence.text, mention.end - scene.start):
            return 0.0  # "Kyiv forces", "Kyiv's troops", "Gaza militants’ rockets": whose they are
    if head.head == trigger.token and head.dep in ("dobj", "nsubjpass") and trigger.sense in _TAKES_PLACES:
        return max(score, 0.6)  # "attacked Bunia", "fled Atme"
    if head.head == trigger.token and head.dep == "nsubj" and trigger.sense == "fall":
        return max(score, 0.6)  # "Lashkar Gah fell to the Taliban"
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


def _struck_by(trigger: Trigger, scene: Scene, head: Token) -> bool:
    """Whether the trigger is what shakes or hits the place: "an explosion shakes Kabul"."""
    tokens = scene.sentence.tokens
    verb = tokens[head.head]
    assert trigger.token is not None
    deed = tokens[trigger.token]
    return verb.lemma.lower() in _STRIKES and deed.dep == "nsubj" and deed.head == verb.i


def _witnesses(trigger: Trigger, scene: Scene, head: Token) -> bool:
    """Whether a place is told to witness the deed: "the Homs desert witnesses more clashes and shelling"."""
    tokens = scene.sentence.tokens
    top = head
    while top.dep in ("compound", "amod", "nmod") and top.head != top.i:
        top = tokens[top.head]
    verb = tokens[top.head]
    if top.dep != "nsubj" or verb.lemma.lower() != "witness" or trigger.token is None:
        return False
    return any(above.i == verb.i for above in scene.syntax.ancestors(trigger.token))


def _happened_there(trigger: Trigger, scene: Scene, head: Token) -> bool:
    """Whether the main clause only says where it happened, and the trigger's clause what: "... in X, when ..."."""
    if trigger.token is None:
        return False
    tokens = scene.sentence.tokens
    main, deed = scene.syntax.clause_verb(head.i), scene.syntax.clause_verb(trigger.token)
    if main is None or deed is None or main.lemma not in _HAPPENS:
        return False
    if not any(t.lemma.lower() in _HAPPENINGS for t in scene.syntax.kids(main.i, "nsubj")):
        return False
    while deed.dep == "conj" and deed.head != deed.i:
        deed = tokens[deed.head]
    if deed.dep != "advcl" or deed.head != main.i:
        return False
    return main.lemma != "take" or any(t.lemma == "place" for t in scene.syntax.kids(main.i, "dobj"))


def _stands_aside(trigger: Trigger, scene: Scene, mention: Mention) -> bool:
    """Whether the place is a source's ("prosecutors in Baku said"), of what the event answered, or of a hospital.

    The harmed are brought elsewhere: "wounded and flown to Niamey" tells nothing of where they were wounded.
    """
    text, offset = scene.sentence.text, scene.start
    if trigger.sense in HARM and _BROUGHT_TO.search(text[: mention.start - offset]):
        return True
    before, after = text[: mention.start - offset], text[mention.end - offset :]
    if mention.start > trigger.end and _BY_LINE.search(before) and not after.strip(" .\n"):
        return True  # "One soldier killed in fighting: Kyiv"
    if _SOURCE_IN.search(text[: mention.start - offset]) and _SAID.match(text[mention.end - offset :]):
        return True
    return (
        mention.start > trigger.end
        and _ANSWER_TO.search(text[trigger.end - offset : mention.start - offset]) is not None
    )


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
_WITH = re.compile(r"\b(?:with|between)\s+(?:the\s+)?$", re.IGNORECASE)
_NEAR_A_LAND = re.compile(r"\b(?:near|bordering|close\s+to|next\s+to|not\s+far\s+from)\s+(?:the\s+)?$", re.IGNORECASE)
_BY_LINE = re.compile(r"\S(?::|\s+[-–—]+)\s+$")
_ARMED = frozenset(
    """forces force troops army soldiers soldier rebels rebel militia militias militiamen fighters fighter militants
    militant military servicemen serviceman separatists insurgents warplanes warplane jets jet planes aircraft
    helicopters gunships bombers drones artillery regime officials gunmen marines guerrillas paramilitaries""".split()
)
_OF_THE_ARMED = re.compile(
    rf"(?:['’]s?\s+(?:[a-z-]+\s+)?|\s+)(?:{'|'.join(sorted(_ARMED))})\b"
    r"(?!\s+(?:air\s?)?(?:bases?|fields?|ports?|barracks|camps?|posts?|hospital|academy|college|school|zone|town|city)\b)"
)
_HAPPENS = frozenset({"occur", "happen", "unfold", "take"})
_HAPPENINGS = frozenset(
    """incident attack shooting explosion blast killing assault ambush clash violence raid bombing massacre murder
    it""".split()
)
_ON_THE_WAY = re.compile(
    r"\b(?:on\s+(?:its|his|her|their|the)\s+way|en\s?-?route|headed|heading|bound|travell?ing|plying|returning|commuting)\s+"
    r"(?:(?!(?:when|where|was|were|in|near|at|after|before|outside|through)\b)[\w'’-]+,?\s+){0,6}?"
    r"(?:to|from|for|between|towards?)\s+"
    r"(?:(?!(?:when|where|was|were|in|near|at|after|before|outside|through)\b)[\w'’-]+\s+){0,3}?$",
    re.IGNORECASE,
)
_STRIKES = frozenset("shake rock jolt rattle hit strike pound batter target rip devastate".split())
_ORIGIN = 0.3  # so much at most is the place people come from worth: it counts where nothing else is told
_MOVES = frozenset({"flee", "evacuate", "return", "displace"})
_COMES_FROM = re.compile(
    r"\b(?:citizens?|civilians?|people|m[ae]n|wom[ae]n|children|youths?|residents?|famil(?:y|ies)|natives?|refugees)\s+"
    r"(?:originally\s+)?from\s+(?:the\s+)?(?:(?:city|town|village|area|province)\s+of\s+)?$",
    re.IGNORECASE,
)
_APART = re.compile(r",|\b(?:and|or|but|while)\b")
_SOURCE_IN = re.compile(
    r"\b(?:officials?|ministry|ministries|ministers?|prosecutors?|spokes\w+|sources?|authorities|government|diplomats?|"
    r"council|office|headquarters|command|mission|analysts?|reporters?|correspondents?|observers?)\s+in\s+(?:the\s+)?$",
    re.IGNORECASE,
)
_BROUGHT_TO = re.compile(
    r"\b(?:flown|airlifted|taken|brought|rushed|transferred|transported|moved|carried(?!\s+out)|driven|sent|evacuated)\s+"
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
    SENSE_GROUPS["take"] + SENSE_GROUPS["hit"] + ("flee", "evacuate", "shelling", "loot", "clash", "strafe")
)

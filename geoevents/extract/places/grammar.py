"""What grammar settles about a place and a trigger, whatever the learned score says."""

from __future__ import annotations

import re
from collections.abc import Sequence

from geoevents.extract.places.features import SENSE_GROUPS
from geoevents.extract.report.discourse import HARM
from geoevents.extract.sentence.contexts import context_words
from geoevents.extract.sentence.scene import Scene
from geoevents.extract.sentence.triggers import Trigger
from geoevents.model import Mention, Resolution, Token

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
_FLIGHT = 200  # characters in which whither people fled is told
_COMES_FROM = re.compile(
    r"\b(?:citizens?|civilians?|people|m[ae]n|wom[ae]n|children|youths?|residents?|famil(?:y|ies)|natives?|refugees)\s+"
    r"(?:originally\s+)?from\s+(?:the\s+)?(?:(?:city|town|village|area|province)\s+of\s+)?$",
    re.IGNORECASE,
)
_APART = re.compile(r",|\b(?:and|or|but|while)\b")
_SOURCE_IN = re.compile(
    r"\b(?:officials?|officers?|ministry|ministries|ministers?|prosecutors?|spokes\w+|sources?|authorities|government|diplomats?|"
    r"council|office|headquarters|command|mission|analysts?|reporters?|correspondents?|observers?)\s+in\s+(?:the\s+)?$",
    re.IGNORECASE,
)
_BROUGHT_TO = re.compile(
    r"\b(?:flown|airlifted|taken|brought|rushed|transferred|transported|moved|carried(?!\s+out)|driven|sent|evacuated)\s+"
    r"(?:[\w-]+\s+){0,6}?(?:to|in)\s+(?:the\s+)?(?:[\w-]+\s+){0,3}$",
    re.IGNORECASE,
)
_SAID = re.compile(
    r"\s*(?:,\s+(?:who|which|whose)\b[^,;.]{1,80},)?,?\s+(?:also\s+|later\s+)?(?:said|says|told|reported|announced|confirmed|added|claimed|stated)\b"
)
# "the ministry said in the capital Asmira", behind what it tells
_SAID_IN = re.compile(
    r"(?<!was\s)(?<!were\s)(?<!been\s)\b(?:said|told|reported|announced|confirmed|added|stated|speaking|"
    r"(?:at|during)\s+an?\s+(?:news|press|media)\s+(?:briefing|conference))\s+(?:(?:reporters|journalists|afp|reuters|in\s+a\s+statement)\s+)?"
    r"(?:in|from)\s+(?:the\s+)?(?:(?:(?:state|provincial|regional)\s+)?(?:capital|city|town),?\s+(?:of\s+)?)?$",
    re.IGNORECASE,
)
# whither the harmed fled is not where they were harmed
_FLED_TO = re.compile(
    r"(?:\b(?:fled|flee|fleeing|displace(?:d|ments?)|movements?)\b[^.;,]{0,60}?\b(?:to|towards?|into)|"
    r"\b(?:sought|seeking|taken|took|taking)\s+(?:refuge|shelter|safety)\s+in)\s+(?:[^.;]{0,80}?(?:including|and|,)\s+)?"
    r"(?:the\s+)?$",
    re.IGNORECASE,
)
# "the Red Sea port city of Asmira": the first name tells where the second lies
_TELLS_THE_NEXT = re.compile(
    r"\s+(?:coast\s+|coastal\s+|border\s+|port\s+)?(?:port|city|town|village|resort)\s+of\s+(?:the\s+)?"
)
_ANSWER_TO = re.compile(
    r"\b(?:in\s+(?:answer|response|retaliation|reply|revenge|reprisal)\s+(?:to|for)|to\s+avenge|retaliation\s+for)\b",
    re.IGNORECASE,
)
SPOKEN = frozenset({"statement", "threat", "sanction"})
_TAKES_PLACES = frozenset(
    SENSE_GROUPS["take"] + SENSE_GROUPS["hit"] + ("flee", "evacuate", "shelling", "loot", "clash", "strafe")
)


def handed_on(scene: Scene, mentions: Sequence[Resolution], scores: Sequence[float]) -> list[float]:
    """The scores; what only tells where the next name lies hands its own on: "in the Red Sea port city of Asmira"."""
    out = list(scores)
    for n in range(1, len(mentions)):
        first, second, place = mentions[n - 1].mention, mentions[n].mention, mentions[n - 1].referent
        if place is not None and place.is_populated:
            continue  # "Asmira city of Tobu": the town is the first
        if _TELLS_THE_NEXT.fullmatch(scene.sentence.text, first.end - scene.start, second.start - scene.start):
            out[n], out[n - 1] = max(out[n - 1 : n + 1]), min(out[n - 1], _ORIGIN)
    return out


def by_rule(trigger: Trigger, scene: Scene, resolution: Resolution, score: float) -> float:
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
    if _SOURCE_IN.search(before) and _SAID.match(after):
        return True
    if mention.start > trigger.end and _SAID_IN.search(before):
        return True
    if trigger.sense not in _MOVES and _FLED_TO.search(before[max(0, len(before) - _FLIGHT) :]):
        return True  # "fighting in Beni drove villagers to Oicha"
    return (
        mention.start > trigger.end
        and _ANSWER_TO.search(text[trigger.end - offset : mention.start - offset]) is not None
    )

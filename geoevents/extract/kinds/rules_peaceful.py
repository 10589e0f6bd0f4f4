"""Talks, deals, aid and threats: what each needs to count."""

from __future__ import annotations

import re

from geoevents.extract.kinds.cases import HELD, Case, Verdict
from geoevents.extract.kinds.participants import ARMED, CIVILIAN, COUNTRY, PLACE, STATE
from geoevents.extract.sentence.contexts import context_words
from geoevents.extract.sentence.scene import any_of
from geoevents.extract.sentence.syntax import phrase_words
from geoevents.model import Token

_STATECRAFT = re.compile(
    r"\b(prime ministers?|president(?:s|ial)?|(?:foreign|defen[cs]e|interior) (?:ministry|secretary)|ministers?|"
    r"secretary[- ]general|secretary of state|envoys?|ambassadors?|diplomats?|diplomatic|delegations?|negotiators?|"
    r"mediators?|kings?|crown prince|emirs?|sultan|premiers?|chancellor|kremlin|rebels?|taliban|hamas|generals|"
    r"heads of state|warring|cease-?fire|truce|peace|hostages?|summit|nuclear|united nations|government officials|"
    r"chief of staff|"
    r"russian|ukrainian|israeli|palestinian|turkish|iranian|syrian|american|chinese) ?\b",
    re.IGNORECASE,
)
# A council of a town, a club, a company: their meetings are no diplomacy.
_LOCAL = re.compile(
    r"\b(county|city council|town council|village council|school|board|committee(?! of the red cross)|clubs?|"
    r"compan(?:y|ies)|awards?|grants?|certificates?|city hall|parents?|universit\w+|church\w*|students?|hotel|"
    r"mayors?|gov\.|sheriff|dispatchers?|911|neighbou?rhood|team|fans|festival|tournament|residents|donors?|"
    r"shareholders?|(?:weekly|monthly|annual) meetings?|authors?|"
    r"chamber of commerce|police department|fire department|p\.m\.|a\.m\.)(?!\w)",
    re.IGNORECASE,
)
_HIGH = re.compile(r"\b(?:(?:foreign|prime) minister|(?<!vice )(?<!vice-)president|envoy|rebels)\b")
_GUESTS = frozenset(
    """envoy envoys delegation delegations president presidents minister ministers ambassador ambassadors leader leaders
    counterpart counterparts negotiator negotiators secretary premier king prince emir sultan chancellor diplomat
    diplomats official officials commander commanders general generals mediator mediators visitors""".split()
)
_FACED = frozenset("resistance opposition fate death end fire defeat obstacles difficulties silence approval".split())
_ERRAND = re.compile(
    r"\b(?:talks|to meet|meetings?|summit|envoys?|(?:foreign|prime|defen[cs]e) ministers?|"
    r"secretary of state|delegations?|negotiat\w+|mediat\w+|head of state|official visit|state visit)\b",
    re.IGNORECASE,
)
_SIGHTS = frozenset(
    """farm farms school schools hospital factory plant museum church market bridge dam exhibition village shrine temple
    mosque university stadium port mine""".split()
)
_PAPERS = frozenset(
    """communique communiques letter letters leaflet leaflets note notes statement statements book books petition
    petitions""".split()
)
_DEAL = re.compile(
    r"\b(cease-?fire|truce|peace|withdraw\w*|swap|exchange|prisoners?|hostilit\w+|armistice|accord|treaty|pact|"
    r"evacuat\w+|de-?escalat\w+|border|talks|disarm\w*|war|fighting|conflict|rebels?|hostages?|reconciliation|"
    r"grain|blockade|merg\w+ (?:\w+ )?(?:fighters|forces|militias?)|demobili[sz]\w+)\b",
    re.IGNORECASE,
)
_CAME_TO_NOTHING = re.compile(
    r"\W*(?:\w+\W+){0,5}(?:collaps\w+|broke (?:down|off|up)|failed|stalled|ended without|suspended|postponed)\b"
)
_SWAP = re.compile(
    r"\b(?:swap\w*|exchang\w*|deal|agreement|truce|accord|mediat\w*|in return|goodwill)\b", re.IGNORECASE
)
_BARE = frozenset({"agreement", "accord", "deal", "pact", "treaty"})
_RELIEF = re.compile(
    r"\b(humanitarian|refugees?|displaced|relief|red cross|red crescent|united nations|un|world food programme|wfp|"
    r"besieged|war|conflict|fighting|famine|starving|aid agenc\w+|aid workers?|camps?|civilians|unicef|convoys?)\b",
    re.IGNORECASE,
)
_FORCEFUL = re.compile(
    r"\b(attack\w*|strik\w+|bomb\w*|invad\w+|war|retaliat\w+|reveng\w+|aveng\w+|respon\w+|destroy\w*|kill\w*|force|"
    r"military|consequences|crush\w*|punish\w*|sanction\w*|missiles?|nuclear|shell\w*|execut\w*|expel\w*|drive|wipe|"
    r"close|blockade|cut off|unanswered|annihilat\w*|intervene|escalat\w*|offensive|assault|seize|occupy|annex\w*|"
    r"death threats?|ultimatum|fight\w*|hit|burn\w*|behead\w*|hostages?)\b",
    re.IGNORECASE,
)


def _words(case: Case, tokens: tuple[Token, ...]) -> set[str]:
    return set(phrase_words(case.scene.syntax, tokens))


def _speaks_for_state(case: Case, tokens: tuple[Token, ...], kinds: frozenset[str]) -> bool:
    return bool(kinds & {PLACE, COUNTRY}) or bool(_words(case, tokens) & (_GUESTS | {"kremlin", "government", "talks"}))


# ACLED counts talks between those who fight each other as agreements.
_PEACE = re.compile(
    r"\b(?:peace|cease-?fire|truce|end (?:to )?(?:the |a |their )?(?:\w+ )?(?:war|conflict|fighting|hostilities|siege)|"
    r"direct (?:talks|negotiations)|national dialogue)\b",
    re.IGNORECASE,
)
_RULERS = re.compile(
    r"\b(?:government|junta|army|military|regime|authorities|state|(?:vice[- ])?president|prime minister)\b",
    re.IGNORECASE,
)


_NEGOTIATING = frozenset({"talks", "talk", "negotiation", "negotiate", "hold talks"})


def _talks(case: Case) -> Verdict:
    """A meeting; of those who fight each other and talk about peace an agreement."""
    if any_of(case.scene, "armed") and _RULERS.search(case.text) and _PEACE.search(case.text):
        return "Agreement", 1.0, "the sides of a conflict talked about peace"
    if ARMED in case.agents | case.patients and case.trigger.lemma in _NEGOTIATING and _RULERS.search(case.text):
        return "Agreement", 1.0, "an armed group and those who rule talked"
    return "Meeting", 1.0, "officials met"


def meet(case: Case) -> Verdict:
    """Officials of states or of warring sides who meet; town halls, clubs and mere mentions are left alone."""
    verb = case.roles.verb
    lemma = case.trigger.lemma
    if _LOCAL.search(case.text) and not _HIGH.search(case.text):
        return None, 0, "a meeting of everyday life"
    if case.trigger.pos == "noun":
        if lemma in ("talks", "meeting", "conference", "visit", "negotiation") and (
            verb is None or verb.lemma not in HELD
        ):
            return None, 0, "a meeting that is only mentioned"
        if not _STATECRAFT.search(case.text) and not case.agents & {PLACE, COUNTRY}:
            return None, 0, "nothing says that states or warring sides met"
        return _talks(case)
    if lemma == "discuss" and not case.agents & {PLACE, COUNTRY} and len(case.roles.agents) < 2:
        return None, 0, "nothing says that several sides met"
    if lemma == "meet" and {t.text.lower() for t in case.roles.patients} & (context_words()["kin"]):
        return None, 0, "a private meeting"
    if lemma == "meet" and {t.text.lower() for t in case.roles.patients} & _FACED:
        return None, 0, "what was met is nobody"
    if lemma in ("travel to", "fly to") and not (case.scene.place_tokens and _ERRAND.search(case.text)):
        return None, 0, "a journey, no visit of state"
    if lemma == "visit" and _words(case, case.roles.patients) & _SIGHTS:
        return None, 0, "a place was visited, nobody met"
    if lemma in ("receive", "host"):
        if not _words(case, case.roles.patients) & (_GUESTS | {"summit", "talks", "negotiations", "conference"}):
            return None, 0, "what was received or hosted is no official"
    if not _STATECRAFT.search(case.text) and not case.agents & {PLACE, COUNTRY}:
        return None, 0, "nothing says that states or warring sides met"
    if lemma in ("visit", "travel to", "fly to") and not _speaks_for_state(case, case.roles.agents, case.agents):
        return None, 0, "the visitor is no official"
    return _talks(case)


# "since a 2020 ceasefire", "despite the truce", "accused each other of violating the ceasefire"
_DEAL_BEFORE = re.compile(
    r"\b(?:(?:since|despite|under|before|violat\w+(?:\s+of)?|breach\w*(?:\s+of)?|br(?:oke|eak\w*))\s+(?:an?|the|their|its|this|that)\s+"
    r"(?:[\w-]+\s+){0,2}|(?:an?|the)\s+(?:[\w-]+\s+)?(?:19|20)\d\d\s+|"
    r"\b(?:days?|weeks?|months?|years?)-old\s+(?:[\w-]+\s+)?|\btowards?\s+(?:an?|the)\s+(?:[\w-]+\s+){0,2})$"
)


# "appealed for restraint and for a ceasefire": nobody has agreed to it
_WANTED = re.compile(
    r"\b(?:appeal|call|push|press|plead|campaign|lobb(?:y|i)|hop(?:e|ing)|vot(?:e|ing)|pray)\w*\b[^.;:]{0,80}"
    r"\bfor\s+(?:an?\s+|the\s+)?(?:[\w-]+\s+){0,2}$"
)


_DEAL_ENDED = re.compile(
    r"\b(?:collapse|breakdown|end|failure|violations?|breach(?:es)?|expiry|lapse)\s+of\s+(?:(?!and\b)[\w’'-]+\s+){0,4}$"
)


_LETTING_GO = frozenset({"release", "set free", "free"})
_BY_FORCE = re.compile(
    r"\b(?:rescu\w+|raid\w*|storm\w*|operation|commandos?|special forces|fled|escap\w+|police|troops|soldiers|"
    r"acquitt\w+|court|bail|charg(?:ed|es)|pardon\w*)\b",
    re.IGNORECASE,
)


def _let_go(case: Case) -> Verdict:
    """Captives whom an armed group set free, or who came free and nobody says by force."""
    people = (
        case.patients & {CIVILIAN, STATE, COUNTRY} or _words(case, case.roles.patients) & context_words()["captive"]
    )
    if not people:
        return None, 0, "what was released is nobody"
    if ARMED in case.agents and STATE not in case.agents:
        return "Agreement", 1.0, "an armed group set people free"
    if case.roles.agents or _BY_FORCE.search(case.text):
        return None, 0, "people were freed, nothing says by a deal"
    return "Agreement", 0.85, "captives came free, nothing says by force"


def agree(case: Case) -> Verdict:
    """A deal between sides of a conflict."""
    if case.trigger.lemma in _LETTING_GO:
        return _let_go(case)
    before = case.text[: case.trigger.start - case.scene.start].lower()
    if re.search(r"\b(?:without|no|failed to|did not|could not|unable to)\s+(?:\w+\s+){0,6}$", before):
        return None, 0, "no deal was reached"
    if case.trigger.pos == "noun" and _DEAL_ENDED.search(before):
        return None, 0, "a deal that ended"
    if case.trigger.pos == "noun" and _DEAL_BEFORE.search(before):
        return None, 0, "speaks of a deal made before"
    if case.trigger.pos == "noun" and _WANTED.search(before):
        return None, 0, "a deal that somebody wants"
    after = case.text[case.trigger.end - case.scene.start :]
    if _CAME_TO_NOTHING.match(after):
        return None, 0, "the deal came to nothing"
    if case.trigger.lemma.startswith(("free ~", "release ~")) and not _SWAP.search(case.text):
        return None, 0, "people were freed, nothing says by a deal"
    rest = case.text.replace(case.trigger.text, "") if case.trigger.lemma in _BARE else case.text
    if not _DEAL.search(rest):
        return None, 0, "nothing agreed on touches the conflict"
    if case.trigger.lemma == "sign" and _words(case, case.roles.patients) & _PAPERS:
        return None, 0, "a paper was signed, no deal was made"
    if case.trigger.lemma in ("sign", "ratify") and re.search(
        r"\b(rocket launchers|helicopters|frigates?|jets|contract|purchase|buy|club|players?|season)\b", case.text, re.I
    ):
        return None, 0, "a purchase or a contract, no deal between sides"
    return "Agreement", 1.0, "sides of a conflict made a deal"


def aid(case: Case) -> Verdict:
    """Help for those whom a conflict hits; gifts of everyday life are left alone."""
    if not _RELIEF.search(case.text):
        return None, 0, "a gift of everyday life"
    if _robbed(case):
        return None, 0, "the aid was attacked or taken, not given"
    return "Aid", 1.0, "aid was given"


_ROBBING = frozenset(
    """attack ambush hijack rob loot raid seize plunder steal torch burn bomb shell strike hit intercept commandeer
    block stop hold waylay destroy carjack target shoot fire""".split()
)


def _robbed(case: Case) -> bool:
    """Whether the aid, or what carries it, is what somebody attacked, stopped or took."""
    verb = case.roles.verb
    if case.trigger.pos != "noun" or verb is None or case.trigger.token is None or verb.lemma not in _ROBBING:
        return False
    noun = case.scene.syntax.tokens[case.trigger.token]
    while noun.dep in ("compound", "amod", "nmod", "conj"):
        noun = case.scene.syntax.tokens[noun.head]
    return noun.dep in ("dobj", "nsubjpass", "pobj")


def threat(case: Case) -> Verdict:
    """A threat of force or of measures; warnings of weather and the like are left alone."""
    rest = case.text[case.trigger.end - case.scene.start :]
    if not _FORCEFUL.search(rest) and not _FORCEFUL.search(case.trigger.text):
        return None, 0, "no force was threatened"
    sides = {PLACE, COUNTRY, STATE, ARMED} & case.agents
    if not sides and not any_of(case.scene, "official") and not any_of(case.scene, "armed"):
        return None, 0, "no side of a conflict threatened"
    return "Threat", 1.0, "a threat was spoken"

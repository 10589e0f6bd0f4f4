"""Did it happen? Negation, modals, plans, threats, denials, accusations, history; and who said so."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date

from geoevents.extract.grounded import taken_for_granted
from geoevents.extract.history import Verdict, by_time
from geoevents.extract.scene import Scene
from geoevents.extract.syntax import Syntax
from geoevents.extract.topics import VIOLENT
from geoevents.extract.triggers import Trigger
from geoevents.model import DateRange, Token

_words = str.split
THREATEN = frozenset(_words("threaten vow warn pledge swear promise"))
PLAN = frozenset(
    _words("plan prepare intend aim want seek expect schedule order authorize authorise decide consider plot agree "
           "approve propose hope urge ask call demand request appeal encourage instruct persuade advise allow")
)  # fmt: skip
DENY = frozenset(_words("deny refute dispute reject disclaim dismiss disown debunk"))
ACCUSE = frozenset(_words("accuse blame allege suspect charge claim implicate fault"))
PREVENT = frozenset(
    _words("prevent avert avoid deter stop halt prohibit ban forbid end condemn oppose denounce investigate probe "
           "discuss debate commemorate remember mark study fear doubt describe criticise criticize deplore "
           "renounce reject protest repudiate combat counter avenge mourn justify tolerate punish prosecute fight "
           "mention decrease reduce curb diminish")
)  # fmt: skip
ATTEMPT = frozenset(_words("try attempt fail seek"))
_CLAIMS = frozenset(_words("claim allegation accusation report charge suggestion rumour rumor"))
FOILED = frozenset(_words("foil thwart foiled thwarted abort"))
SPEECH = frozenset(
    _words("say tell report announce state add confirm claim declare note explain reveal disclose write charge "
           "accuse blame allege admit acknowledge insist assert maintain stress suggest indicate quote testify")
)  # fmt: skip
_SPOKEN = frozenset(_words("speak talk confer consult"))
_STOPPED = re.compile(r"\bbefore (?:he|she|they|it) (?:could|was able|were able|managed)\b", re.IGNORECASE)
_UNTRUE = re.compile(
    r"\b(?:reports?|claims?|rumou?rs?|allegations?|news|story|stories)\b.{0,160}?\b(?:is|are|was|were) (?:\w+ )?"
    r"(?:unfounded|untrue|false|baseless|fabricated|groundless|a lie|lies)\b",
    re.IGNORECASE | re.DOTALL,
)
_HYPOTHETICAL_MODALS = frozenset(_words("could may might would should can must ought"))
_FUTURE_MODALS = frozenset(_words("will shall wo gon"))
_SETTLES = frozenset(_words("agree decide approve order announce declare impose call"))
# Verbs whose infinitive tells a fact: "managed to capture", "continued to shell", "is said to have killed".
_FACTUAL = frozenset(
    _words("manage begin start continue come seem appear happen say report believe know think go proceed succeed help "
           "prove tend cease find claim allege use force cause lead compel prompt make leave")
)  # fmt: skip
_ENTRUSTED = frozenset(_words("task entrust assign"))
_READINESS = frozenset(
    _words("ready due likely unlikely willing unwilling prepared poised eager determined unable bound")
)
_CONDITIONS = frozenset(_words("if unless whether lest"))
_NEGATIVE = frozenset(_words("not n't no never neither nor without nobody none"))
# Nouns and adjectives over an action noun that take it out of the real: "the threat of an attack".
_UNREAL_NOUNS = re.compile(
    r"\b(threats?|risks?|fears?|danger|possibilit\w+|prospects?|plans?|plots?|warnings?|likelihood|potential|"
    r"possible|"
    r"likely|future|alleged|imminent|planned|threatened|feared|any|further|more|another|would-be|upcoming|"
    r"hypothetical|preventing|against|scenario|drill|exercise|simulated|mock|call(?:s|ed|ing)? for|in case of|"
    r"in the event of|"
    r"kind of|type of|capable of|ability to|right to|vulnerable to|immune (?:to|from)|protection from|ready to|"
    r"ready for|prepared? for|hopes? (?:of|for)|urg\w+ (?:for )?|bid to|refus\w+ to|unable to|able to|"
    r"rumou?rs? of|"
    r"responsib\w+ for|history of|wave of|decades? of|years? of|victims? of|anniversary of|memory of|end to|halt to|"
    r"charges? of|convicted of|accused of|guilty of|suspected of|trial (?:for|over)|indicted (?:for|on)|"
    r"sentenced (?:for|to))\s+"
    r"(?:\w+\s+){0,3}$",
    re.IGNORECASE,
)
_UNREAL_STATUS = (
    ("historical", re.compile(r"history of|decades? of|years? of|anniversary of|memory of|convicted|guilty|indicted|"
                              r"sentenced|trial|charges? of", re.I)),
    ("threatened", re.compile(r"threat|warning|imminent", re.I)),
    ("planned", re.compile(r"plan|plot|upcoming|ready|prepar|future|bid to", re.I)),
)  # fmt: skip
_ORDERED = re.compile(r"\b(?:orders?|instructions?|permission|authori[sz]ation) to (?:[\w-]+,? ){0,16}$", re.IGNORECASE)
# so many dead are those of a war
_ACCORDING = re.compile(
    r"\b(?:according to|quoted|citing|cited)\s+(?P<who>(?:the |an? )?[^,.;:()\"“”]{2,60}?)(?=[,.;:()\"“”]|"
    r"\s+(?:on|in|at|who|which|that|as|said|has|had)\b|$)",
    re.IGNORECASE,
)
_SAID = re.compile(
    r"[,\"”’]\s*(?P<who>(?:the |an? |local |security |police |state |military )?[^,.;:()\"“”]{2,60}?)\s+(?:said|"
    r"say|says|reported|announced|told|confirmed|added|claimed|stated)\b"
)
_OCCASION = re.compile(
    r"\b(?:in|during|by|at) (?:the|this|that) (?:\w+ )?"
    r"(?:attack|blast|explosion|shooting|raid|clash(?:es)?|protests?|bombing|strike|fighting|violence|incident|assault)\b",
    re.IGNORECASE,
)
# What is added up over a war or a year.
STALE_DAYS = 90  # an event told with a date so long before publication is history in a news report


@dataclass(frozen=True, slots=True)
class StatusDecision:
    """Whether it happened, the words that decide it, and who said so."""

    status: str  # one of ontology.STATUSES
    reason: str
    attribution: str | None
    sure: float = 1.0  # 0 to 1: below 1 where the words leave doubt


def find_status(trigger: Trigger, scene: Scene, *, published: date | None = None) -> StatusDecision:
    """Decide the status of a trigger's event from the words of its sentence.

    Parameters
    ----------
    trigger : Trigger
        From the scene's sentence.
    scene : Scene
        The sentence.
    published : date, optional
        Day of the report; a year that is not its own tells history.
    """
    attribution = find_attribution(trigger, scene)
    granted = taken_for_granted(trigger, scene)
    if granted:
        status, reason, sure = "actual", f"taken for granted under {granted!r}", 0.7
    else:
        status, reason, sure = _by_syntax(trigger, scene) if scene.syntax.has_tree else _by_words(trigger, scene)
    if status == "actual" and _tells_who_speaks(trigger, scene):
        status, reason, sure = "historical", "only tells who it is that speaks", 0.7
    if status in ("actual", "hypothetical") and trigger.sense == "suicide" and _STOPPED.search(scene.sentence.text):
        status, reason, sure = "attempted", "it was stopped before it could happen", 1.0
    untrue = _UNTRUE.search(scene.sentence.text) if status == "actual" else None
    if untrue and untrue.start() <= trigger.start - scene.start < untrue.end():
        status, reason, sure = "denied", "the report is called untrue", 1.0
    if status == "actual":
        status, reason, sure = by_time(trigger, scene, published, (status, reason, sure))
    return StatusDecision(status, reason, attribution, sure)


def _tells_who_speaks(trigger: Trigger, scene: Scene) -> bool:
    """Whether a clause without a day introduces one speaker: "the director, who was wounded in Iraq, said"."""
    syntax = scene.syntax
    if trigger.token is None or not syntax.has_tree or trigger.sense not in VIOLENT:
        return False
    verb = syntax.tokens[trigger.token]
    who = syntax.tokens[verb.head]
    if verb.dep != "relcl" or who.tag not in ("NN", "NNP") or who.dep != "nsubj":
        return False
    clause = syntax.subtree(verb.i)
    told = syntax.tokens[who.head].lemma in SPEECH and clause[0].i > 0 and syntax.tokens[clause[0].i - 1].text == ","
    return (
        told
        and not any(token.entity in ("DATE", "TIME") for token in clause)
        and not _OCCASION.search(scene.sentence.text[clause[0].start - scene.start : clause[-1].end - scene.start])
    )


def with_date(decision: StatusDecision, days: DateRange | None, published: date | None) -> StatusDecision:
    """What the event's own date adds: long before the report is history."""
    if decision.status == "actual" and days and published and (published - days.end).days > STALE_DAYS:
        return replace(decision, status="historical", reason=f"its own date {days.end} lies far before the report")
    return decision


def _by_syntax(trigger: Trigger, scene: Scene) -> Verdict:
    syntax = scene.syntax
    if trigger.token is None:
        return _by_words(trigger, scene)
    token = syntax.tokens[trigger.token]
    before = scene.sentence.text[max(0, trigger.start - scene.start - 45) : trigger.start - scene.start]
    is_noun = token.pos in ("NOUN", "PROPN") or trigger.pos == "noun"
    if is_noun:
        verdict = _unreal_noun(before, token, scene)
        if verdict:
            return verdict
    elif token.tag == "VB" and _ORDERED.search(scene.sentence.text[: trigger.start - scene.start]):
        return "planned", "an order, not a deed", 0.9
    elif token.tag == "VBN" and token.dep == "amod" and syntax.tokens[token.head].tag in ("NN", "NNP"):
        if trigger.sense in ("kill", "death"):
            return "historical", "only tells who it is that is spoken of", 0.7  # "the assassinated senator"
    chain = [token, *syntax.ancestors(token.i)]
    child = token
    weak: Verdict | None = None
    for n, node in enumerate(chain):
        if node.pos not in ("VERB", "AUX") and node.i != token.i:
            if node.lemma in (
                "threat",
                "warning",
                "plan",
                "plot",
                "attempt",
                "intention",
                "decision",
                "call",
                "fear",
            ) and (child.dep in ("acl", "prep", "relcl", "pobj", "pcomp")):
                return _noun_over(node)
            if node.lemma in _READINESS and child.dep in ("xcomp", "ccomp") and _is_infinitive(child, syntax):
                return "planned", f"only to be done ({node.text!r})", 0.8
            child = node
            continue
        if n and child.dep in ("ccomp", "parataxis") and any(t.text == ";" for t in syntax.tokens[child.i : node.i]):
            break  # "Men fired on his car; he was not hurt"
        verdict = _verb_itself(
            trigger, node, child if n else None, syntax, of_trigger=node.i == token.i, is_noun=is_noun
        )
        if verdict:
            if n or verdict[0] not in ("planned", "hypothetical"):
                return verdict if weak is None or verdict[0] in ("threatened", "denied") else weak
            weak = verdict  # a modal of its own; what governs it may say more: "warned that they would"
        if (n and not _passes_up(child)) or (weak and n > 3):
            break
        if node.dep in ("acl", "relcl", "appos") and syntax.tokens[node.head].lemma in _CLAIMS:
            child = node  # "rejected claims that troops had killed": what happens to the claim decides
            continue
        if node.dep in ("acl", "relcl") and any(c.text.lower() == "no" for c in syntax.children[node.head]):
            return "denied", "of nobody", 1.0  # "there are no foreigners being held"
        if node.dep in ("advcl", "relcl", "conj", "parataxis", "acl") and n + 1 < len(chain):
            mark = next((c.text.lower() for c in syntax.kids(node.i, "mark")), "")
            if mark in _CONDITIONS:
                return "hypothetical", f"stands under {mark!r}", 1.0
            if node.dep == "conj":
                child = node
                continue
            if node.dep == "acl" and _is_infinitive(node, syntax) and syntax.tokens[node.head].lemma != "attempt":
                return "planned", f"only to be done ({syntax.tokens[node.head].text!r})", 0.8
            if (
                node.dep == "advcl"
                and not (trigger.sense == "protest" and n == 0 and syntax.tokens[node.head].tag in ("VBD", "VBG"))
                and syntax.kids(node.i, "aux")
                and any(c.text.lower() == "to" for c in syntax.kids(node.i, "aux"))
            ):
                return "planned", "an aim, not a deed", 0.8
            if node.dep in ("relcl", "parataxis", "acl", "advcl"):
                break
        child = node
    return weak or ("actual", "told as a fact", 1.0)


def _passes_up(child: Token) -> bool:
    """Whether what governs the clause above also governs this one (complements do, side clauses do not)."""
    return child.dep in (
        "ccomp", "xcomp", "pcomp", "pobj", "dobj", "nsubj", "nsubjpass", "attr", "conj", "acl", "prep", "csubj",
        "csubjpass", "oprd", "agent", "compound", "appos", "nmod", "poss", "dep", "amod", "advcl",
    )  # fmt: skip


def _noun_over(node: Token) -> Verdict:
    if node.lemma in ("threat", "warning"):
        return "threatened", f"under the noun {node.text!r}", 1.0
    if node.lemma == "attempt":
        return "attempted", "an attempt", 1.0
    if node.lemma in ("plan", "plot", "intention", "decision"):
        return "planned", f"under the noun {node.text!r}", 1.0
    return "hypothetical", f"under the noun {node.text!r}", 1.0


def _verb_itself(
    trigger: Trigger, verb: Token, child: Token | None, syntax: Syntax, *, of_trigger: bool, is_noun: bool
) -> Verdict | None:
    """What one verb on the way up says; ``child`` is the branch that leads down to the trigger."""
    auxiliaries = [c.text.lower() for c in syntax.kids(verb.i, "aux", "auxpass")]
    negated = (bool(syntax.kids(verb.i, "neg")) and not _not_until(syntax, verb)) or any(
        c.text.lower() in _NEGATIVE and c.dep in ("det", "advmod", "preconj") for c in syntax.children[verb.i]
    )
    if of_trigger:
        for subject in syntax.kids(verb.i, "nsubj", "nsubjpass", "dobj"):
            words = {subject.text.lower(), *(c.text.lower() for c in syntax.children[subject.i])}
            if words & {"no", "none", "nobody", "neither"} or ("not" in words and words & {"a", "single", "one"}):
                return "denied", f"{subject.text!r} is negated", 1.0
    lemma = verb.lemma
    if not of_trigger and child is not None:
        complement = child.dep in ("ccomp", "xcomp", "dobj", "pcomp", "prep", "nsubjpass", "advcl", "acl")
        passive_subject = child.dep == "nsubjpass"
        as_object = child.dep in ("dobj", "nsubjpass")
        if lemma in DENY and (complement or passive_subject):
            return "denied", f"under {verb.text!r}", 1.0
        if lemma in ("threaten", "vow", "warn", "pledge", "swear", "promise") and complement:
            return "threatened", f"under {verb.text!r}", 1.0
        if lemma in FOILED and as_object:
            return "attempted", f"{verb.text!r}: it failed", 1.0
        if lemma in ACCUSE and lemma != "claim" and complement and child.dep != "advcl":
            return "hypothetical", f"only an accusation ({verb.text!r})", 1.0
        if lemma in ATTEMPT and child.dep == "xcomp" and lemma != "fail" and _goes_on(verb, auxiliaries):
            return "planned", f"still tried ({verb.text!r})", 0.8
        if lemma in ATTEMPT and child.dep == "xcomp":
            return "attempted", f"under {verb.text!r}", 1.0
        if lemma in _ENTRUSTED and child.dep == "prep" and child.text.lower() == "with":
            return "planned", f"a task ({verb.text!r})", 0.9
        if lemma in PREVENT and (as_object or child.dep in ("prep", "pcomp")):
            if lemma in ("condemn", "denounce", "investigate", "mourn", "discuss", "describe", "criticise", "mention",
                         "criticize", "deplore", "protest", "repudiate", "debate", "study", "fight"):  # fmt: skip
                return "historical", f"only spoken about ({verb.text!r})", 0.7
            if lemma in ("commemorate", "remember", "mark"):
                return "historical", f"remembered ({verb.text!r})", 1.0
            return "hypothetical", f"under {verb.text!r}", 0.9
        if lemma in _SPOKEN and is_noun and child.text.lower() in ("about", "on", "over", "regarding"):
            return "historical", f"only spoken about ({verb.text!r})", 0.7
        if lemma in _SETTLES and trigger.sense == "agree" and (as_object or child.dep == "prep"):
            return None
        if child.dep == "ccomp" and any(
            t.text.lower() in ("who", "what") for t in syntax.kids(child.i, "nsubj", "nsubjpass")
        ):
            return None  # "asked who had killed him": somebody did
        if lemma in PLAN and (child.dep in ("xcomp", "ccomp") or (as_object and is_noun)):
            if lemma not in ("agree", "expect") or child.dep == "xcomp" or as_object:
                return "planned", f"under {verb.text!r}", 1.0
        crowd = trigger.sense == "protest" and child.dep == "xcomp"  # "beat pots to protest": they did
        if child.dep in ("xcomp", "acl") and _is_infinitive(child, syntax) and lemma not in _FACTUAL | ATTEMPT:
            if crowd and verb.tag in ("VBD", "VBG"):
                return None
            return "planned", f"only to be done ({verb.text!r})", 0.8
        if lemma == "go" and "going" == verb.text.lower() and child.dep == "xcomp":
            return "planned", "going to happen", 1.0
        if negated and (complement or child.dep in ("nsubj", "nsubjpass", "dobj")) and lemma not in ("say", "know"):
            return "denied", f"negated with {verb.text!r}", 1.0
        for word in auxiliaries:
            if word in _FUTURE_MODALS | {"'ll"} and lemma not in SPEECH and child.dep != "advcl":
                return "planned", f"{word!r}", 1.0
            if word in _HYPOTHETICAL_MODALS and lemma not in SPEECH and child.dep != "advcl":
                return "hypothetical", f"{word!r}", 1.0
        return None
    if negated:
        return "denied", "negated", 1.0
    for word in auxiliaries:
        if word in _FUTURE_MODALS | {"'ll"}:
            return "planned", f"{word!r}", 1.0
        if word in _HYPOTHETICAL_MODALS:
            return "hypothetical", f"{word!r}", 1.0
    return None


def _goes_on(verb: Token, auxiliaries: list[str]) -> bool:
    """Whether somebody tries now and nothing has come of it: "are trying to take"; "tried to take" is over."""
    return verb.tag in ("VBP", "VBZ") or (verb.tag == "VBG" and bool({"is", "are", "'re", "'s"} & set(auxiliaries)))


def _not_until(syntax: Syntax, verb: Token) -> bool:
    """Whether the negation only tells how late it was: "it was not until Wednesday that ..."."""
    return any(t.text.lower() == "until" for t in syntax.tokens[verb.i : verb.i + 5])


def _is_infinitive(verb: Token, syntax: Syntax) -> bool:
    auxiliaries = [c.text.lower() for c in syntax.kids(verb.i, "aux")]
    return "to" in auxiliaries and "have" not in auxiliaries


def _unreal_noun(before: str, token: Token, scene: Scene) -> Verdict | None:
    syntax = scene.syntax
    if any(c.text.lower() in ("no", "without", "never") for c in syntax.children[token.i]):
        return "denied", "negated", 1.0
    if token.dep == "pobj" and syntax.tokens[token.head].text.lower() == "without":
        return "denied", "negated", 1.0
    match = _UNREAL_NOUNS.search(before)
    if not match:
        return None
    words = match.group(1)
    if re.fullmatch(r"any|further|more|another", words, re.I) and not re.search(r"\b(any|further)\b", words, re.I):
        return None
    for status, pattern in _UNREAL_STATUS:
        if pattern.search(words):
            return status, f"{words!r} before it", 0.9
    return "hypothetical", f"{words!r} before it", 0.8


def _by_words(trigger: Trigger, scene: Scene) -> Verdict:
    """Without a tree: the few words before the trigger."""
    words = scene.sentence.text[: trigger.start - scene.start].lower().split()[-6:]
    near = " ".join(words)
    for status, pattern in (
        ("denied", r"\b(not|n't|no|never|without|denied|denies)\b"),
        ("threatened", r"\b(threaten\w*|vow\w*|warn\w*)\b"),
        ("planned", r"\b(will|plan\w*|prepar\w*|intend\w*|going to)\b"),
        ("hypothetical", r"\b(could|may|might|would|should|if|accus\w+|fear\w*)\b"),
        ("attempted", r"\b(tried to|attempted|failed to)\b"),
    ):
        match = re.search(pattern, near)
        if match:
            return status, f"{match.group()!r} before it", 0.8
    return "actual", "told as a fact", 0.9


def find_attribution(trigger: Trigger, scene: Scene) -> str | None:
    """Who said so, in the sentence's own words; None where the report itself says it."""
    syntax = scene.syntax
    text = scene.sentence.text
    if syntax.has_tree and trigger.token is not None:
        for node in [syntax.tokens[trigger.token], *syntax.ancestors(trigger.token)]:
            speakers = [node] if node.pos == "VERB" else []
            speakers += [c for c in syntax.kids(node.i, "parataxis", "ccomp", "advcl") if c.pos == "VERB"]
            for verb in speakers:
                if verb.lemma in SPEECH | DENY | THREATEN and verb.i != trigger.token:
                    subject = syntax.kids(verb.i, "nsubj")
                    if subject and subject[0].text.lower() not in ("who", "which", "that", "it", "he", "she", "they"):
                        words = syntax.subtree(subject[0].i, skip=("relcl", "acl", "appos", "punct"))
                        return text[words[0].start - scene.start : words[-1].end - scene.start].strip()
    match = _ACCORDING.search(text) or _SAID.search(text)
    return match.group("who").strip() if match else None

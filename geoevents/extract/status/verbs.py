"""What the verb of a trigger and those over it say: negated, planned, threatened, denied, tried, only spoken of."""

from __future__ import annotations

from geoevents.extract.sentence.speech import SPEECH
from geoevents.extract.sentence.syntax import Syntax
from geoevents.extract.sentence.triggers import Trigger
from geoevents.extract.status.history import Verdict
from geoevents.model import Token

_words = str.split
THREATEN = frozenset(_words("threaten vow warn pledge swear promise"))
_PLAN = frozenset(
    _words("plan prepare intend aim want seek expect schedule order authorize authorise decide consider plot agree "
           "approve propose hope urge ask call demand request appeal encourage instruct persuade advise allow")
)  # fmt: skip
DENY = frozenset(_words("deny refute dispute reject disclaim dismiss disown debunk"))
_ACCUSE = frozenset(_words("accuse blame allege suspect charge claim implicate fault"))
_PREVENT = frozenset(
    _words("prevent avert avoid deter stop halt prohibit ban forbid end condemn oppose denounce investigate probe "
           "discuss debate commemorate remember mark study fear doubt describe criticise criticize deplore "
           "renounce reject protest repudiate combat counter avenge mourn justify tolerate punish prosecute fight "
           "mention decrease reduce curb diminish")
)  # fmt: skip
_ATTEMPT = frozenset(_words("try attempt fail seek"))
_FOILED = frozenset(_words("foil thwart foiled thwarted abort"))
_SPOKEN = frozenset(_words("speak talk confer consult"))
_SPOKEN_ABOUT = frozenset(
    _words("condemn denounce investigate mourn discuss describe criticise mention criticize deplore protest repudiate "
           "debate study fight")
)  # fmt: skip
_REMEMBER = frozenset(_words("commemorate remember mark"))
_HYPOTHETICAL_MODALS = frozenset(_words("could may might would should can must ought"))
_FUTURE_MODALS = frozenset(_words("will shall wo gon 'll"))
_SETTLES = frozenset(_words("agree decide approve order announce declare impose call"))
# Verbs whose infinitive tells a fact: "managed to capture", "continued to shell", "is said to have killed".
_FACTUAL = frozenset(
    _words("manage begin start continue come seem appear happen say report believe know think go proceed succeed help "
           "prove tend cease find claim allege use force cause lead compel prompt make leave")
)  # fmt: skip
_ENTRUSTED = frozenset(_words("task entrust assign"))
_NEGATIVE = frozenset(_words("not n't no never neither nor without nobody none"))
_COMPLEMENTS = ("ccomp", "xcomp", "dobj", "pcomp", "prep", "nsubjpass", "advcl", "acl")


def verdict_of_own_verb(verb: Token, syntax: Syntax) -> Verdict | None:
    """What the trigger's own word says by its negation, its subject and its modals; None where it tells a fact."""
    for subject in syntax.kids(verb.i, "nsubj", "nsubjpass", "dobj"):
        words = {subject.text.lower(), *(c.text.lower() for c in syntax.children[subject.i])}
        if words & {"no", "none", "nobody", "neither"} or ("not" in words and words & {"a", "single", "one"}):
            return "denied", f"{subject.text!r} is negated", 1.0
    if _is_negated(verb, syntax):
        return "denied", "negated", 1.0
    return _by_modal(_auxiliaries(verb, syntax))


def verdict_of_verb_above(
    trigger: Trigger, verb: Token, child: Token, syntax: Syntax, *, is_noun: bool
) -> Verdict | None:
    """What one verb over the trigger says of it; None where it leaves it a fact.

    Parameters
    ----------
    trigger : Trigger
        What is told.
    verb : Token
        A verb on the way up from it.
    child : Token
        The branch under ``verb`` that leads down to the trigger.
    syntax : Syntax
        The sentence's tree.
    is_noun : bool
        Whether the trigger is a noun: "discussed the attack".
    """
    lemma = verb.lemma
    auxiliaries = _auxiliaries(verb, syntax)
    verdict = _denied_or_tried(verb, child, auxiliaries) or _only_spoken_of(verb, child, is_noun=is_noun)
    if verdict:
        return verdict
    as_object = child.dep in ("dobj", "nsubjpass")
    if lemma == "aim" and child.dep == "prep" and verb.tag in ("VBN", "VBD") and not is_noun:
        return "planned", "an aim, not a deed", 0.9  # "an offensive aimed at recapturing the capital"
    if lemma in _SETTLES and trigger.sense == "agree" and (as_object or child.dep == "prep"):
        return None
    if child.dep == "ccomp" and any(
        t.text.lower() in ("who", "what") for t in syntax.kids(child.i, "nsubj", "nsubjpass")
    ):
        return None  # "asked who had killed him": somebody did
    if lemma in _PLAN and (child.dep in ("xcomp", "ccomp") or (as_object and is_noun)):
        if lemma not in ("agree", "expect") or child.dep == "xcomp" or as_object:
            return "planned", f"under {verb.text!r}", 1.0
    if lemma == "have" and verb.tag == "VBD" and child.dep == "xcomp":
        return None  # "police had to fire in the air": they did
    if child.dep in ("xcomp", "acl") and is_infinitive(child, syntax) and lemma not in _FACTUAL | _ATTEMPT:
        if trigger.sense == "protest" and child.dep == "xcomp" and verb.tag in ("VBD", "VBG"):
            return None  # "beat pots to protest": they did
        return "planned", f"only to be done ({verb.text!r})", 0.8
    if verb.text.lower() == "going" and lemma == "go" and child.dep == "xcomp":
        return "planned", "going to happen", 1.0
    governed = child.dep in _COMPLEMENTS or child.dep == "nsubj"
    if governed and lemma not in ("say", "know") and _is_negated(verb, syntax):
        return "denied", f"negated with {verb.text!r}", 1.0
    return _by_modal(auxiliaries) if lemma not in SPEECH and child.dep != "advcl" else None


def _denied_or_tried(verb: Token, child: Token, auxiliaries: list[str]) -> Verdict | None:
    """Verbs that deny, threaten, foil, accuse, try or entrust."""
    lemma, complement = verb.lemma, child.dep in _COMPLEMENTS
    if lemma in DENY and complement:
        return "denied", f"under {verb.text!r}", 1.0
    if lemma in THREATEN and complement:
        return "threatened", f"under {verb.text!r}", 1.0
    if lemma in _FOILED and child.dep in ("dobj", "nsubjpass"):
        return "attempted", f"{verb.text!r}: it failed", 1.0
    if lemma in _ACCUSE and lemma != "claim" and complement and child.dep != "advcl":
        return "hypothetical", f"only an accusation ({verb.text!r})", 1.0
    if lemma in _ATTEMPT and child.dep == "xcomp":
        if lemma != "fail" and _goes_on(verb, auxiliaries):
            return "planned", f"still tried ({verb.text!r})", 0.8
        return "attempted", f"under {verb.text!r}", 1.0
    if lemma in _ENTRUSTED and child.dep == "prep" and child.text.lower() == "with":
        return "planned", f"a task ({verb.text!r})", 0.9
    return None


def _only_spoken_of(verb: Token, child: Token, *, is_noun: bool) -> Verdict | None:
    """Verbs that prevent, condemn, remember or talk about what is told."""
    lemma = verb.lemma
    if lemma in _PREVENT and child.dep in ("dobj", "nsubjpass", "prep", "pcomp"):
        if lemma in _SPOKEN_ABOUT:
            return "historical", f"only spoken about ({verb.text!r})", 0.7
        if lemma in _REMEMBER:
            return "historical", f"remembered ({verb.text!r})", 1.0
        return "hypothetical", f"under {verb.text!r}", 0.9
    if lemma in _SPOKEN and is_noun and child.text.lower() in ("about", "on", "over", "regarding"):
        return "historical", f"only spoken about ({verb.text!r})", 0.7
    return None


def _auxiliaries(verb: Token, syntax: Syntax) -> list[str]:
    return [c.text.lower() for c in syntax.kids(verb.i, "aux", "auxpass")]


def _by_modal(auxiliaries: list[str]) -> Verdict | None:
    for word in auxiliaries:
        if word in _FUTURE_MODALS:
            return "planned", f"{word!r}", 1.0
        if word in _HYPOTHETICAL_MODALS:
            return "hypothetical", f"{word!r}", 1.0
    return None


def _is_negated(verb: Token, syntax: Syntax) -> bool:
    return (bool(syntax.kids(verb.i, "neg")) and not _not_until(syntax, verb)) or any(
        c.text.lower() in _NEGATIVE and c.dep in ("det", "advmod", "preconj") for c in syntax.children[verb.i]
    )


def _goes_on(verb: Token, auxiliaries: list[str]) -> bool:
    """Whether somebody tries now and nothing has come of it: "are trying to take"; "tried to take" is over."""
    return verb.tag in ("VBP", "VBZ") or (verb.tag == "VBG" and bool({"is", "are", "'re", "'s"} & set(auxiliaries)))


def _not_until(syntax: Syntax, verb: Token) -> bool:
    """Whether the negation only tells how late it was: "it was not until Wednesday that ..."."""
    return any(t.text.lower() == "until" for t in syntax.tokens[verb.i : verb.i + 5])


def is_infinitive(verb: Token, syntax: Syntax) -> bool:
    """Whether a verb is one with "to" that tells of the future: "to attack", not "to have attacked"."""
    auxiliaries = [c.text.lower() for c in syntax.kids(verb.i, "aux")]
    return "to" in auxiliaries and "have" not in auxiliaries

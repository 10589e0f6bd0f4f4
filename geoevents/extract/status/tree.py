"""Whether a trigger happened, by what governs it in its sentence's tree: the way up through verbs and nouns."""

from __future__ import annotations

import re

from geoevents.extract.sentence.scene import Scene
from geoevents.extract.sentence.syntax import Syntax
from geoevents.extract.sentence.triggers import Trigger
from geoevents.extract.status.history import Verdict
from geoevents.extract.status.nouns import verdict_of_noun_above, verdict_of_words_before
from geoevents.extract.status.verbs import is_infinitive, verdict_of_own_verb, verdict_of_verb_above
from geoevents.model import Token

_words = str.split
_CLAIMS = frozenset(_words("claim allegation accusation report charge suggestion rumour rumor"))
_READINESS = frozenset(
    _words("ready due likely unlikely willing unwilling prepared poised eager determined unable bound")
)
_NEEDED = frozenset(
    _words("critical crucial essential vital necessary important key useful decisive ideal suitable indispensable")
)
_CONDITIONS = frozenset(_words("if unless whether lest"))
_ORDERED = re.compile(r"\b(?:orders?|instructions?|permission|authori[sz]ation) to (?:[\w-]+,? ){0,16}$", re.IGNORECASE)
# Those who are dead and spoken of, and what is done for them: "to honour assassinated Senator Ruiz".
_SPOKEN_OF = re.compile(
    r"\b(?:honou?r(?:ed|ing)?|mourn(?:ed|ing|s)?|remember(?:ed|ing)?|succeed(?:ed|ing|s)?|replac(?:e|ed|ing)|"
    r"(?:widow|family|relatives|son|daughter|father|mother|brother|sister|memory|funeral|successor) of)\s+$",
    re.IGNORECASE,
)
_BEFORE_NOUN = 45  # characters read before an action noun
_TOLD = ("actual", "told as a fact", 1.0)


def verdict_of_tree(trigger: Trigger, token: Token, scene: Scene) -> Verdict:
    """What the words that govern a trigger say of it; "actual" where none takes it out of the real.

    Parameters
    ----------
    trigger : Trigger
        From the scene's sentence.
    token : Token
        Its token.
    scene : Scene
        The sentence, with its tree.
    """
    is_noun = token.pos in ("NOUN", "PROPN") or trigger.pos == "noun"
    return _of_form(trigger, token, scene, is_noun=is_noun) or _of_way_up(trigger, token, scene.syntax, is_noun=is_noun)


def _of_form(trigger: Trigger, token: Token, scene: Scene, *, is_noun: bool) -> Verdict | None:
    """What the form of the trigger itself says, and the words right before it."""
    syntax, text, at = scene.syntax, scene.sentence.text, trigger.start - scene.start
    if is_noun:
        return verdict_of_words_before(text[max(0, at - _BEFORE_NOUN) : at], token, syntax)
    if token.tag == "VB" and _ORDERED.search(text[:at]):
        return "planned", "an order, not a deed", 0.9
    if token.pos == "VERB" and trigger.sense in ("kill", "death") and _SPOKEN_OF.search(text[:at]):
        return "historical", "only tells who it is that is spoken of", 0.7
    if token.tag == "VBN" and token.dep == "amod" and syntax.tokens[token.head].tag in ("NN", "NNP"):
        if trigger.sense in ("kill", "death"):
            return "historical", "only tells who it is that is spoken of", 0.7  # "the assassinated senator"
    return None


def _of_way_up(trigger: Trigger, token: Token, syntax: Syntax, *, is_noun: bool) -> Verdict:
    """What the verbs and nouns over the trigger say, from the nearest on."""
    chain = [token, *syntax.ancestors(token.i)]
    child = token
    weak: Verdict | None = None
    for n, node in enumerate(chain):
        if n and node.pos not in ("VERB", "AUX"):
            verdict = verdict_of_noun_above(node, child) or _readiness(node, child, syntax)
            if verdict:
                return verdict
            child = node
            continue
        if n and child.dep in ("ccomp", "parataxis") and any(t.text == ";" for t in syntax.tokens[child.i : node.i]):
            break  # "Men fired on his car; he was not hurt"
        if n:
            verdict = verdict_of_verb_above(trigger, node, child, syntax, is_noun=is_noun)
        else:
            verdict = verdict_of_own_verb(node, syntax)
        if verdict:
            if n or verdict[0] not in ("planned", "hypothetical"):
                return verdict if weak is None or verdict[0] in ("threatened", "denied") else weak
            weak = verdict  # a modal of its own; what governs it may say more: "warned that they would"
        if (n and not _passes_up(child)) or (weak and n > 3):
            break
        if node.dep in ("acl", "relcl", "appos") and syntax.tokens[node.head].lemma in _CLAIMS:
            child = node  # "rejected claims that troops had killed": what happens to the claim decides
            continue
        verdict = _of_clause(trigger, node, syntax, is_own=n == 0, is_last=n + 1 == len(chain))
        if verdict:
            return verdict
        if n + 1 < len(chain) and node.dep in ("relcl", "parataxis", "acl", "advcl"):
            break
        child = node
    return weak or _TOLD


def _readiness(node: Token, child: Token, syntax: Syntax) -> Verdict | None:
    """What is only to be done under an adjective: "ready to attack"."""
    if node.lemma in _READINESS and child.dep in ("xcomp", "ccomp") and is_infinitive(child, syntax):
        return "planned", f"only to be done ({node.text!r})", 0.8
    if node.text.lower() == "for" and node.dep == "prep" and child.dep == "pcomp":
        if syntax.tokens[node.head].lemma in _NEEDED:  # "critical for regaining the valley"
            return "planned", f"only what something is {syntax.tokens[node.head].text!r} for", 0.8
    return None


_AT_A_CROWD = frozenset("fire use deploy charge lob throw launch spray shoot hurl baton wield employ".split())


def _of_clause(trigger: Trigger, node: Token, syntax: Syntax, *, is_own: bool, is_last: bool) -> Verdict | None:
    """What the kind of clause that ``node`` heads says: of nobody, under a condition, an aim."""
    if node.dep in ("acl", "relcl") and any(c.text.lower() == "no" for c in syntax.children[node.head]):
        return "denied", "of nobody", 1.0  # "there are no foreigners being held"
    if node.dep not in ("advcl", "relcl", "conj", "parataxis", "acl") or is_last:
        return None
    mark = next((c.text.lower() for c in syntax.kids(node.i, "mark")), "")
    if mark in _CONDITIONS:
        return "hypothetical", f"stands under {mark!r}", 1.0
    over = syntax.tokens[node.head]
    if node.dep == "acl" and is_infinitive(node, syntax) and over.lemma != "attempt":
        return "planned", f"only to be done ({over.text!r})", 0.8
    done_by_a_crowd = trigger.sense == "protest" and is_own and over.tag in ("VBD", "VBG")
    # "fired tear gas to disperse marchers": they stood against the march, whether or not it broke up
    done_by_a_crowd |= (
        trigger.sense == "disperse" and is_own and over.tag in ("VBD", "VBG") and over.lemma in _AT_A_CROWD
    )
    if node.dep == "advcl" and not done_by_a_crowd and any(c.text.lower() == "to" for c in syntax.kids(node.i, "aux")):
        return "planned", "an aim, not a deed", 0.8
    return None


def _passes_up(child: Token) -> bool:
    """Whether what governs the clause above also governs this one (complements do, side clauses do not)."""
    return child.dep in (
        "ccomp", "xcomp", "pcomp", "pobj", "dobj", "nsubj", "nsubjpass", "attr", "conj", "acl", "prep", "csubj",
        "csubjpass", "oprd", "agent", "compound", "appos", "nmod", "poss", "dep", "amod", "advcl",
    )  # fmt: skip

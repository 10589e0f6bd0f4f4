"""Who does what to whom in one sentence, read from its dependency tree (or, without one, from word order)."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property

from geoevents.extract.sentence.triggers import Trigger
from geoevents.model import ParsedSentence, Token

# Verbs that carry a noun's action without adding one: "launched an attack", "came under fire".
LIGHT_VERBS = frozenset(
    """launch carry conduct stage mount make commit perpetrate execute wage wag lead begin start resume continue
    perform hold organize organise unleash suffer undergo sustain face experience witness see report sign reach
    break declare announce impose order take open do have give call join step intensify escalate renew""".split()
)
_TELLING = frozenset({"report", "see", "witness"})
_BEARING = frozenset({"suffer", "undergo", "sustain", "face", "experience"})
_WEEKDAYS = frozenset("Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split())
_SUBJECTS = ("nsubj", "csubj")
_PASSIVE = ("nsubjpass", "csubjpass")
_DEEDS = frozenset(
    """attack attacks raid raids strike strikes airstrike airstrikes bombing bombings ambush ambushes assault assaults
    shelling bombardment blast blasts explosion explosions shooting shootings""".split()
)
_DID = frozenset("claimed claim launched staged mounted conducted perpetrated unleashed committed carried".split())
_HARMING = frozenset({"kill", "wound", "injure", "maim", "leave", "destroy", "damage"})
_STRIKING = frozenset(
    """hit strike attack shell bomb bombard explode detonate raid storm ambush crash shoot open slam land fall pound rip
    tear plough fire hurl lob throw blow collapse""".split()
)
_OUTSIDE_PHRASE = ("relcl", "acl", "appos", "cc", "punct", "parataxis", "advcl", "ccomp")
_AGENT_NOUN_PREPS = ("by",)
_PATIENT_NOUN_PREPS = ("on", "of", "against", "at", "into", "targeting", "with", "toward", "towards", "upon")


_STRUCK = ("on", "at", "against", "into", "upon", "to", "of", "over")


@dataclass(frozen=True, slots=True)
class Roles:
    """Head tokens of those who act and those acted upon; empty where the sentence does not say."""

    agents: tuple[Token, ...] = ()
    patients: tuple[Token, ...] = ()
    verb: Token | None = None  # the verb that carries the trigger's clause


class Syntax:
    """Questions about one sentence's tree; built once a sentence and then only read."""

    def __init__(self, sentence: ParsedSentence) -> None:
        self.sentence = sentence
        self.tokens = sentence.tokens
        self.has_tree = sentence.parsed and any(t.dep for t in sentence.tokens)
        self.children: list[list[Token]] = [[] for _ in self.tokens]
        if self.has_tree:
            for token in self.tokens:
                if token.head != token.i:
                    self.children[token.head].append(token)
        self._ancestors: dict[int, tuple[Token, ...]] = {}
        self._heads: dict[tuple[int, int], Token | None] = {}

    def subtree(self, i: int, *, skip: tuple[str, ...] = ()) -> list[Token]:
        """Token ``i`` and all below it in text order, leaving out branches whose label is in ``skip``."""
        stack, out = [i], []
        while stack:
            at = stack.pop()
            out.append(self.tokens[at])
            stack.extend(c.i for c in self.children[at] if c.dep not in skip)
        return sorted(out, key=lambda t: t.i)

    def phrase(self, i: int) -> list[Token]:
        """The noun phrase of token ``i`` without clauses, appositions and coordinated phrases."""
        found = self.subtree(i, skip=(*_OUTSIDE_PHRASE, "conj"))
        return [t for t in found if t.text not in _WEEKDAYS or t.dep != "compound" or t.i != found[0].i]

    def ancestors(self, i: int) -> tuple[Token, ...]:
        """Governors of token ``i``, nearest first, without itself."""
        if i not in self._ancestors:
            out: list[Token] = []
            at, seen = i, {i}
            while self.has_tree and self.tokens[at].head not in seen:
                at = self.tokens[at].head
                seen.add(at)
                out.append(self.tokens[at])
            self._ancestors[i] = tuple(out)
        return self._ancestors[i]

    def head_of(self, start: int, end: int) -> Token | None:
        """The token of a span of the document that governs the span's others; None where no token touches it."""
        if (start, end) not in self._heads:
            tokens = [t for t in self.tokens if t.start < end and t.end > start]
            inside = {t.i for t in tokens}
            last = tokens[-1] if tokens else None
            self._heads[start, end] = next((t for t in tokens if t.head not in inside), last)
        return self._heads[start, end]

    def path(self, a: int, b: int) -> tuple[list[Token], list[Token]]:
        """Tokens from ``a`` up to the common ancestor, and from ``b`` up to it (both inclusive)."""
        up_a = [self.tokens[a], *self.ancestors(a)]
        up_b = [self.tokens[b], *self.ancestors(b)]
        above_b = {t.i: n for n, t in enumerate(up_b)}
        for n, token in enumerate(up_a):
            if token.i in above_b:
                return up_a[: n + 1], up_b[: above_b[token.i] + 1]
        return up_a, up_b

    def clause_verb(self, i: int) -> Token | None:
        """The nearest verb at or above token ``i``."""
        for token in [self.tokens[i], *self.ancestors(i)]:
            if token.pos in ("VERB", "AUX"):
                return token
        return None

    def kids(self, i: int, *deps: str) -> list[Token]:
        """Children of token ``i`` with one of these labels."""
        return [c for c in self.children[i] if c.dep in deps]

    def with_conjuncts(self, token: Token) -> list[Token]:
        """The token and everything coordinated with it ("soldiers and civilians")."""
        out = [token]
        for conjunct in self.kids(token.i, "conj"):
            if conjunct.pos not in ("VERB", "AUX"):
                out.extend(self.with_conjuncts(conjunct))
        return out

    def prep_objects(self, i: int, preps: tuple[str, ...]) -> list[Token]:
        """Objects of these prepositions under token ``i``."""
        out: list[Token] = []
        for prep in self.kids(i, "prep", "agent", "dative"):
            if prep.text.lower() in preps:
                for pobj in self.kids(prep.i, "pobj"):
                    out.extend(self.with_conjuncts(pobj))
        return out

    def is_passive(self, verb: Token) -> bool:
        """Whether the verb's subject suffers the action."""
        if self.kids(verb.i, *_PASSIVE, "auxpass"):
            return True
        if self.kids(verb.i, "agent") and not self.kids(verb.i, "dobj"):
            return True  # "workers abducted by militiamen have been released": read as a main verb by the model
        return verb.tag == "VBN" and not self.kids(verb.i, *_SUBJECTS, "aux") and not self.kids(verb.i, "dobj")

    def subjects(self, verb: Token, depth: int = 0) -> tuple[list[Token], bool]:
        """Subject heads of a verb, also those it shares with the verb above, and whether they suffer the action."""
        passive = self.is_passive(verb)
        own = self.kids(verb.i, *_PASSIVE, *_SUBJECTS) or self._after_a_day(verb)
        heads = [t for s in own for t in self.with_conjuncts(self._antecedent(s, verb))]
        if heads or depth > 4 or verb.head == verb.i:
            return heads, passive
        governor = self.deed_before(verb) or self.tokens[verb.head]
        if verb.dep in ("acl", "relcl") and governor.pos not in ("VERB", "AUX"):
            return self.with_conjuncts(governor), passive
        if verb.dep in ("conj", "xcomp", "advcl", "ccomp", "pcomp", "dep", "acl", "prep"):
            above = governor if governor.pos in ("VERB", "AUX") else self.clause_verb(governor.i)
            if above is None or above.i == verb.i:
                return [], passive
            objects = self.kids(above.i, "dobj")
            if verb.dep == "xcomp" and objects and not self.is_passive(above):
                return [t for o in objects for t in self.with_conjuncts(o)], passive
            heads, above_passive = self.subjects(above, depth + 1)
            if verb.dep == "conj" and verb.tag == "VBN" and above_passive:
                passive = True
            if verb.dep == "advcl" and above_passive:
                agent = self.prep_objects(above.i, ("by",))
                if agent:
                    return agent, passive
                return ([], passive) if not passive else (heads, passive)
            return heads, passive
        return [], passive

    def _after_a_day(self, verb: Token) -> list[Token]:
        """Who follows a day without a comma, which the model takes for one phrase: "On Sunday rebels attacked"."""
        if verb.tag not in ("VBD", "VBN", "VBP") or self.is_passive(verb):
            return []
        for prep in self.kids(verb.i, "prep"):
            after = [t for t in self.kids(prep.i, "pobj") if t.i < verb.i and t.tag in ("NNS", "NNPS")]
            if prep.text.lower() == "on" and any(
                t.text in _WEEKDAYS for n in after for t in self.kids(n.i, "compound")
            ):
                return after
        return []

    def deed_before(self, verb: Token) -> Token | None:
        """The deed right before a participle of harm, where the model hangs it higher in the sentence.

        "Residents hid after missiles hit two houses, killing four": what killed is what hit.
        """
        if verb.dep != "advcl" or verb.tag != "VBG" or verb.lemma not in _HARMING:
            return None
        deeds = [t for t in self.tokens[verb.head + 1 : verb.i] if t.pos == "VERB" and t.lemma in _STRIKING]
        return deeds[-1] if deeds and self.kids(deeds[-1].i, *_SUBJECTS) else None

    def _antecedent(self, subject: Token, verb: Token) -> Token:
        """The noun a relative pronoun stands for, else the subject itself."""
        if subject.text.lower() in ("who", "which", "that") and verb.dep in ("relcl", "acl") and verb.head != verb.i:
            noun = self.tokens[verb.head]
            return noun if subject.text.lower() == "who" else self._deed_over(noun)
        return subject

    def _deed_over(self, noun: Token) -> Token:
        """Who did the deed done to ``noun``, else the deed: it kills in "an attack on a camp that killed 25"."""
        for token in [noun, *self.ancestors(noun.i)]:
            deeds = [token] if token.text.lower() in _DEEDS else []
            if token.pos == "VERB":
                deeds = [t for t in self.kids(token.i, "dobj") if t.text.lower() in _DEEDS]
            if deeds:
                return self._doer_of(deeds[0])
            if token.dep not in ("prep", "pobj"):
                break
        return noun

    def _doer_of(self, deed: Token) -> Token:
        """Who launched, staged or claimed a deed, or the deed itself."""
        doers = self.prep_objects(deed.i, ("by",))
        verb = self.tokens[deed.head]
        if not doers and deed.dep == "dobj" and verb.text.lower() in _DID:
            doers = self.kids(verb.i, *_SUBJECTS)
        return doers[0] if doers else deed

    def roles_of_verb(self, verb: Token) -> Roles:
        """Agents and patients of a verb."""
        subjects, passive = self.subjects(verb)
        objects = [t for o in self.kids(verb.i, "dobj", "dative", "oprd") for t in self.with_conjuncts(o)]
        by = self.prep_objects(verb.i, ("by",))
        if not by and verb.dep == "conj" and passive:
            by = self.prep_objects(verb.head, ("by",))
        if passive:
            if not by and not objects:  # "was shot and killed by": the agent stands with the last verb
                for conjunct in self.kids(verb.i, "conj"):
                    by = by or self.prep_objects(conjunct.i, ("by",))
            return Roles(tuple(by), tuple(subjects or objects), verb)
        if not objects:
            conjuncts = [c for c in self.kids(verb.i, "conj") if c.pos == "VERB"]
            for conjunct in conjuncts[:1]:  # "attacked and killed three men"
                objects = [t for o in self.kids(conjunct.i, "dobj") for t in self.with_conjuncts(o)]
        preps = self.prep_objects(verb.i, ("on", "at", "against", "into", "upon", "with"))
        return Roles(tuple(subjects), tuple(objects or preps), verb)

    def roles_of_noun(self, noun: Token) -> Roles:
        """Agents and patients of an action noun: "the killing of villagers by gunmen"."""
        agents = self.prep_objects(noun.i, _AGENT_NOUN_PREPS)
        patients = self.prep_objects(noun.i, _PATIENT_NOUN_PREPS)
        between = self.prep_objects(noun.i, ("between", "among"))
        if between:
            agents, patients = between[:1], between[1:] or patients
        if not agents:
            agents = [c for c in self.kids(noun.i, "poss", "compound", "amod", "nmod") if c.pos not in ("VERB", "DET")]
        verb = self.clause_verb(noun.i)
        if verb is None:
            return Roles(tuple(agents), tuple(patients), None)
        chain = [noun, *self.ancestors(noun.i)]
        below = next((t for t in chain if t.head == verb.i), noun)
        direct = below.i == noun.i
        if direct and noun.dep in ("dobj", "nsubjpass") and verb.lemma in LIGHT_VERBS:
            roles = self.roles_of_verb(verb)
            if noun.dep == "dobj" and verb.lemma in _TELLING:
                pass  # "residents reported shelling": who tells of it did not do it
            elif noun.dep == "dobj" and verb.lemma in _BEARING:
                patients = patients or [t for t in roles.agents if t.i != noun.i]  # "the town suffered shelling"
            elif noun.dep == "dobj" and roles.agents:
                agents = [t for t in roles.agents if t.i != noun.i] or agents
            elif noun.dep == "nsubjpass":
                agents = list(roles.agents) or agents
            patients = patients or [t for t in self.prep_objects(verb.i, ("on", "against", "at", "with"))]
        elif direct and noun.dep == "nsubj":
            patients = patients or [t for o in self.kids(verb.i, "dobj") for t in self.with_conjuncts(o)]
        elif below.dep in ("prep", "agent"):  # "killed in an attack by rebels"
            roles = self.roles_of_verb(verb)
            agents = agents or [t for t in roles.agents if t.i != noun.i]
            patients = patients or [t for t in roles.patients if t.i != noun.i]
        return Roles(tuple(agents), tuple(patients), verb)

    def roles(self, trigger: Trigger) -> Roles:
        """Agents and patients of a trigger; by word order where the sentence was not parsed."""
        if trigger.token is None:
            return Roles()
        token = self.tokens[trigger.token]
        if not self.has_tree:
            return self._roles_by_order(trigger)
        if token.pos in ("VERB", "AUX") or (trigger.pos == "verb" and token.tag.startswith("VB")):
            return self._beyond_its_own_words(self.roles_of_verb(token), trigger, token)
        return self.roles_of_noun(token)

    def _beyond_its_own_words(self, roles: Roles, trigger: Trigger, verb: Token) -> Roles:
        """The roles where what is done to is a word of the trigger itself: "opened fire on the crowd" hit the crowd."""
        own = [t for t in roles.patients if trigger.start <= t.start < trigger.end]
        if not own:
            return roles
        struck = [t for n in own for t in self.prep_objects(n.i, _STRUCK)] or self.prep_objects(verb.i, _STRUCK)
        return replace(roles, patients=tuple(struck) or roles.patients)

    def _roles_by_order(self, trigger: Trigger) -> Roles:
        before = [t for t in self.tokens if t.end <= trigger.start][-8:]
        after = [t for t in self.tokens if t.start >= trigger.end][:8]
        passive = any(t.text.lower() in ("was", "were", "been", "being", "is", "are", "be") for t in before[-3:])
        by = next((n for n, t in enumerate(after) if t.text.lower() == "by"), None)
        if passive or by is not None:
            return Roles(tuple(after[by + 1 :]) if by is not None else (), tuple(before))
        return Roles(tuple(before), tuple(after))

    @cached_property
    def lower(self) -> tuple[str, ...]:
        """Lower-case words of the sentence."""
        return tuple(t.text.lower() for t in self.tokens)


def phrase_words(syntax: Syntax, heads: tuple[Token, ...]) -> list[str]:
    """Lower-case words of the noun phrases of these heads, the heads' own words first."""
    own = [t.text.lower() for t in heads]
    if not syntax.has_tree:
        return own
    return own + [t.text.lower() for h in heads for t in syntax.phrase(h.i) if t.i != h.i]

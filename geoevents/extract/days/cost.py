"""How far a date stands from what it may date: by the tree of the sentence, else by clause and distance."""

from __future__ import annotations

import re

from geoevents.extract.days.spoken import head_of_days, span_of_days
from geoevents.extract.sentence.segments import EVENT_NOUN
from geoevents.extract.sentence.syntax import Syntax
from geoevents.extract.tolls.casualties import HasSpan
from geoevents.model import DateRange, ParsedSentence, Token
from geoevents.ontology import DatePrecision

_CLAUSE = re.compile(
    r"[;:]|,\s+(?:which|who|where|whose|when|after|before|while|but)\b|\b(?:after|before|since|when|while|which|"
    r"who|whose|that|"
    r"because|until|following)\b",
    re.IGNORECASE,
)
# what follows these words is another happening with a date of its own
_OTHER_CLAUSE = re.compile(
    r",\s+(?:which|who|where|whose)\b|\b(?:after|before|since|because|until|following)\b", re.IGNORECASE
)
# what people do when something befalls them
_PASSING = frozenset(
    "arrive return leave come get reach drive walk travel attend finish close open enter park stop".split()
)
_GOING_OFF = frozenset({"blow", "explode", "detonate"})
_ON_THE_WAY = frozenset({"travel", "ride", "drive"})  # "hit the car in which they were travelling on Monday"
_MEANWHILE = frozenset({"when", "as", "while"})
_PLACE_NAMES = frozenset({"GPE", "LOC", "FAC"})
_HARMING = frozenset("kill wound injure claim leave hurt".split())
_STRIKING = frozenset("rock shake hit strike rip tear target destroy damage".split())
_TAKEN = frozenset("abduct kidnap seize capture detain arrest hold take snatch hijack".split())
_HAPPENING = frozenset("happen occur begin start erupt".split())


def _tells_its_harm(verb: Token, index: int, tree: Syntax) -> bool:
    """Whether a relative clause tells of the noun at ``index`` whom it harmed, or that it happened at all.

    "Fire on the town that killed two on Monday", "the attack, which took place on Monday".
    """
    is_noun = tree.tokens[index].pos in ("NOUN", "PROPN")
    tells = verb.lemma in _HARMING | _HAPPENING | _STRIKING
    tells |= verb.lemma == "take" and any(t.text.lower() == "place" for t in tree.kids(verb.i, "dobj"))
    return verb.dep == "relcl" and tells and is_noun and verb.head <= index < verb.i


_OCCASION = re.compile(rf"{EVENT_NOUN}|series|wave|string|spate", re.IGNORECASE)


def _is_its_occasion(verb: Token, index: int, tree: Syntax) -> bool:
    """Whether a relative clause tells of the very deed in which the trigger befell people.

    "One was killed in a series of explosions that rocked the town on Monday": they died on Monday.
    """
    if verb.dep != "relcl" or verb.lemma not in _STRIKING | _HARMING | _HAPPENING or tree.tokens[index].pos != "VERB":
        return False
    noun = tree.tokens[verb.head]
    while noun.dep in ("pobj", "prep") and noun.head != index:  # "in a series of explosions"
        noun = tree.tokens[noun.head]
    return (
        noun.head == index
        and noun.text.lower() in ("in", "by", "during")
        and bool(_OCCASION.fullmatch(tree.tokens[verb.head].text))
    )


def _is_in_a_place(name: Token, tree: Syntax) -> bool:
    """Whether a name only says in what a place lies that stands right before it: "in Calatrava, Negros"."""
    over = tree.tokens[name.head]
    if over.entity in _PLACE_NAMES:
        return True
    first = name.i
    while first and tree.tokens[first - 1].head == name.i:
        first -= 1
    return first > 1 and tree.tokens[first - 1].text == "," and tree.tokens[first - 2].entity in _PLACE_NAMES


def _is_older(days: DateRange, tree: Syntax, index: int) -> bool:
    """Whether the day on which people were taken is not the trigger's: months ago, or it sets them free."""
    return days.precision >= DatePrecision.MONTH or tree.tokens[index].lemma in ("release", "free", "rescue")


def _is_after_a_deed(prep: Token, index: int, tree: Syntax) -> bool:
    """Whether a preposition says what deed the trigger came after; who "died after an attack" died of it."""
    if prep.text.lower() not in ("after", "following") or tree.tokens[index].lemma in _HARMING | {"die"}:
        return False
    return any(_OCCASION.fullmatch(t.text) for t in tree.kids(prep.i, "pobj"))


def _goes_with_it(verb: Token, index: int) -> bool:
    """Whether a relative clause tells of the blast or the journey that befell people: its day is that of their harm.

    "Killed by a mine that blew up the car in which they were travelling on Monday".
    """
    return verb.dep == "relcl" and verb.lemma in _GOING_OFF | _ON_THE_WAY and verb.i > index


def _told_before(verb: Token, index: int, tree: Syntax) -> bool:
    """Whether a main clause that ends in a semicolon before the trigger is what this verb heads."""
    return verb.i < index and any(t.text == ";" for t in tree.tokens[verb.i : index])


def is_of_an_older_clause(days: DateRange, tree: Syntax, index: int | None) -> bool:
    """Whether the days are those of a clause after "after" beside the trigger: "after a vote on Friday"."""
    head = head_of_days(days, tree) if tree.has_tree and index is not None else None
    if head is None or index is None:
        return False
    for verb in (head, *tree.ancestors(head.i)):
        marks = {c.text.lower() for c in tree.kids(verb.i, "mark")}
        if verb.dep == "advcl" and marks & {"after", "before", "since"}:
            return index != verb.i and all(t.i != verb.i for t in tree.ancestors(index))
    return False


def tree_cost(days: DateRange, tree: Syntax, index: int) -> float | None:
    """Steps between the date and the trigger in the tree; 100 and more where another clause owns the date."""
    head = head_of_days(days, tree)
    if head is None:
        return None
    up_date, up_trigger = tree.path(head.i, index)
    if up_date[-1].i != up_trigger[-1].i:
        return None
    below = [t for t in up_date[:-1] if t.pos in ("VERB", "AUX")]  # verbs that own the date but not the trigger
    cost = float(len(up_date) + len(up_trigger) - 2)
    for verb in below:
        if _tells_its_harm(verb, index, tree):
            return 0.0  # it dates the deed before any other clause
        if _is_its_occasion(verb, index, tree):
            cost += 3
            continue
        if verb.dep == "advcl" and any(c.text.lower() in _MEANWHILE for c in tree.kids(verb.i, "mark", "advmod")):
            cost += 3  # "was burned to death when a crowd attacked his car on Tuesday": the same time
            continue
        if verb.dep == "advcl" and verb.lemma in _PASSING and verb.i > index:
            cost += 4  # "was shot dead after he came home on Saturday evening": the same hour
            continue
        if _goes_with_it(verb, index):
            cost += 3
            continue
        if verb.dep == "acl" and verb.lemma in _TAKEN and _is_older(days, tree, index):
            return 100.0 + cost  # "released five men abducted last month"
        if verb.dep == "acl" and verb.tag == "VBN":
            cost += 30  # "a man accused of theft on Tuesday": the small model hangs the date too low
        elif verb.dep in ("ccomp", "parataxis") and _told_before(verb, index, tree):
            cost += 4  # "fought on Saturday; a man was killed": one report, two main clauses
        elif verb.dep in ("relcl", "ccomp", "acl", "advcl") and verb.tag not in ("VBG", "VB"):
            return 100.0 + cost
        cost += 2 if verb.tag == "VBG" else 4
    for token in up_date[:-1]:
        if _is_its_occasion(token, index, tree) or _goes_with_it(token, index):
            continue
        in_a_place = token.entity in _PLACE_NAMES or (  # towns in a list hang together so: "in Kidal, Kidal region"
            token.dep == "appos" and token.pos == "PROPN" and _is_in_a_place(token, tree)
        )
        if token.dep in ("relcl", "appos") and not in_a_place:
            return 100.0 + cost
        if token.dep == "prep" and token.i > index and _is_after_a_deed(token, index, tree):
            return 100.0 + cost  # "fired rockets after strikes the day before"
    for token in up_trigger[:-1]:
        # the trigger stands in a clause of its own: "since the rebels took the town" is older than the main clause
        if token.dep == "relcl" or (token.dep in ("advcl", "ccomp") and token.tag != "VBG"):
            cost += 6
    start, end = span_of_days(days)
    gap = max(tree.tokens[index].start - end, start - tree.tokens[index].end, 0)
    return cost + gap / 200


def distance_cost(days: DateRange, trigger: HasSpan, sentence: ParsedSentence) -> float:
    """Characters between date and trigger, more for every clause border between."""
    start, end = span_of_days(days)
    left, right = sorted(((start, end), (trigger.start, trigger.end)))
    between = sentence.text[left[1] - sentence.start : right[0] - sentence.start]
    if trigger.start < start and _OTHER_CLAUSE.search(between):
        return 100.0
    return len(between) / 10 + 30 * len(_CLAUSE.findall(between))

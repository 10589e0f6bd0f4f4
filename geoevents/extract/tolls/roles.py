"""How a word of killing, wounding, fleeing or arresting is used in its sentence, and so where its people stand.

"Killed" speaks of those before it where they "were killed", and of those after it where somebody "killed two men".
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from geoevents.extract.tolls.counted_words import Word
from geoevents.extract.tolls.people import people_after, people_before, people_between
from geoevents.extract.tolls.people_list import read_people
from geoevents.extract.tolls.people_phrase import Group, looks_like_name, total
from geoevents.extract.tolls.person_nouns import is_plural_person
from geoevents.extract.tolls.words import PREDICATES, RETURNING, STOPS
from geoevents.model import Count

_PARTICLE = {"gunned": "down", "passed": "away", "rounded": "up"}
_TAKEN_ON = frozenset({"embraced", "embrace", "embracing", "attained"})
_PARTICIPLE = re.compile(r"\w+(?:ed|en|wn|ung|aught|orn)$|(?:made|told|held|cut|led|set|put|brought)$")
_THE_HURT = frozenset({"wounded", "injured", "injuries"})
_SEIZED = frozenset("seize seizes seized seizing snatched grabbed".split())
_DRIVEN = frozenset("driven drove forced driving forcing".split())
_AWAY = re.compile(
    r"^[^.;]{0,70}?\b(?:from|out\s+of|to\s+(?:flee|leave|abandon))\s+(?:their|the|his|her)?\s*"
    r"(?:homes?|houses|villages?|towns?|land|area|city|camps?)?\b",
    re.IGNORECASE,
)
_WHEN = frozenset("on in at last yesterday today this early late overnight".split())
_TREATED = frozenset("for in at by on after , .".split()) | {""}
_CARE = frozenset("hospital hospitals clinic ward wounds injuries burns injury bullet medical".split())
_HURTS = frozenset("burns wounds injuries cuts fractures bruises shrapnel minor serious light severe".split())
_OF_BEFORE = frozenset("the his her their recently formerly".split())
_ALONE_TO_DEATH = frozenset("burned burnt bled froze starved choked suffocated fell".split())
_TAKING = frozenset("took take takes taking held hold holds holding".split())


def role_of(words: Sequence[Word], index: int, text: str) -> tuple[str, str] | None:
    """Kind of statement and role of the word at ``index``; None where it tells of nobody harmed, moved or held.

    Parameters
    ----------
    words : sequence of Word
        The sentence.
    index : int
        Of the word asked about.
    text : str
        The sentence as it stands.

    Returns
    -------
    (str, str) or None
        The kind as in ``Toll``, and how the people are told, as ``people_of`` asks for it.
    """
    word = words[index]
    found = PREDICATES.get(word.low)
    if found is None:
        return None
    kind, role = found
    previous = words[index - 1].low if index else ""
    following = words[index + 1].low if index + 1 < len(words) else ""
    of_people = _tells_of_people(words, index)
    if of_people is not None:
        return found if of_people else None
    if kind == "dead" and role == "ed" and previous in _OF_BEFORE:
        return None  # "the recently murdered senator" says who he was
    if word.low in _DRIVEN:
        return (kind, "ing") if _AWAY.search(text[word.end : word.end + 90]) else None
    if word.low == "custody" or (word.low == "arrest" and previous == "under"):
        return (kind, "held") if previous in ("in", "under") else None
    if word.low in ("hostage", "captive", "prisoner"):
        if previous in ("taken", "held"):
            return found
        return (kind, "between") if any(w.low in _TAKING for w in words[max(0, index - 8) : index]) else None
    return _role_by_neighbours(word, found, previous, following)


def _tells_of_people(words: Sequence[Word], index: int) -> bool | None:
    """Whether a word that has other uses speaks of people here; None for a word without any.

    "The army lost 12 men", not a seat; "was gunned down"; "seized two nurses", not a town.
    """
    word = words[index]
    previous = words[index - 1].low if index else ""
    following = words[index + 1].low if index + 1 < len(words) else ""
    if word.low == "casualties":
        return following == "and" and any(w.low in _THE_HURT for w in words[index + 1 : index + 5])
    if word.low in ("injuries", "injury") and following not in ("of", "to") and previous in ("other", "and", "or"):
        return False  # "three casualties and other injuries": no number is told of them
    if word.low in ("lost", "losing"):
        return index + 2 < len(words) and bool(words[index + 1].count) and is_plural_person(words[index + 2].low)
    if word.low in _PARTICLE:
        return following == _PARTICLE[word.low]
    if word.low in _TAKEN_ON:
        return following == "martyrdom"
    if word.low == "treated":
        if previous == "being" and not any(w.low in _CARE for w in words[index + 1 : index + 9]):
            return False  # "migrants being treated as criminals"
        return following in _TREATED and previous not in ("badly", "well")
    if word.low == "survived":
        return index + 2 < len(words) and following == "with" and words[index + 2].low in _HURTS
    if word.low in _SEIZED:
        counted = index + 1 < len(words) and words[index + 1].count is not None
        return counted and any(is_plural_person(w.low) for w in words[index + 1 : index + 5])
    if word.low == "returned":
        return any(w.low in RETURNING for w in words[max(0, index - 6) : index])
    return None


def _role_by_neighbours(word: Word, found: tuple[str, str], previous: str, following: str) -> tuple[str, str] | None:
    """The role as the words beside it have it: "the murder of", "the mayor's murder", "shot to death"."""
    kind, role = found
    owned = previous.endswith(("'s", "’s")) or previous in ("'", "’")
    if word.low == "slaying" and owned:
        return kind, "owner"
    if word.low == "death" and previous == "to":
        return kind, "to death"
    if role == "of" and following != "of":
        if word.low in ("deaths", "arrests"):
            return kind, "before"
        if owned:
            return kind, "owner"
        return (kind, "of later") if following in _WHEN else None
    if role == "ing" and following == "of":
        return kind, "of"
    if role == "before" and word.low in ("deaths", "bodies", "corpses", "injury", "injuries") and following == "of":
        return kind, "of"
    if word.low == "injuries" and following == "to":  # "caused the death of two officers and injuries to five"
        return kind, "of"
    return found


def people_of(words: Sequence[Word], index: int, role: str) -> list[Group]:
    """The people of whom the word at ``index`` speaks in its ``role``."""
    limit = len(words)
    if role == "of":
        groups = people_after(words, index + 2, limit)
        if total(groups) is None and words[index].low in ("bodies", "corpses"):
            groups = [group for group in people_before(words, index)[0] if group.count]  # "107 bodies of victims"
        return groups
    if role == "of later":
        return _of_later(words, index)
    if role == "held":  # "nine marchers are under arrest"
        return people_before(words, index - 1)[0]
    if role == "before":
        groups, auxiliary = people_before(words, index)
        if not auxiliary and index and words[index - 1].low == "shot":  # "gunmen shot dead two men"
            after = people_after(words, index + 1, limit)
            return after or [group for group in groups if group.count] or _after_and(words, index)
        return groups or (_after_and(words, index) if words[index].low == "dead" else [])
    if role == "owner":
        return _owners(words, index)
    if role == "between":  # "took 13 guards hostage"
        return people_between(words, index + 1)
    if role == "to death":
        groups, auxiliary = people_before(words, index)
        if index > 1 and words[index - 2].low in _ALONE_TO_DEATH:  # "a child burned to death": no one did it
            groups, auxiliary = people_before(words, index - 2)[0], True
        return groups if auxiliary else (people_after(words, index + 1, limit) or people_between(words, index))
    if role in ("ing", "s", "base", "active"):
        return people_after(words, index + 1, limit)
    return _of_participle(words, index)


def _of_participle(words: Sequence[Word], index: int) -> list[Group]:
    """Those who were killed, or whom somebody killed: an auxiliary or what follows tells which."""
    limit = len(words)
    groups, auxiliary = people_before(words, index)
    if words[index].low == "gunned":
        return groups if auxiliary else people_after(words, index + 2, limit)
    if auxiliary:
        return groups
    after = people_after(words, index + 1, limit)
    following = words[index + 1].low if index + 1 < limit else ""
    if after and following not in ("in", "by", "when", "and", "on", "at", ","):
        return after
    # without an auxiliary only a headline or a reduced clause is passive: "12 killed in blast"
    return [group for group in groups if group.count] or (_after_and(words, index) if not after else [])


def _owners(words: Sequence[Word], index: int) -> list[Group]:
    """Whose death it was: "the mayor's murder", "the six monks' murder"."""
    if words[index - 1].low in ("'", "’"):
        last = index - 1
        counted = next((i for i in range(last - 1, max(-1, last - 5), -1) if words[i].count), None)
        found, reached = read_people(words, counted, last, STOPS) if counted is not None else ([], 0)
        return found if reached == last else []
    start = index - 1
    while start > 0 and (words[start - 1].text[:1].isupper() or words[start - 1].low in ("the", "a", "an", "his")):
        start -= 1
    genitive = words[index - 1]
    owner = [*words[start : index - 1], replace(genitive, low=genitive.low[:-2], text=genitive.text[:-2])]
    found, reached = read_people(owner, 0, len(owner), STOPS)
    if not found and looks_like_name(owner, least=1):
        return [Group(Count.exactly(1), owner[-1].low, named=True)]
    return [group for group in found if group.count and reached == len(owner)]


def _of_later(words: Sequence[Word], index: int) -> list[Group]:
    """People named after the day: "the murder on 3 May of two priests"."""
    for at in range(index + 2, min(index + 10, len(words) - 1)):
        is_verb = words[at].verb and words[at].text.islower()  # "May" is none
        if is_verb or words[at].text in {",", ";", ":"} or (words[at].low in STOPS and words[at].text != "May"):
            break
        if words[at].low == "of":
            groups = people_after(words, at + 1, len(words))
            if groups:
                return groups
    return []


def _after_and(words: Sequence[Word], index: int) -> list[Group]:
    """Whom the verb joined by "and" spoke of: "the mayor was abducted on Tuesday and found dead"."""
    start = index - 1
    while start > 0 and words[start].low in ("found", "later", "then", "shot", "was", "were", "been", "subsequently"):
        start -= 1
    if words[start].low != "and":
        return []
    for at in range(start - 1, max(0, start - 20), -1):
        if words[at].text in {";", ":", ","}:
            break
        kind, role = PREDICATES.get(words[at].low, ("", ""))
        if kind in ("detained", "injured") and role == "ed":
            groups, auxiliary = people_before(words, at)
            return groups if auxiliary else []
        if words[at].low in ("were", "was") and _PARTICIPLE.match(words[_past_adverbs(words, at + 1)].low):
            # "two men were taken off a bus and shot"
            return [group for group in people_before(words, at + 1)[0] if group.count]
    return []


def _past_adverbs(words: Sequence[Word], index: int) -> int:
    """Index of the first word from ``index`` on that ends in no "-ly"; the last one at the most."""
    while index + 1 < len(words) and words[index].low.endswith("ly"):
        index += 1
    return min(index, len(words) - 1)

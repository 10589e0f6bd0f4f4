"""What sort of actor a noun phrase names, soldiers, rebels or villagers, by its main noun and the words before that."""

from __future__ import annotations

import re

from geoevents.extract.actors import words

_ALL = (
    (words.MILITARY, "military"),
    (words.POLICE, "police"),
    (words.PROTESTERS, "protesters"),
    (words.RIOTERS, "rioters"),
    (words.REBEL, "rebel"),
    (words.MILITIA, "militia"),
    (words.IDENTITY, "identity"),
    (words.CIVILIANS, "civilians"),
    (words.GOVERNMENT, "government"),
    (words.EXTERNAL, "external"),
    (words.FOES, "foe"),
)
SORT_OF = {word: sort for group, sort in reversed(_ALL) for word in group}
# heads that say little without their modifiers
_WEAK_HEADS = frozenset(
    """force forces units unit personnel guards guard member members command commander commanders element elements
    service services leader leaders men group groups faction factions individuals subjects column crew cell convoy
    team teams party detachment platoon company section
    """.split()
)
_ONE_WHO = frozenset({"man", "woman", "women", "chief", "chiefs"})
_LOOSE_HEADS = frozenset("men group groups individuals faction subjects elements".split())
_ARMED_FOLK = frozenset("youth youths villager villagers civilians residents civilian".split())
_PERSONS = frozenset("persons people person subjects".split())
_UNKNOWN = frozenset("armed unidentified masked hooded unknown".split())
# nouns for those who take a side, and for armed men of whom nobody says which
_FOLLOWERS = frozenset(
    "supporters supporter loyalists loyalist militia militias militiamen militiaman fighters gunmen".split()
)
_NAMELESS = frozenset(
    """gunmen gunman assailants assailant attackers attacker kidnappers individuals perpetrators bandits
    hitmen miscreants hoodlums""".split()
)
_PRO_GOVERNMENT = frozenset("government regime pro-government pro-regime loyalist".split())
_PRO = re.compile(r"\bpro[- ](?:government|regime)", re.IGNORECASE)
HEAD_WORD = re.compile(r"[^\W\d_][\w’'-]*")


_BOMBING_PERSON = frozenset({"suicide", "car", "truck", "female", "lone"})
_AIRCRAFT_NOUNS = frozenset("helicopter helicopters plane planes aircraft drone drones".split())
_AIRCRAFT = re.compile(
    r"air|air-force|jet|heavy|strategic|long-range|stealth|dive|fighter|army|government|regime|\w+-?\d+\w*"
)


def _of_an_air_force(phrase: str) -> bool:
    """Whether bombers are aircraft by their words: "Russian bombers", "strategic bombers"."""
    words_before = phrase.split()[:-1]
    return any(word[:1].isupper() or _AIRCRAFT.fullmatch(word) for word in words_before)


def head_of(text: str) -> str:
    """The main noun, as far as words alone tell: the last before "of" or another preposition."""
    core = re.split(
        r"\s+(?:of|from|in|at|near|with|who|that|which|for|on|against|belonging|loyal)\s", text, maxsplit=1
    )[0]
    found = HEAD_WORD.findall(core)
    return re.sub(r"['’]s$", "", found[-1]).lower() if found else ""


def sort_of(head: str, phrase: str) -> str | None:
    """Sort of actor by the head noun and, where that says little, by its modifiers; None for no actor's noun.

    Parameters
    ----------
    head : str
        The phrase's main noun in lower case.
    phrase : str
        All of it.
    """
    modifiers = {word.lower() for word in HEAD_WORD.findall(phrase)} - {head}
    if head == "men" and "armed forces" in phrase.lower():
        return "military"  # "men of the armed forces"
    if head in _AIRCRAFT_NOUNS and modifiers & words.POLICE:
        return "police"
    if head in _ARMED_FOLK and "armed" in modifiers:
        return "unidentified"  # "armed youths", "armed villagers"
    if SORT_OF.get(head) == "militia" and modifiers & {"unidentified", "unknown"}:
        return "unidentified"
    if head in _PERSONS and modifiers & _UNKNOWN - {"hooded"}:
        return "unidentified"
    if head in ("bomber", "bombers") and (modifiers & _BOMBING_PERSON or not _of_an_air_force(phrase)):
        return "unidentified"  # a person, not an aircraft
    if head in ("defenders", "defender") and modifiers & words.PEACEFUL_CAUSES:
        return "civilians"
    serves = words.MILITARY | words.POLICE | words.GOVERNMENT_SIDE
    if head in _ONE_WHO and serves & {word.lower() for word in HEAD_WORD.findall(phrase.lower().split(head)[0])}:
        return _by_modifiers(head, modifiers)  # "an army man", but "a man in army dress"
    if head in ("official", "officials") and modifiers & {"security", "police", "army", "military", "intelligence"}:
        return _by_modifiers("personnel", modifiers)
    if head in _WEAK_HEADS:
        if modifiers & _NAMELESS and not modifiers & words.REBEL:
            return "unidentified"  # "a group of gunmen"
        return _by_modifiers(head, modifiers)
    if head in _FOLLOWERS and (modifiers & _PRO_GOVERNMENT or _PRO.search(phrase)):
        return "progovernment"
    if head in _NAMELESS:
        return "unidentified"
    if head == "troops" and "rebel" in modifiers:
        return "rebel"
    if head == "opposition" and modifiers & {"party", "parties"}:
        return "government"
    return SORT_OF.get(head)


def _by_modifiers(head: str, modifiers: set[str]) -> str | None:
    """Sort of "police units", "armed men", "rebel forces": nouns that say little alone."""
    if modifiers & words.POLICE or "riot" in modifiers:
        return "police"
    if modifiers & (words.REBEL | {"rebel", "opposition", "insurgent"}):
        return "rebel"
    if head in ("group", "groups", "faction", "factions") and "islamic" in modifiers:
        return "rebel"
    if modifiers & _UNKNOWN and (
        head in _LOOSE_HEADS or modifiers & {"group", "groups"}
    ):  # "members of an armed group"
        return "unidentified"
    if "army" in modifiers:
        return "military"  # "army paramilitary rangers"
    if modifiers & (words.MILITIA | {"militia", "paramilitary"}):
        return "militia"
    if modifiers & words.GOVERNMENT_SIDE or modifiers & words.MILITARY:
        return "military"
    if head in ("force", "forces"):
        return "military"
    if modifiers & (words.CIVILIANS | {"family"}):
        return "civilians"
    if head in ("personnel", "guards", "guard", "command"):
        return "military"
    return "civilians" if head == "men" else None

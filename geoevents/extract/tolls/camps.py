"""On which side those who fell stood: a state's forces, an armed group, or no side; read from the noun alone."""

from __future__ import annotations

from geoevents.extract.tolls.person_nouns import GENERAL_NOUNS, is_plural_person, is_singular_person

STATE = frozenset(
    """forces soldier soldiers troops trooper policeman policemen police servicemen serviceman sailors personnel officer
    officers marine marines cop cops jawan jawans constable constables gendarme gendarmes conscripts peacekeepers
    commandos paratroopers airmen""".split()
)
ARMED = frozenset(
    """rebel rebels fighter fighters militant militants insurgent insurgents guerrilla guerrillas jihadist jihadists
    cadres militiamen gunman gunmen terrorist terrorists bandit bandits separatist separatists extremists assailants
    attacker attackers bomber""".split()
)
# who may be of any side, and words that hold all of them
_ANY = GENERAL_NOUNS | frozenset(
    """man men person others other more another he she commander commanders leader leaders chief driver drivers
    guard guards bodyguard bodyguards member members victim suspect suspects foreigner foreigners national nationals
    wounded injured life relative brother son""".split()
)


def camp_of(noun: str) -> str | None:
    """The side of a noun in lower case, "state", "armed" or "civilian"; None where it may be anybody."""
    if noun in STATE:
        return "state"
    if noun in ARMED:
        return "armed"
    if noun in _ANY or not (is_singular_person(noun) or is_plural_person(noun)):
        return None
    return "civilian"

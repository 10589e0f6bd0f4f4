"""Which sub-event types may be two words for one incident.

Reports differ in how they call a thing: an attack on a convoy is a clash to one and an ambush with a bomb to another.
Families are wide enough for that and no wider: a protest and an air strike are never one incident.
"""

from __future__ import annotations

from geoevents.ontology import EVENT_TYPES, TYPE_OF

FAMILIES: dict[str, tuple[str, ...]] = {
    "force": (
        "Armed clash", "Chemical weapon", "Air/drone strike", "Suicide bomb", "Shelling/artillery/missile attack",
        "Remote explosive/landmine/IED", "Grenade", "Attack", "Disrupted weapons use",
    ),
    "territory": (
        "Government regains territory", "Non-state actor overtakes territory", "Non-violent transfer of territory",
        "Armed clash", "Headquarters or base established",
    ),
    "seizure": ("Abduction/forced disappearance", "Attack"),
    "crowd": (
        "Peaceful protest", "Protest with intervention", "Excessive force against protesters", "Violent demonstration",
        "Mob violence",
    ),
    "crowd violence": ("Mob violence", "Attack", "Looting/property destruction", "Violent demonstration"),
    "sexual violence": ("Sexual violence", "Attack"),
    "property": ("Looting/property destruction", "Attack", "Mob violence"),
    "arrests": ("Arrests", "Protest with intervention"),
    "talks": ("Agreement", "Meeting", "Statement"),
    "threat": ("Threat", "Statement"),
    "sanction": ("Sanction",),
    "aid": ("Aid",),
    "movement": ("Flight", "Evacuation"),
    "return": ("Return",),
    "organisation": ("Change to group/activity", "Headquarters or base established"),
    "other": ("Other",),
}  # fmt: skip

# Things as large as the town they happen in: there the town's size says nothing against one incident.
TOWN_WIDE = frozenset(
    {*FAMILIES["crowd"], *FAMILIES["talks"], *FAMILIES["territory"], *FAMILIES["movement"]} - {"Armed clash"}
)
# Sub-types that say only that armed people were at work.
PLAIN = frozenset({"Attack", "Armed clash"})

TYPE_NUMBER: dict[str, int] = {name: i for i, name in enumerate(EVENT_TYPES, 1)}
SUB_NUMBER: dict[str, int] = {name: i for i, name in enumerate(TYPE_OF, 1)}
FAMILIES_OF: dict[str, int] = {
    sub: sum(1 << bit for bit, members in enumerate(FAMILIES.values()) if sub in members) for sub in TYPE_OF
}

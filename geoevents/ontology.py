"""The closed vocabularies: event types, statuses, precision codes and actor kinds.

Event types and sub-event types are ACLED's (codebook, "event types and sub-event types") by their
names, plus two of our own that news needs and that count as no violence: Diplomacy and Displacement.
Precision codes are UCDP GED's (codebook 19.1, sections 5.4.2 and 5.5); actor kinds are ACLED's
inter codes.
"""

from __future__ import annotations

from enum import IntEnum

EVENT_TYPES: dict[str, tuple[str, ...]] = {
    "Battles": (
        "Armed clash",
        "Government regains territory",
        "Non-state actor overtakes territory",
    ),
    "Explosions/Remote violence": (
        "Chemical weapon",
        "Air/drone strike",
        "Suicide bomb",
        "Shelling/artillery/missile attack",
        "Remote explosive/landmine/IED",
        "Grenade",
    ),
    "Violence against civilians": (
        "Sexual violence",
        "Attack",
        "Abduction/forced disappearance",
    ),
    "Protests": (
        "Peaceful protest",
        "Protest with intervention",
        "Excessive force against protesters",
    ),
    "Riots": ("Violent demonstration", "Mob violence"),
    "Strategic developments": (
        "Agreement",
        "Arrests",
        "Change to group/activity",
        "Disrupted weapons use",
        "Headquarters or base established",
        "Looting/property destruction",
        "Non-violent transfer of territory",
        "Other",
    ),
    "Diplomacy": ("Meeting", "Statement", "Threat", "Sanction", "Aid"),
    "Displacement": ("Flight", "Return", "Evacuation"),
}

TYPE_OF: dict[str, str] = {sub: event_type for event_type, subs in EVENT_TYPES.items() for sub in subs}

VIOLENT_TYPES = frozenset({"Battles", "Explosions/Remote violence", "Violence against civilians", "Riots"})
_HARMLESS_TYPES = frozenset({"Diplomacy", "Displacement"})

STATUSES = ("actual", "attempted", "planned", "threatened", "denied", "hypothetical", "historical")
MAPPED_STATUSES = ("actual", "attempted")


class WherePrecision(IntEnum):
    """How large an area the text pins down: UCDP GED's ``where_prec``."""

    EXACT = 1
    NEAR = 2  # in the area of a place, up to 25 km
    ADMIN2 = 3
    ADMIN1 = 4
    FUZZY = 5  # a line or a fuzzy area: a road, a river, a region
    COUNTRY = 6
    SEA_OR_AIR = 7

    @property
    def is_point(self) -> bool:
        """Whether a map may draw a point: 4 to 6 are areas and never become one."""
        return self in (WherePrecision.EXACT, WherePrecision.NEAR, WherePrecision.ADMIN2, WherePrecision.SEA_OR_AIR)

    @property
    def acled(self) -> int | None:
        """ACLED's ``geo_precision``, or None where ACLED has no equivalent (country, sea)."""
        return {1: 1, 2: 2, 3: 2, 4: 3, 5: 3}.get(int(self))


class DatePrecision(IntEnum):
    """How sure the day is: UCDP GED's ``date_prec``."""

    DAY = 1
    FEW_DAYS = 2  # a range of 2 to 6 days
    WEEK = 3
    MONTH = 4  # 8 to 30 days, or a month
    YEAR = 5  # more than a month, up to a year


class ActorKind(IntEnum):
    """ACLED's inter codes."""

    STATE_FORCES = 1
    REBEL_GROUP = 2
    POLITICAL_MILITIA = 3
    IDENTITY_MILITIA = 4
    RIOTERS = 5
    PROTESTERS = 6
    CIVILIANS = 7
    EXTERNAL_OR_OTHER = 8


def may_harm(sub_event_type: str | None) -> bool:
    """Whether people may be killed or hurt in such an event: in none where people talk, agree or move."""
    if sub_event_type is None or sub_event_type == "Agreement":
        return False
    return TYPE_OF[sub_event_type] not in _HARMLESS_TYPES

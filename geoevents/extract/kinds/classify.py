"""From a trigger and its participants to one of the sub-event types, or to the reason why it is no event."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace

from geoevents.extract.kinds import rules_clash as clash_rules
from geoevents.extract.kinds import rules_crowds as crowd_rules
from geoevents.extract.kinds import rules_movement as movement_rules
from geoevents.extract.kinds import rules_other as other_rules
from geoevents.extract.kinds import rules_peaceful as peaceful_rules
from geoevents.extract.kinds import rules_remote as remote_rules
from geoevents.extract.kinds import rules_taken as taken_rules
from geoevents.extract.kinds import rules_territory as territory_rules
from geoevents.extract.kinds import rules_violence as violence_rules
from geoevents.extract.kinds.cases import Case, Verdict, fixed
from geoevents.extract.kinds.participants import ARMED, COUNTRY, OTHER, PLACE, STATE, kinds_of, persons_among, sides_fit
from geoevents.extract.kinds.peaceful import by_a_crowd, in_public_life, is_deliberate, why_no_event
from geoevents.extract.report.topics import ORDINARY_CRIME, peaceful_topic
from geoevents.extract.sentence.contexts import satisfies
from geoevents.extract.sentence.scene import Scene
from geoevents.extract.sentence.syntax import Roles
from geoevents.extract.sentence.triggers import Trigger
from geoevents.ontology import TYPE_OF

# "in violence-hit Imphal"
_STRICKEN = re.compile(r"-(?:hit|torn|affected|plagued|ravaged|ridden|prone|stricken|scarred|weary|wracked)\b")


@dataclass(frozen=True, slots=True)
class Decision:
    """What a trigger tells: a sub-event type with its weight, or why nothing."""

    sub_event_type: str | None
    weight: float  # 0 to 1
    reasons: tuple[str, ...]
    agents: frozenset[str] = frozenset()  # kinds of participants, see participants.py
    patients: frozenset[str] = frozenset()

    @property
    def event_type(self) -> str | None:
        """The event type the sub-event type belongs to."""
        return TYPE_OF[self.sub_event_type] if self.sub_event_type else None


def classify(trigger: Trigger, scene: Scene, *, forced: bool = False) -> Decision:
    """Decide the sub-event type of a trigger.

    Parameters
    ----------
    trigger : Trigger
        From the same sentence as ``scene``.
    scene : Scene
        The sentence with its cues.
    forced : bool
        True for a trigger given by the caller: the checks against peaceful readings are left out.

    Returns
    -------
    Decision
        ``sub_event_type`` is None when the trigger tells no event; the last reason says why.
    """
    roles = scene.syntax.roles(trigger)
    agents = kinds_of(scene.syntax, roles.agents, scene.place_tokens)
    patients = kinds_of(scene.syntax, roles.patients, scene.place_tokens)
    reasons = [f"{trigger.text!r} is in the table as {trigger.sense or 'unknown'} ({trigger.lemma}, {trigger.pos})"]
    if roles.agents:
        reasons.append("done by " + ", ".join(f"{t.text} ({'/'.join(sorted(agents))})" for t in roles.agents[:2]))
    if roles.patients:
        reasons.append("done to " + ", ".join(f"{t.text} ({'/'.join(sorted(patients))})" for t in roles.patients[:2]))
    if not forced and _STRICKEN.match(scene.sentence.text, trigger.end - scene.start):
        return Decision(None, 0.0, (*reasons, "only tells how a place has fared"))
    if not forced:
        states = bool(agents & {PLACE, COUNTRY}) and "official" in trigger.needs  # "Iran threatened"
        states |= trigger.sense == "strike" and any(  # "Israeli strikes on the port"
            i.kind == "air" and i.start < trigger.start < i.end for i in scene.instruments
        )
        states |= trigger.lemma == "murder" and in_public_life(scene, roles)
        if not states and not satisfies(trigger.needs, scene.contexts_without(trigger.start, trigger.end)):
            if not (trigger.needs and satisfies(trigger.needs, scene.around) and trigger.weight >= 0.6):
                return Decision(None, 0.0, (*reasons, f"nothing beside it speaks for conflict: needs {trigger.needs}"))
        if trigger.sides and not _sides_fit(trigger, scene, roles, agents, patients):
            return Decision(None, 0.0, (*reasons, f"told of others than it is said of: needs {trigger.sides}"))
        against = why_no_event(trigger, scene, roles)
        if against is None and not is_deliberate(trigger, scene):
            forces = bool(agents & {STATE, ARMED}) and bool(patients & {STATE, ARMED})
            against = peaceful_topic(trigger, scene, two_forces=forces)
            if against and ORDINARY_CRIME in against and (in_public_life(scene, roles) or by_a_crowd(roles)):
                against = None
        if against:
            return Decision(None, 0.0, (*reasons, against))
    rule = RULES.get(trigger.sense)
    if rule is None:
        return Decision(None, 0.0, (*reasons, "the table does not know this word"), agents, patients)
    sub_type, factor, why = rule(Case(trigger, scene, roles, agents, patients))
    decision = Decision(sub_type, min(1.0, trigger.weight * factor), (*reasons, why), agents, patients)
    return replace(decision, weight=0.0) if sub_type is None else decision


def only_tried(decision: Decision) -> Decision:
    """The decision on a deed that failed: by ACLED's codebook a place that did not change hands was only fought for."""
    if decision.sub_event_type not in ("Government regains territory", "Non-state actor overtakes territory"):
        return decision
    return replace(
        decision, sub_event_type="Armed clash", reasons=(*decision.reasons, "the place did not change hands")
    )


def _sides_fit(trigger: Trigger, scene: Scene, roles: Roles, agents: frozenset[str], patients: frozenset[str]) -> bool:
    """Whether doers and done to are those the trigger's row asks for; "dragged two men away" holds its own."""
    own = tuple(
        t for t in scene.sentence.tokens if trigger.start <= t.start < trigger.end and t.pos in ("NOUN", "PROPN")
    )
    within = kinds_of(scene.syntax, own, scene.place_tokens) - {OTHER} if "~" in trigger.lemma else frozenset()
    done_to = patients | within | persons_among((*roles.patients, *own))
    return sides_fit(trigger.sides, agents | persons_among(roles.agents), done_to)


# How each sense of the trigger table is decided.
RULES: dict[str, Callable[[Case], Verdict]] = {
    "kill": violence_rules.violence,
    "injure": violence_rules.violence,
    "death": violence_rules.death,
    "assault": violence_rules.assault,
    "torture": other_rules.torture,
    "body": violence_rules.body,
    "clash": clash_rules.clash,
    "capture": lambda case: territory_rules.territory(case, retaken=False),
    "recapture": lambda case: territory_rules.territory(case, retaken=True),
    "advance": fixed("Armed clash", "ground was gained in fighting", 0.9),
    "fall": territory_rules.fall,
    "transfer": other_rules.transfer,
    "airstrike": remote_rules.air,
    "strafe": remote_rules.air,
    "shelling": remote_rules.shelling,
    "bomb": remote_rules.blast,
    "blast": remote_rules.blast,
    "suicide": remote_rules.suicide,
    "grenade": remote_rules.grenade,
    "chemical": remote_rules.chemical,
    "drop": remote_rules.drop,
    "intercept": remote_rules.intercept,
    "strike": remote_rules.strike,
    "missile": remote_rules.missile,
    "abduct": taken_rules.abduct,
    "taken": taken_rules.taken,
    "rape": other_rules.rape,
    "protest": crowd_rules.protest,
    "disperse": crowd_rules.disperse,
    "riot": crowd_rules.riot,
    "mob": crowd_rules.mob,
    "loot": other_rules.loot,
    "arrest": taken_rules.arrest,
    "weapons": other_rules.weapons,
    "change": other_rules.change,
    "base": other_rules.base,
    "other": fixed("Other", "an event of the conflict that fits no other type"),
    "agree": peaceful_rules.agree,
    "surrender": other_rules.surrender,
    "raid": taken_rules.raid,
    "meet": peaceful_rules.meet,
    "statement": fixed("Statement", "officials spoke"),
    "threat": peaceful_rules.threat,
    "sanction": fixed("Sanction", "a measure against a state or group"),
    "aid": peaceful_rules.aid,
    "flee": movement_rules.flee,
    "return": movement_rules.go_back,
    "evacuate": movement_rules.evacuate,
}

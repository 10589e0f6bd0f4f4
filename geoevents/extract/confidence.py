"""How sure an event is: right in type and place. A logistic sum over a few readable features.

The numbers lie in ``data/confidence.json`` and are fitted by ``evaluation/fit_confidence.py``.
"""

from __future__ import annotations

import json
import math
from functools import cache
from importlib import resources

from geoevents.extract.draft import Draft
from geoevents.ontology import TYPE_OF, VIOLENT_TYPES


@cache
def load_numbers() -> dict[str, float]:
    """The weight of each column."""
    path = resources.files("geoevents.extract") / "data" / "confidence.json"
    numbers: dict[str, float] = json.loads(path.read_text(encoding="utf-8"))["weights"]
    return numbers


def features(draft: Draft) -> dict[str, float]:
    """The columns of one draft, by name."""
    kind = TYPE_OF.get(draft.sub_event_type or "", "")
    place = draft.location
    sense = draft.trigger.sense
    sides = draft.decision.agents | draft.decision.patients
    return {
        "bias": 1.0,
        "weight": draft.decision.weight,
        "status_sure": draft.status.sure,
        "placed": float(place is not None),
        "place_exact": float(place is not None and place.where_prec <= 2),
        "place_score": place.candidates[0].score if place is not None and place.candidates else 0.0,
        "link_score": draft.links[0].score if draft.links else 0.0,
        "link_in_sentence": float(bool(draft.links) and draft.links[0].source == "sentence"),
        "counted": float(draft.fatalities is not None or draft.injuries is not None or draft.displaced is not None),
        "date_told": float(draft.date_told),
        "agent_known": float(bool(draft.decision.agents)),
        "patient_known": float(bool(draft.decision.patients)),
        "both_armed": float(len(sides & {"state", "armed"}) == 2),
        "verb": float(draft.trigger.pos == "verb"),
        "first": float(draft.first),
        "early": 1.0 / (1.0 + draft.sentence),
        "merged": math.log1p(draft.merged - 1),
        "violent": float(kind in VIOLENT_TYPES),
        "diplomacy": float(kind == "Diplomacy"),
        "clash": float(draft.sub_event_type == "Armed clash"),
        "attack": float(draft.sub_event_type == "Attack"),
        "remote": float(kind == "Explosions/Remote violence"),
        "protest": float(kind in ("Protests", "Riots")),
        "strategic": float(kind == "Strategic developments"),
        "displacement": float(kind == "Displacement"),
        "attributed": float(draft.status.attribution is not None),
        "country_only": float(place is not None and place.where_prec == 6),
        "killed": float(draft.fatalities is not None and draft.fatalities.best > 0),
        "deep": min(draft.depth, 6) / 6,
        f"sub_{draft.sub_event_type}": 1.0,
        f"sense_{sense}": 1.0,
        f"word_{draft.trigger.pos}_{draft.trigger.lemma}": 1.0,
        **{f"cue_{cue}": 1.0 for cue in draft.cues},
    }


def confidence(draft: Draft) -> float:
    """Chance from 0 to 1 that the event is right in type and place."""
    numbers = load_numbers()
    total = sum(numbers.get(name, 0.0) * value for name, value in features(draft).items())
    return round(1.0 / (1.0 + math.exp(-total)), 4)

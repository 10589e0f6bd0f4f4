"""How events look: one colour, shape and letter for each event type, the same on map, chart and list.

The colours are Okabe and Ito's eight, chosen to stay apart for colour-blind readers; shape and
letter say the same a second time, so no reader depends on colour alone.
"""

from __future__ import annotations

from typing import NamedTuple

from geoevents.ontology import EVENT_TYPES


class TypeStyle(NamedTuple):
    """The look of one event type."""

    name: str
    color: str  # of the symbol's body
    ink: str  # of the letter on it; at least 4.5 to 1 against ``color``
    shape: str  # "circle" for violence, "triangle" for crowds, "diamond" for the rest
    letter: str


_DARK, _LIGHT = "#10181f", "#ffffff"

TYPE_STYLES: dict[str, TypeStyle] = {
    style.name: style
    for style in (
        TypeStyle("Battles", "#d55e00", _DARK, "circle", "B"),
        TypeStyle("Explosions/Remote violence", "#e69f00", _DARK, "circle", "E"),
        TypeStyle("Violence against civilians", "#cc79a7", _DARK, "circle", "V"),
        TypeStyle("Protests", "#0072b2", _LIGHT, "triangle", "P"),
        TypeStyle("Riots", "#56b4e9", _DARK, "triangle", "R"),
        TypeStyle("Strategic developments", "#009e73", _DARK, "diamond", "S"),
        TypeStyle("Diplomacy", "#4d4d4d", _LIGHT, "diamond", "D"),
        TypeStyle("Displacement", "#f0e442", _DARK, "diamond", "F"),
    )
}
assert tuple(TYPE_STYLES) == tuple(EVENT_TYPES)

UNKNOWN_STYLE = TypeStyle("No type", "#9aa3aa", _DARK, "circle", "?")
ALL_STYLES: tuple[TypeStyle, ...] = (*TYPE_STYLES.values(), UNKNOWN_STYLE)
TYPE_INDEX: dict[str, int] = {style.name: index for index, style in enumerate(ALL_STYLES)}

PRECISION_WORDS: dict[int, str] = {
    1: "at this place",
    2: "near this place, up to 25 km",
    3: "in this district",
    4: "somewhere in this first-order division",
    5: "along a line or in a wider region",
    6: "somewhere in this country",
    7: "at sea or in the air",
}
AREA_WORDS: dict[int, str] = {4: "first-order division", 5: "region, river or road", 6: "country"}
DATE_PRECISION_WORDS: dict[int, str] = {
    1: "day known",
    2: "within two to six days",
    3: "week known",
    4: "month known",
    5: "within a year",
}
KIND_WORDS: dict[int, str] = {
    1: "state forces",
    2: "rebel group",
    3: "political militia",
    4: "identity militia",
    5: "rioters",
    6: "protesters",
    7: "civilians",
    8: "external or other forces",
}
STATUS_WORDS: dict[str, str] = {
    "actual": "took place",
    "attempted": "took place and failed",
    "planned": "planned",
    "threatened": "threatened",
    "denied": "denied",
    "hypothetical": "hypothetical",
    "historical": "told as history",
}


def style_of(event_type: str | None) -> TypeStyle:
    """The look of ``event_type``; grey with a question mark for none or an unknown one."""
    return TYPE_STYLES.get(event_type or "", UNKNOWN_STYLE)


def map_style() -> dict[str, object]:
    """What the map's script needs to draw symbols and legend; the index in ``types`` is the payload's code."""
    return {
        "types": [style._asdict() for style in TYPE_STYLES.values()] + [UNKNOWN_STYLE._asdict()],
        "precisions": {str(code): words for code, words in PRECISION_WORDS.items()},
        "areas": {str(code): words for code, words in AREA_WORDS.items()},
    }

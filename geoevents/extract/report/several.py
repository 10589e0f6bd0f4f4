"""Words that tell of several deeds at once: "separate attacks", "two bomb blasts", "raids on three villages"."""

from __future__ import annotations

import re

_DEEDS = (
    r"(?:attacks|bombings|bombs|blasts|explosions|strikes|air\s?strikes|raids|shootings|clashes|ambushes|assaults|killings|"
    r"incidents|operations|murders|gunfights|shoot-?outs|encounters)"
)
_SEVERAL = re.compile(
    rf"\b(?:separate|several|various|different|multiple|two|three|four|five|six|seven|eight|nine|ten|\d+|twin|double|"
    rf"(?:series|string|wave|spate)\s+of|coordinated|simultaneous)\s+(?:[\w-]+\s+){{0,3}}?{_DEEDS}\b|\b(?:in|by|of)\s+"
    rf"(?:[\w-]+\s+){{0,2}}?{_DEEDS}\s+(?:in|on|across|throughout)\s+(?!the\s+(?:city|town|village)\b)|"
    rf"\b{_DEEDS}\s+(?:in|across|on|throughout)\s+(?-i:[A-Z])[\w’'-]+\s+(?:[\w,-]+\s+){{0,6}}?(?:kill(?:ed|ing)?|left|leaving|claimed)\b|"
    r"\b(?:two|three|four|five|six|seven|eight|nine|ten|several|different|various|\d+)\s+(?:[\w-]+\s+){0,2}?"
    r"(?:villages|towns|cities|districts|provinces|states|communities|places|locations|neighbou?rhoods|areas|regions)\b|"
    r"\b(?:a\s+(?:series|string|wave|spate)\s+of|day\s+of)\s+(?:[\w-]+\s+)?(?:violence|attacks|bloodshed)\b|"
    r"\b(?:series|string|wave|spate)\s+of\s+(?:[\w-]+\s+){0,3}?(?:bombardments?|shelling|killings|violence)\b|"
    r"\bviolence\b[^.;]{0,40}?\b(?:across|around|throughout)\b",
    re.IGNORECASE,
)


def tells_of_several(text: str) -> bool:
    """Whether a sentence adds up several deeds, or one deed at several places."""
    return _SEVERAL.search(text) is not None

"""Violence that is spoken of as how things stand in a country, not as one happening."""

from __future__ import annotations

import re

from geoevents.extract.sentence.triggers import Trigger
from geoevents.model import Location, ParsedSentence
from geoevents.ontology import WherePrecision

_PLURAL = re.compile(r"(?:s|fighting|violence|unrest|combat|shelling|bombing|bombardment)$", re.IGNORECASE)
_SENSES = frozenset("clash assault airstrike strafe shelling missile strike bomb blast suicide grenade riot".split())
_SPOKEN_OF = re.compile(
    r"\b(?:amid|amidst|despite|marred by|beset by|because of|due to|in the face of|spoke (?:of|about)|against a|"
    r"end(?:ing)?|(?:surge|rise|increase|uptick|escalation) (?:in|of)|"
    r"(?:concerns?|worr\w+|alarm|fears?|outrage) (?:about|over|at|that)|"
    r"(?:ongoing|continu\w+|persistent|intensif\w+|escalating|renewed) (?:[\w-]+ ){0,2})\b",
    re.IGNORECASE,
)


def is_state_of_a_country(trigger: Trigger, sentence: ParsedSentence, location: Location | None) -> bool:
    """Whether a plural tells the state of a country: "amid fighting in Yemen", "a surge in drone attacks".

    Parameters
    ----------
    trigger : Trigger
        From the sentence.
    sentence : ParsedSentence
        Where it stands.
    location : Location or None
        Its place; anything finer than a country makes it a happening.
    """
    if location is None or location.where_prec != WherePrecision.COUNTRY or trigger.token is None:
        return False
    as_noun = trigger.pos == "noun" or sentence.tokens[trigger.token].dep in ("pobj", "dobj", "nsubj", "nsubjpass")
    if not as_noun or trigger.sense not in _SENSES or _PLURAL.search(trigger.text) is None:
        return False
    return _SPOKEN_OF.search(sentence.text[: trigger.end - sentence.start]) is not None

"""Who did it by what the rest of the report says: "the Taliban claimed responsibility", "blamed on ELN guerrillas"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from geoevents.extract.actors.names import ActorName
from geoevents.extract.actors.spots import spot_actors
from geoevents.model import ParsedSentence
from geoevents.ontology import ActorKind

_REACH = 12  # sentences behind a deed in which a report says who claimed it
_DEED = (
    r"(?:attacks?|bombings?|blasts?|explosions?|raids?|assaults?|ambush(?:es)?|shootings?|killings?|strikes?|murders?|"
    r"kidnappings?|abductions?|massacres?|violence|incidents?|it|them|both)"
)
_THE_DEED = rf"(?:for\s+|of\s+)?(?:(?:the|this|that|these|both|[A-Z]\w+day[’']s)\s+(?:[\w-]+\s+){{0,3}})?{_DEED}"
# the claimant stands before these words
_CLAIMED = re.compile(
    r"\b(?:claim(?:s|ed|ing)?|took|taken|takes|accepted|admitted)\s+(?:the\s+|full\s+)?(?:responsibility|credit)\b"
    r"(?!\s+for\s+(?!the\b|th[ei]se?\b|that\b|both\b|all\b|it\b|[A-Z][a-z]+day))|"
    r"\b(?:was|were|is)\s+(?:behind|responsible\s+for|(?:blamed|suspected)\s+(?:for|in|of\s+being\s+behind))\s+"
    r"(?:the|this|these|both|it)\b|"
    r"\b(?:is|are|was|were)\s+(?:believed|suspected|thought)\s+to\s+(?:have\s+carried\s+out|(?:be|have\s+been)\s+behind|"
    r"be\s+responsible\s+for)\s+(?:the|this|these|it)\b|"
    r"\bsaid\s+(?:it|they|its\s+(?:fighters|men|members|militants))\s+(?:had\s+)?(?:carried\s+out|staged|mounted|"
    r"conducted|was\s+behind|were\s+behind)\b"
)
_FOR_A_DEED = (
    rf"(?:for\s+(?:\w+ing\b|it\b|(?:an?|the|this|that|these)\s[^.;]{{0,40}}?{_DEED}\b)|"
    r"of\s+(?:carrying\s+out|being\s+behind|staging|launching|killing|attacking|planting|firing)\b)"
)
# and behind these
_BLAMED = re.compile(
    r"\bclaimed\s+by\s+|\bto\s+be\s+the\s+work\s+of\s+|"
    r"\b(?:attackers|raiders|assailants|gunmen|perpetrators|killers)\s+(?:were|are)\s+(?=[A-Z]|the\s+[A-Z]|from\s+the\s+|"
    r"members\s+of\s+)|\bclaim\s+of\s+responsibility\s+(?:from|by)\s+|"
    r"\bresponsibility\s+(?:\w+\s+){0,4}?claimed\s+by\s+|"
    rf"\b(?:blam(?:e[sd]?|ing)|pinn?(?:ed|ing)|attribut(?:e[sd]?|ing))\s+(?:{_THE_DEED}\s+)?(?:on|to)\s+|"
    rf"\b(?:blam(?:e[sd]?|ing)|accus(?:e[sd]?|ing))\s+(?=[^.;]{{3,60}}?\b{_FOR_A_DEED})|\bblaming\s+"
)
_NOBODY = re.compile(
    r"\b(?:no|not|nobody|none|neither|never|without|nor|yet\s+to|denied|denies|deny|denying|false(?:ly)?|if|whether|"
    r"past|previous(?:ly)?|similar|often|frequently|regularly|usually|last\s+(?:month|year)|earlier\s+this)\b",
    re.IGNORECASE,
)
# a claim of all that was told before
_OF_ALL = re.compile(
    r"\b(?:these|both|all|(?:string|series|wave)\s+of)\s+(?:[\w-]+\s+){0,2}?(?:attacks|assaults|bombings|blasts|explosions|killings|raids|"
    r"strikes|incidents)\b|\bthe\s+violence\s+was\s+claimed\b"
)
_WINDOW = 60  # characters in which a claimant stands beside the words that make it one
_KINDS = frozenset(
    {ActorKind.REBEL_GROUP, ActorKind.POLITICAL_MILITIA, ActorKind.IDENTITY_MILITIA, ActorKind.EXTERNAL_OR_OTHER}
)


def claims_responsibility(sentence: ParsedSentence, event_country: str | None) -> ActorName | None:
    """The armed group to which a sentence gives a deed told beside it; None where it gives it to nobody."""
    text = sentence.text
    for pattern, before in ((_CLAIMED, True), (_BLAMED, False)):
        match = pattern.search(text)
        if match is None:
            continue
        first = max(0, match.start() - 2 * _WINDOW) if before else match.end()
        stretch = text[first : match.start()] if before else text[first : first + _WINDOW]
        if _NOBODY.search(text[max(0, match.start() - _WINDOW) : match.start()]):
            continue
        named = [
            name
            for name in spot_actors(stretch, sentence.start + first, event_country)
            if name.is_named and name.group and name.kind in _KINDS
        ]
        if named:
            return named[-1] if before else named[0]
    return None


def claimant(
    own: int,
    last: int,
    others: Sequence[int],
    sentences: Sequence[ParsedSentence],
    end: int,
    event_country: str | None,
) -> ActorName | None:
    """Who claimed or is blamed for what is told in the sentences ``own`` to ``last``.

    Parameters
    ----------
    own, last : int
        Numbers of the first and the last sentence that tell of it.
    others : sequence of int
        Numbers of the sentences in which other happenings are told: a claim behind one of these is that one's.
    sentences : sequence of ParsedSentence
        Of the whole report.
    end : int
        Number of the sentence at which the part of the report ends in which it stands.
    event_country : str or None
        ISO 3166-1 alpha-2 of where it happened.
    """
    for number in range(own, min(end, last + _REACH)):
        between = any(own < other < number for other in others)
        if between and not _OF_ALL.search(sentences[number].text):
            continue
        found = claims_responsibility(sentences[number], event_country)
        if found is not None:
            return found
        if between:
            return None
    return None

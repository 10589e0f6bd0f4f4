"""What a protest is against: a deed told behind it in its sentence, done before it and mostly elsewhere."""

from __future__ import annotations

import re

_GROUND = re.compile(
    r"(?P<before>\b(?:(?:(?:hours|days?|weeks?|months?) )?(?:after|since)|following|because)\b[^,;]*)|"
    r"\b(?:over|about|against|to (?:demand|denounce|condemn|decry|protest|mourn|honou?r|remember|mark)|demanding|"
    r"denouncing|condemning|decrying|mourning)\b"
    r"(?:(?!,|;|\binvolving\b|\bamid\b|\bin (?:\w+ )?clashes|\band\s+(?:\w+ed|threw|set|burnt|beat|fought)\b).)*",
    re.IGNORECASE,
)
# What is done to the crowd itself is no ground of its protest: "marched until police fired tear gas at them".
_OF_THE_CROWD = re.compile(
    r"\b(?:protest\w*|demonstrat\w*|march(?:ed|ers?|es|ing)|rall(?:y|ies)|crowds?|them|strikers|"
    r"tear[- ]?gas\w*|water cannons?|dispers\w+)\b",
    re.IGNORECASE,
)
_OPENING = re.compile(r"to \w+|\w+")
_PROTESTING = re.compile(
    r"\b(?:protest(?:ed|ing)|demonstrat(?:ed|ing)|march(?:ed|ing)|rall(?:ied|ying)|took to the streets|"
    r"(?:protests?|demonstrations?|rall(?:y|ies)|march(?:es)?) (?:(?:\w+ ){0,2}?(?:erupted|broke out|flared|spread|"
    r"began|started|(?:was|were|been) (?:held|staged)|took place)|(?=over\b|after\b|following\b|about\b)))",
    re.IGNORECASE,
)


def _ground(text: str, end: int) -> tuple[int, int] | None:
    """Where the ground stands that a protest told up to ``end`` answers."""
    ground = _GROUND.search(text, end)
    if ground is None or ground.lastgroup == "before" and _OF_THE_CROWD.search(ground.group()):
        return None
    return ground.span()


def without_its_ground(text: str, end: int) -> str:
    """A sentence without what its protest is against: "marched in Lyon after police shot a boy".

    Parameters
    ----------
    text : str
        The sentence.
    end : int
        Where in it the word that tells the protest ends.
    """
    ground = _ground(text, end)
    return text if ground is None else f"{text[: ground[0]]}{text[ground[1] :]}"


def is_answered(text: str, start: int) -> bool:
    """Whether what is told at ``start`` of a sentence is the ground of a protest that it tells before."""
    told = [m.end() for m in _PROTESTING.finditer(text, 0, start)]
    ground = _ground(text, told[-1]) if told else None
    if ground is None:
        return False
    opening = _OPENING.match(text, ground[0])  # "marched to protest against the law": it is the march that protests
    return (opening.end() if opening else ground[0]) <= start < ground[1]

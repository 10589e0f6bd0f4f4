"""The candidates of one document as a table: what each is, how it bears its name, and how all lie to each other.

Nothing here depends on what the names are believed to mean; ``features.py`` adds that.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from geoevents.gazetteer.base import NameMatch
from geoevents.model import Mention, Place
from geoevents.resolve.arrays import Flags, Floats, Ints, distances
from geoevents.resolve.candidates import Sense
from geoevents.resolve.context import NameGroup, TextContext
from geoevents.resolve.kinds import kind_of
from geoevents.resolve.outlets import Home
from geoevents.resolve.pairs import Pairs, pairs_of
from geoevents.resolve.standing import foremost, group_voice, known_well, namesake_voices, takes_an_article, unlike
from geoevents.resolve.static_rows import static_rows

NEAR_CHARACTERS = 250.0


@dataclass(frozen=True)
class DocumentTable:
    """All candidates of a document as parallel arrays of length n, grouped by name."""

    places: tuple[Place, ...]
    senses: tuple[Sense, ...]
    group: Ints  # which name each row belongs to
    groups: int
    kind: Ints
    country: Ints  # -1 where a place has none
    admin1: Ints
    admin2: Ints
    static: Floats  # (n, static columns)
    closeness: Floats  # (groups, groups): 1 side by side, falling with the characters between
    links: dict[str, Flags]  # pattern the text has -> (groups, groups): row's name inside column's name
    literal: Flags  # (n,): some mention of the row's name means the place itself, not its government or people
    notable: Floats  # (n,): 1 for a place that reports on conflict name, in such a report; ``OWN`` for a user's own
    voice: Floats  # (n,): how much a candidate says about where others lie, 1 but for armies and namesakes of cities
    articled: Floats  # (n,): 1 for a water, mountain or region whose name is told with an article: "the Dnipro"
    overshadowed: (
        Floats  # (n,): 1 for a small place that bears a great city's name beside its own: Funkstown, "Jerusalem"
    )
    foremost: Floats  # (n,): 1 for a capital, three times as large as its namesakes, in a report on conflict
    conflict: bool  # whether the text tells of armed conflict
    unlike: Floats  # (n,): how far the spelling that led to a place is from the text's, 0 (the same) to 1

    @cached_property
    def pairs(self) -> Pairs:
        """How the rows lie to each other."""
        return pairs_of(self)

    @cached_property
    def distance(self) -> Floats:
        """Kilometres between all rows, shape (n, n)."""
        return distances(self.places)

    @cached_property
    def other(self) -> Flags:
        """Whether the column's row is of another name, shape (n, n)."""
        return np.asarray(self.group[:, None] != self.group[None, :])

    @cached_property
    def starts(self) -> Ints:
        """Where the rows of each name that has any begin; rows of one name stand together."""
        return np.flatnonzero(np.diff(self.group, prepend=-1))

    @cached_property
    def sizes(self) -> Ints:
        """How many rows each of these names has."""
        return np.diff(np.append(self.starts, len(self.group)))

    @property
    def is_alone(self) -> bool:
        """Whether only one name has candidates: then nothing in the table depends on any belief."""
        return bool(self.group[0] == self.group[-1])

    def group_max(self, values: Floats) -> Floats:
        """The highest value of each row's own name, spread over its rows."""
        return np.asarray(np.maximum.reduceat(values, self.starts).repeat(self.sizes))

    def group_min(self, values: Floats) -> Floats:
        """The lowest value of each row's own name, spread over its rows."""
        return np.asarray(np.minimum.reduceat(values, self.starts).repeat(self.sizes))

    def softmax(self, scores: Floats) -> Floats:
        """Belief: scores to probabilities that sum to 1 within each name."""
        weight = np.exp(scores - self.group_max(scores))
        belief: Floats = weight / np.bincount(self.group, weight)[self.group]
        return belief


def _ids(values: Sequence[tuple[str, ...] | None]) -> Ints:
    known: dict[tuple[str, ...], int] = {}
    return np.array([-1 if v is None else known.setdefault(v, len(known)) for v in values], dtype=np.int64)


def _closeness(groups: Sequence[NameGroup], mentions: Sequence[Mention]) -> Floats:
    """How near two names come in the text, shape (groups, groups), 0 to 1."""
    starts = [np.array([mentions[m].start for m in group.mentions], dtype=float) for group in groups]
    order = np.concatenate(starts)
    borders = np.cumsum([0, *(len(s) for s in starts)])[:-1]
    gaps = np.abs(order[:, None] - order[None, :])
    nearest = np.minimum.reduceat(np.minimum.reduceat(gaps, borders, axis=0), borders, axis=1)
    return np.asarray(np.exp(-nearest / NEAR_CHARACTERS))


def build_table(
    context: TextContext, senses: Sequence[Sequence[Sense]], mentions: Sequence[Mention], home: Home
) -> DocumentTable | None:
    """The table of one document; ``senses[g]`` are those of ``context.groups[g]``. None when all are empty."""
    flat: list[Sense] = []
    owner: list[int] = []
    static: list[list[float]] = []
    voices: list[float] = []
    names = len(context.groups)
    for position, (group, found) in enumerate(zip(context.groups, senses, strict=True)):
        if found:
            flat.extend(found)
            owner.extend([position] * len(found))
            static.extend(static_rows(group, found, mentions, home, names))
            voices.extend(namesake_voices(found))
    if not flat:
        return None
    places = tuple(sense.place for sense in flat)
    group_of = np.array(owner, dtype=np.int64)
    links: dict[str, Flags] = {}
    for link in context.links:
        inner, outer = context.group_of[link.inner], context.group_of[link.outer]
        if inner != outer:
            links.setdefault(link.pattern, np.zeros((names, names), dtype=bool))[inner, outer] = True
    return DocumentTable(
        places=places,
        senses=tuple(flat),
        group=group_of,
        groups=names,
        kind=np.array([int(kind_of(p)) for p in places], dtype=np.int64),
        country=_ids([(p.country,) if p.country else None for p in places]),
        admin1=_ids([(p.country, p.admin1_code) if p.country and p.admin1_code else None for p in places]),
        admin2=_ids(
            [
                (p.country, p.admin1_code or "", p.admin2_code or p.admin2 or "")
                if p.country and (p.admin2_code or p.admin2)
                else None
                for p in places
            ]
        ),
        static=np.array(static),
        closeness=_closeness(context.groups, mentions),
        links=links,
        literal=np.array([any(mentions[m].literal for m in context.groups[g].mentions) for g in owner]),
        notable=np.array([known_well(sense, context) for sense in flat]),
        voice=np.array(voices)
        * np.array([group_voice(context.groups[g], p, mentions) for p, g in zip(places, owner, strict=True)]),
        articled=np.array([takes_an_article(p, context.groups[g]) for p, g in zip(places, owner, strict=True)]),
        overshadowed=np.array([v < 1.0 and s.match is not NameMatch.NAME for v, s in zip(voices, flat, strict=True)])
        * 1.0,
        foremost=np.array([foremost(s, senses[g], context) for s, g in zip(flat, owner, strict=True)]),
        conflict=context.tells_conflict,
        unlike=np.array(
            [unlike(sense, mentions[context.groups[g].mentions[0]]) for sense, g in zip(flat, owner, strict=True)]
        ),
    )

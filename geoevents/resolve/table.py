"""The candidates of one document as a table: what each is, how it bears its name, and how all lie to each other.

Nothing here depends on what the names are believed to mean; ``features.py`` adds that.
"""

from __future__ import annotations

import unicodedata
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from geoevents.gazetteer.base import NameMatch
from geoevents.gazetteer.names import fold
from geoevents.geometry import EARTH_RADIUS_KM
from geoevents.model import Mention, Place
from geoevents.resolve.abbreviations import ShortForm
from geoevents.resolve.candidates import Sense, clean
from geoevents.resolve.context import NameGroup, TextContext
from geoevents.resolve.kinds import KIND_WORDS, Kind, kind_of
from geoevents.resolve.likeness import likeness
from geoevents.resolve.outlets import Home

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]

NEAR_KM = (30.0, 150.0, 600.0)
COMPANY_KM = (30.0, 100.0)
VAST_KM = 500.0  # seas, continents, deserts: nobody lives there, everybody knows them
REGION_KM = 350.0  # half the extent of the largest region that says where in a country something is
LOCAL_KM = 30.0  # half the extent of a region that is smaller than most divisions
NEAR_CHARACTERS = 250.0
_FORCES_VOICE = 0.25  # armies fight at home and abroad: their country is named, but less than by a place in it
_GOVERNMENT_VOICE = 0.2  # "Washington and Damascus held talks": no Damascus in Maryland
# "London" and "Delhi" told together are no two towns of Ontario because both stand there, too.
_NAMESAKE_VOICE = 0.2
_GREAT_CITY = 300_000  # people
_TIMES_SMALLER = 20.0
_TIMES_LARGER = 3.0  # than any namesake, from here on a capital is what the world means by the name
OWN = 3.0  # how much more than nothing a user's own place counts, where a notable one counts 1

STATIC_COLUMNS: tuple[str, ...] = (
    *(f"is_{kind.name.lower()}" for kind in Kind),
    "log_population",
    "no_population",
    "population_gap",
    "population_rank",
    "same_kind_rank",
    "main_name",
    "alternate_name",
    "fuzzy_name",
    "exact_name",
    "short_form",
    "demonym",
    "kind_word_dropped",
    "part_of_name",
    "inside_name",
    "kind_fits",
    "kind_clashes",
    "in_short_form",
    "outside_short_form",
    "home_country",
    "home_near",
    "home_known",
    "facility_mention",
    "rival_country",
    "rival_admin1",
    "vast",
    "log_candidates",
    "log_mentions",
    "log_names",
)


@lru_cache(maxsize=4_096)
def plain(name: str) -> str:
    """Lower case without diacritics, to compare recorded names of divisions."""
    decomposed = unicodedata.normalize("NFKD", name.casefold())
    return "".join(ch for ch in decomposed if not unicodedata.combining(ch))


def in_short_form(place: Place, meaning: ShortForm) -> bool:
    """Whether ``place`` lies in what a short form stands for."""
    if place.country != meaning.country or place.is_country:
        return False
    if meaning.division is None:
        return True
    return kind_of(place) is not Kind.ADM1 and plain(place.admin1 or "").startswith(plain(meaning.division))


STRONGEST = ("in_country", "in_admin1", "in_admin2", "in_region", "same_spot")  # the order of ``Pairs.strongest``
LINKS = ("comma", "list", "in", "before")


class Pairs(NamedTuple):
    """Relations of every row to every row of another name, shape (n, n); 0 within one name."""

    same_country: Floats
    same_admin1: Floats
    inside: Floats  # the column's place is the country or division that holds the row's
    nearness: tuple[Floats, ...]  # falling with the distance, one for each of NEAR_KM
    close: Floats  # names that stand near each other in the text
    strongest: Floats  # (len(STRONGEST), n, n): relations of which only the strongest counts
    links: dict[str, Floats]  # the text puts the row's name inside the column's, and it lies there; only those told
    link_town: Floats | None  # "X, Y" and "X in Y" where Y is a town nearby; None where the text tells none
    company: tuple[Floats, ...]  # (n,) each: share of names with any candidate near, one for each of COMPANY_KM


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
        return _pairs(self)

    @cached_property
    def distance(self) -> Floats:
        """Kilometres between all rows, shape (n, n)."""
        return _distances(self.places)

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


def _distances(places: Sequence[Place]) -> Floats:
    """Great-circle kilometres between all pairs, shape (n, n)."""
    lat = np.radians([place.lat for place in places])
    lon = np.radians([place.lon for place in places])
    points = np.stack([np.cos(lat) * np.cos(lon), np.cos(lat) * np.sin(lon), np.sin(lat)], axis=1)
    chord = np.sqrt(np.clip(2.0 - 2.0 * (points @ points.T), 0.0, 4.0))
    return np.asarray(2.0 * EARTH_RADIUS_KM * np.arcsin(np.clip(chord / 2.0, 0.0, 1.0)))


def _closeness(groups: Sequence[NameGroup], mentions: Sequence[Mention]) -> Floats:
    """How near two names come in the text, shape (groups, groups), 0 to 1."""
    starts = [np.array([mentions[m].start for m in group.mentions], dtype=float) for group in groups]
    order = np.concatenate(starts)
    borders = np.cumsum([0, *(len(s) for s in starts)])[:-1]
    gaps = np.abs(order[:, None] - order[None, :])
    nearest = np.minimum.reduceat(np.minimum.reduceat(gaps, borders, axis=0), borders, axis=1)
    return np.asarray(np.exp(-nearest / NEAR_CHARACTERS))


_ONE_HOT = {kind: tuple(1.0 if kind is each else 0.0 for each in Kind) for kind in Kind}


@lru_cache(maxsize=4_096)
def _log_population(people: int) -> float:
    return float(np.log10(people + 1.0))


def _static_rows(
    group: NameGroup, senses: Sequence[Sense], mentions: Sequence[Mention], home: Home, names: int
) -> list[list[float]]:
    populations = [_log_population(sense.place.population or 0) for sense in senses]
    most = max(populations)
    kinds = [kind_of(sense.place) for sense in senses]
    ascending = sorted(populations)
    of_kind = {kind: sorted(p for k, p in zip(kinds, populations, strict=True) if k is kind) for kind in set(kinds)}
    logs = [float(np.log(len(senses))), float(np.log(len(group.mentions))), float(np.log(names))]
    fitting: set[Kind] = set().union(*(KIND_WORDS[word] for word in group.kind_words)) if group.kind_words else set()
    is_facility = any(mentions[m].kind == "facility" for m in group.mentions)
    inside = [any(in_short_form(sense.place, meaning) for meaning in group.short_forms) for sense in senses]
    some_inside = any(inside)
    home_near = [_home_nearness(sense.place, home) for sense in senses]
    chief = {kind for kind, sense in zip(kinds, senses, strict=True) if sense.match is NameMatch.NAME and not sense.via}
    divisions = {
        (sense.place.country, sense.place.admin1_code)
        for kind, sense in zip(kinds, senses, strict=True)
        if kind is Kind.ADM1 and sense.match is NameMatch.NAME
    }
    written = {plain(mentions[m].text) for m in group.mentions}
    rows = []
    for at, sense in enumerate(senses):
        kind = kinds[at]
        population = populations[at]
        row = [
            *_ONE_HOT[kind],
            population,
            float(sense.place.population is None),
            population - most,
            float(min(len(senses) - bisect_right(ascending, population), 20)),
            float(len(of_kind[kind]) - bisect_right(of_kind[kind], population)),
            float(sense.match is NameMatch.NAME),
            float(sense.match is NameMatch.ALTERNATE),
            float(sense.match is NameMatch.FUZZY),
            float(plain(sense.place.name) in written),
            float(sense.match is NameMatch.ABBREVIATION or sense.via == "short form"),
            float(sense.via == "demonym"),
            float(sense.via == "kind word"),
            float(sense.via == "part"),
            float(sense.via == "inside"),
            float(kind in fitting),
            float(bool(fitting) and kind not in fitting),
            float(inside[at]),
            float(some_inside and not inside[at]),
            float(home.country is not None and sense.place.country == home.country),
            home_near[at],
            float(bool(home.places)),
            float(is_facility),
            float(Kind.COUNTRY in chief and kind is not Kind.COUNTRY),
            float(
                bool(divisions) and kind > Kind.ADM1 and (sense.place.country, sense.place.admin1_code) not in divisions
            ),
            float((sense.place.radius_km or 0.0) >= VAST_KM and kind is not Kind.COUNTRY),
            *logs,
        ]
        rows.append(row)
    return rows


def _home_nearness(place: Place, home: Home) -> float:
    """1 at the outlet's home town, falling over 150 km; 0 where home is a country or unknown."""
    towns = [p for p in home.places if not p.is_country]
    if not towns or place.is_country:
        return 0.0
    distances = _distances([place, *towns])[0, 1:]
    return float(np.exp(-distances.min() / 150.0))


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
            static.extend(_static_rows(group, found, mentions, home, names))
            voices.extend(_namesake_voices(found))
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
        notable=np.array([_known_well(sense, context) for sense in flat]),
        voice=np.array(voices)
        * np.array([_group_voice(context.groups[g], p, mentions) for p, g in zip(places, owner, strict=True)]),
        articled=np.array([_takes_an_article(p, context.groups[g]) for p, g in zip(places, owner, strict=True)]),
        overshadowed=np.array([v < 1.0 and s.match is not NameMatch.NAME for v, s in zip(voices, flat, strict=True)])
        * 1.0,
        foremost=np.array([_foremost(s, senses[g], context) for s, g in zip(flat, owner, strict=True)]),
        conflict=context.tells_conflict,
        unlike=np.array(
            [_unlike(sense, mentions[context.groups[g].mentions[0]]) for sense, g in zip(flat, owner, strict=True)]
        ),
    )


def _group_voice(group: NameGroup, place: Place, mentions: Sequence[Mention]) -> float:
    """How much a name says about where others lie: armies and governments are heard far from home."""
    if group.tells_forces:
        return _FORCES_VOICE
    speaks_afar = place.feature_code == "PPLC" and not any(mentions[m].literal for m in group.mentions)
    return _GOVERNMENT_VOICE if speaks_afar else 1.0


def _namesake_voices(senses: Sequence[Sense]) -> list[float]:
    """How much each candidate of one name says about where others lie: little, where it is a great city's namesake.

    Sets of cities that the whole world knows have namesakes side by side in Maine or Ohio by mere chance.
    """
    people = [
        sense.place.population or 0 if sense.place.is_populated and sense.match is not NameMatch.FUZZY else 0
        for sense in senses
    ]
    greatest = max(people)
    if greatest < _GREAT_CITY:
        return [1.0] * len(senses)
    return [
        _NAMESAKE_VOICE if sense.place.is_populated and count * _TIMES_SMALLER < greatest else 1.0
        for sense, count in zip(senses, people, strict=True)
    ]


def _foremost(sense: Sense, rivals: Sequence[Sense], context: TextContext) -> float:
    """1 in reports on conflict for a capital of that very name, several times as large as any other bearer; else 0."""
    place, people = sense.place, sense.place.population or 0
    is_capital = place.feature_code == "PPLC" and sense.match is NameMatch.NAME and not sense.via
    if not (context.tells_conflict and is_capital):
        return 0.0
    towns = [r.place.population or 0 for r in rivals if r.place.place_id != place.place_id and r.place.is_populated]
    return float(all(people >= _TIMES_LARGER * count for count in towns))


def _takes_an_article(place: Place, group: NameGroup) -> float:
    """1 for waters, mountains and regions whose name the text tells with an article, else 0."""
    return float(group.has_article and kind_of(place) in (Kind.WATER, Kind.TERRAIN, Kind.AREA))


def _unlike(sense: Sense, mention: Mention) -> float:
    """1 less the likeness of a merely similar spelling; 0 for a recorded name."""
    if sense.match is not NameMatch.FUZZY:
        return 0.0
    return 1.0 - likeness(fold(clean(mention.text)), fold(sense.form))


def _known_well(sense: Sense, context: TextContext) -> float:
    """How much a place counts beyond what its columns say: one that the user added most, whatever the text is about."""
    if sense.place.own and not sense.via and sense.match is not NameMatch.FUZZY:
        return OWN
    return float(context.tells_conflict and _is_notable(sense))


def _is_notable(sense: Sense) -> bool:
    place = sense.place
    if not place.notable or sense.via or sense.match is NameMatch.FUZZY:
        return False
    if kind_of(place) in (Kind.AREA, Kind.TERRAIN):  # large ones often double a division of their name
        return (place.radius_km or 0.0) <= LOCAL_KM
    return place.is_populated or kind_of(place) is Kind.FACILITY


def _pairs(table: DocumentTable) -> Pairs:
    kind, other = table.kind, table.other
    is_country, is_admin1 = kind == Kind.COUNTRY, kind == Kind.ADM1
    is_admin2 = (kind == Kind.ADM2) | (kind == Kind.ADM_LOW)
    below_admin1 = ~is_country & ~is_admin1

    def same(ids: Ints) -> Flags:
        return np.asarray((ids[:, None] == ids[None, :]) & (ids[:, None] >= 0) & other)

    same_country, same_admin1 = same(table.country), same(table.admin1)
    in_country = same_country & is_country[None, :] & ~is_country[:, None]
    in_admin1 = same_admin1 & is_admin1[None, :] & below_admin1[:, None]
    in_admin2 = same(table.admin2) & is_admin2[None, :] & (below_admin1 & (kind != Kind.ADM2))[:, None]
    # The point of a country or a continent says nothing about what is near.
    pointlike = ~is_country & (kind != Kind.AREA)
    points = other & pointlike[:, None] & pointlike[None, :]
    by_group = (table.group[:, None], table.group[None, :])
    in_region = other & pointlike[:, None] & (table.distance <= _reach(table)[None, :])
    inside = in_country | in_admin1 | in_admin2
    near = {km: np.where(points, np.exp(-table.distance / km), 0.0) for km in {*NEAR_KM, *COMPANY_KM}}
    links = {pattern: flags[by_group] for pattern, flags in table.links.items()}
    towns = [links[pattern] for pattern in ("comma", "in") if pattern in links]
    return Pairs(
        same_country=same_country.astype(float),
        same_admin1=same_admin1.astype(float),
        inside=inside.astype(float),
        nearness=tuple(near[km] for km in NEAR_KM),
        close=np.where(other, table.closeness[by_group], 0.0),
        strongest=np.stack([in_country, in_admin1, in_admin2, in_region, points & (table.distance < 1.0)]).astype(
            float
        ),
        links={pattern: ((inside | in_region) & flags).astype(float) for pattern, flags in links.items()},
        link_town=np.logical_or.reduce(towns) * near[NEAR_KM[0]] if towns else None,
        company=tuple(_company(table, near[km]) for km in COMPANY_KM),
    )


def _reach(table: DocumentTable) -> Floats:
    """How far from its point each row's place holds others, in km, shape (n,): -1 for all but regions as Donbas."""
    radii = [
        place.radius_km or 0.0 if kind == Kind.AREA else 0.0
        for place, kind in zip(table.places, table.kind.tolist(), strict=True)
    ]
    reach = np.array(radii)
    return np.where((reach > 0) & (reach <= REGION_KM), reach, -1.0)


def _company(table: DocumentTable, near: Floats) -> Floats:
    """How well the other names could all lie near each candidate, whatever they are believed to mean.

    The share of names with any candidate close by; rare names count more, for a name like Springfield has one
    nearly everywhere.
    """
    best = np.maximum.reduceat(near * table.voice, table.starts, axis=1)  # (n, names with candidates)
    rarity = 1.0 / (1.0 + np.log(table.sizes))
    share: Floats = (best * rarity).sum(axis=1) / rarity.sum()
    return share

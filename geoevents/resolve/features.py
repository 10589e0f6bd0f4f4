"""The numbers the ranker sees: one row for each candidate of each name of a document.

Columns are of three sorts: what the candidate is, how it bears the name, and how it fits the document's
other places. The last sort depends on what those others are believed to be, so it is computed anew in
each pass from ``belief``, the probability of every row being its name's referent.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from geoevents.gazetteer.base import NameMatch
from geoevents.geometry import EARTH_RADIUS_KM
from geoevents.model import Mention, Place
from geoevents.resolve.abbreviations import ShortForm
from geoevents.resolve.candidates import Sense
from geoevents.resolve.context import NameGroup, TextContext
from geoevents.resolve.kinds import KIND_WORDS, Kind, kind_of
from geoevents.resolve.outlets import Home

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]

NEAR_KM = (30.0, 150.0, 600.0)
NEAR_CHARACTERS = 250.0

_STATIC = (
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
    "log_candidates",
    "log_mentions",
    "log_names",
)
_CONTEXT = (
    "country_share",
    "country_named",
    "admin1_share",
    "admin1_named",
    "admin2_named",
    "country_gap",
    "near_30",
    "near_150",
    "near_600",
    "near_150_gap",
    "close_country",
    "close_admin1",
    "close_near",
    "close_gap",
    "link_comma",
    "link_list",
    "link_in",
    "link_before",
    "link_town",
    "link_missed",
    "holds_others",
    "same_spot",
    "any_30",
    "any_100",
    "any_gap",
)
COLUMNS: tuple[str, ...] = (*_STATIC, *_CONTEXT)
INDEX = {name: position for position, name in enumerate(COLUMNS)}


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
    distance: Floats  # (n, n) km
    other: Flags  # (n, n): of another name
    static: Floats  # (n, static columns)
    closeness: Floats  # (groups, groups): 1 side by side, falling with the characters between
    links: dict[str, Flags]  # pattern -> (groups, groups): row's name inside column's name

    def group_max(self, values: Floats) -> Floats:
        """The highest value of each row's own name, spread over its rows."""
        best = np.full(self.groups, -np.inf)
        np.maximum.at(best, self.group, values)
        spread: Floats = best[self.group]
        return spread

    def softmax(self, scores: Floats) -> Floats:
        """Belief: scores to probabilities that sum to 1 within each name."""
        weight = np.exp(scores - self.group_max(scores))
        total = np.zeros(self.groups)
        np.add.at(total, self.group, weight)
        belief: Floats = weight / total[self.group]
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


def _static_rows(
    group: NameGroup, senses: Sequence[Sense], mentions: Sequence[Mention], home: Home, names: int
) -> list[list[float]]:
    populations = [np.log10((sense.place.population or 0) + 1.0) for sense in senses]
    most = max(populations)
    kinds = [kind_of(sense.place) for sense in senses]
    fitting: set[Kind] = set().union(*(KIND_WORDS[word] for word in group.kind_words)) if group.kind_words else set()
    is_facility = any(mentions[m].kind == "facility" for m in group.mentions)
    inside = [any(in_short_form(sense.place, meaning) for meaning in group.short_forms) for sense in senses]
    home_near = [_home_nearness(sense.place, home) for sense in senses]
    written = {plain(mentions[m].text) for m in group.mentions}
    rows = []
    for at, sense in enumerate(senses):
        kind = kinds[at]
        row = [1.0 if kind is each else 0.0 for each in Kind]
        better = sum(p > populations[at] for p in populations)
        row += [
            populations[at],
            float(sense.place.population is None),
            populations[at] - most,
            float(min(better, 20)),
            float(sum(k is kind and p > populations[at] for k, p in zip(kinds, populations, strict=True))),
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
            float(any(inside) and not inside[at]),
            float(home.country is not None and sense.place.country == home.country),
            home_near[at],
            float(bool(home.places)),
            float(is_facility),
            float(np.log(len(senses))),
            float(np.log(len(group.mentions))),
            float(np.log(names)),
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
    names = len(context.groups)
    for position, (group, found) in enumerate(zip(context.groups, senses, strict=True)):
        if found:
            flat.extend(found)
            owner.extend([position] * len(found))
            static.extend(_static_rows(group, found, mentions, home, names))
    if not flat:
        return None
    places = tuple(sense.place for sense in flat)
    group_of = np.array(owner, dtype=np.int64)
    links = {pattern: np.zeros((names, names), dtype=bool) for pattern in ("comma", "list", "in", "before")}
    for link in context.links:
        inner, outer = context.group_of[link.inner], context.group_of[link.outer]
        if inner != outer:
            links[link.pattern][inner, outer] = True
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
        distance=_distances(places),
        other=group_of[:, None] != group_of[None, :],
        static=np.array(static),
        closeness=_closeness(context.groups, mentions),
        links=links,
    )


def _company(table: DocumentTable, pointlike: Floats, km: float) -> Floats:
    """How well the other names could all lie near each candidate, whatever they are believed to mean.

    The share of names with any candidate close by; rare names count more, for a name like Springfield has one
    nearly everywhere.
    """
    near = np.where(table.other, np.exp(-table.distance / km) * pointlike[None, :] * pointlike[:, None], 0.0)
    starts = np.flatnonzero(np.diff(table.group, prepend=-1))
    best = np.maximum.reduceat(near, starts, axis=1)  # (n, names with candidates)
    sizes = np.diff(np.append(starts, len(table.group)))
    rarity = 1.0 / (1.0 + np.log(sizes))
    share: Floats = (best * rarity).sum(axis=1) / rarity.sum()
    return share


def feature_rows(table: DocumentTable, belief: Floats) -> Floats:
    """All columns, shape (n, columns), given what each name is believed to mean (shape (n,))."""
    weight = np.where(table.other, belief[None, :], 0.0)  # (n, n): belief in rows of other names
    names = max(1, table.groups - 1)
    kind = table.kind
    is_country = kind == Kind.COUNTRY
    is_admin1 = kind == Kind.ADM1
    same_country = (table.country[:, None] == table.country[None, :]) & (table.country[:, None] >= 0)
    same_admin1 = (table.admin1[:, None] == table.admin1[None, :]) & (table.admin1[:, None] >= 0)
    same_admin2 = (table.admin2[:, None] == table.admin2[None, :]) & (table.admin2[:, None] >= 0)
    below_admin1 = ~is_country & ~is_admin1
    is_admin2 = (kind == Kind.ADM2) | (kind == Kind.ADM_LOW)
    in_country = same_country & is_country[None, :] & ~is_country[:, None]
    in_admin1 = same_admin1 & is_admin1[None, :] & below_admin1[:, None]
    in_admin2 = same_admin2 & is_admin2[None, :] & (below_admin1 & (kind != Kind.ADM2))[:, None]
    inside = in_country | in_admin1 | in_admin2
    pointlike = (~is_country & (kind != Kind.AREA)).astype(float)
    nearness = weight * pointlike[None, :] * pointlike[:, None]

    close = table.closeness[table.group[:, None], table.group[None, :]]
    linked = {name: flags[table.group[:, None], table.group[None, :]] for name, flags in table.links.items()}
    close_weight = weight * close

    country_share = (weight * same_country).sum(axis=1) / names
    near = [(nearness * np.exp(-table.distance / km)).sum(axis=1) / names for km in NEAR_KM]
    close_near = (nearness * close * np.exp(-table.distance / NEAR_KM[1])).max(axis=1, initial=0.0)
    close_country = (close_weight * same_country).sum(axis=1) / np.maximum(close_weight.sum(axis=1), 1e-9)
    comma = (weight * inside * linked["comma"]).max(axis=1, initial=0.0)
    listed = (weight * inside * linked["list"]).max(axis=1, initial=0.0)
    within = (weight * inside * linked["in"]).max(axis=1, initial=0.0)
    before = (weight * inside * linked["before"]).max(axis=1, initial=0.0)
    town = (nearness * (linked["comma"] | linked["in"]) * np.exp(-table.distance / NEAR_KM[0])).max(axis=1, initial=0.0)
    any_100 = _company(table, pointlike, 100.0)
    explicit = np.maximum.reduce([comma, listed, within, before])
    context = [
        country_share,
        (weight * in_country).max(axis=1, initial=0.0),
        (weight * same_admin1).sum(axis=1) / names,
        (weight * in_admin1).max(axis=1, initial=0.0),
        (weight * in_admin2).max(axis=1, initial=0.0),
        country_share - table.group_max(country_share),
        *near,
        near[1] - table.group_max(near[1]),
        close_country,
        (close_weight * same_admin1).sum(axis=1),
        close_near,
        close_near - table.group_max(close_near),
        comma,
        listed,
        within,
        before,
        town,
        table.group_max(explicit) - explicit,
        (weight * inside.T).sum(axis=1) / names,
        (nearness * (table.distance < 1.0)).max(axis=1, initial=0.0),
        _company(table, pointlike, 30.0),
        any_100,
        any_100 - table.group_max(any_100),
    ]
    return np.hstack([table.static, np.stack(context, axis=1)])

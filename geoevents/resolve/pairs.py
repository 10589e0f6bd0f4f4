"""How the candidates of different names lie to each other: in one country, one inside the other, near."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from geoevents.resolve.arrays import Flags, Floats, Ints
from geoevents.resolve.kinds import Kind

if TYPE_CHECKING:  # the table asks this module for its pairs
    from geoevents.resolve.table import DocumentTable

NEAR_KM = (30.0, 150.0, 600.0)
COMPANY_KM = (30.0, 100.0)
REGION_KM = 350.0  # half the extent of the largest region that says where in a country something is
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


def pairs_of(table: DocumentTable) -> Pairs:
    """All relations between the rows of a table."""
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

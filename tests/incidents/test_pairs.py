from __future__ import annotations

from datetime import timedelta

import numpy as np
import pytest
from told import DAY, features, spot, told

from geoevents.incidents.blocks import blocks_of, count_blocks, joined, judge_block
from geoevents.incidents.evidence import impossible, judge
from geoevents.incidents.features import Features
from geoevents.incidents.pairs import LEVELS, candidate_pairs, is_broad, is_dated, level_of, owner_of
from geoevents.ontology import WherePrecision

NO_COPIES = np.zeros(0, dtype=np.uint64)
SUBS = ("Armed clash", "Attack", "Air/drone strike", "Peaceful protest", "Agreement")


def crowd(number: int, seed: int = 5, days: int = 20) -> Features:
    """Events around a few towns, some of them at the antimeridian and near a pole, some known to an area only."""
    random = np.random.default_rng(seed)
    towns = [(10.0, 20.0), (10.3, 20.4), (-17.0, 179.9), (-17.0, -179.9), (78.2, 15.6), (78.25, 17.0), (0.01, 0.01)]
    reports = []
    for i in range(number):
        lat, lon = towns[random.integers(len(towns))]
        lat, lon = lat + random.normal(0, 0.2), (lon + random.normal(0, 0.3) + 180) % 360 - 180
        radius = float(random.choice([2.0, 8.0, 12.0, 20.0, 26.0, 40.0, 54.0, 70.0]))
        area = random.random() < 0.15
        place = spot(
            f"town {i % 9}", lat, lon, radius_km=150.0 if area else radius, country="SY" if lon > 0 else "FJ",
            where_prec=WherePrecision.ADMIN1 if area else WherePrecision.EXACT, feature_code="ADM1" if area else "PPL",
        )  # fmt: skip
        day = DAY + timedelta(days=int(random.integers(days)))
        reports.append(
            told(
                f"Report {i}.",
                sub=SUBS[random.integers(len(SUBS))],
                day=day,
                last=day + timedelta(days=int(random.choice([0, 0, 0, 1, 3, 12, 40]))),
                where=place,
                dead=int(random.integers(6)) if random.random() < 0.5 else None,
            )  # fmt: skip
        )
    return features(*reports)


def all_pairs(found: Features) -> set[tuple[int, int]]:
    """By comparing everything with everything: what may be one incident and can be looked for by place."""
    i, j = np.triu_indices(len(found), 1)
    points, broad = level_of(found) >= 0, is_broad(found)
    same_country = found.country[i] == found.country[j]
    sought = (points[i] & points[j]) | (
        (broad[i] | broad[j]) & (points | broad)[i] & (points | broad)[j] & same_country
    )
    kept = sought & ~impossible(found.take(i), found.take(j))
    return set(zip(i[kept].tolist(), j[kept].tolist(), strict=True))


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_no_possible_pair_is_lost_in_the_grid(seed: int) -> None:
    found = crowd(300, seed)
    i, j = candidate_pairs(found)
    pairs = list(zip(i.tolist(), j.tolist(), strict=True))
    assert 100 < len(all_pairs(found)) and all_pairs(found) <= set(pairs)
    assert len(pairs) == len(set(pairs)) and pairs == sorted(pairs)
    assert len(pairs) < 0.2 * 300 * 299 / 2  # far from all with all


def test_cells_are_as_large_as_two_events_can_lie_apart() -> None:
    for radius, degrees in LEVELS:
        assert degrees * 111.19 >= 2 * radius + 2


@pytest.mark.parametrize("size", [10, 40, 1000])
def test_blocks_judge_every_pair_exactly_once_and_alike(size: int) -> None:
    found = crowd(300)
    i, j = candidate_pairs(found)
    score = judge(found.take(i), found.take(j), np.zeros(len(i), dtype=bool))
    expected = {
        (a, b): round(s, 9) for a, b, s in zip(i.tolist(), j.tolist(), score.tolist(), strict=True) if s >= 0.12
    }
    parts = [judge_block(block) for block in blocks_of(found, NO_COPIES, size=size)]
    assert sum(len(part.i) for part in parts) == len(expected)
    whole = joined(parts)
    assert {
        (a, b): round(s, 9) for a, b, s in zip(whole.i.tolist(), whole.j.tolist(), whole.score.tolist(), strict=True)
    } == expected
    assert len(parts) == count_blocks(found, size=size)
    assert len(parts) > 1 or size == 1000


def test_one_event_of_a_pair_answers_for_it_whichever_comes_first() -> None:
    found = crowd(60)
    i, j = np.triu_indices(60, 1)
    assert (owner_of(found, i, j) == owner_of(found, j, i)).all()


def test_events_of_a_year_are_not_compared_by_their_days() -> None:
    found = features(told("A.", last=DAY + timedelta(days=300)), told("B."))
    assert is_dated(found).tolist() == [False, True]
    assert len(candidate_pairs(found)[0]) == 0


def test_nothing_to_compare_gives_no_pairs_and_no_blocks() -> None:
    none = Features.joined([])
    assert len(candidate_pairs(none)[0]) == 0
    assert list(blocks_of(none, NO_COPIES)) == []

from __future__ import annotations

import numpy as np

from geoevents.incidents.cluster import Decisions, Links, groups_of


def links(**scores: float) -> Links:
    """``ab=0.9``: rows 0 and 1 with that score."""
    pairs = sorted((ord(name[0]) - 97, ord(name[1]) - 97, score) for name, score in scores.items())
    i, j, score = (np.array(column) for column in zip(*pairs, strict=True)) if pairs else ([], [], [])
    return Links(np.asarray(i, dtype=np.int64), np.asarray(j, dtype=np.int64), np.asarray(score, dtype=float))


def test_three_that_agree_are_one() -> None:
    assert groups_of(links(ab=0.9, bc=0.8, ac=0.6)) == [[0, 1, 2]]


def test_a_chain_of_look_alikes_does_not_become_one() -> None:
    assert groups_of(links(ab=0.9, bc=0.8)) == [[0, 1]]


def test_the_surest_pair_goes_first() -> None:
    assert groups_of(links(ab=0.6, bc=0.8)) == [[1, 2]]


def test_a_weak_pair_is_carried_by_the_sure_ones_around_it() -> None:
    assert groups_of(links(ab=0.9, bc=0.9, ac=0.2)) == [[0, 1, 2]]
    assert groups_of(links(ab=0.9, bc=0.6, ac=0.2)) == [[0, 1]]


def test_two_incidents_of_one_report_stay_apart_in_its_copy() -> None:
    # a and b are of one report, c and d the same two in a copy
    assert groups_of(links(ac=0.99, bd=0.99)) == [[0, 2], [1, 3]]


def test_what_a_person_parted_is_not_joined() -> None:
    apart = Decisions(apart=frozenset({(0, 1)}))
    assert groups_of(links(ab=0.99), apart) == []
    assert groups_of(links(ab=0.9, bc=0.8, ac=0.6), apart) == [[1, 2]]


def test_what_a_person_joined_is_joined_without_any_evidence() -> None:
    assert groups_of(links(), Decisions(together=frozenset({(3, 7)}))) == [[3, 7]]


def test_a_third_that_agrees_with_one_of_those_joined_by_hand_comes_along() -> None:
    assert groups_of(links(bc=0.9), Decisions(together=frozenset({(0, 1)}))) == [[0, 1, 2]]


def test_nothing_gives_nothing() -> None:
    assert groups_of(links()) == []

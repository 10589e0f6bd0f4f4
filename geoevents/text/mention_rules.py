"""The rules that tell place names from other names without any learned weights."""

from __future__ import annotations

import math
import re

import numpy as np
import numpy.typing as npt

from geoevents.text.mention_features import COLUMNS, WORD_SLOTS, FeatureRows
from geoevents.text.placewords import CAPTURE_VERBS

_AT = {name: i for i, name in enumerate(COLUMNS)}
# What is done to towns and hardly to persons: "Madaya was shelled".
_SUFFERED = frozenset("shelled bombed bombarded besieged recaptured retaken overrun pounded encircled stormed".split())
_ARTICLE_INSIDE = re.compile(r"\w.* (?:al|el|a[dnrstz]|ash|e[dnrstz]|esh|ul) - \w")
# What armed people do to towns in running text, though a name be a common word too: "M23 took Sake".
_RAIDED = CAPTURE_VERBS | frozenset(
    "took taken raided attacked entered burned burnt torched ransacked looted invaded occupied retaken".split()
)
_RUNNING_TEXT = 0.5  # at most this share of the sentence's words has a capital
_ARTICLE_FIRST = re.compile(r"(?:al|el|a[dnrstz]|ash|e[dnrstz]|esh|ul) - \w+$")
_SETTLEMENT = 3  # among the classes of generic terms
_PLACE_LABELS = (1, 2, 3)  # a country or town, land or water, a building
_COMMON = 0.9  # share of small letters from which a word is a common one
SURE_SCORE = 0.6  # at least, for what the wording marks as a place
PLAIN_SCORE = 0.95  # the same, where the wording says as surely what the name's extent is
WHOLE_SCORE = 0.99  # above that of either half
# Shifts in log-odds, one for each thing that a row may tell.
_START = -3.2


def rule_scores(features: FeatureRows) -> npt.NDArray[np.float64]:
    """A score between 0 and 1 for each row."""
    return np.asarray([1.0 / (1.0 + math.exp(-_log_odds(row))) for row in features.rows])


def sure_places(features: FeatureRows) -> npt.NDArray[np.float64]:
    """The least score of each row that the wording itself marks as a place, whatever else a filter thinks; else 0.

    A name in a list that a term opens ("the villages of A, B and C"), the known name that they "shelled" or
    "recaptured", that "was shelled" or that a "bombardment on" hit, the ends of a way ("the Kabul-Kandahar
    highway"), what stands after a politician's party, and the known Arabic name with its
    article inside ("hit Deir ez-Zor"), which a language model takes for a person: peace-time news, on which a filter
    is trained, hardly has these. A country or division that is called by two names ("Bosnia and Herzegovina") is one.
    """
    slots = [WORD_SLOTS.index(slot) for slot in ("before", "name", "after", "after2")]
    sure = [
        _is_sure(row, *(words[slot] for slot in slots))
        for row, words in zip(features.rows, features.words, strict=True)
    ]
    plain = np.asarray([row[_AT["pair_of_ends"]] or row[_AT["after_party"]] for row in features.rows]) > 0
    told = np.where(sure, np.where(plain, PLAIN_SCORE, SURE_SCORE), 0.0)
    double = [_is_double_name(row, words[slots[1]]) for row, words in zip(features.rows, features.words, strict=True)]
    return np.where(double, WHOLE_SCORE, told)


def _is_double_name(row: list[float], name: str) -> bool:
    """Whether it is the full name of one country or division that an "and" joins: "Jammu and Kashmir"."""
    land = row[_AT["country"]] or row[_AT["admin1"]]
    return bool(" and " in name and row[_AT["in_gazetteer"]] and land and row[_AT["match"]] >= 2)


def _is_sure(row: list[float], before: str, name: str, after: str, after2: str) -> bool:
    def of(name: str) -> float:
        return row[_AT[name]]

    if of("pair_of_ends"):
        return bool((of("in_gazetteer") and of("match") >= 2) or of("demonym"))
    if of("after_party") and not of("demonym"):
        return bool(of("whole_run") or of("in_gazetteer")) and not of("gazetteer_wider")
    if of("list_of_places") == 2 and of("settlement_before") and _ARTICLE_FIRST.match(name):
        return not of("words_right_in_run")  # "the town of al-Wafa": its small letter opens no run
    if int(of("of_after_generic")) == _SETTLEMENT and of("term_beside") and of("in_gazetteer") and of("match") >= 2:
        return not of("words_right_in_run") and not of("gazetteer_wider")  # "Rebels Seize Town Of Sake In Congo"
    if not of("whole_run") or of("form_is_surname") or of("is_given_name"):
        return False
    if of("words") > 1 and of("lower_share_min") > _COMMON and of("match") >= 2 and int(of("label")) in _PLACE_LABELS:
        return True  # a known name of common words that the model calls a place: "the Line of Control"
    if of("demonym"):  # "Indian and Pakistani troops"
        return not (of("after_title") or of("after_given_name") or of("after_party"))
    told = of("after_attack_verb") or of("after_place_preposition") or before == "on"
    if told and of("match") >= 2 and _ARTICLE_INSIDE.match(name):
        return not of("words_left_in_run") and not of("after_given_name") and not of("after_title")
    if before in _RAIDED and of("populated") and of("match") >= 2 and of("capital_share") < _RUNNING_TEXT:
        return not (of("words_left_in_run") or of("words_right_in_run") or of("after_title") or of("is_calendar"))
    if of("lower_share_max") > 0.4 or of("lower_share_min") > 0.36 or of("words_left_in_run") or of("after_title"):
        return False
    if of("list_of_places") == 2:
        return int(of("generic_last")) != 7
    suffered = after in ("was", "were") and after2 in _SUFFERED and not of("words_right_in_run")
    hit = before in CAPTURE_VERBS or of("after_attack_noun") or suffered
    return bool(of("in_gazetteer") and of("match") >= 2 and hit)


def _log_odds(row: list[float]) -> float:
    def of(name: str) -> float:
        return row[_AT[name]]

    if of("demonym"):
        return 2.0 if not of("words_right_in_run") or not of("after_given_name") else 0.0
    if of("after_title") or (of("after_given_name") and not of("before_comma")) or of("is_calendar"):
        return -3.0
    odds = _START + _name_evidence(row) + _context_evidence(row)
    if of("model_ran"):
        label, wider = int(of("label")), int(of("label_wider"))
        odds += {0: 0.0, 1: 3.4, 2: 3.0, 3: 2.4, 4: -0.5, 5: -1.6, 6: -2.2}.get(label, -0.8)
        odds += {1: -1.5, 2: -1.5, 3: -1.5, 5: -0.4, 6: -2.5}.get(wider, -0.3 if wider else 0.0)
        odds -= 1.5 * of("label_inside_place") * (not of("generic_last"))
        odds += 1.2 * of("form_place_labels") - 1.5 * of("form_person_labels")
    return odds


def _name_evidence(row: list[float]) -> float:
    def of(name: str) -> float:
        return row[_AT[name]]

    odds = 0.0
    if of("in_gazetteer"):
        odds += 0.4 + 0.32 * min(of("population_log"), 6.5) + 2.0 * of("country") + 1.3 * of("admin1")
        odds += 0.35 * (of("match") - 2) + 0.5 * (of("words") > 1) + 0.4 * (of("country_support") > 0.2)
    generic = int(of("generic_last"))
    if of("words") > 1 and of("words_left_in_run") == 0:
        odds += {1: 4.0, 2: 3.6, 3: 1.4, 4: 3.6, 5: 2.6, 6: 2.8, 7: -2.5}.get(generic, 0.0)
    odds += 1.2 * (of("generic_first") > 0 and of("words") > 1)
    common = of("lower_share_max") if of("words") == 1 else of("lower_share_min")
    odds -= 4.5 * max(0.0, common - 0.45)
    odds -= 1.0 * (of("words") > 4) + 2.2 * (of("gazetteer_wider") > 0)
    return odds


def _context_evidence(row: list[float]) -> float:
    def of(name: str) -> float:
        return row[_AT[name]]

    odds = 1.5 * of("after_place_preposition") + 0.5 * of("after_other_preposition")
    odds += 1.0 * of("settlement_before") + 0.9 * (of("place_after_comma") == 2) + 0.5 * (of("place_before_comma") > 0)
    odds -= 2.0 * of("form_is_surname") + 1.2 * of("is_given_name") + 0.7 * of("after_article")
    odds += 0.5 * of("form_after_preposition") + 1.5 * (of("term_beside") > 0) + 0.9 * of("list_of_places")
    odds += 1.0 * ((of("after_attack_verb") > 0 or of("after_attack_noun") > 0) and of("in_gazetteer") > 0)
    odds += 3.0 * of("pair_of_ends") + 3.0 * of("after_party") + 0.8 * of("after_person_of")
    if of("words_left_in_run") and not of("generic_before"):
        odds -= 1.6
    if of("words_right_in_run"):
        # "Edmonton Police", "Aleppo Media Centre" hold a place; "Park Street" holds none
        odds += 1.4 if 7 in (of("generic_after"), of("run_last_generic")) or of("run_last_generic") == 6 else -1.2
    if of("generic_after") and not of("words_right_in_run"):
        odds += 0.3
    return odds

"""Names in a list of places: "shelled Bannu, Tank and Wana" has three towns, though one is a common word."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from geoevents.text.mention_features import COLUMNS, FeatureRows
from geoevents.text.proposals import Proposal
from geoevents.text.view import DocumentView

_JOINTS = frozenset({",", "and", "&", ";"})
_SURE = 0.5  # of the names beside it
LISTED_SCORE = 0.5  # at least, for a known name among them
_AT = {name: COLUMNS.index(name) for name in ("in_gazetteer", "match", "whole_run", "demonym", "is_calendar")}


def listed_scores(
    view: DocumentView, proposals: Sequence[Proposal], features: FeatureRows, scores: npt.NDArray[np.float64]
) -> npt.NDArray[np.float64]:
    """The scores; known names that stand between two sure places of a list, or end one after two, are sure as well.

    Parameters
    ----------
    view : DocumentView
    proposals, features, scores : of equal length
        What may be a place, and how surely it is one by itself.
    """
    ends: dict[int, int] = {}  # last word of each sure place -> its first
    starts: set[int] = set()
    for proposal, score, row in zip(proposals, scores, features.rows, strict=True):
        if score >= _SURE and not row[_AT["demonym"]]:
            ends[proposal.last] = proposal.first
            starts.add(proposal.first)
    lifted = scores.copy()
    for at, (proposal, row) in enumerate(zip(proposals, features.rows, strict=True)):
        if scores[at] >= _SURE or not _may_be_listed(row):
            continue
        before = _joined_to(view, proposal.first, ends)
        if before is None:
            continue
        after = _joint(view, proposal.last + 1)
        if after in starts or (_closes(view, proposal) and _joined_to(view, before, ends) is not None):
            lifted[at] = max(scores[at], LISTED_SCORE)
    return lifted


def _may_be_listed(row: Sequence[float]) -> bool:
    known = row[_AT["in_gazetteer"]] and row[_AT["match"]] >= 2 and row[_AT["whole_run"]]
    return bool(known and not row[_AT["demonym"]] and not row[_AT["is_calendar"]])


def _joint(view: DocumentView, word: int) -> int | None:
    """The word after the comma or "and" that begins at ``word``; None where there is neither."""
    here = word
    while here < len(view) and here - word < 2 and view.lowers[here] in _JOINTS:
        here += 1
    return here if here > word else None


def _joined_to(view: DocumentView, first: int, ends: dict[int, int]) -> int | None:
    """The first word of the sure place that a comma or "and" joins to the name beginning at ``first``."""
    here = first - 1
    while here >= 0 and first - 1 - here < 2 and view.lowers[here] in _JOINTS:
        here -= 1
    return ends.get(here) if here < first - 1 else None


def _closes(view: DocumentView, proposal: Proposal) -> bool:
    """Whether "and" stands before a name: the last of its list."""
    return view.lowers[proposal.first - 1] in ("and", "&")

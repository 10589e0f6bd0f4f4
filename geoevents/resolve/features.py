"""The numbers the ranker sees: one row for each candidate of each name of a document.

Columns are of three sorts: what the candidate is, how it bears the name (both from ``static_rows.py``), and how it
fits the document's other places. The last sort depends on what those others are believed to be, so it is
computed anew in each pass from ``belief``, the probability of every row being its name's referent.
"""

from __future__ import annotations

import numpy as np

from geoevents.resolve.arrays import Floats
from geoevents.resolve.pairs import LINKS, STRONGEST
from geoevents.resolve.static_rows import STATIC_COLUMNS
from geoevents.resolve.table import DocumentTable

_CONTEXT = (
    "country_share",
    "country_named",
    "admin1_share",
    "admin1_named",
    "admin2_named",
    "region_named",
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
COLUMNS: tuple[str, ...] = (*STATIC_COLUMNS, *_CONTEXT)
INDEX = {name: position for position, name in enumerate(COLUMNS)}


_BLOCK = 128  # rows; the relations of larger tables are weighed one by one, which bounds memory


def feature_rows(table: DocumentTable, belief: Floats) -> Floats:
    """All columns, shape (n, columns), given what each name is believed to mean (shape (n,))."""
    count = len(belief)
    if table.is_alone:  # no other name to be weighed against
        return np.hstack([table.static, np.zeros((count, len(_CONTEXT)))])
    pairs = table.pairs
    any_30, any_100 = pairs.company
    company = [any_30, any_100, any_100 - table.group_max(any_100)]
    if not belief.any():  # nobody has spoken yet
        silent = np.zeros((count, len(_CONTEXT) - len(company)))
        return np.hstack([table.static, silent, np.stack(company, axis=1)])
    strongest = dict(zip(STRONGEST, _strongest(pairs.strongest, belief), strict=True))
    nothing = np.zeros(count)
    comma, listed, within, before = (
        _best(pairs.links[pattern], belief) if pattern in pairs.links else nothing for pattern in LINKS
    )
    explicit = np.maximum.reduce([comma, listed, within, before])
    names = max(1, table.groups - 1)
    country_share = (pairs.same_country @ belief) / names
    near_30, near_150, near_600 = ((relation @ belief) / names for relation in pairs.nearness)
    close = pairs.close * belief
    close_near = (close * pairs.nearness[1]).max(axis=1, initial=0.0)
    context = [
        country_share,
        strongest["in_country"],
        (pairs.same_admin1 @ belief) / names,
        strongest["in_admin1"],
        strongest["in_admin2"],
        strongest["in_region"],
        country_share - table.group_max(country_share),
        near_30,
        near_150,
        near_600,
        near_150 - table.group_max(near_150),
        (close * pairs.same_country).sum(axis=1) / np.maximum(close.sum(axis=1), 1e-9),
        (close * pairs.same_admin1).sum(axis=1),
        close_near,
        close_near - table.group_max(close_near),
        comma,
        listed,
        within,
        before,
        _best(pairs.link_town, belief) if pairs.link_town is not None else nothing,
        table.group_max(explicit) - explicit if pairs.links else nothing,
        (pairs.inside.T @ belief) / names,
        strongest["same_spot"],
        *company,
    ]
    return np.hstack([table.static, np.stack(context, axis=1)])


def _best(relation: Floats, belief: Floats) -> Floats:
    """The strongest relation of each row, weighed by belief, shape (n,)."""
    return np.asarray((relation * belief).max(axis=1, initial=0.0))


def _strongest(relations: Floats, belief: Floats) -> Floats:
    """The same for relations of shape (k, n, n), shape (k, n)."""
    if len(belief) <= _BLOCK:
        return np.asarray((relations * belief).max(axis=2, initial=0.0))
    return np.stack([_best(relation, belief) for relation in relations])

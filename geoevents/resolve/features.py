"""The numbers the ranker sees: one row for each candidate of each name of a document.

Columns are of three sorts: what the candidate is, how it bears the name (both from ``table.py``), and how it
fits the document's other places. The last sort depends on what those others are believed to be, so it is
computed anew in each pass from ``belief``, the probability of every row being its name's referent.
"""

from __future__ import annotations

import numpy as np

from geoevents.resolve.table import STATIC_COLUMNS, DocumentTable, Floats

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
COLUMNS: tuple[str, ...] = (*STATIC_COLUMNS, *_CONTEXT)
INDEX = {name: position for position, name in enumerate(COLUMNS)}


def feature_rows(table: DocumentTable, belief: Floats) -> Floats:
    """All columns, shape (n, columns), given what each name is believed to mean (shape (n,))."""
    pairs = table.pairs
    names = max(1, table.groups - 1)

    def best(relation: Floats) -> Floats:
        return np.asarray((relation * belief[None, :]).max(axis=1, initial=0.0))

    country_share = (pairs.same_country @ belief) / names
    near = [(relation @ belief) / names for relation in pairs.nearness]
    close = pairs.close * belief[None, :]
    close_near = (close * pairs.nearness[1]).max(axis=1, initial=0.0)
    comma, listed, within, before = (
        best(pairs.inside * pairs.links[pattern]) for pattern in ("comma", "list", "in", "before")
    )
    explicit = np.maximum.reduce([comma, listed, within, before])
    context = [
        country_share,
        best(pairs.in_country),
        (pairs.same_admin1 @ belief) / names,
        best(pairs.in_admin1),
        best(pairs.in_admin2),
        country_share - table.group_max(country_share),
        *near,
        near[1] - table.group_max(near[1]),
        (close * pairs.same_country).sum(axis=1) / np.maximum(close.sum(axis=1), 1e-9),
        (close * pairs.same_admin1).sum(axis=1),
        close_near,
        close_near - table.group_max(close_near),
        comma,
        listed,
        within,
        before,
        best(np.maximum(pairs.links["comma"], pairs.links["in"]) * pairs.nearness[0]),
        table.group_max(explicit) - explicit,
        (pairs.inside.T @ belief) / names,
        best(pairs.same_spot),
        *pairs.company,
        pairs.company[1] - table.group_max(pairs.company[1]),
    ]
    return np.hstack([table.static, np.stack(context, axis=1)])

"""The same incidents on a Dask cluster, whose processes the test starts on 127.0.0.1."""

from __future__ import annotations

from datetime import timedelta

import pytest
from told import DAY, spot, told

from geoevents.incidents.link import How, link
from geoevents.store.memory import MemoryStore

pytest.importorskip("distributed")
from tests.archive.test_dask_cluster import cluster  # noqa: F401

pytestmark = pytest.mark.filterwarnings("ignore::ResourceWarning", "ignore::DeprecationWarning")


def linked(how: How) -> list[dict[str, object]]:
    store = MemoryStore()
    reports = [
        told(
            f"Report {n} of an attack on the town.",
            day=DAY + timedelta(days=n % 9),
            dead=n % 4 or None,
            where=spot(f"T{n % 4}", 10 + 0.2 * (n % 4)),
        )
        for n in range(80)
    ]
    store.ingest(reports, extractor="test 1")
    link(store, how=how)
    return list(store.memberships().to_pylist())


def test_a_cluster_comes_to_the_same_as_one_process(cluster: str) -> None:  # noqa: F811
    whole = linked(How(block_events=10**6))
    assert len(whole) > 30
    assert linked(How(scheduler=cluster, block_events=10)) == whole

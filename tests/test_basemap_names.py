import json

import pytest

from geoevents.basemap_names import map_name
from geoevents.settings import bundle_root


@pytest.mark.parametrize(
    ("name", "country", "shown"),
    [
        ("Ţarţūs", "SY", "Tartus"),
        ("Ar Raqqah", "SY", "Raqqa"),
        ("Ḩamāh", "SY", "Hama"),
        ("‘Ayn al ‘Arab", "SY", "Kobani"),
        ("Al Ḩudaydah", "YE", "Hodeidah"),
        ("Şanlıurfa", "TR", "Şanlıurfa"),
        ("Kraków", "PL", "Kraków"),
        ("Duma", None, "Duma"),
    ],
)
def test_towns_are_spelled_as_news_spells_them(name, country, shown):
    assert map_name(name, country) == shown


def test_the_committed_labels_are_spelled_so():
    labels = json.loads((bundle_root() / "static" / "basemap" / "labels.json").read_text(encoding="utf-8"))
    names = {label[0] for label in labels}
    assert {"Raqqa", "Hama", "Tartus", "Kobani", "Qamishli"} <= names
    assert not {"Ar Raqqah", "Ţarţūs", "Ḩamāh"} & names

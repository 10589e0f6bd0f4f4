"""What sort of actor a noun phrase names."""

import pytest

from geoevents.extract.actors.sorts import sort_of


@pytest.mark.parametrize(
    "head, phrase, sort",
    [
        ("man", "an army man", "military"),
        ("man", "a police man", "police"),
        ("man", "a man in army dress", "civilians"),
        ("chief", "a local police chief", "police"),
        ("women", "two women of the army camp", "civilians"),
    ],
)
def test_those_who_serve_are_known_by_the_words_before_them(head, phrase, sort):
    assert sort_of(head, phrase) == sort

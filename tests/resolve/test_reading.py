from geoevents.model import Mention, Resolution
from geoevents.resolve.reading import between


def resolution(start: int) -> Resolution:
    return Resolution(Mention(start, start + 5, "Idlib"), None, 0.0)


FOUND = [resolution(start) for start in (0, 10, 10, 25)]


def test_only_mentions_that_begin_in_the_stretch_are_given_in_reading_order():
    assert between(FOUND, 10, 25) == FOUND[1:3]
    assert between(FOUND, 0, 26) == FOUND
    assert list(between(FOUND, 11, 25)) == list(between([], 0, 9)) == []

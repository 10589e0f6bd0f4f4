import pytest

from geoevents.layers.style import ALL_STYLES, TYPE_STYLES, style_of
from geoevents.ontology import EVENT_TYPES


def luminance(color):
    channels = [int(color[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def test_every_event_type_has_a_look_of_its_own():
    assert set(TYPE_STYLES) == set(EVENT_TYPES)
    assert len({style.color for style in ALL_STYLES}) == len({style.letter for style in ALL_STYLES}) == len(ALL_STYLES)


@pytest.mark.parametrize("style", ALL_STYLES, ids=lambda s: s.name)
def test_the_letter_can_be_read_on_its_colour(style):
    light, dark = sorted((luminance(style.color), luminance(style.ink)), reverse=True)
    assert (light + 0.05) / (dark + 0.05) >= 4.5


def test_an_event_without_a_type_is_drawn_as_unknown():
    assert style_of(None).letter == style_of("Weather").letter == "?"

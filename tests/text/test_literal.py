"""Whether a name means the place: with the learned weights, without a language model."""

from __future__ import annotations

import pytest

from geoevents.gazetteer.memory import MemoryGazetteer
from geoevents.model import Place
from geoevents.text.language import PlainLanguage
from geoevents.text.mentions import MentionFinder
from geoevents.text.sentences import split_sentences

_COUNTRIES = {"Libya": "LY", "Kenya": "KE", "Niger": "NE", "Sudan": "SD", "Chad": "TD"}
_TOWNS = "Saraqib Kabul Dubai Nairobi Beirut Khartoum Ankara Tehran Moscow Mosul Gao Leeds Vienna".split()
PLACES = [
    Place(f"test:{name}", name, 20.0, 20.0, code, "PCLI", population=9_000_000) for name, code in _COUNTRIES.items()
] + [Place(f"test:{name}", name, 30.0, 30.0, "XX", "PPLA", population=900_000) for name in _TOWNS]
GAZETTEER = MemoryGazetteer(PLACES, demonyms={"Libyan": "test:Libya", "Kenyan": "test:Kenya"})


@pytest.fixture(scope="module")
def is_literal():
    finder, plain = MentionFinder(GAZETTEER), PlainLanguage()

    def judge(marked):
        """Of the name in brackets."""
        start, end = marked.index("["), marked.index("]") - 1
        text = marked.replace("[", "").replace("]", "")
        return finder.describe(plain.parse(split_sentences(text)), [(start, end)])[0].literal

    return judge


@pytest.mark.parametrize(
    "text",
    [
        "Flights between [Kabul] and Dubai resumed after a month.",
        "A [Nairobi] slum burned for two days.",
        "A [Beirut]-based newspaper reported the claim.",
        "The border with [Niger] is closed to lorries.",
        "Countries such as [Chad] took them in.",
        "They crossed into states such as Sudan, [Chad] and Niger.",
        "Boats left the [Libyan] coast at dawn.",
        "Shells landed on the outskirts of [Saraqib].",
        "Ministers met in [Vienna] for a second day.",
        "A judge in The [Hague] ruled against them.",
    ],
)
def test_the_place_itself_is_meant(is_literal, text):
    assert is_literal(text) is True


@pytest.mark.parametrize(
    "text",
    [
        "[Moscow] on Friday also backed the plan.",
        "[Tehran] denounced the raid as piracy.",
        "The [Nairobi] mechanic lost his shop in the flood.",
        "The [Ankara]-backed fighters withdrew at night.",
        "A deal between [Khartoum] and the rebels was signed.",
        "[Leeds] beat their guests after extra time.",
        "The [Libyan] coast guard rescued forty people.",
        "He read the statement in [Arabic].",
        "[Sudan] rejected the charge.",
        "[Brussels] fined the bank on Monday.",
        "[Rabat] banned the newspaper.",
        "The Duke of [Kent] opened the clinic.",
        "The Treaty of [Geneva] was torn up.",
    ],
)
def test_those_who_govern_act_or_play_there_are_meant(is_literal, text):
    assert is_literal(text) is False


@pytest.mark.parametrize(
    "text, literal", [("Relations between Sudan and Chad soured.", False), ("Lorries ply between Gao and Niger.", True)]
)
def test_both_names_after_between_mean_the_same(text, literal):
    found = MentionFinder(GAZETTEER).find(PlainLanguage().parse(split_sentences(text)))
    assert [mention.literal for mention in found] == [literal, literal]

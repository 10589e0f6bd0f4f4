"""What the text says around a mention. All sentences are invented."""

import pytest

from geoevents.model import Mention
from geoevents.resolve.abbreviations import ShortForm, expand
from geoevents.resolve.context import read_context
from geoevents.resolve.kinds import SPOT, kind_word


@pytest.mark.parametrize(
    "text, names, links",
    [
        ("a fair in Paris, Texas today", ["Paris", "Texas"], [(0, 1, "comma")]),
        ("a fair in Paris (Texas) today", ["Paris", "Texas"], [(0, 1, "comma")]),
        ("Saraqib in northern Syria", ["Saraqib", "Syria"], [(0, 1, "in")]),
        ("the Syrian town of Saraqib", ["Syrian", "Saraqib"], [(1, 0, "before")]),
        ("Syria's Idlib province", ["Syria", "Idlib"], [(1, 0, "before")]),
        ("in Paris. Texas won", ["Paris", "Texas"], []),
        ("Ukraine's eastern city of Kharkiv", ["Ukraine", "Kharkiv"], [(1, 0, "before")]),
        ("Syria and Iraq", ["Syria", "Iraq"], []),
        ("from Mosul to Aleppo", ["Mosul", "Aleppo"], []),
    ],
)
def test_patterns_put_one_name_inside_another(text, names, links, mentions_of):
    assert sorted(read_context(mentions_of(text, *names), text).links) == links


def test_a_list_shares_the_container_at_its_end(mentions_of):
    text = "fires in Paris, Pineville and Alexandria, Louisiana"
    links = read_context(mentions_of(text, "Paris", "Pineville", "Alexandria", "Louisiana"), text).links
    assert {(link.inner, link.outer) for link in links} >= {(0, 3), (1, 3), (2, 3)}


def test_mentions_of_one_name_form_one_group(mentions_of):
    text = "Idlib fell. The Idlib front moved. IDLIB burned."
    context = read_context(mentions_of(text, "Idlib", "Idlib", "IDLIB"), text)
    assert len(context.groups) == 1
    assert context.group_of == (0, 0, 0)


@pytest.mark.parametrize(
    "text, name, word",
    [
        ("the town of Saraqib", "Saraqib", "town"),
        ("in the village of Saraqib", "Saraqib", "village"),
        ("Idlib province fell", "Idlib", "province"),
        ("the Orontes river rose", "Orontes", "river"),
        ("the provinces of Idlib", "Idlib", "province"),
        ("Edmonton city police", "Edmonton", None),
        ("Edmonton police", "Edmonton", None),
        ("Saraqib fell", "Saraqib", None),
        ("the Homs, Hama and Idlib regions", "Homs", "region"),
        ("the Homs, Hama and Idlib regions", "Hama", "region"),
        ("in Homs and Hama provinces", "Homs", "province"),
        ("from Homs and Hama, two regions", "Homs", None),
        ("in another Idlib town", "Idlib", "region"),
        ("near the Idlib town", "Idlib", "town"),
        ("10 km north of Idlib", "Idlib", SPOT),
        ("on the outskirts of Idlib", "Idlib", SPOT),
    ],
)
def test_the_word_beside_a_name_says_what_it_is(text, name, word):
    start = text.index(name)
    assert kind_word(text, start, start + len(name)) == word


@pytest.mark.parametrize(
    "toponym, meanings",
    [
        ("Ky.", [("US", "Kentucky")]),
        ("Ont.", [("CA", "Ontario")]),
        ("Calif", [("US", "California")]),
        ("U. S.", [("US", None)]),
        ("DRC", [("CD", None)]),
        ("WA", [("US", "Washington"), ("AU", "Western Australia")]),
        ("in", []),
        ("or", []),
        ("Mosul", []),
    ],
)
def test_short_forms_are_spelled_out_only_when_written_as_such(toponym, meanings):
    assert [tuple(form) for form in expand(toponym)] == meanings


@pytest.mark.parametrize(
    "text", ["in Alexandria, La., on", "in Alexandria (La.) on", "in Alexandria, LA on", "in Alexandria La. on"]
)
def test_a_short_form_after_a_name_is_its_container(text, mentions_of):
    context = read_context(mentions_of(text, "Alexandria"), text)
    assert context.groups[0].short_forms == {ShortForm("US", "Louisiana")}


def test_a_word_after_a_name_is_no_short_form(mentions_of):
    text = "in Alexandria, Men fled, Al Gore said"
    assert read_context(mentions_of(text, "Alexandria"), text).groups[0].short_forms == frozenset()


@pytest.mark.parametrize(
    "text, forces",
    [
        ("Russian troops shelled Donetsk.", True),
        ("Russian-backed separatists shelled Donetsk.", True),
        ("Pro-Russian crowds met in Donetsk.", True),
        ("A Russian village near Donetsk burned.", False),
    ],
)
def test_words_for_a_people_may_only_tell_whose_armed_people_act(text, forces):
    mentions = [Mention(text.index(name), text.index(name) + len(name), name, kind)
                for name, kind in (("Russian", "demonym"), ("Donetsk", "place"))]  # fmt: skip
    context = read_context(mentions, text)
    assert [group.tells_forces for group in context.groups] == [forces, False]
    assert not context.links

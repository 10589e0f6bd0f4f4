"""Forms by their hashes, and lists that have the best place first."""

import numpy as np
import pytest

from geoevents.errors import GazetteerFormatError
from geoevents.gazetteer import layout
from geoevents.gazetteer.base import NameMatch
from geoevents.gazetteer.form_packing import pack_forms, rank_lists, write_slots
from geoevents.gazetteer.form_table import UNKNOWN, HashedForms, form_key
from geoevents.gazetteer.local import LocalGazetteer
from geoevents.gazetteer.ranking import standing_of
from geoevents.gazetteer.scan import A_FORM, A_START, RememberedForms
from geoevents.gazetteer.search import ranked
from geoevents.gazetteer.writer import PlaceRow, write_gazetteer
from geoevents.model import Place

from .older import turn_into

FORMS = sorted(f"{first} {second}" for first in ("deir", "tell", "san") for second in ("abyad", "rifaat", "jose"))
FORMS = sorted([*FORMS, "san", "new san jose", *(f"village {number}" for number in range(500))])


@pytest.fixture
def table(tmp_path):
    postings = np.arange(len(FORMS), dtype=np.uint32) << layout.MATCH_BITS
    packed = pack_forms(tmp_path / layout.FORMS, FORMS, np.arange(len(FORMS)), postings)
    write_slots(tmp_path, [(packed.keys, packed.heads)])
    return HashedForms(tmp_path, len(FORMS), "rebuild it")


def test_every_form_leads_to_its_own_posting(table):
    assert [table.head(form) for form in FORMS] == [number << layout.MATCH_BITS for number in range(len(FORMS))]


def test_many_forms_at_once_lead_to_the_same_postings(table):
    asked = ["nowhere", *FORMS, "tell", "", "san jos"]
    alone = [UNKNOWN if (head := table.head(form)) is None else head for form in asked]
    assert table.heads(asked).tolist() == alone
    assert table.heads([]).tolist() == []


def test_words_that_forms_start_with_are_told_from_forms(table):
    roles = {"san": A_FORM + A_START, "tell": A_START, "new san": A_START, "tell abyad": A_FORM, "abyad": 0, "te": 0}
    assert {words: table.role(words) for words in roles} == roles
    assert table.roles(list(roles)) == list(roles.values())
    assert (table.head("tell"), table.head("new san")) == (None, None)


def test_tables_written_in_several_pieces_are_one(tmp_path):
    pieces = [[form for form in FORMS if (form < "san") == is_first] for is_first in (True, False)]
    sources = []
    for number, forms in enumerate(pieces):
        packed = pack_forms(
            tmp_path / f"{number}.marisa", forms, np.arange(len(forms)), np.arange(len(forms), dtype=np.uint32)
        )
        sources.append((packed.keys, packed.heads))
    write_slots(tmp_path, sources)
    table = HashedForms(tmp_path, len(FORMS), "rebuild it")
    expected = [number for forms in pieces for number in range(len(forms))]
    assert [table.head(form) for forms in pieces for form in forms] == expected


def test_two_forms_of_one_hash_are_refused(tmp_path):
    keys, heads = np.array([form_key("idlib")] * 2, dtype="<u8"), np.array([0, 4], dtype="<u4")
    with pytest.raises(GazetteerFormatError, match="share their hash"):
        write_slots(tmp_path, [(keys, heads)])


def test_slots_of_another_build_are_refused(table, tmp_path):
    np.zeros(len(FORMS) - 1, dtype="<u8").tofile(tmp_path / layout.SLOTS)
    with pytest.raises(GazetteerFormatError, match="different builds.*rebuild it"):
        HashedForms(tmp_path, len(FORMS), "rebuild it")


def namesakes() -> list[Place]:
    """Places of one name: towns and divisions of several sizes, hamlets that differ in nothing but their ids."""
    kinds = ("PPL", "ADM1", "ADM2", "STM", "PPLA")
    return [
        Place(
            f"geonames:{number}",
            "San Jose",
            number / 100,
            number / 50,
            "CR" if number % 3 else "US",
            kinds[number % len(kinds)],
            "One",
            str(number % 4) if number % 7 else None,
            population=(number * 7919) % 1000 if number % 2 else None,
            geonameid=number,
        )
        for number in (*range(1, 60), *range(100, 130), *range(1000, 1020))
    ]


@pytest.mark.parametrize("version", [1, 2, layout.FORMAT_VERSION])
def test_the_best_places_of_a_name_come_first_in_every_format(tmp_path, version):
    rows = [PlaceRow(place) for place in namesakes()]
    rows += [
        PlaceRow(Place("own:7", "Another", 1.0, 1.0, "US", "PPL", population=5)),
        PlaceRow(Place("a:1", "Z", 2.0, 2.0, "US", "PPL")),
    ]
    for row in rows[-2:]:
        row.add("San Jose")
    write_gazetteer(tmp_path / "index", rows, about={"name": "test"})
    if version != layout.FORMAT_VERSION:
        turn_into(version, tmp_path / "index")
    gazetteer = LocalGazetteer.open(tmp_path / "index")
    found = gazetteer.find("San José")
    assert found == ranked(found)
    assert len(found) == len(rows)
    assert gazetteer.find("San José", limit=7) == found[:7]
    assert gazetteer.find("San José", country="US") == [x for x in found if x.place.country == "US"]
    assert {x.match for x in found[-2:]} == {NameMatch.ALTERNATE}


def test_lists_of_a_dump_are_ranked_as_answers_are():
    tables = {"features": [None, "PPL", "ADM1"], "admin1": [None, ["CR", "1", "One"]]}
    records = np.zeros(4, dtype=layout.record_type())
    records["geonameid"] = [12, 120, 13, 9]
    records["population"] = [500, layout.UNKNOWN_POPULATION, layout.UNKNOWN_POPULATION, 9000]
    records["feature"], records["admin1"], records["country"] = [1, 1, 1, 2], [1, 1, 1, 1], 1
    lists = np.array([4, 0, 4, 8, 12, 2, 8, 5], dtype=np.uint32)
    ranked_lists = rank_lists(lists, standing_of(records, tables["features"], tables["admin1"]))
    # The town before the division named after it; of two hamlets the one whose id stands first as text; the main
    # name before an alternate one.
    assert ranked_lists.tolist() == [4, 0, 12, 4, 8, 2, 8, 5]


def test_words_learned_together_have_the_roles_that_each_has_alone(table):
    words = [*FORMS[:40], "tell", "san", "nowhere", "new"]
    together, alone = RememberedForms([table, table]), RememberedForms([table])
    together.learn(words)
    assert len(words) > 16  # fewer are asked one by one
    assert [together.role(word) for word in words] == [alone.role(word) for word in words]
    assert [together.role(word) for word in words] == [table.role(word) for word in words]

from datetime import date

import pytest

from geoevents.extract.days.timing import document_date, find_date
from geoevents.ontology import DatePrecision
from tests.extract.marked import read

THURSDAY = date(2020, 2, 13)


def _when(marked, *, model, status="actual"):
    text = read(marked, model=model)
    found = find_date(
        text.trigger,
        text.sentence,
        THURSDAY,
        text.others,
        token=text.trigger.token,
        status=status,
        document=document_date(text.text, THURSDAY),
    )
    return (found.start.isoformat(), found.end.isoformat(), int(found.precision)) if found else None


UNDATED = ("2020-02-12", "2020-02-13", 2)
CASES = [
    ("Rebels [attacked] the town on Wednesday.", ("2020-02-12", "2020-02-12", 1)),
    ("Rebels [attacked] the town.", UNDATED),
    ("Officials said on Thursday that rebels [attacked] the town on Tuesday.", ("2020-02-11", "2020-02-11", 1)),
    ("The ministry said on Wednesday that rebels [attacked] the town.", ("2020-02-11", "2020-02-12", 2)),
    ("Rebels on Monday [attacked] the town, which the army recaptured in January.", ("2020-02-10", "2020-02-10", 1)),
    ("Rebels [attacked] the town, which the army recaptured in January.", UNDATED),
    ("Rebels attacked the town on Monday, [killing] six.", ("2020-02-10", "2020-02-10", 1)),
    ("Six people were [killed] in an attack on Monday.", ("2020-02-10", "2020-02-10", 1)),
    ("On Monday, gunmen [stormed] a village.", ("2020-02-10", "2020-02-10", 1)),
    ("Gunmen stormed the village on Sunday and [killed] two people.", ("2020-02-09", "2020-02-09", 1)),
    ("Rebels shelled the town on Sunday and on Monday they [stormed] it.", ("2020-02-10", "2020-02-10", 1)),
    ("Rebels [shelled] the town on Sunday and on Monday they stormed it.", ("2020-02-09", "2020-02-09", 1)),
    ("The [attack] came three days after a truce was signed on 3 February.", UNDATED),
    ("Gunmen attacked a bus. The [attack] took place late on Tuesday.", ("2020-02-11", "2020-02-11", 1)),
    ("A bomb [exploded] in a market. The explosion occurred on Tuesday.", ("2020-02-11", "2020-02-11", 1)),
    ("Rebels [attacked] a town. Violence erupted on 9 February over a well.", ("2020-02-09", "2020-02-09", 1)),
    ("Rebels [attacked] a town. The violence began in January.", UNDATED),
    ("Rebels [attacked] a town. The violence began after a boy was shot on 2 February.", UNDATED),
    (
        "Rebels [attacked] the village last month. The attack, which occurred on 24 January, left huts in ashes.",
        ("2020-01-24", "2020-01-24", 1),
    ),
    ("Five hostages kidnapped last month were [released] on Tuesday.", ("2020-02-11", "2020-02-11", 1)),
    ("Soldiers [discovered] rifles in Calatrava, Negros Occidental on Tuesday.", ("2020-02-11", "2020-02-11", 1)),
    (
        "Rebels [attacked] a base on Monday in one of the fiercest clashes since talks broke down in May.",
        ("2020-02-10", "2020-02-10", 1),
    ),
    ("On Sunday rebels had [attacked] the town.", ("2020-02-09", "2020-02-09", 1)),
    ("The army [captured] the town in January 2019.", ("2019-01-01", "2019-01-31", 4)),
    ("Clashes [erupted] overnight.", ("2020-02-12", "2020-02-13", 2)),
    ("The rebels came on Monday. They [killed] two men the next day.", ("2020-02-11", "2020-02-11", 1)),
    ("A mob [lynched] a man accused of theft in the port on Tuesday.", ("2020-02-11", "2020-02-11", 1)),
    ("The rebels confirmed reports of an [attack] on a base on Tuesday.", ("2020-02-11", "2020-02-11", 1)),
    ("Police fired tear gas to [disperse] demonstrators on Tuesday.", ("2020-02-11", "2020-02-11", 1)),
    ("Today a bomb [killed] two.", ("2020-02-13", "2020-02-13", 1)),
    ("HARBOUR CITY, 13 Feb -- Rebels [attacked] a post.", ("2020-02-13", "2020-02-13", 1)),
    ("A man was [stabbed] when a crowd stopped his car on Tuesday.", ("2020-02-11", "2020-02-11", 1)),
    ("Since Monday troops have [shelled] the town.", ("2020-02-10", "2020-02-13", 2)),
]


@pytest.mark.parametrize("marked, expected", CASES)
def test_a_date_is_bound_to_its_trigger_by_words_alone(marked, expected):
    assert _when(marked, model=False) == expected


@pytest.mark.model
@pytest.mark.parametrize("marked, expected", CASES)
def test_a_date_is_bound_to_its_trigger_by_the_tree(marked, expected):
    assert _when(marked, model=True) == expected


@pytest.mark.model
def test_the_clause_that_tells_the_dead_of_a_deed_dates_it():
    text = "Turkey on Thursday shelled hills in retaliation for rocket [fire] on Kilis that killed two on Tuesday."
    assert _when(text, model=True) == ("2020-02-11", "2020-02-11", 1)


@pytest.mark.model
@pytest.mark.parametrize(
    "marked",
    [
        "The [attack], which took place on Saturday in the port, left seven dead.",
        "The [shelling] that began on Saturday in the port killed nine.",
    ],
)
def test_the_clause_that_tells_when_a_deed_happened_dates_it(marked):
    assert _when(marked, model=True) == ("2020-02-08", "2020-02-08", 1)


@pytest.mark.parametrize("marked", ["Troops [attacked] on 20 February 2021.", "Troops [attacked] next Monday."])
def test_what_happened_is_never_dated_after_publication(marked):
    assert _when(marked, model=False) == UNDATED


def test_what_is_planned_may_lie_ahead():
    assert _when("Troops will [attack] on 20 March.", model=False, status="planned") == ("2020-03-20", "2020-03-20", 1)


@pytest.mark.parametrize("status", ["planned", "threatened", "hypothetical", "historical"])
def test_what_has_not_just_happened_takes_no_date_from_the_report(status):
    assert _when("Troops will [attack].", model=False, status=status) is None


def test_a_report_without_any_date_leaves_its_events_undated():
    text = read("Rebels [attacked] the town.")
    assert document_date(text.text, None) is None
    assert find_date(text.trigger, text.sentence, None) is None


def test_a_dateline_stands_in_for_a_missing_publication_date():
    text = read("HARBOUR CITY, 3 JAN 90 -- Rebels [attacked] a post yesterday.")
    day = document_date(text.text, None)
    assert (day.start, day.precision) == (date(1990, 1, 3), DatePrecision.DAY)
    assert find_date(text.trigger, text.sentence, None, document=day).start == date(1990, 1, 2)


def test_the_days_before_a_deed_count_from_its_own_day():
    marked = "A bomb went off on Sunday. Nobody claimed it. Two days before the blast, troops had [killed] 11 rebels."
    assert _when(marked, model=True)[0] == "2020-02-07"


def test_the_deed_that_others_came_before_keeps_its_own_day():
    marked = "Troops shelled a camp on 3 February, two days before the [blast]."
    assert _when(marked, model=True)[0] != "2020-02-01"


def test_the_days_before_a_deed_without_a_day_are_not_known():
    assert _when("Two days before the blast, troops had [killed] 11 rebels.", model=True) == UNDATED


@pytest.mark.parametrize(
    "marked, day",
    [
        ("Armed groups fought in Zawiya on Saturday; a man was [killed] there.", "2020-02-08"),
        ("People were [detained] at rallies in Moscow, St Petersburg and 60 other cities on Sunday.", "2020-02-09"),
    ],
)
def test_the_day_of_a_clause_before_a_semicolon_or_of_a_list_of_towns_counts(marked, day):
    assert _when(marked, model=True) == (day, day, 1)


def test_a_day_told_after_a_town_and_its_province_dates_the_deed():
    text = "Six guards were [killed] in a clash with rebels in Borongan, Eastern Samar, Monday."
    assert _when(text, model=True) == ("2020-02-10", "2020-02-10", 1)


@pytest.mark.parametrize(
    "marked",
    [
        "The rebels have [released] five nurses abducted in December.",
        "The [explosion] comes after the ministry announced the result on Friday.",
        "The rebels said they had [fired] rockets at the port after strikes the day before left five dead.",
    ],
)
def test_the_day_of_what_went_before_is_none_of_the_deed(marked):
    assert _when(marked, model=True) == UNDATED


def test_hours_before_are_counted_in_days():
    marked = "A bomb went off on Wednesday. It comes barely 48 hours after rebels [shelled] a port."
    assert _when(marked, model=True) == ("2020-02-10", "2020-02-10", 1)


def test_who_died_after_an_attack_died_on_its_day():
    assert _when("Two people [died] after an attack on Monday.", model=True) == ("2020-02-10", "2020-02-10", 1)


def test_a_car_that_travelled_on_a_day_was_hit_on_it():
    marked = "Five men were [killed] by a mine that blew up the car in which they were travelling on Wednesday."
    assert _when(marked, model=True) == ("2020-02-12", "2020-02-12", 1)

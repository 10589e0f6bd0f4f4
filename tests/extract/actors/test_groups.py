import csv
from importlib import resources

import pytest

from geoevents.extract.actors.groups import choose_group, load_groups, regular_group


def _rows(name):
    with (resources.files("geoevents.extract") / "data" / name).open(encoding="utf-8") as lines:
        return list(csv.DictReader(lines))


def _names(text):
    chosen = [choose_group(span, None) for span in load_groups().find_groups(text)]
    return [group.name for group in chosen if group]


def _countries(text, **options):
    return [span.country.code for span in load_groups().find_countries(text, **options)]


def test_the_table_is_whole():
    rows = _rows("groups.csv")
    assert len(rows) >= 700
    assert len({row["name"] for row in rows}) == len(rows)
    codes = {row["code"] for row in _rows("countries.csv")}
    for row in rows:
        assert row["name"] and row["kind"] in "12345678", row
        assert row["country"] == "" or row["country"] in codes, row


def test_every_name_of_the_table_finds_its_own_group():
    table = load_groups()
    lost = []
    for row in _rows("groups.csv"):
        for form in [row["name"], *filter(None, row["aliases"].split("|"))]:
            text = f"Yesterday {form.split(' (')[0]} attacked."
            found = [group for span in table.find_groups(text) for group in span.groups]
            if not any(group.name.endswith(row["name"]) for group in found):
                lost.append(form)
    assert lost == []


@pytest.mark.parametrize(
    "spelling, name",
    [
        ("Hizbullah", "Hezbollah"),
        ("Hizballah", "Hezbollah"),
        ("Daesh", "IS: Islamic State"),
        ("ISIL", "IS: Islamic State"),
        ("the Islamic State group", "IS: Islamic State"),
        ("Ansar Allah", "Houthi Movement"),
        ("the Houthis", "Houthi Movement"),
        ("al-Shabab", "Al-Shabaab"),
        ("Al Shabaab", "Al-Shabaab"),
        ("the Taleban", "Taliban"),
        ("Sendero Luminoso", "PCP: Shining Path"),
        ("the FMLN", "FMLN: Farabundo Marti National Liberation Front"),
        ("the Fmln", "FMLN: Farabundo Marti National Liberation Front"),
        ("the FARC-EP", "FARC: Revolutionary Armed Forces of Colombia"),
        ("the Tamil Tigers", "LTTE: Liberation Tigers of Tamil Eelam"),
        ("Hay'at Tahrir al-Sham", "HTS: Hayat Tahrir al-Sham"),
        ("HTS", "HTS: Hayat Tahrir al-Sham"),
        ("ISWAP", "ISWAP: Islamic State West Africa Province"),
        ("JNIM", "JNIM: Jama'at Nusrat al-Islam wal-Muslimin"),
        ("the M23", "M23: March 23 Movement"),
        ("Wagner mercenaries", "Wagner Group"),
        ("the SBU", "SBU: Security Service of Ukraine"),
        ("the Azov Battalion", "Azov Brigade"),
        ("Hezbollah's men", "Hezbollah"),
        ("the Israeli army", "Military Forces of Israel"),
    ],
)
def test_spellings_lead_to_one_group(spelling, name):
    assert _names(f"Yesterday {spelling} attacked.") == [name]


@pytest.mark.parametrize(
    "text",
    [
        "Taliban-linked gunmen",
        "anti-Houthi forces",
        "ex-Contra mayors",
        "a Hezbollah-held town",
        "the Sea of Azov",
        "this is us",
        "the Lebanese forces withdrew",
        "IT IS TRUE",
        "a mend in the road",
        "the platform",
        "",
    ],
)
def test_what_only_resembles_a_group_is_left_alone(text):
    assert _names(text) == []


def test_an_abbreviation_with_several_owners_needs_its_country():
    span = load_groups().find_groups("the NRF")[0]
    assert choose_group(span, "AF").country == "AF"
    assert choose_group(span, "YE").country == "YE"
    assert choose_group(span, "FR") is None
    assert choose_group(span, None) is None


def test_a_name_that_many_countries_use_needs_its_country():
    span = load_groups().find_groups("the National Guard")[0]
    assert choose_group(span, "MX").name == "National Guard (Mexico)"
    assert choose_group(span, "US") is None


def test_a_worldwide_group_is_its_branch_where_the_branch_is_at_home():
    span = load_groups().find_groups("the Islamic State")[0]
    assert choose_group(span, None).name == "IS: Islamic State"
    assert choose_group(span, "IQ").name == "IS: Islamic State"
    assert choose_group(span, "NG").name == "ISWAP: Islamic State West Africa Province"


@pytest.mark.parametrize(
    "text, codes",
    [
        ("Syrian troops", ["SY"]),
        ("South Sudanese and Sudanese troops", ["SS", "SD"]),
        ("U.S. troops", ["US"]),
        ("tell us more", []),
        ("Turkish-backed fighters", []),
        ("the US-led coalition", ["US"]),
        ("Central African Republic", ["CF"]),
        ("polish the table", []),
    ],
)
def test_countries_and_their_people_are_found(text, codes):
    assert _countries(text) == codes


def test_capitals_count_only_on_request():
    assert _countries("Moscow agreed") == []
    assert _countries("Moscow agreed", capitals=True) == ["RU"]


@pytest.mark.parametrize(
    "sort, country, name, kind",
    [
        ("military", "SY", "Military Forces of Syria", 1),
        ("military", "US", "Military Forces of the United States", 1),
        ("police", "KE", "Police Forces of Kenya", 1),
        ("government", "PH", "Government of the Philippines", 1),
        ("civilians", "US", "Civilians (United States)", 7),
        ("protesters", "FR", "Protesters (France)", 6),
        ("rioters", "ZA", "Rioters (South Africa)", 5),
        ("progovernment", "SY", "Pro-government militias of Syria", 3),
    ],
)
def test_every_country_has_its_regular_groups(sort, country, name, kind):
    group = regular_group(sort, country)
    assert (group.name, group.kind, group.country) == (name, kind, country)


def test_no_country_has_no_regular_group():
    assert regular_group("military", None) is None
    assert regular_group("military", "QQ") is None

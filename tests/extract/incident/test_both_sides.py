"""Both sides of one incident out of several sentences. Read with the bundled gazetteer; all texts are invented."""

from datetime import date

import pytest

from geoevents.model import Document
from geoevents.pipeline import Pipeline
from geoevents.settings import Settings


@pytest.fixture(scope="module")
def events(tmp_path_factory):
    """The events of a text, published on a Thursday."""
    home = tmp_path_factory.mktemp("home")
    pipeline = Pipeline.from_settings(Settings.from_environment({"GEOEVENTS_HOME": str(home)}))
    return lambda text: pipeline.extract(Document(text=text, published=date(2024, 3, 14)))


def name_of(actor):
    return actor.group or actor.name if actor else None


@pytest.fixture
def groups(events):
    """The groups on both sides of the first event of a text."""
    return lambda text: tuple(name_of(actor) for actor in (events(text)[0].actor1, events(text)[0].actor2))


@pytest.fixture
def every_first_side(events):
    return lambda text: [name_of(event.actor1) for event in events(text)]


@pytest.mark.parametrize(
    "text, first, second",
    [
        (
            "Nine soldiers were killed on Monday when a blast hit their truck near Jalalabad. The Taliban claimed "
            "responsibility for the attack.",
            "Taliban",
            "Military Forces of Afghanistan",
        ),
        (
            "At least 14 people were killed in clashes between government troops and Al-Shabaab fighters near "
            "Kismayo on Monday.",
            "Military Forces of Somalia",
            "Al-Shabaab",
        ),
        (
            "Six people were killed on Tuesday in a Russian strike on the city of Kharkiv.",
            "Military Forces of Russia",
            "Civilians (Ukraine)",
        ),
        (
            "Troops fought insurgents near Marawi on Monday. Four soldiers were killed in the battle.",
            "insurgents",
            "Military Forces of the Philippines",
        ),
        (
            "Gunmen killed seven villagers near Maiduguri on Monday. The governor blamed Boko Haram for the raid.",
            "Boko Haram",
            "Civilians (Nigeria)",
        ),
        (
            "Residents hurled stones at a police station in Kisumu on Monday and set two cars on fire.",
            "Rioters (Kenya)",
            "Police Forces of Kenya",
        ),
        (
            "Teachers marched through Lima on Monday to demand higher pay.",
            "Protesters (Peru)",
            None,
        ),
    ],
)  # fmt: skip
def test_the_rest_of_the_report_tells_a_side(groups, text, first, second):
    assert groups(text) == (first, second)


@pytest.mark.parametrize(
    "text, first",
    [
        (
            "Gunmen killed seven villagers near Maiduguri on Monday. Police said they rushed to the scene.",
            "Unidentified Armed Group (Nigeria)",
        ),
        (
            "Gunmen killed seven villagers near Maiduguri on Monday. No group claimed responsibility, but Boko Haram "
            "is active there.",
            "Unidentified Armed Group (Nigeria)",
        ),
        (
            "A policeman shot dead three policemen in Jalalabad on Monday.",
            "Police Forces of Afghanistan",
        ),
    ],
)  # fmt: skip
def test_what_nobody_tells_stays_open(groups, text, first):
    assert groups(text)[0] == first


@pytest.mark.parametrize(
    "text, first, second",
    [
        (
            "Four soldiers were killed and six hurt during a gunfight with ELN guerrillas near Tibu on Monday.",
            "ELN: National Liberation Army (Colombia)",
            "Military Forces of Colombia",
        ),
        (
            "Three soldiers and nine Boko Haram fighters were killed in clashes near Maiduguri on Monday.",
            "Boko Haram",
            "Military Forces of Nigeria",
        ),
        (
            "Police fired tear gas in Nairobi on Monday as opposition supporters tried to march to the parliament.",
            "Police Forces of Kenya",
            "Protesters (Kenya)",
        ),
        (
            "Two American marines were killed on Monday when a roadside bomb struck their patrol near Fallujah.",
            None,
            "Military Forces of the United States",
        ),
        (
            "Ten men were killed on Monday in a major attack on the town of Djibo.",
            None,
            "Civilians (Burkina Faso)",
        ),
        (
            "Suspected jihadists killed six people in Djibo on Monday, said a member of the Volunteers for the "
            "Defense of the Homeland.",
            "Suspected jihadists",
            "Civilians (Burkina Faso)",
        ),
    ],
)  # fmt: skip
def test_a_fight_has_two_sides_and_a_deed_its_own(groups, text, first, second):
    assert groups(text) == (first, second)


@pytest.mark.parametrize(
    "text, first, second",
    [
        (
            "Gunmen shot dead nine passengers near Noshki on Saturday. They also burned a bridge at Mach. The "
            "Balochistan Liberation Army claimed responsibility for these attacks.",
            "BLA: Balochistan Liberation Army",
            "Civilians (Pakistan)",
        ),
        (
            "Gunmen shot dead nine passengers near Noshki on Saturday. A bomb killed two in Mach. The Balochistan "
            "Liberation Army claimed responsibility for the bombing.",
            "Unidentified Armed Group (Pakistan)",
            "Civilians (Pakistan)",
        ),
        (
            "There were protests in Batumi on Friday.",
            "Protesters (Georgia)",
            None,
        ),
        (
            "Thousands of protesters marched in Tbilisi on Friday, and riot police used water cannon to disperse them.",
            "Protesters (Georgia)",
            "Police Forces of Georgia",
        ),
        (
            "KHARKIV, Ukraine (Reuters) - A Russian missile attack killed five people in Kharkiv on Monday.",
            "Military Forces of Russia",
            "Civilians (Ukraine)",
        ),
        (
            "Four Kuki militants were shot dead in an encounter with the Central Reserve Police Force in Imphal "
            "on Monday, officials said.",
            "CRPF: Central Reserve Police Force",
            "Kuki Ethnic Militia",
        ),
    ],
)  # fmt: skip
def test_claims_crowds_and_datelines_are_read_for_sides(groups, text, first, second):
    assert groups(text) == (first, second)


@pytest.mark.parametrize(
    "text, sides",
    [
        (
            "Israeli jets bombed Tyre on Monday, killing two people. A drone strike killed a woman in Sidon on Monday.",
            ["Military Forces of Israel", "Military Forces of Israel"],
        ),
        (
            "Israeli jets bombed Tyre on Monday, killing two people. A car bomb killed a woman in Sidon on Monday.",
            ["Military Forces of Israel", None],
        ),
    ],
)
def test_an_air_raid_by_nobody_is_by_whoever_made_the_others(every_first_side, text, sides):
    assert every_first_side(text) == sides


@pytest.mark.parametrize(
    "text, first, second",
    [
        (
            "Raiders killed nine people at a cattle camp near Malakal on Monday. The attackers were Murle, the "
            "commissioner said.",
            "Murle Ethnic Militia",
            "Civilians (South Sudan)",
        ),
        (
            "Raiders killed nine people at a cattle camp near Malakal on Monday. The attackers were on foot, the "
            "commissioner said.",
            "Raiders",
            "Civilians (South Sudan)",
        ),
        (
            "Fighting between UN peacekeepers and former Seleka fighters killed ten people in Bria on Monday.",
            "UN: United Nations",
            "Seleka",
        ),
        (
            "Palestinian rockets hit Sderot on Monday and wounded two women.",
            "Palestinian",
            "Civilians (Israel)",
        ),
        (
            "Soldiers shot dead three people during a protest march in Conakry on Monday.",
            "Military Forces of Guinea",
            "Protesters (Guinea)",
        ),
    ],
)  # fmt: skip
def test_raiders_former_rebels_and_peoples_without_an_army_are_told_apart(groups, text, first, second):
    assert groups(text) == (first, second)


@pytest.mark.parametrize(
    "text, first, second",
    [
        (
            "Bodo militants shot dead nine villagers near Kokrajhar on Monday. Police blamed the National Democratic "
            "Front of Bodoland.",
            "NDFB: National Democratic Front of Bodoland",
            "Civilians (India)",
        ),
        (
            "Bodo militants shot dead nine villagers near Kokrajhar on Monday.",
            "BLT: Bodo Ethnic Militia",
            "Civilians (India)",
        ),
        (
            "A rebel was killed in a shoot-out with a patrol of soldiers near Wamena on Monday.",
            "Military Forces of Indonesia",
            "rebel",
        ),
        (
            "Six soldiers were killed in a fierce gun battle with 50 New People's Army rebels near Borongan on Monday.",
            "NPA: New People's Army",
            "Military Forces of the Philippines",
        ),
        (
            "Missiles fired by two drones killed nine people in Miranshah on Monday.",
            None,
            "Civilians (Pakistan)",
        ),
        (
            "Gunmen opened fire on police investigators in Timika on Monday, killing one.",
            "Unidentified Armed Group (Indonesia)",
            "Police Forces of Indonesia",
        ),
    ],
)  # fmt: skip
def test_peoples_militants_shoot_outs_and_bare_drones(groups, text, first, second):
    assert groups(text) == (first, second)

"""A lead that tells only the land, and the sentences after it that name the town. All texts are invented."""

from datetime import date

import pytest

from geoevents.model import Document
from geoevents.pipeline import Pipeline
from geoevents.settings import Settings


@pytest.fixture(scope="module")
def shown():
    pipeline = Pipeline.from_settings(Settings.from_environment({}))

    def read(text):
        found = pipeline.extract(Document(text=text, published=date(2014, 6, 30)))
        return [(e.location.name, e.injuries.best if e.injuries else None) for e in found if e.status == "actual"]

    return read


@pytest.mark.parametrize(
    "text, told",
    [
        (
            "Six villagers and two policemen were wounded on Saturday in an attack on a town in southwestern "
            "Colombia. "
            "Two gas cylinders packed with explosives were detonated in the town of Jambalo, leaving six "
            "villagers and two policemen wounded, the mayor said.",
            [("Jambalo", 8)],
        ),
        (
            "Rebels attacked a town in southwestern Colombia on Saturday, wounding three policemen. "
            "The assault on Jambalo began in the evening, when guerrillas opened fire at the police post.",
            [("Jambalo", 3)],
        ),
        (
            "Rebels attacked a town in southwestern Colombia on Saturday, wounding three policemen. "
            "Another bomb went off in Cali on Sunday, wounding nine people.",
            [("Colombia", 3), ("Cali", 9)],
        ),
        (
            "Two soldiers were wounded when guerrillas attacked a base in the department of Arauca on Saturday. "
            "The guerrillas and the army often clash in Arauca.",
            [("Arauca", 2)],
        ),
    ],
)
def test_the_town_named_next_is_the_lead_s_unless_the_harm_or_the_words_differ(text, told, shown):
    assert shown(text) == told


def test_a_department_stays_one_when_its_name_is_told_again():
    pipeline = Pipeline.from_settings(Settings.from_environment({}))
    text = (
        "Two soldiers were killed on Saturday when guerrillas attacked a base in the department of Arauca. "
        "The guerrillas clashed with troops in Arauca again, the army said."
    )
    first = pipeline.extract(Document(text=text, published=date(2014, 6, 30)))[0]
    assert first.location.where_prec >= 3

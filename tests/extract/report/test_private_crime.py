from types import SimpleNamespace

import pytest

from geoevents.extract.report.private_crime import names_a_cause, tells_an_accident, tells_private_crime


@pytest.mark.parametrize(
    "opening",
    [
        "Three armed men shot a cashier during a robbery in Varna on Monday.",
        "Cash-in-transit guards were ambushed at a mall; one of them died.",
        "Deputies shot a man who came at them waving a kitchen knife.",
        "A woman of 41 was stabbed by her estranged husband outside a bakery.",
        "Detectives open a murder inquiry after a man was beaten to death.",
        "Two men were shot in a parking lot. / The suspect fled in a white van, and paramedics treated the victim.",
    ],
)
def test_a_crime_without_a_political_side_is_told_by_the_opening(opening):
    assert tells_private_crime(opening.split(" / "))


@pytest.mark.parametrize(
    "opening",
    [
        "Rebels robbed a bank in Buga on Monday and killed two guards.",
        "Police opened a murder inquiry after the mayor of Izmit was shot dead.",
        "A man wielding a knife attacked worshippers outside a mosque.",
        "Police shot a protester who was brandishing a machete.",
        "Gunmen killed nine people in Zamfara on Monday.",
        "Officers shot a trader who was out after curfew. / The victim was unarmed, and a suspect was held.",
    ],
)
def test_whoever_has_a_cause_commits_no_private_crime(opening):
    assert not tells_private_crime(opening.split(" / "))


def test_a_cause_is_an_office_a_faith_a_crowd_or_an_armed_side():
    assert all(names_a_cause(f"{who} fired.") for who in ("Militants", "The senator", "Settlers", "A mob"))
    assert not any(names_a_cause(f"{who} fired.") for who in ("Robbers", "The husband", "A man", "Two officers"))


@pytest.mark.parametrize(
    "text, accident",
    [
        ("A blast levelled a house in Plovdiv. / Two people were hurt. / Police believe a gas leak caused it.", True),
        ("A fire broke out in a mill. / It spread. / A boiler had burst.", True),
        ("A blast levelled a house in Plovdiv. / Two people were hurt. / Nobody knew why.", False),
        ("A blast hit a gas pipeline in Kirkuk. / Guards were hurt. / Militants had laid it.", False),
        (
            "Gas cylinders packed with nails were detonated in Toribio. / Six were hurt in the attack on the town.",
            False,
        ),
        ("A blast shook Plovdiv. / It was no attack on the mosque. / A gas leak is to blame.", True),
        ("A crowd marched in Plovdiv. / It was peaceful. / It had smelled a gas leak.", False),
    ],
)
def test_a_blast_put_down_to_gas_is_an_accident_unless_fighters_are_named(text, accident):
    opening, *further = text.split(" / ")
    assert tells_an_accident([opening], [SimpleNamespace(text=part) for part in further]) is accident

"""Who claimed a deed or is blamed for it. All texts are invented."""

import pytest

from geoevents.extract.actors.claims import claimant, claims_responsibility
from geoevents.text.language import PlainLanguage
from geoevents.text.sentences import split_sentences


def sentences(text):
    return PlainLanguage().parse(split_sentences(text))


def claim(text, home="AF"):
    (sentence,) = sentences(text)
    found = claims_responsibility(sentence, home)
    return found.group if found else None


@pytest.mark.parametrize(
    "text, home, group",
    [
        ("The Taliban claimed responsibility for the attack.", "AF", "Taliban"),
        ("Al-Shabaab later said its fighters carried out the raid.", "SO", "Al-Shabaab"),
        ("A car bomb that was claimed by the Taliban wrecked the gate.", "AF", "Taliban"),
        ("The governor blamed the attack on Boko Haram.", "NG", "Boko Haram"),
        ("Officials blamed Al-Shabaab for the bombing.", "SO", "Al-Shabaab"),
        ("The army accused the PKK of carrying out the ambush.", "TR", "PKK: Kurdistan Workers' Party"),
        ("The Islamic State group took responsibility for the blast.", "IQ", "IS: Islamic State"),
        ("Boko Haram is suspected to have carried out the killings.", "NG", "Boko Haram"),
    ],
)
def test_who_claims_a_deed_or_is_blamed_for_it_is_named(text, home, group):
    assert claim(text, home) == group


@pytest.mark.parametrize(
    "text",
    [
        "No group has claimed responsibility, though the Taliban are strong there.",
        "The Taliban denied they had claimed responsibility for the attack.",
        "The Taliban have not claimed responsibility for the attack.",
        "The Taliban often claimed responsibility for attacks in the city.",
        "The Taliban claimed the town was quiet.",
        "Officials blamed the Taliban for the slow harvest.",
        "Residents blamed the mayor for the attack.",
    ],
)
def test_other_claims_name_nobody(text):
    assert claim(text) is None


def test_a_claim_behind_another_happening_is_that_ones():
    text = "A bomb went off in Khost. A mine hit a bus in Gardez. The Taliban claimed responsibility for the attack."
    report = sentences(text)
    assert claimant(0, 0, [1], report, len(report), "AF") is None
    assert claimant(1, 1, [0], report, len(report), "AF").group == "Taliban"


def test_a_claim_in_another_part_of_the_report_is_not_read():
    report = sentences("A bomb went off in Khost. The Taliban claimed responsibility for the attack.")
    assert claimant(0, 0, [], report, 1, "AF") is None

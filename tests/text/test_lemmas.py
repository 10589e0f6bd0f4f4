"""Base forms a trigger lexicon relies on."""

from __future__ import annotations

import pytest

from geoevents.text.lemmas import lemma

FORMS = """
attacked:attack killed:kill fled:flee shot:shoot bombed:bomb shelled:shell stabbed:stab seized:seize raided:raid
raped:rape died:die clashed:clash opened:open planned:plan denied:deny said:say met:meet struck:strike shooting:shoot
arrested:arrest evacuated:evacuate displaced:displace retook:retake overran:overrun ambushed:ambush besieged:besiege
wounded:wound targeted:target fired:fire controlled:control kidnapped:kidnap hit:hit withdrew:withdraw burned:burn
looted:loot abducted:abduct executed:execute signed:sign agreed:agree freed:free exploded:explode used:use
"""


@pytest.mark.parametrize("pair", FORMS.split())
def test_verb_forms_with_a_tag(pair):
    form, base = pair.split(":")
    assert lemma(form, "VBG" if form.endswith("ing") else "VBD") == base


@pytest.mark.parametrize("pair", [p for p in FORMS.split() if not p.startswith(("wounded", "used"))])
def test_verb_forms_without_a_tag(pair):
    form, base = pair.split(":")
    assert lemma(form.upper()) == base


@pytest.mark.parametrize(
    "form, base",
    [
        ("clashes", "clash"), ("troops", "troop"), ("gunmen", "gunman"), ("casualties", "casualty"), ("women", "woman"),
        ("bases", "base"), ("children", "child"), ("forces", "force"), ("buses", "bus"), ("blasts", "blast"),
        ("headquarters", "headquarters"), ("crisis", "crisis"), ("refugees", "refugee"),
    ],
)  # fmt: skip
def test_plural_nouns(form, base):
    assert lemma(form, "NNS") == base
    assert lemma(form) == base


def test_a_noun_keeps_its_form():
    assert lemma("bombing", "NN") == "bombing"
    assert lemma("Building") == "building"

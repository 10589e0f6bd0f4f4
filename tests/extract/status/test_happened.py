from datetime import date

import pytest

from geoevents.extract.status.happened import StatusDecision, with_date
from geoevents.model import DateRange
from geoevents.ontology import DatePrecision
from tests.extract.reading import status

CASES = [
    ("Rebels shelled the port on Friday.", "shelled", "actual"),
    ("Rebels managed to capture the hill.", "capture", "actual"),
    ("Rebels tried to storm the prison but were driven back.", "storm", "attempted"),
    ("Police foiled an attack on the embassy.", "attack", "attempted"),
    ("The army plans to attack the town next week.", "attack", "planned"),
    ("The army will attack the town, its chief said.", "attack", "planned"),
    ("The president threatened to bomb the port.", "bomb", "threatened"),
    ("The general warned that his men would shell the city.", "shell", "threatened"),
    ("The ministry denied that its jets had bombed the clinic.", "bombed", "denied"),
    ("Rebels did not attack the convoy.", "attack", "denied"),
    ("No soldiers were killed at the post.", "killed", "denied"),
    ("There was no attack on the base.", "attack", "denied"),
    ("The ministry accused rebels of shelling the village.", "shelling", "hypothetical"),
    ("If rebels attack the dam, the valley will drown.", "attack", "hypothetical"),
    ("Rebels could attack the dam.", "attack", "hypothetical"),
    ("Residents live in fear of an attack by the militia.", "attack", "hypothetical"),
    ("Since 2011 the war has killed 400,000 people.", "killed", "historical"),
    ("The pipeline has been blown up more than 1,000 times since 1986.", "blown up", "historical"),
    ("Some 40 people have been killed since then.", "killed", "historical"),
    ("Two guards were killed in Hilla, bringing the death toll to 45 since January.", "killed", "actual"),
    ("More dead raise the toll to ten in the bombing of a camp in Hilla.", "bombing", "actual"),
    ("Shelling killed more people in Hilla, raising the toll to 154 in 17 days of fighting.", "killed", "historical"),
    ("Tens of rockets hit Hilla during the past few hours and a judge was killed.", "killed", "actual"),
    ("Rebels killed 900 people during the past year.", "killed", "historical"),
    ("The director, who was wounded in Iraq, said the film was true.", "wounded", "historical"),
    ("The driver, who was wounded in the attack, said he saw two men.", "wounded", "actual"),
    ("He was convicted of murdering two rebels.", "murdering", "historical"),
    ("The town marked the anniversary of the massacre of villagers.", "massacre", "historical"),
    ("The party condemned the murder of minister Antonio Lara in Guayana on Friday.", "murder", "actual"),
    ("Rebels denied any part in the murder of minister Antonio Lara on Friday.", "murder", "actual"),
    ("A group claimed responsibility for Monday's bombing of a bank.", "bombing", "actual"),
    ("Most of them asked to leave the country after the assassination of two priests.", "assassination", "actual"),
    ("The envoy asked who had killed Father Ruiz.", "killed", "actual"),
    ("The ministry denied the killing of civilians.", "killing", "denied"),
    ("Pilots are ready to shoot down hostile aircraft.", "shoot down", "planned"),
    ("Forces tasked with fighting the group left the base.", "fighting", "planned"),
    ("The senator was kidnapped on 3 May by the Extraditables.", "kidnapped", "actual"),
    ("A judge, envoy to Spain during the first years of the reform, was shot dead in Hilla.", "shot dead", "actual"),
    ("Pilots received orders to take off and shoot down hostile aircraft.", "shoot down", "planned"),
    ("There are no foreigners held hostage by the rebels.", "held hostage", "denied"),
    ("The president paid tribute to the assassinated senator in Hilla.", "assassinated", "historical"),
    ("Patrols have reduced attacks on villages.", "attacks", "hypothetical"),
    ("The war between the two clans has already claimed 120 deaths.", "deaths", "historical"),
    ("Men fired on his car in the capital; he was not hurt.", "fired on", "actual"),
    ("The island was once notorious for kidnappings by gunmen.", "kidnappings", "historical"),
    ("He was executed by his rivals in 1842.", "executed", "historical"),
    ("The group, which jets are bombing in the hills, has 900 men.", "bombing", "historical"),
    ("A field by the canal yielded a Roman-era mass grave.", "mass grave", "historical"),
    ("Fighting for the town from January 29 until late March killed 21 men.", "killed", "historical"),
    ("Clashes from May 13 to May 15 killed nine men.", "killed", "actual"),
    ("Families fleeing the hills have access to water.", "fleeing", "historical"),
    ("Some 300 families fleeing the hills on Monday have arrived.", "fleeing", "actual"),
    ("The envoy spoke of two wars raging in the hills.", "raging", "historical"),
    (
        "The reporter, held captive by militants in the hills for four months, wrote a book.",
        "held captive",
        "historical",
    ),
    ("Families affected by the shelling of the town received stoves.", "shelling", "historical"),
    ("An estimated 60 percent of the homes were destroyed.", "destroyed", "historical"),
    ("A strike on Monday destroyed 60 percent of the homes.", "destroyed", "actual"),
    ("Nine died when soldiers shot at protests held from December to February.", "shot", "historical"),
    ("The mother of a conscript killed in the hills lit a candle.", "killed", "historical"),
    ("The mother of a boy killed by police on Monday wept.", "killed", "actual"),
    ("Poverty feeds the groups fighting for independence in the valley.", "fighting", "historical"),
    ("The state barred a warlord from entering for his part in the massacre of nine monks.", "massacre", "historical"),
    ("The chronicle of the slaughter in the valley took her ten years.", "slaughter", "historical"),
    ("The army opened an inquiry into killings in the valley.", "killings", "historical"),
    ("He will never forget the morning when gunmen ambushed his bus.", "ambushed", "historical"),
    ("The ridge is critical for recapturing the town.", "recapturing", "planned"),
    ("The ridge is known for fighting.", "fighting", "actual"),
    ("The sect has largely been pushed back.", "pushed back", "historical"),
    ("The sect was pushed back.", "pushed back", "actual"),
    ("Between January and March gunmen killed 40 people.", "killed", "historical"),
    ("Between Monday and Tuesday gunmen killed four people.", "killed", "actual"),
    ("Did rebels attack the town?", "attack", "hypothetical"),
    ("Why did rebels attack the town on Monday?", "attack", "actual"),
    ("Rebels attacked the fort of Harwick on 12 April 1861.", "attacked", "historical"),
    ("A plaque recalls how the militia attacked the town (1873-1875).", "attacked", "historical"),
    ("A column of 1500 men attacked the town.", "attacked", "actual"),
    ("The army occupied the fort during the Crimean War.", "occupied", "historical"),
    ("The army occupied the town during the civil war.", "occupied", "actual"),
    ("The conflict between the army and the Ara Front killed 310 people.", "killed", "historical"),
    ("A clash between the army and the Ara Front killed 31 people.", "killed", "actual"),
]


@pytest.mark.parametrize("text, word, expected", CASES)
def test_the_words_around_a_trigger_tell_whether_it_happened(text, word, expected):
    decision = status(text, word, published=date(2024, 5, 17))
    assert decision.status == expected, decision.reason


def test_what_is_dated_long_before_the_report_is_history():
    told = StatusDecision("actual", "told as a fact", None)
    old = DateRange(date(2023, 1, 2), date(2023, 1, 2), DatePrecision.DAY)
    assert with_date(told, old, date(2024, 1, 2)).status == "historical"
    assert with_date(told, old, date(2023, 1, 5)).status == "actual"
    assert with_date(told, None, date(2024, 1, 2)).status == "actual"

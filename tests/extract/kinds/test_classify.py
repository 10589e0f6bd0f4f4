import json
from importlib import resources

import pytest

from geoevents.extract.kinds.classify import RULES
from geoevents.extract.sentence.contexts import context_words, contexts_of, satisfies
from geoevents.extract.sentence.triggers import read_table
from geoevents.ontology import TYPE_OF
from tests.extract.reading import decide

TYPED = [
    ("Warring clans traded fire in the town for a third day.", "traded fire", "Armed clash"),
    ("Supporters of the old president stormed Congress on Sunday.", "stormed", "Violent demonstration"),
    ("Unknown attackers hurled petrol bombs at a mosque.", "hurled petrol bombs", "Looting/property destruction"),
    ("Masked gunmen dragged three teachers out of a school.", "dragged", "Abduction/forced disappearance"),
    ("The mission lost two soldiers to a mine near the town.", "lost", "Remote explosive/landmine/IED"),
    ("Police sprayed demonstrators with pepper gas near the palace.", "sprayed", "Protest with intervention"),
    ("Three protesters died when soldiers shot at a march.", "died", "Excessive force against protesters"),
    ("Angry youths fought the police in the square.", "fought", "Violent demonstration"),
    ("Two workers were taken from their rig by gunmen.", "taken", "Abduction/forced disappearance"),
    ("Gunmen stormed a radio station and smashed its desks.", "stormed", "Attack"),
    ("Soldiers entered the seminary and beat two novices.", "beat", "Attack"),
    ("The bodies of two men, their hands tied, were found by the road.", "bodies", "Attack"),
    ("The navy cleared mines from the bay and destroyed them.", "destroyed", "Disrupted weapons use"),
    ("Six missiles fired by warplanes struck the hamlet.", "struck", "Air/drone strike"),
    ("Two engineers who were seized by guerrillas are still missing.", "seized", "Abduction/forced disappearance"),
    ("A jeep drove over a mine near the ford and two rangers died.", "drove over a mine",
     "Remote explosive/landmine/IED"),
    ("Policemen opened fire on demonstrators by the bridge, killing four.", "opened fire",
     "Excessive force against protesters"),
    ("Riot police fired tear gas to break up a rally by the port.", "fired tear gas", "Protest with intervention"),
    ("About 300 nurses protested outside the ministry.", "protested", "Peaceful protest"),
    ("Protesters hurled stones at officers and torched two vans.", "Protesters", "Violent demonstration"),
    ("A crowd stoned a column of peacekeepers.", "stoned", "Mob violence"),
    ("Insurgents attacked an army outpost before dawn.", "attacked", "Armed clash"),
    ("Masked men attacked villagers at the well.", "attacked", "Attack"),
    ("A drone strike destroyed a pickup.", "drone strike", "Air/drone strike"),
    ("The army shelled hills north of the river, and drones hit a fuel depot.", "shelled",
     "Shelling/artillery/missile attack"),
    ("Warplanes struck the port, and the movement fired rockets at a town.", "fired rockets",
     "Shelling/artillery/missile attack"),
    ("A roadside bomb tore through a bus and killed its driver.", "killed", "Remote explosive/landmine/IED"),
    ("A woman in a suicide vest blew herself up at the gate.", "blew herself up", "Suicide bomb"),
    ("Artillery pounded the suburb and killed two brothers.", "killed", "Shelling/artillery/missile attack"),
    ("A man on a scooter hurled a grenade into the bar, wounding six guests.", "grenade", "Grenade"),
    ("Shells filled with chlorine gas killed eleven people.", "killed", "Chemical weapon"),
    ("Rebels seized the town after a day of combat.", "seized", "Non-state actor overtakes territory"),
    ("Soldiers captured 20 suspects in raids around the town.", "captured", "Arrests"),
    ("Government troops recaptured the village.", "recaptured", "Government regains territory"),
    ("Soldiers withdrew from the border town and handed it to the council.", "withdrew",
     "Non-violent transfer of territory"),
    ("Police arrested nine opposition activists.", "arrested", "Arrests"),
    ("Gunmen kidnapped a priest on the coast road.", "kidnapped", "Abduction/forced disappearance"),
    ("Fighters raped several women during the raid.", "raped", "Sexual violence"),
    ("Soldiers found a cache of rifles and rockets in a barn.", "found", "Disrupted weapons use"),
    ("Militiamen looted the shops of the quarter.", "looted", "Looting/property destruction"),
    ("The army set up an outpost on the ridge.", "set up", "Headquarters or base established"),
    ("The two armies signed a ceasefire.", "ceasefire", "Agreement"),
    ("Some 400 soldiers were deployed along the frontier.", "deployed", "Change to group/activity"),
    ("Rebels took control of the town after the army pulled out.", "took control", "Non-violent transfer of territory"),
    ("The troops entered the village unopposed.", "entered", "Non-violent transfer of territory"),
    ("Rebels captured the town after the army was routed in heavy fighting.", "captured",
     "Non-state actor overtakes territory"),
    ("Militants overran an outpost, killing six soldiers.", "overran", "Armed clash"),
    ("Gendarmes opened fire on supporters who were marching to the palace.", "opened fire",
     "Excessive force against protesters"),
    ("Police baton-charged students chanting against the fees.", "baton-charged", "Protest with intervention"),
    ("Police lobbed tear gas shells at the protesters.", "lobbed tear gas", "Protest with intervention"),
    ("Villagers beat to death two men accused of theft.", "beat to death", "Mob violence"),
    ("Rival groups of students pelted each other with bricks.", "pelted", "Mob violence"),
    ("Air defences shot down twelve drones over the port.", "shot down", "Disrupted weapons use"),
    ("A bomb went off prematurely as he was assembling it.", "went off", "Disrupted weapons use"),
    ("Troops seized a lorry loaded with rifles and explosives.", "seized", "Disrupted weapons use"),
    ("Militants attacked three villages near the lake.", "attacked", "Attack"),
    ("Soldiers took the mayor from his office with a bag over his head.", "took", "Abduction/forced disappearance"),
    ("A priest was seized by unknown men on the highway.", "seized", "Abduction/forced disappearance"),
    ("The rebels handed over a kidnapped general to the Red Cross.", "handed over", "Agreement"),
    ("The two sides swapped nearly 900 prisoners.", "swapped", "Agreement"),
    ("Security forces raided several houses and captured twelve members of the banned movement.", "raided", "Arrests"),
    ("Militiamen formed a drone command of the group.", "formed", "Change to group/activity"),
    ("Fighters set dozens of huts on fire.", "set dozens of huts on fire", "Looting/property destruction"),
    ("Soldiers sexually assaulted two women near the camp.", "sexually assaulted", "Sexual violence"),
    ("The government and the rebels held talks on a truce.", "held talks", "Agreement"),
    ("The two presidents held talks in the palace.", "held talks", "Meeting"),
    ("The union imposed sanctions on four generals.", "sanctions", "Sanction"),
    ("Thousands of families fled the fighting.", "fled", "Flight"),
    ("Some 200 refugees returned to the valley.", "returned", "Return"),
    ("Buses evacuated wounded civilians from the quarter.", "evacuated", "Evacuation"),
]  # fmt: skip

LEFT_ALONE = [
    ("The arrest came after a seizure in Yuma, where agents caught 15 smugglers.", "seizure"),
    ("A blast levelled a bakery, killing seven; natural gas was blamed.", "killing"),
    ("A judge jailed the five militants, found guilty of plotting bomb attacks.", "found"),
    ("A driver was imprisoned on Monday for nearly ten years.", "imprisoned"),
    ("Two hikers were killed in an attack by an angry elephant.", "killed"),
    ("Read also: Gunmen kill nine farmers in the hills", "kill"),
    ("Lawmakers staged a walkout from parliament over the bill.", "walkout"),
    ("The fighters were rallied by an exiled prince.", "rallied"),
    ("Residents fled as the wildfire neared, and firefighters lost the ridge.", "fled"),
    ("The army launched an inquiry into the fire on Monday.", "launched"),
    ("The mediator launched talks with the armed factions.", "launched"),
    ("Fighters torched a police station before withdrawing.", "withdrawing"),
    ("The row over the budget exploded into the open on Tuesday.", "exploded"),
    ("Police blocked roads for the marathon.", "blocked roads"),
    ("A falling tree killed a woman near the river.", "killed"),
    ("The battle scenes were shot in the desert.", "shot"),
    ("The Rebels beat the Warriors 34-21 in the battle for first place.", "beat"),
    ("Arsenal attacked from the first whistle and scored two goals.", "attacked"),
    ("Share prices exploded on the stock market after the company's earnings.", "exploded"),
    ("The two chefs fought a battle of words over garlic.", "battle"),
    ("The minister came under fire from critics of the tax plan.", "fire"),
    ("The singer was bombarded with questions about her album.", "bombarded"),
    ("A gas leak caused an explosion at a bakery, killing two.", "explosion"),
    ("An earthquake killed dozens of people in the hills.", "killed"),
    ("A motorist was killed in a collision on the ring road.", "killed"),
    ("A man killed his wife after a quarrel in their flat.", "killed"),
    ("Critics attacked the budget.", "attacked"),
    ("At least 280 people inhaled poisonous gas that leaked from a factory.", "poisonous gas"),
    ("Soldiers were mobilized to help dig out cars stuck in heavy snow.", "mobilized"),
    ("A court jailed the former mayor over the massacre.", "jailed"),
    ("Border guards detained nine men who smuggled migrants in a lorry.", "detained"),
    ("The foreign ministry protested to its neighbour over the new border posts.", "protested"),
    ("The militia left the town without fighting.", "fighting"),
    ("The driver lost control of his squad car.", "lost control"),
    ("Fans of the singer occupied the square.", "occupied"),
    ("The farm was seized by the army under charges of fraud.", "seized"),
    ("Reporters found nobody hurt by the shells.", "found"),
    ("Villages burned, according to vigilantes.", "vigilantes"),
    ("The march of robots into the factories goes on.", "march"),
    ("The rebels freed five soldiers whom they had held since June.", "freed"),
    ("The company lodged a protest with the regulator.", "protest"),
    ("Soldiers took shelter as an attack helicopter flew over.", "attack"),
]


@pytest.mark.parametrize("text, word, expected", TYPED)
def test_participants_and_cues_decide_the_sub_event_type(text, word, expected):
    decision = decide(text, word)
    assert decision.sub_event_type == expected, decision.reasons
    assert decision.event_type == TYPE_OF[expected]


@pytest.mark.parametrize("text, word", LEFT_ALONE)
def test_peaceful_readings_are_left_alone_with_a_reason(text, word):
    decision = decide(text, word)
    assert decision.sub_event_type is None
    assert decision.reasons[-1]


def test_every_sense_of_the_table_has_a_rule():
    assert {entry.sense for entry, _ in read_table()} <= set(RULES)


def test_every_need_of_the_table_names_sets_that_exist():
    names = set(context_words())
    for entry, _ in read_table():
        for option in filter(None, entry.needs.split("|")):
            assert set(option.split("&")) <= names, entry


def test_no_word_of_the_sets_is_written_with_capitals():
    data = json.loads((resources.files("geoevents.extract") / "data" / "contexts.json").read_text("utf-8"))
    assert all(word == word.lower() for words in data.values() for word in words)


def test_needs_are_alternatives_of_sets_that_must_all_be_there():
    contexts = contexts_of("Rebels hold the village.")
    assert satisfies("armed&place", contexts)
    assert satisfies("chem|armed", contexts)
    assert not satisfies("chem|armed&refugees", contexts)
    assert satisfies("", {})

"""What one sentence tells of its dead and injured, read from its words alone."""

import pytest

from geoevents.extract.tolls.told import find_tolls
from tests.extract.marked import casualties_of, dead_and_hurt, read, short


@pytest.mark.parametrize(
    "marked, dead, hurt",
    [
        ("The [blast] ripped through a bus, killing 12 and wounding 30.", 12, 30),
        ("The [death] of four guards raises the toll to 66 members of the army since they crossed the river.", 4, None),
        ("More dead raised the toll of the [bombing] to 45.", 45, None),
        ("The [attack] left six dead.", 6, None),
        ("The raid ended with troops [killing] all 33 attackers.", 33, None),
        ("A gang [slit] the throats of 17 people, including five sisters.", 17, None),
        ("In the [raid], 13 people had their throats cut.", 13, None),
        ("The army said that “around 12 terrorists” had been “neutralised” in the [raid].", 12, None),
        (
            "One soldier Ravi Das and two traders namely Omar Khan and Bilal Shah received injuries in the [clash].",
            None,
            3,
        ),
        ("Two militants, identified as Omar Khan, a trader, and Bilal, a foreigner, were [killed].", 2, None),
        ("Two soldiers identified as Omar Khan and Bilal Shah and a civilian were [killed].", 3, None),
        ("Three policemen and a clerk identified as Ravi Das, a local man, were hurt in the [shootout].", None, 4),
        ("Five gunmen were [killed] and two had bullet wounds.", 5, 2),
        ("The ministry said its forces [killed] 90 rebels and reported losing 12 soldiers.", 102, None),
        ("One navy personnel was [killed].", 1, None),
        ("Almost all the 43 dead in the [raid] were suspects.", 43, None),
        (
            "The shots led to the [death] of nine (9) people, while four (4) sustained gunshot wounds.",
            9,
            4,
        ),
        (
            "The toll of a suicide [bombing] outside a barracks earlier on Monday has now risen to 14, doctors said.",
            14,
            None,
        ),
        ("The number of people who died in Friday's [blast] at the market has climbed to 31.", 31, None),
        ("The [raid] claimed the life of an elderly farmer.", 1, None),
        ("Four others were being treated in hospital after the [blast].", None, 4),
        ("The [strikes] resulted in the death of 14 people and injury of another 20.", 14, 20),
        ("The [clash] led to the death of two officers and injuries to five.", 2, 5),
        (
            "The army claimed it had killed 40 rebels in [fighting] that left six soldiers dead and 20 wounded.",
            (6, 6, 46),
            20,
        ),
        ("The rebels claimed to have killed ten soldiers and wounded twenty in the [ambush].", (0, 0, 10), (0, 0, 20)),
        ("Nine others were killed in other [strikes], raising Monday's death toll to 31.", 9, None),
        ("The past week has seen nine people killed and dozens injured in [attacks].", None, None),
        ("Prisoners were being treated as criminals after the [raid].", None, None),
        ("He took his own life after the [raid].", None, None),
        ("The [shelling] killed nine hundred trillion people.", None, None),
        ("The [attack] left six people dead and nine injured.", 6, 9),
        ("The death toll from the [blast] rose to 45.", 45, None),
        ("The [attack] claimed the lives of nine villagers.", 9, None),
        ("The [ambush] claimed nine lives.", 9, None),
        ("Eight policemen lost their lives in the [ambush].", 8, None),
        ("Four people, two of them children, died in the [strike].", 4, None),
        ("Seven people, including three women, were [killed].", 7, None),
        ("At least 11 civilians, among them five children, were killed and 23 wounded in [strikes].", 11, 23),
        ("12 killed, 30 injured in market [blast]", 12, 30),
        ("Soldier killed, three hurt in [ambush]", 1, 3),
        ("The mayor was [killed] by gunmen.", 1, None),
        ("He was [shot] dead outside his home.", 1, None),
        ("The 25-year-old was [killed].", 1, None),
        ("Soldiers [killed] a farmer.", 1, None),
        ("Two soldiers and a civilian were [killed].", 3, None),
        ("Three brothers were [shot] dead.", 3, None),
        ("A woman and her two children died in the [shelling].", 3, None),
        ("A journalist, his driver and two guards were killed in the [ambush].", 4, None),
        ("The [attack] on the mosque killed the imam and six worshippers.", 7, None),
        ("A suicide bomber [blew] himself up, killing himself and six others.", 7, None),
        ("Residents said the [strike] killed the family's three daughters.", 3, None),
        ("A family of five was killed when a [shell] hit their home.", 5, None),
        ("The [bombing] resulted in the deaths of six policemen.", 6, None),
        ("The [assassination] of Judge Pablo Ruiz shocked the town.", 1, None),
        ("The [killing] of four miners led to protests.", 4, None),
        ("The bodies of 12 men were found after the [massacre].", 12, None),
        ("Police found 12 bodies after the [attack].", 12, None),
        ("A [CLASH] THAT RESULTED IN ONE DEAD TERRORIST", 1, None),
        ("FOUR INSURGENTS DIED AND TWELVE MORE WERE HURT IN [CLASHES].", 4, 12),
        ("A policeman was killed and two others were wounded in the [attack].", 1, 2),
        ("Ten soldiers and five rebels were killed in the [clashes].", 15, None),
        ("Rebels killed three soldiers and two rebels were wounded in the [clash].", 3, 2),
        ("Three people died and 20 were injured, four of them critically, in the [riot].", 3, 20),
        ("12 people, three soldiers and nine civilians, were [killed].", 12, None),
        ("Militants [killed] 12 people, three soldiers and nine civilians.", 12, None),
        ("Two of the wounded died after the [attack].", 2, None),
        ("The wounded were taken to a clinic after the [blast] killed 3 people.", 3, None),
        ("In the town of Dor on Monday, four men were [killed].", 4, None),
        ("Troops [killed] 7 militants and destroyed three vehicles.", 7, None),
        ("Gunmen killed 2 policemen in the [attack] on Checkpoint 12.", 2, None),
        ("The [attack] wounded a 34-year-old man and Ahmed, 45, a teacher.", None, 1),
        ("Gunmen [shot] dead three travellers.", 3, None),
        ("The [assassination] of Senator and party candidate Luis Paz shocked the town.", 1, None),
        ("The well-known banker of the old port was [murdered].", 1, None),
        ("A squad [killed] Hector Perez, leader of a union, and the social worker Gilda Flores.", 2, None),
        ("In Farah, gunmen [shot] dead a judge.", 1, None),
        ("Carlos Perez and Ruben Ramirez were [shot] to death.", 2, None),
        ("Gunmen [stabbed] two men to death.", 2, None),
        ("The mayor, who was kidnapped on Monday, was found [dead].", 1, None),
        ("The mayor's [murder] shocked the town.", 1, None),
        ("The [assassination] of Hector Colindres, leader of the party, shocked the town.", 1, None),
        ("Two Soldiers Killed In [Blast] Near Border", 2, None),
        ("Carlos Perez, a mayor, was [killed] by a column of guerrillas.", 1, None),
        ("22 fighters and members of the army were [killed].", 22, None),
        ("140 shells hit the town and 11 people were [killed].", 11, None),
        ("12 bus passengers were [killed].", 12, None),
        (
            "One person was killed and another wounded when government supporters [attacked] a convoy of US troops.",
            1,
            1,
        ),
        ("One Syrian was killed and another was wounded in the [clash].", 1, 1),
        ("One killed and one wounded when government supporters [attacked] a convoy.", 1, 1),
        ("A US soldier was slightly wounded and a Syrian man was killed in the [clash].", 1, 1),
        ("Clashes [killed] 27 Syrian soldiers and wounded dozens more.", 27, (24, 24, 99)),
        ("The [attack] killed at least 33 Turkish soldiers, officials said.", 33, None),
        ("Two children were among nine people [killed].", 9, None),
        ("Nine people were killed, two of them children, and 15 were hurt in the [strike].", 9, 15),
        ("Police said the [blast] left four people dead, including the bomber.", 4, None),
        ("At least five protesters were shot dead by police in the [protest].", 5, None),
        ("The two men were [killed].", 2, None),
        ("Four of the attackers were also [killed].", 4, None),
        ("Five of the six crew members were [killed].", 5, None),
        ("Three civilians, a policeman and two soldiers were [killed].", 6, None),
        ("The [shooting] killed Sgt. Pedro Gomez and Lt. Juan Diaz.", 2, None),
        ("The officer and his wife were [murdered] at home.", 2, None),
        ("Some 20 to 30 gunmen [attacked] the village and killed seven people.", 7, None),
        ("The army lost 12 men in the [battle].", 12, None),
        ("The [attack] cost 12 lives.", 12, None),
        ("Rescuers pulled 12 bodies from the rubble after the [strike].", 12, None),
        ("More than 30 people were killed or wounded in the [attack].", None, None),
        ("The toll in the [attack] has risen to 17 dead and 40 wounded.", 17, 40),
        ("The [bombing] left 17 dead and 40 wounded.", 17, 40),
        ("17 dead, 40 wounded in Dor [bombing]", 17, 40),
        ("The [ambush] in which 12 soldiers died was claimed by the group.", 12, None),
        ("Dozens of civilians were killed in the [raid].", (24, 24, 99), None),
        ("Scores were wounded when police [fired] on the crowd.", None, (40, 40, 99)),
        ("At least one person was killed and several more were injured in the [blast].", 1, (3, 3, 9)),
        ("Between 10 and 15 fighters were [killed].", (10, 10, 15), None),
        ("Up to 30 rebels were [killed].", (1, 30, 30), None),
        ("Twelve people were feared dead after the [strike].", (0, 12, 12), None),
        ("The [shelling] killed and wounded 20 people.", None, None),
        ("The [shelling] killed and wounded 20 people, and four of them died in hospital.", 4, None),
        ("The [blast] killed three, raising to nine the number of people killed in the town today.", 9, None),
        ("The [strike] raises the number of those killed in the town to nine.", 9, None),
        ("The group reported the [murder] on Tuesday night of three union members.", 3, None),
        ("He was taken away in the [raid] and his body was found by the road.", 1, None),
        ("The body of Tomas Ayala, killed in the [raid], lay by the road.", 1, None),
        ("Nine people sustained injuries in the [clash].", None, 9),
        ("A man was shot in the leg in the [raid].", None, 1),
        ("The [missile] killed 11 and left another 25 in hospital.", 11, 25),
        ("The [raid] left a dozen wounded and no dead.", 0, 12),
        ("Six priests -- four nuns' brothers and two monks -- and two women were [murdered].", 8, None),
        ("Gunmen [killed] a teacher together with two pupils.", 3, None),
        ("His wounded driver died after the [ambush].", 1, None),
        ("The guide died in the [blast], which left seven other people dead.", 8, None),
        ("Two policemen, attacker [killed] in a market", 3, None),
        ("The [strike] killed a couple, their three children and a grandmother.", 6, None),
        ("The mayor was [abducted] on Tuesday and found dead the next day.", 1, None),
        ("At least ten people, most of them women, including three children, [died].", 10, None),
        ("Both brothers were [killed].", 2, None),
        ("Three civilians, two soldiers [killed] in east of the country", 5, None),
        ("Two Ghanaian peacekeepers among five dead in [ambush]", 5, None),
        ("Two children were among seven people [killed] in the raid.", 7, None),
        ("Human rights lawyer Amina Dari and her driver, Yusuf Karim, were [shot] dead.", 2, None),
        ("Jose Porto, 65, his bodyguard and his driver were [killed].", 3, None),
        ("Clara Bello, a judge, and two of her bodyguards were [killed].", 3, None),
        ("A grenade [killed] a waitress and two customers.", 3, None),
        ("The imam had been [gunned] down.", 1, None),
        ("[IED] hits pick-up: 2 officers KIA, 5 WIA", 2, 5),
        ("My neighbour and her baby did not survive the [shelling].", 2, None),
        ("The [attack] killed a couple.", 2, None),
        ("Barrel [bombs] kill family of six in village", 6, None),
        ("A child [burned] to death in the house.", 1, None),
        ("Police freed them after a [gun battle] in which one kidnapper was killed.", 1, None),
        ("Gunmen [killed] three farmers near the borders of Mali and Niger.", 3, None),
        ("A [mine] killed a shepherd, said a monitor, which put the mine deaths of this year at 112.", 1, None),
        ("A nun survived with burns after the [blast].", None, 1),
        ("One man died in the [blast] and 20 were treated in hospital.", 1, 20),
        ("The [bombing] killed one man, bringing the number of officers killed to four.", 4, None),
        ("The parents of a boy [killed] in the raid wept.", 1, None),
        ("The parents of two boys were [killed] in the raid.", None, None),
        ("The bishop condemned the [murder] of former judge Pablo Ruiz.", 1, None),
        ("The six monks' [murder] shocked the town.", 6, None),
        ("The mayor was hit in the [raid]. In hospital he passed away.", 1, None),
        ("The driver of the truck, whom nobody knew, was [killed].", 1, None),
        ("The body of the mayor lies where the party's leader was [murdered].", 1, None),
        ("His son, William; Luis Leal, the secretary; and a guard were [killed].", 3, None),
        ("They report the [murder] on 3 May of Mayor Ana Ruiz and the murder on 4 May of five more members.", 1, None),
        ("They report the murder on 3 May of Mayor Ana Ruiz and the [murder] on 4 May of five more members.", 5, None),
        ("A man died in the [blast] at the office of the recently murdered senator Luis Paz.", 1, None),
    ],
)
def test_the_dead_and_the_injured_are_counted_apart(marked, dead, hurt):
    assert dead_and_hurt(marked) == (dead, hurt)


@pytest.mark.model
@pytest.mark.parametrize(
    "marked, dead",
    [
        ("Carlos Mendez was [killed] by gunmen.", 1),
        ("Gunmen [killed] Carlos Mendez and his brother.", 2),
    ],
)
def test_a_person_named_by_the_model_counts_one(marked, dead):
    assert short(casualties_of(marked, model=True).fatalities) == dead


def test_a_statement_knows_where_it_stands():
    sentence = read("The [attack] left six dead.").sentence
    toll = find_tolls(sentence)[0]
    assert sentence.text[toll.position :].startswith("dead")


@pytest.mark.parametrize(
    "marked, dead, hurt",
    [
        ("One man, 54, was [killed] and two others were wounded.", 1, 2),
        ("Her husband, 64, was [wounded].", None, 1),
        ("The driver (61) was [killed].", 1, None),
        ("Twelve people, 3 of them women, were [killed].", 12, None),
        ("In the market, 54 were [killed].", 54, None),
    ],
)
def test_how_old_somebody_is_counts_nobody(marked, dead, hurt):
    assert dead_and_hurt(marked) == (dead, hurt)


@pytest.mark.parametrize(
    "marked, dead, hurt",
    [
        ("Seven people [died], among them a mother and her three daughters, and 66 were hurt.", 7, 66),
        ("Three soldiers and four rebels were [hurt].", None, 7),
        (
            "They [attacked] the market, killing 21 people and wounding 30 others, an official and two residents said.",
            21,
            30,
        ),
        ("They [attacked] the market, killing an official and two residents.", 3, None),
    ],
)
def test_a_number_after_a_comma_and_those_who_speak_are_no_part_of_a_list(marked, dead, hurt):
    assert dead_and_hurt(marked) == (dead, hurt)


def test_a_man_alone_in_his_car_is_counted():
    assert dead_and_hurt("A man was [killed] in April while he was alone in his car.") == (1, None)

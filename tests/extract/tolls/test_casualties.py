import pytest

from geoevents.model import Count
from tests.extract.marked import casualties_of, dead_and_hurt, short


@pytest.mark.parametrize(
    "marked, dead",
    [
        ("Two days of [fighting] killed 30 people.", 30),
        ("The worst [attack] in nine days killed 30 people.", 30),
        ("Two days after the truce a [bomb] killed five people.", 5),
        ("The hostages were [killed] eleven days later, all nine of them; nine men were killed.", 9),
    ],
)
def test_a_battle_of_few_days_and_a_time_that_sets_a_rank_are_counted(marked, dead):
    assert short(casualties_of(marked).fatalities) == dead


@pytest.mark.parametrize(
    "marked",
    [
        "Rebels [attacked] the town.",
        "There were no immediate reports of casualties from the [strike].",
        "It was not clear whether there were casualties after the [strike].",
        "More than 400,000 people have been [killed] since 2011.",
        "The war has [killed] 20,000 people.",
        "Over 7,000 people have [died] during 10 years of civil war.",
        "Boko Haram were [killed] in the raid.",
        "More than 800,000 people have been [displaced] since December.",
        "40 gunmen [attacked] the village.",
        "100 soldiers were deployed after the [attack].",
        "The party lost 12 seats after the [attack].",
        "Some 3,000 people have been [killed] in the past two years.",
        "They could have [killed] 50 people.",
        "The group threatened to [kill] 12 hostages.",
        "They planned to [kill] two judges.",
        "The [attack] destroyed two tanks and 12 houses.",
        "The 25th Division [shelled] Route 60 with 122 mm rockets.",
        "Soldiers were [killed] in the fighting.",
        "The [attack] killed 40 cows.",
        "Six weeks of fighting [killed] 90 people in the town.",
        "The [shelling] has killed 60 people in eleven days.",
        "The [shelling] raised the death toll to 90 in eleven days.",
        "Seven policemen were [killed] over the last week.",
        "41 people were [killed] yesterday, including 12 soldiers, and 23 civilians in Basra.",
        "About 30 were [killed] in strikes on several areas of the east yesterday.",
        "81 persons [died] yesterday, including 12 members of the army, and 23 other people.",
        "64 were [killed] yesterday including 31 government soldiers.",
        "Of them 700 have [died] during 1990.",
        "About 30 casualties and injuries in [raids] that cause destruction.",
        "The [attack] left casualties and wounded.",
        "The [attack] was blamed on men who have killed several farmers in previous raids.",
    ],
)
def test_what_is_not_told_stays_unknown(marked):
    assert dead_and_hurt(marked) == (None, None)


@pytest.mark.parametrize(
    "marked, dead",
    [
        ("The army said 10 people were killed in the [clash], the rebels 25.", (10, 10, 25)),
        ("Ten people were killed, while hospital sources put the toll at 14, after the [blast].", (10, 14, 14)),
        ("The rebels claimed to have [killed] 25 soldiers.", (0, 0, 25)),
        ("The army said ten rebels were [killed], while the rebels put their losses at four.", (4, 4, 10)),
        ("The army said it had [killed] 25 rebels.", 25),
        ("The [blast] killed six. The death toll later rose to nine.", 9),
        ("The [blast] killed six. More deaths raise to nine at least, the number of people killed in the blast.", 9),
        ("Nine people were [killed] on Monday, including three soldiers.", 9),
    ],
)
def test_sources_that_differ_widen_the_range(marked, dead):
    assert short(casualties_of(marked).fatalities) == dead


@pytest.mark.parametrize(
    "marked, dead",
    [
        ("An airstrike [killed] 12 people in Ras and a car bomb killed five in Dor.", 12),
        ("An airstrike killed 12 people in Ras and a car [bomb] killed five in Dor.", 5),
        ("The war has killed 20,000 people; on Monday a [shell] killed two.", 2),
        ("Rebels [shelled] the town, while a mine killed two farmers.", None),
    ],
)
def test_each_event_of_a_sentence_keeps_its_own_dead(marked, dead):
    assert short(casualties_of(marked).fatalities) == dead


@pytest.mark.parametrize(
    "marked, dead",
    [
        ("A bomb [exploded] in the bazaar. At least nine people were killed.", 9),
        ("Nine people were killed. It was the second [attack] on the bazaar.", 9),
        ("A bomb [exploded] in the bazaar. Elsewhere, nine people were killed.", None),
        ("A bomb [exploded] in the bazaar. Last week nine people were killed.", None),
        ("A bomb [exploded] in the bazaar and killed two. At least nine people were killed.", 2),
    ],
)
def test_a_sentence_nearby_is_asked_only_about_the_same_happening(marked, dead):
    assert short(casualties_of(marked).fatalities) == dead


@pytest.mark.parametrize(
    "marked, displaced, detained",
    [
        ("Gunmen [attacked] the town and grabbed 18 inhabitants including seven children.", None, 18),
        ("Gunmen [whisked] away over 140 students from the school.", None, 140),
        ("The rebels said they had killed 12 soldiers in the [raid] and taken five prisoners.", None, 5),
        ("About 300 families who [fled] the fighting are sheltering in a school.", (300, 1500, 1500), None),
        ("The men [made] off with nine cows.", None, None),
        ("More than 31,000 people from 5,200 households have been [displaced].", 31000, None),
        ("Some 3,000 people [fled] the town.", 3000, None),
        ("Fighting [displaced] 12,000 people.", 12000, None),
        ("More than 500 residents were [evacuated].", 500, None),
        ("The shelling forced the [evacuation] of 3,000 residents.", 3000, None),
        ("About 200 families [fled] the shelling.", (200, 1000, 1000), None),
        ("Gunmen [abducted] 12 villagers.", None, 12),
        ("Police [rounded up] 60 protesters.", None, 60),
        ("Nine people were [taken] hostage.", None, 9),
        ("About 500 refugees [returned] to the town.", 500, None),
        ("Twelve soldiers [returned] fire.", None, None),
        ("Police [arrested] 30 protesters and wounded three.", None, 30),
        ("The [arrest] of two lawyers led to protests.", None, 2),
        ("The rebels [captured] the town.", None, None),
        ("The suspects [fled] the scene.", None, None),
    ],
)
def test_the_displaced_and_the_detained_have_counts_of_their_own(marked, displaced, detained):
    found = casualties_of(marked)
    assert (short(found.displaced), short(found.detained)) == (displaced, detained)


def test_the_dead_of_each_side_are_kept():
    assert casualties_of("Ten soldiers and five rebels were killed in the [clashes].").deaths_by == (
        ("soldiers", Count.exactly(10)),
        ("rebels", Count.exactly(5)),
    )


@pytest.mark.parametrize("marked", ["More than 600 people were [killed] in the capital in April alone."])
def test_what_one_month_alone_counts_is_a_sum(marked):
    assert dead_and_hurt(marked) == (None, None)

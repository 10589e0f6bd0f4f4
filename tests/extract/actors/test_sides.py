import pytest

from geoevents.extract.actors.sides import find_actors
from tests.extract.marked import read


def _sides(marked, country=None, *, model):
    text = read(marked, model=model)
    before = [s for s in text.others if s.end <= text.sentence.start]
    first, second = find_actors(text.trigger, text.sentence, before, event_country=country)
    for actor in (first, second):
        for start, end in actor.mentions if actor else ():
            assert 0 <= start < end <= len(text.text)
    return first, second


def _names(marked, country=None, *, model=True):
    return tuple(actor.name if actor else None for actor in _sides(marked, country, model=model))


BY_WORDS_AND_TREE = [
    ("Government supporters [attacked] US troops near a checkpoint.", ("Government supporters", "US troops")),
    ("Armed men [killed] three villagers.", ("Armed men", "villagers")),
    (
        "[Clashes] between Hizbullah fighters and Israeli troops left four dead.",
        ("Hizbullah fighters", "Israeli troops"),
    ),
    ("Twelve soldiers were [killed] by the Taliban.", ("Taliban", "soldiers")),
    ("Two journalists were [abducted] by unidentified gunmen.", ("unidentified gunmen", "journalists")),
    ("Israeli soldiers [shot] a Palestinian man.", ("Israeli soldiers", "Palestinian man")),
    ("Israel [bombed] a Hezbollah base.", ("Israel", "Hezbollah")),
    ("State media said militants [attacked] a convoy.", ("militants", None)),
    ("The [killing] of a journalist sparked anger.", (None, "journalist")),
    ("Boko Haram [abducted] 20 girls.", ("Boko Haram", "girls")),
    ("Suspected jihadists [ambushed] a Malian army convoy.", ("Suspected jihadists", "Malian army")),
    ("Turkish drones [struck] PKK positions.", ("Turkish drones", "PKK")),
    ("A roadside bomb [exploded].", (None, None)),
]


@pytest.mark.parametrize("marked, names", BY_WORDS_AND_TREE)
def test_both_sides_are_named_by_word_order_alone(marked, names):
    assert _names(marked, model=False) == names


@pytest.mark.model
@pytest.mark.parametrize(
    "marked, names",
    [
        *BY_WORDS_AND_TREE,
        ("An [attack] by al-Shabaab on an army base killed ten.", ("al-Shabaab", "army")),
        ("The [shelling] of the market by government forces wounded nine.", ("government forces", None)),
        ("Russian airstrikes [killed] six civilians.", ("Russian", "civilians")),
        ("Police [fired tear gas] at protesters.", ("Police", "protesters")),
        ("Demonstrators [threw stones] at security forces.", ("Demonstrators", "security forces")),
        ("Protesters [clashed] with riot police.", ("Protesters", "riot police")),
        ("Members of the Sinaloa Cartel [shot] a policeman.", ("Members of the Sinaloa Cartel", "policeman")),
        ("The [fighting] between the army and M23 went on.", ("army", "M23")),
        ("Moscow and Kyiv [signed a deal].", ("Moscow", "Kyiv")),
        ("Troops [repelled] an assault by al-Shabaab fighters.", ("Troops", "al-Shabaab fighters")),
        ("Jihadists claimed an attack on an army camp that [killed] nine soldiers.", ("Jihadists", "soldiers")),
        ("A convoy of French soldiers was [attacked] by jihadists.", ("jihadists", "French soldiers")),
        ("The group [executed] five men by firing squad.", (None, "men")),
        ("The army said it had [killed] five guerrillas.", ("army", "guerrillas")),
    ],
)
def test_both_sides_are_named_by_the_tree(marked, names):
    assert _names(marked) == names


@pytest.mark.model
@pytest.mark.parametrize(
    "marked, country, group, kind, home",
    [
        ("Government supporters [attacked] a convoy.", "SY", "Pro-government militias of Syria", 3, "SY"),
        ("US troops [attacked] a convoy.", "SY", "Military Forces of the United States", 8, "US"),
        ("US troops [attacked] a convoy.", None, "Military Forces of the United States", 1, "US"),
        ("The army [attacked] a convoy.", "SY", "Military Forces of Syria", 1, "SY"),
        ("The army [attacked] a convoy.", None, None, 1, None),
        ("The Syrian army's 25th Division [attacked] a convoy.", "SY", "Military Forces of Syria", 1, "SY"),
        ("Police [attacked] a convoy.", "KE", "Police Forces of Kenya", 1, "KE"),
        ("Armed men [attacked] a convoy.", "NG", "Unidentified Armed Group (Nigeria)", 3, "NG"),
        ("Turkish-backed fighters [attacked] a convoy.", "SY", None, 2, "SY"),
        ("Pro-government militiamen [attacked] a convoy.", "SY", "Pro-government militias of Syria", 3, "SY"),
        ("Villagers [attacked] a convoy.", "NG", "Civilians (Nigeria)", 7, "NG"),
        ("Protesters [attacked] a convoy.", "FR", "Protesters (France)", 6, "FR"),
        ("Rioters [attacked] a convoy.", "ZA", "Rioters (South Africa)", 5, "ZA"),
        ("Rebels [attacked] a convoy.", "TD", None, 2, "TD"),
        ("Tribesmen [attacked] a convoy.", "YE", None, 4, "YE"),
        ("Hezbollah fighters [attacked] a convoy.", "LB", "Hezbollah", 2, "LB"),
        ("Daesh [attacked] a convoy.", "IQ", "IS: Islamic State", 2, "IQ"),
        ("UN peacekeepers [attacked] a convoy.", "ML", "UN: United Nations", 8, "ML"),
        ("Soldiers [arrested] nine men.", "PS", "Military Forces of Israel", 8, "IL"),
        ("Two men died in an Israeli [strike].", "LB", "Military Forces of Israel", 8, "IL"),
    ],
)
def test_an_actor_has_its_group_kind_and_country(marked, country, group, kind, home):
    actor, _ = _sides(marked, country, model=True)
    assert (actor.group, actor.kind, actor.country) == (group, kind, home)


@pytest.mark.model
@pytest.mark.parametrize(
    "marked, name",
    [
        ("Boko Haram entered the town. The group [killed] a teacher.", "Boko Haram"),
        ("Rebels of the M23 entered the town. They [killed] a teacher.", "Rebels of the M23"),
        ("Soldiers fought Boko Haram in the town. They [killed] a teacher.", None),
        ("It rained in the town. They [killed] a teacher.", None),
    ],
)
def test_a_pronoun_is_followed_only_to_the_one_group_named_before(marked, name):
    assert _names(marked)[0] == name


@pytest.mark.model
@pytest.mark.parametrize(
    "marked, names",
    [
        ("Soldiers and rebels [exchanged fire] near the port.", ("Soldiers", "rebels")),
        ("Residents fled after [shelling] by M23.", ("M23", None)),
        ("The Taliban claimed an [attack] on an army camp.", ("Taliban", "army")),
        ("Gunmen [attacked] a convoy of French and Malian soldiers.", ("Gunmen", "French and Malian soldiers")),
        ("Villagers [fled] the militia.", ("Villagers", None)),
    ],
)
def test_deeds_that_go_both_ways_are_claimed_or_done_by_someone(marked, names):
    assert _names(marked) == names


@pytest.mark.model
def test_a_place_that_looks_like_a_person_is_no_actor():
    text = read("Rebels [attacked] Goma.", model=True)
    places = frozenset(t.i for t in text.sentence.tokens if t.text == "Goma")
    assert find_actors(text.trigger, text.sentence, places=places)[1] is None


@pytest.mark.model
def test_the_government_that_talks_abroad_is_that_of_the_country_named():
    first, _ = _sides("The government [signed] a truce with Ethiopian rebels in Pretoria.", "ZA", model=True)
    assert first.group == "Government of Ethiopia"


@pytest.mark.parametrize(
    "marked, country, group",
    [
        ("Eight people [died] when an Israeli missile flattened their house on Sunday.", "PS", "Israel"),
        ("Four men were [shot dead] in a gun battle with Israeli police on Monday.", "PS", "Israel"),
        ("The US carried out an [air strike] against militants on Sunday.", "SO", "United States"),
    ],
)
def test_who_acts_in_the_clause_that_tells_how_people_were_harmed_is_the_doer(marked, country, group):
    doer, _ = _sides(marked, country, model=True)
    assert doer is not None and group in (doer.group or "")

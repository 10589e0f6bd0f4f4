"""Which names are found, which are left alone; the same behaviour with the learned filter and with the rules."""

from __future__ import annotations

from dataclasses import replace

import pytest

from geoevents.gazetteer.memory import MemoryGazetteer
from geoevents.model import Entity, Place
from geoevents.text.language import PlainLanguage, load_language
from geoevents.text.mentions import MentionFinder
from geoevents.text.sentences import split_sentences


def place(number, name, country, code="PPL", population=50_000, admin1=None):
    return Place(f"test:{number}", name, 35.0, 36.0, country, code, admin1=admin1, population=population)


PLACES = [
    place(1, "Syria", "SY", "PCLI", 18_000_000),
    place(2, "Aleppo", "SY", "PPLA", 1_600_000),
    place(3, "Atme", "SY", population=4_000),
    place(4, "Turkey", "TR", "PCLI", 80_000_000),
    place(5, "Ankara", "TR", "PPLC", 3_500_000),
    place(6, "Edmonton", "CA", "PPLA", 700_000),
    place(7, "Media", "US", population=5_000),
    place(8, "Battle", "GB", population=6_000),
    place(9, "Said", "SY", population=900),
    place(10, "Hit", "IQ", population=60_000),
    place(11, "Moscow", "RU", "PPLC", 10_000_000),
    place(12, "Damascus", "SY", "PPLC", 1_500_000),
    place(13, "Qamishli", "SY", population=180_000),
    place(14, "Idlib", "SY", "ADM1", 1_500_000),
    place(15, "Washington", "US", "PPLC", 600_000),
    place(16, "Saraqib", "SY", population=30_000),
    place(17, "May", "US", population=200),
    place(18, "Convoy", "US", population=1_000),
    place(19, "Geneva", "CH", "PPLA", 180_000),
]
GAZETTEER = MemoryGazetteer(PLACES, demonyms={"Syrian": "test:1", "Turkish": "test:4", "Turks": "test:4"})


@pytest.fixture(scope="module", params=["learned", "rules"])
def find(request):
    finder = MentionFinder(GAZETTEER, rules_only=request.param == "rules")
    plain = PlainLanguage()
    return lambda text: finder.find(plain.parse(split_sentences(text)))


@pytest.fixture(scope="module")
def learned():
    return MentionFinder(GAZETTEER)


def names(mentions):
    return [mention.text for mention in mentions]


@pytest.mark.parametrize("text", ["", "Nothing happened there.", "12 345", "..."])
def test_text_without_places_has_no_mentions(find, text):
    assert find(text) == []


@pytest.mark.parametrize(
    "text, expected",
    [
        ("Families fled from Aleppo to Ankara.", ["Aleppo", "Ankara"]),
        ("They reached the town of Atme at night.", ["Atme"]),
        ("Troops shelled Saraqib again.", ["Saraqib"]),
        ("He lives in the village of Kafr Nowhere.", ["Kafr Nowhere"]),
        ("Snow fell in Syria and in Turkey.", ["Syria", "Turkey"]),
    ],
)
def test_places_are_found(find, text, expected):
    assert names(find(text)) == expected


@pytest.mark.parametrize(
    "text",
    [
        "He said the media hit back.",
        "They may battle on, the convoy driver said.",
        "Three shells hit a convoy before the battle.",
        "She roasted a turkey for dinner.",
    ],
)
def test_common_words_that_are_towns_too_are_left_alone(find, text):
    assert find(text) == []


def test_things_named_after_a_place_are_none(find):
    assert find("The raid broke the Geneva Convention, he said.") == []
    assert names(find("The raid was condemned in Geneva.")) == ["Geneva"]


@pytest.mark.parametrize("text", ["In March and May it rained on Monday.", "Mr. Said ate with Gen. Hit."])
def test_months_and_persons_are_left_alone(find, text):
    assert find(text) == []


@pytest.mark.parametrize(
    "text, inside",
    [("The Edmonton Police arrested two.", "Edmonton"), ("The Aleppo Media Centre reported shells.", "Aleppo")],
)
def test_names_inside_organisations_are_found(find, text, inside):
    assert names(find(text)) == [inside]
    assert find(text)[0].literal is False


def test_demonyms_are_marked(find):
    mentions = find("Syrian and Turkish soldiers met.")
    assert [(m.text, m.kind) for m in mentions] == [("Syrian", "demonym"), ("Turkish", "demonym")]


def test_facilities_are_marked(find):
    kinds = {m.text: m.kind for m in find("They were taken to the Al-Kindi Hospital in Aleppo.")}
    assert kinds == {"Al-Kindi Hospital": "facility", "Aleppo": "place"}


def test_offsets_are_code_points_of_the_document(find):
    text = "\U0001f4a5 At dawn \u0623\u0637\u0645\u0629 was quiet.\nShells fell in Aleppo."
    (mention,) = [m for m in find(text) if m.text == "Aleppo"]
    assert text[mention.start : mention.end] == "Aleppo"


def test_capitals_work(learned):
    text = "GUNMEN ATTACKED A POLICE POST NEAR ALEPPO YESTERDAY, THE ARMY SAID IN DAMASCUS."
    assert names(learned.find(PlainLanguage().parse(split_sentences(text)))) == ["ALEPPO", "DAMASCUS"]


def test_datelines_are_literal_places(find):
    mention = find("ANKARA, Feb 12 (Newswire) - Talks have begun.")[0]
    assert (mention.text, mention.literal) == ("ANKARA", True)


def test_mentions_do_not_overlap_and_come_in_reading_order(find):
    mentions = find("In Aleppo, Syria, the Aleppo Media Centre said Turkish jets hit Idlib province near Atme.")
    assert all(a.end <= b.start for a, b in zip(mentions, mentions[1:], strict=False))


@pytest.mark.parametrize(
    "text, name",
    [
        ("Moscow backs the government.", "Moscow"),
        ("They signed an agreement with Ankara.", "Ankara"),
        ("Damascus said no.", "Damascus"),
        ("The Syria talks failed.", "Syria"),
    ],
)
def test_governments_and_modifiers_are_not_literal(find, text, name):
    assert [(m.text, m.literal) for m in find(text)] == [(name, False)]


@pytest.mark.parametrize(
    "text, name",
    [
        ("The ministers met officials in Ankara.", "Ankara"),
        ("Families fled from Aleppo.", "Aleppo"),
        ("Fighting went on near Damascus.", "Damascus"),
        ("They walked to the town of Atme.", "Atme"),
    ],
)
def test_places_where_something_happens_are_literal(find, text, name):
    assert [(m.text, m.literal) for m in find(text)] == [(name, True)]


def test_given_spans_are_described_one_by_one_in_their_order(learned):
    text = "Moscow backs Syrian troops in Aleppo."
    spans = [(30, 36), (0, 6), (13, 19)]
    described = learned.describe(PlainLanguage().parse(split_sentences(text)), spans)
    assert [(m.text, m.kind, m.literal) for m in described] == [
        ("Aleppo", "place", True),
        ("Moscow", "place", False),
        ("Syrian", "demonym", False),
    ]


def test_the_same_text_gives_the_same_mentions():
    sentences = PlainLanguage().parse(split_sentences("Shells fell on Atme and Aleppo, Syria, on Monday."))
    assert MentionFinder(GAZETTEER).find(sentences) == MentionFinder(GAZETTEER).find(sentences)


def test_long_documents_are_read_in_blocks(learned):
    text = "Shells fell in Aleppo. " * 1000
    assert len(learned.find(PlainLanguage().parse(split_sentences(text)))) == 1000


def test_sentences_without_a_model_run_are_not_judged_by_its_silence(learned):
    """Where only some sentences are parsed, the others must not lose their places."""
    sentences = split_sentences("Shells fell on Aleppo. Nobody was hurt in Ankara.")
    plain = PlainLanguage().parse(sentences)
    mixed = [replace(plain[0], parsed=True, entities=(Entity(15, 21, "Aleppo", "GPE"),)), plain[1]]
    assert names(learned.find(mixed)) == ["Aleppo", "Ankara"]


@pytest.mark.model
def test_the_language_model_finds_what_no_gazetteer_holds():
    finder = MentionFinder(GAZETTEER, rules_only=True)
    text = "Snow fell in Oslo, Norway, on Sunday."
    assert names(finder.find(load_language().entities(split_sentences(text)))) == ["Oslo", "Norway"]


@pytest.mark.model
@pytest.mark.parametrize("name", ["Qamishli", "Atme"])
def test_conflict_places_that_the_model_misses_are_found(learned, name):
    text = f"A convoy was stopped at a checkpoint near {name} on Wednesday."
    assert names(learned.find(load_language().entities(split_sentences(text)))) == [name]


@pytest.mark.parametrize(
    "text, name",
    [
        ("Government forces shelled Jisr al-Shughur overnight.", "Jisr al-Shughur"),
        ("Warplanes hit Maarat al-Numan.", "Maarat al-Numan"),
        ("Shells fell on Deir ez-Zor.", "Deir ez-Zor"),
        ("Soldiers stormed Tal Tamr at dawn.", "Tal Tamr"),
        ("Rebels captured Khan Sheikhoun on Monday.", "Khan Sheikhoun"),
    ],
)
def test_the_longest_known_name_wins_over_a_part_that_is_a_place_too(learned, text, name):
    longest = ["Jisr al-Shughur", "Maarat al-Numan", "Deir ez-Zor", "Tal Tamr", "Khan Sheikhoun"]
    parts = ["Jisr", "Maarat", "Numan", "Deir", "Zor", "Tal", "Khan"]
    towns = MemoryGazetteer([place(n, each, "SY") for n, each in enumerate([*longest, *parts], start=50)])
    found = MentionFinder(towns).find(load_language().entities(split_sentences(text)))
    assert name in names(found)
    assert not any(m.text in parts for m in found)


def test_the_article_inside_a_name_does_not_make_a_place_of_a_person(learned):
    towns = MemoryGazetteer([place(70, "Umar al-Bashir", "SY", population=300)])
    found = MentionFinder(towns).find(PlainLanguage().parse(split_sentences("General Umar al-Bashir spoke at length.")))
    assert found == []


def test_a_known_name_that_was_shelled_is_a_place_at_the_start_of_a_sentence(learned):
    towns = MemoryGazetteer([place(80, "Madaya", "SY", population=9_000), place(81, "Said", "SY", population=900)])
    plain = PlainLanguage()

    def found(text):
        return [m.text for m in MentionFinder(towns).find(plain.parse(split_sentences(text)))]

    assert found("Madaya was shelled on Friday.") == ["Madaya"]
    assert found("Said was angry on Friday.") == []


@pytest.mark.parametrize(
    "text, expected",
    [
        ("A bomb hit a bus on the Aleppo-Damascus highway.", ["Aleppo", "Damascus"]),
        ("Two were shot at the Syrian-Turkish border.", ["Syrian", "Turkish"]),
        ("Anna Berg, D-Edmonton, spoke first.", ["Edmonton"]),
        ("The bombardment on Saraqib went on.", ["Saraqib"]),
        ("He was treated at Edmonton Central Hospital.", ["Edmonton"]),
        ("\u062d\u0644\u0628 Aleppo, Syria", ["Aleppo", "Syria"]),
    ],
)
def test_the_wording_decides_where_a_name_begins_and_ends(learned, text, expected):
    found = names(learned.find(PlainLanguage().parse(split_sentences(text))))
    assert [name for name in found if name.isascii()] == expected


def test_a_dash_between_blanks_joins_no_names(learned):
    found = names(learned.find(PlainLanguage().parse(split_sentences("Shells fell near Saraqib - HQ."))))
    assert found == ["Saraqib"]


def test_a_sentence_that_opens_with_a_common_word_does_not_hide_the_name_after_it(learned):
    found = names(learned.find(PlainLanguage().parse(split_sentences("Shelling Saraqib again, the jets came low."))))
    assert found == ["Saraqib"]


def test_a_headline_that_capitalises_its_prepositions_hides_no_name(learned):
    text = "Six Killed in Clashes Near Saraqib as Talks Stall"
    assert names(learned.find(PlainLanguage().parse(split_sentences(text)))) == ["Saraqib"]


@pytest.mark.parametrize(
    "text, name",
    [("Shells hit Saraqib overnight.", "Saraqib"), ("Residents of Ankara fled.", "Ankara")],
)
def test_what_is_done_to_towns_is_done_to_the_place(learned, text, name):
    found = learned.find(PlainLanguage().parse(split_sentences(text)))
    assert [(m.text, m.literal) for m in found] == [(name, True)]


@pytest.mark.parametrize(
    "text, expected",
    [
        ("The rebels took Battle on Thursday after heavy fighting.", ["Battle"]),
        ("The rebels attacked May 4 at a checkpoint.", []),
        ("The rebels attacked Said Pasha at a checkpoint.", []),
    ],
)
def test_what_armed_people_take_is_a_town_though_its_name_be_a_common_word(learned, text, expected):
    assert names(learned.find(PlainLanguage().parse(split_sentences(text)))) == expected


@pytest.mark.parametrize(
    "text, found",
    [
        ("Geneva Hilton arrived late.", []),
        ("Fans met Geneva Adesanyo backstage.", []),
        ("They met in Geneva Thursday.", ["Geneva"]),
    ],
)
def test_persons_who_bear_the_name_of_a_place_are_no_places(learned, text, found):
    assert names(learned.find(PlainLanguage().parse(split_sentences(text)))) == found


def test_the_name_before_a_school_or_an_office_is_proposed(learned):
    text = "Harwinby Superintendent Lee spoke at Hicksoun Central Public School."
    view, proposals, _ = learned.propose(PlainLanguage().parse(split_sentences(text)))
    assert {"Harwinby", "Hicksoun"} <= {" ".join(view.words[p.first : p.last + 1]) for p in proposals}


@pytest.mark.parametrize("text", ["A camp stands in the town of al-Wafa.", "Troops held the village of el-Karun."])
def test_a_settlement_whose_name_opens_with_an_article_is_found(learned, text):
    assert names(learned.find(PlainLanguage().parse(split_sentences(text)))) == [text.split()[-1].rstrip(".")]


def test_what_people_are_called_is_found_wherever_it_stands_alone(learned):
    text = "Turks and Syrian soldiers traded shots, the Syrian Monitor for Rights said."
    found = learned.find(PlainLanguage().parse(split_sentences(text)))
    assert names(found)[:2] == ["Turks", "Syrian"]


def test_a_term_before_a_name_tells_a_place_in_a_headline_of_capitals(learned):
    text = "Rebels Seize Town Of Battle In Northern Syria"
    assert "Battle" in names(learned.find(PlainLanguage().parse(split_sentences(text))))


@pytest.mark.parametrize(
    "text, found",
    [
        ("Rockets hit Aleppo, Battle and Qamishli.", ["Aleppo", "Battle", "Qamishli"]),
        ("Rockets hit Aleppo, Saraqib and Convoy.", ["Aleppo", "Saraqib", "Convoy"]),
        ("They spoke of Aleppo, May and winter.", ["Aleppo"]),
        ("A thank-you went to Mr. Edmonton.", []),
        ("Shots were fired beside the Hit-Aleppo highway.", ["Hit", "Aleppo"]),
    ],
)
def test_neighbours_in_a_list_and_honorifics_tell_places_from_other_names(learned, text, found):
    assert names(learned.find(PlainLanguage().parse(split_sentences(text)))) == found


def test_what_is_joined_to_a_name_by_a_hyphen_is_no_town(learned):
    pan = place(30, "Pan", "MM", population=40_000)
    finder = MentionFinder(MemoryGazetteer([*PLACES, pan], demonyms={"Syrian": "test:1"}))
    text = "A lorry burned on the Pan-Syrian highway."
    assert "Pan" not in names(finder.find(PlainLanguage().parse(split_sentences(text))))


@pytest.mark.parametrize(
    "text, found",
    [
        ("Two guards were killed in Upper and Lower Valda on Monday.", ["Upper and Lower Valda"]),
        ("Troops crossed from Lower Valda and Aleppo on Monday.", ["Lower Valda", "Aleppo"]),
    ],
)
def test_a_division_of_two_names_is_one_place_and_two_places_are_two(learned, text, found):
    divisions = [
        place(90, "Upper and Lower Valda", "SY", "ADM1", 900_000),
        place(91, "Lower Valda", "SY", population=80_000),
        place(92, "Upper", "SY", population=80_000),
    ]
    finder = MentionFinder(MemoryGazetteer([*PLACES, *divisions]))
    assert names(finder.find(PlainLanguage().parse(split_sentences(text)))) == found

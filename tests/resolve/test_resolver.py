"""Which place a name means, document by document. All texts are invented."""

import pytest

from geoevents.gazetteer.memory import MemoryGazetteer
from geoevents.model import Mention, Place
from geoevents.resolve.resolver import Resolver, resolve


def referents(text, names, gazetteer, mentions_of, **options):
    answers = resolve(mentions_of(text, *names), text, gazetteer, **options)
    return [(a.referent.name, a.referent.country) if a.referent else None for a in answers]


FIRE = "A fire broke out in Alexandria, {} at noon."


@pytest.mark.parametrize(
    "text, expected",
    [
        (FIRE.format("Louisiana,"), {"Alexandria": "US", "Louisiana": "US"}),
        (FIRE.format("La.,"), {"Alexandria": "US", "La.": "US"}),
        (FIRE.format("Egypt,"), {"Alexandria": "EG", "Egypt": "EG"}),
        ("Police in Paris, Texas, found the car.", {"Paris": "US", "Texas": "US"}),
        ("Police in Paris found the car.", {"Paris": "FR"}),
        ("Shots in Tripoli; Beirut and Lebanon stayed calm.", {"Tripoli": "LB", "Beirut": "LB", "Lebanon": "LB"}),
        ("Both Kentucky and Georgia sent crews to the United States border.", {"Kentucky": "US", "Georgia": "US"}),
    ],
)  # fmt: skip
def test_names_are_resolved_by_what_the_text_says(text, expected, gazetteer, mentions_of):
    answers = referents(text, list(expected), gazetteer, mentions_of)
    assert [country for _, country in answers] == list(expected.values())


@pytest.mark.parametrize(
    "text, name, referent",
    [
        ("Syrian rebels left the city of Idlib.", "Idlib", "Idlib"),
        ("Rockets fell across Idlib province, Syria.", "Idlib", "Idlib Governorate"),
        ("Rockets fell across Idlib province, Syria.", "Idlib province", "Idlib Governorate"),
    ],
)
def test_words_beside_a_name_tell_a_city_from_its_province(text, name, referent, gazetteer, mentions_of):
    assert referents(text, [name], gazetteer, mentions_of)[0][0] == referent


def test_people_stand_for_their_country(gazetteer, mentions_of):
    assert referents("Syrian rebels left.", ["Syrian"], gazetteer, mentions_of) == [("Syria", "SY")]


def test_a_short_form_that_is_no_mention_still_decides(gazetteer, mentions_of):
    text = "The trial opened in Alexandria, La., on Monday."
    answer = resolve(mentions_of(text, "Alexandria"), text, gazetteer)[0]
    assert answer.referent.admin1 == "Louisiana"
    assert "the text puts it in Louisiana" in answer.reason


def test_neighbours_decide_where_no_container_is_named(gazetteer, mentions_of):
    text = "Crews from Pineville helped in Alexandria."
    assert referents(text, ["Pineville", "Alexandria"], gazetteer, mentions_of)[1] == ("Alexandria", "US")


def test_the_outlets_home_decides_between_equals(gazetteer, mentions_of):
    text = "The council of Alexandria met on Tuesday."
    answer = resolve(mentions_of(text, "Alexandria"), text, gazetteer, source="pinevilledaily.com")[0]
    assert answer.referent.admin1 == "Louisiana"


def test_the_headline_speaks_for_the_text(gazetteer, mentions_of):
    text = "Police closed a bridge in Alexandria on Tuesday."
    mentions = mentions_of(text, "Alexandria")
    answer = resolve(mentions, text, gazetteer, title="Louisiana bridge closed")[0]
    assert answer.referent.admin1 == "Louisiana"
    assert answer.mention == mentions[0]


def test_one_mention_put_elsewhere_leaves_the_others_alone(gazetteer, mentions_of):
    text = "In Paris, the French minister spoke. A man from Paris, Texas, listened. Paris was quiet in France."
    names = ["Paris", "French", "Paris", "Texas", "Paris", "France"]
    countries = [country for _, country in referents(text, names, gazetteer, mentions_of)]
    assert countries == ["FR", "FR", "US", "US", "FR", "FR"]


def test_an_unknown_name_is_an_answer_with_a_reason(gazetteer, mentions_of):
    text = "They met in Zzyzxville."
    answer = resolve(mentions_of(text, "Zzyzxville"), text, gazetteer)[0]
    assert answer.referent is None
    assert answer.reason == "no gazetteer knows this name"
    assert answer.score == 0.0


def test_a_hamlet_on_another_continent_stays_unresolved(gazetteer, mentions_of):
    text = "The column left Mosul for Waterloo, in Iraq near Saraqib."
    answer = resolve(mentions_of(text, "Mosul", "Waterloo", "Iraq", "Saraqib"), text, gazetteer)[1]
    assert answer.referent is None
    assert "far from every other place" in answer.reason
    assert answer.candidates[0].place.country == "AU"


def test_answers_come_in_the_order_of_the_mentions_with_scores_and_reasons(gazetteer, mentions_of):
    text = "Alexandria, Paris, Tripoli and Alexandria again."
    mentions = mentions_of(text, "Alexandria", "Paris", "Tripoli", "Alexandria")
    answers = resolve(mentions, text, gazetteer)
    assert [a.mention for a in answers] == mentions
    for answer in answers:
        assert 0 < answer.score <= 1
        assert 1 <= len(answer.candidates) <= 5
        assert [c.score for c in answer.candidates] == sorted((c.score for c in answer.candidates), reverse=True)
        assert all(c.reasons for c in answer.candidates)


def test_no_mentions_give_no_answers(gazetteer):
    assert resolve([], "Nothing here.", gazetteer) == []


def test_the_same_text_always_gives_the_same_answers(gazetteer, mentions_of):
    text = "Clashes in Idlib, Aleppo and Tripoli; Paris protests."
    mentions = mentions_of(text, "Idlib", "Aleppo", "Tripoli", "Paris")
    assert resolve(mentions, text, gazetteer) == resolve(mentions, text, gazetteer)


def test_a_name_is_looked_up_once_however_often_it_stands_in_the_texts(gazetteer, mentions_of):
    text = "Idlib, Idlib and Idlib."
    mentions = mentions_of(text, "Idlib", "Idlib", "Idlib")
    resolver = Resolver(gazetteer)
    resolver.resolve(mentions, text)
    asked = gazetteer.asked
    resolver.resolve(mentions, text)
    assert asked == 1
    assert gazetteer.asked == asked


def test_a_very_long_text_is_read_in_blocks_and_keeps_the_sense_of_a_name(gazetteer, mentions_of):
    text = "Alexandria, Louisiana. " + "Alexandria burned. " * 3000
    mentions = mentions_of(text, "Alexandria", "Louisiana", *["Alexandria"] * 3000)
    answers = resolve(mentions, text, gazetteer)
    assert {answer.referent.admin1 for answer in answers} == {"Louisiana"}


HILLTOWN = Place("t:1", "Ariha", 35.81, 36.61, "SY", "PPL", "Idlib", population=30_000, notable=True)
JERICHO = Place("t:2", "Jericho", 31.86, 35.46, "PS", "PPLA", "Jericho", population=40_000)


@pytest.mark.parametrize(
    "text, place",
    [("Warplanes dropped bombs on Ariha.", HILLTOWN), ("A new bakery opened in Ariha.", None)],
)
def test_a_place_that_conflict_news_names_weighs_more_in_conflict_news_only(text, place):
    gazetteer = MemoryGazetteer([HILLTOWN, JERICHO], {JERICHO.place_id: ["Ariha"]})
    at = text.index("Ariha")
    answer = resolve([Mention(at, at + 5, "Ariha")], text, gazetteer)[0]
    without = resolve([Mention(at, at + 5, "Ariha")], "x" * at + "Ariha", gazetteer)[0]
    if place is None:
        assert answer.score == without.score
    else:
        assert answer.referent is place
        assert answer.score > without.score


def test_a_notable_village_is_kept_though_a_capital_far_away_speaks():
    moscow = Place("t:3", "Moscow", 55.75, 37.62, "RU", "PPLC", "Moscow", population=10_000_000)
    text = "Fighters shelled Ariha on Sunday, and Moscow protested."
    mentions = [Mention(17, 22, "Ariha"), Mention(38, 44, "Moscow", literal=False)]
    answers = resolve(mentions, text, MemoryGazetteer([HILLTOWN, moscow]))
    assert answers[0].referent is HILLTOWN


def test_a_region_that_the_text_names_tells_namesakes_apart(mentions_of):
    places = [
        Place("t:1", "Pisky", 48.06, 37.66, "UA", "PPL", admin1="Donetsk", admin1_code="05"),
        Place("t:2", "Pisky", 51.4, 24.9, "UA", "PPL", admin1="Volyn", admin1_code="24", population=900),
        Place("t:3", "Donbas", 48.3, 38.2, "UA", "RGN", radius_km=160.0),
    ]
    text = "The bridge at Pisky in Donbas was rebuilt."
    pisky, _ = resolve(mentions_of(text, "Pisky", "Donbas"), text, MemoryGazetteer(places))
    assert pisky.referent.place_id == "t:1"


def test_great_cities_are_no_small_namesakes_that_stand_side_by_side(mentions_of):
    rows = [
        ("Paris", 48.85, 2.35, "FR", "PPLC", 2_100_000), ("Paris", 44.26, -70.5, "US", "PPL", 5_200),
        ("Berlin", 52.52, 13.4, "DE", "PPLC", 3_400_000), ("Berlin", 44.47, -71.19, "US", "PPL", 9_400),
        ("Bethel", 44.4, -70.79, "US", "PPL", 2_500), ("Gorham", 44.39, -71.17, "US", "PPL", 2_600),
    ]  # fmt: skip
    places = [
        Place(f"test:{number}", name, lat, lon, country, code, population=people)
        for number, (name, lat, lon, country, code, people) in enumerate(rows)
    ]
    gazetteer = MemoryGazetteer(places)
    apart = referents("Police made arrests in Paris and Berlin.", ["Paris", "Berlin"], gazetteer, mentions_of)
    assert apart == [("Paris", "FR"), ("Berlin", "DE")]
    # names that mean nothing else still say where the others lie
    text = "Roads from Bethel and Gorham to Paris and Berlin are shut."
    near = referents(text, ["Bethel", "Gorham", "Paris", "Berlin"], gazetteer, mentions_of)
    assert near[2:] == [("Paris", "US"), ("Berlin", "US")]


def test_a_capital_that_stands_for_its_government_says_little_about_where_others_lie():
    rows = [
        ("Washington", 38.9, -77.04, "US", "PPLC", 690_000, ()), ("Jerusalem", 31.77, 35.22, "IL", "PPLA", 970_000, ()),
        ("Funkstown", 39.61, -77.7, "US", "PPL", 900, ("Jerusalem",)),
    ]  # fmt: skip
    gazetteer = MemoryGazetteer(
        [Place(f"test:{row[0]}", *row[:5], population=row[5]) for row in rows],
        {f"test:{row[0]}": row[6] for row in rows},
    )
    text = "Jerusalem and Washington agreed on the sale."
    mentions = [Mention(0, 9, "Jerusalem", literal=False), Mention(14, 24, "Washington", literal=False)]
    assert [a.referent.country for a in resolve(mentions, text, gazetteer)] == ["IL", "US"]


def test_a_river_told_with_an_article_is_no_city():
    places = [
        Place("test:1", "Dnipro", 48.47, 35.04, "UA", "PPLA", population=968_000),
        Place("test:2", "Dnieper", 48.5, 34.8, "UA", "STM", radius_km=400.0),
    ]
    gazetteer = MemoryGazetteer(places, {"test:2": ("Dnipro",)})
    along = resolve([Mention(18, 24, "Dnipro")], "Shells hit by the Dnipro, killing one.", gazetteer)
    inside = resolve([Mention(15, 21, "Dnipro")], "Shells fell in Dnipro, killing one.", gazetteer)
    assert (along[0].referent.name, inside[0].referent.name) == ("Dnieper", "Dnipro")


@pytest.mark.parametrize(
    "text, country",
    [
        ("Grenades exploded in Ravenna.", "AA"),
        ("Grenades exploded in Ravenna, Kentucky.", "US"),
    ],
)
def test_a_capital_is_meant_before_its_small_namesakes_unless_the_text_says_otherwise(text, country, mentions_of):
    capital = Place("t:1", "Ravenna", 38.0, 23.7, "AA", "PPLC", "Middle", "1", population=600_000)
    namesake = Place("t:2", "Ravenna", 37.7, -84.0, "US", "PPLA2", "Kentucky", "KY", population=120_000)
    state = Place("t:3", "Kentucky", 38.2, -84.9, "US", "ADM1", "Kentucky", "KY", population=4_300_000)
    answers = referents(
        text,
        ["Ravenna", "Kentucky"][: 1 + ("Kentucky" in text)],
        MemoryGazetteer([capital, namesake, state]),
        mentions_of,
    )
    assert answers[0] == ("Ravenna", country)

"""Places told relative to others. All sentences are invented."""

import pytest
from geopy.distance import geodesic

from geoevents.model import Mention, Resolution, Sentence
from geoevents.ontology import WherePrecision
from geoevents.resolve.extent import radius_of
from geoevents.resolve.location import locate
from geoevents.resolve.relative import Spot, find_relative


@pytest.fixture
def told(places):
    """The relative places of a sentence whose names are given as name=(gazetteer name, country, code)."""

    def read(text, *names, outlines=None, offset=0):
        sentence = Sentence(offset, offset + len(text), text, 0)
        resolutions, at = [], 0
        for name in names:
            spelled, wanted, *rest = name if isinstance(name, tuple) else (name, name)
            start = text.index(spelled, at)
            at = start + len(spelled)
            mention = Mention(offset + start, offset + at, spelled, "demonym" if spelled.endswith("ish") else "place")
            resolutions.append(Resolution(mention, places(wanted, *rest), 0.9, (), "its main name"))
        return find_relative(sentence, resolutions, outlines=outlines)

    return read


def km_and_bearing(place, point):
    km = geodesic((place.lat, place.lon), (point.lat, point.lon)).km
    north = point.lat - place.lat
    east = point.lon - place.lon
    return km, north, east


@pytest.mark.parametrize(
    "words, km",
    [
        ("10 km north of", 10.0),
        ("ten kilometers north of", 10.0),
        ("some 15 miles north of", 24.14),
        ("about 5 kilometres (3 miles) to the north of", 5.0),
        ("10-15 km north of the town of", 12.5),
        ("800 metres north of", 0.8),
    ],
)
def test_a_distance_and_a_direction_move_the_point(words, km, told, places):
    (place,) = told(f"Rockets hit a depot {words} Saraqib on Monday.", "Saraqib")
    moved, north, east = km_and_bearing(places("Saraqib"), place)
    assert moved == pytest.approx(km, abs=0.05)
    assert north > 0 and abs(east) < 0.001
    assert place.where_prec is WherePrecision.NEAR
    assert place.relation.endswith("north of")
    assert 0.4 * km <= place.radius_km <= max(10.0, km)


def test_farther_than_25_km_is_a_fuzzy_area(told):
    (place,) = told("The convoy was hit 60 km south-west of Mosul.", "Mosul")
    assert place.where_prec is WherePrecision.FUZZY
    assert place.relation == "60 km southwest of"


def test_a_village_east_of_a_town_lies_within_25_km_to_its_east(told, places):
    (place,) = told("One died near a village east of the town of Qamishli.", "Qamishli")
    km, north, east = km_and_bearing(places("Qamishli"), place)
    assert 5 < km < 25
    assert east > 0 and abs(north) < 0.01
    assert (place.relation, place.where_prec) == ("east of", WherePrecision.NEAR)
    assert 10 <= place.radius_km <= 20
    assert geodesic((37.0522, 41.2314 + 0.28), (place.lat, place.lon)).km <= place.radius_km


def test_north_of_a_large_city_is_no_farther_than_near_it(told, places):
    city = ("Aleppo", "Aleppo", "SY", "PPL")
    (beside,) = told("Shells fell south of Aleppo.", city)
    (rural,) = told("Shells fell in the southern countryside of Aleppo.", city)
    (edge,) = told("Shells fell just south of Aleppo.", city)
    for place, most in ((beside, 20.5), (rural, 24.5)):
        km, north, _ = km_and_bearing(places("Aleppo", "SY", "PPL"), place)
        assert north < 0 and 15 < km < most
        assert place.radius_km >= km
    km, _, _ = km_and_bearing(places("Aleppo", "SY", "PPL"), edge)
    assert km > 20.5  # beyond its last houses, whatever coders do with less exact words


def test_a_distance_without_direction_keeps_the_point_and_widens_the_radius(told, places):
    (place,) = told("The mine exploded 17 km from Mosul.", "Mosul")
    assert (place.lat, place.lon) == (places("Mosul").lat, places("Mosul").lon)
    assert place.radius_km >= 17
    assert place.where_prec is WherePrecision.NEAR


@pytest.mark.parametrize("words", ["near", "close to", "outside", "in the vicinity of", "not far from the town of"])
def test_near_a_town_is_precision_two(words, told):
    (place,) = told(f"Gunmen opened fire {words} Saraqib.", "Saraqib")
    assert place.where_prec is WherePrecision.NEAR
    assert 10 <= place.radius_km <= 30


def test_between_two_towns_is_the_middle_with_half_the_way_as_radius(told, places):
    (place,) = told("Shells fell between Saraqib and Maarat al-Numan.", "Saraqib", "Maarat al-Numan")
    way = geodesic((places("Saraqib").lat, places("Saraqib").lon), (35.6481, 36.6781)).km
    assert geodesic((place.lat, place.lon), (35.6481, 36.6781)).km == pytest.approx(way / 2, abs=0.1)
    assert place.radius_km >= way / 2
    assert place.relation == "between"
    assert place.where_prec is WherePrecision.FUZZY  # more than 25 km apart
    assert len(place.resolutions) == 2


@pytest.mark.parametrize(
    "text",
    [
        "A mine blew up on the road linking Saraqib and Aleppo.",
        "A mine blew up on the highway from Saraqib to Aleppo.",
        "A mine blew up on the Saraqib-Aleppo highway.",
    ],
)
def test_a_road_between_towns_is_a_fuzzy_line(text, told):
    (place,) = told(text, "Saraqib", ("Aleppo", "Aleppo", "SY", "PPL"))
    assert place.relation == "on the road between"
    assert place.where_prec is WherePrecision.FUZZY


def test_talks_between_capitals_are_no_place(told):
    assert told("Talks between Ankara and Damascus failed.", "Ankara", "Damascus")[0].relation == "between"
    assert told("Talks between Syria and Turkey failed.", "Syria", "Turkey") == []


@pytest.mark.parametrize(
    "text, relation",
    [
        ("Troops massed in northwestern Syria.", "in the northwest of"),
        ("Troops massed in northwest Syria.", "in the northwest of"),
        ("Troops massed in the north-west of Syria.", "in the northwest of"),
        ("Troops massed in Syria's northwest.", "in the northwest of"),
        ("Troops massed in the northwestern parts of Syria.", "in the northwest of"),
    ],
)
def test_a_part_of_a_country_is_a_fuzzy_area_on_that_side(text, relation, told, places):
    (place,) = told(text, "Syria")
    _, north, east = km_and_bearing(places("Syria"), place)
    assert north > 0 and east < 0
    assert (place.relation, place.where_prec) == (relation, WherePrecision.FUZZY)
    assert place.radius_km >= 50


def test_a_northern_city_is_not_the_north_of_the_city(told):
    assert told("Protests in the northern city of Mosul continued.", "Mosul") == []


def test_the_outskirts_lie_around_the_city(told, places):
    (place,) = told("Tanks reached the outskirts of Kharkiv.", "Kharkiv")
    (eastern,) = told("Tanks reached the eastern outskirts of Kharkiv.", "Kharkiv")
    assert place.where_prec is eastern.where_prec is WherePrecision.NEAR
    assert (place.lat, place.lon) == (places("Kharkiv").lat, places("Kharkiv").lon)
    assert eastern.lon > place.lon


@pytest.mark.parametrize(
    "text",
    [
        "Strikes hit the western countryside of Aleppo.",
        "Strikes hit Aleppo's western countryside.",
        "Strikes hit the western Aleppo countryside.",
    ],
)
def test_the_countryside_lies_beside_the_city(text, told, places):
    city = ("Aleppo", "Aleppo", "SY", "PPL")
    (place,) = told(text, city)
    km, _, east = km_and_bearing(places("Aleppo", "SY", "PPL"), place)
    assert east < 0
    assert 15 < km < 60
    assert place.relation == "west countryside of"
    assert place.where_prec is WherePrecision.FUZZY


@pytest.mark.parametrize(
    "text, relations",
    [
        ("Strikes hit the countryside of Aleppo and Idlib.", ["countryside of", "countryside of"]),
        ("Strikes hit Aleppo and Idlib countryside.", ["countryside of", "countryside of"]),
        ("Strikes hit the town of Aleppo and the countryside Idlib.", ["countryside of"]),
    ],
)
def test_one_word_tells_the_countryside_of_two_cities(text, relations, told):
    places = told(text, ("Aleppo", "Aleppo", "SY", "PPL"), ("Idlib", "Idlib", "SY", "PPL"))
    assert [place.relation for place in places] == relations


def test_a_road_that_links_two_cities_lies_between_them(told):
    names = (("Idlib", "Idlib", "SY", "PPL"), ("Aleppo", "Aleppo", "SY", "PPL"))
    (place,) = told("A car was bombed on one of the roads that link Idlib and the countryside of Aleppo.", *names)
    assert place.relation == "on the road between"


@pytest.mark.parametrize(
    "text", ["Mines killed two in the desert of Aleppo.", "Mines killed two in the Aleppo desert."]
)
def test_the_desert_called_after_a_city_is_no_point_in_it(text, told):
    (place,) = told(text, ("Aleppo", "Aleppo", "SY", "PPL"))
    assert place.relation == "desert of"
    assert place.where_prec is WherePrecision.FUZZY


def test_a_name_that_holds_the_word_desert_is_not_the_city(told):
    (place,) = told("Mines killed two in the Aleppo Desert.", ("Aleppo Desert", "Aleppo", "SY", "PPL"))
    assert place.where_prec is WherePrecision.FUZZY


class TwoShapes:
    """Land east of 43 degrees; one border, at 37 degrees north."""

    def part(self, place, bearing):
        return Spot(36.5, 37.0, 120.0)

    def border(self, country, other, near):
        if other is None:
            return Spot(38.5, 37.0, 900.0)
        if {country, other} != {"SY", "TR"}:
            return None
        return Spot(37.0, near.lon if near else 39.0, 30.0 if near else 300.0)

    def coast(self, country, bearing):
        return Spot(31.0, 18.5, 700.0) if country == "LY" else None

    def is_land(self, lat, lon):
        return lon > 42.9


def test_near_a_border_is_the_border_next_to_the_place(told):
    names = ("Idlib", "Idlib", "SY", "PPL"), ("Turkish", "Turkey")
    (place,) = told("Shells hit a camp in Idlib near the Turkish border.", *names, outlines=TwoShapes())
    assert (place.lat, round(place.lon, 2)) == (37.0, 36.63)
    assert place.where_prec is WherePrecision.FUZZY
    assert place.country == "SY"
    assert place.relation == "near the border of"


@pytest.mark.parametrize(
    "text",
    [
        "Smugglers died on the Syria-Turkey border.",
        "Calm on the border between Syria and Turkey.",
        "Shots were fired in the no man's land between Syria and Turkey.",
        "Forty men crossed the border from Syria into Turkey.",
    ],
)
def test_a_border_of_two_countries_is_their_common_line(text, told):
    (place,) = told(text, "Syria", "Turkey", outlines=TwoShapes())
    assert (place.lat, place.lon, place.radius_km) == (37.0, 39.0, 300.0)


def test_off_the_coast_lies_at_sea_towards_open_water(told, places):
    (place,) = told("A tanker was hit off the coast of Hodeidah.", "Hodeidah", outlines=TwoShapes())
    assert place.lon < places("Hodeidah").lon - 0.1
    assert place.where_prec is WherePrecision.SEA_OR_AIR
    assert place.relation == "off the coast of"


@pytest.mark.parametrize("text", ["A dinghy sank off the coast of Libya.", "Forty drowned off Libya."])
def test_off_a_country_is_the_sea_before_it_and_not_its_middle(text, told):
    (place,) = told(text, "Libya", outlines=TwoShapes())
    assert (place.lat, place.lon, place.radius_km) == (31.0, 18.5, 700.0)
    assert place.where_prec is WherePrecision.SEA_OR_AIR


def test_off_a_country_without_a_sea_is_nowhere(told):
    assert told("A boat sank off the coast of Iraq.", "Iraq", outlines=TwoShapes()) == []


def test_to_the_west_of_a_town_is_beside_it(told, places):
    (place,) = told("Gunmen held a village to the west of Saraqib.", "Saraqib")
    assert (place.relation, place.lon < places("Saraqib").lon - 0.05) == ("west of", True)


@pytest.mark.parametrize(
    "text, told_places", [("A tanker was attacked off Hodeidah.", 1), ("The army cut off Hodeidah.", 0)]
)
def test_off_a_port_is_the_sea_only_for_what_happens_there(text, told_places, told):
    assert len(told(text, "Hodeidah", outlines=TwoShapes())) == told_places


def test_offsets_count_in_the_document(told):
    (place,) = told("Gunmen fired near Saraqib.", "Saraqib", offset=1000)
    assert (place.start, place.end) == (1013, 1025)


@pytest.mark.parametrize(
    "text",
    ["Clashes broke out in Saraqib.", "Saraqib fell.", "The mayor of Saraqib spoke.", "From Saraqib, smoke rose."],
)
def test_a_plain_name_is_no_relative_place(text, told):
    assert told(text, "Saraqib") == []


def test_the_border_of_a_country_alone_is_all_of_its_borders(told):
    (place,) = told("Near the Turkish border, smoke rose.", ("Turkish", "Turkey"), outlines=TwoShapes())
    assert (place.lat, place.lon, place.radius_km) == (38.5, 37.0, 900.0)
    assert place.where_prec is WherePrecision.FUZZY


def test_a_location_takes_the_point_and_keeps_the_name(told, places):
    (place,) = told("One died near a village east of the town of Qamishli.", "Qamishli")
    location = locate(place.resolution, place)
    assert location.name == "Qamishli"  # as the text spells it
    assert (location.lat, location.lon) == (place.lat, place.lon)
    assert (location.relation, location.where_prec) == ("east of", WherePrecision.NEAR)
    assert location.country == "SY"


def test_a_sentence_without_end_is_read_around_the_name_only(told):
    text = "and on " * 50_000 + "Gunmen fired 10 km north of Saraqib."
    (place,) = told(text, "Saraqib")
    assert text[place.start : place.end] == "10 km north of Saraqib"


def test_the_centre_of_a_town_is_smaller_than_the_town(told, places):
    (place,) = told("A blast hit central Mosul.", "Mosul")
    assert (place.lat, place.lon) == (places("Mosul").lat, places("Mosul").lon)
    assert place.radius_km < radius_of(places("Mosul"))


@pytest.mark.parametrize(
    "text, relation",
    [
        ("Fighting went on at the western approaches to Saraqib.", "west outskirts of"),
        ("Jets struck hills overlooking Saraqib.", "overlooking"),
    ],
)
def test_approaches_and_hills_belong_to_their_town(text, relation, told):
    (place,) = told(text, "Saraqib")
    assert (place.relation, place.where_prec) == (relation, WherePrecision.NEAR)


@pytest.mark.parametrize(
    "text",
    [
        "In the Saraqib direction the army beat off an attack.",
        "Two were killed on the Saraqib axis.",
        "In the Saraqib and Mosul directions nothing changed.",
        "They fired mortars in the direction of Saraqib.",
    ],
)
def test_an_army_s_front_lies_near_the_town_it_is_told_by(text, told):
    (place,) = told(text, "Saraqib")
    assert (place.relation, place.where_prec) == ("near", WherePrecision.NEAR)


def test_a_town_whose_people_lack_direction_is_no_front(told):
    assert not told("People in Saraqib lost direction.", "Saraqib")

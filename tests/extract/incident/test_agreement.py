from geoevents.extract.incident.agreement import counts_agree, places_agree
from geoevents.model import Count, Location
from geoevents.ontology import WherePrecision


def place(name: str, lat: float, lon: float, prec: int = 1, country: str = "SY", radius: float = 3.0) -> Location:
    return Location(name, lat, lon, radius, WherePrecision(prec), place_id=name, country=country)


IDLIB = place("Idlib", 35.93, 36.63)
HOMS = place("Homs", 34.73, 36.72)
SYRIA = place("Syria", 35.0, 38.0, 6, radius=400)


def test_a_country_may_hold_the_place_but_not_one_of_another_country():
    assert places_agree(SYRIA, IDLIB)
    assert places_agree(None, IDLIB)
    assert not places_agree(place("Iraq", 33, 44, 6, "IQ", 400), IDLIB)
    assert not places_agree(HOMS, IDLIB)


def test_counts_agree_when_one_is_unknown_or_they_lie_close():
    assert counts_agree(None, Count.exactly(4))
    assert counts_agree(Count.exactly(12), Count(10, 12, 20))
    assert not counts_agree(Count.exactly(3), Count.exactly(30))
    assert not counts_agree(Count.exactly(0), Count.exactly(3))


def test_two_towns_with_names_of_their_own_are_two_places_however_near():
    khartoum, omdurman = (
        Location(name, lat, lon, 3.0, WherePrecision.EXACT, place_id=name, country="SD", feature_code="PPL")
        for name, lat, lon in (("Khartoum", 15.55, 32.53), ("Omdurman", 15.60, 32.50))
    )
    assert not places_agree(khartoum, omdurman)

import pytest

from geoevents.errors import GeoEventsError
from geoevents.settings import Settings


def test_the_store_lies_in_the_home_folder_unless_told_otherwise(tmp_path):
    assert Settings.from_environment({"GEOEVENTS_HOME": str(tmp_path)}).store_uri == str(tmp_path / "store")
    told = Settings.from_environment({"GEOEVENTS_HOME": str(tmp_path), "GEOEVENTS_STORE": "s3://bucket/events"})
    assert told.store_uri == "s3://bucket/events"


def test_a_file_as_home_is_an_error_that_names_it(tmp_path):
    file = tmp_path / "home"
    file.write_text("")
    with pytest.raises(GeoEventsError, match="name a folder"):
        Settings.from_environment({"GEOEVENTS_HOME": str(file)})


def test_the_bundle_holds_the_app_the_gazetteer_and_the_demo_reports():
    settings = Settings.from_environment({})
    assert (settings.bundle / "app.py").is_file()
    assert settings.bundled_gazetteer.is_dir()
    assert settings.demo_reports.is_file()

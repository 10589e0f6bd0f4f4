import socket
import tomllib

import pytest
from typer.testing import CliRunner

from geoevents.cli import serve
from geoevents.cli.main import build_app
from geoevents.errors import GeoEventsError
from geoevents.settings import bundle_root


def test_a_port_in_use_is_said_with_the_next_step():
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        with pytest.raises(GeoEventsError, match=f"port {port} is in use.*--port {port + 1}"):
            serve._check_port(port)


def test_what_serve_tells_streamlit_agrees_with_the_configuration_beside_the_app():
    config = tomllib.loads((bundle_root() / ".streamlit" / "config.toml").read_text("utf-8"))
    for option, value in serve._OPTIONS.items():
        section, name = option.split(".")
        if name in config.get(section, {}):
            assert config[section][name] == value, option
    assert config["browser"]["gatherUsageStats"] is False
    assert config["server"]["address"] == "127.0.0.1"


def test_children_get_absolute_folders_from_wherever_one_starts(settings, monkeypatch, tmp_path):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("GEOEVENTS_HOME", "here")
    monkeypatch.setenv("GEOEVENTS_STORE", "here/store")
    from geoevents.settings import Settings

    environment = serve._environment(Settings.from_environment())
    assert environment["GEOEVENTS_HOME"] == str(tmp_path / "here")
    assert environment["GEOEVENTS_STORE"] == str(tmp_path / "here" / "store")


def test_a_store_in_the_cloud_keeps_its_address(monkeypatch):
    monkeypatch.setenv("GEOEVENTS_STORE", "s3://bucket/events")
    from geoevents.settings import Settings

    assert serve._environment(Settings.from_environment())["GEOEVENTS_STORE"] == "s3://bucket/events"


def test_assets_can_be_asked_for_twice():
    for _ in range(2):
        result = CliRunner().invoke(build_app(), ["assets"])
        assert result.exit_code == 0 and "Page files in place" in result.output


def test_every_setting_is_one_that_streamlit_knows():
    from streamlit import config

    assert set(serve._OPTIONS) <= set(config.get_config_options())

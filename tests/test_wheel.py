"""``pip install .`` gives the same program from any folder."""

import json
import os
import socket
import subprocess
import sys
import time
import urllib.request
import venv
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent


@pytest.fixture(scope="module")
def wheel(tmp_path_factory):
    out = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(out), str(ROOT)]
    done = subprocess.run(command, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
    return next(out.glob("*.whl"))


@pytest.fixture(scope="module")
def installed(wheel, tmp_path_factory):
    """An environment with the wheel in it; what it depends on is borrowed from the tests' own."""
    folder = tmp_path_factory.mktemp("installed")
    venv.create(folder, with_pip=False, symlinks=True)
    binaries = folder / ("Scripts" if os.name == "nt" else "bin")
    site = next(Path(folder).glob("[Ll]ib*/**/site-packages"))
    borrowed = next(path for path in sys.path if path.endswith("site-packages"))
    (site / "borrowed.pth").write_text(borrowed)
    python = binaries / "python"
    done = subprocess.run(
        [sys.executable, "-m", "pip", "--python", str(python), "install", "--no-deps", "--no-index", str(wheel)],
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return binaries


def run(installed, folder, *arguments):
    env = {**os.environ, "GEOEVENTS_HOME": str(folder / "home")}
    env.pop("PYTHONPATH", None)
    return subprocess.run(
        [installed / "geoevents", *arguments], cwd=folder, env=env, capture_output=True, text=True, timeout=120
    )


def test_the_wheel_carries_app_pages_static_files_configuration_and_gazetteer(wheel):
    names = zipfile.ZipFile(wheel).namelist()
    for wanted in ("app.py", ".streamlit/config.toml", "static/", "data/gazetteer/", "data/demo/reports.jsonl"):
        assert any(name.startswith(f"geoevents/_bundle/{wanted}") for name in names), wanted
    assert any(name.startswith("geoevents/pages/") for name in names)
    assert not any("evaluation/eval" in name or name.startswith("tests/") for name in names)


def test_the_installed_command_extracts_from_an_empty_folder(installed, tmp_path):
    report = {"doc_id": "1", "text": "A car bomb killed two people in Ankara on Monday.", "published": "2020-02-13"}
    (tmp_path / "in.jsonl").write_text(json.dumps(report) + "\n")
    done = run(installed, tmp_path, "extract", "in.jsonl", "-o", "out.jsonl")
    assert done.returncode == 0, done.stderr
    (event,) = json.loads((tmp_path / "out.jsonl").read_text())["events"]
    assert event["location"]["country"] == "TR"
    assert event["fatalities"]["best"] == 2


def test_the_installed_command_serves_the_app(installed, tmp_path):
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    env = {**os.environ, "GEOEVENTS_HOME": str(tmp_path / "home")}
    server = subprocess.Popen(
        [installed / "geoevents", "serve", "--port", str(port), "--no-demo"],
        cwd=tmp_path,
        env=env,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    try:
        assert _answers(f"http://127.0.0.1:{port}/_stcore/health", server) == b"ok"
        leaflet = _answers(f"http://127.0.0.1:{port}/app/static/vendor/leaflet/leaflet.js", server)
        assert b"Leaflet" in leaflet
    finally:
        server.terminate()
        server.wait(timeout=20)
        server.stdout.close()


def _answers(url, server, tries=120):
    for _ in range(tries):
        assert server.poll() is None, server.stdout.read()
        try:
            with urllib.request.urlopen(url, timeout=5) as answer:
                return answer.read()
        except OSError:
            time.sleep(0.25)
    raise AssertionError(f"{url} did not answer")

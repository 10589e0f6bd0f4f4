"""A real Chromium against a real server; every request that leaves this computer is stopped and counted."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import pytest
from sample_events import sample

ROOT = Path(__file__).resolve().parents[2]
NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
SKIPPED = "no Chromium was found"


def chromium_path() -> str | None:
    """A Chromium of the system, or the one that Playwright has fetched."""
    for name in NAMES:
        if found := shutil.which(name):
            return found
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        path = playwright.chromium.executable_path
    return path if Path(path).exists() else None


def pytest_collection_modifyitems(items):
    here = [item for item in items if Path(item.fspath).parent == Path(__file__).parent]
    for item in here:
        item.add_marker(pytest.mark.browser)


def pytest_terminal_summary(terminalreporter):
    skipped = [r for r in terminalreporter.stats.get("skipped", []) if SKIPPED in str(r.longrepr)]
    if skipped:
        terminalreporter.write_sep("*", "BROWSER TESTS WERE SKIPPED", red=True, bold=True)
        terminalreporter.write_line(
            f"{len(skipped)} browser tests did not run: {SKIPPED}. Install chromium and run them again.", red=True
        )


@pytest.fixture(scope="session")
def browser():
    path = chromium_path()
    if path is None:
        pytest.skip(SKIPPED)
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        yield browser
        browser.close()


class Server:
    """The app on a port of its own, with a store of its own."""

    def __init__(self, home: Path, base_path: str = "") -> None:
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            port = probe.getsockname()[1]
        self.home = home
        self.url = f"http://127.0.0.1:{port}/{base_path + '/' if base_path else ''}"
        environment = os.environ | {
            "GEOEVENTS_HOME": str(home),
            "GEOEVENTS_AUTHOR": "Ada",
            "PYTHONPATH": str(ROOT),
        }
        environment.pop("GEOEVENTS_STORE", None)
        command = [sys.executable, "-m", "geoevents", "serve", "--port", str(port), "--no-demo"]
        command += ["--base-path", base_path] if base_path else []
        self.started = time.monotonic()
        self.process = subprocess.Popen(command, env=environment, cwd=home, stdout=subprocess.DEVNULL)
        self._wait()
        self.healthy_after = time.monotonic() - self.started

    def _wait(self) -> None:
        deadline = time.monotonic() + 60
        while time.monotonic() < deadline:
            try:
                with urllib.request.urlopen(self.url + "_stcore/health", timeout=1):
                    return
            except OSError:
                time.sleep(0.1)
        raise RuntimeError("the app did not start within a minute")

    def stop(self) -> None:
        self.process.terminate()
        self.process.wait(20)


@pytest.fixture(scope="session")
def server(tmp_path_factory):
    """A server over the sample events, shared by the tests that only read."""
    from geoevents.store.delta import DeltaStore

    home = tmp_path_factory.mktemp("home")
    DeltaStore.open(str(home / "store"), author="test").ingest(sample(), extractor="test")
    server = Server(home)
    yield server
    server.stop()


class Visit:
    """One tab, with what a test needs to see of it."""

    def __init__(self, page, url: str) -> None:
        self.page = page
        self.url = url
        self.outside: list[str] = []
        self.errors: list[str] = []
        page.set_default_timeout(12_000)
        page.on("pageerror", lambda error: self.errors.append(str(error)))
        page.on("dialog", self._dialog)
        page.route("**/*", self._only_ours)

    def _only_ours(self, route) -> None:
        address = route.request.url
        if address.startswith((self.url, "data:", "blob:")):
            route.continue_()
        else:
            self.outside.append(address)
            route.abort()

    def _dialog(self, dialog) -> None:
        self.errors.append(f"dialog: {dialog.message}")
        dialog.dismiss()

    def open(self, query: str = "") -> None:
        self.page.goto(self.url + query)
        self.wait_for_map()

    def wait_for_map(self) -> None:
        self.page.frame_locator("iframe").locator("#map_div[data-symbols]").wait_for(timeout=40_000)
        self.settle()

    def settle(self) -> None:
        """Wait until the server has answered and nothing changes any more."""
        app = self.page.locator('[data-testid="stApp"]')
        quiet = 0
        deadline = time.monotonic() + 30
        while quiet < 3 and time.monotonic() < deadline:
            self.page.wait_for_timeout(250)
            quiet = quiet + 1 if app.get_attribute("data-test-script-state") == "notRunning" else 0

    @property
    def map(self):
        """The frame of the map."""
        return next(frame for frame in self.page.frames if "st_folium" in frame.url)

    def in_map(self, script: str):
        return self.map.evaluate(script)

    def symbols(self) -> int:
        return int(self.in_map("document.getElementById('map_div').dataset.symbols"))

    def click_symbol(self, index: int) -> None:
        spot = self.in_map(f"(() => {{ const p = GeoEvents.symbolAt(map_div, {index}); return [p.x, p.y]; }})()")
        self.page.locator("iframe").scroll_into_view_if_needed()
        box = self.page.locator("iframe").bounding_box()
        self.page.mouse.click(box["x"] + spot[0], box["y"] + spot[1])
        self.page.wait_for_timeout(400)  # the map reports the click; only then does the server start to answer
        self.settle()

    def switch_layer(self, name: str) -> None:
        """Tick or choose a layer in the map's own control, which opens under the pointer."""
        if not self.map.get_by_text(name).is_visible():
            self.map.locator(".leaflet-control-layers-toggle").hover(force=True)
        self.map.get_by_text(name).click()

    def sees(self, text: str, *, gone: str = "", seconds: float = 25) -> bool:
        """Whether ``text`` comes to stand on the page (and ``gone`` leaves it) in time; waits no longer than needed."""
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline:
            body = self.body()
            if text in body and not (gone and gone in body):
                return True
            self.page.wait_for_timeout(120)
        return False

    def body(self) -> str:
        return self.page.locator('[data-testid="stMain"]').inner_text()


@pytest.fixture
def tab(browser, request):
    """Opens a tab on a server; at the end nothing may have gone outside or failed."""
    opened = []

    def open_tab(server: Server, width: int = 1280, height: int = 800) -> Visit:
        context = browser.new_context(viewport={"width": width, "height": height}, accept_downloads=True)
        visit = Visit(context.new_page(), server.url)
        opened.append((context, visit))
        return visit

    yield open_tab
    for context, visit in opened:
        context.close()
        assert visit.outside == [], "a request left this computer"
        assert visit.errors == [], "the page failed"

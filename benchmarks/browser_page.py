"""The real app in a real browser, for measuring: a server process, tabs, and what is timed inside the page."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]

# Everything that is timed is timed inside the page: from the reader's act to the frame that shows the answer.
_SCRIPT = """
if (window !== window.top) {  // in the map's frame: the moment at which its symbols are on the screen, by the clock
  const seen = setInterval(() => {
    if (!document.querySelector('#map_div[data-symbols]')) return;
    clearInterval(seen);
    requestAnimationFrame(() => { window.top.gePainted = Date.now(); });
  }, 4);
}
window.geFrame = () => document.querySelector('iframe').contentWindow;
window.geBox = () => window.geFrame().document.getElementById('map_div');
window.geState = () => document.querySelector('[data-testid="stApp"]').getAttribute('data-test-script-state');
window.geMoved = (move) => new Promise((done, failed) => {
  const box = geBox(), before = box.dataset.updates, began = performance.now();
  const timer = setInterval(() => {
    if (performance.now() - began > 60000) { clearInterval(timer); failed(new Error('nothing painted in a minute')); }
    if (box.dataset.updates === before) return;
    clearInterval(timer);
    requestAnimationFrame(() => done(performance.now() - began));
  }, 4);
  move(geFrame().map);
});
window.gePan = (x, y) => geMoved((map) => map.panBy([x, y], { animate: false }));
window.geZoom = (by) => geMoved((map) => map.setZoom(map.getZoom() + by, { animate: false }));
window.geWalk = async (steps, rest) => {
  window.geTaken = [];
  for (const [x, y] of steps) {
    geTaken.push(await gePan(x, y));
    await new Promise((go) => setTimeout(go, rest));
  }
  window.geDone = true;
};
window.geArm = () => {
  const box = geBox(), updates = box.dataset.updates, counts = document.querySelector('.ge-counts').innerText;
  let began = null;
  window.geAnswer = new Promise((done, failed) => {
    document.addEventListener('keydown', () => { began = performance.now(); }, { capture: true, once: true });
    const timer = setInterval(() => {
      if (began === null) return;
      if (performance.now() - began > 60000) { clearInterval(timer); failed(new Error('no answer in a minute')); }
      const shown = document.querySelector('.ge-counts');
      if (!shown || shown.innerText === counts || box.dataset.updates === updates || geState() !== 'notRunning') return;
      clearInterval(timer);
      requestAnimationFrame(() => done(performance.now() - began));
    }, 4);
  });
};
"""


def chromium() -> str | None:
    """A Chromium of the system; None lets Playwright take its own."""
    names = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
    return next((found for name in names if (found := shutil.which(name))), None)


@contextmanager
def open_browser() -> Iterator[Any]:
    """A headless Chromium."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=chromium(), args=["--no-sandbox", "--disable-dev-shm-usage", "--enable-precise-memory-info"]
        )
        yield browser
        browser.close()


class Server:
    """``geoevents serve`` over the store of one folder; healthy when this returns."""

    def __init__(self, home: Path) -> None:
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            port = probe.getsockname()[1]
        self.url = f"http://127.0.0.1:{port}/"
        environment = os.environ | {"GEOEVENTS_HOME": str(home), "PYTHONPATH": str(ROOT)}
        environment.pop("GEOEVENTS_STORE", None)
        self.started = time.perf_counter()
        self.process = subprocess.Popen(
            [sys.executable, "-m", "geoevents", "serve", "--port", str(port), "--no-demo"],
            env=environment,
            cwd=home,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        while True:
            try:
                with urllib.request.urlopen(self.url + "_stcore/health", timeout=1):
                    return
            except OSError:
                if self.process.poll() is not None or time.perf_counter() - self.started > 120:
                    raise RuntimeError("the app did not start") from None
                time.sleep(0.02)

    def megabytes(self, what: str = "VmRSS") -> float:
        """Resident memory of the process, or its peak with ``VmHWM``."""
        status = Path(f"/proc/{self.process.pid}/status").read_text(encoding="ascii")
        return int(status.split(what + ":")[1].split()[0]) / 1024

    def stop(self) -> None:
        """End the process."""
        self.process.terminate()
        self.process.wait(30)


class Tab:
    """One visitor; ``received`` grows with every message from the server."""

    def __init__(self, browser: Any, url: str) -> None:
        self.context = browser.new_context(viewport={"width": 1280, "height": 900})
        self.page = self.context.new_page()
        self.received = 0
        self.errors: list[str] = []
        self.page.on("pageerror", lambda error: self.errors.append(str(error)))
        self.page.on("websocket", lambda socket: socket.on("framereceived", self._count))
        self.page.add_init_script(_SCRIPT)
        self._url = url

    def _count(self, data: str | bytes) -> None:
        self.received += len(data)

    def open(self, query: str = "") -> float:
        """Seconds from the address to the painted map: its symbols are drawn."""
        self._began, began = time.perf_counter(), time.time()
        self.page.goto(self._url + query, wait_until="commit")
        # the page notes the moment itself: asked from outside it would be known up to half a second later
        self.page.wait_for_function("window.gePainted", polling=100, timeout=180_000)
        return float(self.page.evaluate("window.gePainted")) / 1000 - began

    def whole(self) -> float:
        """Seconds from the address to filters, chart and table, which come after the map."""
        for part in ("stDataFrame", "stVegaLiteChart", "stNumberInput"):
            self.page.get_by_test_id(part).first.wait_for(timeout=180_000)
        return time.perf_counter() - self._began

    def settle(self, seconds: float = 60) -> None:
        """Wait until the server has nothing more to say."""
        quiet, deadline = 0, time.perf_counter() + seconds
        while quiet < 4 and time.perf_counter() < deadline:
            self.page.wait_for_timeout(100)
            quiet = quiet + 1 if self.page.evaluate("geState()") == "notRunning" else 0

    def timed(self, script: str) -> float:
        """Milliseconds that a script of the page says it took."""
        return float(self.page.evaluate(script))

    def entered(self, label: str, value: str) -> float:
        """Milliseconds from Enter in a field to counts, map, table and chart that answer it."""
        field = self.page.get_by_label(label, exact=True)
        field.fill(value)
        self.page.evaluate("geArm()")
        field.press("Enter")
        return self.timed("geAnswer")

    @property
    def frame(self) -> Any:
        """The frame of the map."""
        return next(frame for frame in self.page.frames if "st_folium" in frame.url)

    def data(self, name: str) -> str:
        """What the map has noted about itself."""
        return str(self.page.evaluate(f"geBox().dataset[{name!r}] || ''"))

    def heap(self) -> float:
        """Megabytes of JavaScript in use, after a collection."""
        session = self.context.new_cdp_session(self.page)
        session.send("HeapProfiler.collectGarbage")
        session.send("Performance.enable")
        metrics = {m["name"]: m["value"] for m in session.send("Performance.getMetrics")["metrics"]}
        session.detach()
        return float(metrics["JSHeapUsedSize"]) / 1e6

    def failures(self) -> int:
        """Errors of the page and error boxes on it."""
        return len(self.errors) + int(self.page.locator('[data-testid="stException"]').count())

    def close(self) -> None:
        """The visitor leaves."""
        self.context.close()

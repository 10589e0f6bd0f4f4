"""What a reader waits for, in a real browser: first paint, panning, filters, playback, ten people at once.

    python benchmarks/browser.py [--events N] [--source UCDP_GED.csv.gz] [--stores FOLDER] [--only PART,PART]
        [--results FILE]

Starts the real server over a store of N events (kept in FOLDER for the next time) and times inside the page. Parts:
cold, first_paint, pan, heap, filter, text, playback, ten, folium. Needs Chromium.
"""

from __future__ import annotations

import argparse
import shutil
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from browser_page import Server, Tab, open_browser
from coded_events import SOURCE, stored
from folium_pages import compare
from results import RESULTS, Row, all_met, at_least, at_most, keep
from visitors import Visitor

from geoevents.layers.viewport import View

TIMES = 10
IN_BROWSER = 2  # of ten people
PARTS = ("cold", "first_paint", "pan", "filter", "text", "playback", "heap", "ten", "folium")
# Milliseconds; of 1M events and of 10M.
PAN, FILTER = {1_000_000: 400.0, 10_000_000: 600.0}, {1_000_000: 350.0, 10_000_000: 800.0}
REGION = "?at=35,38,6"  # where many events are: the fullest view
WALK = [(260, 0), (0, 180), (-260, 60), (0, -180), (150, 150), (-150, -210)]


def target(targets: dict[int, float], events: int) -> float | None:
    """The target that holds at this size: that of the next larger one."""
    return next((value for size, value in sorted(targets.items()) if events <= size), None)


def cold(home: Path, events: int) -> list[Row]:
    """From the command to the painted map, the server started anew each time; and once with nothing kept."""
    with open_browser() as browser:
        shutil.rmtree(home / "cache", ignore_errors=True)
        first, _ = started(browser, home)
        taken = [started(browser, home) for _ in range(TIMES if events <= 1_000_000 else 3)]
    limit = 5.0 if events <= 1_000_000 else None
    return [
        at_most(
            "first paint, server started cold", events, statistics.median(painted for painted, _ in taken), "s", limit
        ),
        at_most("server started cold: healthy", events, statistics.median(up for _, up in taken), "s"),
        at_most("first paint, first start ever", events, first, "s"),
    ]


def started(browser, home: Path) -> tuple[float, float]:
    """Seconds from the command to the painted map, and to a server that answers."""
    server = Server(home)
    healthy = time.perf_counter() - server.started
    tab = Tab(browser, server.url)
    tab.open()
    painted = time.perf_counter() - server.started
    tab.close()
    server.stop()
    return painted, healthy


def first_paint(browser, server: Server, events: int) -> list[Row]:
    """From the address to a map with its symbols, and to the page with filters, chart and table.

    The target is held against a new visitor with nothing in the browser's cache; one who comes again waits less.
    """
    new, again, whole = [], [], []
    for _ in range(TIMES + 1):
        tab = Tab(browser, server.url)
        new.append(tab.open())
        whole.append(tab.whole())
        tab.page.goto("about:blank")
        again.append(tab.open())
        tab.close()
    limit = 1.5 if events <= 1_000_000 else None
    return [
        at_most("first paint, store warm", events, statistics.median(new[1:]), "s", limit),
        at_most(
            "first paint, store warm, page in the browser's cache", events, statistics.median(again[1:]), "s", limit
        ),
        at_most("whole page, store warm", events, statistics.median(whole[1:]), "s"),
    ]


def pan(browser, server: Server, events: int) -> list[Row]:
    """A drag or a step of the zoom that ends, to the map that shows what is there; and its bytes."""
    tab = visit(browser, server)
    panned, zoomed, sizes = [], [], []
    for i in range(2 * TIMES):
        x, y = WALK[i % len(WALK)]
        before = tab.received
        panned.append(tab.timed(f"gePan({x}, {y})"))
        tab.settle()
        sizes.append(tab.received - before)
    for by in (1, 1, -1, -1, -1, 1) * 2:
        zoomed.append(tab.timed(f"geZoom({by})"))
        tab.settle()
    rows = [
        at_most("pan to painted", events, statistics.median(panned), "ms", target(PAN, events)),
        at_most("zoom to painted", events, statistics.median(zoomed), "ms", target(PAN, events)),
        at_most("bytes per update, largest of 20 pans", events, max(sizes) / 1000, "kB", 60.0),
    ]
    return rows + left(tab, events, "panning")


def filtered(browser, server: Server, events: int) -> list[Row]:
    """A filter that nobody has asked for yet, to counts, map, table and chart that answer it."""
    tab = visit(browser, server)
    deaths = [tab.entered("At least so many deaths", str(n)) for n in range(1, TIMES + 1) if not tab.settle()]
    tab.page.get_by_role("button", name="Reset all filters").click()
    tab.settle()
    kinds = []
    for name in ("Battles", "Violence against civilians"):
        field = tab.page.get_by_label("Event type", exact=True)
        field.click()
        field.fill(name)
        tab.page.wait_for_timeout(300)
        tab.page.evaluate("geArm()")
        tab.page.keyboard.press("Enter")
        kinds.append(tab.timed("geAnswer"))
        tab.settle()
        tab.page.keyboard.press("Escape")
        tab.page.get_by_role("button", name="Reset all filters").click()
        tab.settle()
    rows = [
        at_most("filter to all painted, by deaths", events, statistics.median(deaths), "ms", target(FILTER, events)),
        at_most("filter to all painted, by type", events, statistics.median(kinds), "ms", target(FILTER, events)),
    ]
    return rows + left(tab, events, "filtering")


def text(browser, server: Server, events: int) -> list[Row]:
    """Words that nobody has searched for yet, to everything painted."""
    tab = visit(browser, server)
    words = (
        "police",
        "market",
        "shelling",
        "aleppo",
        "army convoy",
        "border",
        "village",
        "civilians",
        "attack",
        "town",
    )
    taken = [tab.entered("Search words", word) for word in words if not tab.settle()]
    limit = 500.0 if events <= 1_000_000 else None
    return [
        at_most("text search to all painted", events, statistics.median(taken), "ms", limit),
        *left(tab, events, "searching"),
    ]


def playback(browser, server: Server, events: int) -> list[Row]:
    """Frames drawn a second while days are stepped, waits for more frames included; bytes of one answer."""
    tab = visit(browser, server, "?at=30,35,4")
    tab.frame.locator(".ge-play-start").click()
    tab.frame.locator("#map_div[data-frames-drawn]").wait_for(timeout=60_000)
    tab.frame.locator(".ge-play-unit").select_option("day")
    tab.page.wait_for_function("() => geBox().dataset.frameUnit === 'day'", timeout=60_000)
    rows = []
    for name, speed in (("normal speed", "4"), ("fast", "8"), ("very fast", "16")):
        tab.frame.locator(".ge-play-speed").select_option(speed)
        tab.page.wait_for_timeout(500)
        before, bytes_before = int(tab.data("framesDrawn")), tab.received
        began = time.perf_counter()
        tab.page.wait_for_timeout(12_000)
        drawn = int(tab.data("framesDrawn")) - before
        rate = drawn / (time.perf_counter() - began)
        goal = 4.0 if speed == "8" and events <= 1_000_000 else None  # at normal speed the player itself paces to 4
        rows.append(at_least(f"playback of days, {name}", events, rate, "frames/s", goal))
    rows.append(at_most("playback: bytes a frame", events, (tab.received - bytes_before) / max(1, drawn), "B"))
    return rows + left(tab, events, "playing")


def heap(browser, server: Server, events: int) -> list[Row]:
    """Memory on both sides after a long look around."""
    tab = visit(browser, server)
    for i in range(60):
        tab.timed(f"gePan({WALK[i % len(WALK)][0]}, {WALK[i % len(WALK)][1]})")
    tab.settle()
    for name in ("Heat", "Countries by number of events", "Divisions by number of events"):
        if not tab.frame.get_by_text(name).is_visible():
            tab.frame.locator(".leaflet-control-layers-toggle").hover(force=True)
        tab.frame.get_by_text(name).click()
        tab.settle()
    limit = 900.0 if events <= 1_000_000 else None
    rows = [
        at_most("browser heap after 60 pans", events, tab.heap(), "MB", 120.0),
        at_most("server memory", events, server.megabytes(), "MB", limit),
        at_most("server memory, peak", events, server.megabytes("VmHWM"), "MB"),
    ]
    return rows + left(tab, events, "panning and switching layers")


def ten(browser, server: Server, events: int) -> list[Row]:
    """Ten people who drag, look for a second, and drag on, each on a path of its own: two in this browser.

    The others are sessions without a browser (``visitors``): ten Chromium pages need more than this machine's cores
    for themselves, and real people bring their own.
    """
    tabs = [visit(browser, server, f"?at={33 + i % 3},{36 + i},{5 + i % 3}") for i in range(IN_BROWSER)]
    others = [Visitor(server.url, View(33 + i % 3, 36 + i, 5 + i % 3)) for i in range(IN_BROWSER, 10)]
    walks = [[(x + 7 * i, y - 5 * i) for x, y in WALK] * 2 for i in range(10)]
    for tab, steps in zip(tabs, walks, strict=False):
        tab.page.evaluate(f"void geWalk({[list(step) for step in steps]}, 1000)")
    with ThreadPoolExecutor(len(others)) as legs:
        walking = [legs.submit(them.walk, steps, 1.0) for them, steps in zip(others, walks[IN_BROWSER:], strict=True)]
        deadline = time.perf_counter() + 240
        while time.perf_counter() < deadline and not all(tab.page.evaluate("window.geDone === true") for tab in tabs):
            tabs[0].page.wait_for_timeout(200)
        answered = [ms for taken in walking for ms in taken.result()]
    painted = [ms for tab in tabs for ms in tab.page.evaluate("geTaken")]
    lost = 12 * 10 - len(painted) - len(answered)
    failures = lost + sum(tab.failures() for tab in tabs) + sum(them.failures for them in others)
    for leaver in (*tabs, *others):
        leaver.close()
    limit = 1500.0 if events <= 1_000_000 else None
    everybody = statistics.quantiles([*painted, *answered], n=20)[-1]
    return [
        at_most("ten people panning: p95", events, everybody, "ms", limit),
        at_most("ten people panning: slowest of two in a browser, to painted", events, max(painted), "ms"),
        at_most("ten people panning: median of eight, to the answer", events, statistics.median(answered), "ms"),
        at_most("ten people panning: errors and lost pans", events, failures, "", 0.0),
        at_most("server memory with ten people", events, server.megabytes(), "MB"),
    ]


def visit(browser, server: Server, query: str = REGION) -> Tab:
    """A tab whose map carries a mark, which a second mounting would lose."""
    tab = Tab(browser, server.url)
    tab.open(query)
    tab.settle()
    tab.page.evaluate("geBox().dataset.witness = 'same'")
    return tab


def left(tab: Tab, events: int, doing: str) -> list[Row]:
    """Whether the map is still the one that was mounted, and the page without errors; the visitor leaves."""
    remounts = 0 if tab.data("witness") == "same" else 1
    rows = [
        at_most(f"remounts while {doing}", events, remounts, "", 0.0),
        at_most(f"errors while {doing}", events, tab.failures(), "", 0.0),
    ]
    tab.close()
    return rows


MEASURES: dict[str, Callable[..., list[Row]]] = {
    "first_paint": first_paint,
    "pan": pan,
    "filter": filtered,
    "text": text,
    "playback": playback,
    "heap": heap,
    "ten": ten,
}


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--events", type=int, default=1_000_000)
    parser.add_argument("--source", type=Path, default=SOURCE, help="UCDP GED as CSV; invented events without it")
    parser.add_argument("--stores", type=Path, default=Path(tempfile.gettempdir()) / "geoevents-bench")
    parser.add_argument("--only", default=",".join(PARTS), help="parts, separated by commas")
    parser.add_argument("--results", type=Path, default=RESULTS, help="where the rows are kept")
    options = parser.parse_args()
    parts = options.only.split(",")
    if wrong := set(parts) - set(PARTS):
        parser.error(f"no such part: {', '.join(sorted(wrong))}; there are {', '.join(PARTS)}")
    measured: list[Row] = []

    def show(rows: list[Row]) -> None:
        keep(rows, options.results)
        measured.extend(rows)

    home = stored(options.stores, options.events, options.source)
    if "cold" in parts:
        show(cold(home, options.events))
    if set(parts) & set(MEASURES):
        server = Server(home)
        with open_browser() as browser:
            warm = Tab(browser, server.url)
            warm.open()
            warm.settle()
            warm.close()
            for name in parts:
                if name in MEASURES:
                    show(MEASURES[name](browser, server, options.events))
        server.stop()
    if "folium" in parts:
        with open_browser() as browser:
            show(compare(browser, home))
    return 0 if all_met(measured) else 1


if __name__ == "__main__":
    sys.exit(main())

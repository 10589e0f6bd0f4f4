"""Events as a film, in a real browser."""

from __future__ import annotations

import re


def said(visit) -> str:
    return visit.map.locator(".ge-play-says").inner_text()


def waits(visit, condition: str, seconds: float = 20) -> None:
    visit.map.wait_for_function(condition, timeout=seconds * 1000)


def test_time_is_played_stepped_paused_and_the_page_follows_the_pause(server, tab):
    visit = tab(server)
    visit.open("?status=actual")
    data = "document.getElementById('map_div').dataset"
    visit.in_map(f"{data}.witness = 'same'")
    visit.map.locator(".ge-play-start").click()
    waits(visit, f"{data}.framesDrawn > 0")
    visit.map.locator(".ge-play-unit").select_option("month")
    visit.map.locator(".ge-play-width").select_option("0")
    waits(visit, f"{data}.playing === 'false' && {data}.frame == 11")  # it stops by itself at the end
    visit.page.wait_for_url(re.compile("from=.*to="))

    last = int(visit.in_map(f"{data}.frame"))
    visit.map.locator(".ge-play-toggle").focus()
    visit.page.keyboard.press("ArrowLeft")
    waits(visit, f"{data}.frame == {last - 1}")
    visit.page.keyboard.press("Home")
    waits(visit, f"{data}.frame == 0 && {data}.frameEvents !== ''")
    number = int(visit.in_map(f"{data}.frameEvents"))
    assert f"{number} event" in said(visit)
    assert visit.sees(f"{number} event{'s' if number != 1 else ''}\n")
    waits(visit, "!map_div._geoevents.play.mine()")  # the symbols are again those that can be opened
    drawn = visit.in_map("map_div._geoevents.data.s.reduce((sum, row) => sum + row[2], 0)")
    assert f"{drawn} at a point" in visit.body().replace("\n", " ")

    visit.map.locator(".ge-play-close").click()
    visit.page.wait_for_url(re.compile("^((?!from=).)*$"))
    assert visit.in_map(f"{data}.witness") == "same", "the map was not mounted again"
    assert visit.map.locator(".ge-play-start").is_visible()

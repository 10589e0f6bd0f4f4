"""Visitors without a browser: sessions that speak Streamlit's own protocol over its websocket, as its page does.

Ten browsers on the two cores of a server measure Chromium: each page alone takes seconds of processor to open and a
good part of a core to pan. Real visitors bring a computer of their own, so that most of the ten are sessions of this
kind: they open the page, send where the map was dragged to, take in the answer and ask every few seconds whether
the store has changed. For the server they are no different from browsers.
"""

from __future__ import annotations

import json
import math
import threading
import time
from collections.abc import Sequence
from typing import Any

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.exceptions import ConnectionClosed
from websockets.sync.client import connect

from geoevents.layers.viewport import View

_PATIENCE = 30.0  # seconds for one answer
_LARGEST = 1 << 26  # bytes of a message


class Visitor:
    """One open page with its map; ``failures`` counts what the server answered with an error."""

    def __init__(self, url: str, view: View) -> None:
        self._view = view
        self._query = f"at={view.to_param()}"
        self._map: tuple[str, str] | None = None  # the map's widget and the fragment that it reruns
        self._page = ""
        self._again: dict[str, float] = {}  # fragments that ask by themselves: seconds between
        self._answered = threading.Condition()
        self._answers = self._finished = 0
        self.failures = 0
        self._socket = connect(
            url.replace("http", "ws", 1) + "_stcore/stream", subprotocols=["streamlit"], max_size=_LARGEST
        )
        self._open = True
        threading.Thread(target=self._listen, daemon=True).start()
        self._rerun()
        self._wait(lambda: self._finished > 0 and self._map is not None)
        self.pan(0, 0)  # a map that was mounted says where it is
        threading.Thread(target=self._ask_again, daemon=True).start()

    def pan(self, x: float, y: float) -> float:
        """Drag the map by so many pixels; milliseconds to the answer with what it shows then."""
        degrees = 360 / (256 * 2.0**self._view.zoom)
        lat = self._view.lat - y * degrees * math.cos(math.radians(self._view.lat))
        self._view = View(lat, self._view.lon + x * degrees, self._view.zoom)
        before, began = self._answers, time.perf_counter()
        self._rerun(self._map[1] if self._map else "")
        self._wait(lambda: self._answers > before)
        return (time.perf_counter() - began) * 1000

    def walk(self, steps: Sequence[tuple[float, float]], rest: float) -> list[float]:
        """Pan by each step and look for ``rest`` seconds; milliseconds of each, but for those never answered."""
        taken = []
        for x, y in steps:
            try:
                taken.append(self.pan(x, y))
            except TimeoutError:
                continue
            time.sleep(rest)
        return taken

    def close(self) -> None:
        """The visitor leaves."""
        self._open = False
        self._socket.close()

    def _rerun(self, fragment: str = "", *, by_itself: bool = False) -> None:
        asked = BackMsg()
        state = asked.rerun_script
        state.query_string, state.page_script_hash = self._query, self._page
        state.fragment_id, state.is_auto_rerun = fragment, by_itself
        state.context_info.timezone = "UTC"
        if self._map:
            state.widget_states.widgets.add(id=self._map[0], json_value=json.dumps(self._where()))
        self._socket.send(asked.SerializeToString())

    def _where(self) -> dict[str, Any]:
        """What the map's component reports."""
        box = self._view.box(width=800)
        return {
            "bounds": {
                "_southWest": {"lat": box.south, "lng": box.west},
                "_northEast": {"lat": box.north, "lng": box.east},
            },
            "zoom": self._view.zoom,
            "center": {"lat": self._view.lat, "lng": self._view.lon},
            "last_active_drawing": None,
        }

    def _wait(self, met: Any) -> None:
        with self._answered:
            if not self._answered.wait_for(met, _PATIENCE):
                raise TimeoutError(f"no answer in {_PATIENCE:g} seconds")

    def _listen(self) -> None:
        try:
            for data in self._socket:
                message = ForwardMsg.FromString(data)  # type: ignore[arg-type]
                with self._answered:
                    self._take(message)
                    self._answered.notify_all()
        except ConnectionClosed:
            self.failures += self._open

    def _take(self, message: ForwardMsg) -> None:
        kind = message.WhichOneof("type")
        if kind == "new_session":
            self._page = message.new_session.page_script_hash
        elif kind == "auto_rerun":
            self._again[message.auto_rerun.fragment_id] = message.auto_rerun.interval
        elif kind == "script_finished":
            self._finished += 1
            self.failures += message.script_finished == ForwardMsg.FINISHED_WITH_COMPILE_ERROR
        elif kind == "delta" and message.delta.WhichOneof("type") == "new_element":
            element = message.delta.new_element
            self.failures += element.WhichOneof("type") == "exception"
            if element.WhichOneof("type") == "component_instance":
                self._map = element.component_instance.id, message.delta.fragment_id
                self._answers += 1

    def _ask_again(self) -> None:
        """As the page does for fragments that run every few seconds."""
        due = {fragment: time.monotonic() + every for fragment, every in self._again.items()}
        while self._open and due:
            fragment = min(due, key=lambda name: due[name])
            time.sleep(max(0.0, due[fragment] - time.monotonic()))
            due[fragment] = time.monotonic() + self._again[fragment]
            try:
                self._rerun(fragment, by_itself=True)
            except ConnectionClosed:
                return

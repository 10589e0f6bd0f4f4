"""The folium map: built anew at each run with the very same script, fed by one changing payload.

The component mounts a map once for each distinct script, so nothing that changes may stand in it:
data travels in the feature group of `update_group`. All files come from this program's own server
by addresses relative to the component's frame; folium's usual CDN addresses never reach the page.
"""

from __future__ import annotations

from typing import Any

import folium
from folium.map import Layer
from folium.template import Template
from xyzservices import TileProvider  # type: ignore[import-untyped]

from geoevents.layers.escape import safe_json
from geoevents.layers.style import map_style
from geoevents.layers.viewport import MAX_ZOOM, MIN_ZOOM, View
from geoevents.page_assets import LEAFLET_CSS, MAP_JS, OWN_CSS

# The component's frame is BASE/component/streamlit_folium.st_folium/index.html.
STATIC_FROM_FRAME = "../../app/static/"

ONLINE_TILES = "https://tile.openstreetmap.org/{z}/{x}/{y}.png"
ONLINE_NAME = "OpenStreetMap (online: requests leave this computer)"
ONLINE_CREDIT = '&copy; <a href="https://www.openstreetmap.org/copyright">OpenStreetMap</a> contributors'

# As a provider: folium would look an address up among the names of all providers it knows, at every run.
_ONLINE = TileProvider(name=ONLINE_NAME, url=ONLINE_TILES, attribution=ONLINE_CREDIT)
_STYLE = safe_json(map_style())


class OwnLayer(Layer):
    """A layer of the scripts in static/map, named by the function that makes it."""

    _template = Template(
        """
        {% macro script(this, kwargs) %}
            var {{ this.get_name() }} = GeoEvents.{{ this.maker }}();
        {% endmacro %}
        """
    )

    def __init__(self, maker: str, name: str, *, overlay: bool = True, show: bool = True) -> None:
        super().__init__(name=name, overlay=overlay, control=True, show=show)
        self._name = "OwnLayer"
        self.maker = maker


class _Setup(folium.MacroElement):
    """Hands the map the look of the event types, and adds legend and pointer."""

    _template = Template(
        """
        {% macro script(this, kwargs) %}
            GeoEvents.setup({{ this._parent.get_name() }}, {{ this.style }}{{ this.and_preview }});
        {% endmacro %}
        """
    )

    def __init__(self, *, preview: bool) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self._name = "Setup"
        self.style = _STYLE
        self.and_preview = ", true" if preview else ""


class _Update(folium.MacroElement):
    """Gives the layers of the map their data."""

    _template = Template(
        """
        {% macro script(this, kwargs) %}
            GeoEvents.update({{ this._parent._parent.get_name() }}, {{ this.payload }});
        {% endmacro %}
        """
    )

    def __init__(self, payload: dict[str, Any]) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self._name = "Update"
        self.payload = safe_json(payload)


def base_map(view: View, *, version: str = "", preview: bool = False) -> folium.Map:
    """The map with all its layers and their control, without data.

    Parameters
    ----------
    view : View
        Where the map opens. It is part of the script: keep it for as long as the page is open.
    version : str
        Stands in the addresses of our own files, so that a browser never mixes two versions.
    preview : bool
        Of one report's events: without playback, and online tiles are not offered. Elsewhere they are, and never
        shown until a reader picks them.
    """
    result = folium.Map(
        location=[round(view.lat, 4), round(view.lon, 4)],
        zoom_start=view.zoom,
        tiles=None,
        world_copy_jump=True,
        control_scale=True,
    )
    result.options |= {"minZoom": MIN_ZOOM, "maxZoom": MAX_ZOOM}  # folium gives these to tile layers only
    suffix = f"?v={version}" if version else ""
    result.default_js = [("map", STATIC_FROM_FRAME + MAP_JS + suffix)]
    result.default_css = [
        ("leaflet_css", STATIC_FROM_FRAME + LEAFLET_CSS + suffix),
        ("geoevents_css", STATIC_FROM_FRAME + OWN_CSS + suffix),
    ]
    result.add_child(_Setup(preview=preview))
    result.add_child(OwnLayer("baseMap", "Offline map", overlay=False))
    if not preview:
        result.add_child(folium.TileLayer(_ONLINE, name=ONLINE_NAME, overlay=False, show=False, max_zoom=MAX_ZOOM))
    result.add_child(OwnLayer("symbols", "Events"))
    result.add_child(OwnLayer("areas", "Known only to an area"))
    result.add_child(OwnLayer("heat", "Heat", show=False))
    result.add_child(OwnLayer("shading", "Countries by number of events", show=False))
    result.add_child(OwnLayer("divisions", "Divisions by number of events", show=False))
    result.add_child(OwnLayer("labels", "Place names"))
    result.add_child(folium.LayerControl(collapsed=True, autoZIndex=False))
    return result


def update_group(payload: dict[str, Any]) -> folium.FeatureGroup:
    """The feature group that carries one payload; for ``st_folium(feature_group_to_add=...)``."""
    group = folium.FeatureGroup(name="data", control=False)
    group.add_child(_Update(payload))
    return group

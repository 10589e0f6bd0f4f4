/* Pointer and keyboard, and the way back to the server. */

// Listeners of the component hang on the layers of the map; this one is always there.
var Hub = L.Layer.extend({ onAdd: function () {}, onRemove: function () {} });

function hitAt(map, latlng, slack) {
  var parts = state(map).parts, point = map.latLngToLayerPoint(latlng), found = null;
  parts.slice().sort(function (a, b) { return b.options.zIndex - a.options.zIndex; }).some(function (part) {
    var target = part.hit && part.hit(point, slack);
    if (target) found = { part: part, target: target };
    return found;
  });
  return found;
}

// A click, or a layer switched, as the component hears it.
function tell(map, properties, lat, lon) {
  var here = state(map), at = lat === undefined ? map.getCenter().wrap() : L.latLng(lat, lon);
  if (!here.hub) return;
  properties.click = ++here.clicks; // the same symbol clicked twice is two clicks
  var feature = { type: "Feature", properties: properties, geometry: { type: "Point", coordinates: [at.lng, at.lat] } };
  here.hub.fire("click", { latlng: at, layer: { toGeoJSON: function () { return feature; } } });
  report(map);
}

// The component waits a quarter of a second before it tells the server what it has noted. Told here at once,
// in its own form, so that it finds nothing new afterwards; where it is another version it does so by itself.
function report(map) {
  clearTimeout(report.timer);
  report.timer = setTimeout(function () {
    var held = window.__GLOBAL_DATA__, streamlit = window.Streamlit, value = {};
    if (!held || !streamlit || !held.returned_objects || held.wrap_longitude) return;
    var known = { last_active_drawing: held.last_active_drawing, bounds: map.getBounds(), zoom: map.getZoom(), center: map.getCenter() };
    if (held.returned_objects.some(function (name) { return !(name in known); })) return;
    Object.keys(known).forEach(function (name) { if (held.returned_objects.includes(name)) value[name] = known[name]; });
    if (JSON.stringify(value) === JSON.stringify(held.previous_data)) return;
    held.previous_data = value;
    streamlit.setComponentValue(value);
  }, 20);
}

function choose(map, found) {
  if (state(map).frame) return state(map).play.pause(); // a frame's symbols can be opened once it stands still
  var properties = found.part.feature(found.target);
  if (properties) tell(map, properties, found.target.lat, found.target.lon);
}

function describe(map, found) {
  var box = document.createElement("div");
  found.part.lines(map, found.target).forEach(function (line) {
    L.DomUtil.create("div", "", box).textContent = line;
  });
  return box;
}

// One stop of the Tab key for all symbols: arrows go from west to east, Enter opens.
function wireKeys(map, tip) {
  var Walk = L.Control.extend({
    onAdd: function () {
      var button = L.DomUtil.create("button", "ge-walk"), at = -1;
      button.type = "button";
      button.setAttribute("aria-live", "polite");
      function rest() {
        at = -1;
        button.textContent = "Symbols: arrow keys go through them, Enter opens one";
        map.closeTooltip(tip);
      }
      function targets() {
        var size = map.getSize(), found = [];
        state(map).parts.forEach(function (part) {
          if (!(part instanceof Symbols || part instanceof Areas)) return;
          (part._placed || []).forEach(function (target) {
            var p = map.layerPointToContainerPoint([target.x, target.y]);
            if (p.x >= 0 && p.y >= 0 && p.x <= size.x && p.y <= size.y) found.push({ part: part, target: target });
          });
        });
        return found.sort(function (a, b) { return a.target.x - b.target.x || a.target.y - b.target.y; });
      }
      rest();
      L.DomEvent.on(button, "blur", rest);
      map.on("movestart", rest);
      L.DomEvent.on(button, "keydown", function (e) {
        var step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[e.key], all = targets();
        if (!step || !all.length) return;
        L.DomEvent.stop(e);
        at = at < 0 ? (step > 0 ? 0 : all.length - 1) : (at + step + all.length) % all.length;
        var found = all[at], words = describe(map, found);
        button.textContent = at + 1 + " of " + all.length + ": " + found.part.lines(map, found.target).join("; ");
        tip.setLatLng(map.layerPointToLatLng([found.target.x, found.target.y])).setContent(words);
        map.openTooltip(tip);
      });
      L.DomEvent.on(button, "click", function (e) {
        L.DomEvent.stop(e);
        var found = targets()[at];
        if (found) choose(map, found);
      });
      L.DomEvent.disableClickPropagation(button);
      return button;
    },
  });
  new Walk({ position: "topleft" }).addTo(map);
}

function wirePointer(map) {
  var here = state(map), tip = L.tooltip({ direction: "top", offset: [0, -14], className: "ge-tip" }), shown = null;
  here.hub = new Hub().addTo(map);
  map.on("click", function (e) {
    var touch = window.matchMedia && window.matchMedia("(pointer: coarse)").matches;
    var found = hitAt(map, e.latlng, touch ? 8 : 2);
    if (!found) return;
    choose(map, found);
  });
  wireKeys(map, tip);
  map.on("mousemove", function (e) {
    var found = hitAt(map, e.latlng, 1);
    map.getContainer().style.cursor = found && !found.target.division ? "pointer" : "";
    if (!found) {
      if (shown) map.closeTooltip(tip);
      shown = null;
      return;
    }
    var key = found.target.division || found.target; // the pointer's place in a division changes nothing
    if (shown === key) return;
    shown = key;
    tip.setLatLng(map.layerPointToLatLng([found.target.x, found.target.y])).setContent(describe(map, found));
    map.openTooltip(tip);
  });
  map.on("mouseout movestart zoomstart", function () {
    map.closeTooltip(tip);
    shown = null;
  });
}

/* The ground of Geoevents' own Leaflet layers: their state, numbers in words, and a layer that paints on a canvas.
 *
 * Every layer is created once, when the map is; afterwards the server sends data only, through
 * GeoEvents.update(map, payload). So panning, filtering and switching layers never remount the map.
 * A payload holds ids, codes and numbers, no text from a report. See docs/map.md for its form, and for how the
 * files of this folder become one script. */

// Folder of the static files and version of what is in it, from this script's own address: works under any base path.
var ROOT = document.currentScript.src.replace(/vendor\/geoevents\/map\.js.*$/, "");
var VERSION = document.currentScript.src.replace(/^[^?]*/, "");
L.Icon.Default.imagePath = ROOT + "vendor/leaflet/images/";
var INK = "#1f2a33";
var FONT = 'system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", sans-serif';
var WORLDS = [-360, 0, 360]; // the map shows the world more than once when zoomed out

var files = {};
function load(name) {
  if (!files[name]) {
    files[name] = fetch(ROOT + "basemap/" + name + VERSION).then(function (answer) {
      if (!answer.ok) throw new Error(name + ": " + answer.status);
      return answer.json();
    });
  }
  return files[name];
}

function state(map) {
  if (!map._geoevents) {
    map._geoevents = { style: null, data: { s: [], a: [], c: {}, d: [], o: [], in: [], sel: null }, parts: [], fitted: null, clicks: 0 };
  }
  return map._geoevents;
}

function plural(count, one, many) {
  return count.toLocaleString("en") + " " + (count === 1 ? one : many);
}

function short(count) {
  if (count < 1000) return String(count);
  if (count < 9950) return (count / 1000).toFixed(1).replace(".0", "") + "k";
  if (count < 999500) return Math.round(count / 1000) + "k";
  return (count / 1e6).toFixed(1).replace(".0", "") + "M";
}

var Painted = L.Renderer.extend({
  options: { padding: 0.25, paneName: "ge", zIndex: 400 },

  getPane: function () {
    return this._map.getPane(this.options.paneName);
  },

  onAdd: function (map) {
    if (!map.getPane(this.options.paneName)) {
      var pane = map.createPane(this.options.paneName);
      pane.style.zIndex = this.options.zIndex;
      pane.style.pointerEvents = "none";
    }
    this.options.pane = this.options.paneName;
    state(map).parts.push(this);
    if (this.prepare) this.prepare(map);
    L.Renderer.prototype.onAdd.call(this);
  },

  onRemove: function (map) {
    var parts = state(map).parts;
    parts.splice(parts.indexOf(this), 1);
    L.Renderer.prototype.onRemove.call(this);
  },

  _initContainer: function () {
    this._container = document.createElement("canvas");
    this._container.setAttribute("aria-hidden", "true");
    this._ctx = this._container.getContext("2d");
  },

  _destroyContainer: function () {
    L.DomUtil.remove(this._container);
    delete this._container;
    delete this._ctx;
  },

  _update: function () {
    if (this._map._animatingZoom && this._bounds) return;
    L.Renderer.prototype._update.call(this);
    var size = this._bounds.getSize();
    var dpr = window.devicePixelRatio > 1 ? 2 : 1;
    L.DomUtil.setPosition(this._container, this._bounds.min);
    this._container.width = dpr * size.x;
    this._container.height = dpr * size.y;
    this._container.style.width = size.x + "px";
    this._container.style.height = size.y + "px";
    this._ctx.setTransform(dpr, 0, 0, dpr, -dpr * this._bounds.min.x, -dpr * this._bounds.min.y);
    this._drawn = true;
    this.paint(this._ctx, this._map, this._bounds);
  },

  // L.Path layers call these on their renderer; nothing is ever added to ours.
  _onZoomEnd: function () {},
  _updatePaths: function () {},

  repaint: function () {
    if (!this._map || !this._container || !this._bounds) return;
    var b = this._bounds;
    this._ctx.clearRect(b.min.x, b.min.y, b.getSize().x, b.getSize().y);
    this.paint(this._ctx, this._map, b);
  },
});

// Calls back with layer points of a position in every copy of the world that is in sight.
function eachPoint(map, bounds, lat, lon, margin, done) {
  for (var k = 0; k < WORLDS.length; k++) {
    var p = map.latLngToLayerPoint([lat, lon + WORLDS[k]]);
    if (p.x > bounds.min.x - margin && p.x < bounds.max.x + margin &&
        p.y > bounds.min.y - margin && p.y < bounds.max.y + margin) done(p);
  }
}

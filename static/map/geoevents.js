/* Geoevents' own Leaflet layers: the offline base map, place labels, event symbols, heat, areas.
 *
 * Every layer is created once, when the map is; afterwards the server sends data only, through
 * GeoEvents.update(map, payload). So panning, filtering and switching layers never remount the map.
 * A payload holds ids, codes and numbers, no text from a report. See docs/map.md for its form.
 */
(function () {
  "use strict";

  // Folder of the static files, from this script's own address: works under any base path.
  var ROOT = document.currentScript.src.replace(/map\/geoevents\.js.*$/, "");
  L.Icon.Default.imagePath = ROOT + "vendor/leaflet/images/";
  var INK = "#1f2a33";
  var FONT = 'system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", sans-serif';
  var WORLDS = [-360, 0, 360]; // the map shows the world more than once when zoomed out

  var files = {};
  function load(name) {
    if (!files[name]) {
      files[name] = fetch(ROOT + "basemap/" + name).then(function (answer) {
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

  /* ---- a layer that paints on one canvas, in a pane of its own ------------------------------ */

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

  /* ---- shapes of countries -------------------------------------------------------------------- */

  function boxOf(feature) {
    if (feature.box) return feature.box;
    var box = [90, 180, -90, -180];
    feature.geometry.coordinates.forEach(function (polygon) {
      polygon[0].forEach(function (c) {
        if (c[1] < box[0]) box[0] = c[1];
        if (c[0] < box[1]) box[1] = c[0];
        if (c[1] > box[2]) box[2] = c[1];
        if (c[0] > box[3]) box[3] = c[0];
      });
    });
    feature.box = box;
    return box;
  }

  // Adds the outline to the current path; points closer than a pixel to the last one are left out.
  function trace(ctx, map, feature, shift) {
    var origin = map.getPixelOrigin();
    var scale = 256 * Math.pow(2, map.getZoom());
    feature.geometry.coordinates.forEach(function (polygon) {
      polygon.forEach(function (ring) {
        var lastX = null, lastY = null;
        for (var i = 0; i < ring.length; i++) {
          var sin = Math.sin((Math.max(-85.0511, Math.min(85.0511, ring[i][1])) * Math.PI) / 180);
          var x = scale * ((ring[i][0] + shift) / 360 + 0.5) - origin.x;
          var y = scale * (0.5 - Math.log((1 + sin) / (1 - sin)) / (4 * Math.PI)) - origin.y;
          if (lastX !== null && i < ring.length - 1 && Math.abs(x - lastX) + Math.abs(y - lastY) < 1) continue;
          if (lastX === null) ctx.moveTo(x, y);
          else ctx.lineTo(x, y);
          lastX = x;
          lastY = y;
        }
        ctx.closePath();
      });
    });
  }

  function eachShapeInSight(map, bounds, shapes, done) {
    var nw = map.layerPointToLatLng(bounds.min), se = map.layerPointToLatLng(bounds.max);
    shapes.features.forEach(function (feature) {
      var box = boxOf(feature);
      WORLDS.forEach(function (shift) {
        if (box[0] < nw.lat && box[2] > se.lat && box[1] + shift < se.lng && box[3] + shift > nw.lng) {
          done(feature, shift);
        }
      });
    });
  }

  var BaseMap = Painted.extend({
    options: { paneName: "ge-base", zIndex: 150, attribution: "Natural Earth", padding: 0.4 },

    prepare: function () {
      var layer = this;
      load("countries.json").then(function (shapes) {
        layer._shapes = shapes;
        layer.repaint();
      }).catch(function (error) { console.warn("geoevents base map", error); });
    },

    paint: function (ctx, map, bounds) {
      if (!this._shapes) return;
      ctx.fillStyle = "#f7f5ef";
      ctx.strokeStyle = "#b9b4a5";
      ctx.lineWidth = 1;
      ctx.lineJoin = "round";
      ctx.beginPath();
      eachShapeInSight(map, bounds, this._shapes, function (feature, shift) { trace(ctx, map, feature, shift); });
      ctx.fill("evenodd");
      ctx.stroke();
    },
  });

  // One scale for countries and divisions: five steps that grow darker, told apart without seeing colours.
  var SHADES = [[1, "#ecd0a0"], [2, "#dfa870"], [5, "#c86f5f"], [20, "#8f3f66"], [100, "#4d1f56"]];

  function shade(count) {
    return SHADES.filter(function (step) { return count >= step[0]; }).pop()[1];
  }

  function fillShade(ctx, count) {
    ctx.globalAlpha = 0.85;
    ctx.fillStyle = shade(count);
    ctx.fill("evenodd");
    ctx.globalAlpha = 1;
  }

  // Outlines come as thousandths of a degree, each corner as the step from the one before.
  function shapeOf(rings) {
    return { properties: {}, geometry: { coordinates: rings.map(function (ring) {
      var x = 0, y = 0, corners = [];
      for (var i = 0; i < ring.length; i += 2) {
        x += ring[i];
        y += ring[i + 1];
        corners.push([x / 1000, y / 1000]);
      }
      corners.push(corners[0]);
      return [corners];
    }) } };
  }

  function holds(shape, lat, lon) {
    var inside = false;
    shape.geometry.coordinates.forEach(function (polygon) {
      var ring = polygon[0];
      for (var i = 0, j = ring.length - 1; i < ring.length; j = i++) {
        var a = ring[i], b = ring[j];
        if (a[1] > lat !== b[1] > lat && lon < ((b[0] - a[0]) * (lat - a[1])) / (b[1] - a[1]) + a[0]) inside = !inside;
      }
    });
    return inside;
  }

  // Known to a division only: dashed border, hatched inside.
  function paintOutline(ctx, map, bounds, shapes, fill) {
    eachShapeInSight(map, bounds, { features: shapes }, function (shape, shift) {
      ctx.beginPath();
      trace(ctx, map, shape, shift);
      ctx.globalAlpha = fill;
      ctx.fillStyle = hatch(ctx);
      ctx.fill("evenodd");
      ctx.globalAlpha = 1;
      ctx.setLineDash([6, 5]);
      ctx.stroke();
      ctx.setLineDash([]);
    });
  }

  var Divisions = Painted.extend({
    options: { live: true, paneName: "ge-divisions", zIndex: 165, padding: 0.4 },

    prepare: function (map) { tell(map, { kind: "layer", name: "divisions", on: true }); },

    onRemove: function (map) {
      Painted.prototype.onRemove.call(this, map);
      tell(map, { kind: "layer", name: "divisions", on: false });
    },

    paint: function (ctx, map, bounds) {
      var shown = this._shown = state(map).data.d.map(function (d) {
        return { count: d[0], deaths: d[1], shape: shapeOf(d[2]) };
      });
      ctx.lineWidth = 0.8;
      ctx.strokeStyle = "rgba(255,255,255,.9)";
      shown.forEach(function (division) {
        eachShapeInSight(map, bounds, { features: [division.shape] }, function (shape, shift) {
          ctx.beginPath();
          trace(ctx, map, shape, shift);
          fillShade(ctx, division.count);
          ctx.stroke();
        });
      });
    },

    hit: function (point, slack) {
      var at = this._map.layerPointToLatLng(point).wrap();
      var found = (this._shown || []).find(function (division) { return holds(division.shape, at.lat, at.lng); });
      return found ? { lat: at.lat, lon: at.lng, x: point.x, y: point.y, division: found.shape, all: found } : null;
    },

    feature: function () { return null; },

    lines: function (map, target) {
      return [
        plural(target.all.count, "event", "events") + " in this division",
        plural(target.all.deaths, "death", "deaths") + " reported",
      ];
    },
  });

  var Shading = Painted.extend({
    options: { live: true, paneName: "ge-shading", zIndex: 160, padding: 0.4 },

    prepare: BaseMap.prototype.prepare,

    paint: function (ctx, map, bounds) {
      var counts = state(map).data.c || {};
      if (!this._shapes) return;
      eachShapeInSight(map, bounds, this._shapes, function (feature, shift) {
        var count = counts[feature.properties.iso];
        if (!count) return;
        ctx.beginPath();
        trace(ctx, map, feature, shift);
        fillShade(ctx, count);
      });
    },
  });

  var Labels = Painted.extend({
    options: { paneName: "ge-labels", zIndex: 250, attribution: "GeoNames", padding: 0.2 },

    prepare: function () {
      var layer = this;
      load("labels.json").then(function (labels) {
        layer._labels = labels;
        layer.repaint();
      }).catch(function (error) { console.warn("geoevents labels", error); });
    },

    paint: function (ctx, map, bounds) {
      if (!this._labels) return;
      var zoom = map.getZoom(), taken = [], drawn = 0;
      ctx.textBaseline = "middle";
      ctx.lineJoin = "round";
      ctx.strokeStyle = "rgba(247,245,239,.9)";
      ctx.lineWidth = 3;
      for (var i = 0; i < this._labels.length && drawn < 400; i++) {
        var label = this._labels[i], country = label[4] === 0;
        if (label[3] > zoom || (country && zoom > 8)) continue;
        eachPoint(map, bounds, label[1], label[2], 0, function (p) {
          ctx.font = (country ? "600 12px " : "11px ") + FONT;
          var name = country && zoom < 6 ? label[0].toUpperCase() : label[0];
          var width = ctx.measureText(name).width;
          var box = country
            ? [p.x - width / 2 - 3, p.y - 9, p.x + width / 2 + 3, p.y + 9]
            : [p.x - 4, p.y - 8, p.x + width + 10, p.y + 8];
          for (var t = 0; t < taken.length; t++) {
            var other = taken[t];
            if (box[0] < other[2] && box[2] > other[0] && box[1] < other[3] && box[3] > other[1]) return;
          }
          taken.push(box);
          drawn++;
          var x = country ? p.x - width / 2 : p.x + 6;
          ctx.strokeText(name, x, p.y);
          ctx.fillStyle = country ? "#6d675a" : "#4b4f54";
          ctx.fillText(name, x, p.y);
          if (!country) {
            ctx.beginPath();
            ctx.arc(p.x, p.y, 2, 0, 2 * Math.PI);
            ctx.fillStyle = "#7d8187";
            ctx.fill();
          }
        });
      }
    },
  });

  /* ---- heat ------------------------------------------------------------------------------------ */

  function heatRamp() {
    var canvas = document.createElement("canvas");
    canvas.width = 256;
    canvas.height = 1;
    var ctx = canvas.getContext("2d"), ramp = ctx.createLinearGradient(0, 0, 256, 0);
    [[0, "#3b0f70"], [0.35, "#8c2981"], [0.6, "#de4968"], [0.8, "#fe9f6d"], [1, "#fcfdbf"]].forEach(function (stop) {
      ramp.addColorStop(stop[0], stop[1]);
    });
    ctx.fillStyle = ramp;
    ctx.fillRect(0, 0, 256, 1);
    return ctx.getImageData(0, 0, 256, 1).data;
  }

  var Heat = Painted.extend({
    options: { live: true, paneName: "ge-heat", zIndex: 300, padding: 0.1 },

    paint: function (ctx, map, bounds) {
      var symbols = state(map).data.s, canvas = this._container;
      var most = 1;
      symbols.forEach(function (s) { most = Math.max(most, s[2]); });
      var radius = 34;
      symbols.forEach(function (s) {
        eachPoint(map, bounds, s[0], s[1], radius, function (p) {
          var glow = ctx.createRadialGradient(p.x, p.y, 0, p.x, p.y, radius);
          var strength = 0.18 + 0.6 * (Math.log(1 + s[2]) / Math.log(2 + most));
          glow.addColorStop(0, "rgba(0,0,0," + strength + ")");
          glow.addColorStop(1, "rgba(0,0,0,0)");
          ctx.fillStyle = glow;
          ctx.fillRect(p.x - radius, p.y - radius, 2 * radius, 2 * radius);
        });
      });
      if (!canvas.width || !canvas.height || !symbols.length) return;
      this._ramp = this._ramp || heatRamp();
      var image = ctx.getImageData(0, 0, canvas.width, canvas.height), px = image.data;
      for (var i = 3; i < px.length; i += 4) {
        if (!px[i]) continue;
        var at = px[i] * 4;
        px[i - 3] = this._ramp[at];
        px[i - 2] = this._ramp[at + 1];
        px[i - 1] = this._ramp[at + 2];
        px[i] = Math.min(200, px[i] * 1.4);
      }
      ctx.putImageData(image, 0, 0);
    },
  });

  /* ---- event symbols ---------------------------------------------------------------------------- */

  function outline(ctx, shape, x, y, r) {
    ctx.beginPath();
    if (shape === "triangle") {
      ctx.moveTo(x, y - r * 1.15);
      ctx.lineTo(x + r * 1.1, y + r * 0.8);
      ctx.lineTo(x - r * 1.1, y + r * 0.8);
    } else if (shape === "diamond") {
      ctx.moveTo(x, y - r * 1.2);
      ctx.lineTo(x + r * 1.2, y);
      ctx.lineTo(x, y + r * 1.2);
      ctx.lineTo(x - r * 1.2, y);
    } else {
      ctx.arc(x, y, r, 0, 2 * Math.PI);
    }
    ctx.closePath();
  }

  function drawSingle(ctx, x, y, r, type, hollow) {
    outline(ctx, type.shape, x, y, r + 1.5);
    ctx.fillStyle = hollow ? INK : "#fff";
    ctx.fill();
    outline(ctx, type.shape, x, y, hollow ? r + 0.5 : r);
    ctx.fillStyle = type.color;
    ctx.fill();
    ctx.lineWidth = 0.8;
    ctx.strokeStyle = INK;
    if (hollow) {
      outline(ctx, type.shape, x, y, r - 3.2);
      ctx.fillStyle = "#fff";
      ctx.fill();
    } else ctx.stroke();
    ctx.fillStyle = hollow ? INK : type.ink;
    ctx.font = "700 " + Math.max(8, Math.min(14, r * (hollow ? 0.95 : 1.1))) + "px " + FONT;
    ctx.textAlign = "center";
    ctx.textBaseline = "middle";
    ctx.fillText(type.letter, x, y + (type.shape === "triangle" ? r * 0.15 : 0.5));
    ctx.textAlign = "left";
  }

  function drawMany(ctx, x, y, r, count, parts, types) {
    ctx.beginPath();
    ctx.arc(x, y, r + 1, 0, 2 * Math.PI);
    ctx.fillStyle = INK;
    ctx.fill();
    var angle = -Math.PI / 2;
    for (var i = 0; i < parts.length; i += 2) {
      var share = (2 * Math.PI * parts[i + 1]) / count;
      ctx.beginPath();
      ctx.moveTo(x, y);
      ctx.arc(x, y, r, angle, angle + share);
      ctx.closePath();
      ctx.fillStyle = types[parts[i]].color;
      ctx.fill();
      angle += share;
    }
    var inner = Math.max(r - 5, r * 0.62);
    ctx.beginPath();
    ctx.arc(x, y, inner, 0, 2 * Math.PI);
    ctx.fillStyle = "#fff";
    ctx.fill();
    var text = short(count);
    ctx.fillStyle = INK;
    ctx.font = "600 " + Math.max(8, Math.min(13, (inner * 2.7) / Math.max(2, text.length))) + "px " + FONT;
    ctx.textAlign = "center";
    ctx.textBaseline = "middle";
    ctx.fillText(text, x, y + 0.5);
    ctx.textAlign = "left";
  }

  function radiusOf(s) {
    if (s[2] > 1) return Math.min(26, 12 + 4.2 * Math.log10(s[2]));
    return Math.min(24, 8.5 + 1.6 * Math.sqrt(s[4]));
  }

  // A symbol never grows into its neighbour: half the way to it, but large enough to be read.
  function fitRadii(placed) {
    var cell = 56, grid = {};
    placed.forEach(function (a, i) {
      var key = Math.floor(a.x / cell) + ":" + Math.floor(a.y / cell);
      (grid[key] = grid[key] || []).push(i);
    });
    placed.forEach(function (a, i) {
      var cx = Math.floor(a.x / cell), cy = Math.floor(a.y / cell), nearest = Infinity;
      for (var dx = -1; dx <= 1; dx++) for (var dy = -1; dy <= 1; dy++) {
        (grid[(cx + dx) + ":" + (cy + dy)] || []).forEach(function (j) {
          if (j === i) return;
          var d = Math.hypot(a.x - placed[j].x, a.y - placed[j].y);
          if (d < nearest) nearest = d;
        });
      }
      a.r = Math.max(a.s[2] > 1 ? 10 : 7, Math.min(a.r, nearest / 2));
    });
  }

  var FLIGHT = 220, FLIGHT_PX = 90; // milliseconds, and pixels from which nothing flies

  var Symbols = Painted.extend({
    options: { live: true, paneName: "ge-symbols", zIndex: 450, padding: 0.25 },

    paint: function (ctx, map, bounds) {
      var here = state(map), types = here.style.types, placed = [];
      here.data.s.forEach(function (s) {
        eachPoint(map, bounds, s[0], s[1], 30, function (p) {
          placed.push({ x: p.x, y: p.y, r: radiusOf(s), s: s, lat: s[0], lon: s[1] });
        });
      });
      fitRadii(placed);
      this._fly(placed);
      placed.sort(function (a, b) { return b.r - a.r; });
      placed.forEach(function (a) {
        if (a.s[2] > 1) drawMany(ctx, a.x, a.y, a.r, a.s[2], a.s[10], types);
        else drawSingle(ctx, a.x, a.y, a.r, types[a.s[3]], a.s[5] > 0);
      });
      this._placed = placed;
    },

    // After a zoom symbols part from the one that stood for them, or meet: a short way, so that the eye can follow.
    begin: function (before) {
      if (!before.length || window.matchMedia("(prefers-reduced-motion: reduce)").matches) return;
      this._flight = { from: before, began: performance.now(), starts: new Map() };
    },

    _fly: function (placed) {
      var flight = this._flight, part = flight ? (performance.now() - flight.began) / FLIGHT : 1, layer = this;
      if (part >= 1) {
        this._flight = null;
        return;
      }
      var left = Math.pow(1 - part, 3), map = this._map;
      var old = flight.from.map(function (s) { return map.latLngToLayerPoint([s[0], s[1]]); });
      placed.forEach(function (a) {
        var start = flight.starts.get(a.s);
        if (start === undefined) {
          var nearest = FLIGHT_PX;
          start = -1;
          old.forEach(function (p, i) {
            var d = Math.hypot(p.x - a.x, p.y - a.y);
            if (d < nearest) {
              nearest = d;
              start = i;
            }
          });
          flight.starts.set(a.s, start);
        }
        if (start < 0) return;
        a.x += (old[start].x - a.x) * left;
        a.y += (old[start].y - a.y) * left;
      });
      requestAnimationFrame(function () { if (layer._flight === flight) layer.repaint(); });
    },

    hit: function (point, slack) {
      var best = null, bestDistance = Infinity;
      (this._placed || []).forEach(function (a) {
        var d = Math.hypot(a.x - point.x, a.y - point.y);
        if (d <= a.r + slack && d - a.r < bestDistance) {
          best = a;
          bestDistance = d - a.r;
        }
      });
      return best;
    },

    feature: function (a) {
      var s = a.s;
      return s[2] > 1
        ? { kind: "many", count: s[2], index: state(this._map).data.s.indexOf(s) }
        : { kind: "event", id: s[11] };
    },

    lines: function (map, a) {
      var s = a.s, types = state(map).style.types, lines = [];
      if (s[2] > 1) {
        lines.push(plural(s[2], "event", "events"));
        for (var i = 0; i < s[10].length && i < 10; i += 2) lines.push(s[10][i + 1].toLocaleString("en") + " " + types[s[10][i]].name);
        lines.push(plural(s[4], "death", "deaths") + " reported" + (s[5] ? "; not told for " + plural(s[5], "event", "events") : ""));
      } else {
        lines.push(types[s[3]].name);
        lines.push(s[5] ? "deaths not reported" : s[4] ? plural(s[4], "death", "deaths") : "no deaths, as reported");
        lines.push(state(map).style.precisions[s[12]] || "");
      }
      return lines;
    },
  });

  /* ---- areas: known only to a division, a region or a country ---------------------------------- */

  function hatch(ctx) {
    if (hatch.pattern) return hatch.pattern;
    var tile = document.createElement("canvas");
    tile.width = tile.height = 6;
    var t = tile.getContext("2d");
    t.strokeStyle = INK;
    t.lineWidth = 1;
    t.beginPath();
    t.moveTo(-1, 7);
    t.lineTo(7, -1);
    t.moveTo(-1, 1);
    t.lineTo(1, -1);
    t.moveTo(5, 7);
    t.lineTo(7, 5);
    t.stroke();
    hatch.pattern = ctx.createPattern(tile, "repeat");
    return hatch.pattern;
  }

  function drawBadge(ctx, x, y, w, h, text) {
    ctx.fillStyle = "#fff";
    ctx.fillRect(x - w / 2, y - h / 2, w, h);
    ctx.globalAlpha = 0.55;
    ctx.fillStyle = hatch(ctx);
    ctx.fillRect(x - w / 2, y - h / 2, w, h);
    ctx.globalAlpha = 1;
    ctx.strokeStyle = INK;
    ctx.lineWidth = 1.4;
    ctx.strokeRect(x - w / 2, y - h / 2, w, h);
    if (!text) return;
    ctx.fillStyle = "#fff";
    ctx.fillRect(x - w / 2 + 4, y - h / 2 + 4, w - 8, h - 8);
    ctx.fillStyle = INK;
    ctx.font = "600 11px " + FONT;
    ctx.textAlign = "center";
    ctx.textBaseline = "middle";
    ctx.fillText(text, x, y + 0.5);
    ctx.textAlign = "left";
  }

  var STEPS = [[0, 0], [0, 1], [0, -1], [1, 0], [-1, 0], [1, 1], [-1, 1], [1, -1], [-1, -1]];

  var Areas = Painted.extend({
    options: { live: true, paneName: "ge-areas", zIndex: 440, padding: 0.25 },

    prepare: BaseMap.prototype.prepare,

    // One row: lat, lon, where_prec, events, deaths, radius_km, ISO code or null, place in the server's list.
    paint: function (ctx, map, bounds) {
      var data = state(map).data, placed = [], countries = {};
      var drawn = state(map).parts.find(function (p) { return p instanceof Symbols; });
      var symbols = (drawn && drawn._placed) || [];
      data.a.forEach(function (a) { if (a[2] === 6 && a[6]) countries[a[6]] = true; });
      if (this._shapes) {
        ctx.save();
        ctx.globalAlpha = 0.07;
        ctx.beginPath();
        eachShapeInSight(map, bounds, this._shapes, function (feature, shift) {
          if (countries[feature.properties.iso]) trace(ctx, map, feature, shift);
        });
        ctx.fillStyle = hatch(ctx);
        ctx.fill("evenodd");
        ctx.restore();
      }
      ctx.lineWidth = 1.2;
      ctx.strokeStyle = "rgba(31,42,51,.75)";
      paintOutline(ctx, map, bounds, (data.o || []).map(function (o) { return shapeOf(o[1]); }), 0.1);
      data.a.forEach(function (a) {
        eachPoint(map, bounds, a[0], a[1], 30, function (p) {
          var near = placed.find(function (b) { return Math.abs(b.x - p.x) < 46 && Math.abs(b.y - p.y) < 26; });
          if (near) {
            near.all.push(a);
            near.events += a[3];
            near.deaths += a[4];
          } else placed.push({ x: p.x, y: p.y, h: 22, all: [a], events: a[3], deaths: a[4], lat: a[0], lon: a[1] });
        });
      });
      placed.forEach(function (b) {
        var first = b.all[0];
        b.text = (b.all.length === 1 && first[2] === 6 && first[6] ? first[6] + " " : "") + short(b.events);
        b.w = 17 + 6.5 * b.text.length;
        // The spot means nothing exact, so a badge steps aside for a symbol, by its own size at most.
        var x = b.x, y = b.y;
        var free = STEPS.find(function (step) {
          b.x = x + step[0] * (b.w / 2 + 14);
          b.y = y + step[1] * 26;
          return !symbols.some(function (s) { return Math.abs(s.x - b.x) < b.w / 2 + s.r && Math.abs(s.y - b.y) < 11 + s.r; }) &&
            !placed.some(function (o) { return o !== b && o.w && Math.abs(o.x - b.x) < (o.w + b.w) / 2 && Math.abs(o.y - b.y) < 23; });
        });
        if (!free) {
          b.x = x;
          b.y = y;
        }
      });
      placed.forEach(function (b) { drawBadge(ctx, b.x, b.y, b.w, b.h, b.text); });
      this._placed = placed;
    },

    hit: function (point, slack) {
      return (this._placed || []).find(function (b) {
        return Math.abs(b.x - point.x) <= b.w / 2 + slack && Math.abs(b.y - point.y) <= b.h / 2 + slack;
      }) || null;
    },

    feature: function (b) {
      return { kind: "area", indexes: b.all.map(function (a) { return a[7]; }) };
    },

    lines: function (map, b) {
      var what = b.all.length > 1 ? plural(b.all.length, "area", "areas") : "a " + state(map).style.areas[b.all[0][2]];
      return [
        plural(b.events, "event", "events") + ", place known only to " + what,
        plural(b.deaths, "death", "deaths") + " reported",
        "shown at the area's middle, not where it happened",
      ];
    },
  });

  /* ---- what is selected: a halo, and how far the true place may lie ---------------------------- */

  var Selection = Painted.extend({
    options: { live: true, paneName: "ge-selection", zIndex: 445, padding: 0.3 },

    prepare: BaseMap.prototype.prepare,

    paint: function (ctx, map, bounds) {
      var sel = state(map).data.sel, within = state(map).data.in || [];
      if (within.length) {
        ctx.beginPath();
        WORLDS.forEach(function (shift) {
          trace(ctx, map, { geometry: { coordinates: [[within.concat([within[0]])]] } }, shift);
        });
        ctx.lineWidth = 2;
        ctx.strokeStyle = "#00684c";
        ctx.setLineDash([10, 4, 2, 4]);
        ctx.stroke();
        ctx.setLineDash([]);
      }
      if (!sel) return;
      var shapes = sel[3].length ? [shapeOf(sel[3])] : this._shapes && sel[4]
        ? this._shapes.features.filter(function (shape) { return shape.properties.iso === sel[4]; }) : [];
      ctx.lineWidth = 1.8;
      ctx.strokeStyle = "#143c78";
      paintOutline(ctx, map, bounds, shapes, 0.16);
      eachPoint(map, bounds, sel[0], sel[1], 4000, function (p) {
        if (sel[2] > 0 && !shapes.length) {
          var metres = (40075016.686 * Math.abs(Math.cos((sel[0] * Math.PI) / 180))) / Math.pow(2, map.getZoom() + 8);
          var r = (sel[2] * 1000) / metres;
          ctx.beginPath();
          ctx.arc(p.x, p.y, r, 0, 2 * Math.PI);
          ctx.fillStyle = "rgba(20,60,120,.08)";
          ctx.fill();
          ctx.setLineDash([6, 5]);
          ctx.lineWidth = 1.6;
          ctx.strokeStyle = "#143c78";
          ctx.stroke();
          ctx.setLineDash([]);
        }
        ctx.beginPath();
        ctx.arc(p.x, p.y, 30, 0, 2 * Math.PI);
        ctx.lineWidth = 3.5;
        ctx.strokeStyle = "rgba(255,255,255,.95)";
        ctx.stroke();
        ctx.lineWidth = 2;
        ctx.strokeStyle = "#143c78";
        ctx.stroke();
      });
    },
  });

  /* ---- legend, pointer, and the way back to the server ----------------------------------------- */

  function icon(draw, width) {
    var canvas = document.createElement("canvas");
    canvas.width = (width || 24) * 2;
    canvas.height = 48;
    canvas.style.width = (width || 24) + "px";
    canvas.style.height = "24px";
    canvas.setAttribute("aria-hidden", "true");
    var ctx = canvas.getContext("2d");
    ctx.scale(2, 2);
    draw(ctx);
    return canvas;
  }

  function addLegend(map, style) {
    var Legend = L.Control.extend({
      onAdd: function () {
        var box = L.DomUtil.create("details", "ge-legend");
        box.open = map.getSize().x > 900 && map.getSize().y > 480;
        L.DomUtil.create("summary", "", box).textContent = "Legend";
        function row(canvas, text) {
          var line = L.DomUtil.create("div", "ge-legend-row", box);
          line.appendChild(canvas);
          L.DomUtil.create("span", "", line).textContent = text;
        }
        style.types.forEach(function (type) {
          if (type.letter === "?") return;
          row(icon(function (ctx) { drawSingle(ctx, 12, 12, 8.5, type, false); }), type.name);
        });
        L.DomUtil.create("hr", "", box);
        var first = style.types[0];
        row(icon(function (ctx) { drawSingle(ctx, 12, 12, 10.5, first, false); }), "filled: grows with deaths");
        row(icon(function (ctx) { drawSingle(ctx, 12, 12, 9, first, true); }), "hollow: deaths not reported");
        row(icon(function (ctx) { drawMany(ctx, 12, 12, 11, 7, [0, 4, 3, 3], style.types); }), "several events");
        row(icon(function (ctx) { drawBadge(ctx, 12, 12, 18, 16, ""); }), "only a division or country known");
        row(icon(function (ctx) {
          ctx.globalAlpha = 0.25;
          ctx.fillStyle = hatch(ctx);
          ctx.fillRect(3, 5, 18, 14);
          ctx.globalAlpha = 1;
          ctx.strokeStyle = INK;
          ctx.setLineDash([4, 3]);
          ctx.strokeRect(3, 5, 18, 14);
        }), "outline of such a division");
        var scale = L.DomUtil.create("div", "ge-legend-scale", box);
        L.DomUtil.create("div", "", scale).textContent = "shaded by number of events";
        SHADES.forEach(function (step, i) {
          var next = SHADES[i + 1], swatch = L.DomUtil.create("span", "", scale);
          swatch.style.borderTopColor = step[1];
          swatch.textContent = !next ? step[0] + "+" : next[0] - 1 > step[0] ? step[0] + "–" + (next[0] - 1) : step[0];
        });
        scale.hidden = true;
        map.on("layeradd layerremove", function () {
          scale.hidden = !state(map).parts.some(function (p) { return p instanceof Shading || p instanceof Divisions; });
        });
        L.DomEvent.disableClickPropagation(box);
        L.DomEvent.disableScrollPropagation(box);
        return box;
      },
    });
    new Legend({ position: "bottomleft" }).addTo(map);
  }

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

  function setup(map, style) {
    state(map).style = style;
    map.on("moveend", function () { report(map); });
    map.attributionControl.setPrefix(false);
    new Selection().addTo(map);
    wirePointer(map);
    addLegend(map, style);
    state(map).play = new window.GeoEventsPlayback(map, {
      plural: plural,
      tell: function (properties) { tell(map, properties); },
      show: function (rows) { showFrame(map, rows); },
    });
  }

  // A frame of the playback in place of what the server sent last; null shows that again.
  function showFrame(map, rows) {
    var here = state(map);
    here.frame = rows;
    here.data = rows ? L.extend({}, here.sent, rows, { c: {}, d: [], o: [], sel: null }) : here.sent;
    if (rows || here.framed) repaintAll(here);
    here.framed = Boolean(rows);
  }

  function repaintAll(here) {
    here.parts.forEach(function (part) { if (part.options.live) part.repaint(); });
  }

  function move(map, fit) {
    var here = state(map);
    if (!fit || fit.k === here.fitted) return;
    here.fitted = fit.k;
    var options = { animate: !window.matchMedia("(prefers-reduced-motion: reduce)").matches };
    if (fit.z) map.setView(fit.p, Math.max(fit.z, fit.keep ? map.getZoom() : 0), options);
    else map.fitBounds([[fit.b[0], fit.b[1]], [fit.b[2], fit.b[3]]], L.extend({ padding: [40, 40], maxZoom: 11 }, options));
  }

  function update(map, payload) {
    var here = state(map);
    window.feature_group = []; // the component only ever adds to it: it would hold every old view
    var zoom = map.getZoom(), symbols = here.parts.find(function (part) { return part instanceof Symbols; });
    if (symbols && here.zoom !== undefined && here.zoom !== zoom && !here.frame) symbols.begin(here.data.s);
    here.zoom = zoom;
    here.sent = payload;
    here.framed = true; // whatever was drawn is out of date
    here.play.take(payload.play, payload.days);
    if (!here.play.mine()) showFrame(map, null);
    else if (here.framed && !here.frame) showFrame(map, { s: [], a: [] });
    here.updates = (here.updates || 0) + 1;
    map.getContainer().dataset.symbols = here.data.s.length; // how a test sees that a view was painted
    map.getContainer().dataset.areas = payload.a.length;
    map.getContainer().dataset.outlines = payload.o.length;
    map.getContainer().dataset.divisions = payload.d.length;
    map.getContainer().dataset.updates = here.updates;
    move(map, payload.fit);
  }

  window.GeoEvents = {
    setup: setup,
    update: update,
    baseMap: function () { return new BaseMap(); },
    labels: function () { return new Labels(); },
    shading: function () { return new Shading(); },
    divisions: function () { return new Divisions(); },
    heat: function () { return new Heat(); },
    areas: function () { return new Areas(); },
    symbols: function () { return new Symbols(); },
    symbolAt: function (map, index) { // for tests: where a symbol stands, in pixels of the map
      var part = state(map).parts.find(function (p) { return p instanceof Symbols; });
      var a = part && part._placed && part._placed[index];
      return a ? map.layerPointToContainerPoint([a.x, a.y]) : null;
    },
  };
})();

/* Symbols of events, and rings that stand for several. */

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

/* Areas: events known only to a division, a region or a country. */

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

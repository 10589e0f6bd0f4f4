/* Countries and divisions shaded by their number of events. */

// One scale for countries and divisions: five steps that grow darker, told apart without seeing colours.
var SHADES = [[1, "#ecd0a0"], [2, "#dfa870"], [5, "#c86f5f"], [20, "#8f3f66"], [100, "#4d1f56"]];

function shade(count) {
  return SHADES.filter(function (step) { return count >= step[0]; }).pop()[1];
}

function fillShade(ctx, count, pale) {
  ctx.globalAlpha = pale ? 0.35 : 0.85;
  ctx.fillStyle = shade(count);
  ctx.fill("evenodd");
  ctx.globalAlpha = 1;
}

var Divisions = Painted.extend({
  options: { live: true, shades: true, paneName: "ge-divisions", zIndex: 165, padding: 0.4 },

  prepare: function (map) { tell(map, { kind: "layer", name: "divisions", on: true }); },

  onRemove: function (map) {
    Painted.prototype.onRemove.call(this, map);
    tell(map, { kind: "layer", name: "divisions", on: false });
  },

  paint: function (ctx, map, bounds) {
    var pale = state(map).data.pale, shown = this._shown = state(map).data.d.map(function (d) {
      return { count: d[0], deaths: d[1], shape: shapeOf(d[2]) };
    });
    ctx.lineWidth = 0.8;
    ctx.strokeStyle = "rgba(255,255,255,.9)";
    shown.forEach(function (division) {
      eachShapeInSight(map, bounds, { features: [division.shape] }, function (shape, shift) {
        ctx.beginPath();
        trace(ctx, map, shape, shift);
        fillShade(ctx, division.count, pale);
        ctx.stroke();
      });
    });
  },

  hit: function (point, slack) {
    if (state(this._map).data.pale) return null; // its numbers are not those of the frame
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
  options: { live: true, shades: true, paneName: "ge-shading", zIndex: 160, padding: 0.4 },

  prepare: BaseMap.prototype.prepare,

  paint: function (ctx, map, bounds) {
    var counts = state(map).data.c || {};
    if (!this._shapes) return;
    eachShapeInSight(map, bounds, this._shapes, function (feature, shift) {
      var count = counts[feature.properties.iso];
      if (!count) return;
      ctx.beginPath();
      trace(ctx, map, feature, shift);
      fillShade(ctx, count, state(map).data.pale);
    });
  },
});

/* The offline base map and its place names. */

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

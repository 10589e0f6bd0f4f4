/* What is selected: a halo, and how far the true place may lie; and the polygon of the filter. */

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

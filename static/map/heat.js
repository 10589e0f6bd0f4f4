/* Heat. */

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

/* The legend. */

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

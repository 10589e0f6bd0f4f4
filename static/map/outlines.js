/* Outlines of countries and divisions: which are in sight, their paths on a canvas, what lies inside. */

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

/* What the map's script calls: setting up, and taking in what the server sends. */

function setup(map, style, preview) {
  state(map).style = style;
  map.on("moveend", function () { report(map); });
  map.attributionControl.setPrefix(false);
  new Selection().addTo(map);
  wirePointer(map);
  addLegend(map, style);
  if (preview) return; // of the few events of one report nothing is played
  state(map).play = new Playback(map, {
    plural: plural,
    tell: function (properties) { tell(map, properties); },
    show: function (rows) { showFrame(map, rows); },
  });
}

// A frame of the playback in place of what the server sent last; null shows that again.
function showFrame(map, rows) {
  var here = state(map);
  here.frame = rows;
  here.data = rows ? L.extend({}, here.sent, rows, here.shades, { o: [], sel: null, pale: true }) : here.sent;
  if (rows || here.framed) repaintAll(here);
  here.framed = Boolean(rows);
}

// Shading is of all that the filter matches: frame by frame it stays as it is, paler, and need not be painted again.
function repaintAll(here) {
  here.parts.forEach(function (part) {
    var pale = here.data.pale ? here.shades : null;
    if (!part.options.live || (part.options.shades && pale && part._pale === pale)) return;
    part._pale = pale;
    part.repaint();
  });
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
  if (!here.shades || !payload.play || !payload.play.f) here.shades = { c: payload.c, d: payload.d };
  here.framed = true; // whatever was drawn is out of date
  if (here.play) here.play.take(payload.play, payload.days);
  if (!here.play || !here.play.mine()) showFrame(map, null);
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

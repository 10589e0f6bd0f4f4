/* Playback: time as a film. The server sends what comes and goes at each step, many steps at once; drawing
 * the frames, stopping, stepping and going back need no server. See docs/map.md for the form of the data.
 */

var TYPES = 16; // event types a spot's number is multiplied by; see geoevents/layers/playback.py
var UNITS = [["day", "days"], ["week", "weeks"], ["month", "months"], ["year", "years"]];
var SPEEDS = [[1, "slow"], [4, "normal"], [8, "fast"], [16, "very fast"]]; // frames a second
var WIDTHS = [[1, "only this step"], [4, "four steps"], [12, "twelve steps"], [0, "all up to here"]];
var REST = 450; // milliseconds without a further step, before the page follows
var RETRY = 4000;

function utc(iso) {
  return new Date(iso + "T00:00:00Z");
}

function iso(day) {
  return day.toISOString().slice(0, 10);
}

function later(day, days) {
  return new Date(day.getTime() + days * 86400000);
}

// First day of a step of a playback that begins with the day `first`; as geoevents/steps.py counts.
function firstDay(first, unit, index) {
  if (unit === "day") return later(first, index);
  if (unit === "week") return later(first, index * 7 - ((first.getUTCDay() + 6) % 7));
  if (unit === "month") return new Date(Date.UTC(first.getUTCFullYear(), first.getUTCMonth() + index, 1));
  return new Date(Date.UTC(first.getUTCFullYear() + index, 0, 1));
}

function daysOf(film, index) {
  var first = utc(film.o), last = utc(film.e);
  var from = film.w ? firstDay(first, film.u, Math.max(0, index - film.w + 1)) : first;
  var to = later(firstDay(first, film.u, index + 1), -1);
  return [iso(from < first ? first : from), iso(to > last ? last : to)];
}

function named(day) {
  return utc(day).toLocaleDateString("en-GB", { day: "numeric", month: "short", year: "numeric", timeZone: "UTC" });
}

// The changes of one frame: [code, events, deaths, unknown, ..], from numbers of 7 bits a byte.
function decode(text) {
  var bytes = atob(text), at = 0, code = 0, found = [];
  function number() {
    var value = 0, factor = 1, byte;
    do {
      byte = bytes.charCodeAt(at++);
      value += (byte & 127) * factor;
      factor *= 128;
    } while (byte & 128);
    return value;
  }
  function signed(value) {
    return value % 2 ? -(value + 1) / 2 : value / 2;
  }
  while (at < bytes.length) {
    code += number();
    var events = signed(number()), rest = number();
    var deaths = signed(Math.floor(rest / 2));
    found.push(code, events, deaths, rest % 2 ? signed(number()) : 0);
  }
  return found;
}

// What a frame shows, from its chunk's first frame on.
function apply(sums, changes) {
  for (var i = 0; i < changes.length; i += 4) {
    var sum = sums[changes[i]] || (sums[changes[i]] = [0, 0, 0]);
    sum[0] += changes[i + 1];
    sum[1] += changes[i + 2];
    sum[2] += changes[i + 3];
    if (!sum[0]) delete sums[changes[i]];
  }
}

// Rows as the server would send them for single symbols and areas, without what only it can know.
function rowsOf(film, sums) {
  var spots = {}, points = film.p.length / 2, rows = { s: [], a: [] };
  Object.keys(sums).forEach(function (code) {
    var spot = Math.floor(code / TYPES), all = spots[spot] || (spots[spot] = { n: 0, d: 0, u: 0, types: [] });
    all.n += sums[code][0];
    all.d += sums[code][1];
    all.u += sums[code][2];
    all.types.push([code % TYPES, sums[code][0]]);
  });
  Object.keys(spots).forEach(function (spot) {
    var all = spots[spot], parts = [];
    if (spot >= points) {
      var area = film.a[spot - points].slice();
      area[3] = all.n;
      area[4] = all.d;
      rows.a.push(area);
      return;
    }
    all.types.sort(function (x, y) { return y[1] - x[1] || x[0] - y[0]; });
    all.types.forEach(function (type) { parts.push(type[0], type[1]); });
    rows.s.push([film.p[2 * spot], film.p[2 * spot + 1], all.n, all.types[0][0], all.d, all.u, 0, 0, 0, 0, parts, null, 0]);
  });
  return rows;
}

function Playback(map, tools) {
  this.map = map;
  this.tools = tools;
  this.film = null; // header of the newest chunk: what is played, in which steps
  this.chunks = []; // stretches of frames of this film, in order
  this.at = 0;
  this.wish = { unit: null, width: null }; // chosen, and not yet answered
  this.on = this.playing = this.loading = false;
  this.speed = 4;
  this.bar = this.build();
  var self = this;
  map.on("moveend", function () { if (self.on && self.playing) self.ask(self.at); });
}

Playback.prototype = {
  /* ---- the bar ---- */

  build: function () {
    var self = this, bar = L.DomUtil.create("div", "ge-play", this.map.getContainer());
    bar.setAttribute("role", "group");
    bar.setAttribute("aria-label", "Playback through time");
    function button(name, sign, words, act) {
      var made = L.DomUtil.create("button", "ge-play-" + name, bar);
      made.type = "button";
      made.textContent = sign;
      made.setAttribute("aria-label", words);
      made.title = words;
      L.DomEvent.on(made, "click", function (e) { L.DomEvent.stop(e); act(); });
      return made;
    }
    function choice(name, words, options, chosen, act) {
      var label = L.DomUtil.create("label", "ge-play-choice", more), list;
      label.appendChild(document.createTextNode(words + " "));
      list = L.DomUtil.create("select", "ge-play-" + name, label);
      options.forEach(function (option) {
        var made = L.DomUtil.create("option", "", list);
        made.value = option[0];
        made.textContent = option[1];
        made.selected = option[0] === chosen;
      });
      L.DomEvent.on(list, "change", function () { act(list.value); });
      return list;
    }
    this.start = button("start", "\u25b6\ufe0e Play", "Play the events through time", function () { self.open(); });
    this.toggle = button("toggle", "\u25b6\ufe0e", "Play", function () { self.playing ? self.pause() : self.play(); });
    this.back = button("back", "\u2039", "One step back", function () { self.step(-1); });
    this.next = button("next", "\u203a", "One step on", function () { self.step(1); });
    this.says = L.DomUtil.create("div", "ge-play-says", bar);
    this.close = button("close", "\u00d7", "End the playback", function () { self.end(); });
    this.slider = L.DomUtil.create("input", "ge-play-slider", bar);
    this.slider.type = "range";
    this.slider.min = 0;
    this.slider.setAttribute("aria-label", "Time");
    L.DomEvent.on(this.slider, "input", function () { self.go(Number(self.slider.value)); });
    var more = L.DomUtil.create("div", "ge-play-more", bar);
    this.unit = choice("unit", "Step", UNITS, "", function (value) { self.change(value, null); });
    this.width = choice("width", "Shows", WIDTHS, 1, function (value) { self.change(null, Number(value)); });
    choice("speed", "Speed", SPEEDS, 4, function (value) { self.speed = Number(value); });
    L.DomEvent.disableClickPropagation(bar);
    L.DomEvent.disableScrollPropagation(bar);
    L.DomEvent.on(bar, "keydown", function (e) { self.key(e); });
    L.DomEvent.on(document, "keydown", function (e) { // a reader who has clicked on the map
      if (self.on && (e.target === document.body || e.target === self.map.getContainer()) && e.key === " ") self.key(e);
    });
    this.dress(bar);
    return bar;
  },

  key: function (e) {
    if (!this.on || e.target.tagName === "SELECT") return;
    var own = e.target.tagName === "BUTTON" && e.key === " "; // a button presses itself
    if (e.key === " " && own && e.target !== this.toggle) return;
    if (e.key === " ") this.playing ? this.pause() : this.play();
    else if (e.key === "ArrowRight") this.step(1);
    else if (e.key === "ArrowLeft") this.step(-1);
    else if (e.key === "Home") this.go(0);
    else if (e.key === "End") this.go(this.film ? this.film.n - 1 : 0);
    else if (e.key === "Escape") this.end();
    else return;
    L.DomEvent.stop(e);
  },

  dress: function (bar) {
    bar = bar || this.bar;
    L.DomUtil[this.on ? "addClass" : "removeClass"](bar, "ge-play-open");
    this.toggle.textContent = this.playing ? "\u275a\u275a" : "\u25b6\ufe0e";
    this.toggle.title = this.playing ? "Pause (space)" : "Play (space)";
    this.toggle.setAttribute("aria-label", this.playing ? "Pause" : "Play");
    this.says.setAttribute("aria-live", this.playing ? "off" : "polite");
    if (!this.film) {
      this.says.textContent = this.on ? "Loading \u2026" : "";
      return;
    }
    this.slider.max = this.film.n - 1;
    this.slider.value = this.at;
    this.unit.value = this.wish.unit || this.film.u;
    this.width.value = this.wish.width === null ? this.film.w : this.wish.width;
    var days = daysOf(this.film, this.at), counts = this.counts();
    var words = days[0] === days[1] ? named(days[0]) : named(days[0]) + " \u2013 " + named(days[1]);
    this.slider.setAttribute("aria-valuetext", words);
    this.says.textContent = "";
    L.DomUtil.create("b", "", this.says).textContent = words;
    L.DomUtil.create("span", "", this.says).textContent = !counts ? "Loading \u2026"
      : this.tools.plural(counts[0], "event", "events") + ", " + this.tools.plural(counts[4], "death", "deaths") + " reported";
    var data = this.map.getContainer().dataset; // for tests and measurements
    data.frame = this.at;
    data.frameEvents = counts ? counts[0] : "";
    data.playing = this.playing;
    data.frameUnit = this.film.u;
  },

  /* ---- what the reader does ---- */

  open: function () {
    this.on = this.playing = true;
    this.film = null;
    this.at = 0;
    this.dress();
    this.ask(0);
    this.toggle.focus();
  },

  end: function () {
    this.on = this.playing = false;
    this.film = null;
    this.chunks = [];
    this.settled();
    this.tools.tell({ kind: "play", do: "off" });
    this.tools.show(null);
    this.dress();
    this.start.focus();
  },

  play: function () {
    if (!this.film) return;
    if (this.at >= this.film.n - 1) this.at = 0;
    this.playing = true;
    this.settled();
    this.run();
    this.dress();
  },

  pause: function () {
    this.playing = false;
    this.dress();
    this.settle(0);
  },

  step: function (by) {
    if (this.film) this.go(this.at + by);
  },

  go: function (index) {
    if (!this.film) return;
    this.playing = false;
    this.at = Math.max(0, Math.min(this.film.n - 1, index));
    this.draw();
    this.settle(REST);
  },

  change: function (unit, width) {
    if (!this.film) return;
    this.wish = { unit: unit || this.wish.unit, width: width === null ? this.wish.width : width };
    this.settled();
    this.chunks = [];
    this.ask(null, daysOf(this.film, this.at)[1]);
  },

  // Once the reader rests on a frame the page follows: filter, table, chart and downloads.
  settle: function (after) {
    var self = this;
    this.settled();
    this.resting = setTimeout(function () {
      var days = daysOf(self.film, self.at);
      self.tools.tell({ kind: "play", do: "pause", at: self.at, from: days[0], to: days[1] });
    }, after);
  },

  settled: function () {
    clearTimeout(this.resting);
  },

  /* ---- frames ---- */

  ask: function (index, day) {
    var film = this.film || { u: null, w: 1 };
    this.asked = { index: index, when: Date.now() };
    this.tools.tell({
      kind: "play", do: "frames", at: index, day: day || null, unit: this.wish.unit || film.u,
      width: this.wish.width === null ? film.w : this.wish.width,
    });
  },

  chunk: function (index) {
    return this.chunks.find(function (c) { return c.i <= index && index < c.i + c.f.length; });
  },

  counts: function () {
    var chunk = this.chunk(this.at);
    return chunk ? chunk.c[this.at - chunk.i] : null;
  },

  // A payload has come: `film` is its playback part, `days` what its own symbols are of.
  take: function (film, days) {
    this.days = days;
    if (!film) {
      if (this.on && !this.asked) this.on = this.playing = false; // ended elsewhere, as by leaving the page
      return;
    }
    if (!film.n) { // no event with a day
      this.on = this.playing = false;
      this.film = this.asked = null;
      this.dress();
      this.start.textContent = "No dated events";
      return;
    }
    var known = this.film && this.film.k === film.k;
    if (!known) this.chunks = [];
    if (!this.film || film.u !== this.film.u || film.o !== this.film.o || film.w !== this.film.w || !this.on) this.at = film.at;
    this.film = film;
    if (film.u === this.wish.unit) this.wish.unit = null;
    if (film.w === this.wish.width) this.wish.width = null;
    this.on = true;
    if (film.f) {
      this.asked = null;
      film.f = film.f.map(decode);
      var end = film.i + film.f.length;
      this.chunks = this.chunks.filter(function (c) { return c.i !== film.i && c.i + c.f.length > film.i - 400 && c.i < end + 400; });
      this.chunks.push(film);
    }
    this.at = Math.max(0, Math.min(film.n - 1, this.at));
    this.draw();
    if (this.playing) this.run();
  },

  // Paused on what the server's own symbols are of: those are drawn, for they can be opened.
  mine: function () {
    if (!this.on || !this.film) return false;
    var days = daysOf(this.film, this.at);
    return this.playing || !this.days || this.days[0] !== days[0] || this.days[1] !== days[1];
  },

  draw: function () {
    var chunk = this.chunk(this.at);
    if (!this.mine()) this.tools.show(null);
    else if (chunk) {
      if (this.from !== chunk || this.done > this.at) {
        this.from = chunk;
        this.sums = {};
        this.done = chunk.i - 1;
      }
      while (this.done < this.at) apply(this.sums, chunk.f[++this.done - chunk.i]);
      this.tools.show(rowsOf(chunk, this.sums));
      this.drawn = (this.drawn || 0) + 1;
      this.map.getContainer().dataset.framesDrawn = this.drawn;
    }
    if (!chunk) this.want(this.at);
    this.dress();
  },

  want: function (index) {
    if (!this.asked || this.asked.index !== index || Date.now() - this.asked.when > RETRY) this.ask(index);
  },

  // Frames that are there already are drawn at the reader's speed; the next ones are asked for in time.
  run: function () {
    var self = this;
    if (this.timer) return;
    var last = performance.now() - 1000 / this.speed;
    function tick(now) {
      self.timer = null;
      if (!self.on || !self.playing) return;
      if (now - last >= 1000 / self.speed - 2) {
        last = now;
        if (self.at >= self.film.n - 1 && self.chunk(self.at)) {
          self.draw();
          return self.pause();
        }
        if (!self.chunk(self.at)) self.want(self.at);
        else if (self.shownOnce && self.chunk(self.at + 1)) self.at++;
        if (self.chunk(self.at)) {
          self.shownOnce = true;
          self.draw();
        }
        self.ahead();
      }
      self.timer = requestAnimationFrame(tick);
    }
    this.shownOnce = false;
    this.timer = requestAnimationFrame(tick);
  },

  ahead: function () {
    var chunk = this.chunk(this.at);
    if (!chunk) return;
    var end = chunk.i + chunk.f.length;
    var soon = Math.max(2.5 * this.speed, chunk.f.length / 2);
    if (end < this.film.n && !this.chunk(end) && end - this.at <= soon) this.want(end);
  },
};

// Makes src/export/borders.def, the outlines under the maps of the page, from two npm packages:
//   world-atlas 2 (ISC; Natural Earth 1:10m, public domain) and i18n-iso-countries 7 (MIT; the codes).
// Run it by hand when the outlines are to change; the table is committed, so a build never needs it:
//   npm pack world-atlas@2.0.2 i18n-iso-countries@7.14.0, unpack, then
//   node tools/borders.mjs world-atlas/package i18n-iso-countries/package > src/export/borders.def
//
// Coordinates are thousandths of a degree. Arcs are simplified by Douglas and Peucker (1973), the more the larger
// the countries on both sides are: a map of a small country shows it larger. Small islands of large countries are
// left out.
// An arc is a string of steps: longitude, latitude, longitude, ...; each a variable-length number in the
// alphabet below (five bits a character, the lowest bit of the number is its sign), the first step from 0, 0.
// A country is its rings, separated by blanks; a ring is the numbers of its arcs, ~n for one that is run backwards.
import { readFileSync } from "node:fs";

const POINTS_MAX = 900;
const tolerance = (squareDegrees) => Math.min(0.06, Math.max(0.004, 0.005 * Math.sqrt(squareDegrees)));
const islandMin = (squareDegrees) => Math.min(0.03, 0.002 * squareDegrees);
const ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+-";
const [atlasFolder, codesFolder] = process.argv.slice(2);
const atlas = JSON.parse(readFileSync(`${atlasFolder}/countries-10m.json`, "utf8"));
const codes = new Map(JSON.parse(readFileSync(`${codesFolder}/codes.json`, "utf8")).map((c) => [c[2], c[1]]));
const LONG_NAMES = {
  "Dem. Rep. Congo": "Democratic Republic of the Congo", "Central African Rep.": "Central African Republic",
  "S. Sudan": "South Sudan", "W. Sahara": "Western Sahara", "Eq. Guinea": "Equatorial Guinea",
  "Dominican Rep.": "Dominican Republic", "Bosnia and Herz.": "Bosnia and Herzegovina", "eSwatini": "Eswatini",
  "Macedonia": "North Macedonia", "United States of America": "United States", "Côte d'Ivoire": "Côte d’Ivoire",
};

const { scale, translate } = atlas.transform;
const arcs = atlas.arcs.map((arc) => {
  let x = 0, y = 0;
  return arc.map(([dx, dy]) => [(x += dx) * scale[0] + translate[0], (y += dy) * scale[1] + translate[1]]);
});

function simplify(points, most) {
  const keep = new Uint8Array(points.length);
  keep[0] = keep[points.length - 1] = 1;
  const stack = [[0, points.length - 1]];
  // A closed arc has no chord to measure from: it is cut at the point farthest from its start.
  while (stack.length) {
    const [from, to] = stack.pop();
    const [ax, ay] = points[from], [bx, by] = points[to];
    const length = Math.hypot(bx - ax, by - ay);
    let worst = 0, at = -1;
    for (let i = from + 1; i < to; i++) {
      const [px, py] = points[i];
      const d = length === 0 ? Math.hypot(px - ax, py - ay)
        : Math.abs((bx - ax) * (ay - py) - (ax - px) * (by - ay)) / length;
      if (d > worst) [worst, at] = [d, i];
    }
    if (worst > most) { keep[at] = 1; stack.push([from, at], [at, to]); }
  }
  return points.filter((_, i) => keep[i]);
}

const number = (n) => {
  let v = n < 0 ? -n * 2 + 1 : n * 2, s = "";
  do { let d = v % 32; v = Math.floor(v / 32); if (v) d += 32; s += ALPHABET[d]; } while (v);
  return s;
};

function area(ring) {
  let sum = 0;
  const points = ring.flatMap((a) => (a < 0 ? arcs[~a].slice().reverse() : arcs[a]));
  for (let i = 0, j = points.length - 1; i < points.length; j = i++)
    sum += points[j][0] * points[i][1] - points[i][0] * points[j][1];
  return Math.abs(sum / 2);
}

const countries = [];
const used = new Map(); // arc → area of the smallest country beside it
for (const g of atlas.objects.countries.geometries) {
  const polygons = g.type === "Polygon" ? [g.arcs] : g.arcs;
  let rings = polygons.flat().map((ring) => ({ ring, area: area(ring) }));
  const largest = Math.max(...rings.map((r) => r.area));
  if (g.id === "010") continue; // Antarctica
  if (!codes.has(g.id) && largest < 0.005) continue; // reefs and bases without a code of their own
  rings = rings.filter((r) => r.area >= islandMin(largest) || r.area === largest).map((r) => r.ring);
  for (const a of rings.flat().map((n) => (n < 0 ? ~n : n))) used.set(a, Math.min(largest, used.get(a) ?? Infinity));
  countries.push({ area: largest, code: codes.get(g.id) ?? "", name: LONG_NAMES[g.properties.name] ?? g.properties.name, rings });
}
countries.sort((a, b) => (a.code < b.code ? -1 : a.code > b.code ? 1 : b.area - a.area));

const lines = [];
const pieces = new Map(); // old arc → numbers of its pieces
let points = 0;
for (const a of [...used.keys()].sort((x, y) => x - y)) {
  const kept = simplify(arcs[a], tolerance(used.get(a))).map(([x, y]) => [Math.round(x * 1000), Math.round(y * 1000)])
    .filter((p, i, all) => i === 0 || p[0] !== all[i - 1][0] || p[1] !== all[i - 1][1] || i === all.length - 1);
  const numbers = [];
  for (let i = 0; i === 0 || i < kept.length - 1; i += POINTS_MAX) {
    const part = kept.slice(i, i + POINTS_MAX + 1);
    let x = 0, y = 0;
    const text = part.map(([px, py]) => {
      const step = number(px - x) + number(py - y);
      [x, y] = [px, py];
      return step;
    }).join("");
    points += part.length;
    numbers.push(lines.length);
    lines.push(`ARC("${text}")`);
  }
  pieces.set(a, numbers);
}
console.log(`/* Outlines of countries for the map of the page: ${countries.length} countries, ${lines.length} arcs, ${points} points.
 * Made by tools/borders.mjs, which says how they are written; source: Natural Earth 1:10m, public domain
 * (by way of world-atlas 2.0.2, ISC). Illustrative: no part of any agreement rests on them.
 * ARC(steps); COUNTRY(alpha-3 code or "", English name, rings). */`);
console.log(lines.join("\n"));
for (const c of countries) {
  const rings = c.rings.map((ring) => ring.flatMap((a) =>
    a < 0 ? pieces.get(~a).slice().reverse().map((n) => ~n) : pieces.get(a)).map(number).join(""));
  // A string literal holds at most 4,095 characters: a country of many islands takes several rows.
  for (let i = 0; i < rings.length;) {
    let text = rings[i++];
    while (i < rings.length && text.length + rings[i].length < 4000) text += " " + rings[i++];
    console.log(`COUNTRY("${c.code}", "${c.name}", "${text}")`);
  }
}

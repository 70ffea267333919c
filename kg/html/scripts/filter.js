// The legend is the filter. Types are switched on and off; the other groups narrow to what is chosen.
// A group speaks of certain types only: narrowing to a confidence keeps the sources of the claims that remain.
const TYPE_ORDER = ["claim", "source", "risk", "metric", "publisher", "section", "finding"];
const FACETS = [
  { key: "confidence", title: "Stated confidence", of: (r) => (r.type === "claim" ? [r.confidence] : null), order: ["High", "Medium", "Low"] },
  { key: "publishers", title: "Independent sources", of: (r) => (r.type === "claim" ? [r.independent > 2 ? "3 or more" : String(r.independent)] : null), order: ["0", "1", "2", "3 or more"] },
  { key: "grade", title: "What the evidence bears", of: (r) => (r.type === "claim" ? [r.grade ?? "not graded"] : null), order: ["High", "Medium", "Low", "not graded"] },
  { key: "severity", title: "Worst finding", of: (r) => (["claim", "source", "risk", "finding", "section"].includes(r.type) ? [r.severity ?? "none"] : null), order: ["error", "warning", "info", "none"] },
  { key: "rule", title: "Rule", of: (r) => (["claim", "source", "risk", "finding", "section"].includes(r.type) ? r.rules ?? [] : null), order: [] },
  { key: "section", title: "Section", of: (r) => (r.type === "publisher" || r.type === "metric" || r.frame === null ? null : [DATA.frames[r.frame].title]), order: DATA.frames.map((f) => f.title) },
];
const filter = { off: new Set(["finding"]), chosen: Object.fromEntries(FACETS.map((f) => [f.key, new Set()])), query: "" };
const shown = new Uint8Array(ROWS.length).fill(1);
const filterListeners = [];

function applyFilter() {
  const active = FACETS.filter((f) => filter.chosen[f.key].size);
  const words = fold(filter.query).split(/\s+/).filter(Boolean);
  const maybe = [];
  ROWS.forEach((row, i) => {
    let applies = 0, fits = true;
    for (const facet of active) {
      const values = facet.of(row);
      if (values === null) continue;
      applies++;
      if (!values.some((v) => filter.chosen[facet.key].has(v))) { fits = false; break; }
    }
    if (fits && words.length) fits = words.every((w) => searchText(i).includes(w));
    if (fits && active.length && !applies) { maybe.push(i); fits = false; }
    shown[i] = fits ? 1 : 0;
  });
  const company = maybe.filter((i) => neighbours(i).some((n) => shown[n] === 1));
  for (const i of company) shown[i] = 2;
  // A publisher is two steps from its claims.
  for (const i of maybe) if (!shown[i] && ROWS[i].type === "publisher" && leading(i, "published-by").some((n) => shown[n])) shown[i] = 2;
  ROWS.forEach((row, i) => { if (filter.off.has(row.type)) shown[i] = 0; });
  const n = shown.reduce((sum, s) => sum + (s ? 1 : 0), 0);
  $("#shown").textContent = `${n.toLocaleString("en")} of ${ROWS.length.toLocaleString("en")} shown`;
  $("#reset").hidden = !active.length && !words.length && filter.off.size === 1 && filter.off.has("finding");
  for (const listener of filterListeners) listener();
}

const SQUARE = "M-5-5H5V5H-5Z";
const SHAPES = {
  source: SQUARE, publisher: "M-6 0-3-5H3L6 0 3 5H-3Z", risk: "M0-6 6 5H-6Z", metric: "M0-6 6 0 0 6-6 0Z", finding: "M0 6 6-5H-6Z", section: "M-6-4H6V5H-6Z",
};
function swatch(type, value) {
  const box = svg("svg", { width: 14, height: 14, viewBox: "-7 -7 14 14", "aria-hidden": "true" });
  const [fill, line] = type === "claim" ? claimColours(value) : [type === "section" ? "none" : colourName(type) === "other" ? colour("sheet") : colour(colourName(type)), colour(colourName(type))];
  const style = { fill, stroke: line, "stroke-width": 1.6 };
  box.append(type === "claim" ? svg("circle", { r: 5, ...style }) : svg("path", { d: SHAPES[type] ?? "M-4-4H4V4H-4Z", ...style }));
  return box;
}

const colourName = (type) => (["source", "publisher", "risk", "metric"].includes(type) ? type : type === "finding" ? "warning" : "other");
function claimColours(confidence) {
  const name = { High: "high", Medium: "medium", Low: "low" }[confidence] ?? "none";
  const line = colour(name);
  if (confidence === "Medium") return [mix(line, colour("sheet"), 0.5), line];
  return [confidence === "Low" ? colour("sheet") : line, line];
}
function mix(a, b, share) {
  const parts = (hex) => [1, 3, 5].map((k) => parseInt(hex.slice(k, k + 2), 16));
  const [x, y] = [parts(a), parts(b)];
  return "#" + x.map((v, k) => Math.round(v * share + y[k] * (1 - share)).toString(16).padStart(2, "0")).join("");
}

// How many rows have which type and which value of each group: the same whatever is chosen.
let counted = null;
function counts() {
  if (counted) return counted;
  const add = (map, name) => map.set(name, (map.get(name) ?? 0) + 1);
  counted = { types: new Map(), facets: FACETS.map(() => new Map()) };
  for (const row of ROWS) {
    add(counted.types, row.type);
    FACETS.forEach((facet, k) => { for (const value of facet.of(row) ?? []) add(counted.facets[k], value); });
  }
  return counted;
}

function drawLegend() {
  const { types, facets } = counts();
  const names = [...types.keys()].sort((a, b) => (TYPE_ORDER.indexOf(a) + 99) % 99 - (TYPE_ORDER.indexOf(b) + 99) % 99);
  const first = el("fieldset", { class: "types" }, el("legend", {}, "Show"), names.map((type) =>
    option(type, types.get(type), !filter.off.has(type), swatch(type, "High"), () => toggle(filter.off, type))));
  const groups = FACETS.map((facet, k) => {
    const found = facets[k];
    if (found.size < 2 && facet.key !== "confidence") return null;
    if (!found.size) return null;
    const known = (v) => (facet.order.includes(v) ? facet.order.indexOf(v) : 999);
    const values = [...found.keys()].sort((a, b) => known(a) - known(b) || found.get(b) - found.get(a) || (a < b ? -1 : 1));
    return el("fieldset", {}, el("legend", {}, facet.title), values.map((value) =>
      option(value, found.get(value), filter.chosen[facet.key].has(value), facet.key === "confidence" ? swatch("claim", value) : null, () => toggle(filter.chosen[facet.key], value))));
  });
  $("#facets").replaceChildren(first, ...groups.filter(Boolean));
}

function option(name, n, pressed, mark, act) {
  return el("button", { type: "button", "aria-pressed": String(pressed), title: name, onclick: act, data: { name } },
    mark, el("span", { class: "name", dir: "auto" }, name), el("span", { class: "n" }, n.toLocaleString("en")));
}

function toggle(set, value) {
  if (!set.delete(value)) set.add(value);
  const focused = document.activeElement?.dataset?.name;
  const group = document.activeElement?.parentElement;
  const place = group ? [...$$("#facets fieldset")].indexOf(group) : -1;
  drawLegend();
  if (place >= 0) [...$$("#facets fieldset")[place].querySelectorAll("button")].find((b) => b.dataset.name === focused)?.focus();
  applyFilter();
  writeAddress();
}

function resetFilter() {
  filter.off = new Set(["finding"]);
  for (const set of Object.values(filter.chosen)) set.clear();
  filter.query = $("#query").value = "";
  drawLegend();
  applyFilter();
  writeAddress();
}

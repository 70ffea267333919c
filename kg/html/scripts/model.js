// The graph as the page holds it: facts in the block of data, long texts in the table.
const DATA = JSON.parse($("#data").textContent);
const ROWS = DATA.rows;
const LINKS = DATA.links.map(([type, from, to, more]) => ({ type: DATA.linkTypes[type], from, to, ...more }));
const placed = (o) => { if (o.at) [o.path, o.line] = [DATA.paths[o.at[0]], o.at[1]]; };
const lines = $("#rows").tBodies[0].rows;
const tableRow = [...lines];

// What the block leaves out because it follows from the rest.
const SEVERITIES = ["info", "warning", "error"];
DATA.mentions.forEach(placed);
DATA.figures.forEach(placed);
ROWS.forEach((row, i) => {
  placed(row);
  row.id = tableRow[i].cells[0].textContent;
  row.type = tableRow[i].cells[1].textContent;
  row.ref ??= row.id;
  row.frame ??= null;
  row.figures &&= row.figures.map((n) => DATA.figures[n]);
});
ROWS.forEach((row, i) => {
  if (row.rule === undefined) return;
  [row.check, row.name, row.category] = DATA.rules[row.rule];
  row.label = row.name;
  row.rules = [row.name];
  row.certainty ??= "high";
  for (const side of DATA.sides[i] ?? []) {
    placed(side);
    side.side ??= "";
    if (side.row === undefined) continue;
    Object.assign(side, { kind: ROWS[side.row].type, id: ROWS[side.row].id });
    const about = ROWS[side.row];
    about.rules ??= [];
    if (!about.rules.includes(row.name)) about.rules.push(row.name);
    if (SEVERITIES.indexOf(row.severity) > SEVERITIES.indexOf(about.severity ?? "")) about.severity = row.severity;
    LINKS.push({ type: "about", from: i, to: side.row });
  }
});

// Trailing white space in a cell is the template's.
const text = (i) => tableRow[i].cells[2].textContent.trimEnd();
const detail = (i) => tableRow[i].cells[3].textContent.trimEnd();
const NAMED = new Set(["section", "publisher", "metric", "observation"]);
const label = (i) => ROWS[i].label ?? (NAMED.has(ROWS[i].type) ? text(i) : ROWS[i].id);

const outOf = ROWS.map(() => []);
const into = ROWS.map(() => []);
LINKS.forEach((link, n) => {
  outOf[link.from].push(n);
  into[link.to].push(n);
});

const byRef = new Map();
const byId = new Map();
ROWS.forEach((row, i) => {
  byRef.set(row.ref, i);
  if (!byId.has(row.id)) byId.set(row.id, i);
});
function find(ref) {
  const known = byRef.get(ref) ?? byId.get(ref);
  if (known !== undefined) return known;
  const long = ROWS.findIndex((row) => ref === `${row.type}/${row.id}` || ref.endsWith(`/${row.type}/${row.id}`));
  return long < 0 ? undefined : long;
}

const following = (i, type) => outOf[i].filter((n) => LINKS[n].type === type).map((n) => LINKS[n].to);
const leading = (i, type) => into[i].filter((n) => LINKS[n].type === type).map((n) => LINKS[n].from);
const neighbours = (i) => [...new Set([...outOf[i].map((n) => LINKS[n].to), ...into[i].map((n) => LINKS[n].from)])];

const sidesOf = (finding) => DATA.sides[finding] ?? [];
const sideText = (side) => side.text ?? text(side.row);
const isContradiction = new Set(DATA.contradictions);
const contradictionsOf = ROWS.map(() => []);
for (const finding of DATA.contradictions) {
  for (const row of new Set(sidesOf(finding).map((s) => s.row))) {
    if (row !== undefined) contradictionsOf[row].push(finding);
  }
}
const publisherOf = (source) => following(source, "published-by")[0];
const degree = ROWS.map((_, i) => outOf[i].concat(into[i]).filter((n) => ["cites", "published-by", "derived-from", "contradicts"].includes(LINKS[n].type)).length);

// What the search looks in: everything the table says of a node, thousands separators dropped.
const fold = (s) => s.normalize("NFKD").replace(/[\u0300-\u036f]/g, "").toLowerCase().replace(/(\d),(?=\d{3})/g, "$1");
let folded = null;
function searchText(i) {
  folded ??= new Array(ROWS.length);
  return (folded[i] ??= fold([
    ROWS[i].id, ROWS[i].type, ROWS[i].publisher ?? "", ROWS[i].url ?? "", text(i), detail(i),
    ...(ROWS[i].figures ?? []).map((f) => `${f.metric} ${f.value} ${f.reading ?? ""}`),
  ].join("\n")));
}

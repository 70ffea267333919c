// The graph as the page holds it: facts in the block of data, long texts in the table.
const DATA = JSON.parse($("#data").textContent);
const ROWS = DATA.rows;
const LINKS = DATA.links.map(([type, from, to, more]) => ({ type: DATA.linkTypes[type], from, to, ...more }));
const placed = (o) => { if (o.at) [o.path, o.line] = [DATA.paths[o.at[0]], o.at[1]]; };

// The lines of the table hold the texts. Of a large graph they wait, unparsed, where a page without
// scripts shows them: half a million cells would take longer to make than anybody looks at.
const WAITING = $("noscript#lines")?.textContent.split("\n<tr id=r").slice(1) ?? null;
const tableRow = WAITING ? [] : [...$("#rows").tBodies[0].rows];
const NAMED_CHARACTERS = { amp: "&", lt: "<", gt: ">", "#34": '"', "#39": "'" };
const unescaped = (s) => (s.includes("&") ? s.replace(/&(amp|lt|gt|#34|#39);/g, (_, name) => NAMED_CHARACTERS[name]) : s);
const waitingCells = (i) => WAITING[i].slice(WAITING[i].indexOf(">", WAITING[i].indexOf("<th")) + 1).split("<td>");
// Id and type, without looking at the rest of the line.
function firstCells(i) {
  const line = WAITING[i], start = line.indexOf(">", line.indexOf("<th")) + 1;
  const type = line.indexOf("<td>", start), rest = line.indexOf("<td>", type + 4);
  return [unescaped(line.slice(start, type)), line.slice(type + 4, rest)];
}

// A cell of a hundred thousand characters would take seconds to break into lines: the table shows the
// start of it, the other views show all.
const MOST_IN_A_CELL = 2000;
const wholeCells = new Map();
tableRow.forEach((line, i) => [0, 2, 3, 4, 5].forEach((column) => {
  const node = line.cells[column].firstChild;
  if (!node || node.length <= MOST_IN_A_CELL) return;
  wholeCells.set(`${i} ${column}`, node.data);
  node.data = clip(node.data, MOST_IN_A_CELL);
}));

// Trailing white space in a cell is the template's.
function cell(i, column) {
  if (WAITING && column < 2) return firstCells(i)[column];
  if (wholeCells.size && wholeCells.has(`${i} ${column}`)) return wholeCells.get(`${i} ${column}`).trimEnd();
  return (WAITING ? unescaped(waitingCells(i)[column]) : tableRow[i].cells[column].textContent).trimEnd();
}

// What the block leaves out because it follows from the rest.
const SEVERITIES = ["info", "warning", "error"];
const READ = ["value", "reading", "metric", "period", "scope", "subject"];
const word = (n) => DATA.words[n] ?? "";
const figureOf = (numbers) => Object.fromEntries(READ.map((name, k) => [name, word(numbers[k])]));
DATA.mentions = DATA.mentions.map(([type, text, where, path, line]) => ({ type: word(type), text, where: word(where), path: DATA.paths[path], line }));
DATA.figures = DATA.figures.map(([path, line, ...numbers]) => ({ ...figureOf(numbers), path: DATA.paths[path], line }));
ROWS.forEach((row, i) => {
  row.id = cell(i, 0);
  row.type = cell(i, 1);
  row.ref ??= row.id;
  row.frame = DATA.columns.frame[i] < 0 ? null : DATA.columns.frame[i];
  if (DATA.columns.line[i]) [row.path, row.line] = [DATA.paths[DATA.columns.path?.[i] ?? 0], DATA.columns.line[i]];
  row.figures &&= row.figures.map((n) => DATA.figures[n]);
  row.read &&= row.read.map(figureOf);
  for (const name of ["reasons", "lifts"]) row[name] &&= row[name].map(word);
});
ROWS.forEach((row, i) => {
  if (row.rule === undefined) return;
  [row.check, row.name, row.category] = DATA.rules[row.rule];
  row.label = row.name;
  row.rules = [row.name];
  row.certainty ??= "high";
  row.severity = cell(i, 5);
  DATA.sides[i] = (DATA.sides[i] ?? []).map((side) => (Array.isArray(side) ? { row: side[0], side: side[1] } : typeof side === "number" ? { row: side } : side));
  for (const side of DATA.sides[i]) {
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

const text = (i) => cell(i, 2);
const detail = (i) => cell(i, 3);
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
// Sources that the report lists under several ids are one work; each knows the others.
const worksOf = new Map();
ROWS.forEach((row, i) => {
  if (row.work === undefined) return;
  if (!worksOf.has(row.work)) worksOf.set(row.work, [row.work]);
  worksOf.get(row.work).push(i);
});
const work = (i) => ROWS[i].work ?? i;
const sameWork = (i) => worksOf.get(work(i)) ?? [i];
const degree = ROWS.map((_, i) => outOf[i].concat(into[i]).filter((n) => ["cites", "published-by", "derived-from", "contradicts"].includes(LINKS[n].type)).length);
for (const [first, all] of worksOf) degree[first] = all.reduce((sum, i) => sum + degree[i], 0);

// What the search looks in: everything the table says of a node, thousands separators dropped.
const fold = (s) => s.normalize("NFKD").replace(/[\u0300-\u036f]/g, "").toLowerCase().replace(/(\d),(?=\d{3})/g, "$1");
let folded = null;
function searchText(i) {
  folded ??= new Array(ROWS.length);
  return (folded[i] ??= fold([
    ROWS[i].id, ROWS[i].type, ROWS[i].publisher ?? "", ROWS[i].url ?? "", text(i), detail(i),
    ...(ROWS[i].figures ?? ROWS[i].read ?? []).map((f) => `${f.metric} ${f.value} ${f.reading ?? ""}`),
  ].join("\n")));
}

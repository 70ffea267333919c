// The table twin follows the filter and can be sorted; the matrix leads to the claims behind a figure.
// Lines are made when they are looked at, of a large graph only so many at a time.
const LINES_AT_ONCE = ROWS.length > 5000 ? 500 : 5000;
let tableStale = true;
let tableOrder = ROWS.map((_, i) => i);
let linesMade = 0;
filterListeners.push(() => { tableStale = true; linesMade = 0; drawTable(); });

function drawTable() {
  if (state.view !== "table") return;
  if (WAITING) drawLines();
  else if (tableStale) tableRow.forEach((line, i) => { line.hidden = !shown[i] && i !== state.selected; });
  tableStale = false;
  for (const line of $$("#rows tr.chosen")) line.classList.remove("chosen");
  if (state.selected !== null) {
    const line = WAITING ? $(`#rows tr[data-line="${state.selected}"]`) : tableRow[state.selected];
    line.hidden = false;
    line.classList.add("chosen");
    line.scrollIntoView({ block: "center" });
  }
}

function drawLines() {
  const wanted = tableOrder.filter((i) => shown[i]);
  const body = $("#rows").tBodies[0];
  linesMade = Math.min(wanted.length, Math.max(linesMade, LINES_AT_ONCE));
  const made = wanted.slice(0, linesMade);
  if (state.selected !== null && !made.includes(state.selected)) made.unshift(state.selected);
  body.replaceChildren(...made.map(lineOf));
  $("#lines-shown").hidden = linesMade >= wanted.length;
  $("#lines-shown").textContent = `${linesMade.toLocaleString("en")} of ${count(wanted.length, "line")} that the filter leaves`;
  $("#lines-more").hidden = linesMade >= wanted.length;
}

function lineOf(i) {
  const cells = waitingCells(i).map((c) => clip(unescaped(c).trimEnd(), MOST_IN_A_CELL));
  const links = [...waitingCells(i)[6].matchAll(/<a href=#r(\d+)>(.*?)<\/a>/g)].flatMap(([, n, words]) => [el("a", { href: `#r${n}`, data: { row: n } }, unescaped(words)), " "]);
  return el("tr", { data: { line: i } }, el("th", { scope: "row" }, cells[0]), cells.slice(1, 6).map((c) => el("td", { dir: "auto" }, c)), el("td", {}, links), el("td", {}, place(ROWS[i])));
}

function sortTable(column, header) {
  const descending = header.getAttribute("aria-sort") === "ascending";
  for (const other of $$("#rows thead th")) other.removeAttribute("aria-sort");
  header.setAttribute("aria-sort", descending ? "descending" : "ascending");
  const compare = new Intl.Collator("en", { numeric: true }).compare;
  const order = tableOrder.map((i) => [i, column === 7 ? place(ROWS[i]) : cell(i, column)]);
  order.sort((a, b) => (descending ? compare(b[1], a[1]) : compare(a[1], b[1])));
  tableOrder = order.map(([i]) => i);
  if (WAITING) drawLines();
  else $("#rows").tBodies[0].append(...tableOrder.map((i) => tableRow[i]));
}

function startTable() {
  $$("#rows thead th").forEach((header, column) => {
    const words = header.textContent;
    header.replaceChildren(el("button", { type: "button", onclick: () => sortTable(column, header) }, words));
  });
  $("#rows").tBodies[0].addEventListener("click", (event) => {
    const line = event.target.closest("tr");
    if (line && !event.target.closest("a") && !String(getSelection())) select(WAITING ? Number(line.dataset.line) : tableRow.indexOf(line));
  });
  $("#lines-more")?.addEventListener("click", () => { linesMade += 2 * LINES_AT_ONCE; drawTable(); });
}

function startMatrix() {
  for (const cell of $$("td[data-publisher]")) {
    const publisher = Number(cell.dataset.publisher), frame = Number(cell.dataset.frame);
    cell.replaceChildren(el("button", { type: "button", title: `${label(publisher)} in ${DATA.frames[frame].title}`, onclick: () => claimsBehind(publisher, frame) }, cell.textContent));
  }
  $("#matrix-more")?.addEventListener("click", (event) => {
    $(".matrix").classList.add("all");
    event.target.parentElement.remove();
  });
}

function claimsBehind(publisher, frame) {
  const claims = [...new Set(leading(publisher, "published-by").flatMap((s) => leading(s, "cites")))].filter((c) => ["claim", "sentence", "cover"].includes(ROWS[c].type) && ROWS[c].frame === frame);
  select(publisher);
  $("#details").prepend(
    el("h3", {}, `${clip(label(publisher), 60)} in ${DATA.frames[frame].title}`),
    listOf({ title: "", items: claims.sort((a, b) => a - b).map((c) => item(c)) }));
}

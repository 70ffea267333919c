// The table twin follows the filter and can be sorted; the matrix leads to the claims behind a figure.
let tableStale = true;
filterListeners.push(() => { tableStale = true; drawTable(); });

function drawTable() {
  if (state.view !== "table") return;
  if (tableStale) {
    tableRow.forEach((line, i) => { line.hidden = !shown[i] && i !== state.selected; });
    tableStale = false;
  }
  for (const line of $$("#rows tr.chosen")) line.classList.remove("chosen");
  if (state.selected !== null) {
    const line = tableRow[state.selected];
    line.hidden = false;
    line.classList.add("chosen");
    line.scrollIntoView({ block: "center" });
  }
}

function sortTable(column, header) {
  const descending = header.getAttribute("aria-sort") === "ascending";
  for (const other of $$("#rows thead th")) other.removeAttribute("aria-sort");
  header.setAttribute("aria-sort", descending ? "descending" : "ascending");
  const compare = new Intl.Collator("en", { numeric: true }).compare;
  const order = tableRow.map((line) => [line, line.cells[column].textContent]);
  order.sort((a, b) => (descending ? compare(b[1], a[1]) : compare(a[1], b[1])));
  $("#rows").tBodies[0].append(...order.map(([line]) => line));
}

function startTable() {
  $$("#rows thead th").forEach((header, column) => {
    const words = header.textContent;
    header.replaceChildren(el("button", { type: "button", onclick: () => sortTable(column, header) }, words));
  });
  $("#rows").tBodies[0].addEventListener("click", (event) => {
    const line = event.target.closest("tr");
    if (line && !event.target.closest("a") && !String(getSelection())) select(tableRow.indexOf(line));
  });
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
  const claims = [...new Set(leading(publisher, "published-by").flatMap((s) => leading(s, "cites")))].filter((c) => ROWS[c].type === "claim" && ROWS[c].frame === frame);
  select(publisher);
  $("#details").prepend(
    el("h3", {}, `${clip(label(publisher), 60)} in ${DATA.frames[frame].title}`),
    listOf({ title: "", items: claims.sort((a, b) => a - b).map((c) => item(c)) }));
}

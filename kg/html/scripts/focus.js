// The focus view: conflicts | the node | its sources and what rests on it, as cards with lines between them.
function card(thing, tone) {
  const row = thing.row === undefined ? null : ROWS[thing.row];
  const kinds = ["card", row?.type, row?.confidence, row?.type === "finding" && row.severity, tone === "against" && "against"];
  return el("article", { class: kinds.filter((k) => k && /^\w+$/.test(k)).join(" ") }, entry(thing));
}

function drawFocus() {
  const box = $("#view-focus");
  if (state.view !== "focus") return;
  const i = state.selected;
  if (i === null) {
    box.replaceChildren(el("p", {}, "Nothing is selected. Search for a claim, choose a node in the overview, or step through the contradictions with ", el("kbd", {}, "n"), "."));
    return;
  }
  const groups = relations(i);
  const against = [];
  const columns = { left: [], right: [] };
  for (const group of groups) {
    const limit = group.fold ?? 14;
    const cards = group.items.slice(0, limit).map((t) => card(t, group.tone));
    if (group.tone === "against") against.push(...cards);
    const more = group.items.length > limit && el("button", { type: "button", class: "more", onclick: (event) => {
      event.target.before(...group.items.slice(limit).map((t) => card(t, group.tone)));
      event.target.remove();
      drawWires();
    } }, `Show all ${group.items.length}`);
    columns[group.column].push(heading(group), ...cards, more || "");
  }
  const self = el("article", { class: `card self ${ROWS[i].type}` }, el("div", { class: "top" }, el("h2", { dir: "auto" }, clip(label(i), 160)), ...chips(i)), ...body(i), actions(i), ...grade(i), ...figures(i), ...original(i));
  const wires = svg("svg", { class: "wires", "aria-hidden": "true" });
  const title = el("h3", {}, ROWS[i].type[0].toUpperCase() + ROWS[i].type.slice(1));
  box.replaceChildren(el("div", { class: columns.right.length ? "columns" : "columns two" }, wires,
    el("div", { class: "column left" }, columns.left.length ? columns.left : [el("h3", {}, "Conflicts"), el("p", { class: "hint" }, ROWS[i].type === "claim" ? "None found." : "None.")]),
    el("div", { class: "column middle" }, title, self),
    el("div", { class: "column right" }, columns.right)));
  box.scrollTop = 0;
  drawWires();
}

function drawWires() {
  const wires = $("#view-focus .wires");
  if (!wires) return;
  const area = wires.getBoundingClientRect();
  const self = $("#view-focus .card.self").getBoundingClientRect();
  const paths = [];
  for (const other of $$("#view-focus .left .card, #view-focus .right .card")) {
    const b = other.getBoundingClientRect();
    const left = b.left < self.left;
    const x1 = (left ? b.right : b.left) - area.left, y1 = b.top + Math.min(b.height / 2, 40) - area.top;
    const x2 = (left ? self.left : self.right) - area.left, y2 = Math.max(self.top + 12, Math.min(self.bottom - 12, b.top + Math.min(b.height / 2, 40))) - area.top;
    const bend = (x1 + x2) / 2;
    paths.push(svg("path", { d: `M${x1} ${y1}C${bend} ${y1} ${bend} ${y2} ${x2} ${y2}`, class: other.classList.contains("against") ? "against" : "" }));
  }
  wires.replaceChildren(...paths);
}

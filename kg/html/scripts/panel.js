// The panel: conflicts first, then the statement, its evidence, what is read from it, what rests on it.
function nodeLink(i, words = label(i)) {
  return el("a", { href: `#n=${encodeURIComponent(ROWS[i].ref)}`, data: { row: i }, dir: "auto" }, clip(words, 80));
}

function chips(i) {
  const row = ROWS[i];
  return [
    row.confidence && el("span", { class: `chip ${["High", "Medium", "Low"].includes(row.confidence) ? row.confidence : "plain"}` }, clip(row.confidence, 30)),
    row.type === "finding" && el("span", { class: `chip ${row.severity}` }, row.severity),
    row.type === "finding" && row.certainty !== "high" && el("span", { class: "chip plain" }, `${row.certainty} certainty`),
    row.interested && el("span", { class: "chip plain", title: row.interested }, "subject's own"),
    !["claim", "source", "finding"].includes(row.type) && !label(i).startsWith(row.type) && el("span", { class: "chip plain" }, row.type),
  ].filter(Boolean);
}

function entry(thing) {
  if (thing.mention) {
    const m = thing.mention;
    return [el("span", { class: "note" }, `${m.where || m.type} · ${place(m)}`), el("span", { dir: "auto", class: "clamp" }, m.text)];
  }
  if (thing.side) {
    return [thing.finding !== undefined && findingNote(thing.finding), el("span", { class: "note" }, `${thing.side.kind} · ${place(thing.side)}`), el("span", { dir: "auto" }, sideText(thing.side))];
  }
  const i = thing.row;
  return [
    thing.finding !== undefined && findingNote(thing.finding),
    nodeLink(i), " ", ...chips(i).flatMap((c) => [c, " "]), thing.disputes && el("span", { class: "chip error" }, "disputes"), " ",
    label(i) === text(i) ? null : el("span", { dir: "auto", class: "clamp" }, text(i)),
    thing.note && el("span", { class: "note", dir: "auto" }, thing.note),
    thing.quote && el("q", { dir: "auto" }, thing.quote),
  ];
}

function findingNote(f) {
  return el("span", { class: "note why" }, el("span", { class: `dot ${ROWS[f].severity}`, title: ROWS[f].severity }), nodeLink(f, label(f)), ": ", el("span", { dir: "auto" }, text(f)));
}

function listOf(group) {
  const wanted = group.fold ?? (group.tone === "against" ? 4 : 30);
  const limit = group.items.length - wanted > 2 ? wanted : group.items.length;
  const list = el("ul", { class: `list ${group.tone === "against" ? "conflicts" : ""}` });
  const add = (things) => list.append(...things.map((t) => el("li", {}, entry(t))));
  add(group.items.slice(0, limit));
  if (group.items.length > limit) {
    const more = el("button", { type: "button", class: "more", onclick: () => { more.parentElement.remove(); add(group.items.slice(limit)); } }, `Show all ${group.items.length}`);
    list.append(el("li", {}, more));
  }
  return list;
}

function heading(group) {
  const conflict = group.tone === "against";
  return el("h3", { class: conflict ? "conflict" : "" }, `${conflict && group.title.startsWith("Conflicts") ? "≠ " : ""}${group.title}${group.items.length > 1 ? ` (${group.items.length})` : ""}`);
}

function standing(i) {
  const row = ROWS[i];
  if (row.type !== "claim") return null;
  const own = sourcesOf(i).filter((s) => ROWS[s.row].interested).length;
  const words = [`${count(sourcesOf(i).length, "source")} from ${count(row.publishers, "publisher")}, ${row.independent} independent`];
  if (own) words.push(own === sourcesOf(i).length ? "all of them the subject's own" : `${own} of them the subject's own`);
  if (!sourcesOf(i).some((s) => s.quote)) words.push("no quote");
  return el("p", { class: "hint" }, words.join(", ") + ".");
}

// How much confidence the evidence bears, how that was reckoned, and what would raise it.
function grade(i) {
  const row = ROWS[i];
  if (!row.grade) return [];
  const lines = (words) => words.map((w) => el("li", { dir: "auto" }, w[0].toUpperCase() + w.slice(1)));
  return [
    el("h3", {}, "What the evidence bears: ", el("span", { class: `chip ${row.grade === "not graded" ? "plain" : row.grade}` }, row.grade),
      row.verdict && el("span", { class: "chip warning" }, `${row.verdict}: stated ${row.confidence}`)),
    el("ul", { class: "reasons" }, lines(row.reasons)),
    row.lifts ? el("details", { class: "lifts" }, el("summary", {}, "What would lift it"), el("ul", { class: "reasons" }, lines(row.lifts))) : "",
  ];
}

function figures(i) {
  const list = ROWS[i].figures ?? ROWS[i].read;
  if (!list) return [];
  return [el("h3", {}, `Figures as read (${list.length})`), el("ul", { class: "list figures" }, list.map((f) => {
    const what = [f.subject, ROWS[i].type === "metric" ? "" : f.metric, f.scope, f.period].filter(Boolean).join(" · ");
    return el("li", {}, what && el("span", { class: "note", dir: "auto" }, what), el("strong", { dir: "auto" }, f.value), f.reading && el("span", { dir: "auto" }, ` read as ${f.reading}`), f.path !== undefined && el("span", { class: "note" }, place(f)));
  }))];
}

function facts(i) {
  const row = ROWS[i];
  const parts = [];
  if (row.type === "source") {
    parts.push(el("p", { class: "hint", dir: "auto" }, [row.publisher, row.date, row.accessed && `accessed ${row.accessed}`].filter(Boolean).join(" · ")));
    if (row.url) parts.push(el("p", {}, address(row.url)));
    if (row.interested) parts.push(el("p", { class: "hint", dir: "auto" }, row.interested));
    if (row.raw) parts.push(el("p", { class: "hint" }, "Publisher, title and quote were not separated in the input. As written: ", el("span", { dir: "auto" }, row.raw)));
  }
  if (row.type === "finding" && row.data) {
    parts.push(el("table", { class: "data" }, el("tbody", {}, row.data.map(([k, v]) => el("tr", {}, el("th", { scope: "row", dir: "auto" }, k.replaceAll("_", " ")), el("td", { dir: "auto" }, v))))));
  }
  return parts;
}

function body(i) {
  const row = ROWS[i];
  return [
    text(i) === label(i) ? "" : el("p", { class: "statement", dir: "auto" }, text(i)),
    detail(i) && (row.type === "source" ? el("q", { dir: "auto" }, detail(i)) : el("p", { class: "hint", dir: "auto" }, detail(i))),
    standing(i),
    ...facts(i),
  ].filter(Boolean);
}

function original(i) {
  const row = ROWS[i];
  if (row.path === undefined) return [];
  const where = row.frame === null || row.type === "section" ? "" : DATA.frames[row.frame].title;
  return [el("h3", {}, "In the original"), el("p", { dir: "auto", title: `${row.path}:${row.line}` }, place(row), where && el("span", { class: "hint" }, ` · ${where}`))];
}

function actions(i) {
  const button = (words, act) => el("button", { type: "button", onclick: act }, words);
  return el("p", { class: "actions" },
    state.view !== "focus" && button("Focus", () => show("focus")),
    state.view !== "overview" && spot(i) && button("In the drawing", () => { show("overview"); bringIntoView(i); }),
    state.view !== "table" && button("In the table", () => show("table")),
    button("Copy link", copyLink),
    ROWS[i].type === "finding" && DATA.findingsPage && el("a", { class: "button", href: `${DATA.findingsPage}#n=${encodeURIComponent(ROWS[i].id)}` }, "In the report of findings"),
    button("Close", () => select(null)));
}

function drawPanel() {
  const i = state.selected;
  $("#summary").hidden = i !== null;
  const box = $("#details");
  box.hidden = i === null;
  if (i === null) return box.replaceChildren();
  const groups = relations(i);
  const against = groups.filter((g) => g.tone === "against" && ROWS[i].type !== "finding");
  const rest = groups.filter((g) => !against.includes(g));
  const at = DATA.contradictions.indexOf(i);
  box.replaceChildren(
    el("header", {}, el("h2", { dir: "auto" }, clip(label(i), 120)), ...chips(i)),
    at < 0 ? "" : el("p", { class: "step" }, el("button", { type: "button", onclick: () => step(-1) }, "◂ Previous"), el("button", { type: "button", onclick: () => step(1) }, "Next ▸"), el("span", { class: "hint" }, ` ${at + 1} of ${DATA.contradictions.length}`)),
    ...against.flatMap((g) => [heading(g), listOf(g)]),
    ...body(i),
    actions(i),
    ...grade(i),
    ...rest.filter((g) => g.title === "Sources").flatMap((g) => [heading(g), listOf(g)]),
    ...figures(i),
    ...rest.filter((g) => g.title !== "Sources").flatMap((g) => [heading(g), listOf(g)]),
    ...original(i),
  );
  $("#panel").scrollTop = 0;
}

// State, address, keys: everything that ties the views together.
const state = { selected: null, view: "overview", depth: 1 };
const VIEWS = ["overview", "focus", "matrix", "table"];
let arriving = false;
let wantFilters = true;

function select(i, { move = true, remember = true } = {}) {
  state.selected = i === undefined ? null : i;
  panelOrNot();
  drawPanel();
  drawFocus();
  drawTable();
  stageFor(state.selected);
  repaint();
  if (state.selected !== null && move && state.view === "overview") bringIntoView(state.selected);
  if (remember) writeAddress(true);
  if (state.selected !== null) say(`${label(state.selected)}: ${clip(text(state.selected), 160)}`);
}

function show(view, remember = true) {
  state.view = VIEWS.includes(view) ? view : "overview";
  panelOrNot();
  root.classList.toggle("no-filters", !wantFilters || state.view === "focus" || state.view === "matrix");
  $("#toggle-filters").disabled = state.view === "focus" || state.view === "matrix";
  for (const name of VIEWS) $(`#view-${name}`).classList.toggle("current", name === state.view);
  for (const button of $$("[data-view]")) button.setAttribute("aria-current", String(button.dataset.view === state.view));
  hideTip();
  if (state.view === "overview" && network) { network.setSize("100%", "100%"); network.redraw(); }
  drawPanel();
  drawFocus();
  drawTable();
  if (remember) writeAddress(true);
}

// The focus view holds all that the panel says; the table takes the room when nothing is chosen.
function panelOrNot() {
  root.classList.toggle("no-panel", state.view === "focus" || (state.view === "table" && state.selected === null));
}

function step(by) {
  const all = DATA.contradictions;
  if (!all.length) return say("There are no contradictions.");
  let at = all.indexOf(state.selected);
  if (at < 0 && state.selected !== null && contradictionsOf[state.selected].length) at = all.indexOf(contradictionsOf[state.selected][0]) - (by > 0 ? 1 : 0);
  select(all[at < 0 && by < 0 ? all.length - 1 : (at + by + all.length) % all.length]);
}

function writeAddress(push = false) {
  if (arriving) return;
  const parts = [];
  if (state.selected !== null) parts.push(`n=${encodeURIComponent(ROWS[state.selected].ref)}`);
  if (state.view !== "overview") parts.push(`v=${state.view}`);
  if (state.depth !== 1) parts.push(`d=${state.depth}`);
  if (filter.query) parts.push(`q=${encodeURIComponent(filter.query)}`);
  const off = [...filter.off].sort().join(",");
  if (off !== "finding") parts.push(`off=${encodeURIComponent(off)}`);
  for (const facet of FACETS) {
    const values = [...filter.chosen[facet.key]].sort();
    if (values.length) parts.push(`${facet.key}=${values.map(encodeURIComponent).join(",")}`);
  }
  const hash = parts.length ? `#${parts.join("&")}` : "#";
  if (hash === (location.hash || "#")) return;
  history[push ? "pushState" : "replaceState"](null, "", hash);
}

function readAddress() {
  arriving = true;
  const hash = location.hash.slice(1);
  const jump = /^r(\d+)$/.exec(hash);
  const parts = new Map(jump ? [] : hash.split("&").filter(Boolean).map((p) => { const at = p.indexOf("="); return [p.slice(0, at), p.slice(at + 1)]; }));
  const decode = (s) => { try { return decodeURIComponent(s ?? ""); } catch { return s; } };
  filter.query = $("#query").value = decode(parts.get("q"));
  filter.off = new Set(parts.has("off") ? decode(parts.get("off")).split(",").filter(Boolean) : ["finding"]);
  for (const facet of FACETS) filter.chosen[facet.key] = new Set((parts.get(facet.key) ?? "").split(",").filter(Boolean).map(decode));
  state.depth = [1, 2, 3].find((d) => String(d) === parts.get("d")) ?? 1;
  drawLegend();
  applyFilter();
  show(parts.get("v") ?? "overview", false);
  const wanted = jump ? Number(jump[1]) : parts.has("n") ? find(decode(parts.get("n"))) : null;
  if (parts.has("n") && wanted === undefined) say("The address names a node that is not in this graph.");
  select(wanted !== null && wanted !== undefined && wanted < ROWS.length ? wanted : null, { remember: false });
  arriving = false;
}

async function copyLink() {
  const done = await copy(location.href);
  say(done ? "Link copied." : "The link could not be copied; it is in the address bar.");
}

function back() {
  if ($("#help").open) return;
  if (state.view !== "overview") return show("overview");
  if (state.selected !== null) { select(null); fitAll(); }
}

function keys(event) {
  if (event.ctrlKey || event.metaKey || event.altKey || $("#help").open) return;
  const typing = event.target.closest("input, textarea, select");
  if (typing) return;
  if (event.key === "Escape") return back();
  const drawing = event.target.id === "network";
  const moves = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
  if (drawing && moves[event.key]) {
    const next = nearest(...moves[event.key]);
    if (next !== undefined) select(next);
    return event.preventDefault();
  }
  if (drawing && event.key === "Enter" && state.selected !== null) { show("focus"); return $("#stage").focus(); }
  if ($("#keys-off").checked) return;
  const acts = {
    "/": () => $("#query").focus(), n: () => step(1), p: () => step(-1), o: () => show("overview"), f: () => show("focus"), m: () => show("matrix"), t: () => show("table"),
    l: copyLink, d: toggleTheme, "?": () => $("#help").showModal(), "+": () => zoom(1.3), "=": () => zoom(1.3), "-": () => zoom(1 / 1.3), 0: () => fitAll(), 1: () => setDepth(1), 2: () => setDepth(2), 3: () => setDepth(3),
  };
  if (acts[event.key]) { event.preventDefault(); acts[event.key](); }
}

function zoom(by) {
  if (state.view === "overview" && network) network.moveTo({ scale: network.getScale() * by });
}

function summaries() {
  countFrames();
  DATA.frames.forEach((frame, f) => {
    const { types, against } = frameFacts[f];
    frame.summary = [against.size ? count(against.size, "conflict") : "", ...["claim", "sentence", "source", "risk", "publisher", "metric"].filter((t) => types.get(t)).map((t) => count(types.get(t), t))].filter(Boolean);
    const listed = LISTS.has(frame.kind) ? NODES.filter((n) => ROWS[n.id].frame === f).length : 0;
    if (listed && listed < (types.get(frame.kind.slice(0, -1)) ?? 0)) frame.summary.push(`the ${listed} of most links are listed`);
  });
}

function start() {
  summaries();
  startTable();
  startMatrix();
  startSearch();
  startSave();
  if (matchMedia("(max-width: 760px)").matches) toggleFilters();
  filterListeners.push(repaint);
  themeChanged();
  show("overview", false);
  startPicture();
  readAddress();
  document.addEventListener("keydown", keys);
  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[href]");
    const row = link && (link.dataset.row ?? /^#r(\d+)$/.exec(link.getAttribute("href"))?.[1]);
    if (row === undefined || row === null || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    select(Number(row));
  });
  for (const button of $$("[data-view]")) button.addEventListener("click", () => show(button.dataset.view));
  for (const button of $$("[data-step]")) button.addEventListener("click", () => step(Number(button.dataset.step)));
  for (const button of $$("[data-zoom]")) button.addEventListener("click", () => ({ in: () => zoom(1.3), out: () => zoom(1 / 1.3), fit: fitAll })[button.dataset.zoom]());
  $("#theme").addEventListener("click", toggleTheme);
  dark.addEventListener("change", themeChanged);
  $("#help-open").addEventListener("click", () => $("#help").showModal());
  $("#toggle-filters").addEventListener("click", toggleFilters);
  $("#reset").addEventListener("click", resetFilter);
  window.addEventListener("popstate", readAddress);
  window.addEventListener("resize", () => { if (state.view === "focus") drawWires(); else if (state.view === "overview" && state.selected === null) fitAll(false); });
  root.dataset.ready = "yes";
}

function toggleFilters() {
  wantFilters = !wantFilters;
  root.classList.toggle("no-filters", !wantFilters);
  $("#toggle-filters").setAttribute("aria-expanded", String(wantFilters));
  if (network && state.view === "overview") { network.redraw(); if (state.selected === null) requestAnimationFrame(() => fitAll(false)); }
}

start();

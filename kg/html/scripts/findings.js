// State, address and keys of the page of findings.
let current = null;
let arriving = false;

const isVisible = (card) => card.shown;

function openAround(element) {
  for (let box = element.parentElement?.closest("details"); box; box = box.parentElement?.closest("details")) box.open = true;
}

function choose(card, { place = null, scroll = true, remember = true } = {}) {
  current?.element.classList.remove("current");
  current = card;
  $("#return") && ($("#return").hidden = !card);
  if (!card) {
    showLine(null);
    if (remember) writeAddress();
    return;
  }
  card.element.classList.add("current");
  openAround(card.element);
  if (scroll) card.element.scrollIntoView({ block: "nearest" });
  const link = place ?? $("a.at", card.element);
  // Where the text does not stand beside the findings, going there would leave them.
  if (link && scroller && (place || beside())) showLine(lineOf(link.getAttribute("href")), link.dataset.c);
  if (remember) writeAddress(true);
  say(`${card.severity}: ${clip($("h4", card.element).textContent, 200)}`);
}

// Groups that are closed are passed over: what is in them was not asked for.
function stepFinding(by) {
  const open = CARDS.filter((card) => isVisible(card) && !card.element.parentElement.closest("details:not([open])"));
  if (!open.length) return say("No finding is shown.");
  const at = open.indexOf(current);
  choose(open[at < 0 ? (by > 0 ? 0 : open.length - 1) : (at + by + open.length) % open.length]);
}

function writeAddress(push = false) {
  if (arriving) return;
  const parts = [];
  if (current) parts.push(`n=${encodeURIComponent(current.element.id.slice(2))}`);
  else if (filter.about) parts.push(`n=${encodeURIComponent(filter.about)}`);
  if (filter.off.size) parts.push(`off=${[...filter.off].sort().join(",")}`);
  for (const name of ["rule", "section", "kind", "certainty", "line"]) if (filter[name]) parts.push(`${name}=${encodeURIComponent(filter[name])}`);
  if (filter.query) parts.push(`q=${encodeURIComponent(filter.query)}`);
  const hash = parts.length ? `#${parts.join("&")}` : "#";
  if (hash === (location.hash || "#")) return;
  history[push ? "pushState" : "replaceState"](null, "", hash);
}

function decoded(text) {
  try { return decodeURIComponent(text ?? ""); } catch { return text; }
}

// `#n=` names a finding, a claim, a source or a risk, by the same names as on the page of the graph.
function readAddress() {
  const hash = location.hash.slice(1);
  const anchor = hash && !hash.includes("=") ? document.getElementById(decoded(hash)) : null;
  if (anchor) { openAround(anchor); if (anchor.tagName === "DETAILS") anchor.open = true; return anchor.scrollIntoView(); }
  arriving = true;
  const parts = new Map(hash.split("&").filter(Boolean).map((p) => { const at = p.indexOf("="); return [p.slice(0, at), p.slice(at + 1)]; }));
  filter = nothingChosen();
  filter.off = new Set(decoded(parts.get("off")).split(",").filter((s) => SEVERITIES.includes(s)));
  for (const name of ["rule", "section", "kind", "certainty", "line"]) filter[name] = decoded(parts.get(name));
  for (const [name, selector] of Object.entries(SELECTS)) if (filter[name] && ![...($(selector)?.options ?? [])].some((o) => o.value === filter[name] || o.text === filter[name])) filter[name] = "";
  filter.query = decoded(parts.get("q"));
  const name = decoded(parts.get("n"));
  const card = CARDS.find((c) => c.element.id === `n=${name}`);
  const node = name && !card ? document.getElementById(`n=${name}`) ?? document.getElementById(`n=${name.split("/").at(-1)}`) : null;
  if (node) filter.about = node.id.slice(2).split("/").at(-1);
  applyFilter();
  choose(card ?? null, { remember: false });
  if (card) card.element.scrollIntoView({ block: "start" });
  if (node) {
    if (beside() || !CARDS.some(isVisible)) { $("#work").scrollIntoView(); showLine(lineAround(node), ""); }
    else { $("#findings").scrollIntoView(); }
  }
  if (name && !card && !node) say("The address names something that is not on this page.");
  arriving = false;
}

async function copyLink() {
  say((await copy(location.href)) ? "Link copied." : "The link could not be copied; it is in the address bar.");
}

function letGo() {
  if ($("#help").open) return;
  if (current) choose(null);
  else if (narrowed()) resetFilter();
}

function keys(event) {
  if (event.ctrlKey || event.metaKey || event.altKey || $("#help").open) return;
  if (event.key === "Escape") { event.target.blur?.(); return letGo(); }
  if (event.target.closest("input, textarea, select") || $("#keys-off").checked) return;
  const acts = { n: () => stepFinding(1), p: () => stepFinding(-1), j: () => stepMark(1), k: () => stepMark(-1), e: toggleFailures, l: copyLink, d: toggleTheme,
    "/": () => { $("#query").focus(); $("#query").scrollIntoView({ block: "nearest" }); }, "?": () => $("#help").showModal() };
  if (acts[event.key]) { event.preventDefault(); acts[event.key](); }
}

function clicked(event) {
  if (event.ctrlKey || event.metaKey || event.shiftKey) return;
  const link = event.target.closest("a[href]");
  const card = CARDS.find((c) => c.element === event.target.closest("article.f"));
  const href = link?.getAttribute("href") ?? "";
  if (link?.matches("a.m, a.u")) {
    event.preventDefault();
    return chooseLine(lineAround(link));
  }
  if (card && link?.classList.contains("at")) {
    if (!lineOf(href)) return;
    event.preventDefault();
    return choose(card, { place: link, scroll: false });
  }
  if (card && link?.classList.contains("why")) {
    event.preventDefault();
    return unfold(link);
  }
  if (card && link?.classList.contains("link")) {
    event.preventDefault();
    choose(card);
    return copyLink();
  }
  if (lineOf(href)) {
    event.preventDefault();
    if (beside() && !event.target.closest("#work")) $("#work").scrollIntoView();
    return showLine(lineOf(href), "");
  }
  if (href.startsWith("#n=") || (href.startsWith("#rule-") && !link.closest("#rules"))) {
    event.preventDefault();
    history.pushState(null, "", href);
    return readAddress();
  }
  if (card && !link && !String(getSelection())) choose(card, { scroll: false });
}

// The text of the rule under its finding; it stands on the page once, at the end.
function unfold(link) {
  const there = link.parentElement.nextElementSibling;
  const open = !there?.classList.contains("unfolded");
  link.setAttribute("aria-expanded", String(open));
  if (!open) return there.remove();
  const parts = [...$(link.getAttribute("href")).children].filter((e) => e.matches("h3, p:not(.hint)") && !e.nextElementSibling?.matches("pre"));
  const whole = el("a", { href: link.getAttribute("href") }, "The rule with examples");
  link.parentElement.after(el("div", { class: "unfolded" }, parts.map((e) => e.cloneNode(true)), el("p", {}, whole)));
}

// A mark shows the findings about its line, and the worst of them.
function chooseLine(line) {
  filter = { ...nothingChosen(), line: line.id };
  applyFilter();
  const first = CARDS.find(isVisible);
  if (first) { choose(first, { remember: false }); first.element.scrollIntoView({ block: beside() ? "nearest" : "start" }); }
  showLine(beside() ? line : null, "");
  markAt = MARKS.findIndex((mark) => line.contains(mark));
  writeAddress(true);
}

let wasOpen = [];
function start() {
  startFilter();
  startText();
  themeChanged();
  document.addEventListener("click", clicked);
  document.addEventListener("keydown", keys);
  for (const link of $$("a.why")) link.setAttribute("aria-expanded", "false");
  for (const button of $$("[data-step]")) button.addEventListener("click", () => stepFinding(Number(button.dataset.step)));
  $("#return")?.addEventListener("click", () => current?.element.scrollIntoView({ block: "center" }));
  $("#theme").addEventListener("click", toggleTheme);
  dark.addEventListener("change", themeChanged);
  $("#help-open").addEventListener("click", () => $("#help").showModal());
  window.addEventListener("popstate", readAddress);
  // On paper nothing can be unfolded: the answers of the checks are, the long lists stay counted.
  window.addEventListener("beforeprint", () => { wasOpen = $$("#checks details:not([open]), #known:not([open]), #fixed:not([open]), #aside:not([open])"); for (const box of wasOpen) box.open = true; });
  window.addEventListener("afterprint", () => { for (const box of wasOpen) box.open = false; });
  applyFilter();
  readAddress();
  root.dataset.ready = "yes";
}

start();

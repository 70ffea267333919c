// Which findings are shown: severity, rule, section, kind, certainty, words, or what they are about.
const DATA = JSON.parse($("#data").textContent);
const SEVERITIES = ["error", "warning", "info"];
const CERTAINTIES = ["low", "medium", "high"];
// Lines are told as numbers, a list for each document: [[97, 164], [18]].
function linesOf(told) {
  const found = new Set();
  for (const [n, numbers] of told.entries()) for (const line of numbers) found.add(`d${n}l${line}`);
  return found;
}
const CARDS = $$("article.f").map((element) => {
  const [severity, rule, kind, section, certainty, ids, lines] = DATA.cards[Number(element.dataset.i)];
  return {
    element, severity: SEVERITIES[severity], rule: DATA.rules[rule][0], name: DATA.rules[rule][1], kind: DATA.kinds[kind],
    section: section === null ? "none" : String(section), certainty: CERTAINTIES[certainty], ids, lines: linesOf(lines), shown: true,
  };
});
const SELECTS = { rule: "#by-rule", section: "#by-section", kind: "#by-kind", certainty: "#by-certainty" };
const nothingChosen = () => ({ off: new Set(), rule: "", section: "", kind: "", certainty: "", query: "", about: "", line: "" });
let filter = nothingChosen();

const fold = (s) => s.normalize("NFKD").replace(/[\u0300-\u036f]/g, "").toLowerCase();
function words(card) {
  return (card.words ??= fold(`${card.ids.join(" ")} ${card.element.textContent}`));
}

function passes(card, wanted) {
  if (filter.off.has(card.severity)) return false;
  if (filter.rule && filter.rule !== card.rule) return false;
  if (filter.section && filter.section !== card.section) return false;
  if (filter.kind && filter.kind !== card.kind) return false;
  if (filter.certainty && filter.certainty !== card.certainty) return false;
  if (filter.about && !card.ids.includes(filter.about)) return false;
  if (filter.line && !card.lines.has(filter.line)) return false;
  return wanted.every((word) => words(card).includes(word));
}

const narrowed = () => Boolean(filter.off.size || filter.rule || filter.section || filter.kind || filter.certainty || filter.query || filter.about || filter.line);

function applyFilter() {
  const wanted = fold(filter.query).split(/\s+/).filter(Boolean);
  let shown = 0;
  for (const card of CARDS) {
    card.shown = passes(card, wanted);
    card.element.hidden = !card.shown;
    shown += card.shown;
  }
  const narrow = narrowed();
  for (const group of $$(".rule-group, details.group")) {
    const inside = $$("article.f", group);
    if (!inside.length) continue;
    const left = inside.filter((e) => !e.hidden).length;
    group.hidden = !left;
    $("summary .n", group).textContent = left === inside.length ? left : `${left} of ${inside.length}`;
    // What a narrow filter leaves is to be seen without another click.
    if (narrow && left && left <= 40) { if (!group.open) { group.open = true; group.dataset.opened = "yes"; } }
    else if (group.dataset.opened) { group.open = false; delete group.dataset.opened; }
  }
  for (const severity of SEVERITIES) {
    const group = $(`#${severity}s`);
    const inside = $$("article.f", group);
    const left = inside.filter((e) => !e.hidden).length;
    $("h3 .n", group).textContent = left === inside.length ? left : `${left} of ${inside.length}`;
    group.hidden = narrow && !left;
  }
  $("#nothing").hidden = shown > 0 || !CARDS.length;
  $("#shown").textContent = `${shown.toLocaleString("en")} of ${count(CARDS.length, "finding")}`;
  drawAbout();
  $("#reset").hidden = !narrow;
  drawControls();
}

// What the findings shown are about, with the way to the same nodes on the page of the graph.
function drawAbout() {
  const line = filter.line && document.getElementById(filter.line);
  const names = filter.about ? [filter.about] : line ? $$('i[id^="n="]', line).map((i) => i.id.slice(2)) : [];
  const words = filter.about ? `about ${filter.about}` : line ? `about line ${filter.line.split("l")[1]}` : "";
  const links = DATA.graph ? names.map((name) => el("a", { href: `${DATA.graph}#n=${encodeURIComponent(name)}` }, `${clip(name.split("/").at(-1), 40)} in the graph`)) : [];
  $("#about").replaceChildren(words, ...links.flatMap((link) => [" · ", link]));
}

function drawControls() {
  for (const button of $$("[data-severity]")) button.setAttribute("aria-pressed", String(!filter.off.has(button.dataset.severity)));
  for (const [name, selector] of Object.entries(SELECTS)) if ($(selector)) $(selector).value = filter[name];
  if ($("#query").value.trim() !== filter.query) $("#query").value = filter.query;
  $("#failures").setAttribute("aria-pressed", String(onlyFailures()));
}

const passing = () => SEVERITIES.filter((s) => !DATA.failing.includes(s));
const onlyFailures = () => filter.off.size > 0 && passing().length === filter.off.size && passing().every((s) => filter.off.has(s));

function toggleFailures() {
  filter.off = new Set(onlyFailures() ? [] : passing());
  changed();
}

function changed(remember = true) {
  applyFilter();
  if (remember) writeAddress();
  say($("#shown").textContent);
}

function resetFilter() {
  filter = nothingChosen();
  changed();
}

function startFilter() {
  for (const button of $$("[data-severity]")) {
    button.addEventListener("click", () => {
      const severity = button.dataset.severity;
      if (!filter.off.delete(severity)) filter.off.add(severity);
      changed();
    });
  }
  for (const [name, selector] of Object.entries(SELECTS)) $(selector)?.addEventListener("change", (event) => { filter[name] = event.target.value; changed(); });
  $("#failures").addEventListener("click", toggleFailures);
  $("#reset").addEventListener("click", resetFilter);
  $("form.filter").addEventListener("submit", (event) => event.preventDefault());
  let waiting = 0;
  $("#query").addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(() => { filter.query = $("#query").value.trim(); changed(); }, 120);
  });
  for (const button of $$(".matrix button")) {
    button.addEventListener("click", () => {
      filter = { ...nothingChosen(), section: button.dataset.section, kind: button.dataset.kind };
      changed();
      $("#findings").scrollIntoView();
      $("#findings").focus({ preventScroll: true });
    });
  }
}

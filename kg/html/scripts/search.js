// Search as a combobox: every word must occur; the best hits are listed, the views narrow to all of them.
const MOST_HITS = 40;
let hitRows = [];
let active = -1;

function hitsFor(query) {
  const words = fold(query).split(/\s+/).filter(Boolean);
  if (!words.length) return [];
  const rank = (i) => {
    const id = fold(ROWS[i].id);
    return (id === words.join(" ") ? 0 : id.startsWith(words[0]) ? 1 : 2) * 10 + (ROWS[i].type === "claim" ? 0 : ROWS[i].type === "source" ? 1 : ROWS[i].type === "finding" ? 3 : 2);
  };
  return ROWS.flatMap((_, i) => (words.every((w) => searchText(i).includes(w)) ? [[rank(i), i]] : [])).sort((a, b) => a[0] - b[0] || a[1] - b[1]).map((pair) => pair[1]);
}

function marked(words, query, length) {
  const lower = words.toLowerCase();
  const wanted = query.toLowerCase().split(/\s+/).filter(Boolean);
  const first = Math.min(...wanted.map((w) => lower.indexOf(w)).filter((n) => n >= 0), words.length);
  const start = first > length * 0.6 && first < words.length ? first - Math.floor(length * 0.4) : 0;
  const cut = (start ? "…" : "") + clip(words.slice(start), length);
  const parts = [];
  let rest = cut;
  while (rest) {
    const low = rest.toLowerCase();
    const at = wanted.map((w) => [low.indexOf(w), w.length]).filter(([n]) => n >= 0).sort((a, b) => a[0] - b[0] || b[1] - a[1])[0];
    if (!at) break;
    parts.push(rest.slice(0, at[0]), el("mark", {}, rest.slice(at[0], at[0] + at[1])));
    rest = rest.slice(at[0] + at[1]);
  }
  return [...parts, rest];
}

function drawHits() {
  const query = $("#query").value.trim();
  const list = $("#hits");
  hitRows = hitsFor(query);
  active = -1;
  const items = hitRows.slice(0, MOST_HITS).map((i, n) => {
    const where = text(i).toLowerCase().includes(query.toLowerCase().split(/\s+/)[0]) ? text(i) : [text(i), detail(i)].filter(Boolean).join(" — ");
    return el("li", { role: "option", id: `hit${n}`, "aria-selected": "false", data: { hit: i } },
      el("span", {}, el("strong", { dir: "auto" }, clip(label(i), 24)), el("br"), el("small", { class: "hint" }, ROWS[i].type)), el("span", { dir: "auto" }, marked(where, query, 170)));
  });
  const rest = hitRows.length - items.length;
  const note = hitRows.length ? rest > 0 && `${rest.toLocaleString("en")} more: the views show all of them` : "Nothing found";
  list.replaceChildren(...items, note ? el("li", { class: "note", role: "option", "aria-disabled": "true", "aria-selected": "false" }, note) : "");
  openHits(Boolean(query));
  if (query) say(count(hitRows.length, "result"));
}

function openHits(open) {
  $("#hits").hidden = !open;
  $("#query").setAttribute("aria-expanded", String(open));
  if (!open) $("#query").removeAttribute("aria-activedescendant");
}

function moveHit(by) {
  const items = $$("#hits [data-hit]");
  if (!items.length) return;
  items[active]?.setAttribute("aria-selected", "false");
  active = (active + by + items.length + (active < 0 && by < 0 ? 1 : 0)) % items.length;
  items[active].setAttribute("aria-selected", "true");
  items[active].scrollIntoView({ block: "nearest" });
  $("#query").setAttribute("aria-activedescendant", items[active].id);
}

function chooseHit(i) {
  openHits(false);
  select(i);
  $("#panel").focus({ preventScroll: true });
}

function startSearch() {
  const box = $("#query");
  let waiting = 0;
  box.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(() => {
      filter.query = box.value.trim();
      drawHits();
      applyFilter();
      writeAddress();
    }, 90);
  });
  box.addEventListener("keydown", (event) => {
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      if ($("#hits").hidden) drawHits();
      moveHit(event.key === "ArrowDown" ? 1 : -1);
      event.preventDefault();
    } else if (event.key === "Enter" && hitRows.length) {
      chooseHit(hitRows[Math.max(0, active)]);
    } else if (event.key === "Escape") {
      if ($("#hits").hidden) { box.value = ""; filter.query = ""; applyFilter(); writeAddress(); box.blur(); } else openHits(false);
      event.preventDefault();
      event.stopPropagation();
    }
  });
  box.addEventListener("focus", () => { if (box.value.trim()) drawHits(); });
  document.addEventListener("click", (event) => { if (!event.target.closest(".search")) openHits(false); });
  $("#hits").addEventListener("click", (event) => {
    const hit = event.target.closest("[data-hit]");
    if (hit) chooseHit(Number(hit.dataset.hit));
  });
}

// The text: going to a line, showing the words a finding speaks of, stepping through the marks.
const scroller = $("#scroller");
const MARKS = scroller ? $$("a.m", scroller) : [];
let markAt = -1;

const beside = () => scroller && getComputedStyle($("#text")).position === "sticky";

function lineOf(href) {
  const line = href && href.startsWith("#d") ? document.getElementById(href.slice(1)) : null;
  return line && scroller.contains(line) ? line : null;
}

// The box of the words from one column to another: in a row of a table its cell, else a range of the line's text.
function wordsAt(line, columns) {
  if (!columns) return null;
  const [first, after] = columns.split("-").map(Number);
  if (line.tagName === "TR") {
    const cells = $$("td[data-c]", line).filter((td) => { const [a, b] = td.dataset.c.split("-").map(Number); return a < after && first < b; });
    if (!cells.length) return null;
    const range = document.createRange();
    range.setStartBefore(cells[0].firstChild ?? cells[0]);
    range.setEndAfter(cells.at(-1).lastChild ?? cells.at(-1));
    return range;
  }
  const text = $(".t", line);
  const walker = document.createTreeWalker(text, NodeFilter.SHOW_TEXT);
  const range = document.createRange();
  let at = 1;
  let started = false;
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    // Columns count characters, not the halves that some are stored in.
    const characters = [...node.data];
    const offset = (n) => characters.slice(0, n).join("").length;
    if (!started && first < at + characters.length) { range.setStart(node, offset(first - at)); started = true; }
    if (started && after <= at + characters.length) { range.setEnd(node, offset(after - at)); return range; }
    at += characters.length;
  }
  return null;
}

function showLine(line, columns) {
  for (const other of $$(".here", scroller)) other.classList.remove("here", "whole");
  globalThis.CSS?.highlights?.delete("passage");
  if (!line) return;
  const range = wordsAt(line, columns);
  const marked = range && globalThis.CSS?.highlights;
  // Where the words themselves are marked, a whole paragraph need not be.
  line.classList.add("here", ...(marked ? [] : ["whole"]));
  if (marked) CSS.highlights.set("passage", new Highlight(range));
  if (beside()) {
    // Whoever steps through the text from elsewhere on the page is brought to it.
    const there = scroller.getBoundingClientRect();
    if (there.top > innerHeight / 2 || there.bottom < innerHeight / 2) $("#work").scrollIntoView();
    const box = range?.getBoundingClientRect();
    const top = (box?.height ? box : line.getBoundingClientRect()).top - scroller.getBoundingClientRect().top;
    scroller.scrollTop += top - scroller.clientHeight / 3;
  } else {
    line.scrollIntoView({ block: "center" });
  }
  const file = line.closest(".file");
  if ($("#file") && file) $("#file").value = file.id;
}

const lineAround = (element) => element.closest("tr, .l");
const numberOf = (line) => line.id.split("l")[1];

// What the mark of a line stands for: its checks with their numbers.
function rulesAt(mark) {
  const rules = new Map();
  for (const card of CARDS) if (card.lines.has(lineAround(mark).id)) rules.set(card.name, (rules.get(card.name) ?? 0) + 1);
  return [...rules].map(([name, n]) => (n > 1 ? `${name} (${n})` : name)).join(", ");
}

function stepMark(by) {
  if (!MARKS.length) return say("There are no marks.");
  const from = markAt < 0 && by < 0 ? 0 : markAt;
  markAt = (from + by + MARKS.length) % MARKS.length;
  const mark = MARKS[markAt];
  showLine(lineAround(mark), "");
  mark.focus({ preventScroll: true });
  say(`Line ${numberOf(lineAround(mark))}: ${mark.getAttribute("aria-label")}, ${rulesAt(mark)}`);
}

function startText() {
  if (!scroller) return;
  for (const kind of ["pointerover", "focusin"]) scroller.addEventListener(kind, (event) => { const mark = event.target.closest?.("a.m"); if (mark && !mark.title) mark.title = rulesAt(mark); });
  for (const button of $$("[data-mark]")) button.addEventListener("click", () => stepMark(Number(button.dataset.mark)));
  $("#file")?.addEventListener("change", (event) => {
    const file = $(`#${event.target.value}`);
    if (beside()) scroller.scrollTop += file.getBoundingClientRect().top - scroller.getBoundingClientRect().top;
    else file.scrollIntoView();
  });
}

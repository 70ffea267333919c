// The overview: positions come with the page, the library keeps what part of it is seen, nothing is simulated.
let network = null;
let NODES = DATA.network.nodes.map(([id, x, y, size, shape]) => ({ id, x, y, size, shape: DATA.network.shapes[shape] }));
let EDGES = DATA.network.edges.map((id) => ({ id, from: work(LINKS[id].from), to: work(LINKS[id].to) }));
const position = new Map();
// Where a row is drawn: a source that is listed again, where the first of its work is.
const spot = (i) => (i === null || i === undefined ? undefined : position.get(work(i)));
const isShown = (i) => Boolean(shown[i]) || Boolean(worksOf.get(i)?.some((n) => shown[n]));
// Above "big" nodes a picture that moves is drawn without its edges.
const big = NODES.filter((n) => ROWS[n.id].type !== "finding").length > 3000;
const rim = new Set();
for (const link of LINKS) if (link.type === "contradicts") { rim.add(link.from); rim.add(link.to); }
let priority = [];
const hubs = new Map();

const nodeColours = new Map();
function nodeColour(i) {
  if (!nodeColours.has(i)) nodeColours.set(i, lookOf(i));
  return nodeColours.get(i);
}

function lookOf(i) {
  const row = ROWS[i];
  const name = colour(colourName(row.type));
  let [background, border] = row.type === "claim" ? claimColours(row.confidence) : [name, name];
  if (row.type === "finding") background = border = colour(row.severity);
  if (!["claim", "finding"].includes(row.type) && colourName(row.type) === "other") background = colour("sheet");
  if (rim.has(i)) border = colour("conflict");
  return { background, border };
}

function setPicture(nodes, edges) {
  [NODES, EDGES] = [nodes, edges];
  indexPicture();
  repaint();
}

// Which nodes are named first, and which are named even when the whole picture is looked at.
function indexPicture() {
  position.clear();
  hubs.clear();
  for (const n of NODES) position.set(n.id, n);
  priority = NODES.map((n) => n.id).filter((i) => ROWS[i].type !== "finding")
    .sort((a, b) => (rim.has(b) ? 6 : 0) + degree[b] - (rim.has(a) ? 6 : 0) - degree[a] || a - b);
  const perFrame = new Map(), named = new Set();
  for (const i of priority) {
    const taken = perFrame.get(ROWS[i].frame) ?? 0;
    const listed = isListed(i);
    if (listed || (taken < 3 && degree[i] > 4 && ROWS[i].type === "source" && !named.has(`${ROWS[i].frame} ${ROWS[i].publisher}`))) {
      hubs.set(i, listed ? 0 : taken);
      named.add(`${ROWS[i].frame} ${ROWS[i].publisher}`);
      perFrame.set(ROWS[i].frame, taken + 1);
    }
  }
}

function startPicture() {
  indexPicture();
  network = new vis.Network($("#network"), { nodes: [], edges: [] }, {
    physics: false,
    layout: { improvedLayout: false, randomSeed: 1 },
    interaction: { hover: false, tooltipDelay: 1e9, dragNodes: false, keyboard: false, multiselect: false, navigationButtons: false },
  });
  network.on("beforeDrawing", drawFrames);
  network.on("afterDrawing", drawLabels);
  network.on("click", clicked);
  network.on("doubleClick", ({ pointer }) => { const i = nodeAt(pointer.canvas); if (i !== undefined) { select(i); show("focus"); } });
  network.on("zoom", moving);
  network.on("dragging", moving);
  $("#network").addEventListener("mousemove", hover);
  $("#network").addEventListener("mouseleave", hideTip);
  for (const button of $$("#depth [data-depth]")) button.addEventListener("click", () => setDepth(Number(button.dataset.depth)));
  $("#depth-all").addEventListener("click", () => { select(null); fitAll(); });
  repaint();
  fitAll(false);
}

const litNow = () => (state.selected === null || unfolded !== null ? null : new Set([state.selected, ...litAround(state.selected)].map(work)));

// What stays bright when a node is selected: what it touches, and for publishers and findings what lies one step further.
function litAround(i) {
  const near = sameWork(i).flatMap(neighbours).filter((n) => ROWS[n].type !== "finding" && ROWS[n].type !== "section");
  if (ROWS[i].type === "publisher") return [...near, ...near.flatMap((s) => leading(s, "cites"))];
  if (ROWS[i].type === "finding") return sidesOf(i).map((s) => s.row).filter((r) => r !== undefined);
  if (ROWS[i].type === "section") return ROWS.flatMap((row, n) => (shown[n] && row.frame !== null && DATA.frames[row.frame].row === i ? [n] : []));
  return [...near, ...oppositeSides(i).map((side) => side.row).filter((row) => row !== undefined)];
}

// The first place of each side against every place of the other sides.
function opposed(finding) {
  const sides = sidesOf(finding).filter((s) => s.side && s.row !== undefined);
  const first = new Map();
  for (const s of sides) if (!first.has(s.side)) first.set(s.side, s.row);
  return [...first].flatMap(([name, row]) => sides.filter((s) => s.side !== name).map((s) => [row, s.row]));
}

// Ends of the lines that join the selected node to what contradicts it.
function selectedPairs() {
  const chosen = state.selected;
  if (chosen === null) return [];
  const pairs = ROWS[chosen].type === "finding" ? opposed(chosen) : oppositeSides(chosen).map((side) => [chosen, side.row]);
  return pairs.map((pair) => pair.map(spot)).filter(([a, b]) => a && b);
}

function drawFrames(ctx) {
  const scale = network.getScale();
  const sheet = colour("sheet"), line = colour("line"), ink = colour("ink"), soft = colour("soft");
  const frames = unfolded === null ? DATA.frames : [];
  for (const frame of frames) {
    ctx.beginPath();
    ctx.roundRect(frame.x, frame.y, frame.width, frame.height, 7 / scale);
    ctx.fillStyle = sheet;
    ctx.fill();
    ctx.lineWidth = 1 / scale;
    ctx.strokeStyle = line;
    ctx.stroke();
  }
  if (AGGREGATED && unfolded === null) drawBetween(ctx, scale);
  const size = frames.length ? titleSize(ctx, frames, scale) : 0;
  for (const [f, frame] of frames.entries()) {
    const room = frame.width - 16 / scale;
    ctx.textAlign = "left";
    ctx.textBaseline = "top";
    ctx.fillStyle = ink;
    ctx.font = `650 ${size}px ${FONT}`;
    const pad = Math.min(6 / scale, frame.head * 0.2);
    ctx.fillText(fit(ctx, frame.title, room), frame.x + 8 / scale, frame.y + pad);
    ctx.fillStyle = soft;
    // What a frame holds is said under its title; beside it, where lines of a list begin right below.
    const under = Math.max(size * 0.82, Math.min(size, 9.5 / scale)), aside = frame.column > 0 ? measured(ctx, frame.title) + 12 / scale : 0;
    const [x, y] = aside ? [aside, (size - under) * 0.9] : [0, size * 1.15];
    ctx.font = `${under}px ${FONT}`;
    if (y + under * 0.9 <= frame.head && room - x > 40 / scale) ctx.fillText(fitParts(ctx, frame.summary, room - x), frame.x + 8 / scale + x, frame.y + pad + y);
    if (AGGREGATED && !LISTS.has(frame.kind)) drawSummary(ctx, frame, f);
  }
  if (AGGREGATED && unfolded === null) drawCounts(ctx, scale);
  drawFurther(ctx, scale);
  paint(ctx);
}

// Edges that would bury the picture (publishers, measures, findings) appear with the node they touch.
function drawFurther(ctx, scale) {
  const chosen = state.selected;
  if (!spot(chosen)) return;
  ctx.save();
  ctx.setLineDash([7 / scale, 5 / scale]);
  ctx.strokeStyle = colour("conflict");
  ctx.lineWidth = 1.8 / scale;
  ctx.beginPath();
  for (const [a, b] of selectedPairs()) join(ctx, a, b);
  ctx.stroke();
  ctx.restore();
  ctx.strokeStyle = colour("accent");
  ctx.globalAlpha = 0.6;
  ctx.lineWidth = 1.2 / scale;
  ctx.beginPath();
  for (const n of sameWork(chosen).flatMap((i) => [...outOf[i], ...into[i]])) {
    const link = LINKS[n], a = spot(link.from), b = spot(link.to);
    if (a && b && (link.type === "published-by" || link.type === "states" || (link.type === "cites" && (isListed(work(link.from)) || isListed(work(link.to)))) || (link.type === "about" && shown[link.from] && shown[link.to]))) { ctx.moveTo(a.x, a.y); ctx.lineTo(b.x, b.y); }
  }
  ctx.stroke();
  ctx.globalAlpha = 1;
}

function clicked({ pointer }) {
  const i = nodeAt(pointer.canvas) ?? findingAt(pointer.canvas);
  if (i !== undefined) return select(i);
  const { x, y } = pointer.canvas;
  const frame = unfolded === null && DATA.frames.find((f) => x > f.x && x < f.x + f.width && y > f.y && y < f.y + (AGGREGATED && !LISTS.has(f.kind) ? f.height : f.head));
  select(frame?.row ?? null);
}

let hovering = 0;
function hover(event) {
  if (hovering) return;
  hovering = requestAnimationFrame(() => {
    hovering = 0;
    const area = $("#network").getBoundingClientRect();
    const x = event.clientX - area.left, y = event.clientY - area.top;
    const i = event.buttons ? undefined : nodeAt(network.DOMtoCanvas({ x, y }));
    if (i === undefined) return hideTip();
    const tip = $("#tip");
    tip.replaceChildren(el("strong", { dir: "auto" }, clip(nodeLabel(i, true), 60)), el("span", { dir: "auto" }, clip(text(i), 200)));
    tip.hidden = false;
    tip.style.left = `${Math.max(0, Math.min(x + 14, area.width - tip.offsetWidth - 8))}px`;
    tip.style.top = `${y + 16 + tip.offsetHeight > area.height ? Math.max(0, y - tip.offsetHeight - 10) : y + 16}px`;
  });
}
function hideTip() { $("#tip").hidden = true; }

const BUTTONS = 46;
const onlyLists = () => DATA.frames.every((f) => f.column > 0);
function bounds(nodes) {
  const all = nodes.map(spot).filter(Boolean);
  return { left: Math.min(...all.map((n) => n.x)), right: Math.max(...all.map((n) => n.x)), top: Math.min(...all.map((n) => n.y)), bottom: Math.max(...all.map((n) => n.y)) };
}

function moveTo(box, most, animate = true) {
  const area = $("#network");
  const scale = Math.min(most, area.clientWidth / (box.right - box.left + 1), area.clientHeight / (box.bottom - box.top + 1));
  const animation = animate && !still.matches && !big ? { duration: 350, easingFunction: "easeInOutQuad" } : false;
  network.moveTo({ position: { x: (box.left + box.right) / 2, y: (box.top + box.bottom) / 2 }, scale: Math.max(0.01, scale), animation });
}

function fitAll(animate = true) {
  const frames = DATA.frames;
  if (!network || !frames.length) return;
  if (unfolded !== null) {
    const b = bounds(NODES.map((n) => n.id));
    return moveTo({ left: b.left - 90, top: b.top - 110, right: b.right + 90, bottom: b.bottom + 60 }, 1.6, animate);
  }
  const right = Math.max(...frames.map((f) => f.x + f.width)), bottom = Math.max(...frames.map((f) => f.y + f.height)), edge = right * 0.012;
  // The buttons for zooming stand below the picture.
  const tall = $("#network").clientHeight, below = (bottom * BUTTONS) / Math.max(1, tall - BUTTONS);
  moveTo({ left: -edge, top: -edge, right: right + edge, bottom: bottom + Math.max(edge, below) }, onlyLists() ? 1.1 : 2, animate);
}

function bringIntoView(i) {
  if (!network) return;
  if (unfolded !== null || (NODES.length < 60 && onlyLists())) return fitAll();
  const row = ROWS[i];
  if (row.type === "section") {
    const f = DATA.frames.find((frame) => frame.row === i);
    if (f) moveTo({ left: f.x - 20, right: f.x + f.width + 20, top: f.y - 20, bottom: f.y + f.height + 20 }, 1.6);
    return;
  }
  const near = row.type === "publisher" ? leading(i, "published-by") : litAround(i).filter((n) => !["publisher", "metric"].includes(ROWS[n].type));
  const around = [i, ...near].filter(spot);
  if (!around.length) return;
  const b = bounds(around);
  // A line of a list is seen whole.
  for (const f of around.filter(isListed).map((n) => DATA.frames[ROWS[n].frame])) [b.left, b.right] = [Math.min(b.left, f.x + 20), Math.max(b.right, f.x + f.width - 20)];
  const margin = 40 + 0.12 * Math.max(b.right - b.left, b.bottom - b.top);
  moveTo({ left: b.left - margin, right: b.right + margin, top: b.top - margin, bottom: b.bottom + margin }, 1.5);
}

function nearest(dx, dy) {
  const from = spot(state.selected), chosen = from && work(state.selected);
  if (!from) return priority.find(isShown);
  let best, least = Infinity;
  for (const i of priority) {
    if (i === chosen || !isShown(i)) continue;
    const x = position.get(i).x - from.x, y = position.get(i).y - from.y;
    const along = x * dx + y * dy, across = Math.abs(x * dy) + Math.abs(y * dx);
    if (along <= 0) continue;
    const cost = along + 2 * across;
    if (cost < least) { least = cost; best = i; }
  }
  return best;
}

themeListeners.push(() => {
  nodeColours.clear();
  drawLegend();
  repaint();
});

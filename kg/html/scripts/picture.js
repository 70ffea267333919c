// The overview: positions come with the page, the library draws, nothing is simulated.
let network = null;
let NODES = DATA.network.nodes.map(([id, x, y, size, shape]) => ({ id, x, y, size, shape: DATA.network.shapes[shape] }));
let EDGES = DATA.network.edges.map((id) => ({ id, from: LINKS[id].from, to: LINKS[id].to }));
const position = new Map();
const ends = new Map();
// Above "many" nodes a moving picture is drawn in one go for each colour, above "big" without its edges.
const weight = NODES.filter((n) => ROWS[n.id].type !== "finding").length;
const many = weight > 400;
const big = weight > 3000;
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
  if (["cell", "sentence", "cover", "table", "passage"].includes(row.type)) background = colour("sheet");
  if (rim.has(i)) border = colour("conflict");
  return { background, border, highlight: { background, border } };
}

function edgeLook(link) {
  if (link.type === "contradicts") return { color: { color: colour("conflict"), highlight: colour("conflict") }, dashes: [9, 6], width: ROWS[link.finding]?.severity === "error" ? 2 : 1.2, arrows: "" };
  const look = { color: { color: colour("edge"), highlight: colour("accent") }, width: 1 };
  if (link.disputes) look.dashes = [4, 4];
  return big ? { ...look, arrows: "" } : look;
}

function dataForLibrary() {
  return {
    nodes: NODES.map((n) => ({ ...n, color: nodeColour(n.id), borderWidth: rim.has(n.id) ? (ROWS[n.id].type === "claim" ? 3 : 2) : ROWS[n.id].type === "claim" ? 2 : 1.5 })),
    edges: EDGES.map((e) => ({ ...e, arrows: "to", ...edgeLook(LINKS[e.id]) })),
  };
}

function setPicture(nodes, edges) {
  [NODES, EDGES] = [nodes, edges];
  indexPicture();
  network.setData(dataForLibrary());
}

// Which nodes are named first, and which are named even when the whole picture is looked at.
function indexPicture() {
  position.clear();
  ends.clear();
  hubs.clear();
  for (const n of NODES) position.set(n.id, n);
  for (const e of EDGES) ends.set(e.id, [e.from, e.to]);
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
  network = new vis.Network($("#network"), dataForLibrary(), {
    physics: false,
    layout: { improvedLayout: false, randomSeed: 1 },
    nodes: { shadow: false, label: "", font: { size: 0 }, chosen: false },
    edges: { smooth: false, arrows: { to: { scaleFactor: 0.35 } }, selectionWidth: 1, hoverWidth: 0, chosen: false },
    interaction: { hover: false, tooltipDelay: 1e9, dragNodes: false, hideEdgesOnDrag: big, hideEdgesOnZoom: big, selectConnectedEdges: false, keyboard: false, multiselect: false, navigationButtons: false },
  });
  network.on("beforeDrawing", drawFrames);
  network.on("afterDrawing", drawLabels);
  network.on("click", clicked);
  network.on("doubleClick", ({ nodes: [i] }) => { if (i !== undefined) { select(i); show("focus"); } });
  network.on("zoom", moving);
  network.on("dragging", moving);
  $("#network").addEventListener("mousemove", hover);
  $("#network").addEventListener("mouseleave", hideTip);
  for (const button of $$("#depth [data-depth]")) button.addEventListener("click", () => setDepth(Number(button.dataset.depth)));
  $("#depth-all").addEventListener("click", () => { select(null); fitAll(); });
  repaint();
  fitAll(false);
}

// Shapes drawn one by one are too slow to follow the hand: while a large picture moves, all shapes
// of one colour are one path, and so are all lines.
let settling = 0;
let movingEdges = [], movingNodes = [];
function moving() {
  hideTip();
  if (!many) return;
  if (!settling) {
    movingEdges = big ? [] : network.body.edgeIndices;
    movingNodes = network.body.nodeIndices;
  }
  network.body.nodeIndices = [];
  network.body.edgeIndices = [];
  clearTimeout(settling);
  settling = setTimeout(() => { settling = 0; repaint(); }, 180);
}

const OUTLINES = {
  dot: (path, x, y, r) => { path.moveTo(x + r, y); path.arc(x, y, r, 0, 2 * Math.PI); },
  square: (path, x, y, r) => path.rect(x - r, y - r, 2 * r, 2 * r),
  diamond: (path, x, y, r) => corners(path, [x, y - r], [x + r, y], [x, y + r], [x - r, y]),
  triangle: (path, x, y, r) => corners(path, [x, y - r], [x + r, y + r * 0.8], [x - r, y + r * 0.8]),
  triangleDown: (path, x, y, r) => corners(path, [x, y + r], [x + r, y - r * 0.8], [x - r, y - r * 0.8]),
  hexagon: (path, x, y, r) => corners(path, [x - r, y], [x - r / 2, y - r * 0.87], [x + r / 2, y - r * 0.87], [x + r, y], [x + r / 2, y + r * 0.87], [x - r / 2, y + r * 0.87]),
};
function corners(path, [x, y], ...others) {
  path.moveTo(x, y);
  for (const [a, b] of others) path.lineTo(a, b);
  path.closePath();
}

function drawPlainly(ctx) {
  const lit = litNow();
  const lines = new Path2D(), against = new Path2D();
  for (const id of movingEdges) {
    const [a, b] = ends.get(id).map((n) => position.get(n));
    const path = LINKS[id].type === "contradicts" ? against : lines;
    path.moveTo(a.x, a.y);
    path.lineTo(b.x, b.y);
  }
  ctx.lineWidth = 1;
  ctx.strokeStyle = colour("edge");
  ctx.stroke(lines);
  ctx.save();
  ctx.setLineDash([9, 6]);
  ctx.strokeStyle = colour("conflict");
  ctx.globalAlpha = 0.6;
  ctx.stroke(against);
  ctx.restore();
  const paths = new Map();
  for (const id of movingNodes) {
    const { x, y, size, shape } = position.get(id), { background, border } = nodeColour(id);
    const faint = lit && !lit.has(id);
    const key = `${background} ${border} ${faint}`;
    if (!paths.has(key)) paths.set(key, [new Path2D(), background, border, faint]);
    // At ten thousand nodes squares are what can still be drawn.
    OUTLINES[big ? "square" : shape](paths.get(key)[0], x, y, size);
  }
  for (const [path, background, border, faint] of paths.values()) {
    ctx.globalAlpha = faint ? 0.16 : 1;
    ctx.fillStyle = big ? border : background;
    ctx.fill(path);
    if (big) continue;
    ctx.strokeStyle = border;
    ctx.lineWidth = 2;
    ctx.stroke(path);
  }
  ctx.globalAlpha = 1;
}

// The library keeps lists of what is visible; setting them costs nothing, while hiding ten
// thousand nodes through its data sets takes seconds.
function repaint() {
  if (!network) return;
  const body = network.body;
  const chosen = state.selected;
  const lit = litNow();
  body.nodeIndices = NODES.map((n) => n.id).filter((i) => shown[i] || lit?.has(i) || i === unfolded);
  const visible = new Set(body.nodeIndices);
  body.edgeIndices = EDGES.filter(({ id, from, to }) => {
    if (!visible.has(from) || !visible.has(to)) return false;
    const link = LINKS[id];
    if (!lit || link.finding === chosen) return true;
    if (link.type === "contradicts") return false;
    return link.from === chosen || link.to === chosen || (ROWS[chosen].type !== "claim" && lit.has(link.from) && lit.has(link.to));
  }).map((e) => e.id);
  for (const i of body.nodeIndices) body.nodes[i].options.opacity = !lit || lit.has(i) ? 1 : 0.16;
  body.emitter.emit("_requestRedraw");
}

const litNow = () => (state.selected === null || unfolded !== null ? null : new Set([state.selected, ...litAround(state.selected)]));

// What stays bright when a node is selected: what it touches, and for publishers and findings what lies one step further.
function litAround(i) {
  const near = neighbours(i).filter((n) => ROWS[n].type !== "finding" && ROWS[n].type !== "section");
  if (ROWS[i].type === "publisher") return [...near, ...near.flatMap((s) => leading(s, "cites"))];
  if (ROWS[i].type === "finding") return sidesOf(i).map((s) => s.row).filter((r) => r !== undefined);
  if (ROWS[i].type === "section") return ROWS.flatMap((row, n) => (row.frame !== null && DATA.frames[row.frame].row === i ? [n] : []));
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
  return pairs.map((pair) => pair.map((i) => position.get(i))).filter(([a, b]) => a && b);
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
  for (const [f, frame] of frames.entries()) {
    const size = Math.min(13.5, (frame.head * 0.52) * scale) / scale;
    const room = frame.width - 16 / scale;
    ctx.textAlign = "left";
    ctx.textBaseline = "top";
    ctx.fillStyle = ink;
    ctx.font = `650 ${size}px ${FONT}`;
    ctx.fillText(fit(ctx, frame.title, room), frame.x + 8 / scale, frame.y + 6 / scale);
    ctx.fillStyle = soft;
    ctx.font = `${size * 0.82}px ${FONT}`;
    ctx.fillText(fit(ctx, frame.summary, room), frame.x + 8 / scale, frame.y + 7 / scale + size * 1.15);
    if (AGGREGATED && !LISTS.has(frame.kind)) drawSummary(ctx, frame, f);
  }
  if (AGGREGATED && unfolded === null) drawCounts(ctx, scale);
  drawFurther(ctx, scale);
  if (settling) drawPlainly(ctx);
}

// Edges that would bury the picture (publishers, measures, findings) appear with the node they touch.
function drawFurther(ctx, scale) {
  const chosen = state.selected;
  if (chosen === null || !position.has(chosen)) return;
  ctx.save();
  ctx.setLineDash([7 / scale, 5 / scale]);
  ctx.strokeStyle = colour("conflict");
  ctx.lineWidth = 1.8 / scale;
  ctx.beginPath();
  for (const [a, b] of selectedPairs()) { ctx.moveTo(a.x, a.y); ctx.lineTo(b.x, b.y); }
  ctx.stroke();
  ctx.restore();
  ctx.strokeStyle = colour("accent");
  ctx.globalAlpha = 0.6;
  ctx.lineWidth = 1.2 / scale;
  ctx.beginPath();
  for (const n of [...outOf[chosen], ...into[chosen]]) {
    const link = LINKS[n], a = position.get(link.from), b = position.get(link.to);
    if (a && b && (link.type === "published-by" || link.type === "states" || (link.type === "about" && shown[link.from] && shown[link.to]))) { ctx.moveTo(a.x, a.y); ctx.lineTo(b.x, b.y); }
  }
  ctx.stroke();
  ctx.globalAlpha = 1;
}

const FONT = 'system-ui, "Noto Sans", "DejaVu Sans", sans-serif';
const fitted = new Map();
function fit(ctx, words, room) {
  const key = `${ctx.font}|${Math.round(room)}|${words}`;
  if (!fitted.has(key)) {
    let cut = clip(words, 200);
    while (cut.length > 1 && ctx.measureText(cut).width > room) cut = cut.slice(0, -2).trimEnd() + "…";
    if (fitted.size > 4000) fitted.clear();
    fitted.set(key, cut);
  }
  return fitted.get(key);
}

// Publishers and metrics stand in lists, with their names beside them.
const LISTS = new Set(["publishers", "metrics"]);
const isListed = (i) => unfolded === null && LISTS.has(DATA.frames[ROWS[i].frame]?.kind);

function nodeLabel(i, near) {
  const row = ROWS[i];
  if (row.type === "source" && state.selected !== null && ROWS[state.selected].type === "publisher") return row.id;
  if (row.type === "source") return near ? `${row.id} · ${row.publisher || clip(text(i), 24)}` : row.publisher || row.id;
  return label(i);
}

// Labels as on a map: the same size at every zoom, the weightiest first, none over another.
function labelsAt(scale, offset, width, height, measure, shorten) {
  const taken = new Set();
  const placed = [];
  const near = scale > 0.85;
  const ranks = width < 600 ? 1 : 3;
  // Lines of a list are so close that their names may have to be smaller than the others.
  const small = Math.min(11, listPitch() * scale * 0.84);
  const few = network.body.nodeIndices.length <= 80;
  const lit = litNow();
  const order = lit ? [...lit].filter((i) => position.has(i)).concat(priority) : priority;
  const done = new Set();
  for (const i of order) {
    if (placed.length >= 400) break;
    if (done.has(i)) continue;
    done.add(i);
    if (lit ? !lit.has(i) : !shown[i] || (!near && !few && !(hubs.get(i) < ranks))) continue;
    const node = position.get(i);
    const listed = isListed(i);
    let x = node.x * scale + offset.x, y = (node.y + node.size + 2) * scale + offset.y;
    if (listed) { x += node.size * scale + 4; y = node.y * scale + offset.y - small * 0.55; }
    if (x < -60 || y < -20 || x > width + 60 || y > height + 20 || (listed && small < 6)) continue;
    const words = listed ? shorten(label(i), DATA.frames[ROWS[i].frame].column * scale - node.size * 2 * scale - 6) : clip(nodeLabel(i, near), 26);
    if (words === "…" || !words) continue;
    if (listed) { placed.push({ x, y, words, listed, size: small }); continue; }
    const wide = measure(words) + 6, left = listed ? x - 3 : x - wide / 2;
    const cells = [];
    for (let cx = Math.floor(left / 6); cx <= Math.floor((left + wide) / 6); cx++) {
      for (let cy = Math.floor(y / 4); cy <= Math.floor((y + 10) / 4); cy++) cells.push(cx * 100003 + cy);
    }
    if (i !== state.selected && cells.some((c) => taken.has(c))) continue;
    for (const c of cells) taken.add(c);
    placed.push({ x, y, words, listed, size: 11 });
  }
  return placed;
}

// The distance of two lines of a list in the picture.
let pitch = 0;
function listPitch() {
  if (pitch) return pitch;
  pitch = Infinity;
  let last = null;
  for (const n of whole.nodes) {
    if (!LISTS.has(DATA.frames[ROWS[n.id].frame]?.kind)) continue;
    if (last && last.x === n.x && n.y > last.y) pitch = Math.min(pitch, n.y - last.y);
    last = n;
  }
  return pitch;
}

const widths = new Map();
function drawLabels(ctx) {
  const scale = network.getScale();
  const view = network.canvas.body.view.translation;
  const ratio = network.canvas.pixelRatio || 1;
  const canvas = network.canvas.frame.canvas;
  const chosen = position.get(state.selected);
  if (chosen) {
    ctx.beginPath();
    ctx.arc(chosen.x, chosen.y, chosen.size * 1.25 + 5 / scale, 0, 2 * Math.PI);
    ctx.lineWidth = 3 / scale;
    ctx.strokeStyle = colour("accent");
    ctx.stroke();
  }
  const measure = (words) => {
    if (!widths.has(words)) widths.set(words, ctx.measureText(words).width);
    return widths.get(words);
  };
  ctx.save();
  ctx.setTransform(ratio, 0, 0, ratio, 0, 0);
  ctx.font = `11px ${FONT}`;
  ctx.textBaseline = "top";
  ctx.lineJoin = "round";
  ctx.lineWidth = 3;
  ctx.strokeStyle = colour("sheet");
  ctx.fillStyle = colour("ink");
  for (const { x, y, words, listed, size } of labelsAt(scale, view, canvas.width / ratio, canvas.height / ratio, measure, (words, room) => fit(ctx, words, room))) {
    ctx.font = `${size}px ${FONT}`;
    ctx.textAlign = listed ? "left" : "center";
    ctx.strokeText(words, x, y);
    ctx.fillText(words, x, y);
  }
  ctx.restore();
}

function clicked({ nodes: [i], pointer }) {
  if (i !== undefined) return select(i);
  const edge = network.getEdgeAt(pointer.DOM);
  const finding = edge === undefined ? undefined : LINKS[edge].finding;
  if (finding !== undefined && finding !== null) return select(finding);
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
    const i = event.buttons ? undefined : network.getNodeAt({ x, y });
    if (i === undefined) return hideTip();
    const tip = $("#tip");
    tip.replaceChildren(el("strong", { dir: "auto" }, clip(nodeLabel(i, true), 60)), el("span", { dir: "auto" }, clip(text(i), 200)));
    tip.hidden = false;
    tip.style.left = `${Math.max(0, Math.min(x + 14, area.width - tip.offsetWidth - 8))}px`;
    tip.style.top = `${y + 16 + tip.offsetHeight > area.height ? Math.max(0, y - tip.offsetHeight - 10) : y + 16}px`;
  });
}
function hideTip() { $("#tip").hidden = true; }

function bounds(nodes) {
  const all = nodes.map((i) => position.get(i)).filter(Boolean);
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
    return moveTo({ left: b.left - 90, top: b.top - 60, right: b.right + 90, bottom: b.bottom + 60 }, 1.6, animate);
  }
  const edge = Math.max(...frames.map((f) => f.x + f.width)) * 0.012;
  moveTo({ left: -edge, top: -edge, right: Math.max(...frames.map((f) => f.x + f.width)) + edge, bottom: Math.max(...frames.map((f) => f.y + f.height)) + edge }, 2, animate);
}

function bringIntoView(i) {
  if (!network) return;
  if (unfolded !== null) return fitAll();
  const row = ROWS[i];
  if (row.type === "section") {
    const f = DATA.frames.find((frame) => frame.row === i);
    if (f) moveTo({ left: f.x - 20, right: f.x + f.width + 20, top: f.y - 20, bottom: f.y + f.height + 20 }, 1.6);
    return;
  }
  const around = (row.type === "publisher" ? [i, ...leading(i, "published-by")] : [i, ...litAround(i)]).filter((n) => position.has(n));
  if (!around.length) return;
  const b = bounds(around);
  const margin = 40 + 0.12 * Math.max(b.right - b.left, b.bottom - b.top);
  moveTo({ left: b.left - margin, right: b.right + margin, top: b.top - margin, bottom: b.bottom + margin }, 1.5);
}

function nearest(dx, dy) {
  const from = position.get(state.selected);
  if (!from) return priority.find((i) => shown[i]);
  let best, least = Infinity;
  for (const i of priority) {
    if (i === state.selected || !shown[i]) continue;
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
  if (!network) return;
  for (const { id } of NODES) network.body.nodes[id].setOptions({ color: nodeColour(id) });
  for (const { id } of EDGES) network.body.edges[id]?.setOptions(edgeLook(LINKS[id]));
  repaint();
});

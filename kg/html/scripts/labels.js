// Names in the picture: hubs of sections, lines of lists, and whatever is near or chosen.
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

// Rather smaller titles than cut ones, all of one size, down to three quarters of it.
function titleSize(ctx, frames, scale) {
  const size = Math.min(13.5, Math.max(9.5, Math.min(...frames.map((f) => f.head)) * 0.52 * scale)) / scale;
  ctx.font = `650 ${size}px ${FONT}`;
  const tightest = Math.min(...frames.map((f) => (f.width - 16 / scale) / measured(ctx, f.title)));
  return Math.max(Math.min(size, 9.5 / scale), size * Math.max(0.75, Math.min(1, tightest)));
}

const measures = new Map();
function measured(ctx, words) {
  const key = `${ctx.font}|${words}`;
  if (measures.size > 8000) measures.clear();
  if (!measures.has(key)) measures.set(key, ctx.measureText(words).width);
  return measures.get(key);
}

// As many parts as there is room for; the first is cut where it alone is too long.
function fitParts(ctx, parts, room) {
  let n = parts.length;
  while (n > 1 && measured(ctx, parts.slice(0, n).join(" · ")) > room) n--;
  return fit(ctx, parts.slice(0, n).join(" · "), room);
}

// Publishers and metrics stand in lists, with their names beside them.
const LISTS = new Set(["publishers", "metrics"]);
// So do the statements of a report that lists no claims: their text, without marks of emphasis, is what they are called.
const isListed = (i) => unfolded === null && ROWS[i].type !== "finding" && DATA.frames[ROWS[i].frame]?.column > 0;
const lines = new Map();
function lineWords(i) {
  if (["publisher", "metric"].includes(ROWS[i].type)) return label(i);
  if (ROWS[i].type === "source") return `${nodeLabel(i, true)}: ${clip(text(i), 200)}`;
  if (!lines.has(i)) lines.set(i, clip(text(i), 400).replace(/\*\*|\[\[|\]\]/g, ""));
  return lines.get(i);
}

function nodeLabel(i, near) {
  const row = ROWS[i];
  if (row.read && row.type !== "claim") return row.read.map((f) => f.value).join(", ");
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
  // Lines of a list are so close that their names may have to be smaller than the others; where these could
  // not be read, those of most links are named and the others wait for a closer look.
  const pitch = Math.min(12, listPitch() * scale * 0.84), crowded = pitch < 7.5, small = crowded ? 8.5 : pitch;
  const few = drawnNodes.length <= 80;
  const lit = litNow(), chosen = state.selected === null ? null : work(state.selected);
  const order = lit ? [...lit].filter((i) => position.has(i)).concat(priority) : priority;
  const done = new Set();
  for (const i of order) {
    if (placed.length >= 400) break;
    if (done.has(i)) continue;
    done.add(i);
    if (ROWS[i].type === "finding" && DATA.frames[ROWS[i].frame]?.column > 0) continue;
    if (lit ? !lit.has(i) : !isShown(i) || (!near && !few && !(hubs.get(i) < ranks))) continue;
    const node = position.get(i);
    const listed = isListed(i);
    let x = node.x * scale + offset.x, y = (node.y + node.size + 2) * scale + offset.y;
    if (listed) { x += node.size * scale + 4; y = node.y * scale + offset.y - small * 0.55; }
    if (x < -60 || y < -20 || x > width + 60 || y > height + 20) continue;
    // The width of words is measured at 11 pixels.
    const room = listed && (DATA.frames[ROWS[i].frame].column * scale - node.size * 2 * scale - 6) * (11 / small);
    const words = listed ? shorten(lineWords(i), room) : clip(nodeLabel(i, near), 26);
    if (words === "…" || !words) continue;
    const size = listed ? small : 11;
    if (listed && !crowded) { placed.push({ x, y, words, listed, size }); continue; }
    const wide = measure(words) * (size / 11) + 6, left = listed ? x - 3 : x - wide / 2;
    const cells = [];
    for (let cx = Math.floor(left / 6); cx <= Math.floor((left + wide) / 6); cx++) {
      for (let cy = Math.floor(y / 4); cy <= Math.floor((y + 10) / 4); cy++) cells.push(cx * 100003 + cy);
    }
    if (i !== chosen && cells.some((c) => taken.has(c))) continue;
    for (const c of cells) taken.add(c);
    placed.push({ x, y, words, listed, size });
  }
  return placed;
}

// The distance of two lines of a list in the picture.
let pitch = 0;
function listPitch() {
  if (pitch) return pitch;
  const listed = whole.nodes.filter((n) => ROWS[n.id].type !== "finding" && DATA.frames[ROWS[n.id].frame]?.column > 0).sort((a, b) => a.x - b.x || a.y - b.y);
  const steps = listed.slice(1).map((n, k) => (n.x === listed[k].x ? n.y - listed[k].y : Infinity));
  pitch = Math.min(Infinity, ...steps);
  return pitch;
}

function drawLabels(ctx) {
  const scale = network.getScale();
  const view = network.canvas.body.view.translation;
  const ratio = network.canvas.pixelRatio || 1;
  const canvas = network.canvas.frame.canvas;
  const chosen = spot(state.selected);
  if (chosen) {
    ctx.beginPath();
    ctx.arc(chosen.x, chosen.y, chosen.size * 1.25 + 5 / scale, 0, 2 * Math.PI);
    ctx.lineWidth = 3 / scale;
    ctx.strokeStyle = colour("accent");
    ctx.stroke();
  }
  ctx.save();
  ctx.setTransform(ratio, 0, 0, ratio, 0, 0);
  ctx.font = `11px ${FONT}`;
  ctx.textBaseline = "top";
  ctx.lineJoin = "round";
  ctx.lineWidth = 3;
  ctx.strokeStyle = colour("sheet");
  ctx.fillStyle = colour("ink");
  for (const { x, y, words, listed, size } of labelsAt(scale, view, canvas.width / ratio, canvas.height / ratio, (words) => measured(ctx, words), (words, room) => fit(ctx, words, room))) {
    ctx.font = `${size}px ${FONT}`;
    ctx.textAlign = listed ? "left" : "center";
    ctx.strokeText(words, x, y);
    ctx.fillText(words, x, y);
  }
  ctx.restore();
}

// Shapes drawn one by one are too slow to follow the hand: all shapes of one look are one path, and so are
// all lines. Paths are made when what is shown changes; a picture that moves only draws them again. The
// library keeps the view: wheel, drag, touch, and how coordinates become pixels.
let drawnNodes = [], drawnEdges = [];
let layers = null;
let settling = 0;

function moving() {
  hideTip();
  if (!big) return;
  clearTimeout(settling);
  settling = setTimeout(() => { settling = 0; redraw(); }, 180);
}

const redraw = () => network.body.emitter.emit("_requestRedraw");

// What is drawn now: what the filter leaves, and around a selected node what it touches, bright, before the rest, faint.
// Between frames only contradictions are drawn always; what cites a source of another section is seen from either end.
function repaint() {
  if (!network) return;
  const lit = litNow();
  drawnNodes = NODES.map((n) => n.id).filter((i) => isShown(i) || lit?.has(i) || (unfolded !== null && i === work(unfolded)));
  const visible = new Set(drawnNodes);
  const chosen = state.selected === null ? null : work(state.selected);
  drawnEdges = EDGES.filter(({ id, from, to }) => {
    if (!visible.has(from) || !visible.has(to)) return false;
    const link = LINKS[id];
    if (!lit) return unfolded !== null || link.type === "contradicts" || ROWS[from].frame === ROWS[to].frame;
    if (link.type === "contradicts") return false;
    return from === chosen || to === chosen || (ROWS[chosen].type !== "claim" && lit.has(from) && lit.has(to));
  });
  layers = null;
  redraw();
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

// One path for each key, made when it is first asked for.
function pathsByKey() {
  const made = new Map();
  return [made, (key, look) => { if (!made.has(key)) made.set(key, { path: new Path2D(), ...look }); return made.get(key).path; }];
}

function edgeLook(link) {
  if (link.type === "contradicts") return { line: colour("conflict"), width: ROWS[link.finding]?.severity === "error" ? 2 : 1.2, dash: [9, 6] };
  return { line: colour(state.selected === null || unfolded !== null ? "edge" : "accent"), width: 1, dash: link.disputes ? [4, 4] : [] };
}

function edgeLayers() {
  const [lines, lineOf] = pathsByKey();
  const heads = new Path2D();
  for (const { id, from, to } of drawnEdges) {
    const link = LINKS[id], a = position.get(from), b = position.get(to), look = edgeLook(link);
    const path = lineOf(`${look.line} ${look.width} ${look.dash}`, look);
    join(path, a, b);
    if (!big && link.type !== "contradicts") arrowHead(heads, a, b);
  }
  return { lines: [...lines.values()], heads, headColour: edgeLook({ type: "cites" }).line };
}

// Lines of one list stand over each other: what joins two of them passes beside the others.
function join(path, a, b) {
  path.moveTo(a.x, a.y);
  if (a.x !== b.x || !isListed(a.id) || !isListed(b.id)) return path.lineTo(b.x, b.y);
  const bow = a.x - 26;
  path.bezierCurveTo(bow, a.y, bow, b.y, b.x, b.y);
}

function arrowHead(path, a, b) {
  const dx = b.x - a.x, dy = b.y - a.y, length = Math.hypot(dx, dy);
  if (length < b.size + 4) return;
  const [ux, uy] = [dx / length, dy / length], x = b.x - ux * (b.size + 1), y = b.y - uy * (b.size + 1);
  corners(path, [x, y], [x - ux * 6 - uy * 2.4, y - uy * 6 + ux * 2.4], [x - ux * 6 + uy * 2.4, y - uy * 6 - ux * 2.4]);
}

// Of ten thousand nodes squares are what can be drawn while they move.
function nodeLayers(plain) {
  const [looks, pathOf] = pathsByKey();
  const lit = litNow();
  for (const id of drawnNodes) {
    const { x, y, size, shape } = position.get(id), { background, border } = nodeColour(id);
    const faint = lit !== null && !lit.has(id);
    const width = ROWS[id].type === "claim" ? (rim.has(id) ? 3 : 2) : rim.has(id) ? 2 : 1.5;
    const path = pathOf(`${background} ${border} ${width} ${faint}`, { fill: plain ? border : background, line: border, width, faint });
    OUTLINES[plain ? "square" : shape](path, x, y, size);
  }
  return [...looks.values()].sort((a, b) => b.faint - a.faint);
}

function paint(ctx) {
  const plain = big && settling > 0;
  if (layers?.plain !== plain) layers = { plain, edges: plain ? null : edgeLayers(), nodes: nodeLayers(plain) };
  if (layers.edges) paintEdges(ctx, layers.edges);
  for (const { path, fill, line, width, faint } of layers.nodes) {
    ctx.globalAlpha = faint ? 0.16 : 1;
    ctx.fillStyle = fill;
    ctx.fill(path);
    if (plain) continue;
    ctx.strokeStyle = line;
    ctx.lineWidth = width;
    ctx.stroke(path);
  }
  ctx.globalAlpha = 1;
}

function paintEdges(ctx, { lines, heads, headColour }) {
  ctx.save();
  for (const { path, line, width, dash } of lines) {
    ctx.setLineDash(dash);
    ctx.strokeStyle = line;
    ctx.lineWidth = width;
    ctx.stroke(path);
  }
  ctx.restore();
  ctx.fillStyle = headColour;
  ctx.fill(heads);
}

// ------------------------------------------------------------------ what is under the pointer

// The node at a point of the picture; of several the nearest. A line of a list is hit along its whole name.
function nodeAt({ x, y }) {
  const reach = 3 / network.getScale(), half = Math.min(listPitch() / 2, 40);
  let best, least = Infinity;
  for (const id of drawnNodes) {
    const node = position.get(id), dx = x - node.x, dy = Math.abs(y - node.y);
    if (isListed(id)) {
      if (dy <= half && dx >= -node.size && dx < DATA.frames[ROWS[id].frame].column - 2 * node.size) return id;
      continue;
    }
    if (Math.abs(dx) > node.size + reach || dy > node.size + reach) continue;
    const far = Math.hypot(dx, dy);
    if (far < least) { least = far; best = id; }
  }
  return best;
}

// The finding whose dashed line passes a point.
function findingAt({ x, y }) {
  pencil.lineWidth = 10 / network.getScale();
  const edge = drawnEdges.find(({ id, from, to }) => {
    if (LINKS[id].finding === undefined || LINKS[id].finding === null) return false;
    const path = new Path2D();
    join(path, position.get(from), position.get(to));
    return pencil.isPointInStroke(path, x, y);
  });
  return edge && LINKS[edge.id].finding;
}
const pencil = el("canvas").getContext("2d");

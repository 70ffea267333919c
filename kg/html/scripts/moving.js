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

// Large graphs: the frames say what they hold, lines between them count contradictions, and a node that
// is chosen unfolds its neighbourhood, as deep as is asked for.
const AGGREGATED = DATA.network.aggregated;
const MOST_UNFOLDED = 300;
const MOST_BETWEEN = 60;
const whole = { nodes: NODES, edges: EDGES };
let unfolded = null;

// What a neighbourhood passes on to. A publisher would lead to half of the graph: it ends the way unless it is its start.
function reached(i, start) {
  const type = ROWS[i].type;
  if (type === "publisher") return i === start ? leading(i, "published-by").map(work) : [];
  const of = type === "source" ? sameWork(i) : [i];
  const near = of.flatMap((n) => neighbours(n)).filter((n) => !["finding", "section", "metric"].includes(ROWS[n].type));
  return [...new Set([...oppositeSides(i).map((s) => s.row).filter((n) => n !== undefined), ...near.map(work)])].filter((n) => n !== i);
}

// Breadth first: [node, the node it was reached from, its distance], and how many would be one too many.
function neighbourhood(start, depth) {
  const found = [[start, null, 0]];
  const seen = new Set([start]);
  let left = 0;
  for (const [i, , far] of found) {
    if (far === depth) continue;
    for (const n of reached(i, start)) {
      if (seen.has(n)) continue;
      seen.add(n);
      if (found.length < MOST_UNFOLDED) found.push([n, i, far + 1]); else left++;
    }
  }
  return { found, left };
}

// Rings around the start, each in the order of its branches, so that what belongs together stands together.
function rings(found) {
  const children = new Map(found.map(([i]) => [i, []]));
  for (const [i, from] of found) if (from !== null) children.get(from).push(i);
  let ring = [found[0][0]], radius = 0;
  const nodes = [];
  for (let far = 0; ring.length; far++) {
    ring.forEach((i, k) => {
      const turn = (2 * Math.PI * (k + 0.5)) / ring.length + 0.4 * far;
      nodes.push({ id: i, x: Math.round(radius * 1.2 * Math.cos(turn)), y: Math.round(radius * Math.sin(turn)), size: far ? 9 : 14, shape: SHAPE_OF[ROWS[i].type] ?? "square" });
    });
    ring = ring.flatMap((i) => children.get(i));
    radius = Math.max(radius + 110, (ring.length * 30) / (2 * Math.PI));
  }
  return nodes;
}
const SHAPE_OF = { claim: "dot", publisher: "hexagon", risk: "triangle" };

function unfold(i) {
  const { found, left } = neighbourhood(work(i), state.depth);
  const nodes = rings(found);
  const here = new Set(nodes.map((n) => n.id));
  const pairs = new Set();
  const edges = [];
  for (const n of here) {
    for (const m of (ROWS[n].type === "source" ? sameWork(n) : [n])) {
      for (const id of [...outOf[m], ...into[m]]) {
        const from = work(LINKS[id].from), to = work(LINKS[id].to), key = `${from} ${to}`;
        if (from === to || !here.has(from) || !here.has(to) || pairs.has(key)) continue;
        pairs.add(key);
        edges.push({ id, from, to });
      }
    }
  }
  unfolded = i;
  setPicture(nodes, edges);
  drawDepth(`${count(here.size - 1, "neighbour")}${left ? `, ${left.toLocaleString("en")} more left out` : ""}`);
}

function foldUp() {
  if (unfolded === null) return;
  unfolded = null;
  setPicture(whole.nodes, whole.edges);
  drawDepth("");
}

function drawDepth(note) {
  $("#depth").hidden = unfolded === null;
  $("#depth-note").textContent = note;
  for (const button of $$("#depth [data-depth]")) button.setAttribute("aria-pressed", String(Number(button.dataset.depth) === state.depth));
}

function setDepth(depth) {
  if (unfolded === null) return;
  state.depth = depth;
  unfold(unfolded);
  repaint();
  fitAll();
  writeAddress();
  say(`${$("#depth-note").textContent} within ${count(depth, "step")}`);
}

// A node unfolds; a section, a finding or nothing leads back to the frames.
function stageFor(i) {
  if (!AGGREGATED || !network) return;
  const kept = i === null || ["section", "metric"].includes(ROWS[i].type) || (ROWS[i].type === "finding" && !sidesOf(i).some((s) => s.row !== undefined));
  if (kept) foldUp();
  else unfold(ROWS[i].type === "finding" ? sidesOf(i).find((s) => s.row !== undefined).row : i);
}

const frameFacts = [];
function countFrames() {
  DATA.frames.forEach((_, f) => { frameFacts[f] = { types: new Map(), confidence: new Map(), voices: new Map(), against: new Set() }; });
  const add = (map, name) => map.set(name, (map.get(name) ?? 0) + 1);
  ROWS.forEach((row, i) => {
    const facts = frameFacts[row.frame];
    if (!facts) return;
    add(facts.types, row.type);
    for (const f of contradictionsOf[i]) facts.against.add(f);
    if (row.type !== "claim") return;
    add(facts.confidence, ["High", "Medium", "Low"].includes(row.confidence) ? row.confidence : "not stated");
    add(facts.voices, ["none", "one"][row.independent] ?? "more");
  });
}

function drawBar(ctx, words, counts, colours, x, y, width, height) {
  const all = [...counts.values()].reduce((a, b) => a + b, 0);
  if (!all) return;
  ctx.font = `${height * 0.72}px ${FONT}`;
  ctx.textAlign = "left";
  ctx.textBaseline = "middle";
  ctx.fillStyle = colour("soft");
  ctx.fillText(fit(ctx, words, width), x, y - height * 0.62);
  for (const [name, fill, ink] of colours) {
    const n = counts.get(name) ?? 0, part = (width * n) / all;
    if (!n) continue;
    ctx.fillStyle = fill;
    ctx.fillRect(x, y, Math.max(part - height * 0.06, height * 0.06), height);
    const number = n.toLocaleString("en"), room = part - height * 0.5;
    const label = [`${name} ${number}`, number].find((words) => ctx.measureText(words).width < room);
    ctx.fillStyle = ink;
    if (label) ctx.fillText(label, x + height * 0.3, y + height * 0.53);
    x += part;
  }
}

function drawSummary(ctx, frame, f) {
  const facts = frameFacts[f];
  const room = frame.height - frame.head, high = room * 0.15, left = frame.x + frame.width * 0.05, width = frame.width * 0.9;
  const on = colour("on-accent"), ink = colour("ink");
  drawBar(ctx, "Stated confidence", facts.confidence, [["High", colour("high"), on], ["Medium", mix(colour("medium"), colour("sheet"), 0.5), ink], ["Low", colour("low"), on], ["not stated", colour("line"), ink]], left, frame.y + frame.head + room * 0.26, width, high);
  drawBar(ctx, "Independent sources of a claim", facts.voices, [["none", colour("low"), on], ["one", mix(colour("medium"), colour("sheet"), 0.5), ink], ["more", colour("high"), on]], left, frame.y + frame.head + room * 0.68, width, high);
}

// Contradictions between two frames as one line, the thicker the more there are. It lies under what the
// frames say; its number stands where it leaves the first of the two.
const mostBetween = [...DATA.between].sort((a, b) => b[2] - a[2]).slice(0, MOST_BETWEEN);
const middle = (f) => [f.x + f.width / 2, f.y + f.height / 2];

function drawBetween(ctx, scale) {
  ctx.save();
  ctx.setLineDash([7 / scale, 5 / scale]);
  ctx.globalAlpha = 0.4;
  for (const [a, b, n, errors] of mostBetween) {
    ctx.strokeStyle = colour(errors ? "conflict" : "warning");
    ctx.lineWidth = (1 + Math.log2(n) / 2) / scale;
    ctx.beginPath();
    ctx.moveTo(...middle(DATA.frames[a]));
    ctx.lineTo(...middle(DATA.frames[b]));
    ctx.stroke();
  }
  ctx.restore();
}

function drawCounts(ctx, scale) {
  ctx.save();
  ctx.font = `600 ${10.5 / scale}px ${FONT}`;
  ctx.textAlign = "center";
  ctx.textBaseline = "middle";
  ctx.lineWidth = 1 / scale;
  const places = [];
  for (const [a, b, n, errors] of mostBetween) {
    const frame = DATA.frames[a], [x1, y1] = middle(frame), [x2, y2] = middle(DATA.frames[b]);
    let share = Math.min(frame.width / 2 / Math.abs(x2 - x1 || 1), frame.height / 2 / Math.abs(y2 - y1 || 1));
    const wide = ctx.measureText(String(n)).width + 9 / scale, high = 16 / scale;
    const taken = () => places.some(([px, py]) => Math.abs(px - at(x1, x2)) < wide && Math.abs(py - at(y1, y2)) < high);
    const at = (from, to) => from + (to - from) * share;
    for (let tries = 0; tries < 4 && taken(); tries++) share *= 0.9;
    const x = at(x1, x2), y = at(y1, y2);
    places.push([x, y]);
    ctx.beginPath();
    ctx.roundRect(x - wide / 2, y - high / 2, wide, high, high / 2);
    ctx.fillStyle = colour("sheet");
    ctx.fill();
    ctx.strokeStyle = ctx.fillStyle = colour(errors ? "conflict" : "warning");
    ctx.stroke();
    ctx.fillText(String(n), x, y);
  }
  ctx.restore();
}

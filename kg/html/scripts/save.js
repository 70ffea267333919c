// Saving: the overview as a drawing made from the same positions, other views from what is laid out, the data as JSON.
const fileName = (suffix) => `${DATA.title.toLowerCase().replace(/[^a-z0-9]+/g, "-").replace(/^-|-$/g, "") || "graph"}-${state.view}.${suffix}`;

function overviewDrawing() {
  const frames = DATA.frames;
  const width = Math.max(...frames.map((f) => f.x + f.width)), height = Math.max(...frames.map((f) => f.y + f.height));
  const scale = 1400 / width;
  const out = svg("svg", { xmlns: SVG, width: 1440, height: Math.ceil(height * scale) + 40, "font-family": "system-ui, 'Noto Sans', 'DejaVu Sans', sans-serif" });
  out.append(svg("rect", { width: "100%", height: "100%", fill: colour("ground") }));
  const all = svg("g", { transform: "translate(20 20)" });
  out.append(all);
  const px = (v) => Math.round(v * scale * 10) / 10;
  for (const f of frames) {
    all.append(svg("rect", { x: px(f.x), y: px(f.y), width: px(f.width), height: px(f.height), rx: 7, fill: colour("sheet"), stroke: colour("line") }));
    all.append(svg("text", { x: px(f.x) + 8, y: px(f.y) + 17, "font-size": 12, "font-weight": 650, fill: colour("ink") }, clip(f.title, Math.floor(px(f.width) / 7.8))));
  }
  const visible = new Set(drawnNodes), lit = litNow();
  for (const { id, from, to } of drawnEdges) {
    const a = position.get(from), b = position.get(to);
    const against = LINKS[id].type === "contradicts";
    all.append(svg("line", { x1: px(a.x), y1: px(a.y), x2: px(b.x), y2: px(b.y), stroke: colour(against ? "conflict" : "edge"), "stroke-width": against ? 1.4 : 0.6, ...(against ? { "stroke-dasharray": "6 4" } : {}) }));
  }
  for (const [a, b] of selectedPairs()) {
    all.append(svg("line", { x1: px(a.x), y1: px(a.y), x2: px(b.x), y2: px(b.y), stroke: colour("conflict"), "stroke-width": 1.4, "stroke-dasharray": "6 4" }));
  }
  for (const { id, x, y, size } of NODES) {
    if (!visible.has(id)) continue;
    const look = nodeColour(id);
    const r = px(size);
    const style = { fill: look.background, stroke: look.border, "stroke-width": rim.has(id) ? 1.6 : 0.9, opacity: !lit || lit.has(id) ? 1 : 0.16 };
    const at = { transform: `translate(${px(x)} ${px(y)}) scale(${Math.round(r * 20) / 100})`, "vector-effect": "non-scaling-stroke" };
    const shape = ROWS[id].type === "claim" ? svg("circle", { cx: px(x), cy: px(y), r, ...style }) : svg("path", { d: SHAPES[ROWS[id].type] ?? SQUARE, ...at, ...style });
    shape.append(svg("title", {}, `${label(id)}: ${clip(text(id), 200)}`));
    all.append(shape);
  }
  for (const { x, y, words, listed, size } of labelsAt(scale, { x: 0, y: 0 }, 1400, height * scale, (s) => s.length * 5.6, (s, room) => clip(s, Math.max(1, Math.floor(room / 5.6))))) {
    all.append(svg("text", { x: Math.round(x), y: Math.round(y) + 10, "font-size": Math.min(size, 10), "text-anchor": listed ? "start" : "middle", fill: colour("ink"), stroke: colour("sheet"), "stroke-width": 2.5, "paint-order": "stroke" }, words));
  }
  return out;
}

// Boxes and lines of text as the browser laid them out.
function laidOutDrawing(view) {
  const area = view.getBoundingClientRect();
  const width = view.scrollWidth, height = view.scrollHeight;
  const left = area.left - view.scrollLeft, top = area.top - view.scrollTop;
  const out = svg("svg", { xmlns: SVG, width, height, "font-family": "system-ui, 'Noto Sans', 'DejaVu Sans', sans-serif" });
  out.append(svg("rect", { width: "100%", height: "100%", fill: colour("ground") }));
  const walker = document.createTreeWalker(view, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT, {
    acceptNode: (n) => (n.nodeType === 1 && (n.tagName === "BUTTON" && n.closest(".actions") || n.hidden) ? NodeFilter.FILTER_REJECT : NodeFilter.FILTER_ACCEPT),
  });
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    if (node.nodeType === 3) {
      if (node.data.trim()) out.append(...textLines(node, left, top));
      continue;
    }
    if (node instanceof SVGPathElement && node.closest(".wires")) {
      const w = node.closest("svg").getBoundingClientRect(), s = getComputedStyle(node);
      out.append(svg("path", { d: node.getAttribute("d"), transform: `translate(${w.left - left} ${w.top - top})`, fill: "none", stroke: s.stroke, "stroke-width": s.strokeWidth, "stroke-dasharray": s.strokeDasharray }));
    } else if (node instanceof HTMLElement) {
      const s = getComputedStyle(node), b = node.getBoundingClientRect();
      const heat = /rgba?\([^)]*\)/.exec(s.backgroundImage)?.[0];
      const filled = s.backgroundColor !== "rgba(0, 0, 0, 0)";
      const lined = parseFloat(s.borderTopWidth) > 0 && s.borderTopStyle !== "none";
      for (const fill of [filled || lined ? s.backgroundColor : null, heat].filter(Boolean)) {
        out.append(svg("rect", { x: b.left - left, y: b.top - top, width: b.width, height: b.height, rx: Math.min(parseFloat(s.borderTopLeftRadius) || 0, b.height / 2), fill, stroke: lined ? s.borderTopColor : "none" }));
      }
    }
  }
  return out;
}

function textLines(node, left, top) {
  const s = getComputedStyle(node.parentElement);
  const range = document.createRange();
  const lines = [];
  const limit = Math.min(node.length, 4000);
  for (let k = 0; k < limit; k++) {
    range.setStart(node, k);
    range.setEnd(node, k + 1);
    const b = range.getBoundingClientRect();
    if (!b.height) continue;
    const last = lines[lines.length - 1];
    if (last && Math.abs(last.y - b.top) < 3) last.words += node.data[k];
    else lines.push({ x: b.left, y: b.top, h: b.height, words: node.data[k] });
  }
  return lines.filter((l) => l.words.trim()).map((l) => svg("text", { x: l.x - left, y: l.y - top + l.h * 0.78, "font-size": s.fontSize, "font-weight": s.fontWeight, fill: s.color }, l.words));
}

function drawing() {
  return state.view === "overview" ? overviewDrawing() : laidOutDrawing($(`#view-${state.view}`));
}

function saveSvg() {
  download(fileName("svg"), new Blob(['<?xml version="1.0" encoding="UTF-8"?>\n', new XMLSerializer().serializeToString(drawing())], { type: "image/svg+xml" }));
}

function savePng() {
  const picture = drawing();
  const width = Number(picture.getAttribute("width")), height = Number(picture.getAttribute("height"));
  const scale = Math.min(2, 16000 / Math.max(width, height));
  const image = new Image();
  image.onload = () => {
    const canvas = el("canvas", { width: Math.round(width * scale), height: Math.round(height * scale) });
    canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height);
    canvas.toBlob((blob) => (blob ? download(fileName("png"), blob) : say("The picture is too large to save.")), "image/png");
  };
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(new XMLSerializer().serializeToString(picture))}`;
}

function saveJson() {
  const nodes = ROWS.map(({ frame, mentions, ...row }, i) => ({ ...row, shown: Boolean(shown[i]), section: frame === null ? null : DATA.frames[frame].title, text: text(i), detail: detail(i) }));
  const edges = LINKS.map(({ from, to, finding, ...link }) => ({ ...link, from: ROWS[from].ref, to: ROWS[to].ref }));
  download(fileName("json"), new Blob([JSON.stringify({ title: DATA.title, version: DATA.version, nodes, edges }, null, 1)], { type: "application/json" }));
}

function startSave() {
  const button = $("#save"), menu = $("#save-menu");
  const open = (yes) => { menu.hidden = !yes; button.setAttribute("aria-expanded", String(yes)); };
  button.addEventListener("click", () => open(menu.hidden));
  document.addEventListener("click", (event) => { if (!event.target.closest(".menu")) open(false); });
  menu.addEventListener("keydown", (event) => { if (event.key === "Escape") { open(false); button.focus(); event.stopPropagation(); } });
  menu.addEventListener("click", (event) => {
    const kind = event.target.dataset.save;
    if (!kind) return;
    open(false);
    ({ png: savePng, svg: saveSvg, json: saveJson })[kind]();
  });
}

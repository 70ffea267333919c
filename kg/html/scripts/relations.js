// What stands in which relation to a node: one answer, shown as lists in the panel and as columns in the focus view.
// Paths are told apart by their last part, and written whole where that is not enough.
const shortPath = (() => {
  const last = (path) => path.split(/[\\/]/).pop();
  const times = new Map();
  for (const path of DATA.paths) times.set(last(path), (times.get(last(path)) ?? 0) + 1);
  return (path) => (times.get(last(path)) === 1 ? last(path) : path);
})();
const place = (o) => (o.path === undefined ? "" : `${shortPath(o.path)}:${o.line}`);

function item(i, more = {}) {
  return { row: i, ...more };
}

function oppositeSides(i) {
  const items = [];
  const seen = new Set();
  for (const finding of contradictionsOf[i]) {
    let first = true;
    const sides = sidesOf(finding);
    const mine = new Set(sides.filter((s) => s.row === i).map((s) => s.side));
    for (const side of sides) {
      if (!side.side || mine.has(side.side)) continue;
      const key = side.row ?? `${side.path}:${side.line}:${sideText(side)}`;
      if (seen.has(key)) continue;
      seen.add(key);
      // The finding is named once, above the places it opposes to this one.
      items.push({ ...(side.row === undefined ? { side } : item(side.row)), ...(first ? { finding } : {}) });
      first = false;
    }
  }
  return items;
}

function otherFindings(i) {
  return leading(i, "about").filter((f) => ROWS[f].type === "finding" && !isContradiction.has(f)).map((f) => item(f));
}

const ranks = new Map(DATA.contradictions.map((finding, rank) => [finding, rank]));
const rankOf = (finding) => ranks.get(finding);
const sourceNote = (i) => [ROWS[i].publisher, ROWS[i].date, ROWS[i].interested && "the subject's own", sameWork(i).length > 1 && `same work as ${sameWork(i).filter((s) => s !== i).map((s) => ROWS[s].id).join(", ")}`].filter(Boolean).join(" · ");
const mentionsOf = (i) => (ROWS[i].mentions ?? []).map((n) => ({ mention: DATA.mentions[n] }));

function sourcesOf(i) {
  return outOf[i]
    .filter((n) => LINKS[n].type === "cites" && ROWS[LINKS[n].to].type === "source")
    .map((n) => item(LINKS[n].to, { quote: LINKS[n].quote || detail(LINKS[n].to), note: sourceNote(LINKS[n].to), disputes: LINKS[n].disputes }));
}

const RELATIONS = {
  claim: (i) => [
    { title: "Conflicts with", column: "left", tone: "against", items: oppositeSides(i) },
    { title: "Findings", column: "left", items: otherFindings(i) },
    { title: "Sources", column: "right", items: sourcesOf(i) },
    { title: "Rests on", column: "right", items: following(i, "derived-from").map((n) => item(n)) },
    {
      title: "What rests on it", column: "right",
      items: [...leading(i, "derived-from").filter((n) => ROWS[n].type === "claim"), ...leading(i, "about").filter((n) => ROWS[n].type === "risk")].map((n) => item(n)),
    },
    { title: "Measures", column: "right", items: following(i, "states").map((n) => item(n)) },
    { title: "Cited in", column: "right", items: mentionsOf(i), fold: 3 },
  ],
  source: (i) => [
    { title: "Published by", column: "left", items: following(i, "published-by").map((n) => item(n)) },
    { title: "Findings", column: "left", items: otherFindings(i) },
    { title: "The same work under other ids", column: "left", items: sameWork(i).filter((n) => n !== i).map((n) => item(n)) },
    { title: "Claims that rest on it", column: "right", items: leading(i, "cites").filter((n) => ROWS[n].type === "claim").map((n) => item(n)) },
    {
      title: "Claims that rest on the same work", column: "right", fold: 10,
      items: [...new Set(sameWork(i).filter((s) => s !== i).flatMap((s) => leading(s, "cites")))].filter((n) => ROWS[n].type === "claim" && !leading(i, "cites").includes(n)).map((n) => item(n)),
    },
    { title: "Cited in", column: "right", items: mentionsOf(i), fold: 3 },
  ],
  publisher: (i) => {
    const sources = leading(i, "published-by");
    const claims = [...new Set(sources.flatMap((s) => leading(s, "cites")))].filter((n) => ROWS[n].type === "claim");
    const alone = claims.filter((c) => ROWS[c].publishers === 1);
    return [
      { title: "Claims with no other publisher", column: "left", items: alone.map((n) => item(n)) },
      { title: "Its sources", column: "right", items: sources.map((n) => item(n, { note: `cited by ${count(leading(n, "cites").length, "claim")}` })) },
      { title: "Other claims that cite it", column: "right", items: claims.filter((c) => ROWS[c].publishers !== 1).map((n) => item(n)), fold: 10 },
    ];
  },
  finding: (i) => {
    const groups = new Map();
    for (const side of sidesOf(i)) {
      if (!groups.has(side.side)) groups.set(side.side, []);
      groups.get(side.side).push(side.row === undefined ? { side } : item(side.row));
    }
    const names = [...groups.keys()];
    return names.map((name, n) => ({
      title: names.length > 1 && name ? (n ? (names.length > 2 ? `Other side ${n}` : "Other side") : "One side") : "About",
      column: n && name ? "right" : "left",
      tone: names.length > 1 && name ? "against" : "",
      items: groups.get(name),
    }));
  },
  section: (i) => {
    const frame = DATA.frames.findIndex((f) => f.row === i);
    const inside = (type) => ROWS.flatMap((row, n) => (row.type === type && row.frame === frame && frame >= 0 ? [n] : []));
    const here = ROWS.flatMap((row, n) => (row.type === "claim" && (row.mentions ?? []).some((m) => DATA.mentions[m].where === label(i)) ? [n] : []));
    const claims = frame >= 0 ? inside("claim") : here;
    return [
      { title: "Contradictions here", column: "left", tone: "against", items: [...new Set(claims.flatMap((c) => contradictionsOf[c]))].sort((a, b) => rankOf(a) - rankOf(b)).map((n) => item(n)) },
      { title: "Findings", column: "left", items: otherFindings(i) },
      { title: frame >= 0 ? "Its claims" : "Claims cited here", column: "right", items: claims.map((n) => item(n)), fold: 12 },
      { title: "Risks", column: "right", items: inside("risk").map((n) => item(n)) },
    ];
  },
  risk: (i) => [
    { title: "Findings", column: "left", items: [...contradictionsOf[i].map((n) => item(n)), ...otherFindings(i)] },
    { title: "Claims it rests on", column: "right", items: following(i, "about").map((n) => item(n)) },
  ],
  metric: (i) => [{ title: "Stated by", column: "right", items: leading(i, "states").map((n) => item(n)) }],
};

const OTHER = (i) => [
  { title: "Conflicts with", column: "left", tone: "against", items: oppositeSides(i) },
  { title: "Findings", column: "left", items: otherFindings(i) },
  { title: "Cites", column: "right", items: following(i, "cites").map((n) => item(n)) },
];

function relations(i) {
  return (RELATIONS[ROWS[i].type] ?? OTHER)(i).filter((group) => group.items.length);
}

/* The editor for queries: saved queries, running and stopping, tables of answers. */
(() => {
"use strict";
const data = JSON.parse(document.getElementById("data").textContent);
const byId = (id) => document.getElementById(id);
const MOST = 1000;
const NUMERIC = /#(integer|decimal|double)$/;

function make(tag, text, attributes = {}) {
  const element = document.createElement(tag);
  if (text) element.textContent = text;
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  return element;
}

/* ------------------------------------------------------------------ the editor */

const editor = (() => {
  const plain = byId("plain");
  if (typeof Yasqe === "undefined") return { get: () => plain.value, set: (text) => { plain.value = text; } };
  const place = byId("editor");
  plain.remove();
  // Its completers of prefixes and terms would ask other servers; its own storage and links are not needed.
  const yasqe = new Yasqe(place, {
    autocompleters: ["variables"], persistenceId: null, createShareableLink: null, showQueryButton: false,
    value: data.first, resizeable: true, extraKeys: { "Ctrl-Enter": () => run(), "Cmd-Enter": () => run() },
  });
  yasqe.getInputField().setAttribute("aria-label", "Query");
  return { get: () => yasqe.getValue(), set: (text) => yasqe.setValue(text) };
})();

/* ------------------------------------------------------------------ saved queries */

const savedAddress = (name) => `${data.root}queries/${encodeURIComponent(name)}`;

function parameterForm(query) {
  const form = byId("parameters");
  form.replaceChildren();
  const names = Object.entries(query.parameters);
  form.hidden = !names.length;
  for (const [name, meaning] of names) {
    const label = make("label", `${name}: ${meaning}`);
    label.append(make("input", "", { name, autocomplete: "off" }));
    form.append(label);
  }
  form.append(make("button", "Put into the query"));
  form.onsubmit = (event) => { event.preventDefault(); open(query, true); };
}

async function open(query, keep) {
  const values = new URLSearchParams();
  if (keep) for (const field of byId("parameters").elements) if (field.name && field.value) values.set(field.name, field.value);
  const response = await fetch(`${savedAddress(`${query.name}.rq`)}?${values}`);
  const text = await response.text();
  if (!response.ok) { say(text, true); return; }
  editor.set(text);
  byId("about").textContent = `${query.problem} ${query.solution}`;
  for (const button of byId("saved").querySelectorAll("button")) button.setAttribute("aria-current", String(button.value === query.name));
  if (!keep) parameterForm(query);
  run();
}

for (const query of data.queries) {
  const item = make("li");
  const button = make("button", query.title, { type: "button", value: query.name, title: query.problem });
  button.onclick = () => open(query, false);
  item.append(button);
  byId("saved").append(item);
}

/* ------------------------------------------------------------------ running */

let running = null;

function say(text, wrong = false) {
  byId("state").textContent = wrong ? "" : text;
  if (wrong) byId("answer").replaceChildren(make("p", text.trim(), { class: "wrong", role: "alert" }));
}

async function ask(accept) {
  if (running) running.abort();
  running = new AbortController();
  byId("stop").disabled = false;
  const started = performance.now();
  say("running …");
  try {
    const response = await fetch(`${data.root}sparql`, {
      method: "POST", body: editor.get(), signal: running.signal,
      headers: { "Content-Type": "application/sparql-query", Accept: accept },
    });
    if (!response.ok) { say(await response.text(), true); return null; }
    const body = await response.blob();
    say(`${((performance.now() - started) / 1000).toFixed(2)} s`);
    return { body, type: response.headers.get("Content-Type") || "" };
  } catch (error) {
    say(error.name === "AbortError" ? "stopped" : `no answer: ${error.message}`, error.name !== "AbortError");
    return null;
  } finally {
    byId("stop").disabled = true;
    running = null;
  }
}

async function run() {
  const answer = await ask("application/sparql-results+json, text/turtle;q=0.9");
  if (!answer) return;
  const text = await answer.body.text();
  const place = byId("answer");
  if (!answer.type.includes("json")) { place.replaceChildren(make("pre", text, { class: "source" })); return; }
  const result = JSON.parse(text);
  if ("boolean" in result) { place.replaceChildren(make("p", String(result.boolean))); return; }
  place.replaceChildren(...table(result.head.vars, result.results.bindings));
  const count = result.results.bindings.length;
  byId("state").textContent += ` · ${count.toLocaleString("en")} ${count === 1 ? "row" : "rows"}`;
}

const TYPES = {
  csv: "text/csv", tsv: "text/tab-separated-values", json: "application/sparql-results+json", xml: "application/sparql-results+xml",
  turtle: "text/turtle", ntriples: "application/n-triples", jsonld: "application/ld+json", rdfxml: "application/rdf+xml",
};
const ENDINGS = { csv: "csv", tsv: "tsv", json: "json", xml: "xml", turtle: "ttl", ntriples: "nt", jsonld: "jsonld", rdfxml: "rdf" };

async function download() {
  const format = byId("format").value;
  const answer = await ask(TYPES[format]);
  if (!answer) return;
  const link = make("a", "", { href: URL.createObjectURL(answer.body), download: `answer.${ENDINGS[format]}` });
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10000);
}

byId("run").onclick = run;
byId("stop").onclick = () => running && running.abort();
byId("download").onclick = download;
document.addEventListener("keydown", (event) => {
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey) && event.target.id === "plain") run();
});

/* ------------------------------------------------------------------ tables */

function shortened(iri) {
  for (const [prefix, namespace] of Object.entries(data.prefixes)) if (iri.startsWith(namespace)) return `${prefix}:${iri.slice(namespace.length)}`;
  for (const base of data.bases) if (iri.startsWith(base)) return iri.slice(base.length);
  return iri;
}

function cell(term) {
  if (!term) return make("td");
  if (term.type === "bnode") return make("td", `_:${term.value}`);
  if (term.type !== "uri") return make("td", term.value, NUMERIC.test(term.datatype || "") ? { class: "num" } : {});
  const here = data.bases.find((base) => base && term.value.startsWith(base) && !term.value.startsWith(data.prefixes.kg));
  const shown = make("td");
  if (here) shown.append(make("a", shortened(term.value), { href: `${data.root}node/${term.value.slice(here.length)}` }));
  else if (/^https?:/.test(term.value)) shown.append(make("a", shortened(term.value), { href: term.value, rel: "noreferrer noopener" }));
  else shown.textContent = shortened(term.value);
  return shown;
}

function table(variables, rows) {
  const whole = make("table", "", { class: "rows" });
  const head = make("tr");
  for (const name of variables) head.append(make("th", name, { scope: "col" }));
  const top = make("thead");
  top.append(head);
  const body = make("tbody");
  for (const row of rows.slice(0, MOST)) {
    const line = make("tr");
    for (const name of variables) line.append(cell(row[name]));
    body.append(line);
  }
  whole.append(top, body);
  return rows.length > MOST ? [make("p", `The first ${MOST} rows are shown; saving the answer gives all.`, { class: "hint" }), whole] : [whole];
}

editor.set(data.first);
})();

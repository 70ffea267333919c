"""SPARQL over a million triples: ours beside bare pyoxigraph and rdflib, in one run.

``python benchmarks/sparql.py [--claims 108000] [--limit 120] [--times 3]``

The graph is made up: claims with evidence, sources, publishers and observations in the terms of
``ontology/kg.ttl``, ten triples a claim.  Every peer gives the whole answer to each query as SPARQL
JSON.  Printed are seconds, and how many times ours each peer takes.

- ``kg query``: :class:`kg.query.Database` in memory, as ``kg query`` uses it: every answer in a
  fixed order;
- ``pyoxigraph``: the bare library in memory, rows as they come;
- ``rdflib``: in memory, in a process of its own; a query is broken off after ``--limit`` seconds of
  the processor and then told as ``> LIMIT``, with the least ratio that this allows;
- ``kg serve``: the endpoint over a store on disk, asked over HTTP;
- ``pyoxigraph on disk``: the bare library over the same store.

What runs in one process is told in seconds of the processor, so that other work of the machine does
not count; the endpoint and its peer on disk in seconds of the clock.  A query of less than a
hundredth of a second is asked again and again, and the mean of the calls counts.  Then comes what
ours adds to the engine in microseconds, measured on the shortest of the queries, and at the end the
saved queries are timed on the worked example.  A quiet machine needs about five minutes for all.
"""

from __future__ import annotations

import argparse
import http.client
import multiprocessing
import signal
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

KG = "https://example.org/kg/ontology#"
BASE = "https://example.org/kg/r/"

QUERIES = {
    "count by type": "SELECT ?t (COUNT(*) AS ?n) { ?s a ?t } GROUP BY ?t ORDER BY ?t",
    "evidence of one claim": "SELECT ?s ?p { ?e kg:supports <https://example.org/kg/r/claim/77> ; kg:derivedFrom ?s . ?s kg:publishedBy ?p } ORDER BY ?s",
    "single-source claims": (
        "SELECT ?c ?text { { SELECT ?c { ?e kg:supports ?c ; kg:derivedFrom ?s } GROUP BY ?c HAVING (COUNT(DISTINCT ?s) = 1) }"
        " ?c kg:statement ?text ; kg:confidence 'High' } ORDER BY ?c LIMIT 1000"
    ),
    "one-publisher claims": (
        "SELECT (COUNT(?c) AS ?n) { { SELECT ?c { ?e kg:supports ?c ; kg:derivedFrom ?s . ?s kg:publishedBy ?p }"
        " GROUP BY ?c HAVING (COUNT(DISTINCT ?s) > 1 && COUNT(DISTINCT ?p) = 1) } }"
    ),
    "contradicting observations": (
        "SELECT ?a ?b { ?a kg:subject ?x ; kg:metric ?m ; kg:low ?l . ?b kg:subject ?x ; kg:metric ?m ; kg:low ?h . FILTER (?l < ?h) }"
        " ORDER BY ?a ?b LIMIT 1000"
    ),
    "publishers relied on": (
        "SELECT ?p (COUNT(DISTINCT ?c) AS ?n) { ?e kg:supports ?c ; kg:derivedFrom ?s . ?s kg:publishedBy ?p } GROUP BY ?p ORDER BY DESC(?n) ?p LIMIT 20"
    ),
}


def ntriples(claims: int) -> Iterator[str]:
    """Ten triples for each claim, a piece of text each."""

    def iri(kind: str, number: int) -> str:
        return f"<{BASE}{kind}/{number}>"

    def line(subject: str, predicate: str, value: str) -> str:
        return f"{subject} <{KG}{predicate}> {value} .\n"

    rdf_type = "<http://www.w3.org/1999/02/22-rdf-syntax-ns#type>"
    sources = max(1, claims // 5)
    for n in range(sources):
        yield line(iri("source", n), "publishedBy", iri("publisher", n * 7919 % max(1, sources // 20)))
    for n in range(claims):
        claim, observation = iri("claim", n), iri("observation", n)
        yield (
            f"{claim} {rdf_type} <{KG}Claim> .\n"
            + line(claim, "statement", f'"Company {n % 5000} states figure {n} in its report of the year {2000 + n % 25}."')
            + line(claim, "confidence", f'"{("High", "Medium", "Low")[n % 3]}"')
            + line(observation, "subject", f'"Company {n // 4 % 25000}"')
            + line(observation, "metric", f'"metric {n // 4}"')
            + line(observation, "low", f'"{n % 4 // 2}"^^<http://www.w3.org/2001/XMLSchema#integer>')
        )
        for k in range(1 + n % 2):
            evidence = iri("evidence", 2 * n + k)
            yield line(evidence, "supports", claim) + line(evidence, "derivedFrom", iri("source", (n * 31 + k * 17) % sources))


SHORT, LONG_ENOUGH = 0.01, 0.1
"""Seconds below which a call is repeated, and seconds that all its repetitions take together."""


def timed(work: Callable[[], object], clock: Callable[[], float] = time.process_time) -> float:
    """Seconds of one call, by default those that this process worked."""
    started = clock()
    work()
    taken = clock() - started
    if taken >= SHORT:
        return taken
    times = int(LONG_ENOUGH / max(taken, 1e-5))
    started = clock()
    for _ in range(times):
        work()
    return (clock() - started) / times


def alternately(
    ours: Callable[[], object], theirs: Callable[[], object], times: int, clock: Callable[[], float] = time.process_time
) -> tuple[float, float]:
    """The least seconds of some calls of each, in turn."""
    taken = [(timed(ours, clock), timed(theirs, clock)) for _ in range(times)]
    return min(a for a, _ in taken), min(b for _, b in taken)


class _Over(BaseException):
    """The limit of a query is reached; no exception that the library would take for one of its own."""


def _rdflib(pipe, path: str, limit: float) -> None:
    """Parses once, then answers every query in the same process, each until the limit."""
    import rdflib

    def over(*_) -> None:
        raise _Over

    signal.signal(signal.SIGPROF, over)
    graph = rdflib.Graph()
    pipe.send(timed(lambda: graph.parse(path, format="nt")))
    for text in QUERIES.values():
        signal.setitimer(signal.ITIMER_PROF, limit)
        try:
            pipe.send(timed(lambda t=text: graph.query(t, initNs={"kg": rdflib.URIRef(KG)}).serialize(format="json")))
        except _Over:
            pipe.send(None)
        finally:
            signal.setitimer(signal.ITIMER_PROF, 0)


def rdflib_times(path: str, limit: float) -> list[float | None]:
    """Seconds of the parse and of each query; ``None`` for what did not end within the limit."""
    ours, theirs = multiprocessing.Pipe()
    process = multiprocessing.Process(target=_rdflib, args=(theirs, path, limit))
    process.start()
    times = [ours.recv() for _ in range(1 + len(QUERIES))]
    process.join()
    return times


@contextmanager
def endpoint(folder: Path) -> Iterator[Callable[[str], bytes]]:
    """A function that asks an endpoint over HTTP and gives the body of its answer."""
    import uvicorn

    from kg.server import Limits, application
    from kg.server.source import Holding, Temporary

    source = Temporary([])
    source.holding = Holding(str(folder), ())
    app = application(source, Limits(seconds=600, workers=1))
    server = uvicorn.Server(uvicorn.Config(app, port=0, log_level="error"))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.01)
    port = server.servers[0].sockets[0].getsockname()[1]

    def ask(text: str) -> bytes:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=700)
        headers = {"Content-Type": "application/sparql-query", "Accept": "application/sparql-results+json"}
        connection.request("POST", "/sparql", text, headers)
        answer = connection.getresponse()
        body = answer.read()
        connection.close()
        assert answer.status == 200, body
        return body

    ask("ASK {}")
    yield ask
    server.should_exit = True
    thread.join(10)


def main() -> None:
    """Measure and print."""
    import pyoxigraph

    from kg import query

    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--claims", type=int, default=108_000)
    parser.add_argument("--limit", type=float, default=120.0, help="seconds that rdflib gets for a query")
    parser.add_argument("--times", type=int, default=3, help="runs of each of ours and pyoxigraph's; the least counts")
    parser.add_argument("--no-rdflib", action="store_true")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        measure(options, Path(name), pyoxigraph, query)
    saved(query)


def measure(options, folder: Path, pyoxigraph, query) -> None:
    """Every peer over the same file."""
    lines = list(ntriples(options.claims))
    path = folder / "claims.nt"
    path.write_text("".join(lines), encoding="utf-8")
    count = sum(line.count("\n") for line in lines)
    print(f"{count:,} triples, {options.claims:,} claims; seconds (times ours)")
    data = path.read_bytes()
    kinds = pyoxigraph.RdfFormat, pyoxigraph.QueryResultsFormat
    columns: dict[str, list[float | None]] = {}

    def bare(store, text: str) -> bytes:
        return store.query(text, prefixes={"kg": KG}).serialize(format=kinds[1].JSON)

    database = query.Database([])
    columns["kg query"], columns["pyoxigraph"] = [], []
    # Turn and turn about, so that what else the machine does meets both alike.
    pairs = [
        (
            lambda: query.Database(lines),
            lambda: pyoxigraph.Store().bulk_load(input=data, format=kinds[0].N_TRIPLES),
        ),
        *(
            (lambda t=t: query.render(database.run(t), "json"), lambda t=t: bare(database.engine.store, t))
            for t in QUERIES.values()
        ),
    ]
    for n, (ours, theirs) in enumerate(pairs):
        a, b = alternately(ours, theirs, options.times)
        columns["kg query"].append(a)
        columns["pyoxigraph"].append(b)
        if n == 0:
            database = query.Database(lines)
    added = fixed_costs(database, query)
    if not options.no_rdflib:
        columns["rdflib"] = rdflib_times(str(path), options.limit)
    on_disk = folder / "database"
    loaded = timed(lambda: load(on_disk, data, pyoxigraph), time.perf_counter)
    with endpoint(on_disk) as ask:
        reader = pyoxigraph.Store.read_only(str(on_disk))
        pairs = [(lambda t=t: ask(t), lambda t=t: bare(reader, t)) for t in QUERIES.values()]
        times = [alternately(*pair, options.times, time.perf_counter) for pair in pairs]
    columns["kg serve"] = [loaded, *(a for a, _ in times)]
    columns["pyoxigraph on disk"] = [loaded, *(b for _, b in times)]
    show(columns, options.limit)
    print("\nwhat ours adds to the engine for 'evidence of one claim', microseconds: " + added)


def fixed_costs(database, query) -> str:
    """The parts of the shortest query that are the same however large the graph is, each measured alone."""
    from kg.query.syntax import Query

    text = QUERIES["evidence of one claim"]
    asked, answer, store = Query(text), database.run(text), database.engine.store
    columns = asked.stated_columns()
    ordered = asked.ordered(columns)
    kg_alone, known = {"kg": KG}, query.KNOWN_PREFIXES
    parts = {
        "reading the text": lambda: Query(text),
        "completing its order": lambda: asked.ordered(columns),
        "rows as terms": lambda: database.engine._rows(store.query(ordered, prefixes=known), columns),
        "writing JSON": lambda: query.render(answer, "json"),
        "bare": lambda: store.query(ordered, prefixes=kg_alone).serialize(format=_json()),
        "engine alone": lambda: list(store.query(ordered, prefixes=known)),
    }
    taken = {name: min(timed(work) for _ in range(5)) * 1e6 for name, work in parts.items()}
    taken["rows as terms"] -= taken["engine alone"]
    return ", ".join(f"{name} {value:.0f}" for name, value in taken.items())


def _json():
    import pyoxigraph

    return pyoxigraph.QueryResultsFormat.JSON


def saved(query) -> None:
    """The saved queries on the worked example, in memory and loaded."""
    from kg import build, config, engine

    example = ROOT / "data" / "huggingface"
    settings = config.load(example / config.FILE)
    graph = build.build([str(example)], settings)
    outcome = engine.run(graph, settings, engine.selected(settings.select, settings.ignore))
    graph.add_findings(f for f in outcome.findings if f.suppressed is None)
    database = query.open_graph(graph, settings)
    print("\nsaved queries on data/huggingface: rows, seconds")
    for one in query.saved().values():
        rows = len(database.run(one.text))
        print(f"{one.name:40}{rows:>6}{min(timed(lambda one=one: database.run(one.text)) for _ in range(5)):>9.4f}")


def load(folder: Path, data: bytes, pyoxigraph) -> None:
    """Make a database on disk."""
    store = pyoxigraph.Store(str(folder))
    store.bulk_load(input=data, format=pyoxigraph.RdfFormat.N_TRIPLES)
    store.flush()


def show(columns: dict[str, list[float | None]], limit: float) -> None:
    """A table; each peer is held against ours of the same kind."""
    against = {"pyoxigraph": "kg query", "rdflib": "kg query", "pyoxigraph on disk": "kg serve"}
    print(" " * 28 + "".join(f"{name:>22}" for name in columns))
    for n, row in enumerate(("parse", *QUERIES)):
        cells = []
        for name, times in columns.items():
            value, ours = times[n], columns[against.get(name, name)][n]
            cell = f"> {limit:g}" if value is None else f"{value:.4f}"
            ratio = (limit if value is None else value) / ours
            cells.append(f"{cell} ({'> ' if value is None else ''}{ratio:.2f})" if name in against else cell)
        print(f"{row:28}" + "".join(f"{cell:>22}" for cell in cells))


if __name__ == "__main__":
    multiprocessing.set_start_method("spawn")
    main()

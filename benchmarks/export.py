"""A million triples as sorted N-Triples: kg beside pyoxigraph and rdflib, in one run.

    python benchmarks/export.py [CLAIMS]

Each writes the same triples to memory, sorted by code point.  kg starts from the claim graph,
after the checks have weighed the evidence; pyoxigraph and rdflib start from the finished triples,
already in their own terms, so that they have less to do.  Wall time and processor time are shown:
on a busy machine only the second is comparable.
"""

from __future__ import annotations

import gc
import sys
import time
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "tests" / "rdf")]

CLAIMS = 13_000
"""Claims of the graph; with the cells beside them about a million triples."""


def timed(work: Callable[[], object]) -> tuple[float, float, object]:
    """Wall seconds, processor seconds and the result of a piece of work."""
    gc.collect()
    wall, processor = time.perf_counter(), time.process_time()
    result = work()
    return time.perf_counter() - wall, time.process_time() - processor, result


def main(claims: int) -> None:
    """Measure and print."""
    import pyoxigraph
    from sample_graph import CONFIG, large

    from kg import quality, rdf
    from kg.candidates import Context
    from kg.exporters import choose

    gc.set_threshold(100_000, 50, 1000)
    graph = large(claims, claims * 30 // 13)
    graph.worked_out = Context(graph, CONFIG)
    quality.score(graph.worked_out, graph.reports[0])
    rows = [("kg", timed(lambda: "".join(choose("ntriples").export(graph, CONFIG)).encode()))]
    written = rows[0][1][2]
    triples = list(pyoxigraph.parse(input=written, format=pyoxigraph.RdfFormat.N_TRIPLES))
    rows.append(("pyoxigraph", timed(lambda: by_pyoxigraph(triples))))
    known = rdf.to_rdflib(graph, CONFIG)
    rows.append(("rdflib", timed(lambda: by_rdflib(known))))
    count = written.count(b"\n")
    print(f"{count:,} triples, {len(written):,} bytes")
    base = rows[0][1][1]
    for name, (wall, processor, result) in rows:
        same = "the same lines" if len(result) == len(written) else f"{len(result):,} bytes"
        print(f"{name:12}{wall:8.2f} s wall{processor:8.2f} s processor{processor / base:8.1f} x kg   {same}")


def by_pyoxigraph(triples: list) -> bytes:
    """Serialized by pyoxigraph, then sorted."""
    import pyoxigraph

    lines = pyoxigraph.serialize(triples, format=pyoxigraph.RdfFormat.N_TRIPLES).splitlines(keepends=True)
    return b"".join(sorted(lines))


def by_rdflib(graph) -> bytes:
    """Serialized by rdflib, then sorted."""
    lines = graph.serialize(format="nt", encoding="utf-8").splitlines(keepends=True)
    return b"".join(sorted(lines))


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else CLAIMS)

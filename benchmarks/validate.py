"""Validation of a large graph against the shapes of kg: the reference engine beside the fast one, in one run.

    python benchmarks/validate.py [CLAIMS]

Both get the same graph with the same faults in it, and must give the same results.
"""

from __future__ import annotations

import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "tests" / "rdf")]


def main(claims: int) -> None:
    """Measure and print."""
    from rdflib import Literal, URIRef
    from sample_graph import CONFIG, large

    from kg import rdf, shacl

    data = rdf.to_rdflib(large(claims, claims), CONFIG)
    faulty = URIRef("https://example.org/kg/ontology#confidence")
    for n in range(0, claims, 100):
        data.set((URIRef(f"{CONFIG.base}large/claim/C{n:05}"), faulty, Literal("Very high")))
    shapes = shacl.read([shacl.own_shapes()])
    print(f"{len(data):,} statements")
    first = None
    for engine in ("pyshacl", "shifty"):
        started = time.perf_counter()
        found = shacl.validate(data, shapes, engine)
        seconds = time.perf_counter() - started
        first = first or (found, seconds)
        same = "the same results" if found.results == first[0].results else "OTHER RESULTS"
        print(
            f"{engine:10}{seconds:8.2f} s {first[1] / seconds:6.1f} x pyshacl   {len(found.results)} results of {found.examined:,} nodes, {same}"
        )


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 2000)

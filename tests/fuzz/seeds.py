"""What fuzzing starts from: the examples of all checks, the worked example, the saved queries, the figures of the tests."""

from __future__ import annotations

from collections.abc import Iterator

from surfaces import CONFIG, LINKED, REGISTERS, ROOT, SETTINGS, office

from kg import build, engine, rdf

MOST = 4_000
"""Bytes of one seed; mutation of more is slow and finds nothing else."""


def _examples() -> Iterator[str]:
    for one in engine.checks().values():
        yield from (*one.bad, *one.good)


def texts() -> Iterator[bytes]:
    for body in _examples():
        if not body.startswith("==="):
            yield b"\x00" + body.encode()
    for paragraph in (ROOT / "docs" / "example" / "report.md").read_bytes().split(b"\n## "):
        yield b"\x01" + paragraph[:MOST]
    yield b"\x02<html><head><title>Acme</title></head><body><h1>Acme</h1><p>Acme raised $5 million<sup>[1]</sup>.</p><table><tr><th>Year</th><th>Revenue ($M)</th></tr><tr><td>2020</td><td>4.5</td></tr></table></body></html>"


def registers() -> Iterator[bytes]:
    folder = bytes([REGISTERS.index("folder")])
    for body in _examples():
        if body.startswith("==="):
            yield folder + body.encode()
    for name in ("claims.csv", "sources.csv", "metrics.csv", "risks.csv"):
        yield b"\x00" + (ROOT / "docs" / "example" / name).read_bytes()[:MOST]
    yield b"\x01claim\tsource_urls\tconfidence\nAcme has 40 staff\thttps://acme.example/about\t80 %\n"
    yield b'\x02{"claims": [{"id": 1, "claim": "Acme has 40 staff", "evidence": [{"source": "S1", "quote": "40 staff"}]}], "sources": [{"id": "S1", "url": "https://acme.example"}]}'
    yield b'\x03{"id": "C1", "statement": "Acme has 40 staff", "sources": ["S1"]}\n{"id": "C2", "statement": "x"}\n'
    yield b"\x04claims:\n  - id: C1\n    statement: Acme has 40 staff\n    confidence: 0.8\n    sources: [S1]\n"


def linked() -> Iterator[bytes]:
    from pyoxigraph import RdfFormat, parse, serialize

    graph = build.build([str(ROOT / "docs" / "example")], CONFIG)
    triples = list(parse("".join(rdf.lines(graph, CONFIG)).encode(), format=RdfFormat.N_TRIPLES))[:60]
    formats = (RdfFormat.TURTLE, RdfFormat.N_TRIPLES, RdfFormat.N_QUADS, RdfFormat.TRIG, RdfFormat.JSON_LD, RdfFormat.RDF_XML)
    for at, format in enumerate(formats):
        yield bytes([at]) + serialize(triples, format=format)
    for path in sorted((ROOT / "ontology" / "queries").glob("*.rq")):
        yield bytes([LINKED.index("query")]) + path.read_bytes()


def figures() -> Iterator[bytes]:
    for body in _examples():
        yield from (line.encode()[:400] for line in body.splitlines() if any(c.isdigit() for c in line))


def settings() -> Iterator[bytes]:
    def of(kind: str) -> bytes:
        return bytes([SETTINGS.index(kind)])

    for path in (ROOT / "docs" / "example" / "kg.toml", ROOT / "data" / "huggingface" / "kg.toml"):
        if path.exists():
            yield of("config") + path.read_bytes()[:MOST]
    yield of("config") + b'[check]\nselect = ["KG3"]\nfail-on = "warning"\n[subject]\nname = "Acme"\n'
    yield of("baseline") + b'{"version": 1, "kg": "0", "findings": [{"check": "KG301", "fingerprint": "a", "message": "m"}]}'
    yield of("remark") + b"KG301 counted twice, until 2027-01-01"
    yield of("front matter") + b"title: Acme\nsubject: Acme\nas_of: 2026-01-01\n"
    yield of("docx") + office.p("Acme raised $5 million.", "H1").encode() + office.table(["Year", "Staff"], ["2020", "40"]).encode()
    yield of("xlsx") + b'<row r="1"><c r="A1" t="inlineStr"><is><t>claim</t></is></c></row><row r="2"><c r="A2"><v>4</v></c></row>'
    yield of("pdf") + b"1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj 2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj trailer<</Root 1 0 R>>"


SEEDS = {f.__name__: f for f in (texts, registers, linked, figures, settings)}


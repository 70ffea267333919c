"""Reading test reports that are written into the test itself."""

from __future__ import annotations

from kg.config import Config
from kg.loaders import choose
from kg.model import Place, Report
from kg.reading import Bundle, Lines, RawFile


def _bytes(text: str | bytes) -> bytes:
    return text.encode() if isinstance(text, str) else text


def folder(**files: str | bytes) -> Report:
    """A report folder; ``claims_csv="…"`` is the file ``claims.csv``."""
    raw = tuple(RawFile(f"acme/{name.replace('_', '.')}", _bytes(text)) for name, text in files.items())
    bundle = Bundle("acme", raw, folder=True)
    return choose(bundle).load(bundle, Config())


def single(text: str | bytes, name: str = "acme.md", format: str | None = None, config: Config | None = None) -> Report:
    """A report of one file."""
    bundle = Bundle(name, (RawFile(name, _bytes(text)),))
    return choose(bundle, format).load(bundle, config or Config())


def at(report: Report, place: Place) -> str:
    """What stands in the input at a place."""
    document = next(d for d in report.documents if d.path == place.path)
    return Lines(document).text(place)


def troubles(report: Report) -> list[tuple[str, int, int]]:
    """Kind, line and column of every trouble."""
    return [(t.kind, t.place.line, t.place.column) for t in report.troubles]


def assert_places(report: Report) -> None:
    """Everything that carries a text stands in the input as it says."""
    for passage in report.passages:
        assert passage.text == at(report, passage.place) or passage.kind == "quotation"
        for sentence in passage.sentences:
            assert sentence.text == at(report, sentence.place) or passage.kind == "quotation"
        for citation in passage.citations:
            written = at(report, citation.place)
            assert citation.target in written or "-" in written
    for table in report.tables:
        for row in (table.header, *table.rows):
            for cell in row:
                assert cell.text == at(report, cell.place)
    for fact in report.cover:
        assert fact.value == at(report, fact.value_place)
    for claim in report.claims:
        for citation in claim.sources:
            written = at(report, citation.place)
            assert citation.target in written or "-" in written

"""Media types of answers, and which of them a client wants."""

from __future__ import annotations

from collections.abc import Mapping

ROWS = {
    "application/sparql-results+json": "json",
    "application/sparql-results+xml": "xml",
    "text/csv": "csv",
    "text/tab-separated-values": "tsv",
    "application/json": "json",
    "application/xml": "xml",
    "text/xml": "xml",
}
"""Of SELECT and ASK: media type to the name of the format, the preferred one first."""

TRIPLES = {
    "text/turtle": "turtle",
    "application/n-triples": "ntriples",
    "application/ld+json": "jsonld",
    "application/rdf+xml": "rdfxml",
    "application/xml": "rdfxml",
    "text/plain": "ntriples",
}
"""Of CONSTRUCT, DESCRIBE and graphs."""

QUADS = {"application/trig": "trig", "application/n-quads": "nquads"}
"""Of the whole dataset."""

HTML = "text/html"


def choose(accept: str, offered: Mapping[str, str]) -> str | None:
    """The offered media type that an ``Accept`` header prefers; ``None`` if it takes none.

    The longest match decides about a type (``text/csv`` before ``text/*`` before ``*/*``), equal
    wishes go by the order of the offer (RFC 9110, 12.5.1).  Without a header everything is taken.
    """
    wishes = _wishes(accept) if accept.strip() else {"*/*": 1.0}
    best, most = None, 0.0
    for media in offered:
        ranges = (media, f"{media.split('/')[0]}/*", "*/*")
        quality = next((wishes[r] for r in ranges if r in wishes), 0.0)
        if quality > most:
            best, most = media, quality
    return best


def _wishes(accept: str) -> dict[str, float]:
    wishes: dict[str, float] = {}
    for part in accept.split(",")[:100]:
        media, *parameters = (p.strip().lower() for p in part.split(";"))
        quality = next((p[2:].strip() for p in parameters if p.startswith("q=")), "1")
        try:
            wishes[media] = min(1.0, max(0.0, float(quality)))
        except ValueError:
            wishes[media] = 0.0
    return wishes

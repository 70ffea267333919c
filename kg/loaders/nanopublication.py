"""Nanopublications: an assertion, where it comes from, and who published it, in named graphs (TriG, N-Quads, JSON-LD).

Each is a claim: its statement is the sentence or label of the assertion, or else its triples in
words; its sources are what the assertion was derived from or cites as evidence.
"""

from __future__ import annotations

from kg.config import Config
from kg.model import Report
from kg.rdfreading import is_rdf
from kg.reading import Bundle

NAME = "nanopublication"

SCHEMA = b"http://www.nanopub.org/nschema#"


def recognise(bundle: Bundle) -> float:
    """Surer than the readers of RDF and of PROV, where the file uses the terms of nanopublications."""
    if len(bundle.files) != 1 or bundle.folder:
        return 0.0
    return 0.98 if is_rdf(bundle.files[0]) and SCHEMA in bundle.files[0].data else 0.0


def load(bundle: Bundle, config: Config) -> Report:
    """Read all nanopublications of a file as one report.  Raises :class:`kg.reading.InputError`."""
    from kg.loaders import _nanopublication

    return _nanopublication.report(bundle.files[0], config, NAME)

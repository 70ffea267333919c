"""JSON-LD in the words of schema.org: ``Claim`` and ``ClaimReview``, and the metadata of RO-Crates.

Read as JSON, so that places are exact and no context is fetched.  A claim rests on what it cites,
on what it is based on and on where it was made; a review that finds it true supports it, one that
does not disputes it.  In an RO-Crate every entity with a description is a claim.
"""

from __future__ import annotations

from kg import patterns as re
from kg.config import Config
from kg.model import Report
from kg.reading import Bundle, decode

NAME = "schema-org"

SUFFIXES = (".jsonld", ".json")
_CONTEXT = re.compile(r'"@context"\s*:\s*[^\]}]{0,600}?(?:https?://(?:www\.)?schema\.org|https?://w3id\.org/ro/crate)')


def recognise(bundle: Bundle) -> float:
    """Surer than the reader of RDF, where the context is that of schema.org or of an RO-Crate."""
    if len(bundle.files) != 1 or bundle.folder or bundle.files[0].suffix not in SUFFIXES:
        return 0.0
    start = bundle.files[0].data[:20_000].decode("utf-8", "replace")
    return 0.97 if _CONTEXT.search(start) else 0.0


def load(bundle: Bundle, config: Config) -> Report:
    """Read a single file.  Raises :class:`kg.reading.InputError`."""
    from kg.loaders import _schema_org

    document, troubles = decode(bundle.files[0])
    return _schema_org.report(document, troubles, config, NAME)

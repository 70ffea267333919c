"""PROV: what was derived from what, as PROV-JSON, PROV-XML or RDF in the words of PROV-O.

An entity with something behind it is a claim: it rests on what it was derived or quoted from, on its
primary sources, and on what the activity that made it used.  An entity with nothing behind it is a source.
"""

from __future__ import annotations

from kg.config import Config
from kg.model import Report
from kg.rdfreading import is_rdf
from kg.reading import Bundle

NAME = "prov"

SPACE = "http://www.w3.org/ns/prov#"
_OTHERS = (b"https://example.org/kg/ontology#", b"http://www.nanopub.org/nschema#")
"""Terms of formats that use PROV beside their own, and have readers of their own."""
_JSON = (b'"entity"', b'"wasDerivedFrom"', b'"wasGeneratedBy"', b'"hadPrimarySource"', b'"used"')


def recognise(bundle: Bundle) -> float:
    """Surer than the reader of RDF, where the terms are those of PROV; sure of PROV-JSON by its lists."""
    if len(bundle.files) != 1 or bundle.folder:
        return 0.0
    file = bundle.files[0]
    if file.suffix in (".provx", ".xml"):
        return 0.9 if SPACE.encode() in file.data[:4000] and b"<" in file.data[:100] else 0.0
    if file.suffix in (".json", ".provj"):
        if b'"prefix"' not in file.data and b"prov:" not in file.data:
            return 0.0
        return 0.6 if b'"@context"' not in file.data[:4000] and sum(name in file.data for name in _JSON) > 1 else 0.0
    used = is_rdf(file) and SPACE.encode() in file.data
    return 0.96 if used and not any(term in file.data for term in _OTHERS) else 0.0


def load(bundle: Bundle, config: Config) -> Report:
    """Read a single file.  Raises :class:`kg.reading.InputError`."""
    from kg.loaders import _prov_read, _prov_report

    return _prov_report.report(_prov_read.read(bundle.files[0]), config, NAME)

"""From the graphs of nanopublications to claims with their sources."""

from __future__ import annotations

from collections import defaultdict
from pathlib import PurePath
from urllib.parse import unquote, unquote_plus

from kg import patterns as re
from kg import rdfplaces
from kg.config import Config
from kg.loaders._links import id_of
from kg.loaders._reference_list import host
from kg.model import Citation, Claim, Place, Report, Source
from kg.prose import Ids, slug
from kg.rdfreading import Literal, Quad, Term, quads
from kg.reading import InputError, Lines, RawFile, decode

_NP = "http://www.nanopub.org/nschema#"
_PROV = "http://www.w3.org/ns/prov#"
_LABEL = "http://www.w3.org/2000/01/rdf-schema#label"
_AIDA = "http://purl.org/aida/"
_SAYS = (
    _LABEL,
    "http://schema.org/text",
    "https://schema.org/text",
    "http://purl.org/dc/terms/description",
    "http://www.w3.org/2000/01/rdf-schema#comment",
    "http://schema.org/description",
)
"""Properties of an assertion that hold a sentence, the best first."""
_BEHIND = frozenset(
    [
        *(_PROV + n for n in ("wasDerivedFrom", "hadPrimarySource", "wasQuotedFrom", "used")),
        "http://purl.org/dc/terms/source",
        "http://purl.org/dc/terms/references",
        "http://purl.org/pav/derivedFrom",
        "http://purl.org/pav/retrievedFrom",
        "http://purl.org/spar/cito/cites",
        *("http://purl.org/spar/cito/" + n for n in ("citesAsEvidence", "citesAsDataSource", "isSupportedBy", "obtainsSupportFrom")),
    ]
)
_AGAINST = frozenset("http://purl.org/spar/cito/" + n for n in ("isDisputedBy", "isRefutedBy", "isDisagreedWithBy"))


def report(file: RawFile, config: Config, format: str) -> Report:
    """The report that a file holds.  Raises :class:`kg.reading.InputError` where no nanopublication is whole."""
    document, troubles = decode(file)
    reader = _Reader(file, Lines(document))
    if not reader.heads:
        raise InputError(file.path, "no nanopublication was found: none names its assertion with np:hasAssertion.")
    claims = [reader.claim(head) for head in reader.heads]
    stem = PurePath(file.path.replace("\\", "/")).stem
    return Report(
        id=slug(stem, "report"),
        path=file.path,
        format=format,
        title=stem,
        subject=config.subject,
        subject_certain=bool(config.subject),
        as_of=config.as_of,
        documents=(document,),
        claims=tuple(claims),
        sources=tuple(reader.sources.values()),
        troubles=troubles,
        understood=tuple(reader.understood),
    )


class _Reader:
    """Statements by graph, and what each nanopublication is made of."""

    def __init__(self, file: RawFile, lines: Lines):
        self.lines = lines
        self.graphs: dict[str, list[Quad]] = defaultdict(list)
        self.labels: dict[str, str] = {}
        parts: dict[str, dict[str, str]] = defaultdict(dict)
        for quad in sorted(set(quads(file)), key=_order):
            self.graphs[quad.graph].append(quad)
            if quad.predicate == _LABEL and isinstance(quad.value, Literal):
                self.labels.setdefault(quad.subject, quad.value.value)
            if quad.predicate.startswith(_NP + "has") and isinstance(quad.value, str):
                parts[quad.subject].setdefault(quad.predicate.removeprefix(_NP), quad.value)
        self.parts = {head: found for head, found in parts.items() if "hasAssertion" in found}
        self.where = rdfplaces.find([file], {*self.parts, *(p["hasAssertion"] for p in self.parts.values())})
        self.heads = sorted(self.parts, key=lambda head: (self.place(head), head))
        self.sources: dict[str, Source] = {}
        self.understood: list[str] = []
        self.ids = Ids()

    def place(self, iri: str) -> Place:
        found = self.where.get(iri)
        return self.lines.on_line(found.line if found else 1)

    def claim(self, head: str) -> Claim:
        """A nanopublication as a claim."""
        parts = self.parts[head]
        assertion = parts["hasAssertion"]
        statement = self._statement(head, assertion, parts.get("hasPublicationInfo", ""))
        place = self.place(assertion if assertion in self.where else head)
        cited: dict[str, tuple[Citation, bool]] = {}
        for graph in (parts.get("hasProvenance", ""), assertion):
            for _, predicate, value, _ in self.graphs.get(graph, ()) if graph else ():
                if isinstance(value, str) and not value.startswith("_:") and value != assertion and (predicate in _BEHIND or predicate in _AGAINST):
                    citation = Citation(self._source(value, place), place)
                    cited.setdefault(citation.target, (citation, predicate in _AGAINST))
        return Claim(
            self.ids.new(_last(head)),
            statement,
            self.place(head),
            place,
            sources=tuple(c for c, against in cited.values() if not against),
            disputed_by=tuple(c for c, against in cited.values() if against),
        )

    def _statement(self, head: str, assertion: str, about: str) -> str:
        said = self.graphs.get(assertion, [])
        sentences = [t for q in said for t in (q.subject, q.value) if isinstance(t, str) and t.startswith(_AIDA)]
        if sentences:
            return unquote_plus(sentences[0].removeprefix(_AIDA))
        for name in _SAYS:
            found = [q.value.value for q in said if q.predicate == name and isinstance(q.value, Literal)]
            if found:
                return found[0]
        titled = [
            q.value.value
            for q in self.graphs.get(about, ())
            if q.subject in (head, assertion) and isinstance(q.value, Literal) and q.predicate in (_LABEL, "http://purl.org/dc/terms/title")
        ]
        if titled and not said:
            return titled[0]
        self.understood.append(f"{_last(head)}: its triples as a statement, for it holds no sentence")
        return "; ".join(" ".join(map(self._words, (q.subject, q.predicate, q.value))) for q in said)

    def _words(self, term: Term) -> str:
        """A term as a reader says it: its label, or the last part of its address with its words apart."""
        if isinstance(term, Literal):
            return term.value
        if term in self.labels:
            return self.labels[term]
        return "is a" if term.endswith("#type") else re.sub(r"(?<=[a-z])(?=[A-Z])", " ", _last(term).replace("_", " "))

    def _source(self, iri: str, place: Place) -> str:
        address = iri if iri.startswith(("http://", "https://")) else ""
        id = id_of(address) if address else slug(iri)
        if id not in self.sources:
            title = self.labels.get(iri, "")
            self.sources[id] = Source(id, host(address) or ("" if title else iri), title, place, url=address, raw=iri, certain=False)
        return id


def _order(quad: Quad) -> tuple[str, ...]:
    value = quad.value
    return (quad.graph, quad.subject, quad.predicate, *(value if isinstance(value, Literal) else ("", value, "")))


def _last(iri: str) -> str:
    return unquote(iri.rstrip("/#").replace("#", "/").rpartition("/")[2]) or iri

"""Names that people give to the columns of their registers, and what each of them is here.

What is not guessed is said in ``kg.toml``: ``[columns.claims]`` with ``statement = "Finding"``.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from kg import schemas
from kg.loaders._records import Record, Records, name_of

# Earlier names win where a register has several; the name of the column itself always does.
NAMES: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    "claims": {
        "id": (
            "claim_id",
            "claimid",
            "fact_id",
            "finding_id",
            "statement_id",
            "uid",
            "key",
            "ref",
            "no",
            "no.",
            "nr",
            "number",
            "#",
        ),
        "statement": (
            *(
                "claim",
                "claim_text",
                "claim_statement",
                "statement_text",
                "fact",
                "finding",
                "assertion",
                "text",
                "sentence",
                "content",
            ),
            *("description", "summary"),
        ),
        "confidence": ("confidence_level", "confidence_score", "confidence_label", "certainty", "conf", "probability"),
        "sources": (
            *(
                "source_ids",
                "source_id",
                "sourceids",
                "source_urls",
                "source_url",
                "source",
                "supporting_sources",
                "supported_by",
            ),
            *(
                "citations",
                "citation",
                "references",
                "reference",
                "refs",
                "evidence_ids",
                "urls",
                "url",
                "links",
                "link",
                "provenance",
                "evidence",
            ),
        ),
        "disputed_by": ("contradicted_by", "disputed_sources", "contradicting_sources", "refuted_by", "counter_evidence"),
        "derived_from": ("depends_on", "based_on", "premises"),
        "section": ("section_id", "section_number", "chapter"),
        "quote": ("supporting_quote", "evidence_quote", "source_quote", "verbatim", "excerpt", "snippet", "passage", "evidence"),
        "source_title": ("title_of_source", "article_title", "source_name", "title"),
        "publisher": ("source_publisher", "outlet", "publication"),
        "date": ("source_date", "published", "publication_date", "published_at"),
    },
    "sources": {
        "id": ("source_id", "sourceid", "citation_id", "ref_id", "uid", "key", "ref", "index", "no", "no.", "nr", "number", "#"),
        "publisher": (
            "outlet",
            "site_name",
            "site",
            "website",
            "source_name",
            "publication",
            "journal",
            "organisation",
            "organization",
            "domain",
            "author",
            "authors",
        ),
        "title": ("source_title", "headline", "name", "label", "source"),
        "quote": ("excerpt", "snippet", "key_quote", "extract", "passage", "text", "content"),
        "url": ("source_url", "link", "href", "uri", "address", "web"),
        "date": ("published", "published_at", "publication_date", "publish_date", "date_published", "published_date", "year"),
        "accessed": ("accessed_at", "retrieved", "retrieved_at", "access_date", "crawled_at", "fetched_at"),
    },
    "metrics": {
        "claims": ("claim_ids", "claim_id", "claim"),
        "metric": ("metric_name", "measure", "kpi"),
        "value": ("figure", "amount"),
        "period": ("date", "year"),
    },
    "risks": {
        "id": ("risk_id",),
        "risk": ("risk_title", "title", "name", "description"),
        "claims": ("claim_ids", "claim_id", "evidence"),
        "likelihood": ("probability",),
    },
}

OWN: Mapping[str, tuple[str, ...]] = {"claims": ("quote", "source_title", "publisher", "date")}
"""What a row of claims may say of its one source; no column of the report folder."""


def understand(kind: str, names: Iterable[str], said: Mapping[str, str], known: tuple[str, ...]) -> dict[str, str]:
    """Column as written (compared by :func:`kg.loaders._records.name_of`) to the field it is, for those that need it.

    ``said`` maps fields to columns, as ``kg.toml`` says; ``known`` are the columns of the kind.
    """
    names = list(dict.fromkeys(names))
    found: dict[str, str] = {}
    for field, column in said.items():
        if name_of(column) in names:
            found[name_of(column)] = field
    taken = {*found.values(), *(n for n in names if n in known and n not in found)}
    for field, others in NAMES.get(kind, {}).items():
        if field in taken or field in found.values():
            continue
        free = next((n for n in (field, *others) if n in names and n not in found and (n not in known or n == field)), None)
        if free is not None and free != field:
            found[free] = field
    return found


def renamed(found: Records, kind: str, said: Mapping[str, str], known: tuple[str, ...]) -> Records:
    """The rows with their fields under the names they have here.

    Where every row names its fields itself, each is understood for itself: one may give ids of
    sources and the next one addresses.
    """
    ways: dict[tuple[str, ...], dict[str, str]] = {}

    def way(names: tuple[str, ...]) -> dict[str, str]:
        if names not in ways:
            ways[names] = understand(kind, names, said, known)
        return ways[names]

    header = way(tuple(found.header)) if found.header else None
    rows = []
    for row in found.rows:
        as_field = way(tuple(row.fields)) if header is None else header
        rows.append(Record({as_field.get(n, n): f for n, f in row.fields.items()}, row.place) if as_field else row)
    return replace(found, header={(header or {}).get(n, n): p for n, p in found.header.items()}, rows=rows)


def ids(kind: str, found: Records, columns: Mapping[str, Mapping[str, str]]) -> Iterator[tuple[str, str]]:
    """The ids of claims and sources, whatever their column is called, with the addresses of sources ("" for others).

    ``columns`` is what ``kg.toml`` says of the columns of each kind.
    """
    if kind in ("claims", "sources"):
        for row in renamed(found, kind, columns.get(kind, {}), schemas.columns(kind)).rows:
            if "id" in row.fields:
                yield row.fields["id"].text, row.fields["url"].text if kind == "sources" and "url" in row.fields else ""


def names_of(found: Records) -> list[str]:
    """The names of all fields of the rows, in the order they come."""
    return list(found.header) or list(dict.fromkeys(n for row in found.rows for n in row.fields))


def holds(kind: str, names: Iterable[str], said: Mapping[str, str], known: tuple[str, ...]) -> bool:
    """Whether rows with these fields are of a kind: claims state something, sources are somewhere or by somebody."""
    names = list(names)
    fields = {*understand(kind, names, said, known).values(), *(n for n in names if n in known)}
    if kind == "claims":
        return "statement" in fields and bool(fields & {"sources", "confidence", "id"})
    return kind == "sources" and bool(fields & {"url", "publisher"}) and bool(fields & {"title", "id", "quote"})

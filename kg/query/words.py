"""What a query gives and what its terms mean, in words."""

from __future__ import annotations

from collections.abc import Iterator

from kg import patterns as re
from kg import resources
from kg.query.engines import KNOWN_PREFIXES, columns
from kg.query.syntax import Query
from kg.rdfterms import ONTOLOGY

_PREFIX = re.compile(r"PREFIX\s+([\w.-]*):\s*<([^>\s]*)>", re.I)
_NAME = re.compile(r"(?<![\w?$:@.\-%\\])([A-Za-z][\w.-]*)?:([A-Za-z_]\w*)")
_LIMIT, _ORDER = re.compile(r"\bLIMIT\s+(\d+)", re.I), re.compile(r"\bORDER\s+BY\b", re.I)
_PARTS = {
    "OPTIONAL": r"\bOPTIONAL\b",
    "NOT EXISTS or MINUS": r"\bNOT\s+EXISTS\b|\bMINUS\b",
    "UNION": r"\bUNION\b",
    "GROUP BY": r"\bGROUP\s+BY\b",
    "FILTER": r"\bFILTER\s*(?:\(|\w+\s*\()",
}
_MEANING = {
    "OPTIONAL": "what stands in OPTIONAL may be missing; its columns are empty then",
    "NOT EXISTS or MINUS": "left out is what NOT EXISTS or MINUS describes",
    "UNION": "what any of the sides of UNION describes is taken",
    "GROUP BY": "what is equal in the variables of GROUP BY makes one row, counted or summed",
    "FILTER": "only what every FILTER allows is kept",
}


def explain(sparql: str) -> Iterator[str]:
    """Lines of text: what comes out, how it is chosen, what each term of the ontology means.

    Nothing is run.  Raises :class:`kg.query.QueryError` for what is no query.
    """
    query = Query(sparql)
    names = columns(query)
    yield _gives(query, names)
    for name, pattern in _PARTS.items():
        if re.search(pattern, query.plain, re.I):
            yield f"{_MEANING[name][0].upper()}{_MEANING[name][1:]}."
    yield from _terms(query)


def _gives(query: Query, names: tuple[str, ...]) -> str:
    if query.form == "ASK":
        return "Gives true or false: whether there is anything that the pattern describes."
    if query.form != "SELECT":
        return "Gives triples."
    end = query.plain[query.plain.rfind("}") :]
    ordered = "in the order it states" if _ORDER.search(end) else "ordered by its columns"
    limit = _LIMIT.search(end)
    most = f"; at most {limit.group(1)}" if limit else ""
    return f"Gives rows, {ordered}{most}, with the {'column' if len(names) == 1 else 'columns'} {', '.join(names)}."


def _terms(query: Query) -> Iterator[str]:
    # Prefixes stand in the text itself: in the blanked one their addresses are gone.
    prefixes = {**KNOWN_PREFIXES, **dict(_PREFIX.findall(query.text))}
    used = dict.fromkeys(m.groups() for m in _NAME.finditer(query.plain) if prefixes.get(m.group(1) or "") == ONTOLOGY)
    if not used:
        return
    known = _ontology()
    yield ""
    width = max(len(f"{prefix or ''}:{name}") for prefix, name in used)
    for prefix, name in used:
        meaning = known.get(name, "no term of the ontology; nothing is called so")
        yield f"{f'{prefix or str()}:{name}':{width}}  {meaning}"


def _ontology() -> dict[str, str]:
    """What each term means, by its local name."""
    from rdflib import RDFS, Graph

    graph = Graph().parse(resources.find("ontology/kg.ttl"), format="turtle")
    return {
        str(term).removeprefix(ONTOLOGY): " ".join(str(comment).split())
        for term, comment in graph.subject_objects(RDFS.comment)
        if str(term).startswith(ONTOLOGY)
    }

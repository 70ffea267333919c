"""Updates of a copy that is thrown away: what ``kg serve --scratch`` allows."""

from __future__ import annotations

from kg import patterns as re
from kg.query import KNOWN_PREFIXES, QueryError
from kg.query.syntax import blank, calls_out

_CONFLICT = re.compile(r"(?<![\w?$:@.\-%\\])(?:USING|WITH)(?![\w:\-])", re.I)
_WHERE = re.compile(r"(?<![\w?$:@.\-%\\])WHERE(?![\w:\-])", re.I)
_SHORT = re.compile(r"DELETE\s*$", re.I)


def run(path: str, text: str, using: list[str], named: list[str], base: str | None = None) -> None:
    """Run a SPARQL update on the database at ``path``; ``using`` and ``named`` are the graphs its patterns see,
    ``base`` what relative IRIs are relative to.

    Raises :class:`kg.query.QueryError`; nothing is changed then.
    """
    import pyoxigraph

    def parses(candidate: str) -> bool:
        try:
            pyoxigraph.Store().update(candidate, prefixes=KNOWN_PREFIXES, base_iri=base)
        except SyntaxError:
            return False
        return True

    if calls_out(text, parses, ("SERVICE", "LOAD")):
        raise QueryError("SERVICE and LOAD are refused: nothing is fetched.")
    try:
        store = pyoxigraph.Store(path)
        store.update(with_dataset(text, using, named), prefixes=KNOWN_PREFIXES, base_iri=base)
        store.flush()
    except SyntaxError as error:
        raise QueryError(f"the update could not be understood: {str(error).splitlines()[0]}") from None
    except (ValueError, OSError, RuntimeError) as error:
        raise QueryError(f"the update could not be run: {str(error).splitlines()[0]}") from None


def with_dataset(text: str, using: list[str], named: list[str]) -> str:
    """The update with USING clauses for the graphs that the protocol names.

    Raises :class:`QueryError` when the update has clauses of its own (SPARQL 1.1 Protocol, 2.2.3).
    """
    if not using and not named:
        return text
    plain = blank(text)
    if _CONFLICT.search(plain):
        raise QueryError("the update says USING or WITH, and the request names graphs too. Leave one of them out.")
    clauses = " ".join([*(f"USING <{iri}>" for iri in using), *(f"USING NAMED <{iri}>" for iri in named)])
    out, last = [], 0
    for match in _WHERE.finditer(plain):
        before = plain[: match.start()]
        if before.count("{") != before.count("}"):
            continue
        out.append(text[last : match.start()])
        if _SHORT.search(before):
            # DELETE WHERE takes no USING; its pattern is its template.
            pattern = _group(plain, match.end())
            out.append(f"{text[pattern[0] : pattern[1]]} ")
        out.append(f"{clauses} ")
        last = match.start()
    return "".join([*out, text[last:]])


def _group(plain: str, start: int) -> tuple[int, int]:
    """Start and end of the first group in braces after ``start``."""
    depth, first = 0, plain.find("{", start)
    for match in re.compile(r"[{}]").finditer(plain, max(first, start)):
        depth += 1 if match.group() == "{" else -1
        if not depth:
            return first, match.end()
    raise QueryError("the pattern of DELETE WHERE does not end.")

"""Pages of what is written: sections, tables, sentences, cells."""

from __future__ import annotations

from collections.abc import Iterator

from kg.graph import NODE_TYPES, Key
from kg.model import Cell, CoverFact, Figure, Passage, Section, Sentence, Table
from kg.pages._sheet import Sheet, count


def section(sheet: Sheet, key: Key, node: Section) -> Iterator[str]:
    parts = [e.source for e in sheet.graph.into(key, "part-of")]
    by = {t: [k for k in parts if k.type == t] for t in NODE_TYPES}
    yield from sheet.fields([("within", sheet.section_name(sheet.section_of(key)) if sheet.section_of(key) else "")])
    inner = [e.source for p in (*by["passage"], *by["table"]) for e in sheet.graph.into(p, "part-of")]
    written = (*by["cover"], *by["passage"], *by["table"], *by["figure"], *inner)
    cited = sheet.in_order({e.target for k in written for e in sheet.graph.out(k, "cites")})
    yield from sheet.listed("sections under it", by["section"])
    yield from sheet.listed("claims listed under it", by["claim"])
    yield from sheet.listed("claims it cites", [k for k in cited if k.type == "claim"])
    yield from sheet.listed("sources it cites", [k for k in cited if k.type == "source"])
    for kind, title in (("table", "tables"), ("figure", "figures"), ("risk", "risks"), ("cover", "cover facts")):
        yield from sheet.listed(title, by[kind])


def table(sheet: Sheet, key: Key, node: Table) -> Iterator[str]:
    home = sheet.section_of(key)
    yield from sheet.fields(
        [("section", sheet.section_name(home) if home else ""), ("rows", len(node.rows)), ("columns", node.columns)]
    )
    if node.uncertain:
        yield from sheet.wrap(f"The division into cells is a guess in {count(node.uncertain, 'row')} (marked ?).", "  ", dim=True)
    yield "\n"
    rows = (node.header, *node.rows)
    yield from sheet.grid(
        [[c.text for c in row] for row in rows], ["?" if any(not c.certain for c in row) else "" for row in rows]
    )
    cells = [e.source for e in sheet.graph.into(key, "part-of")]
    notes = [Key(key.report, "passage", n) for n in node.notes]
    yield from sheet.listed("notes", [k for k in notes if k in sheet.graph.nodes])
    yield from sheet.listed("cites", [e.target for k in (key, *cells) for e in sheet.graph.out(k, "cites")])


def text(sheet: Sheet, key: Key, node: Sentence | Passage | Cell | CoverFact | Figure) -> Iterator[str]:
    """Sentences, passages, cells, cover facts and figures: the line, where it stands, what it cites."""
    outer = next((e.target for e in sheet.graph.out(key, "part-of")), None)
    if outer is not None and outer.type in ("table", "passage"):
        yield from sheet.listed(outer.type, [outer])
    home = sheet.section_of(key)
    yield from sheet.listed("section", [home] if home else [])
    yield from sheet.listed("states", [e.target for e in sheet.graph.out(key, "states")])
    yield from sheet.listed("cites", [e.target for e in sheet.graph.out(key, "cites")])

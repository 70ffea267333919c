"""Reports of any content, for properties: folders as people write them, and models with every field."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from decimal import Decimal

from hypothesis import strategies as st

from kg.model import Cell as TableCell
from kg.model import (
    Citation,
    Claim,
    Confidence,
    Document,
    Observation,
    Passage,
    Period,
    Place,
    Precision,
    Quantity,
    Report,
    Risk,
    Section,
    Sentence,
    Source,
    Table,
    Trouble,
)

# XML has no way to write other control characters; no format can write half of a surrogate pair.
TEXT = st.text(st.characters(exclude_categories=["Cs", "Cc", "Cn"], include_characters="\t\n"), max_size=30)
WORDS = st.text(st.sampled_from("abcÄß東😀 \"\\<>&'{}|^`%#/?.,;:-_=+[]()$€£~0123456789MKB"), max_size=40)
IDS = st.one_of(st.from_regex(r"\A[A-Z]{1,2}[0-9]{1,3}\Z"), st.text("aZ9 /.%#-é:", min_size=1, max_size=6))
CLAIM_IDS, SOURCE_IDS = [f"C{n}" for n in range(1, 6)], [f"S{n}" for n in range(1, 6)]


def sheet(header: list[str], rows: list[list[str]]) -> str:
    out = io.StringIO()
    csv.writer(out).writerows([header, *rows])
    return out.getvalue()


@st.composite
def folders(draw) -> dict[str, str]:
    """Files of a report folder: lists with awkward cells, and a text that cites."""
    cell = WORDS.map(str.strip)
    several = st.lists(st.sampled_from([*CLAIM_IDS, *SOURCE_IDS, "C99"]), max_size=3).map("; ".join)
    claims = draw(
        st.lists(
            st.tuples(st.sampled_from(CLAIM_IDS), cell, st.sampled_from(["High", "low", "maybe", ""]), several, several),
            max_size=6,
        )
    )
    sources = draw(
        st.lists(
            st.tuples(
                st.sampled_from(SOURCE_IDS), cell, cell, cell, st.sampled_from(["", "2024-02-30", "2024-02-03", "May 2024"])
            ),
            max_size=5,
        )
    )
    figures = ["$1.2M", "~$130M", "10-20%", "5x", "2M+", "", "Series B", "1,000 employees", "2019", "from $70M to $130M", "4.5/5"]
    metrics = draw(
        st.lists(
            st.tuples(
                st.sampled_from(["ARR", "arr", "Total raised", "Anführer"]),
                st.sampled_from(figures),
                st.sampled_from(["2024", "", "Q1 2025", "2023-2024"]),
                several,
            ),
            max_size=5,
        )
    )
    risks = draw(st.lists(st.tuples(cell, cell, several), max_size=3))
    lines = st.one_of(
        WORDS,
        st.sampled_from(
            [
                "# Title",
                "## 1 Funding",
                "It raised $235M [C1].",
                "See [C2, S1].",
                "- item [C3]",
                "",
                "| a | b |\n| - | - |\n| 1 [C1] | $2M |",
                "> quoted",
                "Note: x",
            ]
        ),
    )
    text = "\n\n".join(draw(st.lists(lines, max_size=10)))
    files = {
        "report.md": text,
        "claims.csv": sheet(["id", "claim", "confidence", "sources", "derived_from"], [list(r) for r in claims]),
        "sources.csv": sheet(["id", "publisher", "title", "quote", "date"], [list(r) for r in sources]),
        "metrics.csv": sheet(["metric", "value", "as_of", "claims"], [list(r) for r in metrics]),
        "risks.csv": sheet(["risk", "likelihood", "claims"], [list(r) for r in risks]),
    }
    return {name: body for name, body in files.items() if body.strip()}


@st.composite
def places(draw, path: str = "a.md") -> Place:
    line, column = draw(st.integers(1, 99)), draw(st.integers(1, 99))
    return Place(path, line, column, line + draw(st.integers(0, 2)), draw(st.integers(1, 99)))


CITATIONS = st.lists(
    st.builds(Citation, st.sampled_from([*CLAIM_IDS, *SOURCE_IDS, "X9"]), places()), max_size=3, unique=True
).map(tuple)
DAYS = st.none() | st.dates(date(1900, 1, 1), date(2100, 1, 1))
PERIODS = st.none() | st.builds(Period, DAYS, DAYS, st.sampled_from(Precision))
NUMBERS = st.decimals(allow_nan=False, allow_infinity=False, places=4, min_value=-(10**12), max_value=10**30)
STEPS = st.sampled_from([Decimal(0), Decimal("0.01"), Decimal(1), Decimal(10) ** 7])
WRITTEN = TEXT.filter(bool)
QUANTITIES = st.none() | st.builds(
    Quantity,
    start=st.integers(0, 9),
    end=st.integers(0, 30),
    text=WRITTEN,
    kind=st.sampled_from(["money", "count", "percent", "date", "rating"]),
    low=NUMBERS,
    high=NUMBERS,
    unit=st.none() | WRITTEN,
    currency=st.none() | st.sampled_from(["USD", "EUR"]),
    approximate=st.booleans(),
    bound=st.sampled_from([None, "ge", "lt"]),
    per=st.none() | WRITTEN,
    period=PERIODS,
    low_step=STEPS,
    high_step=STEPS,
    low_loose=STEPS,
    high_loose=STEPS,
    out_of=st.none() | NUMBERS,
    change=st.booleans(),
)
CLAIMS = st.builds(
    Claim,
    id=IDS | st.sampled_from(CLAIM_IDS),
    statement=TEXT,
    place=places(),
    statement_place=places(),
    confidence=st.none() | st.sampled_from(Confidence),
    confidence_text=TEXT,
    sources=CITATIONS,
    derived_from=CITATIONS,
    disputed_by=CITATIONS,
    in_text=st.booleans(),
    quotes=st.just({}),
)
SOURCES = st.builds(Source, IDS | st.sampled_from(SOURCE_IDS), TEXT, TEXT, places(), TEXT, TEXT, TEXT, TEXT, TEXT, st.booleans())
OBSERVATIONS = st.builds(
    Observation,
    id=IDS,
    subject=TEXT,
    metric=WRITTEN,
    value=TEXT,
    place=places(),
    quantity=QUANTITIES,
    period=PERIODS,
    period_text=TEXT,
    scope=st.dictionaries(WRITTEN, TEXT, max_size=2).map(lambda d: tuple(sorted(d.items()))),
    confidence=st.floats(0, 1),
    role=st.sampled_from(["observation", "target"]),
    carrier=st.sampled_from([("metric", ""), ("claim", "C1"), ("cell", "nowhere")]),
    claims=CITATIONS,
    stated_confidence=st.none() | st.sampled_from(Confidence),
)
RISKS = st.builds(
    Risk, IDS, TEXT.filter(bool), places(), st.lists(st.tuples(TEXT, TEXT), max_size=2).map(tuple), st.none(), CITATIONS
)
TROUBLES = st.builds(
    Trouble, WRITTEN, TEXT, places(), st.none() | TEXT, st.lists(places(), max_size=2, unique=True).map(sorted).map(tuple)
)


@st.composite
def models(draw) -> Report:
    """A report whose every field may hold anything that a loader could put there."""
    passages = []
    for n in range(draw(st.integers(0, 2))):
        citations = draw(CITATIONS)
        sentences = [
            Sentence(f"s{n}.{m}", draw(TEXT), draw(places()), f"p{n}", "1", citations[:m]) for m in range(draw(st.integers(0, 2)))
        ]
        passages.append(
            Passage(
                f"p{n}",
                "paragraph",
                draw(TEXT),
                draw(places()),
                "1",
                tuple(sentences),
                citations,
                None,
                draw(st.none() | WRITTEN),
            )
        )
    cells = [
        tuple(
            TableCell(f"t/r{r}c{c}", "t", r, c, draw(TEXT), draw(places()), draw(st.booleans()), draw(CITATIONS)) for c in (1, 2)
        )
        for r in range(3)
    ]
    notes = tuple(p.id for p in passages[:1])
    table = Table("t", draw(TEXT), draw(places()), cells[0], tuple(cells[1:]), "1", notes, draw(CITATIONS))
    claims = draw(st.lists(CLAIMS, max_size=4))
    for n, claim in enumerate(claims):
        cited = [c.target for c in (*claim.sources, *claim.disputed_by)]
        claims[n] = _with(claim, quotes={t: draw(WRITTEN) for t in cited if draw(st.booleans())})
    return Report(
        draw(st.sampled_from(["r", "a b", "é/1"])),
        "folder",
        "report-folder",
        title=draw(TEXT),
        subject=draw(TEXT),
        subject_certain=False,
        as_of=draw(DAYS),
        language="en",
        documents=(Document("b.md", draw(TEXT), "ab"), Document("a.md", draw(TEXT), "cd", "cp1252")),
        sections=(
            Section("1", draw(TEXT), 1, draw(places()), draw(st.none() | WRITTEN)),
            Section("2", draw(TEXT), 2, draw(places()), None, "1"),
        ),
        passages=tuple(passages),
        tables=(table,),
        claims=tuple(claims),
        sources=tuple(draw(st.lists(SOURCES, max_size=4))),
        observations=tuple(draw(st.lists(OBSERVATIONS, max_size=2))),
        risks=tuple(draw(st.lists(RISKS, max_size=2))),
        troubles=tuple(draw(st.lists(TROUBLES, max_size=2))),
        unread=tuple(draw(st.lists(places(), max_size=2, unique=True).map(sorted))),
        understood=tuple(draw(st.lists(TEXT, max_size=3))),
        remarks=tuple(draw(st.lists(st.tuples(TEXT, places(), places()), max_size=2))),
    )


def _with(claim: Claim, **more) -> Claim:
    from dataclasses import replace

    return replace(claim, **more)


_OF_THE_FILE = frozenset(["id", "path", "format", "documents", "troubles", "unread", "remarks", "understood", "place", "raw", "certain"])


def without_places(value: object, top: bool = True) -> object:
    """All that a report says, without places, without what is said of its files, and without the wording of a confidence."""
    if is_dataclass(value):
        left_out = _OF_THE_FILE if top else {"place", "statement_place", "value_place", "raw", "certain", "confidence_text"}
        return {f.name: without_places(getattr(value, f.name), False) for f in fields(value) if f.name not in left_out}
    if isinstance(value, tuple):
        return [without_places(one, False) for one in value]
    return dict(value) if isinstance(value, Mapping) else value

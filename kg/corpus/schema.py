"""The tables of a corpus: their columns, what each holds, and the version of all this.

``docs/corpus-tables.md`` is made of this file.
"""

from __future__ import annotations

from decimal import Context, Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, Literal, NamedTuple

if TYPE_CHECKING:
    import pyarrow

VERSION = 1
"""Layout of a corpus; raised when a column changes its meaning, goes, or is added."""

DIGITS, BEHIND = 38, 9
"""Digits of a decimal column in all, and behind the point."""

_WIDE = Context(prec=2 * DIGITS)

Kind = Literal["text", "integer", "decimal", "boolean", "date", "texts"]


class Column(NamedTuple):
    """A column: its name, the kind of its values, and what they are."""

    name: str
    kind: Kind
    holds: str


def _columns(*written: str) -> tuple[Column, ...]:
    """Columns from lines ``name kind what it holds``."""
    return tuple(Column(*line.split(" ", 2)) for line in written)


_REPORT = "report text id of the report"
_PLACE = ("path text file it stands in", "line integer first line, from 1", "column integer first column, from 1, in characters")

PUBLIC: dict[str, tuple[str, tuple[Column, ...]]] = {
    "reports": (
        "One row for each report.",
        _columns(
            _REPORT,
            "path text file or folder it was read from",
            "format text input format",
            "title text title as written",
            "subject text who or what it is about",
            "as_of date day its present tense speaks of, its own or the latest in its text",
            "documents texts files it was read from",
        ),
    ),
    "sections": (
        "Headings with what stands under them.",
        _columns(_REPORT, "id text id within the report", "number text number as written, without leading noughts", "title text heading", "level integer 1 is a chapter", "parent text id of the enclosing section", *_PLACE),
    ),
    "claims": (
        "Statements with the sources given for them.",
        _columns(
            _REPORT, "id text id as written", "statement text words as written", "confidence text High, Medium or Low",
            "confidence_text text confidence as written", "section text id of its section", "in_text boolean whether it is a sentence with references of its own, no row of a list",
            "derived_from texts ids of claims it was concluded from", *_PLACE,
        ),
    ),
    "sources": (
        "Rows of lists of sources.",
        _columns(
            _REPORT, "id text id as written", "publisher text publisher as written", "publisher_id text id of the merged publisher", "title text title as written",
            "url text address", "date text date as written", "accessed text day of access as written", "quote text quoted words", *_PLACE,
        ),
    ),
    "publishers": ("Publishers, the names of one house merged.", _columns(_REPORT, "id text id within the report", "name text canonical name", "names texts all names it appears under")),
    "evidence": (
        "Links of one claim to one source.",
        _columns(_REPORT, "id text id within the report", "claim text id of the claim", "source text id of the source", "stance text supports or disputes", "quote text words of the source that carry the claim", *_PLACE),
    ),
    "observations": (
        "Every figure that was read as a metric of a subject: from text, tables and rows of data. Bounds are exact, nothing is rounded.",
        _columns(
            _REPORT, "id text id within the report", "subject text who it is about, empty for the unnamed topic", "metric text what is measured", "value text figure as written",
            "kind text money, count, percent, points, multiple, duration, date, measure, rating, ordinal", "low decimal lower end as written, scale applied; empty where 38 digits do not hold it",
            "high decimal upper end as written", "low_text text lower end with all its digits", "high_text text upper end with all its digits",
            "low_step decimal value of the last written digit of the lower end; 0 is exact", "high_step decimal the same of the upper end",
            "unit text unit", "currency text currency", "approximate boolean written as about", "bound text ge, gt, le or lt where only a bound is written", "per text what it is per",
            "period_start date first day of its period", "period_end date last day of its period", "period_text text period as written", "scope text circumstances, a JSON object",
            "confidence decimal how sure the reading is, 0 to 1", "role text observation, operand, threshold, target or peer", "carrier_kind text what states it: claim, cell, sentence, cover, metric", "carrier_id text id of that", *_PLACE,
        ),
    ),
    "events": (
        "One account of an event at one place.",
        _columns(
            _REPORT, "kind text kind of event", "subject text key of whom it happened to", "subject_name text the same as written", "thing text key of what it was done to", "thing_name text the same as written", "series text name of a funding round",
            "period_start date first day", "period_end date last day", "date_text text date as written", "amount_text text amount as written", "status text done, planned or announced",
            "members text who took part, a JSON list of role, name and key", "carrier_kind text what tells it", "carrier_id text id of that", *_PLACE,
        ),
    ),
    "places": (
        "Every node of the graph, with where it stands; publishers, metrics and whole reports stand nowhere.",
        _columns(_REPORT, "type text type of the node", "id text id within the report", *_PLACE, "end_line integer last line", "end_column integer column behind the last character"),
    ),
}  # fmt: skip
"""Tables for everybody: name, what it holds, columns."""

OWN: dict[str, tuple[str, tuple[Column, ...]]] = {
    "contents": (
        "Each report as it was read, and what is counted in it.",
        _columns(_REPORT, "content text the report, JSON", "counted text figures of kg stats, JSON", "topic text what it is about, JSON", "named text whose steps it tells"),
    ),
    "findings": (
        "What the checks say of each report by itself.",
        _columns(
            _REPORT, "n integer order within the report", "check text code", "block integer hash of set and key of the candidate, where other reports may share it",
            "finding text the finding, JSON",
        ),
    ),
    "runs": ("What each check did in each report.", _columns(_REPORT, "check text code", "status text ran, nothing-to-look-at or cannot-check", "examined integer candidates", "reason text why it could not check")),
    "candidates": (
        "What checks look at across reports.",
        _columns(_REPORT, "set text candidate set", "n integer order within the report", "block integer hash of set and key", "key text key as text", "groups integer number of groups of this block in this report"),
    ),
    "items": ("The candidates themselves, row for row.", _columns("item text the item, JSON")),
    "spans": (
        "What a look from afar shows of each candidate (`kg/corpus/spans.py`); a row for each slot.",
        _columns("set integer hash of the candidate set", "block integer hash of set and key", "report integer hash of the report", "slot integer year it may be of, 0 for all", "low integer bound that others must not lie below", "high integer bound that others must not lie above"),
    ),
    "steps": ("Dated steps of the subjects of reports.", _columns(_REPORT, "n integer order within the report", "step text kind of step", "words texts words that bring steps together", "item text the step, JSON")),
    "remarks": ("Remarks that set findings aside.", _columns(_REPORT, "remark text the remark, JSON")),
}  # fmt: skip
"""Tables that ``kg check`` keeps for itself; they may change with every version."""

TABLES = PUBLIC | OWN


def arrow(table: str) -> pyarrow.Schema:
    """The schema of a table, with the version of the layout in its metadata."""
    import pyarrow as pa

    kinds = {
        "text": pa.string(),
        "integer": pa.int64(),
        "decimal": pa.decimal128(DIGITS, BEHIND),
        "boolean": pa.bool_(),
        "date": pa.date32(),
        "texts": pa.list_(pa.field("element", pa.string())),
    }
    return pa.schema([(c.name, kinds[c.kind]) for c in TABLES[table][1]], {"kg_corpus": str(VERSION)})


def exact(value: Decimal | None) -> Decimal | None:
    """A number if a decimal column holds it, else nothing."""
    if value is None:
        return None
    scaled = Fraction(value) * 10**BEHIND
    return Decimal(scaled.numerator).scaleb(-BEHIND, _WIDE) if scaled.denominator == 1 and abs(scaled) < 10**DIGITS else None


_HEAD = """# The tables of a corpus

What `kg build` writes: Parquet files, one folder of them for some reports that follow each other
(`parts/*/claims.parquet` …), to be read with any engine. `kg-corpus.json` names the parts that
count. This page is made of `kg/corpus/schema.py` by `make docs`.

The layout has version {version}. It is in the metadata of every file (`kg_corpus`) and in
`kg-corpus.json`, and is raised whenever a column changes, comes or goes; kg reads its own
version only. A *decimal* has {digits} digits, {behind} of them behind the point, and is empty where these do
not hold a value exactly: nothing is rounded. *texts* is a list of texts. An id is unique within its
report and type; `report` with it makes a key.
"""


def page() -> str:
    """``docs/corpus-tables.md`` as it should be."""
    own = "\n".join(f"| `{name}` | {about} |" for name, (about, _) in OWN.items())
    return (
        _HEAD.format(version=VERSION, digits=DIGITS, behind=BEHIND)
        + "".join(f"\n## `{name}`\n\n{about}\n\n| column | kind | holds |\n| --- | --- | --- |\n{_rows(columns)}\n" for name, (about, columns) in PUBLIC.items())
        + f"\n## What kg keeps for itself\n\nThese tables may change with every version.\n\n| table | holds |\n| --- | --- |\n{own}\n"
    )


def _rows(columns: tuple[Column, ...]) -> str:
    return "\n".join(f"| `{c.name}` | {c.kind} | {c.holds} |" for c in columns)

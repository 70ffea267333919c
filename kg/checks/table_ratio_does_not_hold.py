from collections.abc import Iterator

from kg.candidates.tables import Derived
from kg.engine import check
from kg.findings import Problem, Severity
from kg.tables.problems import broken


@check(
    "KG412",
    "table-ratio-does-not-hold",
    category="arithmetic",
    severity=Severity.ERROR,
    over="table-ratios",
    bad=[
        """\
# Grant

| Use | € million | Share |
| --- | --- | --- |
| Depots | 18 | 45% |
| Workshop | 10 | 25% |
| Tools | 6 | 20% |
| Training | 4 | 10% |
| **Total** | **40** | **100%** |
""",
        """\
# Comparable companies

| Company | Valuation | Revenue | Revenue multiple |
| --- | --- | --- | --- |
| Acme | $4.5B | $70M | 64x |
| Bolt | $1.25B | $50-70M | 5-8x |
| Crest | $6B | $80-100M | 60-75x |
""",
        """\
# Shop

| Product | Price | Units sold | Revenue |
| --- | --- | --- | --- |
| Kettle | €24.90 | 1,200 | €29,880 |
| Toaster | €31.50 | 840 | €26,460 |
| Mixer | €79.00 | 310 | €42,490 |
| Blender | €55.00 | 420 | €23,100 |
""",
        """\
# Unit economics

| Metric | Estimate | Basis |
| --- | --- | --- |
| Revenue | $130M | Filing |
| Revenue per customer | $31,000 | Derived: $130M / 10,000 |
""",
    ],
    good=[
        """\
# Comparable companies

| Company | Valuation | Revenue | Revenue multiple |
| --- | --- | --- | --- |
| Acme | $4.5B | $70M | 64x |
| Bolt | ~$80B | ~$2.9B | ~22-27x |
| Crest | $14B | $1B+ | 10-14x |
""",
        """\
# Clinics

| Region | Cases | Population | Cases per 100,000 |
| --- | --- | --- | --- |
| North | 1,240 | 812,000 | 152.7 |
| South | 860 | 455,000 | 189.0 |
| East | 310 | 298,000 | 104.0 |
""",
    ],
)
def table_ratio_does_not_hold(derived: Derived) -> Iterator[Problem]:
    """A product or ratio stated in a table does not follow from the figures beside it.

    Why: multiples, margins and figures per head are what tables are compared by; one that does not
    follow from its own row misleads, or one of the operands is wrong.

    What to do: recompute it; if another base was meant (another year, another definition), name it
    in the header or in a note.

    Blind spots: the relation is known for common metrics, from headers of the form "X per Y", from
    a formula written in the row, or because nearly all other rows keep to it. A result that was cut
    off instead of rounded is accepted.
    """
    yield from broken(derived.derivation, derived.about)

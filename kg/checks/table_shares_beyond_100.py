from collections.abc import Iterator
from fractions import Fraction

from kg import rounding
from kg.candidates.tables import Parts
from kg.engine import check
from kg.findings import Problem, Severity
from kg.rounding import Interval
from kg.tables.derivations import decimal
from kg.tables.problems import certainty


@check(
    "KG415",
    "table-shares-beyond-100",
    category="arithmetic",
    severity=Severity.ERROR,
    over="table-shares",
    bad=[
        """\
# Energy

| Fuel | Share of generation |
| --- | --- |
| Coal | 31% |
| Gas | 28% |
| Wind | 27% |
| Hydro | 19% |
""",
        """\
# Outlook

| Scenario | Probability |
| --- | --- |
| Bull | 25% |
| Base | 50% |
| Bear | 20% |
""",
    ],
    good=[
        """\
# Energy

| Fuel | Share of generation |
| --- | --- |
| Coal | 31.4% |
| Gas | 28.3% |
| Wind | 24.2% |
| Other | 16.2% |
""",
        """\
# Survey

| Tool | Share of respondents who use it |
| --- | --- |
| Editor | 81% |
| Terminal | 64% |
| Notebook | 37% |
""",
        """\
# Revenue

| Stream | Revenue mix |
| --- | --- |
| Licences | 55-65% |
| Services | 25-30% |
| Hardware | 10-15% |
""",
    ],
)
def table_shares_beyond_100(parts: Parts) -> Iterator[Problem]:
    """Shares of one whole add up to more than 100%, or, where nothing is missing, to less.

    Why: parts cannot be more than the whole; one of them is wrong, or they are parts of different
    wholes.

    What to do: check each share and the whole it belongs to; add a line for the rest.

    Blind spots: percentages are taken for shares of one whole by the name of their column (mix,
    split, share of revenue …), a total of 100%, a line for the rest, or because the other rows add
    up to 100%. Answers of surveys in which several may be given are left alone.
    """
    shares = parts.shares
    figures = [f.quantity for _, f in shares.parts]
    total, loose = rounding.total(figures), rounding.total(figures, loose=True)
    whole = Interval.point(100)
    beyond = total.low is not None and total.low >= 100 and not total.overlaps(whole)
    short = shares.whole and total.high is not None and total.high <= 100 and not total.overlaps(whole)
    if not beyond and not short:
        return
    low, high = sum((Fraction(q.low) for q in figures), Fraction(0)), sum((Fraction(q.high) for q in figures), Fraction(0))
    value = f"{decimal(low)}%" if low == high else f"{decimal(low)}–{decimal(high)}%"
    texts = " + ".join(q.text for q in figures) if len(figures) <= 8 else f"{len(figures)} shares"
    yield Problem(
        f"{shares.name}: {texts} is {value}, {'more' if beyond else 'less'} than 100%; {shares.why}",
        parts.about,
        {"stated": "100%", "computed": [decimal(total.low), decimal(total.high)], "formula": "the shares of one whole add up to 100%", "operands": [q.text for q in figures]},
        severity=Severity.WARNING if loose.overlaps(whole) and not total.overlaps(whole) and low == high and abs(low - 100) < 2 else None,
        confidence=certainty(0.9 if shares.whole or beyond else 0.75, shares.certain),
    )

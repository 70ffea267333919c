"""What holds of every quantity, whatever the text; formats of other countries; the lexicon."""

from __future__ import annotations

import doctest
import subprocess
import sys
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from growth import exponent_below
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.model import Precision
from kg.quantities import detect_style, extract, own_currencies
from kg.quantities.lexicon import extended


def only(text: str, **options):
    found = extract(text, **options)
    assert len(found) == 1, (text, found)
    return found[0]


# --------------------------------------------------------------------------- for every text

pieces = st.sampled_from(
    [
        "1",
        "12",
        "1,234",
        "3.5",
        "2024",
        "ten",
        "two",
        "half",
        "million",
        "bn",
        "M",
        "K",
        "%",
        "x",
        "×",
        "$",
        "€",
        "£",
        "USD",
        "~",
        "about",
        "over",
        "up",
        "to",
        "at",
        "least",
        "-",
        "–",
        "—",
        "to",
        "and",
        "between",
        "from",
        "per",
        "/month",
        "years",
        "employees",
        "Q4",
        "May",
        "Series",
        "A",
        "[CO017]",
        "(",
        ")",
        ",",
        ".",
        ";",
        ":",
        "+",
        "=",
        "#",
        "|",
        "10^25",
        "4.5/5",
        "→",
    ]
)


@given(st.lists(pieces, max_size=14).map(" ".join) | st.lists(pieces, max_size=14).map("".join) | st.text(max_size=60))
@settings(max_examples=400, deadline=None)
def test_spans_are_exact_ordered_and_apart(text: str) -> None:
    end = 0
    for quantity in extract(text):
        assert text[quantity.start : quantity.end] == quantity.text
        assert end <= quantity.start < quantity.end
        end = quantity.end
        if quantity.kind == "date":
            assert quantity.low is quantity.high is None
            assert quantity.period.start <= quantity.period.end
        else:
            assert quantity.low <= quantity.high
            assert isinstance(quantity.low, Decimal) and isinstance(quantity.high, Decimal)
            assert quantity.period is None


@given(st.decimals(min_value=0, max_value=10**12, places=2), st.sampled_from(["$", "€", "£"]))
def test_an_amount_is_read_back(value: Decimal, sign: str) -> None:
    quantity = only(f"It cost {sign}{value:,} in all.")
    assert quantity.low == quantity.high == value
    assert quantity.low_step == Decimal("0.01")


@given(
    st.integers(min_value=100, max_value=10**9),
    st.sampled_from([("K", 3), ("M", 6), ("bn", 9), (" million", 6), (" trillion", 12)]),
)
def test_a_scale_multiplies_exactly(value: int, scale: tuple[str, int]) -> None:
    assert only(f"It cost ${value}{scale[0]} then.").low == value * 10 ** scale[1]


@given(st.dates(min_value=date(1900, 1, 1), max_value=date(2099, 12, 31)))
def test_a_day_is_read_in_every_spelling(day: date) -> None:
    month = day.strftime("%B")
    for written in (day.isoformat(), f"{day.day} {month} {day.year}", f"{month} {day.day}, {day.year}"):
        period = only(f"It was on {written}.").period
        assert (period.start, period.end, period.precision) == (day, day, Precision.DAY)


# --------------------------------------------------------------------------- precision of writing


@pytest.mark.parametrize(
    ("text", "step", "loose"),
    [
        ("$130.1M", "100000", "100000"),
        ("$130M", "1000000", "10000000"),
        ("$4.50B", "10000000", "10000000"),
        ("10,000 users", "1", "10000"),
        ("four rounds", "0", "0"),
        ("3 co-founders", "0", "0"),
        ("86%", "1", "1"),
        ("two million users", "1000000", "1000000"),
    ],
)
def test_places(text: str, step: str, loose: str) -> None:
    quantity = only(text)
    assert (quantity.low_step, quantity.low_loose) == (Decimal(step), Decimal(loose))


def test_each_end_of_a_range_has_its_own_place() -> None:
    quantity = only("$5.5-9B")
    assert (quantity.low_step, quantity.high_step) == (Decimal(10**8), Decimal(10**9))


def test_a_change_is_told_from_a_range() -> None:
    assert only("Revenue grew from $70M to $130M.").change
    assert not only("Tickets cost from $70 to $130 today.").change


# --------------------------------------------------------------------------- other formats


@pytest.mark.parametrize(
    ("text", "style", "value"),
    [
        ("Der Umsatz lag bei 1.234,5 Euro.", "1.234,5", "1234.5"),
        ("Es sind 12.500 Euro.", "1.234,5", "12500"),
        ("Le prix est de 1 234,5 euros.", "1 234,5", "1234.5"),
        ("Il coûte 12 500 euros.", "1 234,5", "12500"),
        ("It costs 1,234.5 euros.", "1,234.5", "1234.5"),
        ("It costs 1.234,56 euros.", None, "1234.56"),
        ("It costs 3,5 % more.", None, "3.5"),
    ],
)
def test_number_formats(text: str, style: str | None, value: str) -> None:
    assert only(text, style=style).low == Decimal(value)


@pytest.mark.parametrize(
    ("text", "style"),
    [
        ("Sales of 1,234,567 rose 4.5% to 1,300.", "1,234.5"),
        ("Umsatz 1.234.567 Euro, plus 4,5 %, auf 1.300.000 Euro.", "1.234,5"),
        ("Ventes de 1 234 567 euros, en hausse de 4,5 %, soit 12 345,6 k€ et 1 300 000 euros.", "1 234,5"),
        ("No number tells anything here, in 2024 or in 3 years.", "1,234.5"),
    ],
)
def test_the_format_of_a_document_is_detected(text: str, style: str) -> None:
    assert detect_style(text) == style


# --------------------------------------------------------------------------- lexicon, speed, start-up


def test_a_user_adds_words() -> None:
    lexicon = extended(
        {
            "units": {"measure": {"parsec": {"words": ["parsec", "parsecs"], "symbols": ["pc"]}}},
            "currencies": {"XAU": {"signs": [], "words": ["gold ounces"]}},
            "wording": {"approximate": {"before": ["plus or minus a bit"]}},
        }
    )
    assert only("It is 12 parsecs away.", lexicon=lexicon).unit == "parsec"
    assert only("It cost 12 gold ounces.", lexicon=lexicon).currency == "XAU"
    assert only("It is 12 years old.", lexicon=lexicon).unit == "year"


def test_an_unknown_lexicon_is_refused() -> None:
    with pytest.raises(ValueError, match="unknown lexicon 'colours'"):
        extended({"colours": {}})


UNITS = [
    "1,",
    "1-",
    "1–",
    "$1",
    "-",
    ",",
    "$",
    "12,345,",
    "1.1",
    "2024-",
    "[1,",
    "one ",
    "one-",
    "a@b.",
    "%20",
    "~1~",
    "1 to ",
    "A1",
    "half a ",
    "0",
]


@pytest.mark.parametrize("unit", UNITS)
def test_time_grows_with_the_length_only(unit: str) -> None:
    assert exponent_below(1.6, lambda length: extract((unit * length)[:length]), 4000)


@given(st.text(alphabet="0123456789-–,.$€£ ", min_size=200, max_size=400))
@settings(max_examples=50)
def test_digits_and_signs_in_any_order_are_read_quickly(text: str) -> None:
    extract(text * 5)


def test_import_is_light() -> None:
    code = "import sys, kg.quantities; print(any(m in sys.modules for m in ('tomllib', 'networkx', 'rdflib', 'pydantic')))"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.strip() == "False"


def test_output_does_not_depend_on_the_hash_seed() -> None:
    code = "from kg.quantities import extract; print(extract('~$38–136 B in Q4 2024, up to 3x, 12 parsecs, 40 MEUR'))"
    outputs = {
        subprocess.run(
            [sys.executable, "-c", code], capture_output=True, text=True, check=True, env={"PYTHONHASHSEED": seed, "PATH": ""}
        ).stdout
        for seed in ("0", "1", "2")
    }
    assert len(outputs) == 1


def test_the_page_says_what_is_read() -> None:
    page = Path(__file__).parents[2] / "docs" / "quantities.md"
    assert doctest.testfile(str(page), module_relative=False).failed == 0


# --------------------------------------------------------------------------- currencies with one name


def test_a_shared_name_is_the_currency_whose_code_the_document_writes():
    assert own_currencies(["Sales were 912 million kroner. All amounts in NOK."]) == {"krone": "NOK"}
    assert own_currencies(["Sales were 912 million kroner (NOK), of which DKK 40 million abroad; 3 krone a kilo."]) == {}
    assert only("912 million kroner").currency == "krone"

"""The worked cases of the rounding rule, and its properties."""

from __future__ import annotations

from dataclasses import replace
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg import rounding
from kg.model import Quantity
from kg.quantities import extract
from kg.rounding import Interval, agree, holds, interval


def figure(text: str) -> Quantity:
    found = [quantity for quantity in extract(text) if quantity.kind != "date"]
    assert len(found) == 1, (text, found)
    return found[0]


# --------------------------------------------------------------------------- intervals


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("$130.1M", "130050000", "130150000"),
        ("$130M", "129500000", "130500000"),
        ("$4.50B", "4495000000", "4505000000"),
        ("10,000 users", "9999.5", "10000.5"),
        ("four rounds", "4", "4"),
        ("3 co-founders", "3", "3"),
        ("$38–136 B", "37500000000", "136500000000"),
        ("~$130M", "123500000", "136500000"),
        ("about 10,000 users", "5000", "15000"),
        ("~70-80%", "69.5", "80.5"),
        ("86%", "85.5", "86.5"),
    ],
)
def test_interval_of_a_written_figure(text: str, low: str, high: str) -> None:
    found = interval(figure(text))
    assert (found.low, found.high) == (Fraction(low), Fraction(high))


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [("$130M", "125000000", "135000000"), ("10,000 users", "5000", "15000"), ("$4.50B", "4495000000", "4505000000")],
)
def test_loose_interval_allows_for_trailing_zeros(text: str, low: str, high: str) -> None:
    found = interval(figure(text), loose=True)
    assert (found.low, found.high) == (Fraction(low), Fraction(high))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2M+ models", Interval(Fraction(2_000_000), None, True)),
        ("at least 5 people", Interval(Fraction(5), None, True)),
        ("over 250 models", Interval(Fraction(250), None)),
        ("up to 700 workers", Interval(None, Fraction(700), False, True)),
        ("fewer than 200 people", Interval(None, Fraction(200))),
    ],
)
def test_bounds_have_one_end(text: str, expected: Interval) -> None:
    assert interval(figure(text)) == expected


def test_a_date_has_no_interval() -> None:
    with pytest.raises(ValueError, match="date"):
        interval(extract("in 2024")[0])


# --------------------------------------------------------------------------- two figures


@pytest.mark.parametrize(
    ("a", "b", "verdict"),
    [
        ("$130M", "$131M", "disagree"),
        ("$130M", "$130 million", "equal"),
        ("$4.5B", "$4.50 billion", "equal"),
        ("$4.5B", "4500 USD M", "equal"),
        ("~$130M", "$130.1M", "agree"),
        ("$130M", "$130.1M", "agree"),
        ("$130M", "$130.6M", "loose-only"),
        ("$390–395M", "$395.2M", "agree"),
        ("$390–395M", "$396.2M", "disagree"),
        ("2M+ models", "2.3 million models", "agree"),
        ("2M+ models", "1.9 million models", "disagree"),
        ("50–65x", "50–80x", "disagree"),
        ("~50–65x", "50–65x", "equal"),
        ("~50–65x", "50–67x", "disagree"),
        ("four rounds", "five rounds", "disagree"),
        ("over 250 models", "250+ models", "agree"),
        ("up to 5 people", "five people", "agree"),
        ("more than 5 people", "five people", "disagree"),
        ("$395.2 million", "395.2m USD", "equal"),
        ("8.5/10", "8.5/10", "equal"),
        ("18 months", "1.5 years", "equal"),
        ("70 bps", "0.7 percentage points", "equal"),
        ("approximately 10,000 organizations", "10,000 organizations", "agree"),
        ("$100M", "$14B", "disagree"),
    ],
)
def test_worked_cases(a: str, b: str, verdict: str) -> None:
    assert agree(figure(a), figure(b)).verdict == verdict
    assert agree(figure(b), figure(a)).verdict == verdict


def test_a_value_far_above_a_lower_bound_makes_it_stale_not_wrong() -> None:
    found = agree(figure("2M+ models"), figure("5 million models"))
    assert found.verdict == "agree" and found.stale_bound
    assert not agree(figure("2M+ models"), figure("2.3 million models")).stale_bound


@pytest.mark.parametrize(("a", "b"), [("$5M", "€5M"), ("86%", "86 people"), ("4.5/5", "8.5/10"), ("3 years", "3 hours")])
def test_different_things_are_not_compared(a: str, b: str) -> None:
    with pytest.raises(ValueError, match="not comparable"):
        agree(figure(a), figure(b))


# --------------------------------------------------------------------------- formulas


def test_sum_of_rounds() -> None:
    parts = [figure(text) for text in ("$15M", "$40M", "$100M", "$235M")]
    allowed = rounding.total(parts)
    assert (allowed.low, allowed.high) == (388_000_000, 392_000_000)
    assert not holds(figure("$395M"), allowed).agrees
    assert holds(figure("$390M"), allowed).agrees
    assert holds(figure("$395M"), rounding.total([*parts, figure("$5M")])).agrees


def test_a_sum_is_not_widened_by_about() -> None:
    parts = [figure(text) for text in ("about $15M", "~$40M")]
    assert rounding.total(parts) == rounding.total([figure("$15M"), figure("$40M")])


def test_multiple() -> None:
    allowed = rounding.multiple(figure("$4.5B"), figure("$70M"))
    assert round(allowed.low, 1) == Fraction("63.1") and round(allowed.high, 1) == Fraction("65.5")
    assert holds(figure("64x"), allowed).agrees


def test_multiple_on_a_range() -> None:
    allowed = rounding.multiple(figure("approximately $1.25B"), figure("$50–70M"))
    assert round(allowed.low, 1) == Fraction("17.7") and round(allowed.high, 1) == Fraction("25.4")
    assert holds(figure("5-8x"), allowed).verdict == "disagree"


def test_growth() -> None:
    assert holds(figure("86%"), rounding.growth(figure("$70M"), figure("$130M"))).agrees
    assert not holds(figure("68%"), rounding.growth(figure("$70M"), figure("$130M"))).agrees


def test_compound_growth() -> None:
    allowed = rounding.cagr(figure("$136B"), figure("$394B"), 6)
    assert holds(figure("19%"), allowed).agrees
    assert not holds(figure("27%"), allowed).agrees


def test_compound_growth_over_one_year_is_growth() -> None:
    assert rounding.cagr(figure("$70M"), figure("$130M"), 1) == rounding.growth(figure("$70M"), figure("$130M"))


def test_share() -> None:
    assert holds(figure("20%"), rounding.share(figure("10,000 orgs"), figure("50,000 orgs"))).agrees
    below_a_lower_bound = rounding.share(figure("10,000 orgs"), figure("50,000+ orgs"))
    assert below_a_lower_bound.contains(20) and below_a_lower_bound.contains(5) and not below_a_lower_bound.contains(21)


def test_per_head() -> None:
    allowed = rounding.per_head(figure("$130M"), figure("635 people"))
    assert holds(figure("$204,000"), allowed).agrees
    assert not holds(figure("$240,000"), allowed).agrees


def test_weighted_mean() -> None:
    exact = rounding.weighted_mean([10, 20], [1, 3])
    assert exact == Interval.point(Fraction(35, 2))
    weights = [figure(text) for text in ("50%", "30%", "20%")]
    mean = rounding.weighted_mean([figure("$5.5B"), figure("$7.0B"), figure("$9.0B")], weights)
    assert mean.contains(Fraction("6.65e9")) and not mean.contains(Fraction("7.0e9"))


def test_premium_and_product() -> None:
    assert holds(figure("25%"), rounding.premium(figure("$4.00"), figure("$5.00"))).agrees
    allowed = rounding.product([figure("$130M"), figure("40-55x")])
    assert allowed.contains(Fraction("5.2e9")) and not allowed.contains(Fraction("8e9"))


def test_ranges_against_computed_ends() -> None:
    low = rounding.multiple(figure("$6B"), figure("$100M"))
    high = rounding.multiple(figure("$6B"), figure("$80M"))
    assert rounding.holds_range(figure("60-75x"), low, high).agrees
    assert rounding.holds_range(figure("60-95x"), low, high).verdict == "disagree"


def test_division_by_what_may_be_zero_says_nothing() -> None:
    assert rounding.ratio(1, Interval(Fraction(-1), Fraction(1))) == Interval(None, None)


def test_bounds_stay_open_in_formulas() -> None:
    assert rounding.product([figure("2M+ models"), 3]) == Interval(Fraction(6_000_000), None, True)
    assert rounding.ratio(figure("$10M"), figure("up to 5 people")).low is None
    assert rounding.total([figure("over 5 people"), 2]) == Interval(Fraction(7), None)
    assert rounding.difference(10, figure("at least 4 people")) == Interval(None, Fraction(6), False, True)
    assert rounding.product([Interval(Fraction(-2), None), -1]) == Interval(None, Fraction(2))


def test_growth_needs_a_span() -> None:
    with pytest.raises(ValueError, match="span"):
        rounding.cagr(1, 2, 0)


# --------------------------------------------------------------------------- properties

values = st.decimals(min_value=-(10**9), max_value=10**9, places=4, allow_nan=False)
places = st.integers(min_value=-3, max_value=6)


def written(value: Decimal, place: int) -> Quantity:
    """Return ``value`` rounded half up (away from zero) at a place, as if written so."""
    step = Decimal(10) ** place
    rounded = (value / step).quantize(Decimal(1), rounding=ROUND_HALF_UP) * step
    return Quantity(0, 1, "x", "count", rounded, rounded, low_step=step, high_step=step, low_loose=step, high_loose=step)


@given(values, places, places)
def test_one_value_rounded_at_two_places_agrees(value: Decimal, a: int, b: int) -> None:
    left, right = written(value, a), written(value, b)
    assert agree(left, right).agrees
    if a == b:
        assert agree(left, right).verdict == "equal"


@given(values, values, places)
def test_at_the_same_place_only_equals_agree(a: Decimal, b: Decimal, place: int) -> None:
    left, right = written(a, place), written(b, place)
    assert agree(left, right).agrees == (left.low == right.low)


qualified = st.builds(
    lambda value, place, approximate, bound: replace(written(value, place), approximate=approximate, bound=bound),
    values,
    places,
    st.booleans(),
    st.sampled_from([None, None, "ge", "gt", "le", "lt"]),
)


@given(qualified, qualified)
def test_symmetry(a: Quantity, b: Quantity) -> None:
    assert agree(a, b).verdict == agree(b, a).verdict


@given(values, values, places, st.integers(min_value=1, max_value=4))
def test_a_coarser_writing_never_agrees_less(value: Decimal, other: Decimal, place: int, coarser: int) -> None:
    fine, coarse = written(value, place), written(value, place + coarser)
    against = written(other, place - 1)
    if interval(fine).overlaps(interval(against)):
        assert interval(coarse).overlaps(interval(against)) or not interval(coarse).contains(Fraction(other))


positive = st.fractions(min_value=Fraction(1, 100), max_value=10**6)


@given(st.lists(st.tuples(positive, positive), min_size=2, max_size=4), st.data())
def test_arithmetic_encloses_every_choice(pairs: list, data: st.DataObject) -> None:
    spans = [Interval(min(pair), max(pair), True, True) for pair in pairs]
    picks = [data.draw(st.fractions(min_value=span.low, max_value=span.high)) for span in spans]
    assert rounding.total(spans).contains(sum(picks))
    assert rounding.difference(spans[0], spans[1]).contains(picks[0] - picks[1])
    assert rounding.product(spans[:2]).contains(picks[0] * picks[1])
    assert rounding.ratio(spans[0], spans[1]).contains(picks[0] / picks[1])
    assert rounding.growth(spans[0], spans[1]).contains((picks[1] / picks[0] - 1) * 100)
    mean = sum(v * w for v, w in zip(picks, reversed(picks), strict=True)) / sum(picks)
    assert rounding.weighted_mean(spans, spans[::-1]).contains(mean)


@given(positive, positive, st.integers(min_value=1, max_value=12))
def test_compound_growth_encloses_the_root(before: Fraction, after: Fraction, years: int) -> None:
    allowed = rounding.cagr(before, after, years)
    assert (1 + allowed.low / 100) ** years <= after / before <= (1 + allowed.high / 100) ** years


def test_no_float_decides() -> None:
    allowed = rounding.cagr(figure("$136B"), figure("$394B"), 6)
    found = agree(figure("$130M"), figure("$130.1M"))
    for bound in (allowed.low, allowed.high, found.left.low, found.right.high):
        assert type(bound) is Fraction

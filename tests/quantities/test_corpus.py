"""The two corpora beside this file: what is read from a text, and texts nothing must be read from.

``positive.txt`` gives under each text its quantities as :func:`shown` writes them.
"""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from kg.model import Quantity
from kg.quantities import extract

HERE = Path(__file__).parent


def lines(name: str) -> list[str]:
    return [line for line in (HERE / name).read_text(encoding="utf-8").splitlines() if line and not line.startswith("# ")]


def positive() -> list[tuple[str, list[str]]]:
    """Return each text with its quantities, written as :func:`shown` writes them."""
    cases: list[tuple[str, list[str]]] = []
    for line in lines("positive.txt"):
        if line.startswith("    "):
            cases[-1][1].append(line.strip())
        else:
            cases.append((line, []))
    return cases


def negative() -> list[str]:
    return lines("negative.txt")


def plain(value: Decimal) -> str:
    written = f"{value:f}"
    return written.rstrip("0").rstrip(".") if "." in written else written


def shown(quantity: Quantity) -> str:
    """Write a quantity on one line: text, kind, value, and what is said of it."""
    if quantity.period:
        value = f"{quantity.period.start}..{quantity.period.end}"
    else:
        value = plain(quantity.low) if quantity.low == quantity.high else f"{plain(quantity.low)}..{plain(quantity.high)}"
    told = [
        quantity.kind,
        value,
        quantity.currency,
        quantity.unit and f"[{quantity.unit}]",
        quantity.out_of and f"of {plain(quantity.out_of)}",
        quantity.approximate and "about",
        quantity.bound,
        quantity.per and f"per {quantity.per}",
        quantity.change and "change",
    ]
    return f"{quantity.text} => {' '.join(str(word) for word in told if word)}"


@pytest.mark.parametrize(("text", "expected"), positive(), ids=lambda value: value if isinstance(value, str) else "")
def test_read(text: str, expected: list[str]) -> None:
    assert [shown(quantity) for quantity in extract(text)] == expected


@pytest.mark.parametrize("text", negative())
def test_left_alone(text: str) -> None:
    assert extract(text) == []


def test_there_are_as_many_texts_without_quantities() -> None:
    assert len(negative()) >= len(positive())

"""Reads every written figure of a text exactly: money, counts, shares, ranges, multiples, dates.

>>> from kg.quantities import extract
>>> [(q.text, q.low, q.high, q.currency) for q in extract("a market of $38–136 B in 2024")][0]
('$38–136 B', Decimal('38000000000'), Decimal('136000000000'), 'USD')
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, Literal

from kg.model import Quantity

if TYPE_CHECKING:
    from kg.quantities.lexicon import Lexicon

__all__ = ["Quantity", "Style", "detect_style", "extract", "own_currencies", "shared_currency", "use"]

Style = Literal["1,234.5", "1.234,5", "1 234,5"]
"""How a document groups digits and where its decimals begin, shown on an example."""


def extract(text: str, style: Style | None = None, lexicon: Lexicon | None = None) -> list[Quantity]:
    """Return the quantities written in ``text``, in the order of their places, without overlap.

    ``text`` is read as it stands: ``text[q.start:q.end] == q.text`` holds for each quantity ``q``.
    Qualifying words ("about", "more than") are read into ``approximate`` and ``bound`` and lie
    outside the span, qualifying signs ("~", "+") inside it. A date is ``kind == "date"`` with the
    days it names in ``period``; "since" and "by" are told by ``bound`` ("ge", "le").
    ``low <= high`` always holds; in a change ("fell from 30% to 20%") ``change`` is true and the
    order of writing tells before and after.

    ``style`` is the number format of the document, from :func:`detect_style`; without it numbers
    are read as "1,234.5", and one that can only be meant otherwise ("1.234,56") as such.
    ``lexicon`` replaces the shipped words and units, see :func:`kg.quantities.lexicon.extended`.
    """
    from kg.quantities import scanner

    return scanner.extract(text, style, lexicon)


def own_currencies(texts: Sequence[str]) -> dict[str, str]:
    """Which currency the words mean that several share ("kroner"), where the texts write just one of the codes.

    >>> own_currencies(["912 million kroner (NOK)"])
    {'krone': 'NOK'}
    """
    from kg.quantities import lexicon

    found = {}
    for shared, codes in lexicon.current().shared_currencies.items():
        if any(shared in text for text in texts):
            written = [code for code in codes if any(code in text for text in texts)]
            if len(written) == 1:
                found[shared] = written[0]
    return found


def shared_currency(currency: str | None) -> bool:
    """Tell whether a currency is one of several: "pesos" of a country that is not named."""
    return bool(currency) and currency.islower()


def use(extra: Mapping[str, object]) -> None:
    """Read figures with a user's additions to the lexicon from now on (``[lexicons]`` of ``kg.toml``).

    ``extra`` has the shape of the files in ``ontology/lexicons``; empty means the shipped words only.
    Raises :class:`ValueError` for a part that is no lexicon.
    """
    from kg.quantities import lexicon

    if extra:
        lexicon.extended(extra)
    if lexicon.choose(extra):
        from kg.quantities import scanner

        scanner.forget()


def detect_style(text: str) -> Style:
    """Return the number format most numbers of ``text`` are written in; "1,234.5" when in doubt."""
    return _detected(text)


@lru_cache(maxsize=64)
def _detected(text: str) -> Style:
    from kg.quantities import numerals

    return numerals.detect_style(text)

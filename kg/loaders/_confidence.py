"""The confidence of a claim, in the shapes that people write it in, on the three steps of the model."""

from __future__ import annotations

from decimal import Decimal

from kg import patterns as re
from kg.model import Confidence

HIGH_FROM, MEDIUM_FROM = Decimal("0.8"), Decimal("0.5")
"""Where a stated probability begins to be High, and Medium."""

_WORDS = {
    Confidence.HIGH: "high very-high strong certain confirmed verified established well-supported h",
    Confidence.MEDIUM: "medium moderate med mid likely probable mixed partial partially-supported m",
    Confidence.LOW: "low very-low weak uncertain disputed contested contradicted unverified unconfirmed speculative unlikely unsupported l",
}
_STEPS = {word: step for step, words in _WORDS.items() for word in words.split()}
_NUMBER = re.compile(r"(\d{1,3}(?:[.,]\d{1,6})?)\s*(%|percent|/\s*(\d{1,3}))?")


def read(text: str) -> Confidence | None:
    """The step of a wording: ``HIGH``, ``Medium-High``, ``DISPUTED``, ``0.8``, ``80 %``, ``4/5``.

    A step between two counts as the lower of them.  ``None`` where the wording is not understood,
    such as a bare 3, which may be one of 5 or of 10.
    """
    plain = re.sub(r"[\s_/-]+", "-", re.sub(r"\b(?:confidence|level)\b", "", text.strip().lower()).strip(" :-"))
    if plain in _STEPS:
        return _STEPS[plain]
    match = _NUMBER.fullmatch(text.strip().lower())
    if match is None:
        parts = plain.split("-")
        steps = [_STEPS[p] for p in parts if p in _STEPS]
        return max(steps, key=list(Confidence).index) if steps and len(steps) == len([p for p in parts if p != "to"]) else None
    value, unit, of = Decimal(match[1].replace(",", ".")), match[2] or "", match[3]
    if of:
        value = value / Decimal(of) if Decimal(of) else Decimal(2)
    elif unit or value > 10:
        value /= 100
    if value > 1:
        return None
    return Confidence.HIGH if value >= HIGH_FROM else Confidence.MEDIUM if value >= MEDIUM_FROM else Confidence.LOW

"""The samples of the page on formats read as it says."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from helpers import single

PAGE = Path(__file__).resolve().parent.parent.parent / "docs" / "formats.md"
_SAMPLE = re.compile(r"^```(markdown|html|csv|json|trig|argdown)\n(.*?)^```\n\nRead: (\d+) claims?, (\d+) sources?\.", re.M | re.S)
_SUFFIX = {"markdown": "md"}
SAMPLES = [m.groups() for m in _SAMPLE.finditer(PAGE.read_text(encoding="utf-8"))]


@pytest.mark.parametrize(
    ("kind", "text", "claims", "sources"), SAMPLES, ids=[f"{kind}-{n}" for n, (kind, *_) in enumerate(SAMPLES)]
)
def test_sample(kind, text, claims, sources):
    report = single(text, f"sample.{_SUFFIX.get(kind, kind)}")
    assert (len(report.claims), len(report.sources)) == (int(claims), int(sources))


def test_every_format_has_a_row():
    from kg.loaders import loaders

    page = PAGE.read_text(encoding="utf-8")
    assert [name for name in loaders() if f"`{name}`" not in page] == []
    assert len(SAMPLES) >= 6

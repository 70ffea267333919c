"""What is read from a pattern as held by any match is held by every match."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg import build, engine
from kg.config import Config
from kg.derivations import cues, masked

DOCUMENTS = Path(__file__).resolve().parents[1] / "documents"


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        (r"from <V:a> to <V:b>", [["from"], ["to"]]),
        (r"\bincreases?\s+of <P>", [["increase"], ["of"]]),
        (r"(?:grew|rose)\s+by", [["by"], ["grew", "rose"]]),
        (r"(?:grew|\w+)\s+by", [["by"]]),
        (r"(?:about )?<P>(?! of)", []),
        (r"a|b", []),
        (r"gr(?:ew|own)+ over", [["over"], ["gr"], ["ew", "own"]]),
        (r"up{2} to[\s(a-z]+than", [["than"], ["to"]]),
        (r"(?P<word>premium|discount){0,1} paid", [["paid"]]),
        (r"\uE000and\)or\(", [["and"], ["or"]]),
        (r"{w3}per (?:(?:year|month)|day)", [["per"], ["day", "month", "year"]]),
    ],
)
def test_words(source, expected):
    assert [sorted(w) for w in cues.words(source)] == expected


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        (r"from <V:a> to <V:b>", {"V": 2}),
        (r"<A:a>(?: of <A:b>)?", {"A": 1}),
        (r"<A:a>? <P>", {"P": 1}),
        (r"<A:a>{w2}<P:r>", {"A": 1, "P": 1}),
        (r"<A:a>|<P:r>", {}),
        (r"[<(]\(<M:r>", {"M": 1}),
    ],
)
def test_figures(source, expected):
    assert dict(cues.figures(source)) == expected


def test_no_match_is_passed_over(monkeypatch):
    """Every pattern over every masked sentence of the documents: what is passed over does not match."""
    patterns, texts = [], set()
    read = masked.Masked.__init__

    def reading(self, readings):
        read(self, readings)
        texts.add(self.text)

    def may(self, text):
        patterns.append(self)
        return True

    with monkeypatch.context() as patch:
        patch.setattr(masked.Masked, "__init__", reading)
        patch.setattr(masked.Pattern, "_may", may)
        for path in sorted(DOCUMENTS.glob("*/*.md"))[::3]:
            config = Config()
            engine.run(build.build([str(path)], config), config, [engine.checks()["KG401"]])
    assert len(texts) > 50
    patterns = list(dict.fromkeys(patterns))
    assert len(patterns) > 50
    for pattern in patterns:
        for text in texts:
            assert pattern._may(text) or pattern._pattern().search(text) is None, (pattern._source, text)

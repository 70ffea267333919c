"""Compare what two forms of one report are told: a text and a folder, or any two inputs.

    python benchmarks/equal.py TEXT FOLDER [--config kg.toml]

Findings are equal when they have the same check, speak of the same claims and sources and show the
same figures. Words may differ, and so may the places: a folder has rows of data for what a text
says once more in prose, and a row of data stands for the claims it gives the figure of. How many
places say a thing is therefore not compared, and neither are the words that claims share, nor the
findings about quotes (KG204 to KG207), since a folder may quote shorter passages. The exit status
is the number of findings that only one of the two has, at most 100.
"""

from __future__ import annotations

import argparse
import re
import sys
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from kg import build, config, engine
from kg.findings import Finding
from kg.graph import ClaimGraph, Key

QUOTES = ("KG204", "KG205", "KG206", "KG207")
"""Checks that read quotes word by word."""

_LIKENESS = ("KG802", "KG803")
_ASIDE = re.compile(r"“[^”]*”|\b\d+ places?\b|\((?:[\w-]+ )?\d{4}(?:-\d\d){0,2}(?:[-–]\d{4})?\)")
_FIGURE = re.compile(r"\d[\d.,]*\d|\d")
_ID = re.compile(r"[A-Z]{1,3}\d{2,}")


@dataclass(frozen=True, slots=True)
class Sign:
    """What a finding is compared by: its check and figures, the claims and sources it names.

    ``wide`` has besides the claims that the rows of data restate which the finding names.
    """

    check: str
    figures: tuple[str, ...]
    ids: frozenset[str]
    wide: frozenset[str]
    message: str

    def equals(self, other: Sign) -> bool:
        """Whether the same is found: each names what the other names, if only by a row of data."""
        return (self.check, self.figures) == (other.check, other.figures) and self.ids <= other.wide and other.ids <= self.wide


def signs(paths: Sequence[str | Path], settings: config.Config) -> list[Sign]:
    """The findings of one input by what they are compared by."""
    graph = build.build([str(p) for p in paths], settings)
    return [sign(f, graph) for f in engine.run(graph, settings).findings if f.check not in QUOTES]


def sign(finding: Finding, graph: ClaimGraph) -> Sign:
    """What a finding is compared by."""
    ids = frozenset(a.id for a in finding.about if a.kind in ("claim", "source") and a.id)
    rows = [Key(a.report, a.kind, a.id) for a in finding.about if a.kind == "observation" and a.id]
    wide = ids | {e.target.id for row in rows for e in graph.out(row, "cites")}
    said = "" if finding.check in _LIKENESS else _ID.sub(" ", _ASIDE.sub(" ", finding.message))
    return Sign(finding.check, tuple(sorted(set(_FIGURE.findall(said)))), ids, wide, finding.message)


def differences(one: Iterable[Sign], other: Iterable[Sign]) -> list[tuple[str, Sign]]:
    """Findings that only one of two inputs has, marked ``<`` or ``>``, by check."""
    left: dict[tuple, list[Sign]] = defaultdict(list)
    for own in one:
        left[own.check, own.figures].append(own)
    found = []
    for own in other:
        same = left[own.check, own.figures]
        match = next((s for s in same if s.ids == own.ids), None) or next((s for s in same if s.equals(own)), None)
        if match is None:
            found.append((">", own))
        else:
            same.remove(match)
    found += [("<", s) for rest in left.values() for s in rest]
    return sorted(found, key=lambda d: (d[1].check, sorted(d[1].ids), d[0], d[1].message))


def main() -> int:
    """Print the findings that only one of the two inputs has."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("inputs", nargs=2, metavar=("TEXT", "FOLDER"))
    parser.add_argument("--config", help="kg.toml for both; default: that of the second")
    chosen = parser.parse_args()
    settings = config.load(chosen.config or config.find(Path(chosen.inputs[1])) or {})
    left, right = (signs([p], settings) for p in chosen.inputs)
    apart = differences(left, right)
    for mark, own in apart:
        print(f"{mark} {own.check} [{' '.join(sorted(own.ids))}] {own.message}")
    print(f"{len(left)} and {len(right)} findings, {len(apart)} in only one")
    return min(len(apart), 100)


if __name__ == "__main__":
    sys.exit(main())

"""The figures of ``kg stats`` over a corpus: those of each report were counted when it was built, and are added up."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import asdict

from kg import quality
from kg.corpus.reading import Corpus
from kg.findings import Finding, Severity

_ADDED = ("nodes", "edges", "confidence", "coverage")
_SUMMED = ("quantities", "observations", "unread")


def count(corpus: Corpus, findings: Iterable[Finding]) -> dict:
    """What :func:`kg.statistics.count` says of all reports with these findings as nodes."""
    whole: dict = {"reports": [], "score": []}
    for one in corpus.counted():
        for name, value in one.items():
            if name in _ADDED:
                added = whole.setdefault(name, dict.fromkeys(value, 0))
                for key, n in value.items():
                    added[key] = added.get(key, 0) + n
            elif name in _SUMMED:
                whole[name] = whole.get(name, 0) + value
            else:
                whole[name] += value
    _add(whole, corpus, list(findings))
    return {name: whole[name] for name in one}


def _add(whole: dict, corpus: Corpus, findings: list[Finding]) -> None:
    """Count findings, and the edges that lead from them and between their sides (:meth:`kg.graph.ClaimGraph.add_findings`)."""
    there = _there(corpus, findings)
    homes: dict[str, list[Severity]] = defaultdict(list)
    pairs = set()
    for finding in findings:
        known = [(a.side, key) for a in finding.about if (key := _key(a)) in there]
        homes[known[0][1][0] if known else next(iter(corpus.order))].append(finding.severity)
        whole["edges"]["about"] += len({key for _, key in known})
        first: dict[str, tuple] = {}
        for side, key in known:
            if side:
                first.setdefault(side, key)
        sides = list(first.values())
        pairs |= {(left, right) for i, left in enumerate(sides) for right in sides[i + 1 :] if left != right}
    whole["nodes"]["finding"] += len(findings)
    whole["edges"]["contradicts"] += len(pairs)
    for scored in whole["score"]:
        scored["measures"] += map(asdict, quality.open_findings(homes[scored["report"]]))


def _key(about) -> tuple[str, str, str | None]:
    return about.report, "report" if about.kind == "document" else about.kind, about.id


def _there(corpus: Corpus, findings: Iterable[Finding]) -> set[tuple]:
    """The places of findings that are nodes."""
    import ibis

    names = ("report", "type", "id")
    asked = sorted({_key(a) for f in findings for a in f.about if a.id is not None})
    if not asked:
        return set()
    wanted = ibis.memtable([dict(zip(names, key, strict=True)) for key in asked], schema=dict.fromkeys(names, "string"))
    return {tuple(row[n] for n in names) for row in corpus.rows(corpus.table("places").semi_join(wanted, names), names)}

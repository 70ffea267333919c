"""Plant one defect at a time in clean reports and count how many are found.

    python benchmarks/defects.py [--seeds 1 2 3] [--texts NAME …] [--kinds KIND …] [--missed] [--clean]

The reports are invented and stand in ``texts/``; how they are written down is said in ``_clean.py``.
A seed chooses the wording and order of each clean report, and for every mention that may be spoilt
one kind of defect and one wrong value. Each spoilt report differs from its clean one in that single
mention. The defect is *found* when a finding of the categories below, not given for the clean
report, has a place on the changed line; it is *quoted* when such a finding also shows the wrong
value. Every finding in a clean report is a false alarm. The exit status is 0 unless a check or this
script crashes.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE.parent), str(HERE)]

from _clean import Draft, Mention, drafts, planted, render  # noqa: E402

CATEGORIES = ("figures-disagree", "arithmetic", "facts-disagree", "temporal")


@dataclass(frozen=True, slots=True)
class Trial:
    """One planted defect and what became of it; ``messages`` are of the findings on its line."""

    seed: int
    text: str
    mention: Mention
    kind: str
    wrong: str
    line: str
    messages: tuple[str, ...]
    quoted: bool

    @property
    def found(self) -> bool:
        return bool(self.messages)

    def __str__(self) -> str:
        return f"seed {self.seed} {self.text}:{self.mention.line} {self.kind}: {self.mention.right!r} -> {self.wrong!r}"


def findings(name: str, files: dict[str, str]) -> list:
    """All findings of ``CATEGORIES`` in a report held in memory.

    Raises ``RuntimeError`` with the traceback of a check that crashed.
    """
    from kg import build, engine
    from kg.config import Config
    from kg.findings import Status
    from kg.reading import Bundle, RawFile

    raw = tuple(RawFile(path, body.encode()) for path, body in files.items())
    bundle = Bundle(name, raw, folder=True) if len(raw) > 1 else Bundle(raw[0].path, raw)
    config = Config()
    graph = build.graph_of(build.load_bundles([bundle], config), config)
    outcome = engine.run(graph, config, [c for c in engine.checks().values() if c.category in CATEGORIES])
    crashed = [run.reason for run in outcome.runs if run.status is Status.CRASHED]
    if crashed:
        raise RuntimeError(f"{name}: {crashed[0]}")
    return list(outcome.findings)


def trials(draft: Draft, seed: int, kinds: set[str], spoilt: bool = True) -> tuple[list, list[Trial]]:
    """The findings in the clean report, and one trial for every mention that may be spoilt."""
    clean = render(draft, seed)
    alarms = findings(draft.name, clean.files)
    known = {f.fingerprint for f in alarms}
    found = []
    for change in planted(clean, seed, kinds) if spoilt else ():
        mention = change.mention
        here = [
            f
            for f in findings(draft.name, change.files)
            if f.fingerprint not in known
            and any(a.place.path == mention.path and a.place.line <= mention.line <= a.place.end_line for a in f.about)
        ]
        quoted = any(change.core in f.message or change.core in repr(f.data) for f in here)
        line = change.files[mention.path].split("\n")[mention.line - 1]
        said = tuple(f"{f.check} {f.message}" for f in here)
        found.append(Trial(seed, draft.name, mention, change.kind, change.wrong, line, said, quoted))
    return alarms, found


def rows(done: list[Trial]) -> Iterator[str]:
    """The table: kind, planted, found, recall, quoted."""
    planted_by, found_by, quoted_by = (
        Counter(t.kind for t in done),
        Counter(t.kind for t in done if t.found),
        Counter(t.kind for t in done if t.quoted),
    )
    yield f"{'kind':12}{'planted':>9}{'found':>8}{'recall':>9}{'quoted':>9}"
    for kind in sorted(planted_by):
        yield _row(kind, planted_by[kind], found_by[kind], quoted_by[kind])
    yield _row("all", planted_by.total(), found_by.total(), quoted_by.total())


def _row(name: str, planted_count: int, found: int, quoted: int) -> str:
    return f"{name:12}{planted_count:>9}{found:>8}{100 * found / max(planted_count, 1):>8.1f}%{quoted:>9}"


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description="Recall of planted defects, false alarms on clean reports.")
    parser.add_argument("--seeds", nargs="+", type=int, default=[1, 2, 3])
    parser.add_argument("--texts", nargs="+", default=[], help="names of reports in texts/; all, if none is given")
    parser.add_argument("--kinds", nargs="+", default=[], help="kinds of defects; all, if none is given")
    parser.add_argument("--missed", action="store_true", help="show every defect that was not found")
    parser.add_argument("--hits", action="store_true", help="show every defect that was found, with what was said")
    parser.add_argument("--clean", action="store_true", help="look at the clean reports only")
    options = parser.parse_args(arguments)
    begin = time.perf_counter()
    chosen = [d for d in drafts() if not options.texts or d.name in options.texts]
    done: list[Trial] = []
    alarms: list[tuple[int, str, object]] = []
    for seed in options.seeds:
        for draft in chosen:
            false, tried = trials(draft, seed, set(options.kinds), spoilt=not options.clean)
            alarms += [(seed, draft.name, f) for f in false]
            done += tried
    for t in done:
        if options.missed and not t.found:
            print(f"missed  {t}\n        {t.line.strip()[:400]}")
        if options.hits and t.found:
            print(f"found{'' if t.quoted else ' (not quoted)'}  {t}", *(f"        {m[:300]}" for m in t.messages), sep="\n")
    print(f"seeds {' '.join(map(str, options.seeds))}; {len(chosen)} reports, {len(done)} defects planted\n")
    if done:
        print("\n".join(rows(done)), "\n\nby report")
        for draft in chosen:
            mine = [t for t in done if t.text == draft.name]
            print(_row(draft.name[:12], len(mine), sum(t.found for t in mine), sum(t.quoted for t in mine)))
    print(f"\nfalse alarms on clean text: {len(alarms)} in {len(chosen) * len(options.seeds)} reports")
    for seed, name, f in alarms:
        place = f.about[0].place
        print(f"  seed {seed} {name}:{place.line} {f.check} {f.severity.value}/{f.confidence.value} {f.message}")
        for about in f.about:
            print(f"      {about.side or '-'}: {about.place.path}:{about.place.line} {about.text[:160]!r}")
    print(f"\n{time.perf_counter() - begin:.0f} s")
    return 0


if __name__ == "__main__":
    sys.exit(main())

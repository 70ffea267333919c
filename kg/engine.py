"""The rule engine: what a check is, how checks are found, and how they are run."""

from __future__ import annotations

import inspect
import os
import pkgutil
import time
import traceback
from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator
from dataclasses import replace
from datetime import date
from functools import cache, partial
from importlib import import_module

from kg import backing, candidates, impact, suppressions
from kg import patterns as re
from kg.candidates import CannotCheck, Context
from kg.config import Config
from kg.findings import CATEGORIES, Certainty, Finding, Outcome, Problem, Run, Severity, Status, fingerprint
from kg.graph import ClaimGraph, Key
from kg.records import record
from kg.suppressions import Fate, Suppression

LATE = ("suppressions", "suppression-expiries")
"""Candidate sets that tell what became of the findings of all other checks."""

_PARTS = re.compile(r"^(Why|What to do|Blind spots):[ \n]*", re.M)


@record
class Check:
    """One check: what it is called, what it looks at, examples, and the function that looks.

    ``bad`` and ``good`` are examples in the user's own notation (see
    :func:`kg.build.example_bundle`): each bad one must give exactly one kind of finding, this
    check's; each good one none of this check's.
    """

    code: str
    name: str
    category: str
    severity: Severity
    confidence: Certainty
    over: str
    bad: tuple[str, ...]
    good: tuple[str, ...]
    look: Callable[..., Iterator[Problem]]

    @property
    def doc(self) -> str:
        """The docstring of the check: what, why it matters, what to do, blind spots."""
        return self.look.__doc__ or ""

    @property
    def title(self) -> str:
        """The first line of the docstring."""
        return self.doc.strip().splitlines()[0] if self.doc else self.name

    @property
    def parts(self) -> dict[str, str]:
        """The docstring by its parts: "" what it finds, then "Why", "What to do" and "Blind spots", those that it has."""
        head, *parts = _PARTS.split(inspect.cleandoc(self.doc).replace("``", "`"))
        return {"": head.strip()} | {name: text.strip() for name, text in zip(parts[::2], parts[1::2], strict=True)}


def check(
    code: str,
    name: str,
    *,
    category: str,
    severity: Severity,
    over: str,
    bad: Iterable[str],
    good: Iterable[str],
    confidence: Certainty = Certainty.HIGH,
) -> Callable:
    """Make a generator function a check; the module needs nothing else."""
    if category not in CATEGORIES:
        raise ValueError(f"{code}: unknown category {category!r}")

    def decorate(function: Callable) -> Callable:
        function.check = Check(code, name, category, severity, confidence, over, tuple(bad), tuple(good), function)
        return function

    return decorate


@cache
def checks() -> dict[str, Check]:
    """All checks by code, found by looking into ``kg/checks``."""
    import kg.checks as folder

    found: dict[str, Check] = {}
    for module in pkgutil.iter_modules(folder.__path__):
        for value in vars(import_module(f"kg.checks.{module.name}")).values():
            one = getattr(value, "check", None)
            if isinstance(one, Check):
                if found.get(one.code, one) is not one:
                    raise ValueError(f"two checks have the code {one.code}")
                found[one.code] = one
    return dict(sorted(found.items()))


def selected(select: Iterable[str] = (), ignore: Iterable[str] = ()) -> list[Check]:
    """Checks whose code, code prefix or name is selected (all, if none is) and not ignored.

    Raises ``ValueError`` for a word that names no check.
    """
    everything = list(checks().values())

    def matches(one: Check, word: str) -> bool:
        return one.name == word or one.code.lower().startswith(word.lower())

    select, ignore = list(select), list(ignore)
    for word in (*select, *ignore):
        if not any(matches(c, word) for c in everything):
            raise ValueError(f"no check is called {word!r}; see 'kg rules'")
    return [
        c for c in everything if (not select or any(matches(c, w) for w in select)) and not any(matches(c, w) for w in ignore)
    ]


def run(graph: ClaimGraph, config: Config, which: Iterable[Check] | None = None, today: date | None = None) -> Outcome:
    """Run checks over a graph.

    A check that raises is reported as a run with status ``crashed``; the others go on.  Findings
    that the authors set aside are kept, with the reason.  ``today`` is the day on which remarks
    that do so may have expired; without it, the day each report is of, never the clock's.
    """
    which = list(checks().values()) if which is None else list(which)
    graph.worked_out = context = Context(graph, config)
    first = look([c for c in which if c.over not in LATE], context)
    found = explained(context, first.findings)
    return settled(which, Outcome(found, first.runs), context, remarks(context, today), partial(reached, graph, config))


def settled(
    which: Iterable[Check], first: Outcome, context: Context, known: list[Fate], reached: Callable[[Suppression], bool]
) -> Outcome:
    """The outcome of a run once the remarks ``known`` have set findings aside and the checks of remarks have looked.

    ``first`` is what all other checks said.  ``reached`` tells whether what a remark of the
    configuration names was read, so that it could have been of use.
    """
    found, late = first.findings, [c for c in which if c.over in LATE]
    if known:
        found = tuple(suppressions.apply(found, known, context.config.folder))
        ran = {r.check for r in first.runs if r.status in (Status.RAN, Status.NOTHING)}
        names = {c.code: c.name for c in checks().values() if c.over not in LATE}
        suppressions.settle(known, names, ran, reached)
    context.remarks = known
    last = look(late, context)
    order = {c.code: n for n, c in enumerate(which)}
    return Outcome(
        tuple(sorted((*found, *last.findings), key=lambda f: f.order)),
        tuple(sorted((*first.runs, *last.runs), key=lambda r: order[r.check])),
    )


Note = Callable[[Check, Hashable, Finding], None]
"""Told of every finding of a look, with the key of the candidate."""


def look(which: Iterable[Check], context: Context, emitted: dict[str, dict | CannotCheck] | None = None, note: Note | None = None) -> Outcome:
    """What checks say, without impact and backing.

    ``emitted`` are candidates that are known already, by the name of their set; others are added.
    """
    findings: dict[str, Finding] = {}
    runs = []
    emitted = {} if emitted is None else emitted
    for one in which:
        started = time.perf_counter()
        examined, status, reason = 0, Status.RAN, ""
        try:
            for key, item in _candidates(one.over, context, emitted).items():
                examined += 1
                for finding in findings_of(one, item, context.config):
                    findings.setdefault(finding.fingerprint, finding)
                    if note:
                        note(one, key, finding)
            if not examined:
                status = Status.NOTHING
        except CannotCheck as why:
            status, reason = Status.CANNOT, str(why)
        except Exception:
            status, reason = Status.CRASHED, traceback.format_exc()
        runs.append(Run(one.code, one.name, examined, status, time.perf_counter() - started, reason))
    return Outcome(tuple(findings.values()), tuple(runs))


def findings_of(one: Check, candidate: object, config: Config) -> Iterator[Finding]:
    """What one check says of one candidate."""
    for problem in one.look(candidate):
        yield _finding(one, problem, config)


def explained(context: Context, findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """The findings with what rests on what they are about, and how well each side of a contradiction is backed."""
    return tuple(_with_backing(context, _with_impact(context.graph, findings)))


def remarks(context: Context, today: date | None) -> list[Fate]:
    """The remarks of reports and configuration that set findings aside."""
    reports, config = context.graph.reports, context.config
    by_id = {r.id: r for r in reports}
    written = [(r.id, s) for r in reports for s in suppressions.of(r)] + [("", s) for s in config.suppressions]
    return fates(written, config, today, lambda report: [context.as_of(r) for r in ([by_id[report]] if report else reports)])


def fates(
    written: list[tuple[str, Suppression]], config: Config, today: date | None, days: Callable[[str], list[date | None]]
) -> list[Fate]:
    """The same out of remarks with the id of their report, and the days that this report, or all of them, speak of."""

    def day(report: str) -> date | None:
        return today or config.as_of or max((d for d in days(report) if d is not None), default=None)

    return suppressions.fates(written, {c.code: c.name for c in checks().values()}, day) if written else []


def reached(graph: ClaimGraph, config: Config, one: Suppression) -> bool:
    """Whether what a remark of the configuration names was read, so that it could have been of use."""
    documents = [d.path for r in graph.reports for d in r.documents]
    if one.path:
        return any(suppressions.within(d, one.path, config.folder) for d in documents)
    if one.id and any(n.id == one.id for n in graph.nodes):
        return True
    wanted = config.paths or (".",)
    return all(any(os.path.abspath(r.path) == os.path.abspath(os.path.join(config.folder, p)) for r in graph.reports) for p in wanted)


def _with_impact(graph: ClaimGraph, findings: Iterable[Finding]) -> Iterator[Finding]:
    """The findings, each with what rests on the first claim or source it is about.

    Added once the fingerprint is made: a citation more or less does not make it another finding.
    """
    known: dict[Key, dict[str, int]] = {}
    for finding in findings:
        keys = (Key(a.report, a.kind, a.id) for a in finding.about if a.id and a.kind in ("claim", "source"))
        key = next((k for k in keys if k in graph.nodes), None)
        if key is None:
            yield finding
            continue
        if key not in known:
            known[key] = impact.of(graph, key).data()
        yield replace(finding, data={**finding.data, "impact": known[key]}) if known[key] else finding


def _with_backing(context: Context, findings: Iterable[Finding]) -> Iterator[Finding]:
    """The findings, those whose sides cannot both be right with how well each is backed."""
    for finding in findings:
        exclusive = finding.category == "figures-disagree" or (
            finding.category in ("facts-disagree", "temporal") and checks()[finding.check].severity is Severity.ERROR
        )
        found = backing.of(context, finding) if exclusive else None
        yield replace(finding, data={**finding.data, "backing": found.data()}) if found else finding


def _candidates(name: str, context: Context, emitted: dict) -> dict:
    if name not in emitted:
        groups: dict = defaultdict(list)
        candidate_set = candidates.SETS[name]
        refusal = None
        for report in context.graph.reports:
            try:
                for key, item in candidate_set.emit(context, report):
                    groups[key].append(item)
            except CannotCheck as why:
                refusal = refusal or why
        emitted[name] = refusal if refusal and not groups else candidate_set.finish(groups)
    if isinstance(emitted[name], CannotCheck):
        raise emitted[name]
    return emitted[name]


def _finding(one: Check, problem: Problem, config: Config) -> Finding:
    severity = config.severities.get(one.code) or config.severities.get(one.name) or problem.severity or one.severity
    return Finding(
        check=one.code,
        name=one.name,
        category=one.category,
        severity=severity,
        confidence=problem.confidence or one.confidence,
        message=problem.message,
        about=problem.about,
        data=dict(problem.data),
        fingerprint=fingerprint(one.code, problem.about, problem.data),
    )

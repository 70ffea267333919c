"""Findings as one page for whoever decides whether a report is published: the verdict first, everything behind it below.

The page opens offline in any browser, asks for nothing, and says the same without scripts.
"""

from __future__ import annotations

from collections.abc import Iterator
from importlib.util import find_spec

from kg import html
from kg.candidates import Context
from kg.engine import checks
from kg.findings import CATEGORIES, Finding, Outcome, Severity, Status
from kg.reading import InputError
from kg.reporters import ReportContext
from kg.reporters.html import document, tables
from kg.reporters.html.cards import Card, Maker, rule_parts
from kg.reporters.html.places import Chapters, Lines, Names

NAME = "html"

_SCRIPTS = ("base", "findings-filter", "findings-text", "findings")
_SEVERITIES = (Severity.ERROR, Severity.WARNING, Severity.INFO)
_HEADS = {Severity.ERROR: "Errors", Severity.WARNING: "Warnings", Severity.INFO: "For information"}


def render(outcome: Outcome, context: ReportContext) -> Iterator[str]:
    """Yield the page; without the graph in the context it lacks the text, the scores and the time line.

    Raises :class:`kg.reading.InputError` when the packages of the ``html`` extra are missing.
    """
    if find_spec("jinja2") is None:
        raise InputError("html", "this format needs jinja2. Install the html extra: pip install 'claimgraph[html]'.")
    yield html.render(
        "findings.html",
        styles=("base.css", "findings.css", "findings-text.css"),
        scripts=(html.asset("scripts/early.js"), html.bundle(f"scripts/{name}.js" for name in _SCRIPTS)),
        **_page(outcome, context),
    )


def _page(outcome: Outcome, context: ReportContext) -> dict[str, object]:
    graph = context.graph
    reports = graph.reports if graph else ()
    lines = Lines(reports)
    names, chapters = (Names(graph), Chapters(graph)) if graph else (None, None)
    maker = Maker(lines, names, chapters, set(graph.nodes) if graph else set())
    opened = maker.cards(f for f in outcome.findings if f.counts)
    known = maker.cards((f for f in outcome.findings if f.suppressed is None and not f.counts), len(opened) + 1)
    aside = maker.cards((f for f in outcome.findings if f.suppressed is not None), len(opened) + len(known) + 1)
    shown = [*opened, *known, *aside]
    titles = [r.title or r.id for r in reports]
    title = titles[0] if len(titles) == 1 else f"{len(titles)} reports" if titles else ", ".join(context.inputs) or "Findings"
    seen = Context.of(graph, context.config) if graph and context.config else None
    written = (
        document.Reader(graph, lines, names, [(c.finding, f"#{c.anchor}") for c in (*opened, *known)]).files() if graph else []
    )
    return {
        "data": _data(shown, context, title),
        "title": title,
        "version": context.version,
        "verdict": _verdict(outcome, context),
        "uncounted": [
            (n, words)
            for n, words in ((_errors(known), "known from the baseline"), (_errors(aside), "set aside by the authors"))
            if n
        ],
        "severities": [(s, _HEADS[s], [c for c in opened if c.finding.severity is s]) for s in _SEVERITIES],
        "by_rule": _by_rule,
        "opened": opened,
        "known": known,
        "aside": aside,
        "fixed": outcome.fixed,
        "held": outcome.fixed is not None,
        "rules": {code: (checks()[code], rule_parts(checks()[code])) for code in _codes(outcome)},
        "shown_rules": {f.check for f in outcome.findings},
        "graph_page": context.graph_page,
        "files": written,
        "chapters": [chapters.title(k) for k in chapters.sections] if chapters else [],
        "scores": tables.scores(seen, lines) if seen else [],
        "wanted": tables.wanted(seen, lines) if seen else [],
        "matrix": tables.matrix(opened, chapters) if chapters else None,
        "timeline": tables.timeline(seen, lines, opened) if seen else None,
        "answers": tables.answers(outcome, [c.finding for c in opened]),
        "chapters_found": sorted({c.chapter for c in shown if c.chapter is not None}),
        "categories": [c for c in CATEGORIES if any(x.finding.category == c for x in shown)],
        "documents": [(d.path, d.sha256) for r in reports for d in r.documents],
        "as_of": sorted({day.isoformat() for r in reports if (day := seen.as_of(r) if seen else r.as_of)}),
    }


def _codes(outcome: Outcome) -> list[str]:
    """Checks whose text is on the page: those that ran, and those of findings."""
    used = [r.check for r in outcome.runs] + [f.check for f in outcome.findings] + [f.check for f in outcome.fixed or ()]
    return [c for c in dict.fromkeys(used) if c in checks()]


def _by_rule(cards: list[Card]) -> list[tuple[Finding, list[Card]]]:
    """Cards of one severity by their check, the check with the most weight first."""
    groups: dict[str, list[Card]] = {}
    for card in cards:
        groups.setdefault(card.finding.check, []).append(card)
    return sorted(((g[0].finding, g) for g in groups.values()), key=lambda pair: pair[0].check)


def _verdict(outcome: Outcome, context: ReportContext) -> dict[str, object]:
    """The answer to "may it be published?": ``no``, ``look`` or ``yes``, and how many findings decide it."""
    count = {s: outcome.count(s) for s in _SEVERITIES}
    limit = _limit(context)
    failing = sum(n for s, n in count.items() if s.rank >= limit.rank)
    looked = any(r.status is Status.RAN for r in outcome.runs)
    answer = "no" if failing else "look" if count[Severity.WARNING] else "yes" if looked else "unread"
    return {
        "answer": answer,
        "failing": failing,
        "limit": limit.value,
        "error": count[Severity.ERROR],
        "warning": count[Severity.WARNING],
        "info": count[Severity.INFO],
        "new": sum(f.baseline == "new" and f.suppressed is None for f in outcome.findings),
    }


def _errors(cards: list[Card]) -> int:
    return sum(c.finding.severity is Severity.ERROR for c in cards)


def _limit(context: ReportContext) -> Severity:
    """The severity that stands against publishing: that of ``--fail-on``; a run that never fails still has its errors."""
    return context.fail_on or Severity.ERROR


def _data(cards: list[Card], context: ReportContext, title: str) -> dict[str, object]:
    """What the scripts read besides the page itself: what each finding is about, and the limit of failures."""
    limit = _limit(context)
    rules = list(dict.fromkeys((c.finding.check, c.finding.name) for c in cards))
    kinds = list(dict.fromkeys(c.finding.category for c in cards))
    rule, kind = ({name: n for n, name in enumerate(names)} for names in (rules, kinds))
    return {
        "title": title,
        "graph": context.graph_page,
        "rules": rules,
        "kinds": kinds,
        "failing": [s.value for s in _SEVERITIES if s.rank >= limit.rank],
        "cards": [
            [
                _SEVERITIES.index(f.severity),
                rule[f.check, f.name],
                kind[f.category],
                c.chapter,
                f.confidence.rank,
                c.ids,
                c.lines,
            ]
            for c, f in ((c, c.finding) for c in cards)
        ],
    }

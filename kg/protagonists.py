"""The name that a text is full of, where its title is a headline that names nobody: "The Voice From Warsaw"."""

from __future__ import annotations

from collections import Counter

from kg import patterns as re
from kg.model import Report

_RUN = re.compile(r"(?<![\w&’'/.@-])[A-ZÀ-ÖØ-Þ][\w&’-]+(?: [A-ZÀ-ÖØ-Þ][\w&’-]+)*")
_SMALL = re.compile(r"(?<![\w-])[a-zà-ÿ]{2,}")
_FOUNDED = re.compile(
    r"\b(?:found(?:ed|ing|ers?\s+of)|co-?found(?:ed|ers?\s+of)|started|launched|set\s+up|built|creat(?:ed|ors?\s+of)|CEO\s+of|chief\s+executive\s+of|the\s+company)\s+(?:\[\[)?(?P<name>[A-ZÀ-ÖØ-Þ][\w&-]+(?: [A-Z][\w&-]+)*)"
)
"""Of whom a text tells who founded or runs it."""
_RUN_BY = re.compile(
    r"(?P<name>[A-ZÀ-ÖØ-Þ][\w&-]+(?: [A-Z][\w&-]+)*)['’]s?\s+(?:[a-z]+\s+)?(?:chief\s+(?:executive|financial|technology|operating)|CEO|CFO|CTO|COO|founders?|co-?founders?|board|shareholders|headcount|revenues?|valuation)\b"
)
"""Whose head, board or revenue it speaks of."""
_PROFILE = re.compile(r"\b(?:PROFILE|FACT\s?SHEET|DASHBOARD|OVERVIEW|SNAPSHOT)\b")
"""In a title all in capitals: "COMPANY PROFILE: NORDFJELL BIO AS"."""
_MOST = 60_000
_TITLE = 140
"""Characters that a title has at most."""
_BONUS = 3
_LEAST = 4
_FAR = 1.5
"""A name that comes so many times as often as the next one is the one that a text is about."""
_ENOUGH_OF_IT = 0.5
_NO_NAME = frozenset(
    """the a an in on at for of and but or nor so yet with by from to into as is was are were its their his her our your my it he she they we you i this that these those what who which when where
    why how not no all any some more most less few many much one two three four five six seven eight nine ten ai ceo cto cfo coo arr series q1 q2 q3 q4 h1 h2 usd eur gbp api llm january february
    march april may june july august september october november december monday tuesday wednesday thursday friday saturday sunday""".split()
)


def protagonist(report: Report) -> str:
    """The one name that a text is about: in its heading, told to have been founded, or named far oftener than any other; or nothing."""
    text = "\n".join(d.text for d in report.documents)[:_MOST]
    opening, body = _heading(text)
    small = set(_SMALL.findall(text))
    runs = Counter(run for m in _RUN.finditer(body) for run in [_bare(m.group(), small)] if run)
    if not runs:
        return ""
    first = Counter()
    for run, count in runs.items():
        first[run.split()[0]] += count
    headed = {w for m in _RUN.finditer(opening) if (run := _bare(m.group(), small)) for w in run.split()}
    if _PROFILE.search(opening):
        headed |= {w.capitalize() for w in headed if w.isupper() and len(w) > _LEAST}
    founded = {run.split()[0] for m in (*_FOUNDED.finditer(body), *_RUN_BY.finditer(body)) if (run := _bare(m["name"], small))}
    scored = {w: n + _BONUS * (w in headed) + _BONUS * (w in founded) for w, n in first.items()}
    best = sorted(scored, key=lambda w: (-scored[w], w))[:2]
    if scored[best[0]] < _LEAST or (len(best) > 1 and scored[best[0]] < _FAR * scored[best[1]]):
        return ""
    if best[0] not in headed | founded:
        return ""
    whole = [(count, run) for run, count in runs.items() if run.split()[0] == best[0]]
    return max(whole, key=lambda w: (w[0], len(w[1])))[1]


def is_headline(report: Report) -> bool:
    """Whether what a report was taken to be about is only words of its title: no good part of them is a name in its text."""
    if report.subject_certain or not report.subject or report.subject.islower():
        return False
    text = "\n".join(d.text for d in report.documents)[:_MOST]
    opening, body = _heading(text)
    if not opening:
        return False
    words = [w for w in report.subject.split() if w[:1].isupper() and w.lower() not in _NO_NAME]
    if len(words) < 2:
        return False
    told = sum(re.search(rf"(?<![\w-]){re.escape(w)}(?![\w-])", body) is not None for w in words)
    return told < _ENOUGH_OF_IT * len(words) and all(w[0].isupper() for w in report.subject.split())


def _heading(text: str) -> tuple[str, str]:
    """The first line, if it is a title and no sentence, and the text behind it; else nothing and the whole text."""
    first, _, rest = text.lstrip().partition("\n")
    if len(first) < _TITLE and not first.rstrip(" *_").endswith((".", ";", ",")):
        return first, rest
    return "", text


def _bare(run: str, small: set[str]) -> str:
    """A capitalised run without words at either end that the text also writes small."""
    words = [w.removesuffix("’s").removesuffix("'s") for w in run.split()]
    while words and (words[0].lower() in _NO_NAME or words[0].lower() in small):
        words.pop(0)
    while words and (words[-1].lower() in _NO_NAME or words[-1].lower() in small):
        words.pop()
    return " ".join(words)

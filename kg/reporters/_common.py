"""What the reporters for other programs share: paths as they want them, places of a contradiction, text without control characters."""

from __future__ import annotations

from pathlib import PureWindowsPath
from urllib.parse import quote

from kg import patterns as re
from kg.findings import About, Finding, Outcome, Severity
from kg.model import Place
from kg.terminal import clean

_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_WINDOWS = re.compile(r"[A-Za-z]:[\\/]|\\\\")


def slashed(path: str) -> str:
    """A path with forward slashes and no leading ``./``, as repositories name files."""
    if path == "-":
        return "stdin"
    return re.sub(r"\A(?:\./)+", "", path.replace("\\", "/"))


def uri(path: str) -> str:
    """A path as a URI: relative where the path is, ``file:`` where it is absolute."""
    if _WINDOWS.match(path):
        return PureWindowsPath(path).as_uri()
    plain = quote(slashed(path), safe="/~!$&'()*+,;=@")
    return f"file://{plain}" if plain.startswith("/") else plain


def printable(text: str) -> str:
    """Text in which what no XML and no log may hold is shown as U+FFFD."""
    return clean(_NOT_XML.sub("\ufffd", text))


def others(finding: Finding) -> list[About]:
    """The places that a reader of the first one has to see: one of each other side, else none."""
    if not finding.about:
        return []
    first, shown = finding.about[0], {finding.about[0].side}
    found = []
    for about in finding.about[1:]:
        if about.side and about.side not in shown and not same_lines(about.place, first.place):
            shown.add(about.side)
            found.append(about)
    return found


def same_lines(a: Place, b: Place) -> bool:
    """Whether two places are the same lines of one file."""
    return (a.path, a.line, a.end_line) == (b.path, b.line, b.end_line)


def where(about: About) -> str:
    """A place in words: id, file and line."""
    at = f"{slashed(about.place.path)}:{about.place.line}"
    return f"{about.id} {at}" if about.id and about.kind != "cell" else at


def counted(outcome: Outcome) -> list[Finding]:
    """Findings that somebody has to look at, the worst first."""
    return sorted((f for f in outcome.findings if f.counts), key=lambda f: (-f.severity.rank, f.order))


def verdict(outcome: Outcome) -> str:
    """The run in one line."""
    parts = []
    for severity in (Severity.ERROR, Severity.WARNING, Severity.INFO):
        n = outcome.count(severity)
        parts.append(f"{n} for information" if severity is Severity.INFO else f"{n} {severity.value}{'' if n == 1 else 's'}")
    if outcome.suppressed:
        parts.append(f"{outcome.suppressed} suppressed")
    if outcome.fixed is not None:
        parts += [f"{outcome.unchanged} in the baseline", f"{len(outcome.fixed)} fixed"]
    return ", ".join(parts)

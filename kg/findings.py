"""What a check says and what a run returns: data, never exceptions."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import field, replace
from enum import StrEnum

from kg.model import Place
from kg.records import record

CATEGORIES = (
    "input",
    "citation",
    "evidence",
    "duplicate",
    "figures-disagree",
    "arithmetic",
    "facts-disagree",
    "temporal",
    "confidence-disagrees",
    "cross-document",
)


class Severity(StrEnum):
    """How bad a finding is: an editor must act, should look, or may want to know."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"

    @property
    def rank(self) -> int:
        """2 for error, 1 for warning, 0 for info."""
        return ("info", "warning", "error").index(self.value)


class Certainty(StrEnum):
    """How sure the tool is of its own reading; independent of severity."""

    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"

    @property
    def rank(self) -> int:
        """2 for high, 1 for medium, 0 for low."""
        return ("low", "medium", "high").index(self.value)


@record
class About:
    """One place a finding speaks of.

    ``kind`` is the type of the node (claim, source, metric, observation, risk, section, table,
    sentence, cell, cover, document), ``id`` its id in the report, ``report`` the report's id.
    ``side`` groups the places of a contradiction: places with equal ``side`` say the same.
    """

    kind: str
    id: str | None
    place: Place
    text: str
    report: str = ""
    side: str = ""


@record
class Problem:
    """What a check yields.  ``severity`` and ``confidence`` override the check's own, if given."""

    message: str
    about: tuple[About, ...]
    data: Mapping[str, object] = field(default_factory=dict)
    severity: Severity | None = None
    confidence: Certainty | None = None


@record
class Finding:
    """A problem with everything a reader or a program needs to act on it.

    ``suppressed`` is the reason for which the authors set it aside.  ``baseline`` is ``new`` or
    ``unchanged`` in a run that was held against an earlier one.
    """

    check: str
    name: str
    category: str
    severity: Severity
    confidence: Certainty
    message: str
    about: tuple[About, ...]
    data: Mapping[str, object]
    fingerprint: str
    suppressed: str | None = None
    baseline: str | None = None

    @property
    def counts(self) -> bool:
        """Whether somebody has to look: neither set aside nor known from before."""
        return self.suppressed is None and self.baseline != "unchanged"

    @property
    def order(self) -> tuple:
        """Sort key: by place, then check; the same on every machine."""
        first = self.about[0].place if self.about else Place("", 0, 0, 0, 0)
        return (first.path, first.line, first.column, self.check, self.fingerprint)


class Status(StrEnum):
    """The three answers of a check, and a fourth that is no answer.

    ``ran`` looked at candidates; ``nothing-to-look-at`` had none; ``cannot-check`` lacked
    something it needs and says what; ``crashed`` is a defect of the check.
    """

    RAN = "ran"
    NOTHING = "nothing-to-look-at"
    CANNOT = "cannot-check"
    CRASHED = "crashed"


@record
class Run:
    """What one check did: how many candidates it examined, in how many seconds."""

    check: str
    name: str
    examined: int
    status: Status
    seconds: float
    reason: str = ""


@record
class Outcome:
    """The result of a run of checks: findings in the order of the input, and one run per check.

    ``fixed`` are findings of an earlier run that are gone; ``None`` when the run was not held
    against one.
    """

    findings: tuple[Finding, ...]
    runs: tuple[Run, ...]
    fixed: tuple[Finding, ...] | None = None

    def count(self, severity: Severity) -> int:
        """Number of findings of that severity that somebody has to look at."""
        return sum(f.severity is severity and f.counts for f in self.findings)

    @property
    def suppressed(self) -> int:
        """Number of findings that the authors set aside."""
        return sum(f.suppressed is not None for f in self.findings)

    @property
    def unchanged(self) -> int:
        """Number of findings that an earlier run had, too."""
        return sum(f.suppressed is None and f.baseline == "unchanged" for f in self.findings)

    def keep(self, predicate) -> Outcome:
        """The same outcome with only the findings for which ``predicate`` holds."""
        return replace(self, findings=tuple(f for f in self.findings if predicate(f)))


def fingerprint(check: str, about: tuple[About, ...], data: Mapping[str, object]) -> str:
    """A stable name for a finding: 16 hex digits of SHA-256.

    Made of the check, the report and ids of its places (the normalised text where a place has
    no id) and the machine-readable figures; not of lines, columns or the wording of the message,
    so that it survives moved and reworded text.
    """
    places = sorted({(a.kind, a.report, a.id or _normal(a.text)) for a in about})
    body = json.dumps([check, places, data], ensure_ascii=False, sort_keys=True, default=str)
    return hashlib.sha256(body.encode()).hexdigest()[:16]


def _normal(text: str) -> str:
    return re.sub(r"\W+", " ", text).strip().lower()

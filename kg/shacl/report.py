"""The results of a validation as the ``sh:ValidationReport`` that SHACL defines, in Turtle, without blank nodes of its own."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator

from kg import patterns as re
from kg.findings import Severity
from kg.rdfterms import text
from kg.shacl import NAMELESS, SH, Result, Validation

_IRI = re.compile(r'[A-Za-z][A-Za-z0-9+.-]*:[^\x00-\x20<>"{}|\\^`]*')
_SEVERITIES = {Severity.ERROR: "Violation", Severity.WARNING: "Warning", Severity.INFO: "Info"}


def turtle(validation: Validation) -> Iterator[str]:
    """The report, then one piece for each result; names are made of what a result says."""
    named = {_name(n, result): result for n, result in enumerate(validation.results)}
    yield f"@prefix sh: <{SH}> .\n\n"
    whole = hashlib.sha256("".join(named).encode()).hexdigest()[:16]
    rows = [f"<urn:kg:validation:{whole}> a sh:ValidationReport", f"sh:conforms {'false' if named else 'true'}"]
    yield " ;\n    ".join([*rows, *(f"sh:result {name}" for name in named)]) + " .\n"
    for name, result in named.items():
        yield f"\n{name} a sh:ValidationResult ;\n    " + " ;\n    ".join(_said(result)) + " .\n"


def _name(n: int, result: Result) -> str:
    """The name of a result; nodes without a name cannot tell two results apart, their position does."""
    said = "\n".join(
        [result.focus if result.focus != NAMELESS else str(n), result.path, result.component, result.value, result.shape]
    )
    return f"<urn:kg:result:{hashlib.sha256(said.encode()).hexdigest()[:16]}>"


def _said(result: Result) -> Iterator[str]:
    # The focus may be a literal, where shapes choose what a property leads to.
    focus = f"<{result.focus}>" if _IRI.fullmatch(result.focus) else text(result.focus)
    yield f"sh:focusNode {'[]' if result.focus == NAMELESS else focus}"
    yield f"sh:resultSeverity sh:{_SEVERITIES[result.severity]}"
    own = result.component.isalpha()
    yield f"sh:sourceConstraintComponent {f'sh:{result.component}ConstraintComponent' if own else f'<{result.component}>'}"
    if ":" in result.path:
        yield f"sh:resultPath <{result.path}>"
    if result.value:
        yield f"sh:value {'[]' if result.value == NAMELESS else result.value}"
    if result.shape:
        yield f"sh:sourceShape <{result.shape}>"
    yield f"sh:resultMessage {text(result.message)}"

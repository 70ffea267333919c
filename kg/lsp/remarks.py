"""Where a remark that sets a finding aside is written, and how."""

from __future__ import annotations

from collections.abc import Sequence

from kg import patterns as re
from kg.findings import Finding
from kg.suppressions import DATA

_OPENS = re.compile(r"[ \t]*(?:[-*+][ \t]|\d{1,9}[.)][ \t]|#{1,6}[ \t])")
_HEADING = re.compile(r"[ \t]*#{1,6}[ \t]")


def in_text(name: str, lines: Sequence[str], line: int) -> tuple[int, str]:
    """Line (from 0) before which a remark is inserted, and the remark, for a finding on ``line`` (from 0).

    The reason is left empty: until somebody writes it, nothing is set aside.
    """
    first = line
    while first > 0 and not _OPENS.match(lines[first]) and lines[first - 1].strip() and not _HEADING.match(lines[first - 1]):
        first -= 1
    indent = lines[first][: len(lines[first]) - len(lines[first].lstrip())] if first < len(lines) else ""
    return first, f"{indent}<!-- kg: ignore {name}: -->\n"


def in_configuration(finding: Finding) -> str:
    """The same as an entry of ``kg.toml``, for data files, whose lines have no room for a remark."""
    first = finding.about[0] if finding.about else None
    if first is not None and first.id and first.kind in ("claim", "source", "risk"):
        return f'\n[[suppress]]\ncheck = "{finding.name}"\nid = {_quoted(first.id)}\nreason = ""\n'
    return f'\n[[suppress]]\ncheck = "{finding.name}"\nfingerprint = "{finding.fingerprint}"\nreason = ""\n'


def _quoted(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def is_data(path: str) -> bool:
    """Whether a file is data, in which comments have no place."""
    return path.lower().endswith(DATA)

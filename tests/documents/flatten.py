"""A report folder written out as plain text: headings without marks, the cells of a table run together."""

from __future__ import annotations

import csv
import re
from pathlib import Path

_ROW = re.compile(r"\|(.*)\|$")
_RULE = re.compile(r"\|[\s|:-]+\|$")
_FACT = re.compile(r"- ([^:]+): (.+)$")
_CHAPTER = re.compile(r"## (\d+)\. (.+)$")


def text(folder: Path) -> str:
    """``report.md``, ``claims.csv`` and ``sources.csv`` of a folder as one text, as a page copied by hand gives it.

    Quotes are left out: in one line with a title nothing says where they begin.
    """
    lines = (folder / "report.md").read_text("utf-8").split("---\n", 2)[2].splitlines()
    return "\n".join([*_body(lines), "", "Evidence index", "", *_claims(folder), *_sources(folder), ""])


def _body(lines: list[str]) -> list[str]:
    found: list[str] = []
    part, facts = "", 0
    for line in lines:
        chapter = _CHAPTER.match(line)
        if chapter:
            found += [f"Chapter {int(chapter[1]):02}", "", f"{int(chapter[1]):02}{chapter[2]}"]
        elif line.startswith("#"):
            part = line.lstrip("# ")
            found.append(part)
        elif _RULE.match(line):
            continue
        elif row := _ROW.match(line):
            if found and not found[-1]:
                found.pop()  # the title of a table stands right above it
            found.append("".join(cell.strip() for cell in row[1].split(" | ")))
        elif line.startswith("Table: "):
            found.append(line.removeprefix("Table: "))
        elif line.startswith("- "):
            fact = _FACT.match(line) if part in ("Cover facts", "Company profile") else None
            facts += 1
            found += [f"{fact[1]} {facts:02}" if part == "Cover facts" else fact[1], fact[2]] if fact else [f"  • {line[2:]}", ""]
        else:
            found.append(re.sub(r"\*\*(.+)\*\*$", r"\1", line))
    return found


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as rows:
        return list(csv.DictReader(rows))


def _claims(folder: Path) -> list[str]:
    rows = _rows(folder / "claims.csv")
    return ["Claims", "IDStatementConfidenceSources", *(f"{r['id']} {r['statement']} {r['confidence']} {r['sources'].replace(';', ',')}" for r in rows)]


def _sources(folder: Path) -> list[str]:
    rows = _rows(folder / "sources.csv")
    return ["Sources", "IDPublisherTitleQuote", *(f"{r['id']} {r['publisher']} {r['title']}" for r in rows)]

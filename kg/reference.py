"""The reference of checks: one Markdown page each, and an index.

``python -m kg.reference [FOLDER]`` writes them, in a checkout to ``docs/checks``.  Nothing in them is written by hand: the
text is the check's docstring, the examples are its tests, and the output is what it prints.
"""

from __future__ import annotations

import inspect
import re
import sys
from pathlib import Path

from kg import engine, examples
from kg.engine import Check

FOLDER = Path(__file__).resolve().parent.parent / "docs" / "checks"
"""Where the pages are in a checkout."""

_NOTE = "<!-- Written by `make docs` from kg/checks/{source}. -->\n"


def page(one: Check) -> str:
    """The page of one check, as Markdown."""
    parts = one.parts
    source = Path(inspect.getsourcefile(one.look) or "").name
    lines = [_NOTE.format(source=source), f"# {one.code} {one.name}", "", parts.pop(""), ""]
    lines += ["| category | severity | confidence |", "| --- | --- | --- |"]
    lines += [f"| {one.category} | {one.severity.value} | {one.confidence.value} |", ""]
    for title, text in parts.items():
        lines += [f"## {title}", "", text[:1].upper() + text[1:], ""]
    for title, texts in (("Found", one.bad), ("Not found", one.good)):
        if texts:
            lines += [f"## {title}", "", *_block(texts[0]), "", "prints", "", *_block(examples.output(one, texts[0])), ""]
        elif title == "Found":
            lines += [f"## {title}", "", "No text that could be shown here provokes it.", ""]
    return "\n".join(lines).rstrip() + "\n"


def _block(text: str) -> list[str]:
    text = "\n".join(line.rstrip() for line in text.strip("\n").splitlines())
    fence = "`" * max(3, 1 + max((len(ticks) for ticks in re.findall("`+", text)), default=0))
    return [f"{fence}text", text, fence]


def index() -> str:
    """The list of all checks by category, as Markdown."""
    checks = list(engine.checks().values())
    lines = [_NOTE.format(source="*.py"), "# Checks", ""]
    lines += [
        "`kg rules` lists them, `kg explain NAME` prints a page. What a check cannot see is on its page under",
        "*Blind spots*. In the examples `=== claims.csv` starts a file of the report folder; text before the",
        "first such line is `report.md`.",
        "",
    ]
    for category in dict.fromkeys(c.category for c in checks):
        lines += [f"## {category}", "", "| code | name | severity | finds |", "| --- | --- | --- | --- |"]
        lines += [
            f"| {c.code} | [{c.name}]({c.name}.md) | {c.severity.value} | {c.title.replace('|', '/')} |"
            for c in checks
            if c.category == category
        ]
        lines.append("")
    return "\n".join(lines).rstrip() + "\n"


def files() -> dict[str, str]:
    """All pages: file name to text."""
    return {"README.md": index()} | {f"{c.name}.md": page(c) for c in engine.checks().values()}


def outdated(folder: Path = FOLDER) -> list[Path]:
    """Pages of checks that are gone."""
    known = {"README.md"} | {f"{c.name}.md" for c in engine.checks().values()}
    return [page for page in sorted(folder.glob("*.md")) if page.name not in known]


def main(folder: Path = FOLDER) -> None:
    """Write the pages, and remove those of checks that are gone."""
    pages = files()
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in pages.items():
        (folder / name).write_text(text, encoding="utf-8", newline="\n")
    for page in outdated(folder):
        page.unlink()
    print(f"wrote {len(pages)} pages", file=sys.stderr)


if __name__ == "__main__":
    if len(sys.argv) < 2 and not FOLDER.parent.is_dir():
        sys.exit("name a folder to write to: python -m kg.reference FOLDER")
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else FOLDER)

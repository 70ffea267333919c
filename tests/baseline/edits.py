"""Scripted edits of the worked example, each with what an editor would say is new and what is fixed."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Edit:
    """``new`` and ``fixed``: the check of each finding with the id of its first place, or its kind where it has none.

    A finding that lists more figures than before, or fewer, is another one: the figure that is
    new has to be looked at.
    """

    name: str
    do: Callable[[Path], None]
    new: tuple[str, ...] = ()
    fixed: tuple[str, ...] = ()


def replaced(file: str, old: str, new: str, count: int = 1) -> Callable[[Path], None]:
    def do(folder: Path) -> None:
        path = folder / file
        text = path.read_text(encoding="utf-8")
        assert old in text, f"{file} no longer holds {old!r}"
        path.write_text(text.replace(old, new, count), encoding="utf-8")

    return do


def rows(file: str, change: Callable[[list[list[str]]], list[list[str]]]) -> Callable[[Path], None]:
    """Change the rows of a CSV file, its header left out."""

    def do(folder: Path) -> None:
        path = folder / file
        head, *body = csv.reader(io.StringIO(path.read_text(encoding="utf-8")))
        out = io.StringIO()
        csv.writer(out, lineterminator="\n").writerows([head, *change(body)])
        path.write_text(out.getvalue(), encoding="utf-8")

    return do


def lines(change: Callable[[list[str]], list[str]]) -> Callable[[Path], None]:
    """Change the lines of the text."""

    def do(folder: Path) -> None:
        path = folder / "report.md"
        path.write_text("\n".join(change(path.read_text(encoding="utf-8").split("\n"))), encoding="utf-8")

    return do


def both(*steps: Callable[[Path], None]) -> Callable[[Path], None]:
    def do(folder: Path) -> None:
        for step in steps:
            step(folder)

    return do


def row_moved(start: str, places: int) -> Callable[[Path], None]:
    """A line that starts so, some lines further down."""

    def change(all_lines: list[str]) -> list[str]:
        at = next(n for n, line in enumerate(all_lines) if line.startswith(start))
        line = all_lines.pop(at)
        all_lines.insert(at + places, line)
        return all_lines

    return lines(change)


def paragraph_moved(start: str, before: str) -> Callable[[Path], None]:
    def change(all_lines: list[str]) -> list[str]:
        at = next(n for n, line in enumerate(all_lines) if line.startswith(start))
        taken = all_lines[at : at + 2]
        del all_lines[at : at + 2]
        to = next(n for n, line in enumerate(all_lines) if line.startswith(before))
        return [*all_lines[:to], *taken, *all_lines[to:]]

    return lines(change)


def inserted_above(start: str, *new: str) -> Callable[[Path], None]:
    def change(all_lines: list[str]) -> list[str]:
        at = next(n for n, line in enumerate(all_lines) if line.startswith(start))
        return [*all_lines[:at], *new, *all_lines[at:]]

    return lines(change)


def renamed(old: str, new: str) -> Callable[[Path], None]:
    """An id under another name everywhere."""

    def do(folder: Path) -> None:
        for path in folder.iterdir():
            if path.suffix in (".md", ".csv"):
                path.write_text(re.sub(rf"\b{old}\b", new, path.read_text(encoding="utf-8")), encoding="utf-8")

    return do


EDITS = (
    Edit("nothing", lambda folder: None),
    Edit("blank lines above everything", inserted_above("## Cover facts", "", "", "")),
    Edit("a paragraph moved", paragraph_moved("The scope definition makes", "Three overlapping layers")),
    Edit("claims in another order", rows("claims.csv", lambda r: [*r[40:], *r[:40]])),
    Edit("sources in another order", rows("sources.csv", lambda r: r[::-1])),
    Edit("figures in another order", rows("metrics.csv", lambda r: r[::-1])),
    Edit("a row of a table moved", row_moved("| Grand View Research | AI Platform", 3)),
    Edit("a row of a table added", inserted_above("| MarketsandMarkets | AI Infra", "| Example Analysts | AI | $100 B | $200 B | 12% |"), new=('KG106 table',), fixed=('KG106 table',)),
    Edit("a claim reworded", replaced("claims.csv", "entered the market for open-source robotics", "stepped into open-source robotics")),
    Edit("a sentence with a wrong total reworded", replaced("claims.csv", "The total raised by Hugging Face is approximately $395 million in four rounds, namely", "The total that Hugging Face has raised so far is approximately $395M in four rounds, namely")),
    Edit("a heading renamed", replaced("report.md", "### 1.5 Key Milestones and Strategic Events", "### 1.5 Milestones and Strategic Events")),
    Edit("the title changed", replaced("report.md", "Open-Source AI Platform Diligence Report", "Diligence of an AI Platform", 2)),
    Edit("a claim under another id", renamed("CO045", "CO945")),
    Edit("a figure changed", replaced("report.md", "| $184–208 B | $1.8 T | 37% |", "| $184–208 B | $1.8 T | 35% |"), new=('KG106 table', 'KG414 cell'), fixed=('KG106 table', 'KG414 cell')),
    Edit("a contradiction mended", replaced("report.md", "August 23, 2023", "August 24, 2023"), fixed=('KG601 sentence',)),
    Edit("a new claim that nobody cites", rows("claims.csv", lambda r: [*r, ["CX001", "Wombats of the northern range sleep in burrows by day.", "Medium", "SO001; SO002"]]), new=('KG102 CX001',)),
    Edit("a dangling citation", replaced("report.md", "[CO001, CO003, CO005,", "[CO999, CO001, CO003, CO005,"), new=('KG101 sentence',)),
    Edit("a right citation made a wrong one, twice", both(replaced("report.md", "[CO009, CO010,", "[CO009, CO998,"), replaced("report.md", "[CO017, CO018,", "[CO997, CO018,")), new=('KG101 sentence', 'KG101 sentence'), fixed=('KG106 sentence',)),
    Edit("a source deleted", rows("sources.csv", lambda r: [x for x in r if x[0] != "SO011"]), fixed=('KG103 SO011',)),
    Edit("a cited source deleted", rows("sources.csv", lambda r: [x for x in r if x[0] != "SO031"]), new=('KG101 SO031', 'KG201 CO046'), fixed=('KG201 CO013', 'KG205 CO013')),
    Edit("a claim deleted", rows("claims.csv", lambda r: [x for x in r if x[0] != "CO015"]), fixed=('KG102 CO015', 'KG205 CO015', 'KG803 CO015')),
    Edit("a second source for a claim that had one", rows("claims.csv", lambda r: [[*x[:3], x[3] + "; SO002"] if x[0] == "CO045" else x for x in r]), fixed=('KG201 CO045',)),
    Edit("another day of the report", both(replaced("kg.toml", "as_of = 2026-05-09", "as_of = 2026-05-16"), replaced("report.md", "as_of: 2026-05-09", "as_of: 2026-05-16"))),
)

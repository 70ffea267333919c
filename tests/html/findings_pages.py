"""Pages of findings for the tests: the small example, and one whose every text tries to be more than text."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from sample_pages import HOSTILE, hostile

from kg import baseline, build, config, engine
from kg.config import Config
from kg.findings import Outcome, Run, Status
from kg.graph import ClaimGraph
from kg.model import Document
from kg.reporters import ReportContext, html

ROOT = Path(__file__).resolve().parent.parent.parent
EXAMPLE = ROOT / "docs" / "example"


def checked(folder: Path = EXAMPLE) -> tuple[ClaimGraph, Config, Outcome]:
    """The report of a folder with its findings; paths are as seen from inside the folder's parent."""
    settings = config.load(folder / "kg.toml") if (folder / "kg.toml").exists() else Config()
    graph = build.build([str(folder)], settings)
    return graph, settings, engine.run(graph, settings)


def page(graph: ClaimGraph | None, settings: Config | None, outcome: Outcome, **options) -> str:
    """The page as text."""
    context = ReportContext("1.2.3", ("report",), graph=graph, config=settings, **options)
    return "".join(html.render(outcome, context))


def example(**options) -> str:
    """The page of ``docs/example``."""
    return page(*checked(), **options)


def held(folder: Path) -> str:
    """A copy of the example with one finding set aside and one mended, held against a run that knew all but one."""
    for file in EXAMPLE.iterdir():
        (folder / file.name).write_bytes(file.read_bytes())
    _, _, before = checked(folder)
    text = (folder / "report.md").read_text(encoding="utf-8")
    remark = "<!-- kg: ignore dangling-citation: the claim is on its way -->\nOf the 9,800"
    (folder / "report.md").write_text(text.replace("| $4.2M |", "| $4.0M |").replace("Of the 9,800", remark), encoding="utf-8")
    known = [f for f in before.findings if f.name != "figures-disagree"]
    graph, settings, after = checked(folder)
    read = [d.path for r in graph.reports for d in r.documents]
    return page(graph, settings, baseline.hold_against(after, known, read, lambda finding: True))


def broken(long: int = 1000) -> str:
    """Hostile strings in findings, in the text, in names of files and of nodes."""
    graph = hostile(long)
    report = graph.reports[0]
    lines = "\n".join(s for s in HOSTILE if "\ud800" not in s) + "\n" + "y" * long
    documents = (
        Document(report.documents[0].path, lines),
        Document("</script>.csv", f'"{HOSTILE[0]}",{HOSTILE[3]}\n{"z" * long}\n'),
    )
    made = ClaimGraph([replace(report, documents=documents)])
    findings = tuple(n for _, n in graph.of_type("finding"))
    aside = tuple(replace(f, suppressed=HOSTILE[1], fingerprint=f"{f.fingerprint}s") for f in findings)
    known = tuple(replace(f, baseline="unchanged", fingerprint=f"{f.fingerprint}k") for f in findings)
    computed = tuple(
        replace(f, data={"stated": "5%", "computed": ["1", HOSTILE[0]], "formula": HOSTILE[1]}, fingerprint=f"{f.fingerprint}c")
        for f in findings
    )
    runs = (Run(HOSTILE[0], HOSTILE[1], 1, Status.RAN, 0.1), Run("KG101", HOSTILE[0], 0, Status.CANNOT, 0.1, HOSTILE[0]))
    return page(made, Config(), Outcome((*findings, *aside, *known, *computed), runs, findings), graph_page="x.html")

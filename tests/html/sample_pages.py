"""Reports made by hand for the pages, one of them with text that tries to be more than text."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

from kg import evidence
from kg.config import Config
from kg.findings import About, Certainty, Finding, Severity
from kg.graph import ClaimGraph
from kg.model import (
    Citation,
    Claim,
    Confidence,
    Document,
    Observation,
    Passage,
    Place,
    Quantity,
    Report,
    Risk,
    Section,
    Sentence,
    Source,
)

HOSTILE = (
    "<script>window.broken=1</script>",
    "</script><script>window.broken=2</script>",
    "<!-- <script> --> ]]> <![CDATA[",
    "<img src=x onerror=window.broken=3>",
    '" onmouseover="window.broken=4" x="',
    "javascript:window.broken=5",
    "{{ 7 * 7 }} {% raw %} ${window.broken=6}",
    "1,000\u202e000,1\u2066x\u2069",
    "nul\x00 bell\x07 \ud800 \u2028 \u2029 \ufeff",
    "<a href='https://example.org/x'>href</a>",
)


def place(line: int, path: str = "report.md") -> Place:
    return Place(path, line, 1, line, 20)


def cites(*ids: str) -> tuple[Citation, ...]:
    return tuple(Citation(i, place(1)) for i in ids)


def graph(reports: list[Report], findings: list[Finding] = (), config: Config | None = None) -> ClaimGraph:
    config = config or Config()
    made = ClaimGraph(reports, {r.id: evidence.publishers(r, config) for r in reports})
    made.add_findings(findings)
    return made


def contradiction(report: str, number: int, left: str, right: str, message: str) -> Finding:
    sides = enumerate(((left, "1"), (right, "2")))
    about = tuple(About("claim", id, place(10 + n), f"what {id} says", report, side) for n, (id, side) in sides)
    data = {"left": "12", "right": "13"}
    return Finding(
        "KG301",
        "figures-disagree",
        "figures-disagree",
        Severity.ERROR,
        Certainty.HIGH,
        message,
        about,
        data,
        f"fingerprint{number}",
    )


def paragraph(line: int, text: str, section: str, *ids: str) -> Passage:
    """A paragraph of one sentence that cites the ids."""
    sentence = Sentence(f"s{line}", text, place(line), f"p{line}", section, cites(*ids))
    return Passage(f"p{line}", "paragraph", text, place(line), section, (sentence,), cites(*ids))


def report(id: str = "acme") -> Report:
    """Two chapters, six claims, five sources of three publishers, one risk, one metric."""
    sections = (
        Section("1", "Market", 1, place(1), "1"),
        Section("1.1", "Size", 2, place(2), "1.1", "1"),
        Section("2", "Team", 1, place(3), "2"),
    )
    claims = (
        Claim("C1", "Acme sold 12 boats in 2023.", place(11), place(11), Confidence.HIGH, "High", cites("S1", "S2")),
        Claim("C2", "Acme sold 13 boats in 2023.", place(12), place(12), Confidence.MEDIUM, "Medium", cites("S3")),
        Claim(
            "C3",
            "The market for boats is $4.5B.",
            place(13),
            place(13),
            Confidence.LOW,
            "Low",
            cites("S1"),
            derived_from=cites("C1"),
        ),
        Claim(
            "C4",
            "Acme has five founders.",
            place(14),
            place(14),
            Confidence.HIGH,
            "High",
            cites("S4", "S5"),
            disputed_by=cites("S5"),
        ),
        Claim("C5", "Acme was founded in 2001.", place(15), place(15), None, "", cites("S4")),
        Claim("C6", "Nobody cites this one.", place(16), place(16), Confidence.LOW, "Low"),
    )
    sources = (
        Source("S1", "Boat News", "Boats of the year", place(21), "Acme sold 12 boats", url="https://example.org/boats"),
        Source("S2", "Boat News", "More boats", place(22)),
        Source("S3", "Acme", "About us", place(23), url="javascript:alert(1)"),
        Source("S4", "Registry", "Company register", place(24), "founded 2001", date="2020"),
        Source("S5", "Registry", "Directors", place(25)),
    )
    passages = (
        paragraph(30, "Boats sell.", "1.1", "C1", "C2"),
        paragraph(31, "The market is large.", "1", "C3"),
        paragraph(32, "They are five.", "2", "C4", "C5"),
    )
    twelve = Quantity(0, 2, "12", "count", Decimal(12), Decimal(12), low_step=Decimal(1), high_step=Decimal(1))
    observations = (
        Observation("o1", "Acme", "boats sold", "12", place(11), twelve, period_text="2023", carrier=("claim", "C1")),
    )
    risks = (Risk("r1", "Boats may sink", place(40), (("Impact", "High"),), "2", cites("C3")),)
    documents = (Document("report.md", "", "ab" * 32),)
    return Report(
        id,
        "report.md",
        "markdown",
        "Acme report",
        "Acme",
        True,
        date(2024, 5, 1),
        "en",
        documents,
        sections,
        passages,
        claims=claims,
        sources=sources,
        observations=observations,
        risks=risks,
    )


def sample() -> ClaimGraph:
    """The report with two contradictions and a plain finding."""
    about = (About("claim", "C2", place(12), "x", "acme"),)
    findings = [
        contradiction("acme", 1, "C1", "C2", "12 boats or 13 boats"),
        contradiction("acme", 2, "C4", "C5", "founders differ"),
        Finding("KG201", "single-source", "evidence", Severity.WARNING, Certainty.HIGH, "One source.", about, {}, "fingerprint9"),
    ]
    return graph([report()], findings, Config(subject="Acme"))


def listed_twice() -> ClaimGraph:
    """The report with its first source listed again as S9, which a claim of the other chapter cites."""
    made = report()
    twin = replace(made.sources[0], id="S9", place=place(26))
    fourth = replace(made.claims[3], sources=(*made.claims[3].sources, *cites("S1", "S9")))
    claims = (*made.claims[:3], fourth, *made.claims[4:])
    return graph([replace(made, sources=(*made.sources, twin), claims=claims)], [], Config(subject="Acme"))


def statements() -> ClaimGraph:
    """A report that lists no claims; two of its three sentences have figures, and these disagree."""
    sections = (Section("1", "Boats", 1, place(1), "1"),)
    texts = {3: "We sold 12 boats.", 4: "Boats are nice.", 5: "We sold 14 boats."}
    passages = tuple(paragraph(line, text, "1") for line, text in texts.items())
    made = Report(
        "note", "report.md", "markdown", "Note", documents=(Document("report.md", "", ""),), sections=sections, passages=passages
    )
    about = tuple(About("sentence", None, place(line), "", "note", side) for line, side in ((3, "1"), (5, "2")))
    finding = Finding(
        "KG301", "figures-disagree", "figures-disagree", Severity.ERROR, Certainty.HIGH, "12 or 14", about, {}, "f1"
    )
    return graph([made], [finding])


def hostile(long: int = 1000) -> ClaimGraph:
    """The hostile strings in every place that text can come from, and a very long one."""
    words = (*HOSTILE, "x" * long, "word " * (long // 5))
    path = "<img src=x onerror=window.broken=7>.md"
    sections = tuple(Section(f"{n}", w, 1, place(n + 1, path), None) for n, w in enumerate(words))
    claims = tuple(
        Claim(w, w, place(n + 1, path), place(n + 1, path), None, w, cites(f"S{n}"), str(n), in_text=True)
        for n, w in enumerate(words)
    )
    sources = tuple(
        Source(f"S{n}", w, w, place(n + 1, path), w, url=w, date=w, raw=w, certain=False) for n, w in enumerate(words)
    )
    risks = tuple(Risk(f"r{n}", w, place(n + 1, path), ((w, w),), str(n), cites(words[0])) for n, w in enumerate(words))
    observations = tuple(Observation(f"o{n}", w, w, w, place(n + 1, path), carrier=("claim", w)) for n, w in enumerate(words))
    made = Report(
        "hostile",
        path,
        "x",
        words[0],
        words[1],
        documents=(Document(path, "", words[1]),),
        sections=sections,
        claims=claims,
        sources=sources,
        risks=risks,
        observations=observations,
    )
    findings = []
    for n, w in enumerate(words):
        about = (About("claim", w, place(1, path), w, "hostile", w), About("cell", w, place(2, path), w, "hostile", "b"))
        findings.append(Finding(w, w, w, Severity.ERROR, Certainty.LOW, w, about, {w: w}, f"f{n}"))
    return graph([made], findings)

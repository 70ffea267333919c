"""Makes ``docs/queries.md``: every saved query with what it asks and its answer on the worked example."""

from __future__ import annotations

from pathlib import Path

from kg import build, config, engine, query
from kg.query.result import Result

ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "docs" / "queries.md"
EXAMPLE = "data/huggingface"
SHOWN = 3
"""Rows of each answer that the page shows."""

HEAD = f"""\
# Saved queries

Files of `ontology/queries`, each with a header that says what it answers. `kg query PATHS --name NAME` runs one,
`--param NAME=VALUE` keeps the rows in which a variable has a value, `kg query --list` names them all; a file put into the
folder is one more. Shown are the first rows of the answers on `{EXAMPLE}`.
"""


def page() -> str:
    """The page as it should be.  Reads and checks the worked example, which takes seconds."""
    database = _database()
    return HEAD + "".join(_part(one, database.run(one.text)) for one in query.saved().values())


def _database() -> query.Database:
    settings = config.load(ROOT / EXAMPLE / config.FILE)
    graph = build.build([str(ROOT / EXAMPLE)], settings)
    outcome = engine.run(graph, settings, engine.selected(settings.select, settings.ignore))
    graph.add_findings(f for f in outcome.findings if f.suppressed is None)
    return query.open_graph(graph, settings)


def _part(one: query.SavedQuery, result: Result) -> str:
    lines = [f"\n## {one.name}\n", f"{one.title}.\n", f"**Problem.** {one.problem}\n", f"**Solution.** {one.solution}\n"]
    lines += [f"- `--param {name}=…` {meaning}" for name, meaning in one.parameters.items()]
    count = len(result.rows)
    lines += ["", f"{count} {'row' if count == 1 else 'rows'}.\n"]
    lines += [f"| {' | '.join(result.variables)} |", f"|{' --- |' * len(result.variables)}"]
    lines += [f"| {' | '.join(_cell(term.value if term else '') for term in row)} |" for row in result.rows[:SHOWN]]
    return "\n".join(lines).replace("\n\n\n", "\n\n") + "\n"


def _cell(value: str) -> str:
    # Places of the example are absolute here, and a page must not tell where it was made.
    plain = " ".join(value.replace(f"{ROOT.as_posix()}/", "").split()).replace("|", "\\|")
    return plain if len(plain) <= 60 else plain[:59] + "…"

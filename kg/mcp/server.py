"""The tools under the protocol.  Needs the package ``mcp``; imported by the command alone."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from mcp.server.mcpserver import MCPServer
from mcp.server.mcpserver.exceptions import ToolError
from mcp.types import ToolAnnotations

from kg import __version__
from kg.mcp.tools import MANY, Refused, Tools

INSTRUCTIONS = """\
Checks a report before it is published: figures that contradict each other, arithmetic that does not
hold, citations that lead nowhere, evidence that is one source under several names. Call `check` with
a draft in `files`, or with the `path` of a saved report; mend what it finds, and call it again.
`explain` says what a check means and what to do; `show` prints what a claim or source rests on.
Nothing is written, nothing leaves the machine."""

_READS = ToolAnnotations(read_only_hint=True, open_world_hint=False, idempotent_hint=True)


def make(root: str) -> MCPServer:
    """A server with the four tools over the reports below ``root``."""
    tools = Tools(root)
    server = MCPServer("kg", instructions=INSTRUCTIONS, version=__version__, log_level="WARNING")

    @server.tool(annotations=_READS)
    def check(
        path: str = "", files: dict[str, str] | None = None, min_severity: str = "info", limit: int = MANY
    ) -> dict[str, Any]:
        """Find what cannot stand in a report: contradictions, arithmetic, citations, evidence.

        path: a report or folder, relative to the served folder; without it, all of that folder.
        files: drafts, name to text ({"report.md": "..."}); they count instead of files of those
        names, and without path only their reports are checked. A report may be one .md or .txt file,
        or report.md with claims.csv, sources.csv, metrics.csv, risks.csv.
        min_severity: error, warning or info. limit: findings to return, the gravest first.
        """
        return _answered(lambda: tools.check(path, files, min_severity, limit))

    @server.tool(annotations=_READS)
    def query(sparql: str, path: str = "", files: dict[str, str] | None = None) -> str:
        """Ask the claim graph of a report in SPARQL, or by the name of a saved query such as one-publisher-claims.

        Prefixes need no declaration (kg:Claim, kg:confidence …). path and files as for check.
        """
        return _answered(lambda: tools.query(sparql, path, files))

    @server.tool(annotations=_READS)
    def show(id: str, path: str = "", files: dict[str, str] | None = None) -> str:
        """Show one claim, source, table or section: evidence, quotes, findings, what rests on it.

        path and files as for check.
        """
        return _answered(lambda: tools.show(id, path, files))

    @server.tool(annotations=_READS)
    def explain(check: str = "") -> str:
        """Explain a check by code or name: what, why, what to do, examples, blind spots. Without one, list all."""
        return _answered(lambda: tools.explain(check))

    return server


def _answered(ask: Callable[[], Any]) -> Any:
    try:
        return ask()
    except Refused as error:
        raise ToolError(str(error)) from None


def serve(root: str) -> None:
    """Speak the protocol on standard input and output until the client ends it."""
    make(root).run("stdio")

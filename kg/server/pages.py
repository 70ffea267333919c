"""Pages of the endpoint for people.  They ask this server and no other for everything."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from kg import __version__, html, query
from kg.server.limits import Limits
from kg.server.pool import Refused
from kg.server.requests import root
from kg.server.source import Holding

if TYPE_CHECKING:
    from kg.config import Config
    from kg.graph import ClaimGraph

ASSETS = {
    "yasqe.js": (html.YASQE, "text/javascript"),
    "yasqe.css": (html.YASQE_STYLE, "text/css"),
    "endpoint.js": ("scripts/endpoint.js", "text/javascript"),
    "base.css": ("styles/base.css", "text/css"),
    "endpoint.css": ("styles/endpoint.css", "text/css"),
}
"""Name in an address: file of :mod:`kg.html` and media type."""

_FIRST = """\
SELECT ?report ?claim ?confidence ?statement
WHERE {
  ?node a kg:Claim ; kg:id ?claim ; kg:statement ?statement ; kg:inReport/kg:id ?report .
  OPTIONAL { ?node kg:confidence ?confidence }
}
ORDER BY ?report ?claim
LIMIT 50
"""


async def asset(request: Request) -> Response:
    """A script or a style sheet."""
    found = ASSETS.get(request.path_params["name"])
    if found is None:
        raise Refused(404, "no such file.")
    headers = {"cache-control": "max-age=3600"}
    # Without the pointer to its source map, for which a browser would ask.
    return Response(html.without_source_map(html.asset(found[0])), media_type=f"{found[1]}; charset=utf-8", headers=headers)


def editor(request: Request, holding: Holding, limits: Limits, graph: bool) -> Response:
    """The page with the editor."""
    data = {
        "root": root(request),
        "bases": sorted({record.base for record in holding.records}),
        "prefixes": query.KNOWN_PREFIXES,
        "first": _FIRST,
        "queries": [
            {"name": q.name, "title": q.title, "problem": q.problem, "solution": q.solution, "parameters": dict(q.parameters)}
            for q in query.saved().values()
        ],
    }
    return _page("endpoint.html", request, title="Query", data=data, holding=holding, limits=limits, drawn=graph)


def node(request: Request, iri: str, says: list[dict], said_by: list[dict], text: str, many: int) -> Response:
    """The page of a node."""
    return _page("node.html", request, title=iri, data={}, iri=iri, says=says, said_by=said_by, text=text, many=many)


def drawing(graph: ClaimGraph, config: Config) -> Response:
    """The page that ``kg export html`` makes; it brings its own policy."""
    headers = {"content-security-policy": "frame-ancestors 'none'"}
    return HTMLResponse("".join(_exported(graph, config)), headers=headers)


def _exported(graph: ClaimGraph, config: Config):
    from kg.exporters import html as exporter

    return exporter.export(graph, config)


def _page(template: str, request: Request, **context: object) -> Response:
    return HTMLResponse(_template(template).render(root=root(request), version=__version__, **context))


@cache
def _template(name: str):
    return html.environment().get_template(name)

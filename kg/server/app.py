"""The routes of the endpoint."""

from __future__ import annotations

import os
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable
from contextlib import asynccontextmanager

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from kg import query
from kg.reading import InputError
from kg.server import description, media, nodes, pages
from kg.server.answers import Answer, refusal
from kg.server.guard import LOOPBACK, Guard
from kg.server.limits import Limits
from kg.server.pool import Pool, Refused
from kg.server.requests import Operation, iri, operation, root
from kg.server.source import Source, Stored, copy

Handler = Callable[[Request], Awaitable[Response]]


def application(
    source: Source | str | os.PathLike[str],
    limits: Limits | None = None,
    hosts: Iterable[str] | None = LOOPBACK,
    scratch: bool = False,
) -> Starlette:
    """The endpoint as an ASGI application.

    ``source`` is the folder of a store, or what :mod:`kg.server.source` makes.  ``hosts`` are the
    names it answers to; ``None`` for an application mounted behind a server that checks them.
    ``scratch`` allows SPARQL Update on a copy that disappears with the application.
    """
    endpoint = Endpoint(source if hasattr(source, "now") else Stored(source), limits or Limits(), scratch)

    @asynccontextmanager
    async def lifespan(_: Starlette) -> AsyncIterator[None]:
        yield
        await endpoint.pool.close()

    return Starlette(
        routes=endpoint.routes(),
        middleware=[Middleware(Guard, hosts=hosts)],
        exception_handlers={Refused: _refused, InputError: _failed},
        lifespan=lifespan,
    )


async def _refused(_: Request, error: Refused) -> Response:
    return refusal(error)


async def _failed(_: Request, error: InputError) -> Response:
    return refusal(Refused(500, str(error)))


class Endpoint:
    """The handlers, and what they share."""

    def __init__(self, source: Source, limits: Limits, scratch: bool):
        self.source = copy(source) if scratch else source
        self.limits, self.scratch = limits, scratch
        self.pool = Pool(limits)

    def routes(self) -> list[Route]:
        """Every address of the endpoint."""
        reads = ["GET", "HEAD"]
        return [
            Route("/", self.page, methods=reads),
            Route("/sparql", self.sparql, methods=["GET", "HEAD", "POST", "PUT", "DELETE", "PATCH"]),
            Route("/sparql/", self.sparql, methods=["GET", "HEAD", "POST", "PUT", "DELETE", "PATCH"]),
            Route("/data", self.graph_store, methods=["GET", "HEAD", "POST", "PUT", "DELETE", "PATCH"]),
            Route("/queries/{name}", self.saved, methods=reads),
            Route("/.well-known/void", self.described, methods=reads),
            Route("/graph", self.drawing, methods=reads),
            Route("/assets/{name}", pages.asset, methods=reads),
            Route("/node/{report}/{type}/{id:path}", self.node, methods=reads),
            Route("/node/{report}", self.report, methods=reads),
        ]

    # ------------------------------------------------------------------ machines

    async def sparql(self, request: Request) -> Answer | Response:
        """SPARQL 1.1 Protocol; without a query, the description of the service."""
        if request.method in ("GET", "HEAD") and not request.scope["query_string"]:
            if media.choose(request.headers.get("accept", ""), {**media.TRIPLES, media.HTML: "html"}) == media.HTML:
                return RedirectResponse(root(request))
            return await self.described(request)
        return await self.run(await operation(request, self.limits), request)

    async def run(self, asked: Operation, request: Request) -> Answer | Response:
        """Run an operation; relative IRIs in it are relative to the endpoint."""
        accept, base = request.headers.get("accept", ""), f"{root(request)}sparql"
        job = self.job(asked.kind, text=asked.text, default=asked.default, named=asked.named, base=base)
        if asked.kind == "query":
            return Answer(self.pool, {**job, "accept": accept, "format": asked.format})
        if not self.scratch:
            raise Refused(403, "this endpoint only reads. 'kg serve --scratch' allows updates of a copy.")
        await self.pool.alone(job)
        return Response(status_code=204)

    def job(self, op: str, **more: object) -> dict:
        """What a worker is told."""
        return {"op": op, "store": self.source.now().path, "limit": self.limits.answer, "seconds": self.limits.seconds, **more}

    async def graph_store(self, request: Request) -> Answer:
        """SPARQL 1.1 Graph Store HTTP Protocol, its reads."""
        if request.method not in ("GET", "HEAD"):
            raise Refused(405, "graphs are only read here.")
        parameters, graph = request.query_params, None
        if "graph" in parameters:
            graph = iri(parameters["graph"])
        elif "default" in parameters:
            graph = ""
        accept, format = request.headers.get("accept", ""), parameters.get("format", "")
        return Answer(self.pool, self.job("graph", graph=graph, accept=accept, format=format))

    async def saved(self, request: Request) -> Answer | Response:
        """A saved query with the parameters of the address: its answer, or as ``NAME.rq`` its text."""
        name, values = request.path_params["name"], dict(request.query_params)
        format = values.pop("format", "")
        try:
            one = query.find_saved(name.removesuffix(".rq"))
            text = query.with_values(one.text, values)
        except query.QueryError as error:
            raise Refused(404 if name.removesuffix(".rq") not in query.saved() else 400, str(error)) from None
        if name.endswith(".rq"):
            return Response(text, media_type="application/sparql-query")
        return await self.run(Operation("query", text, format=format), request)

    async def described(self, request: Request) -> Response:
        """VoID and SPARQL service description."""
        return description.answer(request, self.source.now(), self.scratch)

    # ------------------------------------------------------------------ people

    async def page(self, request: Request) -> Response:
        """The editor with saved queries and tables of answers."""
        return pages.editor(request, self.source.now(), self.limits, self.source.graph is not None)

    async def drawing(self, request: Request) -> Response:
        """The graph view."""
        if self.source.graph is None:
            raise Refused(404, "the graph view is there for 'kg serve PATHS'; for a store use 'kg export html'.")
        return await run_in_threadpool(pages.drawing, self.source.graph, self.source.config)

    async def node(self, request: Request) -> Answer | Response:
        """A node: a page for people, triples for machines."""
        parts = request.path_params
        return await nodes.answer(self, request, parts["report"], parts["type"], parts["id"])

    async def report(self, request: Request) -> Answer | Response:
        """A report as a whole: its graph for machines, the page of its node for people."""
        name = request.path_params["report"]
        return await nodes.answer(self, request, name, "report", name)

"""The process in which queries run, one at a time: it may be ended at any moment.

Started by the server with its memory limit as argument; reads jobs from standard input and writes
answers to standard output, both as :mod:`kg.server.frames`.
"""

from __future__ import annotations

import io
import json
import os
import signal
import sys
from typing import TYPE_CHECKING, BinaryIO

from kg.query import KNOWN_PREFIXES, QueryError
from kg.query.engines import oxigraph_error, oxigraph_parses
from kg.query.syntax import Query, calls_out
from kg.server import frames, media
from kg.server.updates import run as run_update

if TYPE_CHECKING:
    import pyoxigraph

_CHUNK = 1 << 16


class Failed(Exception):
    """An answer that cannot be given: status and message."""

    def __init__(self, status: int, message: str):
        super().__init__(message)
        self.status, self.message = status, message


class Sink(io.RawIOBase):
    """Takes the body of an answer and sends it in frames; the start goes out with the first of them."""

    def __init__(self, out: BinaryIO, limit: int):
        self.out, self.limit, self.sent, self.waiting = out, limit, 0, bytearray()
        self.start, self.failed = b"", None

    def begin(self, type: str) -> None:
        self.start = frames.frame(frames.START, json.dumps({"status": 200, "type": type}).encode())

    def writable(self) -> bool:
        return True

    def write(self, data) -> int:
        self.waiting += data
        if len(self.waiting) >= _CHUNK:
            self.send()
        return len(data)

    def send(self) -> None:
        self.sent += len(self.waiting)
        if self.sent > self.limit:
            # What passes through the database comes out as another exception; this one is kept.
            self.failed = Failed(
                507, f"the answer has more than {self.limit:,} bytes. Ask for less: LIMIT, or a graph at a time."
            )
            raise self.failed
        self.out.write(self.start + frames.frame(frames.DATA, bytes(self.waiting)))
        self.out.flush()
        self.start = b""
        self.waiting.clear()

    def end(self) -> None:
        if self.waiting:
            self.send()
        self.out.write(self.start + frames.frame(frames.END))
        self.out.flush()


class Worker:
    """Answers jobs from the store that each of them names; the last one stays open."""

    def __init__(self, out: BinaryIO):
        self.out = out
        self.path, self.store = "", None

    def opened(self, path: str) -> pyoxigraph.Store:
        import pyoxigraph

        if path != self.path:
            self.close()
            self.path, self.store = path, pyoxigraph.Store.read_only(path)
        return self.store

    def close(self) -> None:
        self.path, self.store = "", None

    def work(self, job: dict) -> None:
        """Answer one job; whatever goes wrong is an answer too."""
        sink = Sink(self.out, job.get("limit", 1 << 40))
        try:
            try:
                getattr(self, f"do_{job['op']}")(job, sink)
                sink.end()
            except Exception as error:
                raise sink.failed or error from None
        except QueryError as error:
            self.fail(400, str(error))
        except Failed as error:
            self.fail(error.status, error.message)
        except MemoryError:
            self.fail(507, "the query needs more memory than it may have.")
        except Exception as error:
            self.fail(500, f"the query could not be answered: {type(error).__name__}: {error}")

    def fail(self, status: int, message: str) -> None:
        self.out.write(frames.frame(frames.FAILED, json.dumps({"status": status, "message": message}).encode()))
        self.out.flush()

    def do_close(self, job: dict, sink: Sink) -> None:
        self.close()
        sink.begin("text/plain")

    def do_update(self, job: dict, sink: Sink) -> None:
        self.close()
        run_update(job["store"], job["text"], job["default"], job["named"], job["base"])
        sink.begin("text/plain; charset=utf-8")

    def do_query(self, job: dict, sink: Sink) -> None:
        """SPARQL; ``default`` and ``named`` are IRIs of graphs, both empty for the whole store."""
        query = Query(job["text"], datasets=True)
        base = job.get("base")
        if calls_out(query.text, lambda text: oxigraph_parses(text, base)):
            raise QueryError("SERVICE is refused: nothing leaves this machine.")
        try:
            store = self.opened(job["store"])
            answer = store.query(query.text, prefixes=KNOWN_PREFIXES, base_iri=base, **_dataset(job, query))
            self._write(answer, job, sink)
        except (SyntaxError, ValueError, OSError, RuntimeError) as error:
            raise oxigraph_error(query, error) from None

    def _write(self, answer, job: dict, sink: Sink) -> None:
        import pyoxigraph

        triples = isinstance(answer, pyoxigraph.QueryTriples)
        type = _wanted(job, media.TRIPLES if triples else media.ROWS)
        sink.begin(_full(type))
        if triples:
            _write_triples(answer, sink, media.TRIPLES[type])
        else:
            answer.serialize(output=sink, format=getattr(pyoxigraph.QueryResultsFormat, media.ROWS[type].upper()))

    def do_graph(self, job: dict, sink: Sink) -> None:
        """All triples of a graph, of all graphs together (``graph`` is ""), or all quads (``None``)."""
        import pyoxigraph

        store, iri = self.opened(job["store"]), job["graph"]
        if iri is None:
            type = _wanted(job, media.QUADS)
            sink.begin(_full(type))
            store.dump(sink, _rdf(media.QUADS[type]), prefixes=KNOWN_PREFIXES)
            return
        node = pyoxigraph.NamedNode(iri) if iri else None
        if node and not store.contains_named_graph(node):
            raise Failed(404, f"there is no graph <{iri}> here.")
        type = _wanted(job, media.TRIPLES)
        sink.begin(_full(type))
        if node:
            store.dump(sink, _rdf(media.TRIPLES[type]), from_graph=node, prefixes=KNOWN_PREFIXES)
        else:
            everything = store.query("CONSTRUCT { ?s ?p ?o } { ?s ?p ?o }", use_default_graph_as_union=True)
            _write_triples(everything, sink, media.TRIPLES[type])


_RDF = {
    "turtle": "TURTLE",
    "ntriples": "N_TRIPLES",
    "jsonld": "JSON_LD",
    "rdfxml": "RDF_XML",
    "trig": "TRIG",
    "nquads": "N_QUADS",
}


def _rdf(name: str) -> pyoxigraph.RdfFormat:
    import pyoxigraph

    return getattr(pyoxigraph.RdfFormat, _RDF[name])


def _write_triples(triples, sink: Sink, format: str) -> None:
    import pyoxigraph

    pyoxigraph.serialize(triples, sink, _rdf(format), prefixes=KNOWN_PREFIXES)


def _wanted(job: dict, offered: dict[str, str]) -> str:
    if job.get("format"):
        found = next((m for m, name in offered.items() if name == job["format"]), None)
        if not found:
            raise Failed(
                406, f"no format {job['format']!r} for this answer. Known: {', '.join(dict.fromkeys(offered.values()))}."
            )
        return found
    type = media.choose(job.get("accept", ""), offered)
    if type is None:
        raise Failed(406, f"none of the media types asked for can be given. Known: {', '.join(offered)}.")
    return type


def _full(type: str) -> str:
    return f"{type}; charset=utf-8" if type.startswith("text/") else type


def _dataset(job: dict, query: Query) -> dict:
    import pyoxigraph

    default, named = ([pyoxigraph.NamedNode(iri) for iri in job[part]] for part in ("default", "named"))
    if default or named:
        # What the protocol names replaces what the query says (SPARQL 1.1 Protocol, 2.1.4).
        return {"default_graph": default, "named_graphs": named}
    return {"use_default_graph_as_union": not query.names_dataset()}


def _limit_memory(limit: int) -> None:
    try:
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (limit, limit))
    except (ImportError, ValueError, OSError):
        # Not every system can.
        return


def _alarm(seconds: float) -> None:
    """Have the system end this process after so long; 0 takes it back.

    The server ends a worker at its limit; this is for a server that was killed meanwhile.
    """
    if hasattr(signal, "setitimer"):
        signal.setitimer(signal.ITIMER_REAL, seconds)


def main() -> None:
    """Work until standard input ends."""
    _limit_memory(int(sys.argv[1]))
    out = os.fdopen(os.dup(1), "wb")
    # Nothing but frames may come out, whatever a library prints.
    os.dup2(2, 1)
    worker, jobs = Worker(out), sys.stdin.buffer
    while head := jobs.read(frames.HEAD.size):
        _, length = frames.HEAD.unpack(head)
        job = json.loads(jobs.read(length))
        _alarm(2 * job.get("seconds", 0))
        worker.work(job)
        _alarm(0)


if __name__ == "__main__":
    main()

"""SPARQL 1.1 Protocol: what a request asks for."""

from __future__ import annotations

import asyncio
from email.message import Message
from urllib.parse import parse_qsl

from starlette.requests import ClientDisconnect, Request

from kg import patterns as re
from kg.records import record
from kg.server.limits import Limits
from kg.server.pool import Refused

FORM, QUERY, UPDATE = "application/x-www-form-urlencoded", "application/sparql-query", "application/sparql-update"

_IRI = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:[^\x00-\x20<>\"{}|\\^`]*")


@record
class Operation:
    """A query or an update with the graphs that the request names, and the format if it names one."""

    kind: str
    text: str
    default: tuple[str, ...] = ()
    named: tuple[str, ...] = ()
    format: str = ""


async def operation(request: Request, limits: Limits) -> Operation:
    """Read the operation of a request (SPARQL 1.1 Protocol, 2.1 and 2.2).  Raises :class:`Refused`."""
    pairs = _pairs(request.scope["query_string"])
    if request.method in ("GET", "HEAD"):
        if any(name == "update" for name, _ in pairs):
            raise Refused(400, "an update must come by POST.")
        return _operation(pairs)
    if request.method != "POST":
        raise Refused(405, "a query comes by GET or POST.")
    media = _media(request.headers.get("content-type", ""))
    if media not in (FORM, QUERY, UPDATE):
        raise Refused(415, f"a POST is {FORM}, {QUERY} or {UPDATE}.")
    data = await body(request, limits)
    if media == FORM:
        return _operation(pairs + _pairs(data))
    kind = "query" if media == QUERY else "update"
    if any(name in ("query", "update") for name, _ in pairs):
        raise Refused(400, f"the {kind} is in the body; the address must not hold another.")
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        raise Refused(400, "the body is not UTF-8.") from None
    return _operation([*pairs, (kind, text)])


async def body(request: Request, limits: Limits) -> bytes:
    """The body, within the limits of size and time.  Raises :class:`Refused`."""
    too_large = Refused(413, f"the request has more than {limits.request:,} bytes.")
    length = request.headers.get("content-length", "0")
    if not length.isdigit() or int(length) > limits.request:
        raise too_large
    parts, size = [], 0
    try:
        async with asyncio.timeout(limits.seconds):
            async for part in request.stream():
                size += len(part)
                if size > limits.request:
                    raise too_large
                parts.append(part)
    except TimeoutError:
        raise Refused(408, f"the request did not come within {limits.seconds:g} seconds.") from None
    except ClientDisconnect:
        raise Refused(400, "the client went away.") from None
    return b"".join(parts)


def root(request: Request) -> str:
    """The address of the endpoint as this client sees it, with its slash at the end, mounted or not."""
    return f"{request.url.scheme}://{request.url.netloc}{request.scope.get('root_path', '').rstrip('/')}/"


def iri(value: str) -> str:
    """An absolute IRI as it is.  Raises :class:`Refused` for anything else."""
    if not _IRI.fullmatch(value):
        raise Refused(400, f"not an absolute IRI: {value[:100]!r}.")
    return value


def _pairs(encoded: bytes) -> list[tuple[str, str]]:
    try:
        return parse_qsl(encoded.decode("ascii"), keep_blank_values=True, errors="strict", max_num_fields=1000)
    except UnicodeDecodeError:
        raise Refused(400, "the parameters are not UTF-8 in percent-encoding.") from None
    except ValueError:
        raise Refused(400, "too many parameters.") from None


def _media(content_type: str) -> str:
    """The media type of a body in UTF-8.  Raises :class:`Refused` for another encoding."""
    header = Message()
    header["content-type"] = content_type
    charset = header.get_param("charset", "utf-8")
    if not isinstance(charset, str) or charset.strip().lower() not in ("utf-8", "utf8", "us-ascii"):
        raise Refused(415, "the body must be UTF-8.")
    return content_type.split(";")[0].strip().lower()


def _operation(pairs: list[tuple[str, str]]) -> Operation:
    found = [(name, value) for name, value in pairs if name in ("query", "update")]
    if len(found) != 1:
        raise Refused(
            400, "exactly one query or update is needed." if found else "there is no query: give the parameter 'query'."
        )
    kind, text = found[0]
    names = ("default-graph-uri", "named-graph-uri") if kind == "query" else ("using-graph-uri", "using-named-graph-uri")
    default, named = (tuple(iri(value) for name, value in pairs if name == wanted) for wanted in names)
    format = next((value for name, value in pairs if name == "format"), "")
    return Operation(kind, text, default, named, format)

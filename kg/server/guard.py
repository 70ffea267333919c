"""What stands before every request: which names the server answers to, and what pages may do."""

from __future__ import annotations

import re
from collections.abc import Iterable
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

LOOPBACK = ("127.0.0.1", "localhost", "[::1]")

_HEADERS = {
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "no-referrer",
    "cross-origin-resource-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
    "cache-control": "no-cache",
    "content-security-policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; font-src 'self' data:; "
        "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    ),
}
"""On every answer that does not say otherwise.  No CORS header among them: pages of other sites read nothing."""


class Guard:
    """Refuses requests under a name that is not the server's, and those that pages of other sites send.

    ``hosts`` are the names, without port; ``None`` lets every name pass, for an application that
    is mounted behind a server which sees to that itself.
    """

    def __init__(self, app: ASGIApp, hosts: Iterable[str] | None = LOOPBACK):
        self.app = app
        self.hosts = None if hosts is None else frozenset(host.lower() for host in hosts)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        refusal = self.refusal(Headers(scope=scope))
        app = PlainTextResponse(refusal[1] + "\n", refusal[0]) if refusal else self.app

        async def headed(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in _HEADERS.items():
                    headers.setdefault(name, value)
            await send(message)

        await app(scope, receive, headed)

    def refusal(self, headers: Headers) -> tuple[int, str] | None:
        """Status and reason, if the request is refused.

        A name that was made to point here (DNS rebinding) shows in ``Host``, a page of another
        site in ``Origin``.
        """
        host = headers.get("host", "")
        if self.hosts is not None and _name(host) not in self.hosts:
            return 421, "this server does not answer to that name. 'kg serve --allow-host NAME' lets it."
        origin = headers.get("origin")
        if origin is not None and urlsplit(origin).netloc.lower() != host.lower():
            return 403, "pages of other sites may not ask here."
        return None


def _name(host: str) -> str:
    """The host without its port."""
    return re.sub(r":\d*$", "", host.strip().lower())

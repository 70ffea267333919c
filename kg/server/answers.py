"""Passes the answer of a worker on to the client as it comes."""

from __future__ import annotations

import asyncio
from contextlib import aclosing, suppress

from starlette.responses import PlainTextResponse, Response
from starlette.types import Receive, Scope, Send

from kg.server.pool import Pool, Refused, Start


class Answer:
    """An ASGI response: the answer of the pool to a job, ended when the client goes away."""

    def __init__(self, pool: Pool, job: dict):
        self.pool, self.job = pool, job

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        work = asyncio.create_task(self._pass_on(scope, receive, send))
        gone = asyncio.create_task(_disconnected(receive))
        try:
            await asyncio.wait({work, gone}, return_when=asyncio.FIRST_COMPLETED)
        finally:
            gone.cancel()
            if not work.done():
                work.cancel()
            with suppress(asyncio.CancelledError, OSError):
                await work

    async def _pass_on(self, scope: Scope, receive: Receive, send: Send) -> None:
        begun = False
        try:
            async with aclosing(self.pool.run(self.job)) as parts:
                async for part in parts:
                    if isinstance(part, Start):
                        headers = [(b"content-type", part.type.encode()), (b"vary", b"accept")]
                        await send({"type": "http.response.start", "status": part.status, "headers": headers})
                        begun = True
                    else:
                        await send({"type": "http.response.body", "body": part, "more_body": True})
            await send({"type": "http.response.body", "body": b"", "more_body": False})
        except Refused as error:
            # Once a part is sent, the only way to say that the rest is missing is to leave it out:
            # the connection is closed without the end of the answer.
            if not begun:
                await refusal(error)(scope, receive, send)


def refusal(error: Refused) -> Response:
    """A refused request as an answer."""
    headers = {"retry-after": "1"} if error.status == 503 else {"allow": "GET, HEAD, POST"} if error.status == 405 else None
    return PlainTextResponse(f"{error.message}\n", error.status, headers)


async def _disconnected(receive: Receive) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass

"""What one client may take of the endpoint."""

from __future__ import annotations

import os

from kg.records import record


@record
class Limits:
    """The limits of an endpoint.

    ``seconds`` a query may take from its start to the last byte of its answer, and a client may
    take to send its request; ``workers`` queries run at a time, and ``waiting`` more may wait for
    their turn, for at most ``patience`` seconds; ``request`` bytes of a request, ``answer`` bytes of an
    answer, ``memory`` bytes of a worker (where the system can limit it).
    """

    seconds: float = 30.0
    workers: int = max(2, min(8, os.cpu_count() or 2))
    waiting: int = 256
    patience: float = 60.0
    request: int = 1_000_000
    answer: int = 1_000_000_000
    memory: int = 4_000_000_000

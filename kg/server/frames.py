"""How the server and its workers speak: frames of a kind, a length and that many bytes."""

from __future__ import annotations

import struct

HEAD = struct.Struct(">cI")

JOB = b"J"
"""Server to worker: what to do, as JSON."""
START = b"S"
"""Worker to server: status and media type of the answer, as JSON."""
DATA = b"D"
"""Worker to server: a part of the body."""
END = b"E"
"""Worker to server: the answer is complete."""
FAILED = b"F"
"""Worker to server: status and message, as JSON; what was sent before is void."""


def frame(kind: bytes, data: bytes = b"") -> bytes:
    """A frame as it goes over the pipe."""
    return HEAD.pack(kind, len(data)) + data

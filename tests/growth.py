"""How the time of a run grows with its input, told in a way that a busy machine does not change."""

from __future__ import annotations

import gc
import time
from collections.abc import Callable

TRIES = 6


def exponent_below(limit: float, run: Callable[[int], object], size: int, factor: int = 4, least: float = 0.004) -> bool:
    """Whether ``run(n)`` takes time in proportion to a lower power of ``n`` than ``limit``.

    Counts the seconds of this process on the processor at ``size`` and ``factor × size``.  Another
    process can only make a run look slower, so one good try of several is enough; times under
    ``least`` seconds count as that.
    """
    run(size // 4)
    short, long = least, float("inf")
    for _ in range(TRIES):
        short, long = max(short, _seconds(run, size)), min(long, _seconds(run, factor * size))
        if long < short * factor**limit:
            return True
    return False


def _seconds(run: Callable[[int], object], size: int) -> float:
    # What other tests left in memory is nothing the run is to blame for.
    gc.collect()
    gc.disable()
    try:
        begin = time.process_time()
        run(size)
        return time.process_time() - begin
    finally:
        gc.enable()

"""The endpoint under load: many clients at a time, errors, and the memory of all its processes.

``python benchmarks/serve.py [--clients 64] [--seconds 60]``

Serves the worked example on loopback and asks it the saved queries, the pages of nodes and the
description, each client as fast as it is answered; one client in sixteen asks a query that would
run for hours and must be stopped at its limit.  Printed are answers by status, the time of an
answer, and the memory of server and workers while it ran.
"""

from __future__ import annotations

import argparse
import asyncio
import re
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path
from urllib.parse import quote

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

ENDLESS = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . FILTER (?c < ?f && ?f < ?i) }"
LIMIT = 2
"""Seconds that the server gives a query here."""


def requests() -> list[str]:
    """Addresses of quick things."""
    from kg import query

    found = [f"/queries/{name}?format={form}" for name in query.saved() for form in ("json", "csv")]
    return [*found, "/", "/.well-known/void", "/node/huggingface/claim/CO017?format=turtle"]


async def ask(port: int, path: str) -> tuple[int, int]:
    """Status and bytes of an answer, over a connection of its own."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    try:
        writer.write(f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n".encode())
        await writer.drain()
        answer = await reader.read(-1)
    finally:
        writer.close()
    return int(answer[9:12]), len(answer)


async def client(number: int, port: int, until: float, seen: Counter, times: list[float], wrong: list[str]) -> None:
    """One client, until the time is over."""
    paths, n = requests(), number
    endless = number % 16 == 0
    while time.monotonic() < until:
        path = f"/sparql?query={quote(ENDLESS)}" if endless else paths[n % len(paths)]
        n += 1
        started = time.perf_counter()
        try:
            status, size = await ask(port, path)
        except (OSError, ValueError) as error:
            wrong.append(f"{path}: {type(error).__name__}: {error}")
            continue
        seen["endless" if endless else "quick", status] += 1
        if not endless:
            times.append(time.perf_counter() - started)
            if status != 200 or size < 100:
                wrong.append(f"{path}: {status}, {size} bytes")
        elif status != 504:
            wrong.append(f"endless: {status}")


def memory(process: int) -> int:
    """Resident bytes of a process and of all below it."""
    import psutil

    total = 0
    top = psutil.Process(process)
    for one in [top, *top.children(recursive=True)]:
        try:
            total += one.memory_info().rss
        except psutil.NoSuchProcess:
            continue
    return total


async def load(port: int, process: int, clients: int, seconds: float) -> bool:
    """Run the clients and print what came of it; whether all was well."""
    seen, times, wrong, used = Counter(), [], [], []
    until = time.monotonic() + seconds
    work = [asyncio.create_task(client(n, port, until, seen, times, wrong)) for n in range(clients)]
    while not all(task.done() for task in work):
        await asyncio.sleep(1)
        used.append(memory(process))
    times.sort()
    print(f"{clients} clients, {seconds:g} s: {sum(seen.values())} answers")
    for (kind, status), count in sorted(seen.items()):
        print(f"  {kind:8} {status}: {count}")
    print(f"  wrong: {len(wrong)} {Counter(re.sub(r'[0-9]+ bytes', '', w) for w in wrong).most_common(3) if wrong else ''}")
    print(f"  seconds of a quick answer: median {times[len(times) // 2]:.3f}, 99 of 100 {times[int(len(times) * 0.99)]:.3f}")
    third = max(1, len(used) // 3)
    early, late = max(used[third : 2 * third]), max(used[2 * third :])
    print(
        f"  memory of all processes, MB: second third at most {early / 1e6:.0f}, last third at most {late / 1e6:.0f} ({late / early:.2f})"
    )
    return not wrong


def main() -> int:
    """Serve, load, end."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--clients", type=int, default=64)
    parser.add_argument("--seconds", type=float, default=60)
    options = parser.parse_args()
    command = [
        sys.executable,
        str(ROOT / "cli.py"),
        "serve",
        str(ROOT / "data" / "huggingface"),
        "--port",
        "0",
        "--timeout",
        str(LIMIT),
    ]
    server = subprocess.Popen([*command, "--workers", "4"], stderr=subprocess.PIPE, text=True)
    try:
        line = server.stderr.readline()
        port = int(re.search(r":(\d+)/", line).group(1))
        return 0 if asyncio.run(load(port, server.pid, options.clients, options.seconds)) else 1
    finally:
        server.terminate()
        server.wait(10)


if __name__ == "__main__":
    sys.exit(main())

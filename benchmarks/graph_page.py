"""How soon and how smoothly the graph page and its peers show a graph, in headless Chromium, offline.

    python benchmarks/graph_page.py [--report PATH] [--sizes 2000 10000 50000] [--runs 3] [--peers …] [--cytoscape FILE]

The seed graph is the report at PATH, checked; the others are invented, of so many claims and sources.
For each page: seconds of processor time to write it; its size; seconds from opening it until nothing is drawn any more
(*stable*; over the limit is said so); requests it would make; frames/s while the wheel turns and while
the picture is dragged; heap of the page's scripts. For ours also the time from a click on a filter to
the repainted picture, and for the seed the processor time of what `kg export html` does before it
writes. Each figure is the best of the runs, and their median after a slash. A last line for each
size gives the time to a stable picture of each peer as a multiple of ours.

Ours draws more than the peers (publishers, frames, contradictions, findings), the peers draw claims
and sources only. A peer that is not installed is named with the reason.
"""

from __future__ import annotations

import argparse
import gc
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
# Not the folder of this script: its name would stand before the standard library's ``html``.
sys.path[0] = str(ROOT)

from benchmarks import _html_pages as pages  # noqa: E402

# Every drawing call and every change of the page counts as "still drawing". The flag is looked at once
# a frame, so that watching costs the same for each tool, and little.
_WATCH = """
(() => {
  let dirty = false;
  window.lastDrawn = 0; window.frames_ = 0;
  for (const name of ["fill", "stroke", "fillRect", "clearRect", "drawImage", "fillText"]) {
    const plain = CanvasRenderingContext2D.prototype[name];
    CanvasRenderingContext2D.prototype[name] = function (...rest) { dirty = true; return plain.apply(this, rest); };
  }
  const watch = () => { frames_++; if (dirty) { lastDrawn = performance.now(); dirty = false; } requestAnimationFrame(watch); };
  requestAnimationFrame(watch);
  new MutationObserver(() => { dirty = true; }).observe(document, { attributes: true, childList: true, subtree: true });
})();
"""
_REPAINT = """
async () => {
  const button = document.querySelector("#facets button[data-name='High']");
  const painted = () => new Promise((done) => requestAnimationFrame(() => setTimeout(() => requestAnimationFrame(done), 0)));
  const start = performance.now();
  button.click();
  await painted();
  const spent = performance.now() - start;
  document.querySelector("#reset").click();
  await painted();
  return spent;
}
"""


@dataclass
class Measured:
    """Figures of all runs of one page."""

    written: float = 0.0
    megabytes: float = 0.0
    stable: list[float] = field(default_factory=list)
    zoom: list[float] = field(default_factory=list)
    pan: list[float] = field(default_factory=list)
    heap: list[float] = field(default_factory=list)
    repaint: list[float] = field(default_factory=list)
    requests: int = 0

    def line(self, limit: float) -> str:
        stable = f"> {limit:.0f}" if not self.stable else _two(self.stable, min, "{:.2f}")
        cells = (
            f"{self.written:8.2f}",
            f"{self.megabytes:7.2f}",
            f"{stable:>13}",
            f"{self.requests:8}",
            f"{_two(self.zoom, max, '{:.0f}'):>9}",
            f"{_two(self.pan, max, '{:.0f}'):>9}",
            f"{_two(self.heap, min, '{:.0f}'):>9}",
            f"{_two(self.repaint, min, '{:.2f}'):>11}",
        )
        return " ".join(cells)


HEAD = f"{'page':22} {'write s':>8} {'MB':>7} {'stable s':>13} {'requests':>8} {'zoom f/s':>9} {'pan f/s':>9} {'heap MB':>9} {'filter s':>11}"


def _two(values: list[float], best: Callable, form: str) -> str:
    return f"{form.format(best(values))}/{form.format(statistics.median(values))}" if values else "–"


def measure(browser, path: Path, found: Measured, limit: float) -> None:
    """Open a page once and add what it did to ``found``."""
    context = browser.new_context(viewport={"width": 1280, "height": 860}, offline=True)
    try:
        page = context.new_page()
        asked: list[str] = []
        page.on("request", lambda r: asked.append(r.url) if not r.url.startswith(("file:", "data:", "blob:")) else None)
        page.add_init_script(_WATCH)
        page.set_default_timeout(limit * 1000)
        start = time.perf_counter()
        page.goto(path.as_uri(), wait_until="commit")
        stable = _stable(page, start, limit)
        found.requests = len(asked)
        if stable is None:
            return
        found.stable.append(stable)
        page.mouse.move(640, 430)
        found.zoom.append(_frames(page, lambda n: page.mouse.wheel(0, -40 if n // 20 % 2 else 40)))
        page.mouse.move(640, 150)
        page.mouse.down()
        found.pan.append(_frames(page, lambda n: page.mouse.move(640 + n % 40 * 3, 150 + n % 40)))
        page.mouse.up()
        if page.query_selector("#facets button[data-name='High']"):
            page.wait_for_timeout(600)
            found.repaint.append(page.evaluate(_REPAINT) / 1000)
        found.heap.append(page.evaluate("performance.memory.usedJSHeapSize / 1e6"))
    finally:
        context.close()


def _stable(page, start: float, limit: float) -> float | None:
    """Seconds from the start of the page's life to the last thing drawn before a second of rest; ``None`` over the limit."""
    while time.perf_counter() - start < limit:
        now, last, ready = page.evaluate("[performance.now(), window.lastDrawn, document.readyState]")
        if ready == "complete" and last and now - last > 1000:
            return last / 1000
        page.wait_for_timeout(150)
    return None


def _frames(page, act: Callable[[int], None], seconds: float = 2.0) -> float:
    """Frames per second while something is done again and again."""
    before, started = page.evaluate("[window.frames_, performance.now()]")
    n, until = 0, time.perf_counter() + seconds
    while time.perf_counter() < until:
        act(n)
        n += 1
    after, ended = page.evaluate("[window.frames_, performance.now()]")
    return 1000 * (after - before) / (ended - started)


def compare(browser, given: pages.Input, tools: dict[str, Callable], folder: Path, runs: int, limit: float) -> None:
    """Print a line for each tool, the runs of all tools taking turns, and the ratios."""
    print(
        f"\n{given.name}: {len(given.nodes):,} claims and sources, {len(given.edges):,} edges; in all {len(given.graph.nodes):,} nodes"
    )
    print(HEAD)
    found: dict[str, Measured] = {}
    written: dict[str, Path] = {}
    for name, write in tools.items():
        start = time.process_time()
        try:
            written[name] = write(given, folder)
        except (ImportError, OverflowError) as error:
            print(f"{name:22} left out: {error}")
            continue
        found[name] = Measured(time.process_time() - start, written[name].stat().st_size / 1e6)
    for turn in range(runs):
        for name, path in written.items():
            # What never gets still once is not asked again: it would take the limit each time.
            if turn == 0 or found[name].stable:
                measure(browser, path, found[name], limit)
    for name, result in found.items():
        print(f"{name:22} {result.line(limit)}", flush=True)
    mine = found.get("kg")
    if mine and mine.stable:
        others = (
            f"{name} {'> ' if not m.stable else ''}{(min(m.stable) if m.stable else limit) / min(mine.stable):.1f} ×"
            for name, m in found.items()
            if name != "kg"
        )
        print("time to a stable picture, ours = 1: " + (", ".join(others) or "no peer"))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--report", default=str(ROOT / "data" / "huggingface"))
    parser.add_argument("--sizes", type=int, nargs="*", default=[2000, 10000, 50000])
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--limit", type=float, default=60.0, help="seconds after which a page counts as not getting still")
    parser.add_argument("--peers", nargs="*", default=["pyvis", "gravis-vis", "gravis-d3", "cytoscape"])
    parser.add_argument("--cytoscape", type=Path, help="dist/cytoscape.min.js of the npm package cytoscape")
    parser.add_argument("--chromium", default="/usr/bin/chromium")
    parser.add_argument("--no-seed", action="store_true")
    options = parser.parse_args()
    gc.set_threshold(100_000, 50, 1000)  # as the command line does
    peers = {
        "pyvis": pages.pyvis_as_it_comes,
        "gravis-vis": pages.gravis_vis,
        "gravis-d3": pages.gravis_d3,
        "cytoscape": pages.cytoscape(options.cytoscape),
    }
    tools = {"kg": pages.ours} | {name: peers[name] for name in options.peers}
    try:
        from playwright.sync_api import sync_playwright
    except ImportError:
        sys.exit("playwright is missing: pip install playwright")
    makers = [] if options.no_seed else [lambda: pages.seed(options.report)]
    makers += [lambda size=size: pages.invented(size) for size in options.sizes]
    with sync_playwright() as started, tempfile.TemporaryDirectory() as folder:
        browser = started.chromium.launch(executable_path=options.chromium, args=["--no-sandbox", "--enable-precise-memory-info"])
        print(f"Chromium {browser.version}, best/median of {options.runs}")
        for make in makers:
            start = time.process_time()
            given = make()
            spent = time.process_time() - start
            compare(browser, given, tools, Path(folder), options.runs, options.limit)
            if given.name == "seed":
                print(f"reading and checking the seed report before that: {spent:.2f} s of processor time")
        browser.close()


if __name__ == "__main__":
    main()

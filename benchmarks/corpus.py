"""Contradicting figures among ten million observations: ``kg check`` of a corpus beside the bare group-by of DuckDB, in one run.

``python benchmarks/corpus.py [--observations 10000000] [--wrong 30000] [--times 3] [--folder DIR]``

The corpus is made up, in the layout that ``kg build`` writes: reports without text, their observations,
and the candidates of figures-disagree as that check gets them.  A subject has five metrics in five years,
each told by three reports; one observation in ``--wrong`` has another value than its fellows.

- ``DuckDB``: ``max(low) > min(high)`` by subject, metric, scope and period over the table ``observations``;
- ``kg``: all of ``kg check CORPUS --select figures-disagree`` but the start of Python: opening the corpus,
  the condition, reading the candidates that survive, the check, impact and backing, the outcome.

Both see the same files and two threads.  Printed are seconds of the clock and of the processor, the
ratio of each, what both found, and the most memory each process used.
"""

from __future__ import annotations

import argparse
import json
import multiprocessing
import resource
import shutil
import sys
import tempfile
import time
from datetime import date
from decimal import Decimal
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

import kg  # noqa: E402
from kg import aligned, engine, metrics, statistics  # noqa: E402
from kg import corpus as corpora  # noqa: E402
from kg.candidates import SETS, Stated  # noqa: E402
from kg.config import Config  # noqa: E402
from kg.corpus import schema, spans  # noqa: E402
from kg.corpus.codec import Codec  # noqa: E402
from kg.corpus.parts import Folder, Manifest, Part, write_table  # noqa: E402
from kg.findings import About  # noqa: E402
from kg.graph import ClaimGraph  # noqa: E402
from kg.model import Observation, Period, Place, Precision, Quantity, Report  # noqa: E402

REPORTS, PER_PART = 10_000, 100
YEARS, TELLINGS = 5, 3
METRICS = ("revenue", "headcount", "annual recurring revenue", "customers", "valuation")
BARE = """
SELECT subject, metric, scope, period_start, max(low), min(high) FROM read_parquet(?)
GROUP BY ALL HAVING max(low) > min(high)
"""


def item() -> Stated:
    """A figure as the check gets it, with marks where the numbers of each go."""
    year = Period(date(2001, 1, 1), date(2001, 12, 31), Precision.YEAR)
    value = Decimal("777777000")
    quantity = Quantity(40, 50, "$777,777,000", "money", value, value, currency="USD", low_step=Decimal(1000), high_step=Decimal(1000))
    place = Place("made/@report@.md", 7, 41, 7, 51)
    observation = Observation("o@n@", "@subject@", "@metric@", "$777,777,000", place, quantity, year, "2001", confidence=0.85, carrier=("sentence", "s@n@"))
    about = About("sentence", None, place, "In 2001, @metric@ of @subject@ was $777,777,000.", "@report@")
    return Stated(observation, about, "flow", None)


def make(folder: Folder, observations: int, wrong: int) -> None:
    """Write the corpus; every part by DuckDB out of the number of each observation."""
    import duckdb

    shutil.rmtree(folder.path, ignore_errors=True)
    folder.parts.mkdir(parents=True)
    codec = Codec(metrics.default())
    groups = max(observations // (YEARS * TELLINGS), 1)
    text = codec.write(item())
    parts = REPORTS // PER_PART
    connection = duckdb.connect()
    connection.execute("SET threads = 2")
    names = []
    for n in range(parts):
        ids = [f"r{n * PER_PART + k}" for k in range(PER_PART)]
        part = Part(f"part{n:04}", tuple(ids), tuple(ids), 0)
        reports = [Report(id, f"made/{id}.md", "text") for id in ids]
        folder.write(part, _own_rows(reports, codec))
        first, last = observations * n // parts, observations * (n + 1) // parts
        connection.execute(_numbers(first, last, groups, wrong))
        for table, query in _queries(text, PER_PART, n).items():
            order = ", ".join(f'"{c.name}"' for c in schema.TABLES[table][1])
            rows = connection.sql(f"SELECT {order} FROM ({query}) ORDER BY i").to_arrow_table()
            write_table(rows.cast(schema.arrow(table)), table, folder.parts / part.name)
        names.append(part.name)
    codes = tuple(c.code for c in engine.selected())
    folder.commit(Manifest(schema.VERSION, kg.__version__, "", "", codes, ("made",), tuple(names), REPORTS, 0))


def _own_rows(reports: list[Report], codec: Codec) -> dict[str, list[tuple]]:
    config = Config()
    counted = json.dumps(statistics.count(ClaimGraph([reports[0]]), config))
    topic = codec.write(aligned.topic(reports[0]))
    return {
        "reports": [(r.id, r.path, r.format, "", "", None, [r.path]) for r in reports],
        "contents": [(r.id, codec.write(r), counted, topic, "") for r in reports],
        "runs": [(r.id, "KG301", "ran", 1, "") for r in reports],
    }


def _numbers(first: int, last: int, groups: int, wrong: int) -> str:
    """A row for each observation: which figure it is of, in which year, with which value."""
    names = ", ".join(f"'{m}'" for m in METRICS)
    return f"""
    CREATE OR REPLACE TEMPORARY TABLE made AS
    SELECT *, 'Company ' || (g // {len(METRICS)}) AS subject, ([{names}])[(g % {len(METRICS)} + 1)::INTEGER] AS metric,
        1000 * (500000 + hash(g * {YEARS} + year) % 500000 + CASE WHEN hash(i) % {wrong} = 0 THEN 40000 ELSE 0 END)::BIGINT AS value
    FROM (SELECT i, i % {groups} AS g, 2010 + (i // {groups}) % {YEARS} AS year FROM range({first}, {last}) made(i))
    """


def _queries(text: str, per_part: int, part: int) -> dict[str, str]:
    """The query of each table that holds observations."""
    written = "format('${{:,}}', value)"
    filled = f"'{text.replace(chr(39), chr(39) * 2)}'"
    for mark, by in (
        ("@subject@", "subject"), ("@metric@", "metric"), ("@report@", "report"), ("@n@", "i::VARCHAR"), ("2001", "year::VARCHAR"),
        ("$777,777,000", written), ("777777000", "value::VARCHAR"),
    ):  # fmt: skip
        filled = f"replace({filled}, '{mark}', {by})"
    base = f"(SELECT *, 'r' || ({part * per_part} + i % {per_part}) AS report FROM made)"
    # Blocks are hashes as kg makes them only in that those of equal keys are equal.
    key = "'[\"' || subject || '\",\"' || metric || '\"]'"
    block = f"({spans.block('figures', '') >> spans.KEY_BITS << spans.KEY_BITS} + hash({key}) % {2**spans.KEY_BITS})::BIGINT"
    return {
        "observations": f"""
            SELECT * EXCLUDE value, 'o' || i AS id, {written} AS value, 'money' AS kind, value AS low, value AS high,
                value::VARCHAR AS low_text, value::VARCHAR AS high_text, 1000 AS low_step, 1000 AS high_step, NULL AS unit,
                'USD' AS currency, false AS approximate, NULL AS bound, NULL AS per, make_date(year, 1, 1) AS period_start, make_date(year, 12, 31) AS period_end,
                year::VARCHAR AS period_text, '{{}}' AS scope, 0.85 AS confidence, 'observation' AS role, 'sentence' AS carrier_kind, 's' || i AS carrier_id,
                'made/' || report || '.md' AS path, 7 AS line, 41 AS "column" FROM {base}""",
        "candidates": f"""SELECT i, report, 'figures' AS "set", {block} AS block, 1 AS groups FROM {base}""",
        "items": f"""
            SELECT i, '["' || report || '","figures",' || i || ',' || to_json({key}) || ',' || {filled} || ']' AS item FROM {base}""",
        "spans": f"""
            SELECT i, {block} AS block, (hash(report) >> 1)::BIGINT AS report, year AS slot,
                (value - 500) * {spans.SCALE} + 1 AS low, (value + 500) * {spans.SCALE} - 1 AS high FROM {base}""",
    }


# --------------------------------------------------------------------------- the two runs


def bare(folder: str) -> int:
    """The group-by alone; gives the number of groups that contradict themselves."""
    import duckdb

    manifest = Folder(folder).manifest()
    connection = duckdb.connect()
    connection.execute("SET threads = 2")
    return len(connection.execute(BARE, [Folder(folder).files("observations", manifest.parts)]).fetchall())


def ours(folder: str) -> int:
    """The check over the corpus; gives the number of findings."""
    opened = corpora.Corpus(folder)
    opened.engine.database.raw_sql("SET threads = 2")
    return len(corpora.check(opened, engine.selected(["figures-disagree"])).findings)


def timed(run, folder: str, pipe) -> None:
    """Tell what a run gave, its seconds of clock and processor, and the most memory it held."""
    import ibis  # noqa: F401

    engine.checks()
    clock, before = time.perf_counter(), resource.getrusage(resource.RUSAGE_SELF)
    found = run(folder)
    after = resource.getrusage(resource.RUSAGE_SELF)
    seconds = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    pipe.send((found, time.perf_counter() - clock, seconds, after.ru_maxrss / 1e6))


def alone(run, folder: str) -> tuple[int, float, float, float]:
    """The same in a process of its own."""
    spawn = multiprocessing.get_context("spawn")
    receive, send = spawn.Pipe(False)
    process = spawn.Process(target=timed, args=(run, folder, send))
    process.start()
    told = receive.recv()
    process.join()
    return told


def same_bounds() -> None:
    """The made spans are those of kg: nothing is measured that it would not have written."""
    (row,) = spans.rows(SETS["figures"].across.span(item()))
    assert row == (2001, 777_776_500 * spans.SCALE + 1, 777_777_500 * spans.SCALE - 1), row


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--observations", type=int, default=10_000_000)
    parser.add_argument("--wrong", type=int, default=30_000)
    parser.add_argument("--times", type=int, default=3)
    parser.add_argument("--folder", help="keep the corpus here, and take the one that is here")
    args = parser.parse_args()
    same_bounds()
    with tempfile.TemporaryDirectory() as temporary:
        path = args.folder or str(Path(temporary) / "made.corpus")
        if not corpora.is_corpus(path):
            print(f"making {args.observations:,} observations …", file=sys.stderr)
            make(Folder(path), args.observations, args.wrong)
        size = sum(p.stat().st_size for p in Path(path).rglob("*.parquet")) / 1e6
        print(f"{args.observations:,} observations of {REPORTS:,} reports, {size:,.0f} MB of Parquet")
        runs = [(alone(bare, path), alone(ours, path)) for _ in range(args.times)]
    print(f"found: DuckDB {runs[0][0][0]:,} groups, kg {runs[0][1][0]:,} findings")
    for n, (duck, kg_) in enumerate(runs, 1):
        print(
            f"run {n}: DuckDB {duck[1]:6.2f} s, kg {kg_[1]:6.2f} s, {kg_[1] / duck[1]:.2f} times; "
            f"of the processor {duck[2]:6.2f} s, {kg_[2]:6.2f} s, {kg_[2] / duck[2]:.2f} times; at most {duck[3]:.2f} GB, {kg_[3]:.2f} GB"
        )
    best = [min(run[side][2] for run in runs) for side in (0, 1)]
    print(f"best of the processor: {best[1] / best[0]:.2f} times DuckDB")


if __name__ == "__main__":
    main()

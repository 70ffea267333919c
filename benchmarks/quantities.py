"""How well and how fast quantities are read, beside every library from PyPI that reads them.

    python benchmarks/quantities.py [ANNOTATED.jsonl] [--speed SENTENCES.txt] [--errors]

ANNOTATED holds one JSON object a line: ``text`` and ``quantities``, a list of objects with ``span``
(start, end), ``kind``, ``low``, ``high`` and, where they apply, ``currency``, ``unit``, ``approx``,
``bound`` and ``per``; dates have ISO days as ``low`` and ``high``. ``ignore`` may list spans that are
neither right nor wrong. Without a file the small sample beside this script is used. SENTENCES is a
text file, one sentence a line; without it the annotated texts are timed.

Levels: *value* = both ends equal and the spans overlap; *unit* = and kind, currency and unit; *all* =
and approximation, side of a bound and "per". Figures and dates are counted apart. A library that is
not installed is named with the reason.
"""

from __future__ import annotations

import argparse
import datetime
import json
import sys
import time
import warnings
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

Found = dict[str, Any]
Reader = Callable[[str], list[Found]]
SAMPLE = Path(__file__).with_name("quantities_sample.jsonl")
SIDE = {"ge": "least", "gt": "least", "le": "most", "lt": "most"}


# --------------------------------------------------------------------------- the readers


def ours() -> Reader:
    from kg.quantities import extract, scanner

    def read(text: str) -> list[Found]:
        found = []
        scanner._short.cache_clear()  # what was read before must not be timed
        for q in extract(text):
            one = {"span": (q.start, q.end), "kind": q.kind, "currency": q.currency, "unit": q.unit}
            one |= {"approx": q.approximate, "bound": q.bound, "per": q.per}
            if q.period:
                one |= {"low": q.period.start.isoformat(), "high": q.period.end.isoformat()}
            else:
                one |= {"low": float(q.low), "high": float(q.high)}
            found.append(one)
        return found

    return read


def recognizers() -> Reader:
    from recognizers_date_time import recognize_datetime
    from recognizers_number import recognize_number, recognize_percentage
    from recognizers_number_with_unit import recognize_age, recognize_currency, recognize_dimension

    readers = (recognize_currency, recognize_percentage, recognize_age, recognize_dimension, recognize_number)
    kinds = {"currency": "money", "percentage": "percent", "age": "duration", "number": "count"}
    codes = {"Dollar": "USD", "Euro": "EUR", "Pound": "GBP"}

    def figures(text: str) -> Iterator[Found]:
        for result in (result for recognize in readers for result in recognize(text, "en-us")):
            resolution = result.resolution or {}
            value = str(resolution.get("value") or "").rstrip("%").replace(",", "")
            if not value:
                continue
            kind, unit = kinds.get(result.type_name, "measure"), str(resolution.get("unit", ""))
            one = {"span": (result.start, result.end + 1), "kind": kind, "low": float(value), "high": float(value)}
            if kind == "money":
                one["currency"] = resolution.get("isoCurrency") or codes.get(unit)
            else:
                one["unit"] = unit.lower() or None
            yield one

    def dates(text: str) -> Iterator[Found]:
        for result in recognize_datetime(text, "en-us"):
            value = (result.resolution or {}).get("values", [{}])[0]
            one = {"span": (result.start, result.end + 1), "kind": "date"}
            if value.get("type") == "date":
                yield one | {"low": value.get("value"), "high": value.get("value")}
            elif value.get("type") == "daterange" and value.get("start") and value.get("end"):
                try:
                    last = datetime.date.fromisoformat(value["end"]) - datetime.timedelta(days=1)
                except ValueError:
                    continue
                yield one | {"low": value["start"], "high": last.isoformat()}

    return lambda text: apart([*dates(text), *figures(text)])


def quantulum() -> Reader:
    from quantulum3 import parser

    kinds = {"currency": "money", "time": "duration", "dimensionless": "count"}
    codes = {"dollar": "USD", "euro": "EUR", "pound sterling": "GBP", "japanese yen": "JPY", "indian rupee": "INR"}

    def read(text: str) -> list[Found]:
        found = []
        for q in parser.parse(text):
            kind = "percent" if q.unit.name == "percentage" else kinds.get(q.unit.entity.name, "measure")
            spread = q.uncertainty or 0
            one = {"span": q.span, "kind": kind, "low": q.value - spread, "high": q.value + spread}
            if kind == "money":
                one["currency"] = codes.get(q.unit.name)
            elif kind in ("duration", "measure"):
                one["unit"] = q.unit.name
            found.append(one)
        return found

    return read


def text2num() -> Reader:
    import text_to_num

    class Word(text_to_num.Token):
        def __init__(self, written: str) -> None:
            self.written = written

        def text(self) -> str:
            return self.written

    def read(text: str) -> list[Found]:
        words, spans, at = text.split(), [], 0
        for word in words:
            at = text.index(word, at)
            spans.append((at, at + len(word)))
            at += len(word)
        numbers = text_to_num.find_numbers([Word(word) for word in words], "en")
        return [
            {"span": (spans[n.start][0], spans[n.end - 1][1]), "kind": "count", "low": n.value, "high": n.value} for n in numbers
        ]

    return read


def dateparser() -> Reader:
    from dateparser.search import search_dates

    def read(text: str) -> list[Found]:
        found, at = [], 0
        for written, moment in search_dates(text, languages=["en"]) or []:
            at = max(text.find(written, at), 0)
            day = moment.date().isoformat()
            found.append({"span": (at, at + len(written)), "kind": "date", "low": day, "high": day})
        return found

    return read


READERS: dict[str, tuple[str, Callable[[], Reader]]] = {
    "kg": ("this project", ours),
    "Recognizers-Text": ("recognizers-text-suite, with emoji<1.7 and grapheme", recognizers),
    "quantulum3": ("quantulum3", quantulum),
    "text2num": ("text2num: numbers alone", text2num),
    "dateparser": ("dateparser: single days alone", dateparser),
}


def apart(found: Iterable[Found]) -> list[Found]:
    """Keep what does not overlap something earlier in the list."""
    kept: list[Found] = []
    for one in found:
        if not any(overlap(one["span"], other["span"]) for other in kept):
            kept.append(one)
    return kept


# --------------------------------------------------------------------------- scoring


def overlap(a: tuple[int, int], b: tuple[int, int]) -> bool:
    return a[0] < b[1] and b[0] < a[1]


def same(a: Any, b: Any) -> bool:
    if isinstance(a, str) or isinstance(b, str) or a is None or b is None:
        return a == b
    return abs(a - b) <= 1e-6 * max(abs(a), abs(b), 1e-9)


def level(gold: Found, found: Found) -> int:
    """Return 0 for another quantity, 1 for the value, 2 with its unit, 3 with all that is said of it."""
    if (gold["kind"] == "date") != (found["kind"] == "date") or not overlap(gold["span"], found["span"]):
        return 0
    if not (same(gold["low"], found["low"]) and same(gold["high"], found["high"])):
        return 0
    points = {"points": "percent", "rating": "count"}
    kind = points.get(found["kind"], found["kind"])
    if points.get(gold["kind"], gold["kind"]) != kind or gold.get("currency") != found.get("currency"):
        return 1
    if kind in ("duration", "measure") and (gold.get("unit") or "").rstrip("s") not in (found.get("unit") or ""):
        return 1
    if gold.get("approx") is not None and bool(gold["approx"]) != bool(found.get("approx")):
        return 2
    if kind != "date" and SIDE.get(gold.get("bound")) != SIDE.get(found.get("bound")):
        return 2
    return 3 if (gold.get("per") or None) == (found.get("per") or None) else 2


def score(items: list[Found], read: Reader, dates: bool, errors: bool) -> list[float]:
    """Return the F1 of the three levels, for figures or for dates."""
    hits, wanted, given = [0, 0, 0], 0, 0
    for item in items:
        gold = [g for g in item["quantities"] if (g["kind"] == "date") == dates]
        other = [g["span"] for g in item["quantities"] if (g["kind"] == "date") != dates] + item.get("ignore", [])
        found = [f for f in read(item["text"]) if (f["kind"] == "date") == dates]
        pairs = [(-level(g, f), i, j) for i, g in enumerate(gold) for j, f in enumerate(found)]
        used_gold, used = set(), set()
        for less, i, j in sorted(pairs):
            if less and i not in used_gold and j not in used:
                used_gold.add(i)
                used.add(j)
                for step in range(-less):
                    hits[step] += 1
        spare = [f for j, f in enumerate(found) if j not in used and not any(overlap(f["span"], s) for s in other)]
        wanted, given = wanted + len(gold), given + len(used) + len(spare)
        if errors and (spare or len(used_gold) < len(gold)):
            missed = [item["text"][slice(*g["span"])] for i, g in enumerate(gold) if i not in used_gold]
            print(f"  {item['text']}\n    missed {missed}, too much {[item['text'][slice(*f['span'])] for f in spare]}")
    return [2 * hit / (wanted + given) if wanted + given else 0.0 for hit in hits]


def speed(sentences: list[str], read: Reader, seconds: float = 2.0) -> float:
    """Return sentences a second on one core, timed for about ``seconds`` after a first call."""
    read(sentences[0])
    done, begin = 0, time.perf_counter()
    while time.perf_counter() - begin < seconds:
        read(sentences[done % len(sentences)])
        done += 1
    return done / (time.perf_counter() - begin)


def main() -> None:
    parser = argparse.ArgumentParser(description="Compare readers of quantities.")
    parser.add_argument("annotated", nargs="?", type=Path, default=SAMPLE)
    parser.add_argument("--speed", type=Path, help="text file, one sentence a line")
    parser.add_argument("--errors", action="store_true", help="show what our own reader misses and invents")
    options = parser.parse_args()
    warnings.simplefilter("ignore")
    items = [json.loads(line) for line in options.annotated.read_text(encoding="utf-8").splitlines() if line.strip()]
    sentences = options.speed.read_text(encoding="utf-8").splitlines() if options.speed else [item["text"] for item in items]
    count = sum(g["kind"] != "date" for item in items for g in item["quantities"])
    dated = sum(g["kind"] == "date" for item in items for g in item["quantities"])
    print(f"{options.annotated.name}: {len(items)} texts, {count} figures, {dated} dates; {len(sentences)} sentences timed\n")
    print(f"{'':18}{'value':>7}{'unit':>7}{'all':>7}{'dates':>7}{'sentences/s':>13}{'ours is faster':>16}")
    fastest = 0.0
    for name, (package, make) in READERS.items():
        try:
            read = make()
        except ImportError as error:
            print(f"{name:18}not measured: {error} (pip install {package.split(',')[0].split(':')[0]})")
            continue
        figures = score(items, read, False, options.errors and name == "kg")
        days = score(items, read, True, options.errors and name == "kg")
        rate = speed(sentences, read)
        fastest = fastest or rate
        ratio = fastest / rate
        times = "" if name == "kg" else f"{ratio:.0f} times" if ratio >= 10 else f"{ratio:.1f} times"
        print(f"{name:18}" + "".join(f"{f1:7.3f}" for f1 in (*figures, days[0])) + f"{rate:13,.0f}{times:>16}")
    print("\nF1 of figures at three levels, F1 of dates by their days; one process, one core.")


if __name__ == "__main__":
    main()

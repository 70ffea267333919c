"""Damaged reports: whatever is cut, doubled or garbled, reading gives a report or one clear refusal, and no check crashes."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from kg import build, engine
from kg.config import Config
from kg.findings import Status
from kg.reading import Bundle, InputError, RawFile

ROOT = Path(__file__).resolve().parent.parent
EXAMPLE = ROOT / "docs" / "example"
WORKED = ROOT / "data" / "huggingface"

JUNK = [b"\x00", b"\xff\xfe", b"\xef\xbb\xbf", b"\r", b'"', b"|", b"[", b"]]", b"`", b"<!--", b"\t", b"$", b"%", b"~", b"\xe2\x80\xae"]
FIGURES = [b"$1e400", b"-0", b"99999999999999999999999999", b"0/0", b"2024-02-30", b"13/13/13", b"1,,2", b"$", b"Q5 2024", b"\xc2\xbd"]


def damage(data: bytes, chance: random.Random) -> bytes:
    """One to six small accidents."""
    for _ in range(chance.randint(1, 6)):
        if not data:
            return data
        at = chance.randrange(len(data))
        lines = data.split(b"\n")
        line = chance.randrange(len(lines))
        match chance.randrange(7):
            case 0:
                data = data[:at] + data[at + chance.randint(1, 40) :]
            case 1:
                data = data[:at] + chance.choice(JUNK) + data[at:]
            case 2:
                data = data[:at] + chance.choice(FIGURES) + data[at:]
            case 3:
                data = b"\n".join(lines[:line] + [lines[line]] * 2 + lines[line + 1 :])
            case 4:
                data = b"\n".join(lines[:line] + lines[line + 1 :])
            case 5:
                other = chance.randrange(len(lines))
                lines[line], lines[other] = lines[other], lines[line]
                data = b"\n".join(lines)
            case 6:
                data = data[:at] if chance.random() < 0.3 else data.replace(b"\n", b"\r\n")
    return data


def survives(folder: Path, chance: random.Random) -> None:
    files = [p for p in sorted(folder.iterdir()) if p.suffix in (".md", ".csv")]
    hurt = chance.sample(files, chance.randint(1, len(files)))
    raw = tuple(RawFile(f"damaged/{p.name}", damage(p.read_bytes(), chance) if p in hurt else p.read_bytes()) for p in files)
    try:
        reports = build.load_bundles([Bundle("damaged", raw, folder=True)], Config())
    except InputError as refusal:
        assert str(refusal).startswith("damaged")
        return
    outcome = engine.run(build.graph_of(reports, Config()), Config())
    assert not [run.reason for run in outcome.runs if run.status is Status.CRASHED]


@pytest.mark.parametrize("seed", range(20))
def test_a_small_report_survives(seed):
    survives(EXAMPLE, random.Random(seed))


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(1000, 1120))
def test_a_small_report_survives_much(seed):
    survives(EXAMPLE, random.Random(seed))


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(16))
def test_the_worked_example_survives(seed):
    survives(WORKED, random.Random(seed))

"""Clean reports with marked mentions, and how a mention is spoilt.

A draft is a text in ``texts/``: ``NAME.md`` or ``NAME.txt`` is one file, ``NAME.folder.txt`` several,
each begun by a line ``=== file name``. In it

``{{kinds: right // right // right => wrong // wrong}}``
    is a mention. One of the right wordings is chosen by the seed. ``kinds`` (joined by ``+``) are the
    defects that may be planted in it; none means that only the wording varies. The wrong
    values are made from the right wording by :func:`spoil` unless they are given.
``%%shuffle`` … ``%%end``
    are lines of their own; the lines between them come in an order chosen by the seed.

A mention may be spoilt only where a careful reader can see it in the report itself: the same fact
stands there a second time, or it follows from others by the arithmetic that the text states.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise
from pathlib import Path

TEXTS = Path(__file__).resolve().parent / "texts"

_MENTION = re.compile(r"\{\{([a-z+-]*):\s*(.*?)\s*\}\}", re.S)
_FILE = re.compile(r"^=== (\S+)\n", re.M)
_SHUFFLE = re.compile(r"^%%shuffle\n(.*?)^%%end\n", re.M | re.S)
_NUMBER = re.compile(r"\d[\d,]*(?:\.\d+)?")
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_HEDGE = re.compile(
    r"(?:~|≈|\b(?:about|around|roughly|nearly|almost|some|approximately|an estimated|just (?:over|under)|circa)) ?$", re.I
)
_SCALES = [
    ("million", "billion"), ("billion", "million"), ("thousand", "million"), ("bn", "m"), ("mn", "bn"), ("GW", "MW"), ("MW", "GW")
]  # fmt: skip
_LETTERS = {"M": "B", "B": "M", "m": "bn", "k": "m", "K": "M"}
_WORDS = ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen"]


@dataclass(frozen=True, slots=True)
class Draft:
    """A report as it stands in ``texts/``: its name and its files, marks included."""

    name: str
    files: dict[str, str]


@dataclass(frozen=True, slots=True)
class Mention:
    """One marked mention of a clean report: file, 1-based line, offset of its right wording."""

    path: str
    line: int
    start: int
    right: str
    kinds: tuple[str, ...]
    given: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Clean:
    """A report as its readers see it, and what may be spoilt in it."""

    name: str
    files: dict[str, str]
    mentions: tuple[Mention, ...]


@dataclass(frozen=True, slots=True)
class Change:
    """A clean report with one mention spoilt; ``core`` is the part of the wrong wording that a finding would quote."""

    mention: Mention
    kind: str
    wrong: str
    core: str
    files: dict[str, str]


def drafts() -> list[Draft]:
    """All drafts, in the order of their names."""
    found = []
    for path in sorted(TEXTS.iterdir()):
        text = path.read_text(encoding="utf-8")
        if path.name.endswith(".folder.txt"):
            name = path.name.removesuffix(".folder.txt")
            parts = _FILE.split(text)
            found.append(Draft(name, {f"{name}/{p}": b for p, b in zip(parts[1::2], parts[2::2], strict=True)}))
        else:
            found.append(Draft(path.stem, {path.name: text}))
    return found


def render(draft: Draft, seed: int) -> Clean:
    """The clean report that a seed makes of a draft; the same seed gives the same report."""
    rng = random.Random(f"{seed}/{draft.name}/wording")
    files, mentions = {}, []
    for path, text in draft.files.items():
        text = _SHUFFLE.sub(lambda m: "".join(_shuffled(m.group(1), rng)), text)
        done, end = "", 0
        for mark in _MENTION.finditer(text):
            done += text[end : mark.start()]
            end = mark.end()
            right, _, wrong = mark.group(2).partition("=>")
            chosen = rng.choice([w.strip() for w in right.split("//")])
            if mark.group(1):
                given = tuple(w.strip() for w in wrong.split("//") if w.strip())
                mentions.append(Mention(path, done.count("\n") + 1, len(done), chosen, tuple(mark.group(1).split("+")), given))
            done += chosen
        files[path] = done + text[end:]
    return Clean(draft.name, files, tuple(mentions))


def _shuffled(block: str, rng: random.Random) -> list[str]:
    lines = block.splitlines(keepends=True)
    rng.shuffle(lines)
    return lines


def planted(clean: Clean, seed: int, kinds: set[str]) -> Iterator[Change]:
    """Each mention spoilt once, by one of its kinds (of those in ``kinds``, if any are named)."""
    for number, mention in enumerate(clean.mentions):
        rng = random.Random(f"{seed}/{clean.name}/{number}")
        kind = rng.choice(mention.kinds)
        text = clean.files[mention.path]
        options = spoil(mention, kind, text[max(0, mention.start - 20) : mention.start])
        if not options:
            raise ValueError(f"{clean.name}: nothing to plant in {mention.right!r} as {kind}")
        wrong = rng.choice(options)
        if kinds and kind not in kinds:
            continue
        spoilt = text[: mention.start] + wrong + text[mention.start + len(mention.right) :]
        yield Change(mention, kind, wrong, _core(wrong), {**clean.files, mention.path: spoilt})


def _core(wrong: str) -> str:
    number = _NUMBER.search(wrong)
    return number.group() if number else wrong


def spoil(mention: Mention, kind: str, before: str = "") -> list[str]:
    """The wrong wordings of a mention, in a fixed order; ``before`` is the text in front of it."""
    if mention.given:
        return [w for w in mention.given if w != mention.right]
    right = mention.right
    if kind in ("year", "date"):
        return [_put(right, m, str(int(m.group()) + step)) for m in _YEAR.finditer(right) for step in (-3, -2, -1, 1, 2, 3)]
    if kind == "unit":
        signs = {"US$": "€", "$": "€", "€": "$", "£": "€", "EUR ": "USD ", "NOK ": "SEK "}
        return [right.replace(sign, other) for sign, other in signs.items() if sign in right][:1]
    if kind == "scale":
        return list(_scaled(right))
    if kind == "count":
        return list(_counted(right))
    return list(_digits(right, 0.22 if _HEDGE.search(before + right[: _NUMBER.search(right).start()].rstrip("$€£")) else 0.10))


def _put(text: str, match: re.Match, new: str) -> str:
    return text[: match.start()] + new + text[match.end() :]


def _scaled(text: str) -> Iterator[str]:
    for word, other in _SCALES:
        if re.search(rf"(?<![A-Za-z]){word}\b", text):
            yield re.sub(rf"(?<![A-Za-z]){word}\b", other, text)
    if letter := re.search(r"(?<=\d)([MBmkK])\b", text):
        yield _put(text, letter, _LETTERS[letter.group()])
    if (number := _NUMBER.search(text)) and not _YEAR.fullmatch(number.group()):
        value = Decimal(number.group().replace(",", "")) * 10
        places = max(0, len(number.group().partition(".")[2]) - 1)
        yield _put(text, number, f"{value:,.{places}f}" if "," in number.group() or value >= 10000 else f"{value:.{places}f}")


def _counted(text: str) -> Iterator[str]:
    for number, word in enumerate(_WORDS):
        if found := re.search(rf"\b{word}\b", text, re.I):
            for other in (number - 1, number + 1):
                if 1 <= other < len(_WORDS):
                    new = _WORDS[other]
                    yield _put(text, found, new.capitalize() if found.group()[0].isupper() else new)
            return
    number = _NUMBER.search(text)
    yield from (_put(text, number, str(int(number.group()) + step)) for step in (-1, 1))


def _digits(text: str, least: float) -> Iterator[str]:
    """One digit changed, or two neighbours swapped, so that the value moves by ``least`` of itself or more, at most threefold."""
    number = _NUMBER.search(text)
    old = number.group()
    value = Decimal(old.replace(",", ""))
    places = [i for i, c in enumerate(old) if c.isdigit()]
    news = [old[:i] + d + old[i + 1 :] for i in places for d in "0123456789" if d != old[i]]
    for i, j in pairwise(places):
        swapped = list(old)
        swapped[i], swapped[j] = swapped[j], swapped[i]
        news.append("".join(swapped))
    for new in dict.fromkeys(news):
        if new == old or (new[0] == "0" and len(new) > 1 and new[1] != "."):
            continue
        other = Decimal(new.replace(",", ""))
        if other and Decimal(least) * value <= abs(other - value) and value / 3 <= other <= value * 3:
            yield _put(text, number, new)

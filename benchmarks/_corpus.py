"""Invented corpora of any size: reports with claims, sources, tables and planted defects, the same for the same seed.

A report is a folder with ``report.md``, ``claims.csv`` and ``sources.csv`` on one company: its
figures by year, branches, rounds, offices, products, partners and people.  Four companies make a
market; each of their reports also speaks of the others.  What is planted is returned with its file
and line, so that a measurement can tell how much was found.
"""

from __future__ import annotations

import csv
import io
import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

MARKET = 4
"""Reports whose companies compete, and are spoken of in each other's reports."""
YEARS = range(2018, 2025)
_ONSETS = "b br c cl d dr f g gr h j k kl l m n p pr qu r s st t tr v w z".split()
_VOWELS = "a e i o u ai ea io ou".split()
_CODAS = "l m n r s t x nd rt lm nk".split()
_TRADES = ("battery storage", "hospital software", "parcel logistics", "soil sensors", "payment terminals", "water treatment",
           "satellite imaging", "machine translation", "cold chains", "wind maintenance", "fraud detection", "seed breeding")  # fmt: skip
_CITIES = "Lyon Porto Leipzig Gdansk Turin Malmo Bilbao Ghent Graz Tartu Cork Bergen Zurich Utrecht Aarhus Split".split()
_FIRST = "Anna Boris Clara Dmitri Elena Frank Greta Hugo Ines Jonas Karin Luis Marta Nils Olga Pavel Rosa Sven Tessa Ulla".split()
_HOUSES = ("Reuters", "Bloomberg", "Financial Times", "Handelsblatt", "TechCrunch", "Les Echos", "Il Sole 24 Ore", "The Economist",
           "Sifted", "Politico", "Nikkei", "The Guardian", "Wired", "Der Standard", "El País", "Le Monde")  # fmt: skip


@dataclass(frozen=True, slots=True)
class Planted:
    """A defect: its file, seen from the corpus, the line, and what is wrong there."""

    path: str
    line: int
    kind: str


@dataclass(slots=True)
class Company:
    """What is true of a company, in whole units; money in thousands of dollars."""

    name: str
    trade: str
    city: str
    founded: int
    revenue: dict[int, int]
    staff: dict[int, int]
    customers: dict[int, int]
    branches: dict[str, dict[int, int]]
    offices: dict[str, int]
    products: dict[str, tuple[int, int]]
    people: dict[str, str]
    rounds: list[tuple[str, int, int, str]]


@dataclass(slots=True)
class Draft:
    """A report while it is written."""

    company: Company
    claims: list[list[str]] = field(default_factory=list)
    sources: list[list[str]] = field(default_factory=list)
    lines: list[str] = field(default_factory=list)
    planted: list[tuple[int, str]] = field(default_factory=list)

    def claim(self, chance: random.Random, statement: str) -> str:
        """Add a claim with one to three sources; its id."""
        id = f"C{len(self.claims) + 1:04}"
        known = [f"S{n + 1:04}" for n in range(len(self.sources))]
        chosen = sorted(chance.sample(known, chance.choice((1, 2, 2, 3))))
        self.claims.append([id, statement, chance.choice(("High", "High", "Medium", "Low")), "; ".join(chosen)])
        return id

    def write(self, text: str = "", wrong: str = "") -> None:
        """Add a line; ``wrong`` is the kind of defect that it holds."""
        self.lines.append(text)
        if wrong:
            self.planted.append((len(self.lines), wrong))


def market(seed: int, number: int) -> list[Company]:
    """The companies of one market."""
    chance = random.Random(f"{seed} market {number}")
    trade = chance.choice(_TRADES)
    return [_company(random.Random(f"{seed} company {number} {n}"), trade, f"{number * MARKET + n:x}") for n in range(MARKET)]


def _word(chance: random.Random, syllables: int) -> str:
    return "".join(chance.choice(_ONSETS) + chance.choice(_VOWELS) for _ in range(syllables)) + chance.choice(_CODAS)


def _company(chance: random.Random, trade: str, tail: str) -> Company:
    letters = "".join("bcdfghjklmnpqrst"[int(c, 16)] + "a" for c in tail)
    name = (_word(chance, 2) + letters).capitalize()
    revenue, staff, customers = {}, {}, {}
    now, heads, users = chance.randrange(2000, 9000) * 10, chance.randrange(40, 300), chance.randrange(200, 4000)
    for year in YEARS:
        revenue[year], staff[year], customers[year] = now, heads, users
        now = now * chance.randrange(108, 160) // 1000 * 10
        heads = heads * chance.randrange(104, 150) // 100
        users = users * chance.randrange(103, 170) // 100
    branches = {}
    names = [_word(chance, 2).capitalize() + " " + kind for kind in ("Cloud", "Edge", "Services")]
    for year in YEARS:
        first, second = revenue[year] * chance.randrange(40, 60) // 100, revenue[year] * chance.randrange(15, 30) // 100
        for branch, value in zip(names, (first, second, revenue[year] - first - second), strict=True):
            branches.setdefault(branch, {})[year] = value
    offices = {city: chance.randrange(8, 400) for city in chance.sample(_CITIES, 6)}
    products = {_word(chance, 2).capitalize(): (chance.randrange(2018, 2025), chance.randrange(100, 9000)) for _ in range(70)}
    people = {
        post: f"{chance.choice(_FIRST)} {_word(chance, 2).capitalize()}"
        for post in ("chief executive", "chief financial officer", "chief technology officer", "chair")
    }
    rounds = [
        (series, year, amount * 1000, _word(chance, 2).capitalize() + " Capital")
        for series, year, amount in zip("ABCD", (2018, 2020, 2021, 2023), sorted(chance.sample(range(4, 240), 4)), strict=True)
    ]
    return Company(name, trade, chance.choice(_CITIES), chance.randrange(2008, 2017), revenue, staff, customers, branches, offices, products, people, rounds)


def money(thousands: int) -> str:
    """An amount as reports write it: "$12.4 million"."""
    return f"${thousands / 1000:,.2f} million".replace(".00 ", " ")


def report(seed: int, number: int, claims: int = 300, defects: int = 6) -> tuple[dict[str, str], list[Planted]]:
    """The files of one report by name, and what is planted in them."""
    companies = market(seed, number // MARKET)
    own, peers = companies[number % MARKET], [c for n, c in enumerate(companies) if n != number % MARKET]
    chance = random.Random(f"{seed} report {number}")
    draft = Draft(own)
    for n in range(max(8, claims * 4 // 5)):
        draft.sources.append([f"S{n + 1:04}", chance.choice(_HOUSES), f"{own.name}: {_word(chance, 3)} and {own.trade}, part {n + 1}", ""])
    chosen = set(chance.sample(("text", "total", "growth", "staff", "dangling", "customers", "share", "peer"), min(defects, 8)))
    draft.write(f"# {own.name}: report on a maker of {own.trade}")
    draft.write()
    _summary(draft, chance, chosen)
    _years(draft, chance, chosen)
    _branches(draft, chance, chosen)
    _rounds(draft, chance)
    _offices(draft, chance)
    _peers(draft, chance, chosen, peers)
    _products(draft, chance, claims)
    folder = f"r{number:06}"
    files = {"report.md": "\n".join(draft.lines) + "\n", "claims.csv": _rows("id statement confidence sources", draft.claims),
             "sources.csv": _rows("id publisher title quote", draft.sources)}  # fmt: skip
    return files, [Planted(f"{folder}/report.md", line, kind) for line, kind in draft.planted]


def _rows(head: str, rows: list[list[str]]) -> str:
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerows([head.split(), *rows])
    return out.getvalue()


def _summary(draft: Draft, chance: random.Random, chosen: set[str]) -> None:
    c = draft.company
    founded = draft.claim(chance, f"{c.name} was founded in {c.founded}.")
    seat = draft.claim(chance, f"{c.name} is headquartered in {c.city}.")
    draft.write("## Summary")
    draft.write()
    draft.write(f"{c.name} was founded in {c.founded} and is headquartered in {c.city}. It develops {c.trade} for industry. [{founded}, {seat}]")
    draft.write()
    staff = draft.claim(chance, f"{c.name} employed {c.staff[2024]:,} people at the end of 2024.")
    wrong = c.staff[2024] * 3 // 2 + 7 if "staff" in chosen else c.staff[2024]
    draft.write(f"At the end of 2024, {c.name} employed {wrong:,} people. [{staff}]", "staff" if "staff" in chosen else "")
    draft.write()
    missing = ", C9999" if "dangling" in chosen else ""
    for post, who in c.people.items():
        id = draft.claim(chance, f"{who} is {post} of {c.name}.")
        draft.write(f"{who} is {post} of {c.name}. [{id}{missing}]", "dangling" if missing else "")
        draft.write()
        missing = ""


def _years(draft: Draft, chance: random.Random, chosen: set[str]) -> None:
    c = draft.company
    draft.write("## Figures by year")
    draft.write()
    draft.write("| Year | Revenue (USD thousand) | Employees | Customers |")
    draft.write("|---|---|---|---|")
    for year in YEARS:
        draft.write(f"| {year} | {c.revenue[year]:,} | {c.staff[year]:,} | {c.customers[year]:,} |")
    draft.write()
    for year in YEARS:
        revenue = draft.claim(chance, f"{c.name} had revenue of {money(c.revenue[year])} in {year}.")
        staff = draft.claim(chance, f"{c.name} had {c.staff[year]:,} employees at the end of {year}.")
        users = draft.claim(chance, f"{c.name} served {c.customers[year]:,} customers in {year}.")
        wrong = "text" in chosen and year == 2022
        told = c.revenue[year] * 2 if wrong else c.revenue[year]
        draft.write(f"In {year}, revenue of {c.name} was {money(told)}. The company had {c.staff[year]:,} employees at the end of {year}. [{revenue}, {staff}]", "text" if wrong else "")
        draft.write()
        wrong = "customers" in chosen and year == 2023
        told = c.customers[year] * 10 if wrong else c.customers[year]
        draft.write(f"In {year}, {c.name} served {told:,} customers. [{users}]", "customers" if wrong else "")
        draft.write()
        if year > YEARS[0]:
            rise = round(100 * (c.revenue[year] / c.revenue[year - 1] - 1))
            wrong = "growth" in chosen and year == 2021
            draft.write(f"Revenue grew from {money(c.revenue[year - 1])} in {year - 1} to {money(c.revenue[year])} in {year}, an increase of {rise + 30 * wrong}%.", "growth" if wrong else "")
            draft.write()


def _branches(draft: Draft, chance: random.Random, chosen: set[str]) -> None:
    c = draft.company
    draft.write("## Branches")
    draft.write()
    draft.write("| Branch | " + " | ".join(f"Revenue {y} (USD thousand)" for y in YEARS) + " |")
    draft.write("|---" * (len(YEARS) + 1) + "|")
    for branch, values in c.branches.items():
        draft.write(f"| {branch} | " + " | ".join(f"{values[y]:,}" for y in YEARS) + " |")
    totals = [c.revenue[y] + (1000 if "total" in chosen and y == 2020 else 0) for y in YEARS]
    draft.write("| Total | " + " | ".join(f"{v:,}" for v in totals) + " |", "total" if "total" in chosen else "")
    draft.write()
    for branch, values in c.branches.items():
        for year in YEARS:
            id = draft.claim(chance, f"{branch}, a branch of {c.name}, sold for {money(values[year])} in {year}.")
            if year in (2020, 2024):
                share = round(100 * values[year] / c.revenue[year])
                wrong = "share" in chosen and year == 2024 and branch.endswith("Cloud")
                draft.write(f"{branch} sold for {money(values[year])} in {year}, {share + 25 * wrong}% of the total of {money(c.revenue[year])}. [{id}]", "share" if wrong else "")
                draft.write()


def _rounds(draft: Draft, chance: random.Random) -> None:
    c = draft.company
    draft.write("## Funding")
    draft.write()
    for series, year, amount, lead in c.rounds:
        id = draft.claim(chance, f"{c.name} raised {money(amount)} in a Series {series} in {year}, led by {lead}.")
        draft.write(f"In {year}, {c.name} raised {money(amount)} in a Series {series} round led by {lead}. [{id}]")
        draft.write()
    total = sum(r[2] for r in c.rounds)
    draft.write(f"In all, {c.name} has raised {money(total)} in {len(c.rounds)} rounds. [{draft.claim(chance, f'{c.name} has raised a total of {money(total)}.')}]")
    draft.write()


def _offices(draft: Draft, chance: random.Random) -> None:
    c = draft.company
    draft.write("## Offices")
    draft.write()
    for city, heads in c.offices.items():
        id = draft.claim(chance, f"The office of {c.name} in {city} has {heads} desks.")
        draft.write(f"- {city}: {heads} desks [{id}]")
    draft.write()


def _peers(draft: Draft, chance: random.Random, chosen: set[str], peers: list[Company]) -> None:
    c = draft.company
    draft.write("## Competitors")
    draft.write()
    for n, peer in enumerate(peers):
        id = draft.claim(chance, f"{peer.name}, a rival of {c.name}, had revenue of {money(peer.revenue[2024])} in 2024.")
        wrong = "peer" in chosen and n == 0
        told = peer.staff[2024] * 2 + 11 if wrong else peer.staff[2024]
        draft.write(f"{peer.name} is a competitor founded in {peer.founded}. Revenue of {peer.name} was {money(peer.revenue[2024])} in 2024. [{id}]")
        draft.write()
        draft.write(f"{peer.name} employed {told:,} people at the end of 2024.", "peer" if wrong else "")
        draft.write()


def _products(draft: Draft, chance: random.Random, claims: int) -> None:
    c = draft.company
    draft.write("## Products")
    draft.write()
    names = list(c.products)
    while len(draft.claims) < claims:
        n = len(draft.claims)
        name = names[n % len(names)]
        launched, sold = c.products[name]
        city, year = chance.choice(_CITIES), chance.choice(YEARS)
        kind = n // len(names) % 5
        statement = (
            f"{c.name} launched {name} in {launched}.",
            f"{name} is sold by {chance.randrange(3, 90)} partners of {c.name} in {city}.",
            f"Buyers of {name} in {city} gave it {chance.randrange(30, 50) / 10} of 5 points in {year}.",
            f"A trial of {name} in {city} with {chance.randrange(20, 900)} sites ended in {year}.",
            f"The service contract for {name} costs {money(sold)} in {city}.",
        )[kind]
        id = draft.claim(chance, statement)
        if n % 2:
            draft.write(f"{statement.removesuffix('.')}, as {chance.choice(_HOUSES)} wrote. [{id}]")
            draft.write()


def corpus(count: int, seed: int = 1, claims: int = 300, defects: int = 6) -> Iterator[tuple[str, dict[str, str], list[Planted]]]:
    """Folder, files and planted defects of each report."""
    for number in range(count):
        files, planted = report(seed, number, claims, defects)
        yield f"r{number:06}", files, planted


def write(folder: Path, count: int, seed: int = 1, claims: int = 300, defects: int = 6) -> list[Planted]:
    """A corpus as folders below ``folder``; what is planted in it."""
    found = []
    for name, files, planted in corpus(count, seed, claims, defects):
        place = folder / name
        place.mkdir(parents=True, exist_ok=True)
        for file, text in files.items():
            (place / file).write_text(text, encoding="utf-8")
        found += planted
    return found

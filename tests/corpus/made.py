"""Reports on a few companies that contradict themselves and each other, made from a seed."""

from __future__ import annotations

import random
from pathlib import Path

COMPANIES = ("Acme", "Baltic Wind", "Kestrel Optics", "Orbita Robotics")
CITIES = ("Jena", "Lyon", "Porto", "Turku")
PEOPLE = ("Ada Lind", "Boris Kern", "Clara Moreau")
INVESTORS = ("Sequoia", "Index Ventures", "Northzone", "Accel")


def write(folder: Path, number: int, seed: int = 1) -> Path:
    """Write so many reports into a folder: texts, and every fourth a folder with claims, sources and metrics."""
    dice = random.Random(seed)
    folder.mkdir(parents=True, exist_ok=True)
    for n in range(number):
        if n % 4 == 3:
            _rows(folder / f"report{n:03}", dice)
        else:
            (folder / f"report{n:03}.md").write_text(_text(dice), encoding="utf-8")
    return folder


def _text(dice: random.Random) -> str:
    name = dice.choice(COMPANIES)
    sentences = [
        f"{name} has raised a total of ${dice.choice((90, 160, 160, 161))} million.",
        f"{name} employs {dice.choice((240, 250, 250, 520))} people.",
        f"In {dice.choice(('March', 'May'))} {dice.choice((2021, 2022))}, {name} raised ${dice.choice((40, 45, 45, 200))} million in a Series B led by {dice.choice(INVESTORS)}.",
        f"In June 2023, {name} raised ${dice.choice((60, 75))} million.",
        f"{name} was founded in {dice.choice((2014, 2015, 2024))} and is headquartered in {dice.choice(CITIES)}.",
        f"{dice.choice(PEOPLE)} is the chief executive officer of {name}.",
        f"Revenue of {name} was ${dice.choice((30, 31, 34))} million in {dice.choice((2022, 2023))}.",
        f"{name} has {dice.choice(('more than 2,000', '5,200', 'over 12,000'))} customers.",
        f"{name} has not disclosed any funding rounds.",
        f"The clinic in {dice.choice(CITIES)} was opened in {dice.choice((2018, 2019))} by {name}.",
        f"{name} acquired Pollen Systems in {dice.choice(('2020', 'May 2020', '2021'))}.",
        f"Valuation: {dice.choice(('$1.2 billion', '$1.3 billion', '€1.2 billion'))}",
    ]
    dice.shuffle(sentences)
    cut = dice.randint(4, len(sentences))
    remark = "<!-- kg: ignore figures-disagree: the older figure is quoted on purpose -->\n" if dice.random() < 0.2 else ""
    parts = [sentences[:3], sentences[3:cut], [f"{name} has raised ${dice.choice((90, 160))} million in total."] if dice.random() < 0.4 else []]
    return f"# {name}\n\n" + "\n\n## Facts\n\n".join(remark + " ".join(p) for p in parts if p) + "\n"


def _rows(folder: Path, dice: random.Random) -> None:
    name = dice.choice(COMPANIES)
    folder.mkdir()
    raised = dice.choice((90, 160))
    (folder / "report.md").write_text(f"# {name}\n\n{name} has raised a total of ${raised} million. [C1]\n\n{name} employs 250 people. [C2, C9]\n", encoding="utf-8")
    (folder / "claims.csv").write_text(
        f"id,statement,confidence,sources\nC1,{name} has raised a total of ${dice.choice((90, 160))} million.,High,S1\nC2,{name} employs {dice.choice((250, 300))} people.,Medium,S1; S2\n",
        encoding="utf-8",
    )
    (folder / "sources.csv").write_text(f"id,publisher,title,quote\nS1,Reuters,{name} raises money,It raised ${raised} million in all.\nS2,{name},About us,\n", encoding="utf-8")
    (folder / "metrics.csv").write_text(
        f"subject,metric,value,period,scope,claims\n{name},revenue,${dice.choice((30, 31))} million,2023,,C1\n{name},round amount,$45 million,2022,Series B,C1\n", encoding="utf-8"
    )

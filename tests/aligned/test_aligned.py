"""Figures of two documents on one subject: which meet, and which are kept apart."""

import pytest

from kg import build, config, engine
from kg.findings import Finding

ABOUT = "Harrow Glass is a maker of window glass in Selby. Harrow Glass sells to builders.\n\n"

DIFFER = [
    ("memo", "A furnace burns 41 tonnes of gas a day.", "The gas that its furnace burns comes to 47 tonnes a day."),
    ("table", "| Item | Detail |\n|---|---|\n| Furnace lifetime | 14 years |", "A furnace has a lifetime of 18 years."),
    ("key and value", "- Rejected panes: 3.4%", "Of all panes, inspectors rejected 4.3%."),
    ("faq", "The kiln at Brotherton cost £6.2 million.", "**What did the Brotherton kiln cost?** It cost £8.9 million."),
    ("funding", "Total funding: £142m", "So far investors have put £162 million into the company."),
    ("staff", "| Item | Detail |\n|---|---|\n| Employees | 310 |\n| Sites | 3 |", "A staff of 370 runs the company."),
    ("valuation", "Valuation: £620m", "The last round put a price of £820 million on the company."),
    ("customers", "Customers: 190", "It serves 240 customers."),
    ("step", "The kiln at Brotherton went into service in 2019.", "The Brotherton kiln was opened in 2017."),
    ("post", "Works manager: Ada Lowe, in post since May 2022", "Ada Lowe came aboard as works manager in May 2021."),
    ("growth", "It shipped 41,000 panes in 2024, 14% more than in the year before.", "In 2024 shipments of panes were an increase of 26% on the previous year, as a rival closed."),
    ("unit of a year", "| Kiln | Capacity (GWh a year) |\n|---|---|\n| Brotherton | 4.5 |\n| Selby | 1.2 |", "The Brotherton kiln has a capacity of 5.2 GWh a year."),
    ("year", "The patent on the float process ends in 2037.", "The float process patent does not lapse until 2035."),
    ("an only one", "Brotherton, our only kiln, has 84 burners.", "Brotherton helps: the 48-burner kiln, lit in 2019, was full."),
    ("a person", "A legacy of £310,000 came from the estate of Ada Lowe.", "The late Ada Lowe, a former school librarian, left £130,000."),
    ("who came from where", "- Works manager: Ada Lowe (appointed 2021-04-12)", "Ada Lowe, previously head of glazing at Pilkmoor, has led the works as manager since 2019."),
    ("how often", "The kiln at Brotherton can turn out 1.2 GWh of steam a year.", "- opened the Brotherton kiln, with a capacity of 2.1 GWh per year of steam"),
    ("a bound that rules it out", "Harrow Glass has raised less than $5 million in total funding.", "Harrow Glass has raised a total funding of $305 million."),
    ("one label", "- Breakage: 9.3% of the panes", "| Item | Detail |\n|---|---|\n| Breakage | 8.8% |"),
    ("a noun of one alone", "We thank the 236 glaziers who gave 31,000 hours.", "There are about 150 of us glaziers these days."),
    ("a label said", "| Item | Detail |\n|---|---|\n| Furnace door span | 640 mm |", "The furnace has a door span of 580 mm."),
    ("a label with the largest", "| Item | Detail |\n|---|---|\n| Maximum conveyor pull | 85 kN |", "Its conveyor has a pull of 75 kN."),
    ("built and planned", "The quay of the works will be 640 metres long.", "The works have a quay, at a length of 580 metres."),
    ("a label in a list", "| Item | Detail |\n|---|---|\n| Rotor diameter | 236 m |", "- Rotor diameter of 220 m, supplier chosen and price held until May"),
    ("a small number", "The number of panes classed as broken was 4.", "There were seven broken panes."),
    ("prices of a list", "Tiers: Pane ($49 per user and month), Works ($89 per user and month)", "The Works plan costs $98 per user and month, the Pane plan $49."),
]  # fmt: skip

ALIKE = [
    ("rounding", "A furnace burns 41.4 tonnes of gas a day.", "The gas that its furnace burns comes to about 41 tonnes a day."),
    ("another time", "In 2023 the furnace burned 41 tonnes of gas a day.", "In 2024 the furnace burned 47 tonnes of gas a day."),
    ("a plan", "The kiln at Brotherton cost £6.2 million.", "The budget planned for the Brotherton kiln was £5.1 million."),
    ("a part", "Inspectors rejected 3.4% of the panes.", "Among curved panes alone, inspectors rejected 9.1% of the panes."),
    ("another unit", "The kiln at Brotherton cost £6.2 million.", "The kiln at Brotherton cost €7.4 million."),
    ("a bound", "Valuation: £620m", "It is worth more than £600 million."),
    ("a ratio", "The trial line tested 126 panes of float glass.", "One pane in eleven of float glass broke on the trial line."),
    ("both told", "The furnace burns 41 tonnes of gas a day and 47 tonnes in winter.", "In winter the furnace burns 47 tonnes of gas a day."),
    ("another count", "12 depots for float glass opened in 2023.", "9 depots for float glass opened in 2022."),
    ("part of a year", "Revenue reached £87.3 million in 2024.", "Turnover in the first six months came to £81 million."),
    ("copy dated", "We expect receipts from permits of £149.1 million in 2027.\n\n| Source | £ million |\n|---|---|\n| Permits | 149.1 |", "Permits brought in £138.2 million in 2025."),
    ("a segment", "The gross margin for the year was 24 per cent.", "Tinted segment gross margin of 31 per cent, well above clear glass."),
    ("a part of a bill", "The average household bill was £412 for glass and frames.", "The frame part of the average household bill was £221."),
    ("a quarter", "Harrow Glass hired 96 glaziers during 2024.", "Harrow Glass hired 41 glaziers in the final quarter of 2024."),
    ("a setting", "The furnace burns 41 tonnes of gas a day in Eco mode.", "In Turbo mode the furnace burns 47 tonnes of gas a day."),
    ("months apart", "| Item | Detail |\n|---|---|\n| Employees (31 December 2024) | 412 |", "Harrow Glass had 455 employees at the end of April 2025."),
    ("phases", "Work on the Brotherton kiln began in 2021.", "Work on the Brotherton kiln was completed in 2023."),
    ("at that date", "At the end of 2022 Harrow Glass had twelve kilns. It had about 210 glaziers on the payroll at that date.", "Today there are 240 glaziers on the payroll."),
    ("a wish", "In May 2022 Rhys Moss handed the works over to Ada Lowe.", "Ada Lowe wants to triple the works by 2028."),
    ("what came before", "The former kiln had 84 burners.", "The kiln has 48 burners."),
    ("two amounts of a year", "Harrow Glass handled orders of $38 billion in 2024.", "Revenue was $97 million in 2024."),
]  # fmt: skip


def findings(tmp_path, one: str, other: str) -> list[Finding]:
    paths = [tmp_path / "one.md", tmp_path / "other.md"]
    for path, text in zip(paths, (one, other), strict=True):
        path.write_text(f"{ABOUT}{text}\n", encoding="utf-8")
    settings = config.Config()
    graph = build.build([str(p) for p in paths], settings)
    checks = [c for c in engine.checks().values() if c.category in ("figures-disagree", "cross-document", "temporal")]
    return [f for f in engine.run(graph, settings, checks).findings if len({a.report for a in f.about}) > 1]


@pytest.mark.parametrize(("what", "one", "other"), DIFFER)
def test_two_documents_differ(what, one, other, tmp_path):
    assert findings(tmp_path, one, other)
    assert findings(tmp_path, other, one), "the order of the documents makes no difference"


@pytest.mark.parametrize(("what", "one", "other"), ALIKE)
def test_look_alikes_are_left_alone(what, one, other, tmp_path):
    assert not [f.message for f in findings(tmp_path, one, other)]


def test_documents_on_two_subjects_do_not_meet(tmp_path):
    one, other = "# Harrow Glass\n\nHarrow Glass employs 310 people.", "# Selby Steel\n\nSelby Steel employs 370 people."
    for name, text in (("one", one), ("other", other)):
        (tmp_path / f"{name}.md").write_text(text, encoding="utf-8")
    graph = build.build([str(tmp_path / "one.md"), str(tmp_path / "other.md")], config.Config())
    assert not engine.run(graph, config.Config(), [engine.checks()["KG902"]]).findings

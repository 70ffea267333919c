"""What the tables of the worked example hold."""

from pathlib import Path

from kg import build, config, engine

FOLDER = Path(__file__).parents[2] / "data" / "huggingface"

EXPECTED = {
    ("KG304", "4", "5"),
    ("KG304", "5", "6"),
    ("KG412", "$7-10B", "2025 ARR Est. × Revenue Multiple"),
    ("KG412", "$2.5-4B", "2025 ARR Est. × Revenue Multiple"),
    ("KG412", "~5-8x", "Valuation ÷ Est. ARR or Revenue"),
    ("KG413", "60-80%", "~$130 million (2024) to $180M (2025)"),
    ("KG413", "30-40%", "~$130 million (2024) to $120M (2025)"),
    ("KG414", "19–27%", "$38–136 B (2024) to $394 B (2030)"),
    ("KG414", "37%", "$184–208 B (2024) to $1.8 T (2030)"),
    ("KG414", "~36%", "~$150 B (2024) to $1.3 T (2030)"),
    ("KG414", "~28%", "~$110 B (2024) to >$300 B (2027)"),
}


def test_findings_in_tables():
    settings = config.load(FOLDER / "kg.toml")
    graph = build.build([str(FOLDER)], settings)
    found = engine.run(graph, settings, engine.selected(("KG304", "KG411", "KG412", "KG413", "KG414", "KG415", "KG416"))).findings
    assert {(f.check, f.data.get("stated", f.data.get("left")), f.data.get("formula") or f.data.get("right") or f.data["computed"][0]) for f in found} == EXPECTED

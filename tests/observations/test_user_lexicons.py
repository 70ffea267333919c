"""Words a user adds in kg.toml count like the shipped ones, and are gone with the next configuration."""

import kg
from kg.config import Config

TEXT = """# Port Arda

Port Arda recorded 12,400 berth nights in 2024. Its revenue was 3 million quatloos in 2024.

## Later

In 2024 Port Arda counted 14,200 overnight moorings. Revenue of Port Arda was 5 million quatloos in 2024.
"""


def messages(tmp_path, config):
    path = tmp_path / "port.md"
    path.write_text(TEXT, encoding="utf-8")
    return [f.message for f in kg.check(kg.load(path, config=config), config, select=["figures-disagree"]).findings]


def test_metrics_and_currencies_of_the_user(tmp_path):
    config = Config(
        metrics={"berth nights": {"also": ("overnight moorings",), "unit": ("count",)}},
        lexicons={"currencies": {"XQZ": {"words": ["quatloo", "quatloos"]}}},
    )
    found = " ".join(messages(tmp_path, config))
    assert "12,400" in found and "14,200" in found
    assert "3 million quatloos" in found and "5 million quatloos" in found


def test_without_them_nothing_is_known_of_either(tmp_path):
    assert messages(tmp_path, Config()) == []

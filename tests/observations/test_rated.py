"""Numbers beside a noun that do not say how many of them there are."""

from pathlib import Path

import pytest

import kg


def disagreements(folder: Path, text: str) -> list[str]:
    """The messages about figures that disagree."""
    path = folder / "report.md"
    path.write_text(text, encoding="utf-8")
    return [f.message for f in kg.check(kg.load(path), select=["KG3"]).findings]


@pytest.mark.parametrize(
    "other",
    [
        "Two pupils in three eat at school.",
        "Nine out of ten pupils eat at school.",
        "For one more to pass, six pupils have to be taught for one more hour.",
        "A class has 12.75 pupils on average.",
        "Its branches have 300 pupils on average.",
        "English is not the first language of 144 pupils, 15%.",
        "We spoke with 112 pupils.",
        "Five years ago the school had 870 pupils.",
        "It competes with schools with more than 2,000 pupils.",
        "Each has no more than 27 pupils.",
        "We want to reach 1,200 pupils.",
    ],
)
def test_ratios_means_and_parts_are_no_sizes(tmp_path, other):
    assert not disagreements(tmp_path, f"# Linden Grove School\n\nThe school has 960 pupils.\n\n## More\n\n{other}\n")


def test_a_size_told_twice_is_still_compared(tmp_path):
    assert disagreements(tmp_path, "# Linden Grove School\n\nThe school has 960 pupils in 40 classes.\n\n## More\n\nThe school has 690 pupils.\n")


def test_a_stated_share_explains_a_figure_a_power_of_ten_smaller(tmp_path):
    told = "# Museum\n\nThe museum counted 412,500 visitors.\n\n## Groups\n\nSchool groups brought 41,250 pupils and the free Sundays just as many: {} each.\n"
    assert not disagreements(tmp_path, told.format("10%"))

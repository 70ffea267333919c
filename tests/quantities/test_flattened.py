"""Cells recovered from rows that were run together."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg import resources
from kg.flattened import split_rows


def cells(text: str, spans: list[tuple[int, int]]) -> list[str]:
    return [text[start:end] for start, end in spans]


def table(header: str, rows: list[str], words: str = "") -> tuple[list[str], list[list[str]], list[bool]]:
    columns, cut, certain = split_rows(header, rows, set(words.split()))
    return cells(header, columns), [cells(row, spans) for row, spans in zip(rows, cut, strict=True)], certain


def test_figures_are_atoms() -> None:
    columns, rows, certain = table(
        "ScenarioProbabilityRevenueMultipleValue",
        ["High30%$210M50-60x$10-12B", "Middle45%$160M+30-40x$5-7B", "Low25%~$90M15-20x$1.5-2B"],
    )
    assert columns == ["Scenario", "Probability", "Revenue", "Multiple", "Value"]
    assert rows == [
        ["High", "30%", "$210M", "50-60x", "$10-12B"],
        ["Middle", "45%", "$160M+", "30-40x", "$5-7B"],
        ["Low", "25%", "~$90M", "15-20x", "$1.5-2B"],
    ]
    assert all(certain)


def test_a_year_is_cut_from_the_figure_before_it() -> None:
    _, rows, certain = table(
        "MeasureValueYearSure",
        ["Customers~4202024medium", "Members12,000+2025high", "Growth~18%2024 (est.)medium", "Offices72023high"],
    )
    assert rows[:3] == [
        ["Customers", "~420", "2024", "medium"],
        ["Members", "12,000+", "2025", "high"],
        ["Growth", "~18%", "2024 (est.)", "medium"],
    ]
    assert certain[:3] == [True, True, True]


def test_years_in_the_header_are_columns() -> None:
    columns, rows, _ = table("Measure202120222023", ["Readers~1M~2.5M4M+", "Papers~3,000~9,00012,000+", "Editors102040"])
    assert columns == ["Measure", "2021", "2022", "2023"]
    assert rows[0] == ["Readers", "~1M", "~2.5M", "4M+"]
    assert rows[1] == ["Papers", "~3,000", "~9,000", "12,000+"]


def test_words_of_the_prose_are_not_cut() -> None:
    header, rows = (
        "ToolKindNotes",
        ["TensorFlowLibraryWidely used", "OpenFOAMSolverSlow on laptops", "GrassGISMapsFree of charge"],
    )
    _, cut, certain = table(header, rows, "TensorFlow OpenFOAM GrassGIS are tools; Library Solver Maps")
    assert [row[0] for row in cut] == ["TensorFlow", "OpenFOAM", "GrassGIS"]
    assert all(certain)


def test_words_that_the_prose_knows_apart_are_cut() -> None:
    _, rows, _ = table(
        "DateEventTypeAmount",
        ["2019Raised a first roundfunding$5M", "2020Opened the Oslo officegrowthNone", "2021Raised a second roundfunding$20M"],
        "funding growth round office",
    )
    assert [row[2] for row in rows] == ["funding", "growth", "funding"]


def test_letters_of_a_matrix() -> None:
    columns, rows, _ = table("FeatureOursTheirsOthersThird", ["ExportYNPY", "ImportYYYN", "Audit logsNNPP"], "Export Import")
    assert len(columns) == 5
    assert rows == [["Export", "Y", "N", "P", "Y"], ["Import", "Y", "Y", "Y", "N"], ["Audit logs", "N", "N", "P", "P"]]


def test_a_row_that_cannot_be_cut_says_so() -> None:
    lines = ["Ada LovelaceEngineerWrote programs", "nobody knows anything about this row", "Alan TuringLogicianBroke codes"]
    _, rows, certain = table("NameRoleBackground", lines)
    assert certain == [True, False, True]
    assert rows[1] == ["nobody knows anything about this row"]


@given(st.text(max_size=40), st.lists(st.text(max_size=60), max_size=5))
def test_every_cell_is_a_piece_of_its_row_in_order(header: str, rows: list[str]) -> None:
    columns, cut, certain = split_rows(header, rows, {"Some", "words"})
    assert len(cut) == len(certain) == len(rows)
    for text, spans in [(header, columns), *zip(rows, cut, strict=True)]:
        end = 0
        for start, stop in spans:
            assert end <= start <= stop <= len(text)
            end = stop
        kept = "".join(cells(text, spans))
        assert "".join(kept.split()) == "".join(text.split())


def test_shipped_files_are_found() -> None:
    assert resources.find("ontology/lexicons/units.toml").is_file()


@pytest.mark.parametrize("name", ["units.toml", "ontology/../kg/model.py", ""])
def test_only_shipped_folders_are_searched(name: str) -> None:
    with pytest.raises(ValueError, match="ontology/ or data/"):
        resources.find(name)


def test_a_missing_file_names_the_places_looked_at() -> None:
    with pytest.raises(FileNotFoundError, match="looked at"):
        resources.find("ontology/lexicons/nothing.toml")

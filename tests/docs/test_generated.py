"""What is generated is current: pages of checks, output shown in the README, the sample page."""

from __future__ import annotations

import importlib.util
from pathlib import Path

import pytest

from kg import engine, reference

ROOT = Path(__file__).resolve().parent.parent.parent


def load_refresh():
    spec = importlib.util.spec_from_file_location("refresh", ROOT / "docs" / "refresh.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


refresh = load_refresh()


def assert_current(path: Path, text: str) -> None:
    name = path.relative_to(ROOT).as_posix()
    assert path.exists(), f"{name} is missing; run: make docs"
    if path.read_text(encoding="utf-8") != text:
        old = path.read_text(encoding="utf-8").splitlines()
        line = next((n for n, (a, b) in enumerate(zip(old, text.splitlines(), strict=False), 1) if a != b), len(old))
        pytest.fail(f"{name} is not current from line {line} on; run: make docs", pytrace=False)


@pytest.mark.parametrize("one", engine.checks().values(), ids=lambda c: c.name)
def test_page_of_check_is_current(one):
    assert_current(reference.FOLDER / f"{one.name}.md", reference.page(one))


def test_index_of_checks_is_current():
    assert_current(reference.FOLDER / "README.md", reference.index())
    assert not reference.outdated(), "pages of checks that are gone; run: make docs"


@pytest.mark.parametrize("page", refresh.PAGES)
def test_shown_output_is_current(page):
    assert_current(ROOT / page, refresh.console((ROOT / page).read_text(encoding="utf-8")))


def test_page_of_saved_queries_is_current():
    pytest.importorskip("pyoxigraph")
    import saved_queries

    assert_current(saved_queries.PAGE, saved_queries.page())


def test_map_of_rooms_is_current():
    assert_current(refresh.MAP, refresh.rooms(refresh.MAP.read_text(encoding="utf-8")))


def test_reference_of_the_ontology_is_current():
    import vocabulary

    assert_current(vocabulary.PAGE, vocabulary.page())


def test_page_of_protocol_cases_is_current():
    pytest.importorskip("starlette")
    pytest.importorskip("uvicorn")
    import protocol_cases

    assert_current(protocol_cases.PAGE, protocol_cases.page())


def test_map_names_every_room():
    text = refresh.MAP.read_text(encoding="utf-8")
    folder = refresh.MAP.parent
    names = [p.name for p in folder.glob("*.py") if p.name != "__init__.py"]
    names += [f"{p.parent.name}/" for p in folder.glob("*/__init__.py")]
    assert not [name for name in names if f"| `{name}` |" not in text], (
        "add it to LAYERS of tests/test_architecture.py and run: make docs"
    )


def test_sample_page_is_current():
    pytest.importorskip("pyvis")
    assert_current(refresh.SAMPLE, refresh.sample())


EXAMPLES = [(one, n) for one in engine.checks().values() for n in range(min(1, len(one.bad)) + min(1, len(one.good)))]


@pytest.mark.parametrize(("one", "n"), EXAMPLES, ids=lambda v: getattr(v, "name", v))
def test_shown_output_is_what_check_prints(one, n, tmp_path, monkeypatch):
    """The example, written as files, and the command run on it."""
    from click.testing import CliRunner

    from kg.build import example_bundle, example_config
    from kg.cli import cli

    example = (*one.bad[:1], *one.good[:1])[n]
    (tmp_path / "example").mkdir()
    for file in example_bundle(example).files:
        (tmp_path / file.path).parent.mkdir(exist_ok=True)
        (tmp_path / file.path).write_bytes(file.data)
    settings = example_config(example)
    if settings is not None:
        (tmp_path / "example" / "kg.toml").write_text(settings, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    # What became of a remark is known only when all checks have looked.
    select = [] if one.over in engine.LATE else ["--select", one.code]
    ran = CliRunner().invoke(cli, ["check", "example", *select, "-v"], env={"COLUMNS": "88"})
    shown = "\n".join(line.rstrip() for line in ran.stdout.strip("\n").splitlines())
    if one.over in engine.LATE:
        shown = "\n\n".join(part for part in shown.split("\n\n") if f" {one.code}\n" in part)
    assert shown in reference.page(one)


@pytest.mark.parametrize("one", engine.checks().values(), ids=lambda c: c.name)
def test_page_of_check_has_every_part(one):
    page = reference.page(one)
    for part in ("Why", "What to do", "Blind spots", "Found", "Not found"):
        assert page.count(f"\n## {part}\n") == 1, part


def test_checks_without_an_example_that_is_found_are_few():
    """Bytes that are no UTF-8, and a line that no loader reads, cannot be written down as text."""
    assert [c.name for c in engine.checks().values() if not c.bad] == ["encoding-trouble", "unread-line"]

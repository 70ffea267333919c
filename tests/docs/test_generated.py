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


def test_map_of_rooms_is_current():
    assert_current(refresh.MAP, refresh.rooms(refresh.MAP.read_text(encoding="utf-8")))


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

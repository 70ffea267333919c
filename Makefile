# make demo   the main job on the example in data/
# make test   the tests (a few minutes; needs nothing beside this folder)
.PHONY: demo test test-browser test-heavy test-wheel lint docs clean

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin

$(VENV)/.ready: requirements-dev.txt pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements-dev.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	touch $@

demo: $(VENV)/.ready
	$(BIN)/kg stats data/huggingface
	$(BIN)/kg check data/huggingface --fail-on never
	$(BIN)/kg query data/huggingface --name one-publisher-claims | head -12
	$(BIN)/kg export html data/huggingface

test: $(VENV)/.ready
	$(BIN)/python -m pytest

test-browser: $(VENV)/.ready
	$(BIN)/python -m pytest -m browser

test-heavy: $(VENV)/.ready
	$(BIN)/python -m pytest -m slow

# Builds the wheel and runs it in an empty environment, away from this folder.
test-wheel: $(VENV)/.ready
	$(BIN)/python tests/wheel.py

lint: $(VENV)/.ready
	$(BIN)/ruff check .

clean:
	rm -rf $(VENV) build dist .pytest_cache

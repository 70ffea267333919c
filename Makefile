# make demo   the main job on the example in data/
# make test   the tests (a few minutes; needs nothing beside this folder)
# make docs   everything that is generated: pages of checks, schemas, output in the README, the sample page
# make help   the other targets
.PHONY: help demo test test-browser test-heavy test-spark test-wheel test-oldest fuzz sbom audit lint docs clean

PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin
TOOLS ?= .venv-tools
FUZZ_SECONDS ?= 600
EXTRAS := bibtex,docx,pdf,xlsx,html,fast,shacl,shacl-fast,parquet,corpus,lsp,mcp,serve
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check

$(VENV)/.ready: requirements-dev.txt pyproject.toml
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or later is needed: make PYTHON=python3.12 …")'
	$(PYTHON) -m venv $(VENV)
	$(PIP) -r requirements-dev.txt
	$(PIP) --no-deps --no-build-isolation --editable .
	touch $@

help:
	@sed -n 's/^# make/make/p' Makefile
	@echo 'make test-browser  the pages in Chromium'
	@echo 'make test-heavy    long tests'
	@echo 'make test-spark    the engine for a cluster; needs Java 17, and fetches PySpark (0.5 GB)'
	@echo 'make test-wheel    builds the wheel and runs it in an empty environment'
	@echo 'make test-oldest   the tests with the oldest libraries that pyproject.toml allows'
	@echo 'make fuzz          fuzzes five surfaces, FUZZ_SECONDS=600 each; sums up over runs'
	@echo 'make sbom          a bill of materials, dist/sbom.cdx.json'
	@echo 'make audit         pinned versions against known weaknesses (needs a network)'
	@echo 'make lint          ruff'
	@echo 'make clean         removes what was made'

demo: $(VENV)/.ready
	$(BIN)/kg stats data/huggingface
	$(BIN)/kg check data/huggingface --fail-on never
	$(BIN)/kg query data/huggingface --name one-publisher-claims --param confidence=High | head -n 12
	$(BIN)/kg show CO017 data/huggingface
	$(BIN)/kg check data/huggingface --format html --fail-on never
	$(BIN)/kg export html data/huggingface

test: $(VENV)/.ready
	$(BIN)/python -m pytest -n auto

test-browser: $(VENV)/.ready
	$(BIN)/python -m pytest -n 2 --dist loadfile -m browser

test-heavy: $(VENV)/.ready
	$(BIN)/python -m pytest -n auto -m slow

test-spark: $(VENV)/.ready
	$(PIP) -r requirements-spark.txt
	$(BIN)/python -m pytest -m spark

test-wheel: $(VENV)/.ready
	$(BIN)/python tests/wheel.py

test-oldest: $(VENV)/.ready
	$(BIN)/python tests/oldest.py

fuzz: $(VENV)/.ready
	$(PIP) -r tests/fuzz/requirements.txt
	$(BIN)/python tests/fuzz/fuzz.py --seconds $(FUZZ_SECONDS)

$(TOOLS)/.ready: requirements-tools.txt
	$(PYTHON) -m venv $(TOOLS)
	$(TOOLS)/bin/python -m pip install --quiet --disable-pip-version-check -r requirements-tools.txt
	touch $@

sbom: $(TOOLS)/.ready
	rm -rf build/sbom
	$(PYTHON) -m venv build/sbom
	build/sbom/bin/python -m pip install --quiet --disable-pip-version-check '.[$(EXTRAS)]'
	$(TOOLS)/bin/python tests/sbom.py build/sbom/bin/python dist/sbom.cdx.json

audit: $(TOOLS)/.ready
	$(TOOLS)/bin/pip-audit --requirement requirements-dev.txt --no-deps --disable-pip

lint: $(VENV)/.ready
	$(BIN)/ruff check .

docs: $(VENV)/.ready
	$(BIN)/python docs/refresh.py

clean:
	rm -rf $(VENV) $(TOOLS) .fuzz build dist .pytest_cache .hypothesis .ruff_cache

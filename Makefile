# Two commands on a fresh machine: `make demo` and `make test` (Python >= 3.11, make, git).
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.installed
export DAGSTER_DISABLE_TELEMETRY := true
export GX_ANALYTICS_ENABLED := false

.PHONY: demo test lint types unit setup wheel bench constraints indicators clean

demo: setup ## practice city, one whole round, comparison with the planted truth, report
	$(BIN)/gongkai demo -w demo

test: lint types unit ## everything a change must pass, in the order that fails fastest

setup: $(STAMP)

$(STAMP): pyproject.toml constraints.txt
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or newer is needed; set PYTHON=python3.11")'
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet "$$(grep '^uv==' constraints.txt)"
	$(BIN)/uv pip install --quiet --compile-bytecode --python $(BIN)/python --constraint constraints.txt --editable ".[dev]"
	touch $@

lint: setup
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/lint-imports

types: setup
	$(BIN)/mypy

unit: setup
	$(BIN)/pytest -n 2 --dist loadfile --no-loadscope-reorder

bench: setup ## the figures of docs/performance.md
	$(BIN)/python -m benchmarks

wheel: setup
	$(BIN)/python -m build --wheel

indicators: setup ## docs/indicators.md, from the editions
	$(BIN)/python -m gongkai_monitor.indicators.table > docs/indicators.md

constraints: ## refresh the pinned versions from this environment
	$(BIN)/uv pip freeze --exclude-editable --python $(BIN)/python > constraints.txt

clean:
	rm -rf $(VENV) build dist demo .mypy_cache .ruff_cache .pytest_cache

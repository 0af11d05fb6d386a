# Every target sets up what it needs by itself; what is set up already is not done again.
PYTHON ?= python3
SETUP := $(PYTHON) scripts/setup.py
BIN := .venv/bin
NOTEBOOKS := $(wildcard notebooks/*.ipynb)
# Slow or in need of a program that a person's machine may lack: left to `make test`.
UNIT := not browser and not server and not slow
# Tests of one file share what they set up.
PARALLEL := -n auto --dist loadfile

.DEFAULT_GOAL := help
.NOTPARALLEL:
.PHONY: help setup demo test check lab bench soak wheel format lock clean

help:  ## list the targets
	@sed -n 's/^\([a-z]*\):.*## \(.*\)/make \1	\2/p' $(firstword $(MAKEFILE_LIST))

setup:  ## set up Poetry, the Python environment and the front end, and nothing else
	@$(SETUP)

demo: setup  ## the main job on sample_data/: writes build/demo/ and proves it
	$(BIN)/workbench demo --to build/demo

test: lint  ## everything: lint, types, layers, front end, all tests, doctests and notebooks
	$(SETUP) --npm test
	$(BIN)/pytest --durations=15 $(if $(NOTEBOOKS),--nbval-lax --nbval-current-env --nbval-sanitize-with tests/nbval_sanitize.cfg) \
		tests workbench $(if $(NOTEBOOKS),notebooks)

check: lint  ## lint, types, layers and unit tests with few random examples: no browser, no servers
	$(BIN)/pytest -q $(PARALLEL) -p no:nbval --hypothesis-profile=check -m "$(UNIT)"

.PHONY: lint
lint: setup
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(SETUP) --npm check

lab: setup  ## JupyterLab on the notebooks
	$(BIN)/jupyter lab $(if $(wildcard notebooks),notebooks)

bench: setup  ## the benchmarks
	@test -d benchmarks || { echo "make bench: there is no folder benchmarks/ in this checkout." >&2; exit 1; }
	$(BIN)/python -m benchmarks

soak: setup  ## the random tests with large counts
	WORKBENCH_SOAK=1 $(BIN)/pytest -m hypothesis

wheel:  ## the wheel and the source archive in dist/
	@$(SETUP) --wheel

format: setup  ## format the Python code and apply the safe fixes of the linter
	$(BIN)/ruff check --fix
	$(BIN)/ruff format

lock:  ## resolve the dependencies anew after a change of pyproject.toml or package.json
	@$(SETUP) --lock

clean:  ## remove everything that make has made, the environments too
	rm -rf .setup .venv build dist workbench/widget/static workbench/layout/static workbench/diagram/static workbench/widget/frontend/node_modules
	rm -rf .hypothesis .import_linter_cache .mypy_cache .pytest_cache .ruff_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

# make        sets up .venv, builds the curated graph and its pages, and says what to open
# make test   sets up what the tests need and runs them all
# make bench  runs the benchmarks
# make notebooks runs the notebooks and writes them as pages into build/notebooks/
# make docs   writes anew what the documentation has from code, ontology and curated graph
# make gauntlet writes the table of docs/interop.md anew
# make turtle writes graph_data/stalinism.ttl anew, which is kept for those who import it without running anything
PYTHON ?= python3
BIN := .venv/bin
SETTLED := .venv/.settled
SETTLED_TEST := .venv/.settled-test
SETTLED_NODE := tests/interop/node_modules/.settled tests/exchange/node_modules/.settled

.PHONY: all build test lint bench lock turtle notebooks docs gauntlet clean
all: build

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "historiograph needs Python 3.11 or later; name one with: make PYTHON=python3.11" >&2; exit 2; }
	@$(PYTHON) -m venv .venv 2>/dev/null \
	  || { $(PYTHON) -m venv --clear --without-pip .venv && $(PYTHON) -m pip --quiet --python $@ install pip; } 2>/dev/null \
	  || { rm -rf .venv; echo "Python cannot make a virtual environment; on Debian: apt-get install python3-venv" >&2; exit 2; }

$(SETTLED): $(BIN)/python pyproject.toml constraints.txt
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable . --constraint constraints.txt
	@touch $@

$(SETTLED_TEST): $(SETTLED)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --upgrade 'pip>=25.1'
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --group test --constraint constraints.txt
	@touch $@

# The JavaScript programs that the tests feed our files to; no part of the package.
tests/%/node_modules/.settled: tests/%/package-lock.json
	@command -v npm >/dev/null || { echo "the tests need Node 20 or later with npm; on Debian: apt-get install nodejs npm" >&2; exit 2; }
	@cd tests/$* && npm ci --silent --no-audit --no-fund
	@touch $@

build: $(SETTLED)
	@$(BIN)/historiograph build --output build

lint: $(SETTLED_TEST)
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports

test: lint $(SETTLED_NODE)
	@$(BIN)/python -m pytest --numprocesses 2 --dist loadscope

bench: $(SETTLED_TEST)
	@$(BIN)/python benchmarks/run.py

notebooks: $(SETTLED_TEST)
	@cd notebooks && JUPYTER_PLATFORM_DIRS=1 $(CURDIR)/$(BIN)/python -m nbconvert --config essay/nbconvert.json --execute \
	  --output-dir ../build/notebooks --log-level WARN *.ipynb
	@echo "open build/notebooks/tour.html"

turtle: $(SETTLED)
	@$(BIN)/historiograph export turtle --output graph_data/stalinism.ttl

docs: $(SETTLED_TEST)
	@PYTHONPATH=builders:tests $(BIN)/python -m findings_page
	@PYTHONPATH=builders:tests $(BIN)/python -m documentation

gauntlet: $(SETTLED_TEST) $(SETTLED_INTEROP)
	@PYTHONPATH=builders:tests $(BIN)/python -m interop.table

# Writes the pinned versions of everything installed; names and versions only.
lock: $(SETTLED_TEST)
	@$(BIN)/python -m pip freeze --exclude-editable | grep -E '^[A-Za-z0-9._-]+==' | LC_ALL=C sort -f > constraints.txt

clean:
	@rm -rf build .venv tests/exchange/node_modules

# Two commands on a fresh machine: `make demo` and `make test`. Python 3.11 or newer and make are all they need.

PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/$(if $(filter Windows_NT,$(OS)),Scripts,bin)
STAMP  := $(VENV)/.installed
WORKERS := -n auto --maxprocesses 4 --dist worksteal
# Tests start the program hundreds of times: where Python may keep nothing compiled, each start compiles it anew.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: demo test tests coverage types style layers package release-check lowest lock quick lint bench catalogues languages pictures clean

$(STAMP): pyproject.toml constraints.txt
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --upgrade pip
	$(BIN)/python -m pip install --quiet --constraint constraints.txt --editable . --group dev
	touch $@

demo: $(STAMP)
	@$(BIN)/python -m tests.demo

lint: style types layers

style: $(STAMP)
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .

types: $(STAMP)
	$(BIN)/mypy

layers: $(STAMP)
	$(BIN)/lint-imports

test: lint tests

tests: $(STAMP)
	$(BIN)/python -m pytest $(WORKERS) --cov --cov-report=term-missing:skip-covered --cov-fail-under=98

# What any test reaches, of the whole package. It takes twice the time.
coverage: $(STAMP)
	$(BIN)/python -m pytest $(WORKERS) --cov=mdnetwork --measure-all --cov-report=term-missing:skip-covered

# For rounds while one works: without the slow tests, coverage and types.
quick: $(STAMP)
	$(BIN)/ruff check .
	$(BIN)/python -m pytest $(WORKERS) -m "not slow"

# The sdist and the wheel in dist/, as they are released.
package: $(STAMP)
	rm -rf dist
	$(BIN)/python -m build --no-isolation
	$(BIN)/twine check --strict dist/*

# A tag is the version with a v before it.
VERSION = $(shell $(PYTHON) -c 'import tomllib; print(tomllib.load(open("pyproject.toml", "rb"))["project"]["version"])')
release-check:
	@test "$(TAG)" = "v$(VERSION)" || { echo "The tag is $(TAG), and pyproject.toml says $(VERSION): make them equal."; exit 1; }

# The tests of what uses libraries, with the lowest versions that pyproject.toml allows, in an environment of their own.
# It needs uv. The test client of that starlette uses an old name of anyio's.
LOWEST ?= tests/parsing tests/people tests/calendar tests/exchange tests/days tests/config tests/map tests/sync $(wildcard tests/web/test_*.py)
lowest:
	uv venv --clear --quiet $(VENV)-lowest --python $(PYTHON)
	uv pip install --quiet --python $(VENV)-lowest/$(notdir $(BIN))/python --resolution lowest-direct --editable '.[all]'
	uv pip install --quiet --python $(VENV)-lowest/$(notdir $(BIN))/python pytest hypothesis jsonschema babel ical vobject khard radicale networkx httpx httpx2
	$(VENV)-lowest/$(notdir $(BIN))/python -m pytest -W "ignore:The anyio.abc.BlockingPortal" -m "not slow" $(LOWEST)

# Newer versions for contributors. No index is named in the file. It needs uv.
lock:
	echo "# What contributors and CI install: make lock writes this file. Users get what pyproject.toml allows." > constraints.txt
	uv pip compile --quiet pyproject.toml --all-extras --group dev --universal --python-version 3.11 --no-header --no-annotate --no-emit-index-url >> constraints.txt

# Several minutes: BENCH="--notes 1000 10000 100000 --rounds 5" for all of docs/performance.md.
BENCH ?= --notes 10000
bench: $(STAMP)
	@$(BIN)/python -m benchmarks $(BENCH)

catalogues: $(STAMP)
	$(BIN)/pybabel extract -F babel.cfg -k say -k count:1,2 -k text_field -k Sentence --no-location --omit-header --no-wrap -o mdnetwork/locale/mdnetwork.pot mdnetwork
	$(BIN)/pybabel update -D mdnetwork -i mdnetwork/locale/mdnetwork.pot -d mdnetwork/locale --no-wrap --no-fuzzy-matching --ignore-obsolete --ignore-pot-creation-date
	$(BIN)/pybabel compile -f -D mdnetwork -d mdnetwork/locale
	PYTHONPATH=. $(BIN)/python -m tests.support.sentences

languages: $(STAMP)
	PYTHONPATH=. $(BIN)/python tests/compiled_languages.py
	PYTHONPATH=. $(BIN)/python tests/docs/language_tables.py
	PYTHONPATH=. $(BIN)/python tests/docs/settings_table.py

# The pictures of the page in README and docs. Needs chromium.
pictures: $(STAMP)
	PYTHONPATH=.:tests $(BIN)/python tests/docs/pictures.py

clean:
	rm -rf $(VENV) $(VENV)-lowest dist .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache

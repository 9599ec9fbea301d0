# Everything a newcomer or a builder does here; `make help` lists it.
# The virtual environment is made once and renewed when the lock files change.
SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
COMMONWEAL_TEXTS ?= ../shared/seeds
export COMMONWEAL_TEXTS

PORT ?= 8000
WITHOUT_TEXTS := $(if $(wildcard $(COMMONWEAL_TEXTS)/.),,and not published)
# Each target names the plugins it needs: pytest would load every one that is installed.
PYTEST := PYTEST_DISABLE_PLUGIN_AUTOLOAD=1 $(BIN)/pytest -p pytest_django.plugin -p xdist.plugin -p _hypothesis_pytestplugin

.PHONY: help setup run test test-published test-system test-browser test-postgresql test-upgrade check format bench lock messages docs clean

help: ## list the targets
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | awk -F':.*## ' '{printf "  make %-16s %s\n", $$1, $$2}'

$(READY): requirements/run.txt requirements/dev.txt pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(0 if (3, 11) <= sys.version_info[:2] <= (3, 13) else "Python 3.11, 3.12 or 3.13 is needed; this is %d.%d. Say which with: make PYTHON=python3.12 ..." % sys.version_info[:2])'
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV) || { echo "The virtual environment could not be made. On Debian: apt install python3-venv" >&2; exit 1; }
	@echo "Installing what the lock files name (a few minutes the first time) ..."
	@$(BIN)/python -m pip install -q --disable-pip-version-check --require-hashes -r requirements/run.txt -r requirements/dev.txt
	@$(BIN)/python -m pip install -q --disable-pip-version-check --no-build-isolation --no-deps -e .
	@touch $@

setup: $(READY) ## make .venv with everything the project needs

run: setup ## run the workspace with the demo city on 127.0.0.1:8000
	@$(BIN)/commonweal site translations 2>/dev/null
	@COMMONWEAL_DEMO=$${COMMONWEAL_DEMO:-1} $(BIN)/commonweal site serve --port $(PORT)

test: setup ## every test that needs only Python
	@$(BIN)/commonweal site translations 2>/dev/null
	@test -d "$(COMMONWEAL_TEXTS)" || echo "The five published texts are not at $(COMMONWEAL_TEXTS) (COMMONWEAL_TEXTS): their tests are left out."
	@$(PYTEST) -n 2 --dist worksteal -m "not browser and not postgresql $(WITHOUT_TEXTS)"

test-published: setup ## the tests on the five published texts; fails without them
	@test -d "$(COMMONWEAL_TEXTS)" || { echo "The five published texts are not at $(COMMONWEAL_TEXTS). Name their folder with COMMONWEAL_TEXTS." >&2; exit 1; }
	@$(PYTEST) -m published

test-system: test-browser test-postgresql test-upgrade ## what needs Debian's chromium and postgresql

test-browser: setup ## pages in chromium, with axe-core
	@$(BIN)/commonweal site translations 2>/dev/null
	@test -x "$${COMMONWEAL_CHROMIUM:-/usr/bin/chromium}" || { echo "chromium is missing. On Debian: apt install chromium" >&2; exit 1; }
	@$(PYTEST) -n 2 --dist worksteal -m browser

test-postgresql: setup ## every test that uses the database, on a PostgreSQL that is started and stopped here
	@$(BIN)/python tests/postgresql.py env HYPOTHESIS_PROFILE=again $(PYTEST) -n 2 --dist worksteal --with-database -m "not browser $(WITHOUT_TEXTS)"

test-upgrade: setup ## the databases of earlier commits, brought up to date by this one
	@$(BIN)/python tests/upgrade.py

check: setup ## lint, types, layers, migrations, lock files
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports
	@$(BIN)/python -m django makemigrations --check --dry-run --settings commonweal.config.settings_test
	@$(BIN)/python -m pip check

format: setup ## put the code into the house's form
	@$(BIN)/ruff check --fix .
	@$(BIN)/ruff format .

bench: setup ## measure; see docs/benchmarks.md
	@$(BIN)/python bench/all.py

messages: setup ## renew the lists of texts to translate
	@$(BIN)/commonweal site translations --extract

docs: setup ## write the pages that are made from the code
	@$(BIN)/commonweal demo seeds-page --output docs/seeds.md
	@$(BIN)/commonweal site settings docs/operate.md

lock: setup ## renew the lock files from requirements/*.in
	@for name in run dev build; do $(BIN)/uv pip compile requirements/$$name.in -o requirements/$$name.txt --generate-hashes --no-emit-index-url --no-emit-find-links --universal --python-version 3.11 -q --custom-compile-command "make lock"; done

clean: ## remove the virtual environment and caches; data in var/ stays
	@rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache

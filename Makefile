# What a person does with this tree. `make` alone lists it.

PORT ?= 8000
DATA ?= var
PYTHON ?= $(shell for p in python3 python3.13 python3.12 python3.11; do \
	$$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$p && break; done)

BIN := .venv/bin
RUNTIME := .venv/.runtime-installed
DEV := .venv/.dev-installed
# Checks need settings, and leave no trace in the data.
MANAGE := DATA=.venv/checks DATABASE_URL=sqlite://:memory: SEARCH_URL= $(BIN)/python manage.py

SHELL := bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help
.PHONY: help up install dev test mutation check format lock messages bench hooks clean

help:  ## list these targets
	@awk -F ':.*## ' '/^[a-z]+:.*## / {printf "  make %-10s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

up: $(RUNTIME)  ## set everything up and serve it (PORT=8000 DATA=var)
	@BASE_URL="$${BASE_URL:-http://127.0.0.1:$(PORT)}" DATA="$(DATA)" exec $(BIN)/python manage.py up --port "$(PORT)"

install: $(RUNTIME)  ## install what a server needs, nothing else

dev: $(DEV)  ## install what tests and checks need

test: check  ## all checks, and all tests on every engine that is here (LITFASS_REQUIRE=postgres,elasticsearch,browser)
	@$(BIN)/python -m tests.run

mutation: $(DEV)  ## which changes to the code no test notices (ROOM=cms/public for one room; hours without)
	@$(BIN)/python -m tests.mutation $(ROOM)

check: $(DEV)  ## formatting, lint, types, layers, migrations, settings, translations
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/djangofmt --check --quiet .
	$(BIN)/python -m tests.stylesheets --check
	$(BIN)/mypy & types=$$!; \
	$(BIN)/lint-imports --no-logo \
		&& $(MANAGE) makemigrations --check --dry-run \
		&& $(MANAGE) check --fail-level WARNING \
		&& $(MANAGE) messages --check \
		&& wait $$types

format: $(DEV)  ## format code, templates and styles, and mend what can be mended by itself
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .
	$(BIN)/djangofmt --quiet .
	$(BIN)/python -m tests.stylesheets

messages: $(DEV)  ## bring the German catalogues up to date and compile them
	$(MANAGE) messages

bench: $(DEV)  ## measure how fast it is
	$(BIN)/python -m bench

lock: $(DEV)  ## write the lock files anew (UPGRADE=--upgrade for newer versions)
	$(LOCK) pyproject.toml --output-file .lock/runtime.txt
	$(LOCK) pyproject.toml --group dev --constraints .lock/runtime.txt --output-file .lock/dev.txt

hooks: $(DEV)  ## let git check each commit
	$(BIN)/pre-commit install

clean:  ## remove what can be made again; data stay
	rm -rf .venv .mutation .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis
	find . -name __pycache__ -not -path './.git/*' -prune -exec rm -rf {} +

# One lock for every platform and every Python from 3.11 on; with hashes, without addresses.
LOCK = $(BIN)/uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-emit-find-links \
	--no-annotate --custom-compile-command 'make lock' $(UPGRADE)

# Installs a lock file and counts the packages, since the first time takes a while; into an environment that was only half made, made anew.
INSTALL = $(BIN)/python -m pip --version > /dev/null 2>&1 || $(PYTHON) -m venv --clear .venv; \
	PIP_DISABLE_PIP_VERSION_CHECK=1 $(BIN)/python -m pip install --require-hashes --no-warn-script-location -r $(1) \
	| awk -v all="$$(grep -c '^[a-z].*==' $(1))" '/^(Collecting|Requirement already)/ {printf "\r\033[K  package %d of %d", ++n, all} \
		/^Installing/ {printf "\r\033[K  %d packages here, unpacking them …", n} {fflush()}' \
	&& printf '\r\033[K  packages are in place\n'

.venv/bin/python:
	@test -n "$(PYTHON)" || { echo "Litfass needs Python 3.11 or newer; make PYTHON=/path/to/python up" >&2; exit 1; }
	@echo "Python environment in .venv ($$($(PYTHON) --version)):"
	@$(PYTHON) -m venv .venv || { rm -rf .venv; echo "Python's venv module is missing (Debian: package python3-venv)." >&2; exit 1; }

$(RUNTIME): .lock/runtime.txt | .venv/bin/python
	@$(call INSTALL,$<)
	@touch $@

$(DEV): .lock/dev.txt .lock/runtime.txt | .venv/bin/python
	@$(call INSTALL,$<)
	@touch $(RUNTIME) $@

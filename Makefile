# make run   set up and run one ingestion      make test   set up and run every test
# make check format, lint, types and tests     make eval   quality against gold data (DATA=folder)
# make bench speed and memory                  make lock   resolve requirements.lock again

SHELL := /bin/sh
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
UV := $(shell command -v uv 2>/dev/null)
DATA ?= ../shared/eval
# For two processors: tests with servers and sites wait a quarter of their time.
TESTS_AT_ONCE ?= 3
export DO_NOT_TRACK := 1
export PREFECT_SERVER_ANALYTICS_ENABLED := false

.DEFAULT_GOAL := help
.PHONY: help run setup test check format lint types eval bench lock clean

help:
	@sed -n 's/^# //p' Makefile

run: setup
	@$(BIN)/figurewatch run

setup: $(VENV)/.installed

$(VENV)/.installed: requirements.lock pyproject.toml
	@test -x $(BIN)/python || $(PYTHON) -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 13))' || \
	    { echo "figurewatch needs Python 3.11 to 3.13; $(PYTHON) is $$($(PYTHON) -V 2>&1). Try: make $(MAKECMDGOALS) PYTHON=python3.12" >&2; exit 1; }
	@echo "Setting up $(VENV) from requirements.lock (once; a minute or two)" >&2
ifeq ($(UV),)
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --require-hashes -r requirements.lock
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --no-index -e .
else
	@test -x $(BIN)/python || $(UV) venv --quiet --python $(PYTHON) $(VENV)
	@VIRTUAL_ENV=$(CURDIR)/$(VENV) $(UV) pip install --quiet --no-deps --require-hashes --compile-bytecode -r requirements.lock
	@VIRTUAL_ENV=$(CURDIR)/$(VENV) $(UV) pip install --quiet --no-deps --no-build-isolation --offline -e .
endif
	@$(BIN)/python -m compileall -q app flows sources extractors warehouse alerts network
	@touch $@

test: setup
	@$(BIN)/python -m pytest -n $(TESTS_AT_ONCE)

check: setup
	@$(BIN)/ruff format --check .
	@$(BIN)/ruff check .
	@$(BIN)/mypy
	@$(BIN)/python -m pytest -n $(TESTS_AT_ONCE)

format: setup
	@$(BIN)/ruff check --fix-only --quiet .
	@$(BIN)/ruff format --quiet .

lint: setup
	@$(BIN)/ruff check .

types: setup
	@$(BIN)/mypy

eval: setup
	@$(BIN)/python -m benchmarks.quality $(DATA)

bench: setup
	@$(BIN)/python -m benchmarks.speed
	@$(BIN)/python -m benchmarks.alerts
	@$(BIN)/python -m benchmarks.fetch
	@$(BIN)/python -m benchmarks.pages
	@$(BIN)/python -m benchmarks.warehouse
	@$(BIN)/python -m benchmarks.sharing

lock:
	@uv pip compile --universal --python-version 3.11 --generate-hashes --no-emit-index-url --strip-extras --no-annotate --no-header \
	    --group dev pyproject.toml --quiet --output-file requirements.lock

# Leaves data/ alone: it holds what was fetched.
clean:
	@rm -rf $(VENV) .mypy_cache .ruff_cache .hypothesis build dist

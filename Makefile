# Each target makes what it needs, from nothing: .venv, the packages, the index of corpus/.
PYTHON ?= python3
BIN := .venv/bin

.PHONY: chat ask test lint bench eval clean
.DEFAULT_GOAL := chat

.venv/installed: pyproject.toml constraints.txt
	$(PYTHON) -c 'import sys; sys.exit("Python 3.11 or later is needed; set PYTHON=python3.11" if sys.version_info < (3, 11) else 0)'
	$(PYTHON) -m venv .venv
	$(BIN)/pip install --quiet --upgrade pip
	$(BIN)/pip install --quiet --constraint constraints.txt torch
	$(BIN)/pip install --quiet --constraint constraints.txt --editable .
	touch $@

.venv/tested: .venv/installed
	$(BIN)/pip install --quiet --constraint constraints.txt --editable '.[test,bench]'
	touch $@

chat: .venv/installed
	$(BIN)/onrecord ingest corpus
	$(BIN)/onrecord chat

ask: .venv/installed
	@$(BIN)/onrecord ingest corpus >/dev/null
	@$(BIN)/onrecord ask "$(Q)"

lint: .venv/tested
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

test: lint
	$(BIN)/pytest

bench: .venv/tested
	$(BIN)/python -m tests.bench.compare

eval: .venv/tested
	$(BIN)/python -m tests.evals.run

clean:
	rm -rf .venv build *.egg-info

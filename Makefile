# Needs Python >= 3.11 and nothing else: uv is used where it runs, venv and pip where it does not.
VENV ?= .venv
BIN = $(VENV)/bin
PYTEST = $(BIN)/python -m pytest -q -n auto --dist worksteal

.PHONY: demo test test-all check bench clean

demo: $(VENV)/.core          ## three physicians, three answers
	@$(BIN)/vigueur demo

test: $(VENV)/.test          ## the tests, with the core and the extra `test`
	$(PYTEST)

test-all: $(VENV)/.all       ## the tests with every extra
	$(PYTEST)

check: $(VENV)/.all          ## everything that CI holds a change to
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/codespell
	for book in rules/*/; do $(BIN)/vigueur check $$book && $(BIN)/vigueur test --rules $$book || exit 1; done
	$(PYTEST)

bench: $(VENV)/.all          ## the figures of docs/performance.md
	$(BIN)/python -m bench

clean:
	rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache

$(VENV)/.core: pyproject.toml build_hook.py .ci/environment
	@PYTHON="$(PYTHON)" sh .ci/environment $(VENV)
	@touch $@

$(VENV)/.test: pyproject.toml build_hook.py .ci/environment
	@PYTHON="$(PYTHON)" sh .ci/environment $(VENV) test
	@touch $@ $(VENV)/.core

$(VENV)/.all: pyproject.toml build_hook.py .ci/environment
	@PYTHON="$(PYTHON)" sh .ci/environment $(VENV) test,dev,bench,journal,db,data
	@touch $@ $(VENV)/.core $(VENV)/.test

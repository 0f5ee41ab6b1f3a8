# Two commands for a newcomer: `make demo` and `make test`. Everything happens inside .venv.
PYTHON ?= python3
BIN := .venv/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet
SHARED ?= ../shared

.PHONY: demo test lint score bench lock clean

demo: .venv/run.stamp
	@$(BIN)/parley demo

test: .venv/dev.stamp
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/pytest

score: .venv/dev.stamp
	@$(BIN)/python tools/score.py $(SHARED)

bench: .venv/dev.stamp
	@$(BIN)/python tools/bench.py $(SHARED)

lock:  ## make both locks anew; needs uv
	uv pip compile -q --universal --generate-hashes --no-emit-index-url --no-header --python-version 3.11 \
	  pyproject.toml -o requirements.lock
	uv pip compile -q --universal --generate-hashes --no-emit-index-url --no-header --python-version 3.11 \
	  --extra dev pyproject.toml -o requirements-dev.lock

clean:
	rm -rf .venv build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis

# The environment is made once for each lock; the stamps say which lock it was made from.
.venv/run.stamp: requirements.lock pyproject.toml
	@echo "Making the environment in .venv (once; under a minute with a warm package cache) ..."
	@test -x $(BIN)/python || $(PYTHON) -m venv .venv
	@$(PIP) install --require-hashes -r requirements.lock
	@$(PIP) install --no-deps --no-build-isolation -e .
	@touch $@

.venv/dev.stamp: requirements-dev.lock pyproject.toml
	@test -x $(BIN)/python || $(PYTHON) -m venv .venv
	@$(PIP) install --require-hashes -r requirements-dev.lock
	@$(PIP) install --no-deps --no-build-isolation -e .
	@touch $@ .venv/run.stamp

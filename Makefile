# Two commands for a newcomer: `make demo` and `make test`. Everything happens inside .venv.
PYTHON ?= python3
BIN := .venv/bin
# The lock names everything, so nothing is left to resolve; what is not imported need not be compiled.
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet --quiet
INSTALL := $(PIP) install --no-compile --no-deps --require-hashes
SHARED ?= ../shared
HOURS ?= 1

.PHONY: demo test lint score bench large faults bad fuzz soak sbom audit lock clean

demo: .venv/run.stamp
	@$(BIN)/parley demo

test: .venv/dev.stamp .venv/browser.stamp
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/pytest
	@$(BIN)/python tools/audit.py

score: .venv/dev.stamp
	@$(BIN)/python tools/score.py $(SHARED)

bench: .venv/dev.stamp
	@$(BIN)/python tools/bench.py $(SHARED)
	@$(BIN)/python tools/measure_desk.py
	@$(BIN)/python tools/bench_stream.py
	@$(BIN)/python tools/measure_ledger.py
	@if [ -d $(SHARED)/data/pages ]; then $(BIN)/python tools/measure_pages.py $(SHARED); fi
	@$(BIN)/python tools/measure_feeds.py

large: .venv/dev.stamp  ## a million claims on SQLite and PostgreSQL: half an hour and 8 GB of disk
	@rm -rf build/large && mkdir -p build/large
	@nice $(BIN)/python tools/synthetic.py build/large/ledger.db --claims 1000000
	@$(BIN)/python tools/measure_engines.py build/large/ledger.db
	@rm -r build/large

faults: .venv/dev.stamp  ## kill, fill the disk and take the database away, hundreds of times
	@PARLEY_FAULTS=full $(BIN)/pytest -s tests/test_faults_kill.py tests/test_faults_disk.py \
	  tests/test_faults_gone.py tests/test_store_copies.py tests/test_poison.py

soak: .venv/dev.stamp  ## hours of a watch and a desk at full load: make soak HOURS=2
	@nice $(BIN)/python -u tools/soak.py $(HOURS) --out soak.tsv

sbom: .venv/dev.stamp  ## the bill of materials of what the lock holds, and its licences
	@$(BIN)/python tools/sbom.py --out sbom.cdx.json

audit: .venv/dev.stamp  ## known faults of what the locks hold
	@$(BIN)/python tools/audit.py

bad: .venv/dev.stamp  ## all bad files through all entries, all bad requests; prints who took the most
	@PARLEY_BAD=full $(BIN)/pytest -s tests/test_bad_files.py tests/test_bad_requests.py tests/test_regexes.py

fuzz: .venv/dev.stamp  ## make fuzz SECONDS=300: each target for so long, guided by what was reached
	@$(BIN)/python tests/fuzzing.py --seconds $(or $(SECONDS),60)

lock:  ## make both locks anew; needs uv
	uv pip compile -q --universal --generate-hashes --no-emit-index-url --no-header --python-version 3.11 \
	  --extra postgres pyproject.toml -o requirements.lock
	uv pip compile -q --universal --generate-hashes --no-emit-index-url --no-header --python-version 3.11 \
	  --extra dev pyproject.toml -o requirements-dev.lock

clean:
	rm -rf .venv build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis

# The environment is made once for each lock; the stamps say which lock it was made from.
.venv/run.stamp: requirements.lock pyproject.toml | $(BIN)/pip
	@echo "Installing what Parley needs into .venv (once; about a minute with a warm package cache) ..."
	@$(INSTALL) -r requirements.lock
	@$(PIP) install --no-deps --no-build-isolation -e .
	@touch $@

.venv/dev.stamp: requirements-dev.lock pyproject.toml | $(BIN)/pip
	@echo "Installing what the tests need into .venv (once; about a minute with a warm package cache) ..."
	@$(INSTALL) -r requirements-dev.lock
	@$(PIP) install --no-deps --no-build-isolation -e .
	@touch $@ .venv/run.stamp

# The browser tests use Debian's Chromium. Where it cannot be installed they are skipped with a word.
.venv/browser.stamp: | $(BIN)/pip
	@command -v chromium >/dev/null || { [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null && \
	  echo "Installing Chromium for the browser tests (once) ..." && \
	  { timeout 120 apt-get update -qq; timeout 300 apt-get install -y -qq --no-install-recommends chromium; } \
	    >/dev/null 2>&1; } || \
	  echo "No Chromium here, and none could be installed: the browser tests are skipped."
	@touch $@

$(BIN)/pip:
	@command -v $(PYTHON) >/dev/null || \
	  { echo "Parley needs Python 3.11 or later, and there is no $(PYTHON) here: make PYTHON=/path/to/python3.11" >&2; exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "Parley needs Python 3.11 or later, and this is $$($(PYTHON) -V 2>&1): make PYTHON=/path/to/python3.11" >&2; exit 1; }
	@$(PYTHON) -c 'import venv, ensurepip' 2>/dev/null || \
	  { echo "$(PYTHON) has no venv module: install it (on Debian: apt-get install python3-venv)" >&2; exit 1; }
	@$(PYTHON) -m venv .venv

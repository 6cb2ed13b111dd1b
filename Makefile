# make = every check and every test; make fix, make run, make golden, make docs, make mutants, make soak, make gallery,
# make requirements, make audit (asks PyPI)
PYTHON ?= python

.PHONY: all check audit test fix run golden docs mutants soak gallery requirements

all: check test

check:
	ruff check .
	ruff format --check .
	mypy
	lint-imports
	bandit --quiet --configfile pyproject.toml --recursive src app.py pages
	$(PYTHON) scripts/secrets_scan.py

# Known faults of the packages that are shipped; it asks PyPI for them.
audit:
	sed '/^-e /d' requirements.txt | pip-audit --strict --disable-pip --no-deps --requirement /dev/stdin

test:
	$(PYTHON) -m pytest

fix:
	ruff check --fix .
	ruff format .

run:
	streamlit run app.py --server.fileWatcherType auto

golden:
	KUNDAGENDA_WRITE_GOLDEN=1 $(PYTHON) -m pytest tests/test_headline.py tests/test_pages_golden.py -q

# The tables of docs/metrics.md, from the definitions of the metrics.
docs:
	$(PYTHON) scripts/metrics_doc.py

# Changes src/metrics one place at a time: which change does no test notice? An hour on two cores.
mutants:
	$(PYTHON) scripts/mutants

# Kills an import, a refresh, edits, a backup and a restore 200 times each, on SQLite and PostgreSQL.
soak:
	$(PYTHON) scripts/soak.py

# Every page in pictures, in every language, mode, size and state; contact sheets beside them.
gallery:
	$(PYTHON) scripts/gallery.py

# Every version is pinned, for every platform, from pyproject.toml.
requirements:
	$(PYTHON) scripts/requirements.py

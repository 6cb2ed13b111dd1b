# make = every check and every test; make fix, make run, make golden, make docs, make mutants, make requirements
PYTHON ?= python

.PHONY: all check test fix run golden docs mutants requirements

all: check test

check:
	ruff check .
	ruff format --check .
	mypy
	lint-imports

test:
	$(PYTHON) -m pytest

fix:
	ruff check --fix .
	ruff format .

run:
	streamlit run app.py

golden:
	KUNDAGENDA_WRITE_GOLDEN=1 $(PYTHON) -m pytest tests/test_headline.py -q

# The tables of docs/metrics.md, from the definitions of the metrics.
docs:
	$(PYTHON) scripts/metrics_doc.py

# Changes src/metrics one place at a time: which change does no test notice? An hour on two cores.
mutants:
	$(PYTHON) scripts/mutants

# Every version is pinned, for every platform, from pyproject.toml.
requirements:
	$(PYTHON) scripts/requirements.py

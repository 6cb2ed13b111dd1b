# make = every check and every test; make fix, make run, make golden, make requirements
PYTHON ?= python

.PHONY: all check test fix run golden requirements screens

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

# Every version is pinned, for every platform, from pyproject.toml.
requirements:
	$(PYTHON) scripts/requirements.py

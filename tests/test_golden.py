"""The worked examples of the definitions: rows into the real tables, figures out, all compared.

KUNDAGENDA_GOLDEN may name another file of the same form. The adaptors insert rows and call public
functions; they compute nothing themselves.
"""

import copy
import json
import os
import re
import subprocess
import sys

import pytest

from golden_adaptors_series import SERIES
from golden_examples import COPY, TABLES, VARIABLE, differences, examples, figures
from kundagenda.settings import ROOT

CASES = examples()
OURS = json.loads(COPY.read_text(encoding="utf-8"))["cases"]


def cases(of_series):
    """The examples of series, or all others: an unknown metric must fail, not be left out."""
    chosen = [case for case in CASES if (case["metric"] in SERIES) == of_series]
    return pytest.mark.parametrize("case", chosen, ids=[case["id"] for case in chosen])


def check(case, engine=None):
    assert case["expected"], "an example expects something"
    assert not differences(figures(case, engine), case)


@cases(of_series=False)
def test_an_example_through_the_tables(case, warehouse):
    check(case, warehouse)


@cases(of_series=True)
def test_an_example_of_a_series(case):
    check(case)


def test_there_is_an_example_for_every_adaptor():
    assert {case["metric"] for case in OURS} == set(SERIES | TABLES)
    assert len(OURS) == 28


def changed(value):
    """Every way to change one value: a number by 1, a list by one more, in a mapping each."""
    if isinstance(value, dict):
        for key in value:
            yield from ({**value, key: other} for other in changed(value[key]))
    elif isinstance(value, list):
        yield [*value, 0]
        for place, each in enumerate(value):
            yield from ([*value[:place], other, *value[place + 1 :]] for other in changed(each))
    elif isinstance(value, bool):
        yield not value
    elif value is None or isinstance(value, str):
        yield "other"
    else:
        yield value + 1
        yield None


@pytest.mark.parametrize("case", OURS, ids=[case["id"] for case in OURS])
def test_every_expected_value_is_compared(case, warehouse_of):
    found = figures(case, warehouse_of("sqlite"))
    for expected in changed(case["expected"]):
        assert differences(found, {**case, "expected": expected}), expected
    unknown = {**case["expected"], "nobody_gives_this": None}
    assert set(differences(found, {**case, "expected": unknown})) == {"nobody_gives_this"}


def with_more(value):
    """Every way to name one more input: here, or in the first mapping of a list within."""
    if isinstance(value, dict):
        yield {**value, "nobody_takes_this": 1}
        for key, each in value.items():
            yield from ({**value, key: other} for other in with_more(each))
    elif isinstance(value, list) and value:
        yield from ([other, *value[1:]] for other in with_more(value[0]))


@pytest.mark.parametrize("case", OURS, ids=[case["id"] for case in OURS])
def test_an_unknown_input_fails(case, warehouse_of):
    for odd in with_more(case["input"]):
        with pytest.raises(TypeError, match="nobody_takes_this"):
            figures({**case, "input": odd}, warehouse_of("sqlite"))


@pytest.mark.parametrize(
    ("metric", "given"),
    [
        ("nps", {"min_n": 5}),
        ("min_n_suppression", {"min_n": 5}),
        ("nki", {"weights": [0.5, 0.25, 0.25]}),
        ("csat_top2", {"top": [3, 4, 5]}),
        ("retention_month", {"horizon_months": 3}),
        ("lag_default", {"alpha": 0.1}),
        ("lag_default", {"max_lag": 12}),
    ],
)
def test_an_input_that_we_do_not_offer_fails_and_says_so(metric, given, warehouse_of):
    case = next(case for case in OURS if case["metric"] == metric)
    with pytest.raises(AssertionError, match=f"the product offers {next(iter(given))}"):
        figures({**case, "input": {**case["input"], **given}}, warehouse_of("sqlite"))


def test_the_order_of_the_best_marks_does_not_matter(warehouse_of):
    case = next(case for case in OURS if case["metric"] == "csat_top2")
    turned = {**case, "input": {**case["input"], "top": case["input"]["top"][::-1]}}
    assert not differences(figures(turned, warehouse_of("sqlite")), case)


def test_a_file_with_other_numbers_is_read_and_fails_in_every_case(tmp_path):
    wrong = copy.deepcopy(OURS)
    for case in wrong:
        case["expected"] = increased(case["expected"])
    path = tmp_path / "other_examples.json"
    path.write_text(json.dumps({"cases": wrong}), encoding="utf-8")
    found = subprocess.run(
        [sys.executable, "-m", "pytest", __file__, "-k", "an_example and (sqlite or series)",
         "-p", "no:cacheprovider", "-n", "0"],
        cwd=ROOT, env=os.environ | {VARIABLE: str(path)}, capture_output=True, text=True,
    )  # fmt: skip
    assert re.search(rf"^{len(OURS)} failed, \d+ deselected", found.stdout, re.MULTILINE), found


def increased(value):
    """Every number within, one more."""
    if isinstance(value, dict):
        return {key: increased(each) for key, each in value.items()}
    if isinstance(value, list):
        return [increased(each) for each in value]
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    return value + 1 if is_number else value

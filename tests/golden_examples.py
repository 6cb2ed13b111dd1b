"""Reads the worked examples, and says where the product's figures differ from theirs."""

import json
import os
from pathlib import Path
from typing import Any

import pytest

from databases import clear
from golden_adaptors_agenda import AGENDA
from golden_adaptors_customers import CUSTOMERS
from golden_adaptors_follow_up import FOLLOW_UP
from golden_adaptors_series import SERIES

COPY = Path(__file__).parent / "golden" / "metrics_examples.json"
VARIABLE = "KUNDAGENDA_GOLDEN"
TABLES = AGENDA | FOLLOW_UP | CUSTOMERS
MOST_DIFFERENCE = 1e-6
NO_INTERVAL = ([None, [None, None]], [[None, None], None])


def examples() -> list[dict[str, Any]]:
    """The cases of the file that KUNDAGENDA_GOLDEN names, else of the copy beside the tests."""
    path = Path(os.environ.get(VARIABLE) or COPY)
    return json.loads(path.read_text(encoding="utf-8"))["cases"]


def figures(case: dict[str, Any], engine: Any = None) -> dict[str, Any]:
    """What the product says of a case's input, by the names that the examples use."""
    name = case["metric"]
    if name in SERIES:
        return SERIES[name](**case["input"])
    assert name in TABLES, f"no adaptor for {name}; there are {sorted(SERIES | TABLES)}"
    clear(engine)
    return TABLES[name](engine, **case["input"])


def differences(found: dict[str, Any], case: dict[str, Any]) -> dict[str, tuple[Any, Any]]:
    """Found and expected figure of every expected name that differs or that nobody gives."""
    tolerance = case.get("abs_tol", MOST_DIFFERENCE)
    return {
        name: (found.get(name, "not given"), expected)
        for name, expected in case["expected"].items()
        if name not in found or not same(found[name], expected, tolerance)
    }


def same(found: Any, expected: Any, tolerance: float) -> bool:
    """Whether a figure, or every figure in a list or mapping, is the one expected.

    An interval that there is none of may be written as one null or as two.
    """
    if [found, expected] in NO_INTERVAL:
        return True
    if isinstance(expected, dict):
        is_alike = isinstance(found, dict) and found.keys() == expected.keys()
        return is_alike and all(same(found[key], expected[key], tolerance) for key in expected)
    if isinstance(expected, list):
        is_alike = isinstance(found, list | tuple) and len(found) == len(expected)
        pairs = zip(found, expected, strict=True) if is_alike else ()
        return is_alike and all(same(one, other, tolerance) for one, other in pairs)
    if expected is None or isinstance(expected, bool | str):
        return type(found) is type(expected) and found == expected
    is_number = isinstance(found, int | float) and not isinstance(found, bool)
    return is_number and found == pytest.approx(expected, abs=tolerance, rel=0)

"""The adaptors of the worked examples where there is nothing to divide by, or hardly anything."""

import pytest

from golden_adaptors_series import SERIES
from golden_examples import differences, figures

MARCH = {"as_of": "2025-03-31"}
NO_SHARE = {"numerator": 0, "denominator": 0, "share": None, "ci95": None}
LONE = {"formal": False, "customer": True}
TABLE_CASES = [
    ("item_share", {"items": []}, NO_SHARE),
    ("item_share", {"items": [{"formal": True, "customer": True}]}, NO_SHARE),
    (
        "time_share",
        {"meetings": []},
        dict.fromkeys(("recorded_share", "imputed_share", "duration_coverage", "bounds")),
    ),
    (
        "time_share",
        {
            "meetings": [
                {
                    "length_min": None,
                    "items": [LONE | {"minutes": 10}] + 2 * [LONE | {"minutes": None}],
                }
            ]
        },
        # without a length nothing bounds the share; under half are known, and yet it is a figure
        {"recorded_share": 1, "imputed_share": 1, "duration_coverage": 1 / 3, "bounds": None},
    ),
    ("meeting_frequency", {"meetings": []}, NO_SHARE | {"no_agenda": 0}),
    (
        "meeting_frequency",
        {"meetings": 40 * [{"n_items": 0, "n_customer": 0}]},
        NO_SHARE | {"no_agenda": 40},
    ),
    ("recency_days", {"dates": [], "customer": [], **MARCH}, {"recency_days": None}),
    (
        "recency_days",
        {"dates": ["2025-04-01"], "customer": [True], **MARCH},
        {"recency_days": None},
    ),
    (
        "longest_gap",
        {
            "dates": ["2025-02-28"],
            "customer": [True],
            "window_start": "2025-03-01",
            "window_end": "2025-03-31",
        },
        {"longest_gap_days": 30, "kind": "no_customer_item"},
    ),
    ("streak", {"flags": []}, {"current": 0, "longest": 0}),
    ("streak", {"flags": [False, True, None, True]}, {"current": 2, "longest": 2}),
    ("position_index", {"meetings": [[LONE], []]}, {"n": 0, "position_index": None}),
    (
        "level_mix",
        {"levels": [None]},
        {
            "n": 0,
            "unclassified": 1,
            "shares": dict.fromkeys(("measure", "fix", "improve", "value")),
            "deep_share": None,
            "deep_ci95": [None, None],
        },
    ),
    (
        "decision_rate",
        {"items": [{"customer": False, "decisions": 1}]},
        {"numerator": 0, "denominator": 0, "rate": None, "ci95": None},
    ),
    (
        "action_completion",
        {"actions": [], **MARCH},
        {"denominator": 0, "completed": 0, "completion_rate": None, "on_time_rate": None},
    ),
    (
        "follow_through_90",
        {"decisions": [{"date": "2025-03-30", "actions": []}], "horizon_days": 2, **MARCH},
        {"denominator": 0, "numerator": 0, "follow_through": None, "too_young": 1},
    ),
    (
        "attention_half_life",
        {"initiatives": [], "window_days": 30, **MARCH},
        {"n": 0, "faded": 0, "durations": [], "km": [], "half_life_days": None},
    ),
    (
        "attention_competing",
        {"initiatives": [{"id": "A", "appearances": []}], "window_days": 30, **MARCH},
        {"curve": [], "faded_by_180": None, "completed_by_180": None},
    ),
    (
        "nps",
        {"scores": [None, 11]},
        {"n": 0, "promoters": 0, "nps": None, "se": None, "ci95": None, "suppressed": True},
    ),
    (
        "csat_top2",
        {"scores": 9 * [9], "top": [9, 10]},
        {"n": 9, "top2": 9, "csat": 100, "suppressed": True},
    ),
    ("csat_top2", {"scores": [], "top": [6, 7]}, {"n": 0, "top2": 0, "csat": None, "ci95": None}),
    ("ces", {"scores": [5]}, {"n": 1, "ces_mean": 5, "ci95": None, "easy_share": 100}),
    ("ces", {"scores": []}, {"n": 0, "ces_mean": None, "easy_share": None, "easy_ci95": None}),
    (
        "nki",
        {"answers": [[7, None, 6]], "weights": "equal"},
        {"n": 0, "excluded_incomplete": 1, "nki": None, "ci95": None, "band": None},
    ),
    (
        "min_n_suppression",
        {"responses": [0, 12], "invited": [0, 0], "min_n": 10},
        {"show": [False, True], "response_rate": [None, None]},
    ),
    (
        "retention_month",
        {"subscriptions": [], "month": "2024-06", "horizon_months": 1},
        {
            "opening_customers": 0,
            "churned": 0,
            "logo_churn": None,
            "logo_churn_ci95": None,
            "reactivated": 0,
            "new": 0,
            "opening_mrr": 0,
            "grr": None,
            "nrr": None,
        },
    ),
    (
        "cohort_triangle",
        {"subscriptions": [], "first": "2024-01", "last": "2024-03"},
        {"triangle": {}},
    ),
]
SERIES_CASES = [
    ("customer_survival", {"tenure_event": []}, {"km_loglog_ci": [], "median": None}),
    (
        "customer_survival",
        {"tenure_event": [[4, 1]]},
        {"km_loglog_ci": [[4, 0, None, None]], "median": 4},
    ),
    ("xmr_limits", {"values": []}, {"mean": None, "limits": None, "outside": []}),
    ("laney_p_prime", {"events": [0], "n": [0]}, {"pbar": None, "lcl": [None], "outside": []}),
    (
        "lag_default",
        {
            **{"attention": [1, None], "outcome": [1, 2], "month": [12, 1]},
            **{"max_lag": 6, "alpha": 0.05, "directions": 2},
        },
        {"status": "not_enough_data", "n": 1, "lag": None, "p_familywise": None},
    ),
    ("level_change", {"values": [1, 2, 3]}, {"n": 3, "difference": None, "p": None}),
]


def check(metric, given, expected, engine=None):
    case = {"metric": metric, "input": given, "expected": expected}
    assert not differences(figures(case, engine), case)


@pytest.mark.parametrize(("metric", "given", "expected"), TABLE_CASES)
def test_tables_without_anything_to_divide_by_give_null(metric, given, expected, warehouse):
    check(metric, given, expected, warehouse)


@pytest.mark.parametrize(("metric", "given", "expected"), SERIES_CASES)
def test_series_too_short_for_a_figure_give_null(metric, given, expected):
    assert metric in SERIES
    check(metric, given, expected)

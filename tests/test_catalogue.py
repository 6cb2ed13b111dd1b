"""What every metric promises: a sentence, a name of its own, and SQL that any database takes."""

import pickle
import re
from dataclasses import fields

import pytest

from metrics import CATALOGUE, FIGURES, METRICS, Definition, Metric, metric_of
from metrics.definition import PARTS, Unit, metric
from metrics.periods import Grain, parse_month
from metrics.scope import Scope

YEAR = Scope(parse_month("2024-01"), parse_month("2024-12"))

# What each metric says of itself: where it is good to go, what is possible, how far it looks back.
SAID = """
    key                     | better  | least | greatest | horizon
    customer_item_share     | neither |     0 |        1 |       0
    customer_meeting_share  | neither |     0 |        1 |       0
    first_appearance_share  | neither |     0 |        1 |       0
    level_measure           | neither |     0 |        1 |       0
    level_fix               | neither |     0 |        1 |       0
    level_improve           | neither |     0 |        1 |       0
    level_value             | neither |     0 |        1 |       0
    deep_share              | neither |     0 |        1 |       0
    position_index          | neither |     0 |        1 |       0
    decision_rate           | neither |     0 |        1 |       0
    decision_rate_other     | neither |     0 |        1 |       0
    minutes_recorded        | neither |     0 |        1 |       0
    minutes_imputed         | neither |     0 |        1 |       0
    minutes_low             | neither |     0 |        1 |       0
    minutes_high            | neither |     0 |        1 |       0
    minutes_coverage        | neither |     0 |        1 |       0
    meetings_without_length | neither |     0 |        1 |       0
    customer_minute_share   | neither |     0 |        1 |       0
    nps                     | higher  |  -100 |      100 |       0
    csat_5                  | higher  |     0 |      100 |       0
    csat_7                  | higher  |     0 |      100 |       0
    csat_10                 | higher  |     0 |      100 |       0
    ces                     | higher  |     1 |        7 |       0
    ces_easy                | higher  |     0 |      100 |       0
    nki                     | higher  |     0 |      100 |       0
    nki_incomplete          | lower   |     0 |        1 |       0
    response_rate           | higher  |     0 |        1 |       0
    logo_churn              | lower   |     0 |        1 |      12
    grr                     | higher  |     0 |        1 |      12
    nrr                     | higher  |     0 |        3 |      12
    logo_churn_month        | lower   |     0 |        1 |       1
    grr_month               | higher  |     0 |        1 |       1
    nrr_month               | higher  |     0 |        3 |       1
    mrr_new                 | higher  |     0 |       10 |       1
    mrr_expansion           | higher  |     0 |       10 |       1
    mrr_contraction         | lower   |     0 |        1 |       1
    mrr_churn               | lower   |     0 |        1 |       1
    mrr_reactivation        | higher  |     0 |       10 |       1
    repeat_rate             | higher  |     0 |        1 |       3
"""
# Likewise what does not add up over months; a blank is no limit.
SAID_OF_FIGURES = """
    key                     | better  | least | greatest
    recency_days            | neither |       |
    longest_gap_days        | neither |       |
    streak                  | neither |       |
    action_completion       | higher  |     0 |        1
    action_on_time          | higher  |     0 |        1
    follow_through_90       | higher  |     0 |        1
    attention_half_life     | higher  |       |
    faded_by_180            | lower   |     0 |        1
    completed_by_180        | higher  |     0 |        1
    customer_tenure         | higher  |       |
"""

each_metric = pytest.mark.parametrize("metric", METRICS, ids=lambda metric: metric.key)


@each_metric
def test_definition_is_one_sentence(metric):
    assert metric.definition.endswith(".")
    assert metric.definition[0].isupper()
    assert not re.search(r"[.!?]\s", metric.definition)


@each_metric
def test_label_base_and_source_are_words(metric):
    assert metric.label.strip()
    assert metric.base.strip()
    assert metric.source.strip()
    assert metric.formula.strip()


def said_in(table):
    rows = [[cell.strip() for cell in line.split("|")] for line in table.strip().splitlines()]
    return {key: of for key, *of in rows[1:]}


def test_a_metric_says_where_it_is_good_to_go_what_is_possible_and_how_far_it_looks_back():
    assert said_in(SAID) == {
        key: [metric.better, *map(str, metric.values), str(metric.horizon)]
        for key, metric in CATALOGUE.items()
    }


def test_a_figure_says_where_it_is_good_to_go_and_what_is_possible():
    assert said_in(SAID_OF_FIGURES) == {
        figure.key: [figure.better, *map(str, figure.values or ("", ""))] for figure in FIGURES
    }


@pytest.mark.parametrize(
    ("unit", "scale", "values"),
    [
        (Unit.SHARE, 1, (0, 1)),
        (Unit.PERCENT, 100, (0, 100)),
        (Unit.POINTS, 100, (-100, 100)),
        (Unit.INDEX, 1, (0, 100)),
        *((unit, 1, None) for unit in (Unit.MARK, Unit.DAYS, Unit.MONTHS, Unit.MEETINGS, Unit.OWN)),
    ],
)
def test_a_unit_says_what_a_quotient_of_one_is_called_and_what_is_possible(unit, scale, values):
    told = {field.name: "" for field in fields(Definition)} | {"unit": unit, "dated_by": ()}
    del told["values"]
    declared = metric(**told)(lambda scope: None)
    assert (declared.scale, declared.values) == (scale, values)


@pytest.mark.parametrize(("scale", "marks"), [(5, "4 or 5"), (7, "6 or 7"), (10, "9 or 10")])
def test_satisfaction_names_the_two_best_marks_of_its_scale(scale, marks):
    metric = CATALOGUE[f"csat_{scale}"]
    assert metric.formula == f"100 x answers of {marks} / answers"
    assert metric.definition == f"Percentage of answers with one of the two best marks of {scale}."


@pytest.mark.parametrize("key", ["logo_churn", "grr", "nrr"])
def test_retention_says_over_how_long_in_its_name_its_sentence_and_its_formula(key):
    year, month = CATALOGUE[key], CATALOGUE[f"{key}_month"]
    assert month.label == f"{year.label}, one month"
    assert "customers of twelve months ago" in year.definition.lower()
    assert "customers of a month ago" in month.definition.lower()
    assert "m-12" in year.formula
    assert month.formula == year.formula.replace("m-12", "m-1")


@each_metric
def test_an_empty_warehouse_gives_no_rows_and_the_columns_of_parts(metric, warehouse):
    with warehouse.connect() as connection:
        result = connection.execute(metric(YEAR))
        assert tuple(result.keys()) == PARTS
        assert result.all() == []


def test_keys_and_labels_are_unique():
    assert len({metric.label for metric in CATALOGUE.values()}) == len(CATALOGUE)
    assert set(CATALOGUE) - {metric.key for metric in METRICS} == {"customer_minute_share"}
    assert all(key == metric.key for key, metric in CATALOGUE.items())


def test_keys_are_those_that_users_rely_on():
    promised = """
        customer_item_share customer_meeting_share first_appearance_share level_measure level_fix
        level_improve level_value deep_share position_index decision_rate customer_minute_share
        minutes_recorded minutes_imputed minutes_low minutes_high minutes_coverage
        meetings_without_length nps csat_5 csat_7 csat_10 nki ces_easy ces response_rate logo_churn
        grr nrr logo_churn_month grr_month nrr_month mrr_new mrr_expansion mrr_contraction mrr_churn
        mrr_reactivation repeat_rate
    """
    assert set(promised.split()) <= set(CATALOGUE)


@each_metric
def test_nothing_divided_by_nothing_is_null(metric):
    assert metric.value(0, 0) is None
    assert metric.value(None, 5) is None
    assert metric.value(1, 4) == pytest.approx(metric.scale / 4)


@each_metric
def test_a_metric_travels_by_its_key(metric):
    assert pickle.loads(pickle.dumps(metric)) is metric
    assert isinstance(metric, Metric)


def test_only_figures_that_look_back_over_months_do_not_add_up_over_them():
    looking_back = {metric.key for metric in METRICS if not metric.pooled}
    assert looking_back == {"logo_churn", "grr", "nrr", "repeat_rate"}


def test_an_outcome_of_the_company_s_own_is_found_by_its_key_and_travels_by_it():
    uptime = metric_of("outcome:uptime")
    assert uptime.label == "uptime"
    assert pickle.loads(pickle.dumps(uptime)).key == "outcome:uptime"
    assert metric_of("outcome:") is metric_of("nonsense") is None


def test_a_metric_can_be_had_for_months_quarters_and_years_and_other_figures_as_of_a_day():
    for each in METRICS:
        assert each.grains == (Grain.MONTH, Grain.QUARTER, Grain.ROLLING12)
    for figure in FIGURES:
        assert figure.grains == ()

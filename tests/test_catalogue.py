"""What every metric promises: a sentence, a name of its own, and SQL that any database takes."""

import pickle
import re

import pytest

from metrics import CATALOGUE, METRICS, Metric, metric_of
from metrics.definition import PARTS
from metrics.periods import parse_month
from metrics.scope import Scope

YEAR = Scope(parse_month("2024-01"), parse_month("2024-12"))

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

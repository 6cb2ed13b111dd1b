"""What we measure: definitions and queries, without a connection or a page."""

from metrics.attention import (
    customer_item_share,
    customer_meeting_share,
    decision_rate,
    decision_rate_other,
    deep_share,
    first_appearance_share,
    level_fix,
    level_improve,
    level_measure,
    level_value,
    position_index,
)
from metrics.cohorts import CUSTOMER_TENURE
from metrics.definition import Definition, Metric
from metrics.follow_through import ACTION_COMPLETION, ACTION_ON_TIME, FOLLOW_THROUGH_90
from metrics.initiative_figures import ATTENTION_HALF_LIFE, COMPLETED_BY_180, FADED_BY_180
from metrics.minutes import (
    customer_minute_share,
    meetings_without_length,
    minutes_coverage,
    minutes_high,
    minutes_imputed,
    minutes_low,
    minutes_recorded,
)
from metrics.movements import (
    mrr_churn,
    mrr_contraction,
    mrr_expansion,
    mrr_new,
    mrr_reactivation,
)
from metrics.nki import nki, nki_incomplete
from metrics.outcomes import PREFIX, outcome
from metrics.repeat import repeat_rate
from metrics.retention import grr, grr_month, logo_churn, logo_churn_month, nrr, nrr_month
from metrics.rhythm import LONGEST_GAP, RECENCY, STREAK
from metrics.satisfaction import ces, ces_easy, csat_5, csat_7, csat_10, nps, response_rate

METRICS: tuple[Metric, ...] = (
    customer_item_share,
    customer_meeting_share,
    first_appearance_share,
    level_measure,
    level_fix,
    level_improve,
    level_value,
    deep_share,
    position_index,
    decision_rate,
    decision_rate_other,
    minutes_recorded,
    minutes_imputed,
    minutes_low,
    minutes_high,
    minutes_coverage,
    meetings_without_length,
    nps,
    csat_5,
    csat_7,
    csat_10,
    ces,
    ces_easy,
    nki,
    nki_incomplete,
    response_rate,
    logo_churn,
    grr,
    nrr,
    logo_churn_month,
    grr_month,
    nrr_month,
    mrr_new,
    mrr_expansion,
    mrr_contraction,
    mrr_churn,
    mrr_reactivation,
    repeat_rate,
)
"""Every metric of which the KPI table holds rows, besides the outcomes that a company names."""

_MINUTES = METRICS.index(minutes_recorded)
CATALOGUE: dict[str, Metric] = {
    metric.key: metric
    for metric in (*METRICS[:_MINUTES], customer_minute_share, *METRICS[_MINUTES:])
}
"""Every metric by its key; the customer's share of time stands before the parts that make it."""

FIGURES: tuple[Definition, ...] = (
    RECENCY,
    LONGEST_GAP,
    STREAK,
    ACTION_COMPLETION,
    ACTION_ON_TIME,
    FOLLOW_THROUGH_90,
    ATTENTION_HALF_LIFE,
    FADED_BY_180,
    COMPLETED_BY_180,
    CUSTOMER_TENURE,
)
"""Every figure that does not add up over months, and is computed from tables of its own."""


def metric_of(key: str) -> Metric | None:
    """The metric of a key, outcomes of the company's own (``outcome:NAME``) too; null if none."""
    if key.startswith(PREFIX) and key != PREFIX:
        return outcome(key.removeprefix(PREFIX))
    return CATALOGUE.get(key)


__all__ = [
    "CATALOGUE",
    "FIGURES",
    "METRICS",
    "PREFIX",
    "Definition",
    "Metric",
    "ces",
    "ces_easy",
    "csat_5",
    "csat_7",
    "csat_10",
    "customer_item_share",
    "customer_meeting_share",
    "customer_minute_share",
    "decision_rate",
    "decision_rate_other",
    "deep_share",
    "first_appearance_share",
    "grr",
    "grr_month",
    "level_fix",
    "level_improve",
    "level_measure",
    "level_value",
    "logo_churn",
    "logo_churn_month",
    "meetings_without_length",
    "metric_of",
    "minutes_coverage",
    "minutes_high",
    "minutes_imputed",
    "minutes_low",
    "minutes_recorded",
    "mrr_churn",
    "mrr_contraction",
    "mrr_expansion",
    "mrr_new",
    "mrr_reactivation",
    "nki",
    "nki_incomplete",
    "nps",
    "nrr",
    "nrr_month",
    "position_index",
    "repeat_rate",
    "response_rate",
]

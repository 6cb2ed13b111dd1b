"""What we measure: definitions and queries, without a connection or a page."""

from metrics.attention import (
    customer_item_share,
    customer_meeting_share,
    first_appearance_share,
    level_fix,
    level_improve,
    level_measure,
    level_value,
)
from metrics.definition import Metric
from metrics.retention import grr, grr_month, logo_churn, logo_churn_month, nrr, nrr_month
from metrics.satisfaction import csat_5, csat_7, csat_10, nps, response_rate

METRICS: tuple[Metric, ...] = (
    customer_item_share,
    customer_meeting_share,
    first_appearance_share,
    level_measure,
    level_fix,
    level_improve,
    level_value,
    nps,
    csat_5,
    csat_7,
    csat_10,
    response_rate,
    logo_churn,
    grr,
    nrr,
    logo_churn_month,
    grr_month,
    nrr_month,
)
CATALOGUE: dict[str, Metric] = {metric.key: metric for metric in METRICS}

__all__ = [
    "CATALOGUE",
    "METRICS",
    "Metric",
    "csat_5",
    "csat_7",
    "csat_10",
    "customer_item_share",
    "customer_meeting_share",
    "first_appearance_share",
    "grr",
    "grr_month",
    "level_fix",
    "level_improve",
    "level_measure",
    "level_value",
    "logo_churn",
    "logo_churn_month",
    "nps",
    "nrr",
    "nrr_month",
    "response_rate",
]

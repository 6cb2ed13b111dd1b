"""The two monthly series of the planted lead, without rows and without a database."""

import pandas as pd

from kundagenda.demo import parameters as p
from kundagenda.demo.answers import draw_answers
from kundagenda.demo.counts import draw_counts
from metrics.periods import month_text


def monthly_signals(
    seed: int, until: int, null_twin: bool = False
) -> tuple["pd.Series[float]", "pd.Series[float]"]:
    """Customer share of items (0..1) and NPS (-100..100) of the company, by month.

    Equal to what the metrics compute from the rows of `draw_company` with the same arguments.
    """
    first = until - p.LAST
    index = pd.PeriodIndex([month_text(first + n) for n in range(p.MONTHS)], freq="M")
    counts = draw_counts(seed, first)
    share = counts.customer_by_month() / counts.all_by_month()
    nps = draw_answers(seed, first, 0.0 if null_twin else p.BETA).nps_by_month()
    return pd.Series(share, index), pd.Series(nps, index)

"""Attention of a month without items: nobody met, or they met and nothing that they did counts."""

import numpy as np
from sqlalchemy import Engine

from kundagenda.database.verdicts import monthly_series
from metrics import customer_item_share
from metrics.periods import parse_month
from metrics.tables import forums, kpi_monthly, meetings
from tables import fill

LAST = parse_month("2025-12")


def test_attention_is_0_only_where_nobody_met(app: Engine) -> None:
    """Held in February, March, May, July and September; items counted in March and July alone."""
    fill(app, forums, "id | name\n1 | Ledning")
    fill(
        app,
        meetings,
        """
        held_on    | status
        2025-02-10 | held
        2025-03-10 | held
        2025-04-10 | cancelled
        2025-05-10 | held
        2025-06-10 | planned
        2025-07-10 | held
        2025-09-10 | held
        2025-11-10 | planned
        """,
    )
    fill(
        app,
        kpi_monthly,
        """
        metric              | month   | numerator | denominator | base | source
        customer_item_share | 2025-03 | 1         | 4           | 4    | agenda
        customer_item_share | 2025-07 | 1         | 2           | 2    | agenda
        """,
    )
    with app.connect() as connection:
        series = monthly_series(connection, customer_item_share, LAST)
    told = {month.month: None if np.isnan(share) else share for month, share in series.items()}
    assert told == {3: 0.25, 4: 0.0, 5: None, 6: 0.0, 7: 0.5, 8: 0.0}  # held in 5, nothing counted


def test_a_gap_in_given_shares_without_any_meeting_is_unknown(app: Engine) -> None:
    fill(
        app,
        kpi_monthly,
        """
        metric              | month   | numerator | denominator | base
        customer_item_share | 2025-03 | 1         | 4           | 4
        customer_item_share | 2025-05 | 1         | 2           | 2
        """,
    )
    with app.connect() as connection:
        series = monthly_series(connection, customer_item_share, LAST)
    assert series.isna().tolist() == [False, True, False]

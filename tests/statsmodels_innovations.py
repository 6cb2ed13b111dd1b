"""What statsmodels takes for a month's surprise, to hold our own to it."""

import numpy as np
import pandas as pd
import statsmodels.api as sm
from statsmodels.tsa.ar_model import AutoReg, ar_select_order


def by_libraries(series):
    """Innovations as statsmodels gives them, for a series without gaps."""
    dummies = pd.get_dummies(series.index.month).to_numpy(float)
    terms = np.column_stack([dummies, np.arange(len(series))])
    left = sm.OLS(series.to_numpy(), terms).fit().resid
    order = len(ar_select_order(left, maxlag=2, ic="bic", trend="n").ar_lags or [])
    return (AutoReg(left, lags=order, trend="n").fit().resid if order else left), order

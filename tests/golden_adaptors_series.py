"""The worked examples of lengths of stay and of monthly series, which need no table.

Inputs are taken by name, so that an example with an input unknown to its adaptor fails.
"""

from golden_rows import offered
from metrics import change
from metrics.lead import ALPHA, LAGS, lead_verdict
from metrics.limits import laney_limits, natural_limits
from metrics.look import last_six
from metrics.survival import Spell, median, survival_curve
from monthly_series import monthly


def customer_survival(tenure_event):
    curve = survival_curve([Spell(months, ended) for months, ended in tenure_event])
    return {
        "km_loglog_ci": [[step.at, step.alive, step.low, step.high] for step in curve],
        "median": median(curve),
    }


def xmr_limits(values):
    series = monthly(values)
    found = if_possible(natural_limits, series)
    return {
        "mean": of(found, "centre"),
        "mr_bar": of(found, "moving_range"),
        "sigma": of(found, "sigma_plain"),
        "limits": [of(found, "low_plain"), of(found, "high_plain")],
        "r1": of(found, "r1"),
        "r1_corrected": of(found, "r1_corrected"),
        "sigma_adj": of(found, "sigma"),
        "limits_adj": [of(found, "low"), of(found, "high")],
        "outside": [series.index.get_loc(month) for month in of(found, "outside_plain") or ()],
        "outside_adj": [series.index.get_loc(month) for month in of(found, "outside") or ()],
    }


def laney(events, n):
    found = if_possible(laney_limits, events, n)
    return {
        "pbar": of(found, "centre"),
        "sigma_z": of(found, "sigma_z"),
        "lcl": of(found, "low") or [None for _ in n],
        "ucl": of(found, "high") or [None for _ in n],
        "outside": of(found, "outside") or [],
    }


def if_possible(limits, *series):
    """Limits, or null where the product says that it cannot compute any."""
    try:
        return limits(*series)
    except ValueError:
        return None


def of(found, name):
    """A named figure; null where there is none of them."""
    return None if found is None else getattr(found, name)


def lag_default(attention, outcome, month, max_lag, alpha, directions):
    offered(max_lag, (LAGS[-1],), "max_lag")
    offered(alpha, (ALPHA,), "alpha")
    start = f"2001-{next(iter(month), 1):02d}"
    x, y = monthly(attention, start), monthly(outcome, start)
    assert list(x.index.month) == month, (
        "the product wants every month in its place, null if unknown"
    )
    return vars(lead_verdict(x, y, directions))


def level_change(values, scale="plain"):
    """The newest look alone: the verdict that is shown asks for two in a row."""
    series = monthly(values)
    look = last_six(series, scale)
    return {
        "n": change.level_change(series, scale).n,
        "difference": look and look.difference,
        "r1_corrected": look and look.r1_corrected,
        "t": look and look.t,
        "df": look and look.df,
        "p": look and look.p,
    }


SERIES = {
    "customer_survival": customer_survival,
    "xmr_limits": xmr_limits,
    "laney_p_prime": laney,
    "lag_default": lag_default,
    "level_change": level_change,
}

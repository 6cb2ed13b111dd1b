"""The worked examples of what customers say and do, through the tables and the statements.

Inputs are taken by name, so that an example with an input unknown to its adaptor fails.
"""

from databases import clear
from golden_rows import DAY, MONTH, day, interval, offered, read, rows_of, sums_of
from kundagenda.findings.reading import SHOWN_FROM, Status
from kundagenda.findings.readings import nps_counts, survey_readings
from kundagenda.findings.withholding import Published
from metrics.cohorts import cohorts, triangle
from metrics.movements import arrivals
from metrics.nki import QUESTIONS, nki, nki_band, nki_incomplete
from metrics.periods import Grain, month_text, parse_month
from metrics.retention import grr, grr_month, logo_churn, logo_churn_month, nrr, nrr_month
from metrics.satisfaction import ces, ces_easy, csat_5, csat_7, csat_10, nps, response_rate
from metrics.scope import Scope
from metrics.tables import subscriptions, survey_answers, survey_invitations
from metrics.uncertainty import nps_standard_error
from tables import insert_rows

BY_TOP = {(4, 5): csat_5, (6, 7): csat_7, (9, 10): csat_10}
SCALES = {csat_5: 5, csat_7: 7, csat_10: 10}
BY_HORIZON = {
    1: (logo_churn_month, grr_month, nrr_month),
    12: (logo_churn, grr, nrr),
}


def answer(engine, instrument, low, high, scores):
    insert_rows(
        engine,
        survey_answers,
        [
            {
                "instrument": instrument,
                "scale_low": low,
                "scale_high": high,
                "answered_on": DAY,
                "score": score,
            }
            for score in scores
        ],
    )


def suppressed(engine, metric, min_n):
    """Whether a reader is shown no value, being too few answers."""
    offered(min_n, (SHOWN_FROM,), "min_n")
    segments = {"": {MONTH: sums_of(engine, metric)}}
    [found] = survey_readings(metric, Published(segments), [MONTH], Grain.MONTH, MONTH)
    return found.status is Status.WITHHELD


def net_promoters(engine, scores, min_n=SHOWN_FROM):
    answer(engine, "nps", 0, 10, scores)
    found = read(engine, nps)
    promoters, passives, detractors = counts = nps_counts(found)
    return {
        "n": found.base,
        "promoters": promoters,
        "passives": passives,
        "detractors": detractors,
        "nps": found.value,
        "se": nps_standard_error(*counts) if found.base else None,
        "ci95": interval(found),
        "suppressed": suppressed(engine, nps, min_n),
    }


def csat(engine, scores, top, min_n=SHOWN_FROM):
    metric = BY_TOP[offered(tuple(sorted(top)), BY_TOP, "top")]
    answer(engine, "csat", 1, SCALES[metric], scores)
    found = read(engine, metric)
    return {
        "n": found.base,
        "top2": found.numerator,
        "csat": found.value,
        "ci95": interval(found),
        "suppressed": suppressed(engine, metric, min_n),
    }


def effort(engine, scores, min_n=SHOWN_FROM):
    answer(engine, "ces", 1, 7, scores)
    mean, easy = read(engine, ces), read(engine, ces_easy)
    return {
        "n": mean.base,
        "ces_mean": mean.value,
        "ci95": interval(mean),
        "easy_share": easy.value,
        "easy_ci95": interval(easy),
        "suppressed": suppressed(engine, ces, min_n),
    }


def satisfaction_index(engine, answers, weights="equal", min_n=SHOWN_FROM):
    offered(weights, ("equal",), "weights")
    rows = [
        {
            "response_id": f"r{number}",
            "instrument": question,
            "scale_low": 1,
            "scale_high": 10,
            "answered_on": DAY,
            "score": score,
        }
        for number, marks in enumerate(answers)
        for question, score in zip(QUESTIONS, marks, strict=True)
    ]
    insert_rows(engine, survey_answers, rows)
    found, incomplete = read(engine, nki), read(engine, nki_incomplete)
    return {
        "n": found.base,
        "excluded_incomplete": incomplete.numerator,
        "nki": found.value,
        "ci95": interval(found),
        "band": None if found.value is None else nki_band(found.value),
        "suppressed": suppressed(engine, nki, min_n),
    }


def suppression(engine, responses, invited, min_n):
    """Every pair of numbers is a company of its own: the rule looks at all figures of one."""
    show, rates = [], []
    for returned, asked in zip(responses, invited, strict=True):
        clear(engine)
        answer(engine, "nps", 0, 10, [9 for _ in range(returned)])
        insert_rows(engine, survey_invitations, [{"invited_on": DAY} for _ in range(asked)])
        show.append(not suppressed(engine, response_rate, min_n))
        rates.append(read(engine, response_rate).value)
    return {"show": show, "response_rate": rates}


def subscribe(engine, rows):
    insert_rows(engine, subscriptions, [subscription(**row) for row in rows])


def subscription(customer, start, end, mrr):
    return {
        "account_id": customer,
        "started_on": day(start),
        "ended_on": day(end),
        "mrr": mrr,
    }


def retention(engine, subscriptions, month, horizon_months):
    subscribe(engine, subscriptions)
    number = parse_month(month)
    metrics = BY_HORIZON[offered(horizon_months, BY_HORIZON, "horizon_months")]
    churn, gross, net = (read(engine, metric, number) for metric in metrics)
    came = rows_of(engine, arrivals(Scope(number, number), horizon_months))
    assert len(came) <= 1, "an example has no segments"
    return {
        "opening_customers": churn.denominator,
        "churned": churn.numerator,
        "logo_churn": churn.value,
        "logo_churn_ci95": interval(churn),
        "reactivated": next((row.reactivated for row in came), 0),
        "new": next((row.new for row in came), 0),
        "opening_mrr": gross.denominator,
        "grr": gross.value,
        "nrr": net.value,
    }


def cohort_triangle(engine, subscriptions, first, last):
    subscribe(engine, subscriptions)
    found = triangle(rows_of(engine, cohorts(Scope(parse_month(first), parse_month(last)))))
    return {
        "triangle": {
            month_text(month): {"size": cohort.size, "retained": cohort.retained}
            for month, cohort in found.items()
        }
    }


CUSTOMERS = {
    "nps": net_promoters,
    "csat_top2": csat,
    "ces": effort,
    "nki": satisfaction_index,
    "min_n_suppression": suppression,
    "retention_month": retention,
    "retention_12m": retention,
    "cohort_triangle": cohort_triangle,
}

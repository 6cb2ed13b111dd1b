"""What reports call the metrics: a header such as ``NKI (0-100)`` as the metric's key."""

import re

from kundagenda.intake.column_names import plain
from kundagenda.intake.kpi_values import metric_key

_NAMES = {
    "nps": "nps, net promoter score, nps värde, nps score, nps totalt",
    "nki": "nki, nöjd kund index, nöjd kundindex, nöjdkundindex, kundindex, nki totalt, ski",
    "csat_5": "csat, kundnöjdhet, csat 5, csat andel nöjda, andel nöjda, andel nöjda kunder, "
    "csat score",
    "ces": "ces, customer effort score",
    "logo_churn_month": "churn, uppsägningar, kundbortfall, kundtapp, churn rate, logo churn, "
    "andel uppsagda, kundomsättning, monthly churn, månadschurn",
    "logo_churn": "årschurn, churn 12 mån, churn r12, annual churn, churn rullande 12, årlig churn",
    "grr": "grr, gross retention, gross revenue retention",
    "nrr": "nrr, net retention, net revenue retention, net dollar retention",
    "response_rate": "svarsfrekvens, svarsandel, response rate, andel svar",
    "repeat_rate": "återköp, återköpsgrad, återköpsfrekvens, repeat rate, repeat purchase rate",
}
_BY_NAME = {name.strip(): key for key, names in _NAMES.items() for name in names.split(",")}
_SCALE = re.compile(r"\(?\b1\s*(?:-|–|till|to)\s*(5|7|10)\)?")


def metric_of(header: str) -> str | None:
    """The metric that a column's header names; null when it names none.

    >>> metric_of("Uppsägningar (%)"), metric_of("CSAT (1-7)"), metric_of("Antal svar")
    ('logo_churn_month', 'csat_7', None)
    """
    if (key := metric_key(header)) is not None:
        return key
    scale = _SCALE.search(header.casefold())
    name = plain(re.sub(r"\s*\(.*?\)|%|\b(?:procent|percent|i)\b", " ", _SCALE.sub(" ", header)))
    found = _BY_NAME.get(name)
    if found == "csat_5" and scale:
        return f"csat_{scale[1]}"
    return found

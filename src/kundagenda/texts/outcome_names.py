"""What a company's own outcomes are called: the usual ones in the reader's language."""

from kundagenda.texts.catalogue import say
from metrics.definition import Metric
from metrics.outcomes import plain_name

OUTCOMES = {
    "uptime": "Uptime",
    "availability": "Availability",
    "delivery_precision": "Delivery precision",
    "on_time_delivery": "Delivery on time",
    "price_premium": "Price premium",
    "growth": "Growth",
    "margin": "Margin",
    "profitability": "Profitability",
    "downtime": "Downtime",
    "complaints": "Complaints",
}


def outcome_name(metric: Metric, lang: str) -> str:
    """The usual name of an outcome; one of the company's own stands as it was given."""
    usual = OUTCOMES.get(plain_name(metric))
    if usual:
        return say(lang, usual)
    name = metric.label.replace("_", " ").strip()
    return name[:1].upper() + name[1:]

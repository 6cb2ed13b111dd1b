"""What outcomes and targets are called, and a value beside the target that it is held against."""

from kundagenda.texts.catalogue import say
from kundagenda.texts.fact_words import NAMES
from kundagenda.texts.measures import COUNTED, decimals_of, scale_of, sign_of, written
from kundagenda.texts.numbers import number
from kundagenda.texts.outcome_names import outcome_name
from kundagenda.texts.sentences import LONGEST_NAME
from metrics.definition import Definition, Family, Metric

# The sentences of these say what is left; a target is set for what goes.
GONE = {
    "logo_churn": "Customers who left in a year",
    "logo_churn_month": "Customers who left in a month",
    "mrr_churn": "Revenue lost with customers who left",
}
MOST_DECIMALS = 4


def figure_name(metric: Metric, lang: str) -> str:
    """What any metric is called where targets are listed, the company's own outcomes too."""
    if metric.family is not Family.OUTCOME:
        return say(lang, (NAMES | GONE).get(metric.key, metric.label))
    return outcome_name(metric, lang)


def cut(name: str) -> str:
    """A name short enough for a picture.

    >>> len(cut("a" * 80)), cut("Handel")
    (32, 'Handel')
    """
    return name if len(name) <= LONGEST_NAME else name[: LONGEST_NAME - 1].rstrip() + "…"


def apart(figure: Definition, value: float, target: float, lang: str) -> tuple[str, str]:
    """A value and its target as the unit is written, with decimals enough to tell them apart.

    97.47 % misses a target of 97.5 %, and must not be written as the same.
    """
    texts = written(figure, value, lang), written(figure, target, lang)
    if texts[0] != texts[1] or value == target or figure.unit in COUNTED:
        return texts
    scale, sign = scale_of(figure), sign_of(figure, lang)
    for decimals in range(decimals_of(figure, value) + 1, MOST_DECIMALS + 1):
        shown, aimed = (number(scale * each, lang, decimals) for each in (value, target))
        texts = shown + sign, aimed + sign
        if texts[0] != texts[1]:
            break
    return texts

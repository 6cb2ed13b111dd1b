"""How long initiatives keep the leadership's attention, as one sentence and as one figure."""

from kundagenda.charts.life_curve import MONTH
from kundagenda.findings.life import Life
from kundagenda.shown.life_words import in_months, likely
from kundagenda.texts.numbers import number
from kundagenda.texts.sentences import FEW
from kundagenda.texts.told import lang, tell, tell_many
from metrics.initiatives import ENOUGH_INITIATIVES, AttentionLife


def life_answer(found: Life) -> str:
    """When half of the initiatives have faded, or why that cannot be told."""
    attention = found.attention
    if attention is None:
        return tell("No initiative has been on the agenda yet.")
    if not attention.enough and attention.n >= ENOUGH_INITIATIVES:
        return tell(
            "Too few of the {n} initiatives have faded to tell how long they last: {faded} so far.",
            n=number(attention.n, lang()),
            faded=number(attention.faded, lang()),
        )
    if not attention.enough:
        return tell(
            "How long initiatives last can be told from {enough} of them: so far there are {n}.",
            enough=number(ENOUGH_INITIATIVES, lang()),
            n=number(attention.n, lang()),
        )
    if attention.half_life is None:
        return tell("More than half of the initiatives are still asked about.")
    if not in_months(attention.half_life):
        return tell_many(
            "Half of the initiatives leave the agenda within {n} day.",
            "Half of the initiatives leave the agenda within {n} days.",
            round(attention.half_life),
        )
    months = round(attention.half_life / MONTH)
    return tell(
        "Half of the initiatives leave the agenda within about {n} months.",
        n=tell(FEW[months]) if months < len(FEW) else number(months, lang()),
    )


def counted_life(attention: AttentionLife) -> str:
    """How many initiatives, and their half-life with its interval."""
    return tell_many(
        "{n} initiative, {life}.",
        "{n} initiatives, {life}.",
        attention.n,
        n=number(attention.n, lang()),
        life=likely(attention, lang()),
    )

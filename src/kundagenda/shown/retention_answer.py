"""Whether customers stay, as one sentence and the few that carry it."""

from collections.abc import Iterator

from kundagenda.findings.measured import Measured
from kundagenda.findings.reading import SURE_FROM, Reading
from kundagenda.findings.retention import CHURNS, Gap, Horizon
from kundagenda.texts.measures import scale_of, written
from kundagenda.texts.numbers import month, number, percent
from kundagenda.texts.sentences import metric_name
from kundagenda.texts.told import lang, tell, tell_many
from metrics.definition import Metric

_CHURN_KEYS = [metric.key for metric in CHURNS]


def retention_unknown() -> str:
    """That nothing is known of customers who stay or leave."""
    return tell("Whether customers stay is not known yet.")


def what_retention_takes() -> str:
    """What it takes to know."""
    return tell(
        "It takes a list of contracts or customers with the day each began and, for those "
        "who left, ended; or purchases; or ready figures by month."
    )


def retention_sentences(lead: Measured, horizon: Horizon, asked: Horizon) -> list[str]:
    """How many left, the year before, and why another horizon is shown than the one asked for."""
    return [*_left(lead), *_before(lead, horizon), *_too_short(horizon, asked)]


def retention_answer(lead: Measured, horizon: Horizon) -> str:
    """What share stayed, against the target where there is one."""
    now = lead.figure.now
    if now is None or now.value is None:
        return tell("Nobody could be counted in the last twelve months.")
    if lead.metric.key in _CHURN_KEYS:
        return _stayed(lead, now, horizon)
    name = metric_name(lead.metric.key, lang())
    return tell("{name}: {value}.", name=name, value=written(lead.metric, now.value, lang()))


def _stayed(lead: Measured, now: Reading, horizon: Horizon) -> str:
    """In percent; in numbers where customers are few or none has left."""
    whole, value = round(now.denominator or 0), now.value or 0
    if whole and (whole < SURE_FROM or now.value == 1):
        return _counted(now, whole, horizon)
    values = {"kept": _bare(lead.metric, value), "month": month(now.period, lang())}
    if horizon is Horizon.MONTH:
        return tell("{kept} percent of customers stayed in {month}.", **values)
    if lead.target is None:
        return tell("{kept} percent of customers stayed in the last year.", **values)
    return tell(
        "{kept} percent of customers stayed in the last year; the target is {target}.",
        **values,
        target=_target(lead),
    )


def _counted(now: Reading, whole: int, horizon: Horizon) -> str:
    left = whole - round(now.numerator or 0)
    values = {"left": number(left, lang()), "month": month(now.period, lang())}
    if horizon is Horizon.MONTH and left:
        said = "{left} of {n} customer left in {month}.", "{left} of {n} customers left in {month}."
    elif horizon is Horizon.MONTH:
        said = "The only customer stayed in {month}.", "All {n} customers stayed in {month}."
    elif left:
        said = (
            "{left} of {n} customer left in the last year.",
            "{left} of {n} customers left in the last year.",
        )
    else:
        said = (
            "The only customer of a year ago stayed.",
            "All {n} customers of a year ago stayed.",
        )
    return tell_many(*said, whole, **(values | {"n": number(whole, lang())}))


def _bare(metric: Metric, value: float) -> str:
    """A share without its sign: a title writes "percent" in words."""
    return number(scale_of(metric) * value, lang(), 1)


def _target(lead: Measured) -> str:
    """With a decimal only where it was given with one."""
    value = 100 * lead.target.value if lead.target else 0
    return number(value, lang(), 0 if abs(value - round(value)) < 1e-6 else 1)


def _left(lead: Measured) -> Iterator[str]:
    """How many left of how many; nothing of what was given without its base."""
    now = lead.figure.now
    if now is None or now.numerator is None or not now.denominator:
        return
    if lead.metric.key not in _CHURN_KEYS:
        return
    whole = round(now.denominator)
    left = number(whole - round(now.numerator), lang())
    if whole >= SURE_FROM:
        yield tell("{left} of {whole} left.", left=left, whole=number(whole, lang()))
    else:
        yield tell("Few customers: one more or less moves the share a good deal.")


def _before(lead: Measured, horizon: Horizon) -> Iterator[str]:
    before, change = lead.figure.before, lead.figure.change
    if before is None or before.value is None or change is None:
        return
    value = written(lead.metric, before.value, lang())
    if horizon is Horizon.MONTH:
        than = tell("The same month a year before: {value}", value=value)
    else:
        than = tell("The year before: {value}", value=value)
    told = {True: tell("beyond chance"), False: tell("within chance"), None: ""}[change.real]
    yield f"{than}, {told}." if told else f"{than}."


def _too_short(horizon: Horizon, asked: Horizon) -> Iterator[str]:
    if horizon is not asked and asked is Horizon.YEAR:
        yield tell("There is no whole year of customers yet, so the month is shown.")


def hidden_loss(gap: Gap) -> str:
    """That increases hide what is lost, where they do."""
    if gap.below_target:
        target = percent(gap.target, lang(), 0 if _is_whole(gap.target) else 1)
        return tell("Increases hide what is lost: the target was to keep {target}.", target=target)
    before = percent(gap.kept_before, lang(), 1)
    return tell("Increases hide what is lost: before, {before} was kept.", before=before)


def _is_whole(share: float | None) -> bool:
    return share is not None and abs(100 * share - round(100 * share)) < 1e-6

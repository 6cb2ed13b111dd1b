"""Every target that holds, of any figure, with the rule that gives its status."""

from kundagenda.findings.outcomes import Aimed, OutcomesPage
from kundagenda.findings.reading import SURE_FROM
from kundagenda.panels.headed import headed
from kundagenda.panels.quiet import quiet
from kundagenda.panels.reader import lang, tell
from kundagenda.panels.table import table
from kundagenda.shown.aim_words import aim_words, at_least
from kundagenda.shown.reach import side_by_side
from kundagenda.texts.measures import written, written_ends
from kundagenda.texts.numbers import UNKNOWN, month, number, short_day
from kundagenda.texts.outcome_words import apart, cut, figure_name
from metrics.definition import Metric


def targets_table(found: OutcomesPage) -> None:
    """Figure and group, now with interval, target, status, since when and owner; then the rule."""
    to = month(found.view.last, lang())
    how = tell("Now is the last twelve months, to {month}.", month=to)
    headed(tell("What you aim at."), how, side_by_side(found.view))
    if not found.aimed:
        quiet(tell("No target is set here yet."))
        return
    table(_columns(found.aimed), tell("Every target and where it stands"))
    quiet(_rule())


def _rule() -> str:
    return tell(
        "Reached: at the target or better. Within chance: the target lies inside the interval in "
        "brackets (95%), so that chance alone may be the difference. Without an interval the value "
        "alone decides."
    )


def _columns(aimed: tuple[Aimed, ...]) -> dict[str, list[str]]:
    return {
        tell("Figure"): [_name(each) for each in aimed],
        tell("Now"): [_now(each) for each in aimed],
        tell("Target"): [_target(each) for each in aimed],
        tell("Status"): [aim_words(each.aim, lang()) for each in aimed],
        tell("Since"): [short_day(each.target.valid_from, lang()) for each in aimed],
        tell("Owner"): [each.target.owner_role or UNKNOWN for each in aimed],
    }


def _name(aimed: Aimed) -> str:
    """What is aimed at, and for which group where it is for one."""
    metric = aimed.metric
    name = figure_name(metric, lang()) if metric else aimed.target.metric.replace("_", " ")
    return f"{name}, {cut(aimed.name)}" if aimed.name else name


def _target(aimed: Aimed) -> str:
    if aimed.metric is None:
        return number(aimed.target.value, lang(), 2)
    return at_least(aimed.metric, _texts(aimed, aimed.metric)[1], lang())


def _texts(aimed: Aimed, metric: Metric) -> tuple[str, str]:
    value, target = aimed.now.value if aimed.now else None, aimed.target.value
    if value is None:
        return UNKNOWN, written(metric, target, lang())
    return apart(metric, value, target, lang())


def _now(aimed: Aimed) -> str:
    """The value with its interval, and that it rests on few where it does."""
    now, metric = aimed.now, aimed.metric
    if metric is None or now is None or now.value is None:
        return UNKNOWN
    said = _texts(aimed, metric)[0]
    if now.low is not None and now.high is not None:
        said += f" ({written_ends(metric, now.low, now.high, lang())})"
    if now.base is None:
        return f"{said}, {tell('given without a base')}"
    return f"{said}, {tell('few')}" if now.base < SURE_FROM else said

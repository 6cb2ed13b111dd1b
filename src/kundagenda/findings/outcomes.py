"""What customers get: every group's own outcome, against its target, beside attention."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, String, cast, literal, select, union_all

from kundagenda.findings.aims import Aim, aim_of
from kundagenda.findings.measured import Measured, Measures, measures_of
from kundagenda.findings.overview import Event, Priority
from kundagenda.findings.rates import as_rate
from kundagenda.findings.reading import Reading
from kundagenda.findings.targets import Target
from kundagenda.findings.view import View
from metrics import customer_item_share, metric_of
from metrics.definition import Metric
from metrics.outcomes import PREFIX, plain_name
from metrics.tables import kpi_monthly, target_groups, targets

# Misses first: they are what a leadership acts on.
_ORDER = (Aim.MISSED, Aim.CHANCE, Aim.REACHED, Aim.UNTOLD, Aim.MISSING, None)
# What a company earns on what its customers get, in the order in which it is asked about.
_EARNED = (
    *("price_premium", "prispremie", "growth", "tillväxt"),
    *("profitability", "lönsamhet", "margin", "marginal"),
)


@dataclass(frozen=True)
class Outcome:
    """One outcome of one group, or of all customers where ``group`` is empty.

    ``code`` names it in the address, ``name`` is the group's, ``aim`` is null without a target,
    ``newest`` the last month with a figure.
    """

    code: str
    group: str
    name: str
    measured: Measured
    aim: Aim | None
    newest: int | None


@dataclass(frozen=True)
class Aimed:
    """A target of any metric, and where the figure stands; ``metric`` is null if there is none."""

    target: Target
    name: str
    metric: Metric | None
    now: Reading | None
    aim: Aim


@dataclass(frozen=True)
class OutcomesPage:
    """The values of the Outcomes page.

    ``own`` are the outcomes that the groups are followed by and that have a figure of the last
    twelve months, those that miss their target first; where no group names one, every outcome
    there is. ``others`` are the rest with figures. ``lacking`` names the groups without an outcome,
    ``silent`` those whose outcome has no figure of the year, each with its last month if any.
    """

    view: View
    own: tuple[Outcome, ...]
    others: tuple[Outcome, ...]
    lacking: tuple[str, ...]
    silent: tuple[tuple[str, int | None], ...]
    aimed: tuple[Aimed, ...]
    attention: Measured
    priority: Priority | None
    events: tuple[Event, ...]

    def chosen(self, code: str) -> Outcome | None:
        """The outcome of a code in the address."""
        every = (*self.own, *self.others)
        return next((outcome for outcome in every if outcome.code == code), None)

    @property
    def earned(self) -> Outcome | None:
        """What stands beside attention unasked: price premium, growth, profitability, or any."""
        every = (*self.own, *self.others)
        ranked = sorted(
            (_EARNED.index(name), number)
            for number, outcome in enumerate(every)
            if (name := plain_name(outcome.measured.metric)) in _EARNED
        )
        return every[ranked[0][1]] if ranked else next(iter(every), None)


@dataclass(frozen=True)
class _There:
    """What is known before any figure: groups (code to name and outcome) and metrics."""

    groups: Mapping[str, tuple[str, str]]
    outcomes: tuple[Metric, ...]
    aimed: tuple[str, ...]

    @property
    def metrics(self) -> list[Metric]:
        """Every metric that the page needs, each once."""
        aimed = (metric_of(key) for key in self.aimed)
        found = (customer_item_share, *self.outcomes, *(m for m in aimed if m is not None))
        return list({metric.key: metric for metric in found}.values())


def outcomes_of(connection: Connection, view: View) -> OutcomesPage:
    """The Outcomes page, in six statements, none on a fact table."""
    there = _there(connection)
    measures = measures_of(connection, there.metrics, view, aimed=there.aimed, with_verdicts=False)
    rates = {metric.key: _rate(metric, measures) for metric in there.metrics}
    every = [
        _outcome(rates[metric.key], group, there, measures)
        for metric in there.outcomes
        for group in sorted(measures.segments[metric.key])
        if view.segment in ("", group)
    ]
    named = {outcome_code(own, code) for code, (_, own) in there.groups.items() if own}
    own = [each for each in every if each.code in named] if named else every
    known = [each for each in own if _is_of_year(each)]
    shown = {each.code for each in known}
    others = [each for each in every if each.code not in shown and _is_of_year(each)]
    return OutcomesPage(
        view=view,
        own=tuple(sorted(known, key=_rank)),
        others=tuple(others),
        lacking=_lacking(there, view),
        silent=_silent(own, there, view),
        aimed=tuple(_aimed(measures, there, rates)),
        attention=measures.measured(customer_item_share),
        priority=measures.priority,
        events=measures.events,
    )


def _there(connection: Connection) -> _There:
    """Groups, outcomes with figures and metrics with targets, in one statement."""
    none = cast(literal(""), String)
    group = select(
        literal("group").label("kind"),
        cast(target_groups.c.code, String).label("code"),
        cast(target_groups.c.name, String).label("name"),
        cast(target_groups.c.outcome_metric, String).label("outcome"),
    )
    key = kpi_monthly.c.metric
    figure = select(literal("figure"), key, none, none).distinct()
    aimed = select(literal("aimed"), targets.c.metric, none, none).distinct()
    figure = figure.where(key.startswith(PREFIX, autoescape=True))
    found = connection.execute(select(union_all(group, figure, aimed).subquery("there"))).all()
    groups = {row.code: (row.name, row.outcome or "") for row in found if row.kind == "group"}
    keys = sorted(row.code for row in found if row.kind == "figure")
    metrics = (metric_of(key) for key in keys if key.removeprefix(PREFIX).strip())
    return _There(
        groups=dict(sorted(groups.items())),
        outcomes=tuple(metric for metric in metrics if metric is not None),
        aimed=tuple(sorted(row.code for row in found if row.kind == "aimed")),
    )


def outcome_code(outcome: str, group: str) -> str:
    """What names the outcome of a group in the address."""
    name = outcome.removeprefix(PREFIX)
    return f"{name}/{group}" if group else name


def _rate(metric: Metric, measures: Measures) -> Metric:
    own = [t.value for (key, _), t in measures.targets.items() if key == metric.key]
    return as_rate(metric, measures.segments[metric.key], own)


def _outcome(metric: Metric, group: str, there: _There, measures: Measures) -> Outcome:
    found = measures.measured(metric, group)
    now, target = found.figure.now, found.target
    months = measures.segments[metric.key].get(group, {})
    return Outcome(
        code=outcome_code(metric.key, group),
        group=group,
        name=there.groups.get(group, (group, ""))[0],
        measured=found,
        aim=aim_of(metric, now, target.value) if target else None,
        newest=max((month for month in months if month <= measures.view.last), default=None),
    )


def _is_of_year(outcome: Outcome) -> bool:
    now = outcome.measured.figure.now
    return now is not None and now.value is not None and outcome.measured.is_known


def _rank(outcome: Outcome) -> tuple[int, str]:
    return _ORDER.index(outcome.aim), outcome.name.casefold()


def _lacking(there: _There, view: View) -> tuple[str, ...]:
    """The groups that no outcome is named for."""
    groups = there.groups.items()
    return tuple(name for code, (name, own) in groups if not own and view.segment in ("", code))


def _silent(
    own: Sequence[Outcome], there: _There, view: View
) -> tuple[tuple[str, int | None], ...]:
    """The groups whose outcome has no figure in the year, or never had one."""
    last = {each.code: each.newest for each in own}
    shown = {each.code for each in own if _is_of_year(each)}
    return tuple(
        (name, last.get(outcome_code(outcome, code)))
        for code, (name, outcome) in there.groups.items()
        if outcome and outcome_code(outcome, code) not in shown and view.segment in ("", code)
    )


def _aimed(measures: Measures, there: _There, rates: Mapping[str, Metric]) -> Sequence[Aimed]:
    """Every target that holds: of the whole company first, or of the group in view alone."""
    found = []
    for (key, group), target in sorted(measures.targets.items(), key=lambda each: each[0][::-1]):
        if measures.view.segment not in ("", group):
            continue
        metric = rates.get(key)
        now = measures.measured(metric, group).figure.now if metric else None
        aim = aim_of(metric, now, target.value) if metric else Aim.MISSING
        name = there.groups.get(group, (group, ""))[0]
        found.append(Aimed(target, name, metric, now, aim))
    return found

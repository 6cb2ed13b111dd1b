"""Gathers the values of the Overview from the KPI table and the agenda, in few statements."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

from sqlalchemy import Connection

from kundagenda.findings.background import (
    Background,
    events_until,
    events_with,
    newest_priority,
    newest_verdicts,
    priorities_held,
    verdicts_until,
)
from kundagenda.findings.changes import figure_of
from kundagenda.findings.kpi import Monthly, monthly_and_segment_parts
from kundagenda.findings.overview import Event, Figure, Overview, Priority, Sources, Verdict
from kundagenda.findings.periods import periods_frame
from kundagenda.findings.reading import Reading
from kundagenda.findings.readings import plain_readings, survey_readings
from kundagenda.findings.rhythm import Meeting, held_in_view, oldest_first, rhythm_of
from kundagenda.findings.together import together
from kundagenda.findings.view import View
from kundagenda.findings.withholding import Published
from metrics import (
    CATALOGUE,
    csat_5,
    csat_7,
    csat_10,
    customer_item_share,
    customer_meeting_share,
    logo_churn,
    nps,
)
from metrics.definition import Family, Metric
from metrics.periods import Grain, month_number
from metrics.satisfaction import response_rate

YEAR = 12
LEVELS = ("measure", "fix", "improve", "value")
SHOWN = tuple(
    CATALOGUE[key]
    for key in (
        "customer_item_share", "customer_meeting_share", "first_appearance_share",
        "level_measure", "level_fix", "level_improve", "level_value",
        "nps", "csat_5", "csat_7", "csat_10", "response_rate",
        "logo_churn", "grr", "nrr", "logo_churn_month",
    )
)  # fmt: skip
SURVEY = [metric for metric in SHOWN if metric.family is Family.SURVEY]
PLAIN = [metric for metric in SHOWN if metric.family is not Family.SURVEY]


def overview_of(connection: Connection, view: View, background: Background) -> Overview:
    """The values of the Overview for a view; two statements, none on a fact table."""
    plain, by_segment = monthly_and_segment_parts(
        connection, PLAIN, view.forums, SURVEY, view.known_from, view.segments
    )
    survey = {key: Published(of) for key, of in by_segment.items()}
    meetings, priority, events, verdicts = _in_one(connection, view)
    figures = {m.key: _figure(m, plain, survey, view) for m in SHOWN}
    share, said = figures[customer_item_share.key], _satisfaction(figures)
    return Overview(
        view=view,
        demo=background.demo,
        priority=priority,
        share=share,
        meeting_share=figures[customer_meeting_share.key],
        satisfaction=said,
        churn=figures[logo_churn.key],
        response_rate=figures[response_rate.key],
        levels={level: figures[f"level_{level}"] for level in LEVELS},
        rhythm=rhythm_of(meetings, events, view),
        sources=_sources(background, meetings, figures),
        verdicts=_tellable(verdicts, survey, view),
        events=tuple(event for event in events if month_number(event.day) >= view.first),
        periods=periods_frame(view, plain, survey, said.metric),
        promise_kept=promise_kept(share, priority, view),
        latest={key: figure.now for key, figure in figures.items() if figure.now},
    )


def _in_one(
    connection: Connection, view: View
) -> tuple[list[Meeting], Priority | None, tuple[Event, ...], tuple[Verdict, ...]]:
    """Meetings, the priority, events and verdicts, which lie in tables of few rows."""
    found = together(
        connection,
        {
            "meetings": held_in_view(view),
            "priorities": priorities_held(view),
            "events": events_until(view),
            "verdicts": verdicts_until(view),
        },
    )
    priority = newest_priority(found["priorities"], view)
    events = events_with(found["events"], priority, view)
    return oldest_first(found["meetings"]), priority, events, newest_verdicts(found["verdicts"])


def _satisfaction(figures: Mapping[str, Figure]) -> Figure:
    """What customers say, by the first measure that anyone answered; NPS when nobody did."""
    measures = (nps, csat_7, csat_5, csat_10)
    answered = (m for m in measures if _base(figures[m.key].now) or _value(figures[m.key]))
    return figures[next(answered, nps).key]


def _value(figure: Figure) -> float | None:
    return figure.now.value if figure.now else None


def _figure(
    metric: Metric,
    plain: Mapping[str, Monthly],
    survey: Mapping[str, Published],
    view: View,
) -> Figure:
    """The twelve months up to the view's last month that ended, beside the twelve before."""
    if metric.family is not Family.SURVEY:
        return plain_figure(metric, plain, view)
    said, pair = survey[metric.key], [view.last - YEAR, view.last]
    before, now = survey_readings(metric, said, pair, Grain.ROLLING12, view.last, view.segment)
    return figure_of(metric, now, before)


def plain_figure(metric: Metric, plain: Mapping[str, Monthly], view: View) -> Figure:
    """The same pair of years for an agenda or retention metric."""
    pair = [view.last - YEAR, view.last]
    before, now = plain_readings(metric, plain[metric.key], pair, Grain.ROLLING12, view.last)
    return figure_of(metric, now, before)


def promise_kept(share: Figure, priority: Priority | None, view: View) -> bool | None:
    """Whether the share of items reaches what was declared; null where they do not compare."""
    if priority is None or priority.declared_share is None or priority.basis != "items":
        return None
    if priority.forum and priority.forum != view.forum:
        return None
    if share.now is None or share.now.value is None:
        return None
    return share.now.value >= priority.declared_share


def _tellable(
    verdicts: Sequence[Verdict], survey: Mapping[str, Published], view: View
) -> tuple[Verdict, ...]:
    """Verdicts are computed from every answer; the means in them are withheld like any figure."""
    return tuple(
        replace(verdict, detail={**verdict.detail, "mean_last": None, "mean_before": None})
        if verdict.kind == "level"
        and verdict.metric in survey
        and not survey[verdict.metric].half_year_may_be_told(view.last)
        else verdict
        for verdict in verdicts
    )


def _sources(
    background: Background, meetings: Sequence[Meeting], figures: Mapping[str, Figure]
) -> Sources:
    return Sources(
        meetings=sum(1 for meeting in meetings if meeting.items),
        items=sum(meeting.items for meeting in meetings),
        unreviewed=background.unreviewed,
        unclear=background.unclear,
        answers=_base(_satisfaction(figures).now),
        customers=_base(figures[logo_churn.key].now),
        forums=background.forums,
        segments=background.segments,
        segment_names=background.segment_names,
        refreshed_at=background.refreshed_at,
    )


def _base(reading: Reading | None) -> int:
    return (reading.base or 0) if reading else 0


def newest_day(background: Background, today: date) -> date:
    """The day that figures are read as of: today, or the end of data that stopped earlier."""
    return min(today, background.last_data_day or today)


def written_until(background: Background, today: date) -> date:
    """The day up to which what people write down counts; the demo lives where its data end."""
    return newest_day(background, today) if background.demo else today

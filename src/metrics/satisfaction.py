"""What customers say."""

from collections.abc import Callable
from functools import partial
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Integer,
    and_,
    case,
    cast,
    false,
    func,
    literal,
    null,
    or_,
    select,
    true,
    union_all,
)

from metrics.answers import summed
from metrics.definition import Better, Family, Interval, Metric, Unit, metric
from metrics.periods import inline, month_of
from metrics.responses import responses
from metrics.scope import Rows, Scope, segment_of
from metrics.tables import survey_answers, survey_invitations


@metric(
    label="Net Promoter Score",
    unit=Unit.POINTS,
    better=Better.HIGHER,
    base="answers",
    family=Family.SURVEY,
    interval=Interval.NPS,
    splits=("segment",),
    dated_by=(survey_answers.c.answered_on,),
    formula="100 x (promoters - detractors) / answers",
    source="Reichheld 2003, Harvard Business Review; interval: Rocks 2016, Am. Statistician",
)
def nps(scope: Scope) -> Rows:
    """Percentage of promoters (9-10) minus percentage of detractors (0-6).

    Answers of 7 and 8 are passive: they count in the base and nowhere else. Skipped questions
    and scores outside 0 to 10 are not answers and do not count at all.
    """
    score = survey_answers.c.score
    net = case((score >= 9, 1), (score <= 6, -1), else_=0)
    return summed(scope, _on_nps_scale(), net, squares=func.sum(net * net))


def _on_nps_scale() -> ColumnElement[bool]:
    return (survey_answers.c.instrument == "nps") & survey_answers.c.score.between(0, 10)


def _top_two(scale_high: int) -> Metric:
    """Satisfaction on one scale; scales are never mixed in a series."""
    return metric(
        key=f"csat_{scale_high}",
        definition=f"Percentage of answers with one of the two best marks of {scale_high}.",
        label=f"Customer satisfaction, scale to {scale_high}",
        unit=Unit.PERCENT,
        better=Better.HIGHER,
        base="answers",
        family=Family.SURVEY,
        interval=Interval.WILSON,
        splits=("segment",),
        dated_by=(survey_answers.c.answered_on,),
        formula=f"100 x answers of {scale_high - 1} or {scale_high} / answers",
        source="ISO 10004 (monitoring); top two marks: practice",
    )(lambda scope: _best_marks(scope, scale_high))


def _best_marks(scope: Scope, scale_high: int) -> Rows:
    answers = survey_answers.c
    content = or_(
        and_(answers.high_is_good == true(), answers.score >= answers.scale_high - 1),
        and_(answers.high_is_good == false(), answers.score <= answers.scale_low + 1),
    )
    worth = case((content, 1), else_=0)
    return summed(scope, _on_csat_scale(scale_high), worth, squares=cast(null(), Integer))


def _on_csat_scale(scale_high: int) -> ColumnElement[bool]:
    answers = survey_answers.c
    return and_(
        answers.instrument == "csat",
        answers.scale_low == 1,
        answers.scale_high == scale_high,
        answers.score.between(answers.scale_low, answers.scale_high),
    )


csat_5, csat_7, csat_10 = _top_two(5), _top_two(7), _top_two(10)

_EFFORT: dict[str, Any] = {
    "better": Better.HIGHER,
    "base": "answers",
    "family": Family.SURVEY,
    "splits": ("segment",),
    "dated_by": (survey_answers.c.answered_on,),
    "source": "Customer Effort Score 2.0 (CEB); idea: Dixon et al. 2010, Harvard Business Review",
}


@metric(
    label="Customer Effort Score",
    unit=Unit.MARK,
    values=(1, 7),
    interval=Interval.MEAN,
    formula="sum of marks / answers",
    **_EFFORT,
)
def ces(scope: Scope) -> Rows:
    """Average mark from 1 to 7 for how easy customers find it to get things done.

    Where a low mark is good the scale is turned, so that 7 is always the best; answers on other
    scales do not count.
    """
    mark = _ease()
    return summed(scope, _on_effort_scale(), mark, squares=func.sum(mark * mark))


@metric(
    label="Customers who find it easy",
    unit=Unit.PERCENT,
    interval=Interval.WILSON,
    formula="100 x answers of 5, 6 or 7 / answers",
    **_EFFORT,
)
def ces_easy(scope: Scope) -> Rows:
    """Percentage of answers with a mark of 5 to 7 for how easy it is to get things done.

    The scale is turned as for the average mark.
    """
    easy = case((_ease() >= 5, 1), else_=0)
    return summed(scope, _on_effort_scale(), easy, squares=cast(null(), Integer))


def _ease() -> ColumnElement[int]:
    """The mark where 7 is the easiest, whichever way the question was put."""
    answers = survey_answers.c
    return case((answers.high_is_good == true(), answers.score), else_=inline(8) - answers.score)


def _on_effort_scale() -> ColumnElement[bool]:
    answers = survey_answers.c
    return and_(
        answers.instrument == "ces",
        answers.scale_low == 1,
        answers.scale_high == 7,
        answers.score.between(1, 7),
    )


ANSWERED: dict[str, Callable[[], ColumnElement[bool]]] = {
    "nps": _on_nps_scale,
    "ces": _on_effort_scale,
    "ces_easy": _on_effort_scale,
    **{f"csat_{high}": partial(_on_csat_scale, high) for high in (5, 7, 10)},
}
"""The metrics that count single answers, and which."""


def answers_counted(key: str, scope: Scope) -> Rows:
    """The answers that a metric of `ANSWERED` counts: ``month, segment, instrument, score``.

    The score is as it was given; effort is turned, as in its average. Neither the day nor who
    answered is read.
    """
    answers = survey_answers.c
    score = _ease() if key.startswith("ces") else answers.score
    inside = (answers.answered_on >= scope.start) & (answers.answered_on < scope.end)
    return select(
        month_of(answers.answered_on).label("month"),
        segment_of(answers.segment).label("segment"),
        answers.instrument,
        score.label("score"),
    ).where(ANSWERED[key](), inside)


@metric(
    label="Response rate",
    unit=Unit.SHARE,
    better=Better.HIGHER,
    base="answers",
    family=Family.SURVEY,
    interval=Interval.WILSON,
    splits=("segment",),
    dated_by=(survey_answers.c.answered_on, survey_invitations.c.invited_on),
    formula="surveys returned / invitations",
    source="own definition; no published standard",
)
def response_rate(scope: Scope) -> Rows:
    """Surveys returned in the month as a share of the invitations sent in it.

    A survey is returned on the day of its first answer and counts once, in the lowest segment
    code that it names. The base is the surveys returned, since those are what withholding
    protects.
    """
    response, none = responses(scope), cast(inline(0), Integer)
    returned = _monthly(
        response.c.first_on, response.c.segment, numerator=func.count(), denominator=none
    )
    asked = survey_invitations.c
    invited = _monthly(
        asked.invited_on, segment_of(asked.segment), numerator=none, denominator=func.count()
    ).where(asked.invited_on >= scope.start, asked.invited_on < scope.end)
    both = union_all(returned, invited).subquery("both")
    return select(
        both.c.month,
        literal("").label("forum"),
        both.c.segment,
        func.sum(both.c.numerator).label("numerator"),
        func.sum(both.c.denominator).label("denominator"),
        null().label("squares"),
        cast(func.sum(both.c.numerator), Integer).label("base"),  # MySQL adds up to decimals
    ).group_by(both.c.month, both.c.segment)


def _monthly(day: ColumnElement[Any], segment: ColumnElement[str], **parts: Any) -> Rows:
    """The named aggregates by month and segment."""
    month = month_of(day)
    return select(
        month.label("month"),
        segment.label("segment"),
        *(part.label(name) for name, part in parts.items()),
    ).group_by(month, segment)

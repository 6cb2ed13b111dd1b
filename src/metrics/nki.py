"""The Swedish satisfaction index: three questions to each customer, weighed alike.

A published SKI or SCB figure weighs the questions by a model of its own. Such a figure is loaded
as a ready value and never recomputed here, which is why the label says how ours is weighed.
"""

from typing import Any, Literal

from sqlalchemy import (
    ColumnElement,
    Double,
    Subquery,
    and_,
    case,
    cast,
    func,
    literal,
    literal_column,
    null,
    select,
    true,
)

from metrics.definition import Better, Family, Interval, Unit, metric
from metrics.periods import inline, month_of
from metrics.responses import responses
from metrics.scope import Rows, Scope
from metrics.tables import survey_answers

QUESTIONS = ("nki_1", "nki_2", "nki_3")
WEAK_BELOW, STRONG_ABOVE = 60, 75

Band = Literal["weak", "middle", "strong"]

_NKI: dict[str, Any] = {
    "family": Family.SURVEY,
    "splits": ("segment",),
    "dated_by": (survey_answers.c.answered_on,),
}


def nki_band(value: float) -> Band:
    """How Svenskt Kvalitetsindex reads an index: weak below 60, strong above 75.

    >>> nki_band(59.9), nki_band(60), nki_band(75), nki_band(75.1)
    ('weak', 'middle', 'middle', 'strong')
    """
    if value < WEAK_BELOW:
        return "weak"
    return "strong" if value > STRONG_ABOVE else "middle"


@metric(
    label="NKI (equal weights)",
    unit=Unit.INDEX,
    better=Better.HIGHER,
    base="responses",
    interval=Interval.MEAN,
    # Three marks of 1 to 10 are 0 to 27 steps above the least, so the parts stay whole numbers.
    scale=100 / 27,
    formula="100 x (sum of the three marks - 3) / 27, averaged over responses",
    source="Form as in SCB's analysis model with NKI; bands: Svenskt Kvalitetsindex",
    **_NKI,
)
def nki(scope: Scope) -> Rows:
    """Average of three marks, overall, against expectations and against an ideal, as 0 to 100.

    All three must be answered, on the scale 1 to 10, by the same response. A response belongs to
    the month of its first answer, and to the lowest segment code it names if they differ.
    """
    rows = _responses(scope)
    complete = rows.c.marks == inline(3)
    steps = rows.c.total - inline(3)
    return _summed(rows, steps, squares=func.sum(steps * steps)).where(complete)


@metric(
    label="Incomplete NKI responses",
    unit=Unit.SHARE,
    better=Better.LOWER,
    base="responses",
    interval=Interval.WILSON,
    formula="responses without all three marks / responses with an NKI question",
    source="own definition; no published standard",
    **_NKI,
)
def nki_incomplete(scope: Scope) -> Rows:
    """Responses left out of NKI because a mark is missing, as a share of those asked about it.

    A skipped question, a mark outside 1 to 10 and another scale are all missing marks.
    """
    rows = _responses(scope)
    return _summed(rows, case((rows.c.marks < inline(3), 1), else_=0), squares=null())


def responses_counted(scope: Scope) -> Rows:
    """The responses that NKI counts: ``month``, ``segment``, ``instrument``, ``score`` (0..100)."""
    rows = _responses(scope)
    # As a double: Spark gives a decimal for a decimal, cut off after twelve digits.
    index = cast(rows.c.total - inline(3), Double) * inline(100) / inline(27)
    return select(
        rows.c.month,
        rows.c.segment,
        literal_column("'nki'").label("instrument"),
        index.label("score"),
    ).where(rows.c.marks == inline(3))


def _responses(scope: Scope) -> Subquery:
    """One row per response with an NKI question: its month, segment, marks given, their total."""
    given = {question: func.min(_mark_of(question)) for question in QUESTIONS}
    response = responses(scope, survey_answers.c.instrument.in_(QUESTIONS), **given)
    marks = [response.c[question] for question in QUESTIONS]
    return select(
        month_of(response.c.first_on).label("month"),
        response.c.segment,
        sum((case((mark.is_(None), 0), else_=1) for mark in marks), inline(0)).label("marks"),
        sum(marks, inline(0)).label("total"),
    ).subquery("responses")


def _mark_of(question: str) -> ColumnElement[int | None]:
    """The mark for a question where 10 is the best; the lowest counts if there are several."""
    answers = survey_answers.c
    valid = and_(
        answers.instrument == question,
        answers.scale_low == 1,
        answers.scale_high == 10,
        answers.score.between(1, 10),
    )
    mark = case((answers.high_is_good == true(), answers.score), else_=inline(11) - answers.score)
    return case((valid, mark))


def _summed(rows: Subquery, worth: ColumnElement[Any], squares: ColumnElement[Any]) -> Rows:
    """What responses are worth, over how many they are, by month and segment."""
    return select(
        rows.c.month,
        literal("").label("forum"),
        rows.c.segment,
        func.sum(worth).label("numerator"),
        func.count().label("denominator"),
        squares.label("squares"),
        func.count().label("base"),
    ).group_by(rows.c.month, rows.c.segment)

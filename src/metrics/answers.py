"""What single answers are worth, added up by month and segment."""

from typing import Any

from sqlalchemy import BigInteger, ColumnElement, cast, func, literal, select, type_coerce

from metrics.periods import month_of
from metrics.scope import AsKept, Meant, Rows, Scope, segment_of
from metrics.tables import survey_answers


def summed(
    scope: Scope, valid: ColumnElement[bool], worth: ColumnElement[int], squares: ColumnElement[Any]
) -> Rows:
    """What valid answers are worth, over how many they are, by month and segment.

    Added up by the segment as it is kept, and then by what that means.
    """
    answered, segment = survey_answers.c.answered_on, survey_answers.c.segment
    month, kept = month_of(answered), type_coerce(AsKept(segment), segment.type)
    counted = (
        select(
            month.label("month"),
            kept.label("kept"),
            func.sum(worth).label("worth"),
            func.count().label("answers"),
            squares.label("squares"),
        )
        .where(valid, answered >= scope.start, answered < scope.end)
        .group_by(month, kept)
        .subquery("counted")
    )
    meant = segment_of(Meant(segment, "kept")).label("segment")
    sums = (counted.c[name] for name in ("month", "worth", "answers", "squares"))
    named = select(meant, *sums).subquery("named")
    total = {
        name: cast(func.sum(named.c[name]), BigInteger) for name in ("worth", "answers", "squares")
    }
    return select(
        named.c.month,
        literal("").label("forum"),
        named.c.segment,
        total["worth"].label("numerator"),
        total["answers"].label("denominator"),
        total["squares"].label("squares"),
        total["answers"].label("base"),
    ).group_by(named.c.month, named.c.segment)

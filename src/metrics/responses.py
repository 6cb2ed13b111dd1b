"""Where a returned survey belongs: in one month and one segment, whatever its answers say."""

from sqlalchemy import ColumnElement, Subquery, func, literal_column, select

from metrics.scope import Scope, segment_of
from metrics.tables import survey_answers


def responses(
    scope: Scope, *among: ColumnElement[bool], **gathered: ColumnElement[int | None]
) -> Subquery:
    """One row per response: ``first_on``, ``segment``, and what is gathered from its answers.

    A response is dated by its first answer, so one that goes on into the next month counts once
    and is read whole: the scope bounds that first day, not each answer. Its segment is the lowest
    code that it names.

    Args:
        scope: The months in which a response is to begin.
        among: Which answers are read at all; all when left out.
        gathered: Aggregates over the answers of a response, by the name of their column.
    """
    answers = survey_answers.c
    first = func.min(answers.answered_on)
    named = func.nullif(answers.segment, literal_column("''"))
    return (
        select(
            first.label("first_on"),
            segment_of(func.min(named)).label("segment"),
            *(column.label(name) for name, column in gathered.items()),
        )
        .where(*among)
        .group_by(answers.response_id)
        .having(first >= scope.start, first < scope.end)
        .subquery("response")
    )

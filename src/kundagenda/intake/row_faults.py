"""What a row of a table cannot be, and what is doubtful about it."""

from collections.abc import Collection, Iterator, Mapping
from datetime import date
from typing import Any

from kundagenda.intake.told import Told, told

# A day later than today is no day on which any of these can have happened.
_HAPPENED = (
    "answered_on", "invited_on", "bought_on", "started_on", "ended_on", "decided_on", "done_on",
    "launched_on", "completed_on",
)  # fmt: skip
# The second of each pair cannot be earlier.
_ORDERED = (
    ("launched_on", "completed_on"), ("valid_from", "valid_to"), ("decided_on", "expected_by"),
)  # fmt: skip
# The scales that a metric counts; answers on another are stored and counted by none.
COUNTED = {
    "nps": ((0, 10),),
    "csat": ((1, 5), (1, 7), (1, 10)),
    "ces": ((1, 7),),
    "nki_1": ((1, 10),),
    "nki_2": ((1, 10),),
    "nki_3": ((1, 10),),
}
Found = tuple[str, Told]


def faults_of(row: Mapping[str, Any]) -> Iterator[Found]:
    """What cannot be true of a row, by kind: such a row is not stored."""
    started, ended = row.get("started_on"), row.get("ended_on")
    if isinstance(started, date) and isinstance(ended, date) and ended < started:
        yield (
            "order",
            told(
                "ended_on is {ended}, before started_on {started}; correct one of them, or leave "
                "ended_on empty while it runs.",
                ended=ended,
                started=started,
            ),
        )
    yield from _of_score(row)
    yield from _of_what_is_decided(row)


def doubts_of(row: Mapping[str, Any], today: date, groups: Collection[str]) -> Iterator[Found]:
    """What is likely to be wrong in a row, by kind; it is stored all the same.

    Args:
        row: Its values by column.
        today: The day on which it is loaded.
        groups: The codes of the target groups; nothing is said of groups when there are none.
    """
    for name in _HAPPENED:
        if isinstance(day := row.get(name), date) and day > today:
            yield "future", told("{column} is {day}, a day to come.", column=name, day=day)
    segment = row.get("segment")
    if groups and segment and segment not in groups:
        yield "segment", told("{segment} is no target group.", segment=repr(segment))
    for name in ("mrr", "amount"):
        number = row.get(name)
        if isinstance(number, float) and number < 0:
            yield "negative", told("{column} is {number}, below zero.", column=name, number=number)
    if isinstance(ended := row.get("ended_on"), date) and ended == row.get("started_on"):
        yield "never active", told("It ends on the day it starts, {day}.", day=ended)
    scale = row.get("scale_low"), row.get("scale_high")
    if scale != (None, None) and scale not in COUNTED.get(str(row.get("instrument")), (scale,)):
        yield (
            "scale",
            told(
                "{instrument} on the scale {low}-{high} is counted by no figure.",
                instrument=row.get("instrument"),
                low=scale[0],
                high=scale[1],
            ),
        )


def _of_score(row: Mapping[str, Any]) -> Iterator[Found]:
    score, low, high = (row.get(name) for name in ("score", "scale_low", "scale_high"))
    if not isinstance(low, int) or not isinstance(high, int):
        return
    if low >= high:
        yield (
            "scale",
            told(
                "scale_low is {low} and scale_high {high}; write the lower mark first.",
                low=low,
                high=high,
            ),
        )
    elif isinstance(score, int) and not low <= score <= high:
        yield (
            "score",
            told(
                "score is {score}; write {low} to {high}, or nothing where there is none.",
                score=score,
                low=low,
                high=high,
            ),
        )


def _of_what_is_decided(row: Mapping[str, Any]) -> Iterator[Found]:
    """Days in the wrong order and numbers that mean nothing; the kind is the column at fault."""
    for first, last in _ORDERED:
        before, after = row.get(first), row.get(last)
        if isinstance(before, date) and isinstance(after, date) and after < before:
            yield (
                last,
                told(
                    "{last} is {after}, before {first} {before}; correct one of them, or leave "
                    "{last} empty.",
                    last=last,
                    after=after,
                    first=first,
                    before=before,
                ),
            )
    share, days = row.get("declared_share"), row.get("cadence_days")
    if isinstance(share, int | float) and not 0 < share <= 1:
        yield (
            "declared_share",
            told(
                "{column} is {share}; write more than 0 and at most 1 (0.2 is 20%), or "
                "nothing where no share was promised.",
                column="declared_share",
                share=share,
            ),
        )
    if isinstance(days, int) and days < 1:
        yield (
            "cadence_days",
            told(
                "{column} is {days}; write 1 or more, or nothing.", column="cadence_days", days=days
            ),
        )

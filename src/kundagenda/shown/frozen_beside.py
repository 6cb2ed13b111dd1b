"""A kept copy beside the figures of today for the same period, and what is known of the reasons."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection

from kundagenda.findings.after_copy import AfterCopy, after_copy
from kundagenda.findings.background import background_of
from kundagenda.findings.gather import overview_of
from kundagenda.shown.frozen import Frozen, Value, values_of
from kundagenda.shown.screen import Columns
from kundagenda.texts.measures import written
from kundagenda.texts.numbers import NO_BREAK, UNKNOWN, number, percent
from kundagenda.texts.sentences import in_words, metric_name
from kundagenda.texts.told import lang, tell, tell_many
from metrics import logo_churn, metric_of
from metrics.definition import Family

_SAME = 1e-9


@dataclass(frozen=True)
class Pair:
    """A figure as it was shown, and as it is today for the same months; null where it is not."""

    key: str
    then: Value | None
    now: Value | None

    @property
    def differs(self) -> bool:
        """Whether value or base is another."""
        if self.then is None or self.now is None:
            return self.then is not self.now
        names = ("value", "base", "numerator", "denominator")
        return any(_apart(getattr(self.then, n), getattr(self.now, n)) for n in names)


@dataclass(frozen=True)
class Beside:
    """The figures of a copy and of today, and what is recorded since."""

    pairs: tuple[Pair, ...]
    after: AfterCopy

    @property
    def differing(self) -> tuple[Pair, ...]:
        """The figures that are not what they were."""
        return tuple(each for each in self.pairs if each.differs)


def beside_of(connection: Connection, frozen: Frozen, kept_at: datetime) -> Beside:
    """Today's figures for the view of the copy, and what was recorded since it was kept (UTC)."""
    found = overview_of(connection, frozen.view, background_of(connection))
    then = {each.key: each for each in frozen.values}
    now = {each.key: each for each in values_of(found)}
    keys = dict.fromkeys((*then, *now))
    pairs = tuple(Pair(key, then.get(key), now.get(key)) for key in keys)
    return Beside(pairs, after_copy(connection, frozen.view, kept_at))


def beside_title(beside: Beside) -> str:
    """Whether the figures are what they were; where late minutes alone explain it, that."""
    moved = beside.differing
    if not moved:
        return tell("Every figure is the same today.")
    first = moved[0]
    values = {"name": _name(first), "then": _written(first, first.then)}
    values |= {"now": _written(first, first.now)}
    late = len(beside.after.late)
    metric = metric_of(first.key)
    seen = values["then"] != values["now"]
    if metric and metric.family is Family.AGENDA and beside.after.late_alone and seen:
        return tell_many(
            "The late minutes of one meeting changed what was shown: {name} from {then} to {now}.",
            "{few} late minutes changed what was shown: {name} from {then} to {now}.",
            late,
            few=_few(late),
            **values,
        )
    return tell("{name}: {then} as shown, {now} today.", **values)


def beside_reasons(beside: Beside) -> tuple[str, ...]:
    """What is recorded since, and that the rest is not known."""
    if not beside.differing:
        return ()
    if beside.after.is_silent:
        return (tell("Nothing is recorded since then that tells why."),)
    recorded = tell("Recorded since then: {what}.", what=", ".join(_recorded(beside.after)))
    return (recorded, tell("What else may have moved the figures is not known."))


def late_rows(beside: Beside, days: Sequence[str]) -> Columns:
    """The meetings whose minutes came or changed late; ``days`` are theirs in words."""
    return {
        tell("Meeting"): list(days),
        tell("Forum"): [forum for forum, _ in beside.after.late],
    }


def beside_table(beside: Beside) -> Columns:
    """A row a figure: as shown, today, and whether that is the same."""
    same, other = (tell(each).replace(" ", NO_BREAK) for each in ("the same", "not the same"))
    return {
        tell("Figure"): [_name(each) for each in beside.pairs],
        tell("As shown"): [_with_base(each, each.then) for each in beside.pairs],
        tell("Today"): [_with_base(each, each.now) for each in beside.pairs],
        tell("Verdict"): [other if each.differs else same for each in beside.pairs],
    }


def _recorded(after: AfterCopy) -> Iterator[str]:
    parts = (
        ("{count} meeting with late or edited minutes",
         "{count} meetings with late or edited minutes", len(after.late)),
        ("{count} import taken back", "{count} imports taken back", after.undone),
        ("{count} label corrected", "{count} labels corrected", after.corrected),
        ("{count} row written by hand", "{count} rows written by hand", after.by_hand),
    )  # fmt: skip
    for one, many, count in parts:
        if count:
            yield tell_many(one, many, count, count=number(count, lang()))
    if after.tables:
        yield tell("new rows in {tables}", tables=", ".join(after.tables))


def _few(count: int) -> str:
    word = in_words(count, lang())
    return word[:1].upper() + word[1:]


def _apart(one: float | None, other: float | None) -> bool:
    if one is None or other is None:
        return one is not other
    return abs(one - other) > _SAME


def _name(pair: Pair) -> str:
    if pair.key == logo_churn.key:
        return tell("Customers kept")
    return metric_name(pair.key, lang())


def _written(pair: Pair, value: Value | None) -> str:
    metric = metric_of(pair.key)
    if value is None or value.value is None or metric is None:
        return UNKNOWN
    if pair.key == logo_churn.key:
        return percent(1 - value.value, lang(), 1)
    return written(metric, value.value, lang())


def _with_base(pair: Pair, value: Value | None) -> str:
    """The value, and the counts that it is made of where it is a share."""
    said = _written(pair, value)
    if value is None or value.numerator is None or not value.denominator:
        return said
    metric = metric_of(pair.key)
    if metric is None or metric.family is Family.SURVEY:
        return said
    rest = pair.key == logo_churn.key
    part = value.denominator - value.numerator if rest else value.numerator
    whole = number(value.denominator, lang())
    return f"{said} ({tell('{part} of {whole}', part=number(part, lang()), whole=whole)})"

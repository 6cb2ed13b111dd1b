"""What changed since the last meeting, in at most six lines, one sentence, and a table."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from kundagenda.findings.aims import Aim
from kundagenda.findings.overview import Verdict
from kundagenda.findings.reading import SURE_FROM, Reading
from kundagenda.findings.said_levels import PAGE_OF, SUBJECTS, level_said
from kundagenda.findings.since import Moved, Since, Told
from kundagenda.findings.since_aims import AimMoved
from kundagenda.shown.pictured import ROWS
from kundagenda.shown.screen import Columns
from kundagenda.shown.since_happened import acted, came_in, dealt_with, decided
from kundagenda.texts.measures import scale_of, written
from kundagenda.texts.numbers import UNKNOWN, bare_day, month, number, percent, span
from kundagenda.texts.sentences import cut, metric_name, sentence
from kundagenda.texts.told import lang, tell
from metrics import logo_churn, logo_churn_month
from metrics.definition import Family, Metric

MOST = 6
_CHURN = (logo_churn.key, logo_churn_month.key)
_PAGES = {Family.AGENDA: "agenda", Family.SURVEY: "satisfaction", Family.RETENTION: "retention"}


@dataclass(frozen=True)
class SinceLine:
    """A line of text, and the page that shows more of it ("" of several)."""

    text: str
    page: str = ""


def since_title(since: Since) -> str:
    """Since which meeting: "Since the meeting of 24 November."."""
    return tell("Since the meeting of {day}.", day=bare_day(since.met_on, lang()))


def since_note(since: Since) -> str:
    """Of which forum, and that its own day counts."""
    return tell("{forum}, that day included.", forum=cut(since.forum))


def since_lines(since: Since, names: Mapping[str, str]) -> tuple[SinceLine, ...]:
    """At most six lines, what really changed first; ``names`` are those of customer groups."""
    last = (*_ordinary(since), *_happened(since))
    first = (*_real(since), *_levels(since), *_aims(since, names))
    return (*first[: MOST - len(last)], *last)


def since_sentence(since: Since) -> str:
    """The same in one sentence, for a note under a screen."""
    return tell("Since the meeting of {day}: {changes}.", day=_day(since), changes=_changes(since))


def since_changes(since: Since) -> str:
    """The same where `since_title` stands before it."""
    said = _changes(since)
    return f"{said[:1].upper()}{said[1:]}."


def _changes(since: Since) -> str:
    parts = [*(line.text.rstrip(".") for line in _real(since))]
    if not parts and since.figures:
        parts = [tell("no figure has changed beyond ordinary variation")]
    parts += [decided(since.happened), acted(since.happened)]
    return "; ".join(part for part in parts if part)


def since_table(since: Since) -> Columns:
    """A row a figure: both months, what their difference may be, and the twelve months at each."""
    then, now = month(since.before, lang()), month(since.now, lang())
    year = tell("12 months to {month}", month=now)
    year_then = tell("12 months to {month}", month=then)
    return {
        tell("Figure"): [_name(each.metric) for each in since.figures],
        then: [_value(each.month.metric, each.month.before) for each in since.figures],
        now: [_value(each.month.metric, each.month.now) for each in since.figures],
        tell("Difference, points"): [_difference(each) for each in since.figures],
        tell("Verdict"): [_verdict(each.told) for each in since.figures],
        year_then: [_value(each.metric, each.year[0]) for each in since.figures],
        year: [_value(each.metric, each.year[1]) for each in since.figures],
    }


def aims_table(since: Since, names: Mapping[str, str]) -> Columns:
    """A row an outcome with a target: its year then and now, and where that stands."""
    aims = since.aims[:ROWS]
    return {
        tell("Outcome"): [_outcome(each, names) for each in aims],
        tell("Target"): [written(each.metric, each.target.value, lang()) for each in aims],
        tell("Then"): [_value(each.metric, each.before) for each in aims],
        tell("Now"): [_value(each.metric, each.now) for each in aims],
        tell("Verdict"): [_aim(each) for each in aims],
    }


def _real(since: Since) -> Iterator[SinceLine]:
    months = {"then": month(since.before, lang()), "now": month(since.now, lang())}
    for each in since.figures:
        if each.told is Told.REAL:
            values = _pair(each)
            text = tell(
                "{name}: {before} in {then}, {after} in {now}, a real change.", **values, **months
            )
            yield SinceLine(text, _PAGES.get(each.metric.family, ""))


def _levels(since: Since) -> Iterator[SinceLine]:
    for _, now in since.levels:
        said = tell("New verdict: {said}", said=_level(now))
        yield SinceLine(said, PAGE_OF[SUBJECTS[now.metric]])


def _level(now: Verdict) -> str:
    said = level_said(now)
    if said is not None:
        return sentence(said, lang())
    name = _name(logo_churn) if now.metric in _CHURN else metric_name(now.metric, lang())
    return tell("{name}: its level no longer counts as changed.", name=name)


def _aims(since: Since, names: Mapping[str, str]) -> Iterator[SinceLine]:
    """The outcomes that stand otherwise to their targets, a line a standing."""
    texts = {
        Aim.MISSED: "Now short of its target: {names}.",
        Aim.REACHED: "Now at its target: {names}.",
        Aim.CHANCE: "Now within chance of its target: {names}.",
    }
    for aim, text in texts.items():
        moved = [_outcome(each, names) for each in since.aims if each.aim is aim is not each.was]
        if moved:
            yield SinceLine(tell(text, names="; ".join(moved)), "outcomes")


def _ordinary(since: Since) -> Iterator[SinceLine]:
    """The figures that moved no more than they usually do, and those that cannot be compared."""
    if not since.figures:
        yield SinceLine(tell("No month has ended since then, so no figure is compared."))
        return
    months = {"then": month(since.before, lang()), "now": month(since.now, lang())}
    ordinary = [_moved(each) for each in since.figures if each.told is Told.ORDINARY]
    if ordinary:
        text = "Within ordinary variation from {then} to {now}: {names}."
        yield SinceLine(tell(text, names="; ".join(ordinary), **months))
    silent = [each for each in since.figures if each.told in (Told.UNTOLD, Told.MISSING)]
    if silent:
        text = "Cannot be compared month by month: {names}."
        yield SinceLine(tell(text, names="; ".join(_name(each.metric) for each in silent)))


def _happened(since: Since) -> Iterator[SinceLine]:
    counts = since.happened
    yield SinceLine(_sentence(dealt_with(counts)), "agenda")
    said = "; ".join(part for part in (decided(counts), acted(counts)) if part)
    yield SinceLine(_sentence(said), "follow_through")
    yield SinceLine(_sentence(came_in(counts)), "data")


def _sentence(text: str) -> str:
    return text[:1].upper() + text[1:] + "."


def _moved(each: Moved) -> str:
    return tell("{name} {before} to {after}", **_pair(each))


def _pair(each: Moved) -> dict[str, str]:
    single = each.month.metric
    return {
        "name": _name(each.metric),
        "before": _value(single, each.month.before),
        "after": _value(single, each.month.now),
    }


def _name(metric: Metric) -> str:
    return tell("Customers kept") if metric.key in _CHURN else metric_name(metric.key, lang())


def _value(metric: Metric, reading: Reading | None) -> str:
    """A value as the Overview writes it: what churn leaves, and an unknown as a dash.

    A share of few items or meetings is told as counts: a month has no percentage of three meetings.
    """
    if reading is None or reading.value is None:
        return UNKNOWN
    if metric.family is Family.AGENDA and (reading.denominator or 0) < SURE_FROM:
        part, whole = (number(n, lang()) for n in (reading.numerator, reading.denominator))
        return tell("{part} of {whole}", part=part, whole=whole)
    if metric.key in _CHURN:
        return percent(1 - reading.value, lang(), 1)
    return written(metric, reading.value, lang())


def _difference(each: Moved) -> str:
    """The 95 % interval of the difference of the months."""
    change, metric = each.month.change, each.month.metric
    if change is None or change.low is None or change.high is None:
        return UNKNOWN
    sign = -1 if metric.key in _CHURN else 1
    low, high = sorted(sign * scale_of(metric) * end for end in (change.low, change.high))
    return span(low, high, lang(), 1 if metric.family is Family.RETENTION else 0)


def _verdict(told: Told) -> str:
    return {
        Told.REAL: tell("real change"),
        Told.ORDINARY: tell("within ordinary variation"),
        Told.UNTOLD: tell("no interval"),
        Told.MISSING: tell("not known"),
    }[told]


def _outcome(each: AimMoved, names: Mapping[str, str]) -> str:
    name, group = metric_name(each.metric.key, lang()), each.target.segment
    return f"{cut(name)}, {cut(names.get(group, group))}" if group else cut(name)


def _aim(each: AimMoved) -> str:
    words = {
        Aim.MISSED: tell("Not reached"),
        Aim.REACHED: tell("Reached"),
        Aim.CHANCE: tell("Within chance"),
    }
    if each.was is each.aim:
        return tell("{standing}, as before", standing=words[each.aim])
    earlier = words[each.was]
    return tell("{standing}, before: {earlier}", standing=words[each.aim], earlier=earlier)


def _day(since: Since) -> str:
    return bare_day(since.met_on, lang())

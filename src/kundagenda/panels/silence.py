"""The silence clock: how long nobody has talked about a group, and whether it falls meanwhile."""

from collections.abc import Sequence

from kundagenda.findings.group_test import GroupTest
from kundagenda.findings.overview import Figure
from kundagenda.findings.silence import Silence, Turn, silences_of
from kundagenda.panels.group_test import unreached
from kundagenda.panels.headed import headed
from kundagenda.panels.quiet import quiet
from kundagenda.panels.reader import lang, plain, tell, tell_many
from kundagenda.panels.table import table
from kundagenda.texts.measures import written
from kundagenda.texts.numbers import UNKNOWN, number
from kundagenda.texts.outcome_words import cut, figure_name

MOST_NAMED = 3


def silence_clock(found: GroupTest) -> None:
    """The groups, those silent and falling first; nothing while there are none."""
    if not found.groups:
        return
    clocks = silences_of(found.groups)
    headed(_answer(clocks), tell("Days since each customer group was discussed."), unreached(found))
    table(_columns(clocks), tell("How long each customer group has been silent"))
    quiet(_rule())


def _answer(clocks: Sequence[Silence]) -> str:
    both = [clock for clock in clocks if clock.silent and clock.falling]
    silent = sum(clock.silent for clock in clocks)
    if both:
        names = ", ".join(plain(cut(clock.group.name)) for clock in both[:MOST_NAMED])
        more = tell(" and more") if len(both) > MOST_NAMED else ""
        return tell("Silent and falling: {names}.", names=names + more)
    if silent:
        return tell_many(
            "{n} customer group has been silent longer than wanted; none is known to fall.",
            "{n} customer groups have been silent longer than wanted; none is known to fall.",
            silent,
        )
    return tell("No customer group has been silent longer than wanted.")


def _rule() -> str:
    return tell(
        "Worse is judged against the year before: beyond the 95% interval of the difference, or "
        "without an interval by the value alone, and then it says so."
    )


def _columns(clocks: Sequence[Silence]) -> dict[str, list[str]]:
    return {
        tell("Customer group"): [cut(clock.group.name) for clock in clocks],
        tell("Standing"): [_standing(clock) for clock in clocks],
        tell("Days since"): [_days(clock) for clock in clocks],
        tell("Wanted within"): [number(clock.group.within, lang()) for clock in clocks],
        tell("Own outcome, a year"): [_figure(c.group.outcome, c.outcome) for c in clocks],
        tell("Satisfaction, a year"): [
            _figure(c.group.satisfaction, c.satisfaction) for c in clocks
        ],
    }


def _standing(clock: Silence) -> str:
    words = {
        (True, True): tell("silent and falling"),
        (True, False): tell("silent"),
        (False, True): tell("falling, discussed"),
        (False, False): tell("discussed"),
    }
    return words[clock.silent, clock.falling]


def _days(clock: Silence) -> str:
    days = clock.group.days
    return tell("never") if days is None else number(days, lang())


def _figure(figure: Figure | None, turn: Turn) -> str:
    """What the figure came to, and which way it turned from the year before."""
    now = figure.now if figure else None
    if figure is None or now is None or now.value is None:
        return UNKNOWN
    value = written(figure.metric, now.value, lang())
    said = f"{figure_name(figure.metric, lang())} {value}"
    before = figure.before.value if figure.before else None
    if before is None:
        return tell("{figure}, no year before", figure=said)
    return tell(
        "{figure}, from {before}: {turn}",
        figure=said,
        before=written(figure.metric, before, lang()),
        turn=turn_words(turn),
    )


def turn_words(turn: Turn) -> str:
    """Which way a figure turned, and by what that was judged."""
    return {
        Turn.FELL: tell("worse, beyond chance"),
        Turn.WITHIN: tell("within chance"),
        Turn.ROSE: tell("better, beyond chance"),
        Turn.LOWER: tell("worse, no interval"),
        Turn.HIGHER: tell("not worse, no interval"),
        Turn.UNKNOWN: tell("which way is good is not known"),
    }[turn]

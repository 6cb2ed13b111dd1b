"""The fifth screen: what became of our decisions?"""

from collections.abc import Iterator
from functools import partial

from kundagenda.charts.theme import Mode
from kundagenda.charts.theme import Screen as Size
from kundagenda.findings.decision_log import OnTime, on_time_of
from kundagenda.findings.initiative_lines import InitiativeLines, Standing
from kundagenda.findings.promises import HitRate, hit_rate
from kundagenda.shown.decided import Decided
from kundagenda.shown.decision_pace import on_time_answer, still_open
from kundagenda.shown.figure import FigureShown
from kundagenda.shown.initiative_picture import how_initiatives_are_read, initiative_picture_of
from kundagenda.shown.life_answer import life_answer
from kundagenda.shown.life_words import unreached
from kundagenda.shown.pictured import Picture
from kundagenda.shown.promise_words import kept_answer, kept_rule, ledger, sure_of
from kundagenda.shown.screen import Screen
from kundagenda.texts.numbers import number, percent
from kundagenda.texts.told import lang, tell, tell_many
from metrics.decision_log import Status

ROWS = 8  # promises that are written out


def followed_screen(decided: Decided, lines: InitiativeLines) -> Screen:
    """The ledger of promises, what is done on time and overdue, and the lines of initiatives."""
    promises = decided.promises[:ROWS]
    return Screen(
        code="followed",
        question=tell("What became of our decisions?"),
        title=kept_answer(decided.promises) if decided.decisions else life_answer(lines.life),
        sentences=tuple(_sentences(decided, lines)),
        figures=tuple(_figures(decided, lines)),
        draw=partial(_drawn, lines, lang()) if lines.discussed else None,
        table=ledger(promises, lang()) if promises else None,
        note=_note(decided, lines),
        page="follow_through",
    )


def _sentences(decided: Decided, lines: InitiativeLines) -> Iterator[str]:
    if not decided.decisions:
        yield tell("No decision is recorded in this period.")
        return
    customer, others = (on_time_of(decided.decisions, customer=each) for each in (True, False))
    yield on_time_answer(customer, others)
    yield still_open(decided)
    yield life_answer(lines.life)


def _figures(decided: Decided, lines: InitiativeLines) -> Iterator[FigureShown]:
    rate, customer = hit_rate(decided.promises), on_time_of(decided.decisions, customer=True)
    if rate is not None:
        yield _kept(decided, rate)
    if customer.due:
        yield _on_time(customer)
    if decided.decisions:
        yield _overdue(decided)
    if lines.discussed:
        yield _alive(lines)


def _kept(decided: Decided, rate: HitRate) -> FigureShown:
    value = tell(
        "{part} of {whole}", part=number(rate.met, lang()), whole=number(rate.judged, lang())
    )
    return FigureShown(tell("Promises kept"), value, sure_of(rate), kept_rule(decided.promises))


def _on_time(customer: OnTime) -> FigureShown:
    base = tell(
        "{part} of {whole} actions due",
        part=number(customer.on_time, lang()),
        whole=number(customer.due, lang()),
    )
    meant = tell("Actions of customer decisions done by their date, of those due.")
    return FigureShown(tell("Done on time"), percent(customer.share, lang()), base, meant)


def _overdue(decided: Decided) -> FigureShown:
    late = sum(each.status is Status.OVERDUE for each in decided.decisions)
    every = len(decided.decisions)
    base = tell_many("of {n} decision", "of {n} decisions", every, n=number(every, lang()))
    meant = tell("Decisions with an action whose date has passed and that is not done.")
    return FigureShown(tell("Overdue"), number(late, lang()), base, meant)


def _alive(lines: InitiativeLines) -> FigureShown:
    alive = sum(line.standing is Standing.ALIVE for line in lines.discussed)
    every = len(lines.discussed)
    base = tell_many("of {n} initiative", "of {n} initiatives", every, n=number(every, lang()))
    meant = tell(
        "Initiatives discussed within the last {days} days and not completed.",
        days=lines.life.window,
    )
    return FigureShown(tell("On the agenda"), number(alive, lang()), base, meant)


def _note(decided: Decided, lines: InitiativeLines) -> str:
    """How the lines are read, and what narrows neither them nor the decisions."""
    if not lines.discussed:
        return decided.unreached
    how = how_initiatives_are_read()
    said = unreached(lines.life.view)
    initiatives = tell("Initiatives: {whatever}", whatever=said[:1].lower() + said[1:])
    return f"{how} {initiatives}" if said else how


def _drawn(
    lines: InitiativeLines, language: str, mode: Mode, screen: Size, height: float
) -> Picture:
    return initiative_picture_of(lines, mode, language, screen=screen, height=height)

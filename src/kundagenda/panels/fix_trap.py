"""Not only mending: whether customer items have mostly been at measure and fix for a year."""

from kundagenda.findings.fix_trap import (
    QUARTERS,
    TRAP_PART,
    TRAP_WHOLE,
    FixTrap,
    Mending,
    Trap,
)
from kundagenda.findings.reading import SHOWN_FROM
from kundagenda.findings.view import View
from kundagenda.panels.amounts import part
from kundagenda.panels.headed import headed
from kundagenda.panels.quiet import quiet
from kundagenda.panels.reader import lang, tell
from kundagenda.shown.reach import Choice, whatever
from kundagenda.texts.numbers import number, percent, period
from metrics.periods import Grain
from metrics.quotient import quotient


def fix_trap_line(found: FixTrap, view: View) -> None:
    """Yes, no or too few quarters, with the quarters that it rests on."""
    headed(_answer(found), _how(), whatever(view, Choice.GROUP, Choice.PERIOD, Choice.STEP))
    quiet("; ".join(_quarter(quarter) for quarter in found.quarters))


def _answer(found: FixTrap) -> str:
    match found.trap:
        case Trap.TOO_FEW:
            return tell(
                "Whether you only mend can be told from {enough} whole quarters: so far there are "
                "{n}.",
                enough=number(QUARTERS, lang()),
                n=number(len(found.quarters), lang()),
            )
        case Trap.YES:
            return tell("The fix-trap: four quarters running mostly about mending.")
        case Trap.NO if not any(quarter.items for quarter in found.quarters):
            return tell("No fix-trap, and no customer items either, in the last four quarters.")
        case Trap.NO:
            return tell("No fix-trap: not four quarters running mostly about mending.")


def _how() -> str:
    """What counts as mending, and when it is a trap."""
    return tell(
        "Items at measure and fix of all customer items; a trap when they are {share} or more in "
        "every one of the four.",
        share=percent(quotient(TRAP_PART, TRAP_WHOLE), lang()),
    )


def _quarter(quarter: Mending) -> str:
    name = period(quarter.period, Grain.QUARTER, lang())
    if not quarter.items:
        return tell("{period}: no customer items", period=name)
    of = part(quarter.mending, quarter.items)
    if quarter.items < SHOWN_FROM:
        return tell("{period}: {part}", period=name, part=of)
    share = percent(quotient(quarter.mending, quarter.items), lang())
    return tell("{period}: {part} ({share})", period=name, part=of, share=share)

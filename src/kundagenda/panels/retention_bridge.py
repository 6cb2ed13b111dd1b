"""What moved recurring revenue in a year, step by step, and by period as a table."""

import pandas as pd

from kundagenda.charts.bridge import bridge_chart
from kundagenda.charts.theme import Mode
from kundagenda.findings.bridge import MOVES, Bridge
from kundagenda.findings.view import View
from kundagenda.panels.draw import draw, table_under
from kundagenda.panels.headed import headed
from kundagenda.panels.once import once
from kundagenda.panels.quiet import quiet
from kundagenda.panels.reader import lang, mode, tell, tell_many
from kundagenda.panels.retention_values import retention_as
from kundagenda.panels.values import Opened, Version
from kundagenda.shown.drawn import period_name
from kundagenda.shown.pictured import ROWS, Picture, pictured
from kundagenda.shown.reach import among_customers
from kundagenda.texts.catalogue import say, say_many
from kundagenda.texts.numbers import month, number, percent
from metrics.periods import months_of


def revenue_bridge(data: Opened, view: View) -> None:
    """New, returning, more, less and lost, as shares of the revenue that it began with."""
    headed(tell("What moved revenue."), tell("Share of where it began."), among_customers(view))
    bridge = retention_as(data.version, view).bridge()
    if bridge is None:
        quiet(tell("Shown once the revenue of customers is known from one month to the next."))
        return
    picture = _picture(data.version, view, mode(), lang())
    draw(picture)
    quiet(_added_up(bridge))
    table_under(tell("What moved revenue, by period"), picture)


def _added_up(bridge: Bridge) -> str:
    last = month(bridge.last, lang())
    return tell_many(
        "One month added, {month}.",
        "{n} months added one by one, to {month}.",
        bridge.months,
        month=last,
    )


@once
def _picture(named: Version, view: View, look: Mode, language: str) -> Picture:
    found = retention_as(named, view)
    bridge = found.bridge()
    if bridge is None:  # asked for once there is one
        raise LookupError("a picture of revenue that is not known")
    chart = bridge_chart(_steps(bridge, language), mode=look, lang=language)
    return pictured(chart, _in_words(bridge, language), _table(found.bridges(), view, language))


def move_names(language: str) -> dict[str, str]:
    """What each movement is called, in the order of the picture."""
    return {
        "mrr_new": say(language, "New customers"),
        "mrr_reactivation": say(language, "Returning"),
        "mrr_expansion": say(language, "Pay more"),
        "mrr_contraction": say(language, "Pay less"),
        "mrr_churn": say(language, "Left"),
    }


def _steps(bridge: Bridge, language: str) -> pd.DataFrame:
    rows = [
        _end(say(language, "At first"), 1.0, language),
        *(_step(bridge, key, name, language) for key, name in move_names(language).items()),
        _end(say(language, "At the end"), bridge.closing, language),
    ]
    return pd.DataFrame(rows)


def _end(name: str, value: float, language: str) -> dict[str, object]:
    text = percent(value, language, 1)
    return {"name": name, "change": None, "text": text, "told": text}


def _step(bridge: Bridge, key: str, name: str, language: str) -> dict[str, object]:
    text, moved = signed(bridge.moves[key], language), bridge.accounts[key]
    counted = say_many(
        language, "{count} movement", "{count} movements", moved, count=number(moved, language)
    )
    return {"name": name, "change": bridge.moves[key], "text": text, "told": f"{text}, {counted}"}


def signed(share: float, language: str) -> str:
    """A share of revenue with its sign; nothing moved is a plain zero."""
    text = percent(share, language, 1)
    return f"+{text}" if round(1000 * share) > 0 else text


def _in_words(bridge: Bridge, language: str) -> str:
    names = move_names(language)
    moves = (f"{names[m.key]} {signed(bridge.moves[m.key], language)}" for m in MOVES)
    return say(
        language,
        "What moved recurring revenue to {month}, of where it began: {moves}. It ended at {end}.",
        month=month(bridge.last, language),
        moves=", ".join(moves),
        end=percent(bridge.closing, language, 1),
    )


def _table(bridges: list[tuple[int, Bridge]], view: View, language: str) -> dict[str, list[str]]:
    shown = bridges[:ROWS]
    periods = [
        {"period": period, "partial": months_of(period, view.grain)[-1] > view.last}
        for period, _ in shown
    ]
    columns = {
        name: [signed(bridge.moves[key], language) for _, bridge in shown]
        for key, name in move_names(language).items()
    }
    ends = [percent(bridge.closing, language, 1) for _, bridge in shown]
    return {
        say(language, "Period"): [period_name(row, view.grain, language) for row in periods],
        **columns,
        say(language, "At the end"): ends,
    }

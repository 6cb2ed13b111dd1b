"""The themes of the agenda in order, the customer among them."""

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd

from kundagenda.charts.ranked import Measure, ranked_chart
from kundagenda.charts.theme import Mode
from kundagenda.findings.agenda import AgendaPage
from kundagenda.findings.themes import Theme, ThemeRanking, theme_facts
from kundagenda.findings.view import View
from kundagenda.panels.amounts import minutes_text
from kundagenda.panels.draw import draw, table_under
from kundagenda.panels.few_meetings import few_meetings
from kundagenda.panels.headed import headed
from kundagenda.panels.once import once
from kundagenda.panels.quiet import quiet
from kundagenda.panels.reader import lang, mode, plain, tell
from kundagenda.panels.theme_words import theme_names
from kundagenda.panels.values import Opened, Version, agenda_as
from kundagenda.shown.pictured import ROWS, Picture, pictured
from kundagenda.shown.reach import on_the_agenda
from kundagenda.texts.numbers import UNKNOWN, number, percent
from kundagenda.texts.sentences import sentence
from metrics.themes import CUSTOMER, UNSORTED


@dataclass(frozen=True)
class Order:
    """The themes in the order of one measure: minutes, or items."""

    ranking: ThemeRanking
    in_minutes: bool

    @property
    def themes(self) -> Sequence[Theme]:
        """Those that were discussed, most first, unsorted last."""
        there = [theme for theme in self.ranking.themes if theme.items]
        return sorted(there, key=lambda t: (t.theme == UNSORTED, -(self.share(t) or 0.0)))

    def share(self, theme: Theme) -> float | None:
        """A theme's share by the measure."""
        return theme.minute_share if self.in_minutes else theme.share

    def rank(self, theme: Theme) -> int | None:
        """A theme's place by the measure; unsorted has none."""
        return theme.minute_rank if self.in_minutes else theme.rank


def themes_ranked(data: Opened, found: AgendaPage) -> None:
    """The customer's place among the themes, as a sentence and as bars."""
    ranking, order = found.sections.themes, order_of(found)
    customer = ranking.customer
    if customer is None or not ranking.told:
        [fact] = theme_facts(ranking)
        quiet(f"{sentence(fact.said, lang())} {on_the_agenda(found.view)}".strip())
        return
    answer = tell("The customer is number {rank} of {themes} in the last year.",
                  rank=order.rank(customer), themes=ranking.of)  # fmt: skip
    headed(answer, _how(order.in_minutes), on_the_agenda(found.view))
    if few_meetings(found):
        quiet(_counted(order))
    else:
        picture = _picture(data.version, found.view, mode(), lang())
        draw(picture)
        table_under(tell("The themes as a table"), picture)


def order_of(found: AgendaPage) -> Order:
    """By what was promised where a share was, so that it can be drawn; else by known minutes."""
    ranking, priority = found.sections.themes, found.priority
    known = ranking.customer is not None and ranking.customer.minute_rank is not None
    promised = priority is not None and priority.declared_share is not None
    wants_items = promised and priority is not None and priority.basis == "items"
    return Order(ranking, in_minutes=known and not wants_items)


def _how(in_minutes: bool) -> str:
    if in_minutes:
        return tell("Share of known minutes, a year.")
    return tell("Share of items, a year.")


def _counted(order: Order) -> str:
    counts = [f"{_name(t.theme)} {number(t.items, lang())}" for t in order.themes[:ROWS]]
    return plain(", ".join(counts)) + "."


def _name(theme: str) -> str:
    ours = {CUSTOMER: tell("The customer"), UNSORTED: tell("No theme")}
    return (ours | theme_names()).get(theme, theme)


@once
def _picture(named: Version, view: View, look: Mode, language: str) -> Picture:
    found = agenda_as(named, view)
    order = order_of(found)
    shown = [t for n, t in enumerate(order.themes) if n < ROWS or t.theme == CUSTOMER]
    rows = [
        {
            "label": _label(order, theme),
            "share": order.share(theme) or 0.0,
            "text": percent(order.share(theme), language),
            "strong": theme.theme == CUSTOMER,
        }
        for theme in shown
    ]
    chart = ranked_chart(pd.DataFrame(rows), _promise(found, order), mode=look, lang=language)
    listed = ", ".join(f"{row['label']} {row['text']}" for row in rows)
    return pictured(chart, f"{_how(order.in_minutes)} {listed}.", _table(order, shown))


def _label(order: Order, theme: Theme) -> str:
    rank = order.rank(theme)
    return _name(theme.theme) if rank is None else f"{rank}\u2002{_name(theme.theme)}"


def _promise(found: AgendaPage, order: Order) -> Measure | None:
    """The declared share, where it is one of what the bars show and holds for what is looked at."""
    priority = found.priority
    if priority is None or priority.declared_share is None:
        return None
    same = priority.basis == ("minutes" if order.in_minutes else "items")
    if not same or priority.forum not in ("", found.view.forum):
        return None
    text = tell("Promised {share}", share=percent(priority.declared_share, lang()))
    return Measure(priority.declared_share, text)


def _table(order: Order, shown: Sequence[Theme]) -> dict[str, list[str]]:
    """Both measures beside each other, so that neither is taken for the other."""
    return {
        tell("Theme"): [_label(order, theme) for theme in shown],
        tell("Items"): [number(theme.items, lang()) for theme in shown],
        tell("Share of items"): [percent(theme.share, lang()) for theme in shown],
        tell("Known minutes"): [minutes_text(theme.minutes) for theme in shown],
        tell("Share of minutes"): [
            UNKNOWN if theme.minute_share is None else percent(theme.minute_share, lang())
            for theme in shown
        ],
        tell("Put off"): [number(theme.deferred, lang()) for theme in shown],
    }

"""What customers said in the last twelve months as at most four figures."""

import streamlit as st

from kundagenda.findings.satisfaction import Kind, SatisfactionPage
from kundagenda.panels.figure_tile import figure_help, figure_tile
from kundagenda.panels.quiet import quiet
from kundagenda.panels.reach import among_customers
from kundagenda.panels.reader import lang, tell
from kundagenda.panels.tile import Pill, arrow_of, tile
from kundagenda.texts.numbers import month, number, percent


def said_tiles(found: SatisfactionPage) -> None:
    """The measure, how many answer, and what stands beside it: kinds of answers, or ease."""
    to = month(found.view.last, lang())
    span_said = tell("The last twelve months, to {month}.", month=to)
    quiet(f"{span_said} {among_customers(found.view)}".strip())
    with st.container(horizontal=True, gap="small"):
        figure_tile(found.said.figure)
        if found.rate.has_rows:
            figure_tile(found.rate.figure)
        for kind in found.kinds:
            _kind_tile(kind, found)
        beside = found.beside
        if beside is not None and beside.now is not None and beside.now.base:
            figure_tile(beside)


def _kind_tile(kind: Kind, found: SatisfactionPage) -> None:
    part, whole = number(kind.count, lang()), number(kind.of, lang())
    base = tell("{part} of {whole} answers", part=part, whole=whole)
    meant = {
        "promoters": tell("Answers of 9 or 10 as a share of all."),
        "detractors": tell("Answers of 0 to 6 as a share of all."),
    }
    definition = f"{meant[kind.name]} {figure_help(found.said.figure)}"
    value = percent(kind.count / kind.of, lang())
    tile(kind_names()[kind.name], value, base, definition, _pill(kind))


def kind_names() -> dict[str, str]:
    """What the kinds of answers are called, from the best down."""
    return {
        "promoters": tell("Promoters"),
        "passives": tell("Passives"),
        "detractors": tell("Detractors"),
    }


def _pill(kind: Kind) -> Pill:
    if kind.change is None:
        return Pill()
    points = round(100 * kind.change.difference)
    said = tell("beyond chance") if kind.change.real else tell("within chance")
    return Pill(number(abs(points), lang()), arrow_of(points), said)

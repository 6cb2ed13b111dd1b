"""What customers said in the last twelve months as at most four figures."""

from collections.abc import Iterator

from kundagenda.findings.satisfaction import Kind, SatisfactionPage
from kundagenda.shown.figure import FigureShown, Pill, arrow_of
from kundagenda.shown.figure_shown import figure_help, figure_shown
from kundagenda.texts.numbers import number, percent
from kundagenda.texts.told import lang, tell


def satisfaction_figures(found: SatisfactionPage) -> Iterator[FigureShown]:
    """The measure, how many answer, and what stands beside it: kinds of answers, or ease."""
    yield figure_shown(found.said.figure)
    if found.rate.has_rows:
        yield figure_shown(found.rate.figure)
    for kind in found.kinds:
        yield _kind_shown(kind, found)
    beside = found.beside
    if beside is not None and beside.now is not None and beside.now.base:
        yield figure_shown(beside)


def _kind_shown(kind: Kind, found: SatisfactionPage) -> FigureShown:
    part, whole = number(kind.count, lang()), number(kind.of, lang())
    base = tell("{part} of {whole} answers", part=part, whole=whole)
    meant = {
        "promoters": tell("Answers of 9 or 10 as a share of all."),
        "detractors": tell("Answers of 0 to 6 as a share of all."),
    }
    definition = f"{meant[kind.name]} {figure_help(found.said.figure)}"
    value = percent(kind.count / kind.of, lang())
    return FigureShown(kind_names()[kind.name], value, base, definition, _pill(kind))


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

"""What a figure means and how it is computed, in words: on the page Definitions and on paper."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from re import sub

from kundagenda.texts.catalogue import translations
from kundagenda.texts.definition_words import (
    INTERVALS,
    LIMITED,
    SPLITS,
    UNITS,
    periods_of,
    words_of_source,
)
from kundagenda.texts.numbers import span
from kundagenda.texts.outcome_names import outcome_name
from kundagenda.texts.told import lang, tell
from metrics.definition import Definition, Family, Interval, Metric


@dataclass(frozen=True)
class Defined:
    """A figure's name, meaning and computation, each row of it with its name."""

    key: str
    name: str
    meaning: str
    how: tuple[tuple[str, str], ...]


def defined(wanted: Iterable[str], known: Sequence[Definition]) -> tuple[Defined, ...]:
    """What the wanted keys mean, each once, in the order in which they are known."""
    keys = set(wanted)
    return tuple(
        Defined(each.key, figure_name(each), tell(each.definition), how_computed(each))
        for each in known
        if each.key in keys
    )


def figure_name(figure: Definition) -> str:
    """Its name; a company's own outcome is called as on the page Outcomes."""
    if isinstance(figure, Metric) and figure.family is Family.OUTCOME:
        return outcome_name(figure, lang())
    return translations(lang()).gettext(figure.label)


def how_computed(figure: Definition) -> tuple[tuple[str, str], ...]:
    """Its formula, unit, splits, periods and source, each after its name."""
    return tuple(_how(figure))


def _how(figure: Definition) -> Iterator[tuple[str, str]]:
    splits = [tell(SPLITS.get(split, split)) for split in figure.splits]
    yield tell("Formula"), _arithmetic(tell(figure.formula))
    yield tell("Unit"), f"{_unit(figure)}; {_interval(figure)}"
    yield tell("Split by"), ", ".join(splits) or tell("nothing")
    yield tell("Period"), tell(periods_of(figure))
    yield tell("Source"), _source(figure)


def _arithmetic(formula: str) -> str:
    """A formula with the signs that a keyboard lacks; hyphens within words and ranges stay."""
    return sub(r"\bm-(?=\d)", "m\u2212", formula.replace(" x ", " × ").replace(" - ", " \u2212 "))


def _unit(figure: Definition) -> str:
    """The unit, with its least and greatest value where a reader needs them."""
    unit = tell(UNITS[figure.unit])
    if figure.values is None or figure.unit not in LIMITED:
        return unit
    return f"{unit}, {span(*figure.values, lang())}"


def _interval(figure: Definition) -> str:
    """The method behind the range that is called likely."""
    method = tell(INTERVALS[figure.interval])
    return method if figure.interval is Interval.NONE else tell("interval {method}", method=method)


def _source(figure: Definition) -> str:
    parts = words_of_source(figure.source)
    return "; ".join(tell(part) if words else part for part, words in parts)

"""Every metric in words, with its formula and its latest value: a list to look things up in."""

from html import escape
from re import sub
from urllib.parse import quote

import streamlit as st

import metrics
from kundagenda.access.figures import figures
from kundagenda.findings.definitions import Latest, latest_values
from kundagenda.findings.reading import Reading
from kundagenda.findings.view import View
from kundagenda.panels.address import asked_in_vain
from kundagenda.panels.definition_style import SHOW_ASKED, STYLE
from kundagenda.panels.foot import no_sources
from kundagenda.panels.latest_value import latest_value
from kundagenda.panels.notice import demo_notice
from kundagenda.panels.quiet import quiet
from kundagenda.panels.reader import lang, plain, tell
from kundagenda.panels.values import Opened, Version
from kundagenda.texts.catalogue import translations
from kundagenda.texts.definition_words import (
    FAMILIES,
    INTERVALS,
    LIMITED,
    SPLITS,
    UNITS,
    words_of_source,
)
from kundagenda.texts.numbers import day, month, span
from metrics.definition import Family, Interval, Metric

ASKED = "metric"


def title() -> str:
    """What the page is for, as its title."""
    return tell("What each figure means, and where it stands.")


def as_of_line(data: Opened) -> None:
    """Whose figures and of which months; in the demo, to the right, that they are invented."""
    with st.container(
        horizontal=True,
        horizontal_alignment="distribute",
        vertical_alignment="center",
        gap="small",
    ):
        to = month(_last(data), lang())
        quiet(tell("The whole company, to {month}. No choices apply here.", month=to), "content")
        demo_notice(data)
    unknown = asked_in_vain(ASKED, [metric.key for metric in metrics.METRICS])
    if unknown:
        quiet(tell("“{code}” in the address is not known here.", code=plain(unknown)))


def definitions(data: Opened) -> None:
    """An index of names, then every metric by family; the one in the address is shown first."""
    latest = latest_as(data.version, _last(data))
    families = _by_family()
    index = "".join(_index_of(family, found) for family, found in families.items())
    body = "".join(_section(family, found, latest) for family, found in families.items())
    label = escape(tell("All figures"))
    st.html(f'{STYLE}<nav class="ka-index" aria-label="{label}">{index}</nav>{body}')
    asked = _asked()
    if asked:
        # The text holds nothing from the address; the number makes another choice another script.
        script = SHOW_ASKED.format(number=metrics.METRICS.index(asked))
        st.html(f"<script>{script}</script>", unsafe_allow_javascript=True)


def definitions_sources(data: Opened) -> str:
    """As of when the figures are, and when they were computed."""
    if data.is_empty:
        return no_sources()
    said = [tell("Figures to {day}.", day=day(data.as_of, lang()))]
    computed = data.background.refreshed_at
    if computed:
        said.append(tell("Computed {day}.", day=day(computed.date(), lang())))
    return " ".join(said)


@st.cache_resource(show_spinner=False, max_entries=4)
def latest_as(named: Version, last: int) -> Latest:
    """The latest values, by the name of the figures."""
    with figures() as connection:
        return latest_values(connection, metrics.METRICS, last)


def _last(data: Opened) -> int:
    return View(data.as_of).last


def _asked() -> Metric | None:
    """The metric that a link points to."""
    code = st.query_params.get(ASKED)
    return next((metric for metric in metrics.METRICS if metric.key == code), None)


def _by_family() -> dict[Family, list[Metric]]:
    found = {family: [m for m in metrics.METRICS if m.family is family] for family in FAMILIES}
    return {family: members for family, members in found.items() if members}


def _index_of(family: Family, members: list[Metric]) -> str:
    links = "".join(f'<li><a href="#{_place(m)}">{_label(m)}</a></li>' for m in members)
    return f"<div><p>{escape(tell(FAMILIES[family]))}</p><ul>{links}</ul></div>"


def _section(family: Family, members: list[Metric], latest: Latest) -> str:
    entries = "".join(_entry(metric, latest[metric.key]) for metric in members)
    return (
        f'<section class="ka-family"><h2>{escape(tell(FAMILIES[family]))}</h2>{entries}</section>'
    )


def _entry(metric: Metric, reading: Reading | None) -> str:
    """A metric: its name and definition, how it is computed, and its latest value."""
    here = " ka-here" if metric is _asked() else ""
    return (
        f'<article id="{_place(metric)}" class="ka-metric{here}">'
        f'<div class="ka-what"><h3>{_label(metric)}</h3>'
        f"<p>{escape(tell(metric.definition))}</p></div>"
        f'<div class="ka-now">{latest_value(metric, reading)}</div>'
        f'<dl class="ka-how">{_how(metric)}</dl></article>'
    )


def _place(metric: Metric) -> str:
    return "metric-" + quote(metric.key, safe="")


def _label(metric: Metric) -> str:
    """Its name; that of a company's own figure is the company's own, whatever it holds."""
    return escape(translations(lang()).gettext(metric.label))


def _how(metric: Metric) -> str:
    splits = [tell(SPLITS.get(split, split)) for split in metric.splits]
    rows = (
        (tell("Formula"), _arithmetic(tell(metric.formula))),
        (tell("Unit"), f"{_unit(metric)}; {_interval(metric)}"),
        (tell("Split by"), ", ".join(splits) or tell("nothing")),
        (tell("Source"), _source(metric)),
    )
    return "".join(f"<div><dt>{escape(k)}</dt><dd>{escape(v)}</dd></div>" for k, v in rows)


def _arithmetic(formula: str) -> str:
    """A formula with the signs that a keyboard lacks; hyphens within words and ranges stay."""
    return sub(r"\bm-(?=\d)", "m\u2212", formula.replace(" x ", " × ").replace(" - ", " \u2212 "))


def _unit(metric: Metric) -> str:
    """The unit, with its least and greatest value where a reader needs them."""
    unit = tell(UNITS[metric.unit])
    if metric.values is None or metric.unit not in LIMITED:
        return unit
    return f"{unit}, {span(*metric.values, lang())}"


def _interval(metric: Metric) -> str:
    """The method behind the range that is called likely."""
    method = tell(INTERVALS[metric.interval])
    return method if metric.interval is Interval.NONE else tell("interval {method}", method=method)


def _source(metric: Metric) -> str:
    parts = words_of_source(metric.source)
    return "; ".join(tell(part) if words else part for part, words in parts)

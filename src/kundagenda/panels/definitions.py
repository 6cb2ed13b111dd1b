"""Every figure in words, with its formula and its latest value: a list to look things up in."""

from html import escape
from urllib.parse import quote

import streamlit as st

from kundagenda.access.figures import figures
from kundagenda.findings.definitions import Latest, Listed, listed
from kundagenda.findings.view import View
from kundagenda.page_scripts import SHOW_ASKED
from kundagenda.panels.address import asked_in_vain
from kundagenda.panels.definition_style import STYLE
from kundagenda.panels.foot import no_sources
from kundagenda.panels.latest_value import latest_value
from kundagenda.panels.notice import demo_notice
from kundagenda.panels.quiet import quiet
from kundagenda.panels.reader import lang, plain, tell
from kundagenda.panels.values import Opened, Version
from kundagenda.shown.defined import figure_name, how_computed
from kundagenda.texts.definition_words import FAMILIES
from kundagenda.texts.numbers import day, month
from metrics.definition import Definition, Family

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
    unknown = asked_in_vain(ASKED, [figure.key for figure in _listed(data).definitions])
    if unknown:
        quiet(tell("“{code}” in the address is not known here.", code=plain(unknown)))


def definitions(data: Opened) -> None:
    """An index of names, then every figure by family; the one in the address is shown first."""
    there = _listed(data)
    families = _by_family(there)
    index = "".join(_index_of(family, found) for family, found in families.items())
    body = "".join(_section(family, found, there.latest) for family, found in families.items())
    label = escape(tell("All figures"))
    st.html(f'{STYLE}<nav class="ka-index" aria-label="{label}">{index}</nav>{body}')
    number = next((n for n, figure in enumerate(there.definitions) if _is_asked(figure)), None)
    if number is not None:
        # The number makes another choice another text, so that its script runs again.
        mark = f'<span hidden data-shown="{number}"></span>'
        st.html(f"{mark}<script>{SHOW_ASKED}</script>", unsafe_allow_javascript=True)


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
def latest_as(named: Version, last: int) -> Listed:
    """The definitions with their latest values, by the name of the figures."""
    with figures() as connection:
        return listed(connection, last)


def _listed(data: Opened) -> Listed:
    return latest_as(data.version, _last(data))


def _last(data: Opened) -> int:
    return View(data.as_of).last


def _is_asked(figure: Definition) -> bool:
    """Whether a link points to the figure."""
    return st.query_params.get(ASKED) == figure.key


def _by_family(there: Listed) -> dict[Family, list[Definition]]:
    found = {family: [d for d in there.definitions if d.family is family] for family in FAMILIES}
    return {family: members for family, members in found.items() if members}


def _index_of(family: Family, members: list[Definition]) -> str:
    links = "".join(f'<li><a href="#{_place(d)}">{_label(d)}</a></li>' for d in members)
    return f"<div><p>{escape(tell(FAMILIES[family]))}</p><ul>{links}</ul></div>"


def _section(family: Family, members: list[Definition], latest: Latest) -> str:
    entries = "".join(_entry(figure, latest) for figure in members)
    return (
        f'<section class="ka-family"><h2>{escape(tell(FAMILIES[family]))}</h2>{entries}</section>'
    )


def _entry(figure: Definition, latest: Latest) -> str:
    """A figure: its name and definition, how it is computed, and its latest value."""
    here = " ka-here" if _is_asked(figure) else ""
    return (
        f'<article id="{_place(figure)}" class="ka-metric{here}">'
        f'<div class="ka-what"><h3>{_label(figure)}</h3>'
        f"<p>{escape(tell(figure.definition))}</p></div>"
        f'<div class="ka-now">{latest_value(figure, latest[figure.key])}</div>'
        f'<dl class="ka-how">{_how(figure)}</dl></article>'
    )


def _place(figure: Definition) -> str:
    return "metric-" + quote(figure.key, safe="")


def _label(figure: Definition) -> str:
    return escape(figure_name(figure))


def _how(figure: Definition) -> str:
    rows = how_computed(figure)
    return "".join(f"<div><dt>{escape(k)}</dt><dd>{escape(v)}</dd></div>" for k, v in rows)

"""What the reader looks at: forum, customer group, how far back and in what steps."""

from collections.abc import Mapping

import streamlit as st

from kundagenda.access.current import current
from kundagenda.findings.view import View
from kundagenda.panels.address import asked_in_vain, chosen, prepare
from kundagenda.panels.away import last_read
from kundagenda.panels.notice import demo_notice
from kundagenda.panels.quiet import quiet
from kundagenda.panels.reader import LANGUAGE, lang, plain, tell, tell_many
from kundagenda.panels.values import Opened
from kundagenda.shown.asked import GRAINS, LENGTHS
from kundagenda.texts.numbers import bare_day
from kundagenda.texts.sentences import cut
from metrics.periods import Grain

FORUM, GROUP, MONTHS, GRAIN, MONTH = "forum", "group", "months", "grain", "month"
VIEW, OUTCOME, FIGURE, MEASURE = "view", "outcome", "figure", "measure"
HORIZON, COHORT = "horizon", "cohort"
ABOUT, STATUS, WORDS = "about", "status", "words"
WHAT, ROW, ON = "what", "row", "on"
PROOF = "proof"
NOTHING = "-"  # a forum or group that nobody has
SCREEN, FROZEN = "screen", "frozen"
# Codes at their default stay out of the address. The language has none: it always stands there,
# so that a link opens in the language it was sent in.
DEFAULTS = {
    LANGUAGE: "", FORUM: "", GROUP: "", MONTHS: "60", GRAIN: "quarter", MONTH: "", VIEW: "in",
    OUTCOME: "all", FIGURE: "", MEASURE: "", HORIZON: "year", COHORT: "customers",
    ABOUT: "", STATUS: "", WORDS: "", WHAT: "priorities", ROW: "", ON: "",
    PROOF: "", SCREEN: "promise", FROZEN: "",
}  # fmt: skip


def scope_line(data: Opened) -> View:
    """The line that says what is looked at, with its controls, and the view they make.

    In the demo the same line says, to the right, that all of it is invented.
    """
    view = chosen_view(data)
    with st.container(horizontal=True, horizontal_alignment="distribute", gap="small"):
        with st.popover(_phrase(view, data), type="tertiary", icon=":material/tune:", wrap=True):
            _controls(view, data)
        demo_notice(data)
    last_read(data)
    _warn_of_unknown(data)
    return view


def chosen_view(data: Opened) -> View:
    """The view that the reader chose, without its controls."""
    return View(
        as_of=data.as_of,
        forum=chosen(FORUM, data.background.forums, seen_first(FORUM, data)),
        segment=chosen(GROUP, data.background.segments, seen_first(GROUP, data)),
        months=int(chosen(MONTHS, LENGTHS, DEFAULTS[MONTHS])),
        grain=Grain(chosen(GRAIN, GRAINS, DEFAULTS[GRAIN])),
        written_to=data.today,
    )


def seen_first(what: str, data: Opened) -> str:
    """The code of all, or the first that the reader may see where they do not see all."""
    limits, known = current().limits, data.background
    if what == FORUM:
        return "" if limits.forums is None else next(iter(known.forums), NOTHING)
    return "" if limits.groups is None else next(iter(known.segments), NOTHING)


def _phrase(view: View, data: Opened) -> str:
    """The view as a phrase; what is not the default is bold."""
    forum = f"**{plain(cut(view.forum))}**" if view.forum else tell("All forums")
    group = _group_name(view.segment, data)
    group = f"**{plain(cut(group))}**" if view.segment else tell("all groups")
    length = _length(str(view.months))
    months = length if str(view.months) == DEFAULTS[MONTHS] else f"**{length}**"
    step = "" if view.grain == DEFAULTS[GRAIN] else f", **{_grain_name(view.grain).lower()}**"
    as_of = (
        f", **{tell('as of {day}', day=bare_day(data.read_on, lang()))}**" if data.read_on else ""
    )
    return f"{forum}, {group}, {months}{step}{as_of}"


def _controls(view: View, data: Opened) -> None:
    lengths = {months: _length(months) for months in LENGTHS}
    grains = {str(grain): _grain_name(grain) for grain in GRAINS}
    groups = {code: _group_name(code, data) for code in data.background.segments}
    _buttons(tell("Period"), lengths, prepare(MONTHS, str(view.months)))
    _buttons(tell("Step"), grains, prepare(GRAIN, str(view.grain)))
    _list(
        tell("Forum"),
        _all(FORUM, data, tell("All forums")) | {name: name for name in data.background.forums},
        prepare(FORUM, view.forum),
        tell("Applies to the agenda; answers and customers belong to no forum."),
    )
    _list(
        tell("Customer group"),
        _all(GROUP, data, tell("All groups")) | groups,
        prepare(GROUP, view.segment),
        tell("Applies to answers and customers; few agenda items say which group they concern."),
    )


def _all(what: str, data: Opened, said: str) -> dict[str, str]:
    """The choice of all, for whoever sees all."""
    return {} if seen_first(what, data) else {"": said}


def _buttons(label: str, names: Mapping[str, str], key: str) -> None:
    """One of a few codes, by their names."""
    st.segmented_control(label, list(names), format_func=names.__getitem__, key=key, required=True)


def _list(label: str, names: Mapping[str, str], key: str, help: str) -> None:
    """One of many codes, by their names."""
    st.selectbox(label, list(names), format_func=names.__getitem__, key=key, help=help)


def _length(months: str) -> str:
    return tell_many("{n} year", "{n} years", int(months) // 12)


def _grain_name(grain: Grain) -> str:
    names = {
        Grain.MONTH: tell("Month"),
        Grain.QUARTER: tell("Quarter"),
        Grain.YEAR: tell("Year"),
        Grain.ROLLING12: tell("Rolling 12 months"),
    }
    return names[grain]


def _group_name(code: str, data: Opened) -> str:
    return dict(data.background.segment_names).get(code, code)


def _warn_of_unknown(data: Opened) -> None:
    """Say it, on one line, when a link names a forum or a group that is not here."""
    allowed = ((FORUM, data.background.forums), (GROUP, data.background.segments))
    codes = [code for name, known in allowed if (code := asked_in_vain(name, known))]
    if codes:
        said = "“{code}” in the address is not known here."
        quiet(" ".join(tell(said, code=plain(code)) for code in codes))

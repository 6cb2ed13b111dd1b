"""The health of the program: what is to mend, what the last refresh took, and the versions."""

from collections.abc import Sequence
from datetime import date

import streamlit as st

from kundagenda.access.figures import app_engine, figures
from kundagenda.access.roles import Act
from kundagenda.access.warehouse import warehouse
from kundagenda.database.warehouse_checks import warehouse_checks
from kundagenda.errors import ReaderError
from kundagenda.findings.health import Health, health_of
from kundagenda.panels.complain import complain, sentences_of
from kundagenda.panels.listed import listed
from kundagenda.panels.quiet import quiet
from kundagenda.panels.reader import lang, tell, tell_many
from kundagenda.panels.table import grid
from kundagenda.panels.values import Opened, Version
from kundagenda.settings import settings
from kundagenda.texts.catalogue import translations
from kundagenda.texts.numbers import moment, number
from metrics import CATALOGUE

LOOK = "look at the warehouse"


def health_title(data: Opened) -> str:
    """One line that says how it stands."""
    wrong = _health(data.version, date.today()).wrong
    if not wrong:
        return tell("Everything is in order.")
    return tell_many("{n} thing needs a hand.", "{n} things need a hand.", len(wrong))


def health(data: Opened) -> None:
    """What is to mend, what is remarked on, what the last refresh took, and the versions."""
    found = _health(data.version, date.today())
    listed(tell("To mend"), sentences_of(found.wrong))
    listed(tell("To know"), sentences_of(found.remarks))
    listed(tell("In order"), sentences_of(found.right))
    _last_refresh(found)
    _warehouse()
    quiet(" · ".join(f"{name} {version}" for name, version in found.versions))


@st.cache_resource(show_spinner=False, max_entries=2)
def _health(named: Version, today: date) -> Health:
    with figures() as connection:
        return health_of(app_engine(Act.GOVERN), connection, today)


def _last_refresh(found: Health) -> None:
    """When it was, how long its statements took, and the slowest of them."""
    if found.refreshed_at is None:
        return
    said = tell("{when}.", when=moment(found.refreshed_at, lang()))
    if found.steps:
        took = number(found.seconds, lang(), 1)
        said += " " + tell("Its statements took {seconds} seconds.", seconds=took)
    st.markdown(f"**{tell('The last refresh')}** {said}")
    if found.steps:
        statements: dict[str, Sequence[object]] = {
            tell("Slowest statements"): [_named(step.name) for step in found.steps],
            tell("Rows"): [number(step.rows, lang()) for step in found.steps],
            tell("Seconds"): [number(step.seconds, lang(), 2) for step in found.steps],
        }
        grid(statements, tell("The statements of the last refresh, the slowest first"))


def _named(step: str) -> str:
    """A metric by its name, another step by what it asks for."""
    if step in CATALOGUE:
        return translations(lang()).gettext(CATALOGUE[step].label)
    others = {
        "cohorts": tell("Customers by the month they came"),
        "names of outcomes": tell("Names of outcomes"),
        "how long customers stay": tell("How long customers stay"),
    }
    of_one = {
        "respondents": tell("Who answers"),
        "ready": tell("Ready figures by month"),
        "first and last": tell("First and last"),
    }
    for kind, said in of_one.items():
        if step.startswith(f"{kind} "):
            return f"{said}: {step.removeprefix(kind).strip()}"
    return others.get(step, step)


def _warehouse() -> None:
    """A look at the company's own database, when it is asked for: it may take minutes."""
    chosen = settings()
    if not (chosen.warehouse_url.get_secret_value() or chosen.tables or chosen.ready):
        return
    if not st.button(tell("Look at the warehouse"), key=LOOK):
        return
    try:
        with st.spinner(tell("Asking the database")):
            found = warehouse()
            checks = [*warehouse_checks(found, date.today())] if found else []
    except ReaderError as error:
        complain(error)
        return
    listed(tell("To mend"), sentences_of([each for each in checks if each.ok is False]))
    listed(tell("The warehouse"), sentences_of([each for each in checks if each.ok is not False]))

"""A company's own database: which of its tables stands for which of ours, tried and saved here."""

from datetime import date

import streamlit as st
from sqlalchemy import Engine

from kundagenda.access.current import current
from kundagenda.access.figures import app_engine
from kundagenda.access.roles import Act, refuse_unless
from kundagenda.database.mapping import ready_values
from kundagenda.database.their_tables import (
    FIRST_ROWS,
    MAPPED,
    AsOurs,
    Theirs,
    as_ours,
    reading_engine,
    schemas_and_tables,
    their_table,
)
from kundagenda.errors import ReaderError
from kundagenda.intake.guess_mapping import guessed
from kundagenda.panels.complain import complain, sentences_of
from kundagenda.panels.doer import WHO, doer
from kundagenda.panels.listed import listed
from kundagenda.panels.quiet import quiet
from kundagenda.panels.reader import lang, plain, tell, tell_many
from kundagenda.panels.table import short_table, table
from kundagenda.panels.table_words import table_names
from kundagenda.panels.their_choice import columns_chosen
from kundagenda.panels.their_rows import conditions_chosen
from kundagenda.panels.visit import forget, remember, remembered
from kundagenda.save_settings import as_toml, save_source, settings_sum
from kundagenda.settings import Settings, settings, settings_anew, settings_file
from kundagenda.sources import TableSource
from kundagenda.texts.numbers import number

TRIED, SAVED, SEEN = "mapping tried", "mapping saved", "settings as they were shown"
ADDRESS = """# .streamlit/secrets.toml
[kundagenda]
warehouse_url = "postgresql://reader:password@warehouse.example.org/facts\""""


def database_title() -> str:
    """How many of our tables are read from a database of the company's own."""
    chosen = settings()
    count = len(chosen.tables) + len(chosen.ready)
    if not count and not chosen.warehouse_url.get_secret_value():
        return tell("What customers say and do is read from the app’s own database.")
    if not count:
        return tell("Your database is named. Choose what to read from it.")
    one, many = "One table of yours is read.", "{n} tables of yours are read."
    return tell_many(one, many, count)


def their_database() -> None:
    """Where facts are read, and a form that lets a table of theirs stand for one of ours."""
    refuse_unless(current(), Act.GOVERN)
    stands = settings_sum()  # before they are read: what is shown is never older than its name
    chosen = settings_anew()
    if _has_nothing(chosen):
        _how_to_begin()
        return
    try:
        _form(chosen, stands)
    except ReaderError as error:
        complain(error)


def _has_nothing(chosen: Settings) -> bool:
    """Whether there is no other database to look into than a file of the app's own."""
    named = chosen.warehouse_url.get_secret_value() or chosen.tables or chosen.ready
    return not named and chosen.database_url.startswith("sqlite")


def _how_to_begin() -> None:
    st.markdown(
        tell(
            "Answers, subscriptions and outcomes lie in the database of the app. To read them from "
            "one of your own, write its address down and start the app anew; an account that may "
            "only read is enough."
        )
    )
    st.code(ADDRESS, language=None)
    quiet(tell("Then its tables can be chosen here. Everything else is in docs/mapping.md."))


def _form(chosen: Settings, stands: str) -> None:
    _tell_saved()
    ours = _ours(chosen)
    if not {f"map place {ours}", f"map files {ours}"} & st.session_state.keys():
        remember(SEEN, (ours, stands))  # from here on the controls keep what they show first
    kept = chosen.ready.get(ours) if ours == ready_values.name else chosen.tables.get(ours)
    engine = reading_engine(chosen)
    place = _place(engine, ours, kept)
    if place is None:
        quiet(tell("Choose the table of yours that holds them."))
        return
    if place.parquet is not None:
        engine = reading_engine(chosen, place)
    theirs = their_table(engine, place)
    _first_rows(theirs)
    _try_and_save(engine, ours, _said(ours, place, theirs, kept), kept)


def _ours(chosen: Settings) -> str:
    plain_names = table_names() | {ready_values.name: tell("Ready figures by month")}
    mapped = {*chosen.tables, *([ready_values.name] if chosen.ready else [])}
    names = {
        code: tell("{name}, chosen", name=plain_names[code])
        if code in mapped
        else plain_names[code]
        for code in MAPPED
    }
    label = tell("What you want to read")
    return str(st.selectbox(label, list(MAPPED), format_func=names.__getitem__, key="map ours"))


def _place(engine: Engine, ours: str, kept: TableSource | None) -> TableSource | None:
    """The table of theirs, or the files; null while nothing is chosen."""
    if engine.dialect.name == "duckdb" and engine.url.database in (None, "", ":memory:"):
        before = kept.parquet if kept and kept.parquet else ""
        files = st.text_input(tell("Parquet files"), before, placeholder="/data/answers/*.parquet",
                              key=f"map files {ours}")  # fmt: skip
        return TableSource(parquet=files) if files else None
    there = schemas_and_tables(engine)
    options = [(schema, name) for schema, names in there.items() for name in names]
    held = (kept.schema_name or "", kept.table or "") if kept else None
    found = st.selectbox(
        tell("Table or view of yours"),
        options,
        index=options.index(held) if held in options else None,
        format_func=lambda one: ".".join(filter(None, one)),
        placeholder=tell("Choose"),
        key=f"map place {ours}",
    )
    return TableSource(schema=found[0] or None, table=found[1]) if found else None


def _first_rows(theirs: Theirs) -> None:
    rows = theirs.rows[:FIRST_ROWS]
    with st.expander(tell("The first rows of yours")):
        if rows:
            table({name: [_cell(row[name]) for row in rows] for name in theirs.columns},
                  tell("The first rows of yours"))  # fmt: skip
        else:
            st.markdown(tell("The table has no rows."))


def _cell(value: object) -> object:
    return value if value is None or isinstance(value, int | float | str) else str(value)


def _said(ours: str, place: TableSource, theirs: Theirs, kept: TableSource | None) -> TableSource:
    """The whole source as the controls say it."""
    same = kept is not None and kept.place == place.place
    before = kept.columns if kept and same else guessed(ours, theirs.columns, theirs.rows)
    key = f"{ours} {place.place}"
    st.markdown(f"**{tell('Which column is which')}** :gray[{tell('Guessed by name and values.')}]")
    columns = columns_chosen(MAPPED[ours], theirs.columns, before, key)
    where = conditions_chosen(theirs.columns, kept.where if kept and same else [], key)
    return place.model_copy(update={"columns": columns, "where": where})


def _try_and_save(engine: Engine, ours: str, source: TableSource, kept: TableSource | None) -> None:
    section = "ready" if ours == ready_values.name else "tables"
    said = as_toml(section, ours, source)
    with st.container(horizontal=True, gap="small"):
        if st.button(tell("Try it"), type="primary", key="map try"):
            remember(TRIED, (said, _tried(engine, ours, source, section)))
        text, found = remembered(TRIED) or ("", None)
        fits = text == said
        ready = fits and isinstance(found, AsOurs)
        if st.button(tell("Save"), disabled=not ready, key="map save"):
            _save(section, ours, source)
        if kept is not None and st.button(tell("Do not read it from there"), key="map away"):
            _save(section, ours, None)
    if fits and isinstance(found, ReaderError):
        complain(found)
    elif fits and found is not None:
        _tell_tried(found)
    with st.expander(tell("As it stands in kundagenda.toml")):
        st.code(said, language=None)


def _tried(engine: Engine, ours: str, source: TableSource, section: str) -> AsOurs | ReaderError:
    """How it would stand for ours, or why it cannot."""
    try:
        with st.spinner(tell("Asking the database")):
            return as_ours(engine, ours, source, f"{section}.{ours}", date.today())
    except ReaderError as error:
        return error


def _save(section: str, ours: str, source: TableSource | None) -> None:
    _, seen = remembered(SEEN)
    try:
        now = save_source(app_engine(Act.GOVERN), section, ours, source, doer(WHO), seen)
    except ReaderError as error:
        complain(error)
        return
    forget(TRIED)
    remember(SEEN, (ours, now))
    remember(SAVED, source is not None)
    st.rerun()


def _tell_saved() -> None:
    saved = remembered(SAVED)
    if saved is None:
        return
    forget(SAVED)
    file = plain(str(settings_file()))
    said = (
        tell("Saved in {file}. Run kundagenda refresh to have the figures computed.", file=file)
        if saved
        else tell("Taken away from {file}.", file=file)
    )
    st.success(said)


def _tell_tried(found: AsOurs) -> None:
    """How many rows there are, what is wrong in them, and how the first look as ours."""
    if found.count is not None:
        counted = number(found.count, lang())
        st.markdown(tell_many("{count} row stands for ours.", "{count} rows stand for ours.",
                              found.count, count=counted))  # fmt: skip
    wrong = [check for check in found.checks if check.ok is False]
    listed(tell("To mend"), sentences_of(wrong))
    if found.rows:
        names = found.rows[0].keys()
        short_table({name: [_cell(row[name]) for row in found.rows] for name in names})

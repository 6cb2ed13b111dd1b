"""Addresses that cannot work: one clear sentence each, and never the password."""

from contextlib import ExitStack
from time import monotonic

import pytest
import sqlalchemy as sa

from kundagenda.database import connection as connection_module
from kundagenda.database.connection import clear_failures, open_engine, place_of, take_turn
from kundagenda.database.read_only import read_only_engine
from kundagenda.database.schema import open_database
from kundagenda.errors import ReaderError, without_place
from kundagenda.settings import Settings
from kundagenda.texts.catalogue import say_error


def refusal(address):
    with pytest.raises(ReaderError) as told:
        open_database(address)
    return str(told.value)


def test_a_server_that_does_not_answer_is_named_without_its_password():
    text = refusal("postgresql://anna:s3cret@127.0.0.1:9/agenda")
    assert "postgresql+psycopg://anna:***@127.0.0.1:9/agenda did not answer" in text
    assert "s3cret" not in text
    assert "\n" not in text
    assert text.endswith(".")


def test_a_wrong_password_is_told_without_repeating_it(server):
    url = sa.make_url(server.get_uri()).set(database="no_such_database", password="s3cret")
    text = refusal(url.render_as_string(hide_password=False))
    assert "did not answer" in text
    assert "no_such_database" in text
    assert "s3cret" not in text
    assert "\n" not in text


@pytest.mark.parametrize(
    ("address", "place"),
    [
        ("duckdb:///x.duckdb?motherduck_token=S3CRET", "duckdb:///x.duckdb"),
        ("postgresql://u@h/d?password=S3CRET&sslmode=require", "postgresql+psycopg://u@h/d"),
        ("sqlite:///x.db?timeout=5", "sqlite:///x.db"),
    ],
)
def test_a_place_has_no_options_which_may_be_secrets(address, place):
    assert place_of(open_engine(address)) == place


def test_what_a_driver_says_of_a_signed_file_is_told_without_the_signature():
    said = "HTTP GET error on 'https://h.example/x.parquet?sig=S3CRET' (HTTP 403)"
    with (
        pytest.raises(ReaderError, match="HTTP 403") as told,
        clear_failures(open_engine("sqlite://")),
    ):
        raise sa.exc.DBAPIError("select 1", {}, Exception(said))
    assert "S3CRET" not in str(told.value)


@pytest.mark.parametrize("address", ["", "kundagenda", "http//nothing", "/a/b.db"])
def test_an_address_that_is_none_is_told_how_one_looks(address):
    text = refusal(address)
    assert text.startswith("The database address cannot be read. Write it as sqlite:///")
    assert "KUNDAGENDA_DATABASE_URL" in text


@pytest.mark.parametrize("address", ["mongodb://host/x", "postgres+nothing://host/x"])
def test_a_kind_of_database_without_a_driver_is_refused(address):
    kind = address.partition(":")[0]
    assert f"no driver for databases of the kind '{kind}'" in refusal(address)


def test_a_slip_in_an_address_does_not_repeat_its_password():
    text = refusal("postgresql://anna:s3cret@host:port/agenda")
    assert text.startswith("The database address cannot be read.")
    assert "s3cret" not in text


def test_a_refused_statement_is_one_sentence(app):
    with (
        pytest.raises(ReaderError, match=r"refused the statement|did not answer") as told,
        clear_failures(app),
        app.connect() as connection,
    ):
        connection.execute(sa.text("SELECT * FROM no_such_table"))
    assert "no_such_table" in str(told.value)
    assert "\n" not in str(told.value)


def test_what_is_no_failure_of_the_database_passes_through(app):
    with pytest.raises(ZeroDivisionError), clear_failures(app):
        raise ZeroDivisionError


def test_settings_come_from_the_environment(monkeypatch):
    monkeypatch.setenv("KUNDAGENDA_DATABASE_URL", "sqlite:///mine.db")
    assert Settings().database_url == "sqlite:///mine.db"
    assert not Settings().may_fill_demo
    monkeypatch.delenv("KUNDAGENDA_DATABASE_URL")
    assert Settings().may_fill_demo
    monkeypatch.setenv("KUNDAGENDA_DEMO", "false")
    assert not Settings().may_fill_demo


def test_a_database_that_somebody_else_writes_to_is_told_as_that(app, monkeypatch):
    monkeypatch.setattr(connection_module, "BUSY_SECONDS", 1)
    impatient = open_engine(app.url.render_as_string(hide_password=False), 1)
    with app.begin() as writing:
        take_turn(writing)
        began = monotonic()
        with (
            pytest.raises(ReaderError, match=r"^Somebody else is writing .*try again in a moment"),
            clear_failures(impatient),
            impatient.begin() as waiting,
        ):
            take_turn(waiting)
        assert monotonic() - began < 5
    with impatient.begin() as waiting:
        take_turn(waiting)
    impatient.dispose()


@pytest.mark.postgres
def test_only_the_wait_for_a_turn_is_cut_short(app_of):
    with app_of("postgresql").begin() as connection:
        take_turn(connection)
        assert connection.exec_driver_sql("SHOW lock_timeout").scalar() == "0"


def test_a_full_pool_is_waited_for_a_moment_and_is_one_sentence(app):
    impatient = open_engine(app.url.render_as_string(hide_password=False), 1)
    most = 15  # five that stay, and ten more
    began = monotonic()
    with ExitStack() as held:
        for _ in range(most):
            held.enter_context(impatient.connect())
        with (
            pytest.raises(
                ReaderError, match=r"All connections to .* are in use\. .*in a moment\.$"
            ),
            clear_failures(impatient),
            impatient.connect(),
        ):
            pass
    assert monotonic() - began < 10
    impatient.dispose()


@pytest.mark.postgres
@pytest.mark.parametrize("opened", [open_engine, read_only_engine])
def test_a_server_that_says_nothing_is_asked_whether_it_is_there(app_of, opened):
    engine = opened(app_of("postgresql").url.render_as_string(hide_password=False), 10)
    with engine.connect() as connection:
        options = connection.connection.dbapi_connection.pgconn.info
        given = {option.keyword: option.val for option in options}
    engine.dispose()
    assert given[b"keepalives_idle"] == b"30"


def test_whoever_does_not_look_after_it_is_told_neither_where_it_lies_nor_what_it_said() -> None:
    """In the reader's language, and in the words that help them."""
    texts = [
        "The database {place} did not answer. Nothing was changed; check that it is running and "
        "may be reached ({reason}).",
        "The database {place} refused the statement. Nothing was changed ({reason}).",
        "There is no room left for the database {place}. Nothing was changed; make room on its "
        "disk, and do it again ({reason}).",
        "Kundagenda may not write to the database {place}. Nothing was changed; let it write to "
        "the file and those beside it, and in its folder ({reason}).",
        "Somebody else is writing to the database {place}. Nothing was changed; try again in a "
        "moment ({reason}).",
        "All connections to the database {place} are in use. Nothing was changed; try again in a "
        "moment.",
    ]
    told = [without_place(ReaderError(each, place="db.inner", reason="hm")) for each in texts]
    for error in told:
        assert not {"db.inner", "hm"} & set(say_error("en", error).replace(".", " ").split())
        assert say_error("sv", error) != say_error("en", error)
    assert [str(each).partition(".")[0] for each in told] == [
        "The database does not answer right now",
        "The database refused the statement",
        "There is no room left for the database",
        "Kundagenda may not write to the database",
        "Somebody else is writing to the database",
        "All connections to the database are in use",
    ]
    other = ReaderError("'{email}' is no e-mail address.", email="x")
    assert without_place(other) is other

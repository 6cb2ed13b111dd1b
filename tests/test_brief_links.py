"""Links to a brief: each opens its brief until its day, and nothing else; and the route."""

import asyncio
import json
import re
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import httpx
import pytest
import sqlalchemy as sa
from click.testing import CliRunner, Result
from sqlalchemy import Engine
from starlette.requests import Request

from app_pages import Pages
from kundagenda import brief_route
from kundagenda.access.links import (
    LinkEnded,
    NoSuchLink,
    links_of,
    make_link,
    now_utc,
    opened_link,
    revoke_link,
)
from kundagenda.cli import main
from kundagenda.database.tables import audit, brief_links, state
from kundagenda.errors import ReaderError
from kundagenda.settings import settings
from running_app import running_app
from small_company import fill_small_company

CODES = {"lang": "sv", "month": "2026-09", "forum": "Styrelsen"}
PATIENCE = 60
ELSEWHERE = {"X-Forwarded-For": "10.1.1.1"}


@pytest.fixture(autouse=True)
def fresh_settings() -> Iterator[None]:
    settings.cache_clear()
    yield
    settings.cache_clear()


def opens(engine: Engine, token: str) -> dict[str, str]:
    with engine.connect() as connection:
        return dict(opened_link(connection, token).codes)


def test_a_link_opens_what_it_was_made_for_and_is_in_the_audit(app: Engine) -> None:
    token = make_link(app, "  the   board ", CODES, 30, "test")
    assert opens(app, token) == CODES
    with app.connect() as connection:
        [link] = links_of(connection)
        [told] = connection.execute(sa.select(audit.c.action, audit.c.row_id, audit.c.after))
    assert (link.label, link.revoked_at) == ("the board", None)
    assert link.expires_at - link.created_at == timedelta(days=30)
    assert tuple(told) == ("brief link: made", str(link.id), "the board")


def test_a_link_that_has_ended_opens_no_more(app: Engine) -> None:
    by_day, by_hand = (make_link(app, "board", CODES, 1, "test") for _ in range(2))
    with app.connect() as connection:
        second, first = links_of(connection)
    past = now_utc() - timedelta(days=2)
    revoke_link(app, second.id, "test")
    with pytest.raises(LinkEnded):
        opens(app, by_hand)
    assert opens(app, by_day) == CODES
    # Whoever moves the day in the database ends the link: the day is signed.
    with app.begin() as connection:
        connection.execute(
            sa.update(brief_links).where(brief_links.c.id == first.id).values(expires_at=past)
        )
    with pytest.raises(NoSuchLink):
        opens(app, by_day)


def test_the_day_of_a_link_is_its_end(app: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    token = make_link(app, "board", CODES, 1, "test")
    later = now_utc() + timedelta(days=1)
    monkeypatch.setattr("kundagenda.access.links.now_utc", lambda: later)
    with pytest.raises(LinkEnded):
        opens(app, token)


@pytest.mark.parametrize("change", ["", "x", "swap", "other", "cut"])
def test_a_link_that_was_changed_opens_nothing(sqlite_app: Engine, change: str) -> None:
    token = make_link(sqlite_app, "board", CODES, 30, "test")
    other = make_link(sqlite_app, "other", CODES, 30, "test")
    signed, _, signature = token.rpartition(".")
    changed = {
        "": "",
        "x": token + "x",
        "swap": token.swapcase(),
        "other": other.rpartition(".")[0] + "." + signature,
        "cut": signed,
    }[change]
    with pytest.raises(NoSuchLink):
        opens(sqlite_app, changed)


def test_no_secret_is_made_by_whoever_tries_a_link(sqlite_app: Engine) -> None:
    with pytest.raises(NoSuchLink):
        opens(sqlite_app, "WzEsIjIwMzAtMDEtMDEiXQ.abcdefghijklmnopqrstuvwxyz")
    with sqlite_app.connect() as connection:
        assert connection.execute(sa.select(sa.func.count()).select_from(state)).scalar() == 0


def test_the_secret_of_the_settings_signs_and_another_ends_all(
    sqlite_app: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KUNDAGENDA_LINK_SECRET", "a secret of sixteen signs or more")
    settings.cache_clear()
    token = make_link(sqlite_app, "board", CODES, 30, "test")
    assert opens(sqlite_app, token) == CODES
    assert "sixteen" not in repr(settings())
    monkeypatch.setenv("KUNDAGENDA_LINK_SECRET", "another secret, as long as the first one")
    settings.cache_clear()
    with pytest.raises(NoSuchLink):
        opens(sqlite_app, token)
    monkeypatch.setenv("KUNDAGENDA_LINK_SECRET", "short")
    settings.cache_clear()
    with pytest.raises(ReaderError, match="KUNDAGENDA_LINK_SECRET is too short") as refused:
        opens(sqlite_app, token)
    assert "'short'" not in str(refused.value)


@pytest.mark.parametrize(("label", "days"), [(" ", 30), ("board", 0), ("board", 367)])
def test_a_link_without_label_or_end_is_refused(sqlite_app: Engine, label: str, days: int) -> None:
    with pytest.raises(ReaderError):
        make_link(sqlite_app, label, CODES, days, "test")
    with pytest.raises(ReaderError, match="no link number 7"):
        revoke_link(sqlite_app, 7, "test")


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> str:
    made = f"sqlite:///{tmp_path_factory.mktemp('links') / 'app.db'}"
    fill_small_company(made).dispose()
    return made


@pytest.fixture(scope="module")
def base(address: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with running_app(address, tmp_path_factory.mktemp("log") / "server.log") as url:
        yield url


def get(url: str, headers: dict[str, str] | None = None) -> httpx.Response:
    return httpx.get(url, headers=headers, timeout=PATIENCE)


def command(address: str, *words: str | Path) -> Result:
    return CliRunner().invoke(
        main, ["brief", *map(str, words)], env={"KUNDAGENDA_DATABASE_URL": address}
    )


def test_the_route_sends_the_brief_packed_guarded_and_once(base: str) -> None:
    answer = get(f"{base}/brief?lang=sv")
    assert answer.status_code == 200
    assert answer.headers["content-encoding"] == "gzip"
    policy = answer.headers["content-security-policy"]
    assert policy.startswith("default-src 'none'; style-src 'unsafe-inline'")
    assert "script-src" not in policy
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["cache-control"] == "private, max-age=60"
    plain = get(f"{base}/brief?lang=sv", headers={"Accept-Encoding": "identity"})
    assert "content-encoding" not in plain.headers
    assert plain.text == answer.text
    same = {"If-None-Match": answer.headers["etag"]}
    assert get(f"{base}/brief?lang=sv", headers=same).status_code == 304
    english = get(f"{base}/brief", headers={"Accept-Language": "en-GB"})
    assert '<html lang="en">' in english.text


@pytest.mark.parametrize(
    ("query", "said"),
    [("forum=Nowhere", "”Nowhere” i adressen finns inte här."), ("month=2150-01", "2150-01")],
)
def test_the_route_says_calmly_what_is_not_here(base: str, query: str, said: str) -> None:
    answer = get(f"{base}/brief?lang=sv&{query}")
    assert answer.status_code == 404
    assert said in answer.text
    assert answer.headers["content-security-policy"].startswith("default-src 'none'")


def test_elsewhere_a_link_opens_its_brief_and_nothing_else(base: str, address: str) -> None:
    made = command(address, "link", "the board", "--lang", "sv", "--forum", "Styrelsen")
    path = made.stdout.strip()
    answer = get(base + path, headers=ELSEWHERE)
    assert answer.status_code == 200
    assert "Styrelsen, alla kundgrupper" in answer.text
    assert answer.headers["cache-control"] == "private, no-store"
    assert answer.headers["referrer-policy"] == "no-referrer"
    # Neither the address nor a trick in the path widens it.
    wider = get(f"{base}{path}?forum=Ledningsgruppen&lang=en", headers=ELSEWHERE)
    assert wider.text == answer.text
    for other in ("/", "/brief", "/readyz", f"{path}/", f"{path}/../../", "/brief/../agenda"):
        assert get(base + other, headers=ELSEWHERE).status_code == 403, other
    assert httpx.post(base + path, headers=ELSEWHERE, timeout=PATIENCE).status_code == 403


@pytest.mark.parametrize(
    ("lang", "gone", "never"),
    [
        ("sv", "Den här länken gäller inte längre.", "Den här länken öppnar ingenting här."),
        ("en", "This link no longer opens.", "This link does not open anything here."),
    ],
)
def test_a_link_that_opens_no_more_says_so_in_the_language_of_the_reader(
    base: str, address: str, lang: str, gone: str, never: str
) -> None:
    path = command(address, "link", "the board", "--days", "1").stdout.strip()
    number = json.loads(command(address, "list", "--json").stdout)["links"][0]["id"]
    assert command(address, "revoke", str(number)).exit_code == 0
    assert "revoked" in command(address, "list").stdout
    headers = ELSEWHERE | {"Accept-Language": lang}
    answer = get(base + path, headers=headers)
    assert (answer.status_code, gone in answer.text) == (410, True)
    changed = get(base + path + "x", headers=headers)
    assert (changed.status_code, never in changed.text) == (403, True)


@pytest.mark.parametrize("lang", ["sv", "en"])
def test_while_the_database_is_away_nobody_is_told_where_it_lies(
    monkeypatch: pytest.MonkeyPatch, lang: str
) -> None:
    def away(*_asked: object) -> brief_route.Written:
        raise ReaderError("{place} did not answer ({reason}).", place="db.internal", reason="x")

    monkeypatch.setattr(brief_route, "_asked_for", away)
    asked = {
        "type": "http", "method": "GET", "path": "/brief/x", "path_params": {"token": "x"},
        "query_string": b"", "headers": [(b"accept-language", lang.encode())],
    }  # fmt: skip
    answer = asyncio.run(brief_route.answered(Request(asked)))
    assert answer.status_code == 503
    said = {"sv": "Databasen svarar inte just nu.", "en": "The database does not answer"}[lang]
    assert said.encode() in answer.body
    assert b"internal" not in answer.body


def test_the_command_writes_a_file_whole_in_itself(address: str, tmp_path: Path) -> None:
    done = command(address, "write", "--lang", "en", "-o", tmp_path / "brief.html")
    assert done.exit_code == 0, done.output
    written = (tmp_path / "brief.html").read_text(encoding="utf-8")
    assert written.startswith('<!doctype html><html lang="en">')
    refused = command(address, "write", "-o", tmp_path / "none" / "brief.html")
    assert refused.exit_code == 1
    assert "cannot be written" in refused.stderr


@pytest.mark.parametrize("lang", ["sv", "en"])
def test_the_overview_links_to_the_brief_and_makes_links(
    address: str, monkeypatch: pytest.MonkeyPatch, lang: str
) -> None:
    visit = Pages(monkeypatch, address).open(lang=lang, forum="Styrelsen")
    [link] = visit.get("link_button")
    assert link.proto.url == f"/brief?lang={lang}&forum=Styrelsen"
    assert not visit.get("code")
    visit.session_state["send the brief"] = True
    visit.run()
    visit.text_input("brief link label").input("*Styrelsens* ordförande")
    pressed = {"sv": "Gör en länk", "en": "Make a link"}[lang]
    next(each for each in visit.button if each.label == pressed).click()
    visit.run()
    assert not visit.exception
    [code] = visit.code
    assert re.fullmatch(r".*/brief/[\w.-]+", code.value)
    ended = next(each for each in visit.button if (each.key or "").startswith("end brief link"))
    number = int((ended.key or "").rpartition(" ")[2])
    ended.click()
    visit.run()
    assert not visit.code
    listed = json.loads(command(address, "list", "--json").stdout)["links"]
    [row] = [each for each in listed if each["id"] == number]
    assert (row["label"], row["opens"]) == ("*Styrelsens* ordförande", False)
    assert row["codes"]["forum"] == "Styrelsen"

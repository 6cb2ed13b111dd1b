"""Sign-in with a real provider: who gets in, what they find, and that nothing else gets out."""

import re
from collections.abc import Iterator
from datetime import timedelta
from unittest.mock import MagicMock

import httpx
import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect
from sqlalchemy import select, update
from streamlit.web.server.starlette.starlette_app import create_streamlit_routes

from browsing import DESK, NAMES, PATIENCE, Visit, browser
from kundagenda.access.cookies import NEXT, SESSION
from kundagenda.access.identity import COOKIE
from kundagenda.access.links import make_link
from kundagenda.access.people import give_role, take_role
from kundagenda.access.roles import Role
from kundagenda.database.limits import Limits
from kundagenda.database.tables import audit, now, roles, sessions
from oidc_provider import agree
from running_app import ROOT
from signed_in import AGENDA, COMPANY, MANY_GROUPS, House, running_house
from small_company import FORUMS, GROUPS
from small_company import TITLES as ITEMS
from stream import Stream, menu, opened_page, refused, stream

__all__ = ["browser"]  # the fixture

pytestmark = pytest.mark.browser

SOON = 8
"""Seconds within which an open page is closed."""
EVERYBODY = {"", "agenda", "satisfaction", "retention", "outcomes", "connection",
             "follow-through", "definitions", "present", "frozen"}  # fmt: skip
WRITERS = EVERYBODY | {"write-down", "data"}
FOUND = {"viewer": EVERYBODY, "chair": EVERYBODY, "editor": WRITERS, "admin": WRITERS}
SAID_TO_ANYBODY = {"", "Sign in.", "ok"}
OWN_PAGES = ("/signed-out", "/sign-in-failed")


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    with running_house(tmp_path_factory.mktemp("sign-in")) as running:
        yield running


@pytest.fixture
def person(browser: Browser) -> Iterator[Page]:
    """A browser that nobody has used before."""
    width, height = DESK
    context = browser.new_context(viewport={"width": width, "height": height}, locale="sv-SE")
    yield context.new_page()
    context.close()


def agree_in(page: Page, sub: str) -> None:
    """Say at the provider who one is."""
    page.get_by_role("button", name=sub, exact=True).click()


def known_in(context: BrowserContext, house: House, client: httpx.Client) -> None:
    """Give a browser the cookies of somebody who has signed in."""
    context.add_cookies(
        [
            {"name": name, "value": value, "url": house.base}
            for name, value in client.cookies.items()
        ]
    )


def test_a_deep_link_returns_to_itself_in_its_language(house: House, person: Page) -> None:
    person.goto(house.base + AGENDA)
    assert "/oauth2/authorize" in person.url
    agree_in(person, "viewer")
    visit = Visit(person, house.base)
    visit.wait()
    assert person.url.startswith(house.base + "/agenda?")
    assert {"lang=en", "forum=Styrelsen"} <= set(person.url.partition("?")[2].split("&"))
    expect(person.get_by_text("Signed in as viewer@nord.example.")).to_be_visible()
    assert visit.elsewhere == []
    person.get_by_role("link", name="Sign out").click()
    person.get_by_role("button", name="End session").click()
    person.wait_for_url("**/signed-out")
    expect(person.get_by_role("heading")).to_have_text("Du är utloggad.")
    person.goto(house.base + "/agenda")
    assert "/oauth2/authorize" in person.url


def test_an_open_page_leads_to_the_sign_in_after_logout_elsewhere(
    house: House, person: Page
) -> None:
    client = house.signed_in("viewer")
    known_in(person.context, house, client)
    person.goto(house.base + "/definitions?lang=en")
    expect(person.get_by_text("Signed in as viewer@nord.example.")).to_be_visible(timeout=PATIENCE)
    _logout(house, client)
    person.wait_for_url("**/oauth2/authorize*", timeout=PATIENCE)
    agree_in(person, "viewer")
    person.wait_for_url("**/definitions?lang=en")


@pytest.mark.parametrize(
    ("lang", "said", "out"),
    [
        ("sv", "stranger@nord.example har inte tillgång till Kundagenda. "
         "Be den som administrerar det om en roll.", "Logga ut"),
        ("en", "stranger@nord.example has no access to Kundagenda. "
         "Ask whoever administers it for a role.", "Sign out"),
    ],
)  # fmt: skip
def test_an_unknown_person_sees_one_sentence(
    house: House, person: Page, lang: str, said: str, out: str
) -> None:
    known_in(person.context, house, house.signed_in("stranger"))
    answer = person.goto(f"{house.base}/agenda?lang={lang}")
    assert answer
    assert answer.status == 403
    words = person.locator("main").inner_text().split("\n")
    assert [line for line in words if line] == [said, out]


@pytest.mark.parametrize("sub", ["for-another", "for-a-stranger", "too-late"])
def test_a_token_for_another_app_or_of_yesterday_is_refused_calmly(
    house: House, person: Page, sub: str
) -> None:
    person.goto(house.base + AGENDA)
    agree_in(person, sub)
    person.wait_for_url("**/sign-in-failed")
    assert "lyckades inte" in person.get_by_role("heading").inner_text()
    named = {cookie["name"] for cookie in person.context.cookies(house.base)}
    assert not {name for name in named if name.startswith((COOKIE, SESSION))}


def test_an_address_that_the_provider_doubts_is_nobody(house: House) -> None:
    answer = house.signed_in("doubted").get("/")
    assert (answer.status_code, "tillgång" in answer.text) == (403, True)


@pytest.mark.parametrize(
    ("title", "asked"),
    [
        ("viewer", ("data", "write-down")),
        ("chair", ("write-down",)),
        ("editor", ("data", "write-down")),
        ("admin", ("data",)),
    ],
)
def test_each_role_finds_its_pages_and_is_refused_the_rest(
    house: House, title: str, asked: tuple[str, ...]
) -> None:
    with stream(house.base, house.signed_in(title).cookies) as page:
        for name in asked:
            sent = page.run(name)
            assert set(menu(sent)) == FOUND[title]
            opened = name in FOUND[title]
            assert opened_page(sent) == (name if opened else "")
            assert any(each.HasField("page_not_found") for each in sent) != opened


@pytest.mark.parametrize(("sub", "pages"), [("demoted", EVERYBODY), ("named", WRITERS)])
def test_the_table_goes_before_the_claims_and_the_settings_before_both(
    house: House, sub: str, pages: set[str]
) -> None:
    with stream(house.base, house.signed_in(sub).cookies) as page:
        assert set(menu(page.run())) == pages


def test_views_of_the_page_data_are_those_of_the_role(house: House) -> None:
    shown = {}
    for title in ("editor", "admin"):
        with stream(house.base, house.signed_in(title).cookies) as page:
            sent = page.run("data", "lang=en&view=access")
            shown[title] = b"".join(each.SerializeToString() for each in sent)
    assert b"Somebody new" not in shown["editor"]
    assert b"Somebody new" in shown["admin"]


def sent_for(page: Stream, name: str) -> str:
    """Everything that is sent for a page, as far as it is text."""
    sent = b"".join(each.SerializeToString() for each in page.run(name))
    return sent.decode("utf-8", "replace")


def test_limits_hold_on_pages_and_in_the_brief(house: House) -> None:
    part, whole = house.signed_in("partly"), house.signed_in("viewer")
    hidden, shown = (FORUMS[0], GROUPS[1]), (FORUMS[1], GROUPS[0])
    with stream(house.base, whole.cookies) as page:
        assert [name for name in (*hidden, *shown) if name not in sent_for(page, "agenda")] == []
    with stream(house.base, part.cookies) as page:
        for name in ("agenda", "satisfaction"):
            sent = sent_for(page, name)
            assert [each for each in hidden if each in sent] == []
            assert [each for each in shown if each in sent] != []
    brief = part.get("/brief")
    assert brief.status_code == 200
    assert [each for each in hidden if each in brief.text] == []
    for named in ({"forum": hidden[0]}, {"group": hidden[1]}):
        assert part.get("/brief", params=named).status_code == 404
    assert whole.get("/brief", params={"forum": hidden[0]}).status_code == 200


def test_a_copied_pair_of_cookies_opens_nothing_after_logout(house: House) -> None:
    client = house.signed_in("viewer")
    copy = dict(client.cookies)
    assert set(copy) >= {COOKIE, SESSION}
    assert refused(house.base, copy) is None
    answer = client.get("/auth/logout")
    assert "/oauth2/end_session" in answer.headers["location"]
    assert "id_token_hint" not in answer.headers["location"]
    assert not {COOKIE, SESSION} & set(client.cookies)
    assert house.asked("/", copy).status_code == 302
    assert house.asked("/brief", copy).status_code == 302
    assert refused(house.base, copy) is not None


def _logout(house: House, client: httpx.Client) -> None:
    assert house.asked("/auth/logout", client.cookies).status_code == 302


def _expire(house: House, client: httpx.Client) -> None:
    with house.engine.begin() as connection:
        ended = update(sessions).where(sessions.c.email == "dismissed@nord.example")
        connection.execute(ended.values(ends_at=now() - timedelta(seconds=1)))


def _dismiss(house: House, _client: httpx.Client) -> None:
    take_role(house.engine, "dismissed@nord.example", 1, "tests")


@pytest.mark.parametrize("end", [_logout, _expire, _dismiss])
def test_an_open_page_is_closed_soon_after(house: House, end: object) -> None:
    with house.engine.connect() as connection:
        known = select(roles.c.role).where(roles.c.email == "dismissed@nord.example")
        if connection.execute(known).scalar() is None:
            give_role(house.engine, "dismissed@nord.example", Role.EDITOR, Limits(), "tests")
    client = house.signed_in("dismissed")
    with stream(house.base, client.cookies) as page:
        page.run()
        assert page.closes_within(1) is None
        end(house, client)
        assert page.closes_within(SOON) == 1008
    assert client.get("/agenda").status_code == (403 if end is _dismiss else 302)
    assert refused(house.base, client.cookies) is not None


def test_a_picture_that_is_asked_for_meanwhile_does_not_change_the_way_back(house: House) -> None:
    visitor = house.visitor()
    login = visitor.get(AGENDA, headers={"Sec-Fetch-Dest": "document"})
    provider = visitor.get(login.headers["location"]).headers["location"]
    picture = visitor.get("/app/static/favicon.png", headers={"Sec-Fetch-Dest": "image"})
    assert (picture.status_code, picture.headers.get("set-cookie")) == (401, None)
    assert visitor.get(agree(visitor, provider, "viewer")).headers["location"] == AGENDA


@pytest.mark.parametrize(
    ("asked", "back"),
    [
        ("//evil.example/agenda", "/"),
        ("/%09/evil.example", "/%09/evil.example"),
        ("/%5Cevil.example", "/%5Cevil.example"),
        ("/https://evil.example", "/https%3A//evil.example"),
        ("/agenda?next=//evil.example", "/agenda?next=//evil.example"),
    ],
)
def test_no_link_leads_to_another_machine(house: House, asked: str, back: str) -> None:
    visitor = house.visitor()
    login = visitor.get(httpx.URL(house.base, raw_path=asked.encode()))
    provider = visitor.get(login.headers["location"]).headers["location"]
    assert visitor.get(agree(visitor, provider, "viewer")).headers["location"] == back


@pytest.mark.parametrize(
    "laid", ["//evil.example", "%2F%09%2Fevil.example", "https://evil.example"]
)
def test_no_cookie_that_somebody_laid_leads_to_another_machine(house: House, laid: str) -> None:
    visitor = house.visitor()
    provider = visitor.get(visitor.get("/").headers["location"]).headers["location"]
    visitor.cookies.delete(NEXT)
    visitor.cookies.set(NEXT, laid)
    assert visitor.get(agree(visitor, provider, "viewer")).headers["location"] == "/"


def test_the_cookies_are_kept_from_scripts_and_from_other_sites(house: House) -> None:
    visitor = house.visitor()
    first = visitor.get("/").headers.get_list("set-cookie")
    given = house.come_back(visitor, "viewer").headers.get_list("set-cookie")
    named = {cookie.partition("=")[0]: cookie.lower() for cookie in (*first, *given)}
    assert {NEXT, SESSION, COOKIE} <= set(named)
    assert f"{COOKIE}_tokens" not in named
    for cookie in named.values():
        assert "httponly" in cookie
        assert "samesite=lax" in cookie
    assert "max-age=43200" in named[SESSION]


def test_somebody_in_two_hundred_groups_gets_a_short_cookie(house: House) -> None:
    client = house.signed_in("grouped")
    assert sum(map(len, client.cookies.values())) < 1000
    with stream(house.base, client.cookies) as page:
        assert set(menu(page.run())) == EVERYBODY
    with house.engine.connect() as connection:
        of = select(sessions.c.claims).where(sessions.c.email == "grouped@nord.example")
        assert MANY_GROUPS[-1] in connection.execute(of).scalars().first()


@pytest.mark.parametrize("name", [COOKIE, SESSION])
@pytest.mark.parametrize(
    "change", [lambda value: value[:-2] + "xx", lambda _: "", lambda _: "é;\\"]
)
def test_a_cookie_that_was_changed_opens_nothing(house: House, name: str, change: object) -> None:
    cookies = dict(house.signed_in("admin").cookies)
    assert house.asked("/", cookies).status_code == 200
    sent = {each: change(value) if each == name else value for each, value in cookies.items()}
    assert house.asked("/", sent).status_code == 302


def test_two_peoples_cookies_make_no_third(house: House) -> None:
    viewer, admin = house.signed_in("viewer").cookies, house.signed_in("admin").cookies
    mixed = {COOKIE: viewer[COOKIE], SESSION: admin[SESSION]}
    assert house.asked("/", mixed).status_code == 302
    assert refused(house.base, mixed) is not None


def test_an_old_way_back_opened_again_leads_to_the_start_and_ends_nothing(house: House) -> None:
    client = house.signed_in("viewer")
    again = client.get("/oauth2callback?code=old&state=old")
    assert again.headers["location"] == "/"
    assert client.get("/").status_code == 200
    stranger = house.visitor().get("/oauth2callback?code=old&state=old")
    assert stranger.headers["location"] == "/sign-in-failed"


def every_path() -> list[tuple[str, str]]:
    """Every route of Streamlit and of ours, with each of its methods."""
    own = [("GET", f"/{name}") for name in (*NAMES, "present", "frozen", "brief", "readyz", "docs")]
    streamlits = [
        (method, re.sub(r"\{[^}]*\}", "favicon.png", route.path))
        for route in create_streamlit_routes(MagicMock())
        for method in sorted(getattr(route, "methods", None) or {"GET"})
        if hasattr(route, "path")
    ]
    files = [("GET", path) for path in ("/", "/index.html", "/static/js/x.js", "/favicon.png")]
    return [*own, *streamlits, *files, *(("GET", path) for path in OWN_PAGES)]


def test_a_visitor_who_is_not_signed_in_is_told_nothing(house: House) -> None:
    """All that is answered, to every route and to the websocket, read word for word."""
    heard, visitor = {}, house.visitor()
    for method, path in every_path():
        for wanted in ("document", "empty"):
            answer = visitor.request(method, path, headers={"Sec-Fetch-Dest": wanted})
            visitor.cookies.clear()
            heard[method, path, wanted] = answer
            if path not in (*OWN_PAGES, "/readyz"):
                assert answer.text in SAID_TO_ANYBODY, (method, path)
    handshake = refused(house.base, {})
    assert handshake is not None
    assert handshake.startswith(b"HTTP/1.1 403")
    everything = handshake.decode("latin-1") + "".join(
        f"{answer.text} {answer.headers}" for answer in heard.values()
    )
    hidden = (COMPANY, *FORUMS, *GROUPS, *ITEMS.values(), "Översikt", "Overview", "Nöjdhet",
              "Satisfaction", "main.py", str(ROOT), str(house.folder), "nord.example")  # fmt: skip
    assert [word for word in hidden if word in everything] == []
    opened = {path for (_, path, _), answer in heard.items() if answer.status_code == 200}
    assert opened == {"/readyz", "/_stcore/health", *OWN_PAGES}


def test_a_signed_link_to_a_brief_needs_no_sign_in(house: House) -> None:
    token = make_link(house.engine, "the board", {"lang": "en"}, 1, "tests")
    visitor = house.visitor()
    assert visitor.get(f"/brief/{token}").status_code == 200
    refusal = visitor.get(f"/brief/{token[:-4]}xxxx")
    assert (refusal.status_code, refusal.headers.get("location")) == (403, None)
    assert [word for word in (COMPANY, *FORUMS, *GROUPS) if word in refusal.text] == []


def test_files_are_laid_in_and_taken_out_when_signed_in(house: House, person: Page) -> None:
    known_in(person.context, house, house.signed_in("editor"))
    person.goto(house.base + "/data?lang=en")
    person.get_by_role("radio").first.wait_for(timeout=PATIENCE)
    text = b"# Styrelsen 2025-02-10\n\n1. Klagomal (20 min)\n2. Budget (10 min)\n"
    laid = {"name": "agenda.md", "mimeType": "text/plain", "buffer": text}
    person.locator("input[type=file]").set_input_files(laid)
    expect(person.locator("h2").first).to_be_visible(timeout=PATIENCE)
    person.goto(house.base + "/?lang=en&grain=month&figure=customer_item_share")
    rows = person.get_by_test_id("stDownloadButton").get_by_role("button", name="CSV")
    rows.wait_for(timeout=PATIENCE)
    person.wait_for_selector("[data-test-script-state=notRunning]", timeout=PATIENCE)
    with person.expect_download(timeout=PATIENCE) as waiting:
        rows.click()
    assert ITEMS["none"] in waiting.value.path().read_text("utf-8-sig")
    with house.engine.connect() as connection:
        last = select(audit.c.who).where(audit.c.action == "export").order_by(audit.c.id.desc())
        assert connection.execute(last).scalars().first() == "editor@nord.example"


def test_sign_ins_and_sign_outs_are_told_to_the_log(house: House) -> None:
    client = house.signed_in("chair")
    client.get("/auth/logout")
    with house.engine.connect() as connection:
        of = select(audit.c.action).where(audit.c.who == "chair@nord.example")
        actions = connection.execute(of.order_by(audit.c.id)).scalars().all()
    assert actions[-2:] == ["signed in", "signed out"]


def test_the_server_says_whom_it_serves_and_keeps_secrets_out_of_its_log(house: House) -> None:
    assert "serves whoever signs in and has a role" in house.log
    assert "a secret of tests alone" not in house.log

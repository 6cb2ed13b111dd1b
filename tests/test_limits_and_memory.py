"""What a server keeps in memory for one reader is not shown to another who sees less."""

import pytest

from app_pages import EVERY_PAGE, Pages
from kundagenda.access.roles import Reader, Role
from kundagenda.database.limits import NO_LIMITS, Limits
from metrics.periods import month_number, month_text
from page_text import page_text
from sent import read_as, watching_what_is_sent, without_exception
from small_company import FORUMS, GROUPS, LAST_FULL_MONTH, fill_small_company

MONTH = month_text(month_number(LAST_FULL_MONTH))
READERS = (
    Reader("adam@example.org", Role.ADMIN, NO_LIMITS),
    Reader("vera@example.org", Role.VIEWER, NO_LIMITS),
    Reader("bo@example.org", Role.VIEWER, Limits(frozenset({FORUMS[1]}), frozenset({GROUPS[1]}))),
    Reader("eva@example.org", Role.VIEWER, Limits(frozenset({FORUMS[0]}), frozenset({GROUPS[0]}))),
    Reader("ove@example.org", Role.VIEWER, Limits(frozenset(), frozenset())),
)
# The rows behind a figure too, which are read apart from it.
SHOWN = (
    *((page, {}) for page in EVERY_PAGE),
    ("overview", {"figure": "customer_item_share", "month": MONTH}),
    ("overview", {"figure": "nps", "month": MONTH}),
)


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> str:
    made = f"sqlite:///{tmp_path_factory.mktemp('memory') / 'small.db'}"
    fill_small_company(made).dispose()
    return made


def seen(pages: Pages, page: str, codes: dict[str, str], reader: Reader) -> tuple[str, list[bytes]]:
    """The words of a page, and the files it offers."""
    with pytest.MonkeyPatch.context() as patch:
        read_as(patch, reader)
        with watching_what_is_sent(patch) as sent:
            visit = without_exception(pages.open(EVERY_PAGE[page], lang="sv", **codes))
            tables = [made() for name, made in sent.files.items() if name.endswith(".csv")]
            return page_text(visit), tables


@pytest.mark.parametrize(("page", "codes"), SHOWN, ids=str)
def test_whoever_reads_after_others_is_shown_what_they_would_be_as_the_first(
    address: str, monkeypatch: pytest.MonkeyPatch, page: str, codes: dict[str, str]
) -> None:
    pages = Pages(monkeypatch, address)
    after_others = [seen(pages, page, codes, reader) for reader in (*READERS, READERS[0])]
    alone = []
    for reader in READERS:
        pages.forget()
        alone.append(seen(pages, page, codes, reader))
    assert after_others == [*alone, alone[0]]
    assert len({words for words, _ in alone}) > 1

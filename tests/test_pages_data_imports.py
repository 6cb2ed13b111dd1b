"""The page Data, its imports: those that cannot be taken back say why, as the reader reads."""

from datetime import datetime

import sqlalchemy as sa

from app_pages import Pages, said
from data_page import DATA, address, empty, pages, view
from kundagenda.database.connection import open_engine
from kundagenda.database.tables import imports

__all__ = ["address", "empty", "pages"]  # the fixtures

REASONS = {
    "en": {
        "mål.csv": "Import 1 was made before imports could be undone. "
        "Load a corrected file into targets instead.",
        "demo": "Import 2 is the demo company, which is left as a whole. "
        "Start with your own data on the page Data.",
    },
    "sv": {
        "mål.csv": "Inläsning 1 gjordes innan inläsningar gick att ta tillbaka. "
        "Läs in en rättad fil i targets i stället.",
        "demo": "Inläsning 2 är det påhittade företaget, som lämnas i sin helhet. "
        "Välj 'Börja med våra egna data'.",
    },
}


def fill_imports(address: str, *kinds: tuple[str, str, str]) -> None:
    """Imports as they stood before each kept what an undo needs."""
    made = {"checksum": "", "rows": 1, "imported_at": datetime(2025, 3, 1)}
    engine = open_engine(address)
    with engine.begin() as connection:
        for kind, target, path in kinds:
            named = {"kind": kind, "target": target, "path": path}
            connection.execute(sa.insert(imports).values(made | named))
    engine.dispose()


def test_what_cannot_be_taken_back_says_why_in_the_readers_language(
    pages: Pages, address: str
) -> None:
    fill_imports(address, ("table", "targets", "gamla/mål.csv"), ("demo", "Nordlog AB", "demo"))
    for lang, other in (("sv", "en"), ("en", "sv")):
        told = said(view(pages.open(DATA, lang=lang), "imports"))
        for file, reason in REASONS[lang].items():
            assert f"{file}: {reason}" in told
            assert REASONS[other][file] not in told


def test_only_the_latest_reasons_are_told_and_the_others_counted(
    pages: Pages, address: str
) -> None:
    fill_imports(address, *(("table", "targets", f"{n}.csv") for n in range(1, 8)))
    told = said(view(pages.open(DATA, lang="sv"), "imports"))
    assert "7 inläsningar går inte att ta tillbaka." in told
    # Imports 7, 6, 5, 4 and 3 are told of; 1 and 2 are left.
    assert [f"Inläsning {n} gjordes" in told for n in range(1, 8)] == [False] * 2 + [True] * 5
    assert "och 2 till" in told

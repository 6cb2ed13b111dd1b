"""The pack as a whole: from the command, from the page, and without what is confidential."""

import io
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pdfplumber
import pytest
import sqlalchemy as sa
from click.testing import CliRunner, Result
from pptx import Presentation

from app_pages import Pages, said
from kundagenda.cli import main
from kundagenda.cli.options import save_file
from kundagenda.errors import ReaderError
from kundagenda.reports.formats import Format, written
from kundagenda.reports.pack import change_in_words
from kundagenda.settings import settings
from kundagenda.shown.figure import Pill
from kundagenda.texts.told import telling_in
from metrics.tables import agenda_items, decisions
from packs import Packs, bare, made, packs
from small_company import LAST_FULL_MONTH, fill_small_company

__all__ = ["packs"]  # the fixture

SECRET = "Uppköp av Grannbolaget"
BEGINS = {Format.PDF: b"%PDF-", Format.SLIDES: b"PK\x03\x04", Format.PAGE: b"<!doctype html>"}


@pytest.fixture
def company(packs: Packs, monkeypatch: pytest.MonkeyPatch) -> str:
    """Three months of the small company, for what no size makes different."""
    address = packs.addresses["thin"]
    monkeypatch.setenv("KUNDAGENDA_DATABASE_URL", address)
    settings.cache_clear()
    return address


def report(*words: str | Path) -> Result:
    return CliRunner().invoke(main, ["report", *map(str, words)])


@pytest.mark.parametrize("kind", list(Format))
def test_the_command_writes_each_format(company: str, tmp_path: Path, kind: Format):
    file = tmp_path / f"pack.{kind}"
    result = report("--format", kind, "--lang", "en", "-o", file)
    assert (result.exit_code, result.stderr) == (0, "")
    assert file.read_bytes().startswith(BEGINS[kind])
    assert result.stdout.startswith(str(file))


def test_an_earlier_month_is_told_as_of_its_end(company: str, tmp_path: Path):
    file, ended = tmp_path / "pack.pdf", LAST_FULL_MONTH.replace(day=1) - timedelta(days=1)
    assert report("--month", f"{ended:%Y-%m}", "--lang", "en", "-o", file).exit_code == 0
    with pdfplumber.open(file) as found:
        assert f"Figures to {ended.day} {ended:%B %Y}." in found.pages[1].extract_text()


@pytest.mark.parametrize(
    ("words", "refusal"),
    [
        (["--month", "2150-01"], "Data reach to"),
        (["--forum", "Nobody"], "There is no forum 'Nobody'"),
        (["--segment", "nobody"], "There is no segment 'nobody'"),
        (["--format", "pptx", "--template", "nowhere.pptx"], "nowhere.pptx"),
    ],
)
def test_what_cannot_be_is_refused_in_a_sentence(company, tmp_path, words, refusal):
    file = tmp_path / "pack"
    result = report(*words, "-o", file)
    assert result.exit_code == 1
    assert refusal in result.stderr
    assert result.stderr.count("\n") == 1
    assert not file.exists()


def test_a_place_that_cannot_be_written_is_said_before_anything_is_computed(
    company: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr("kundagenda.reports.pack.pack_of_month", None)
    result = report("-o", tmp_path / "nowhere" / "pack.pdf")
    assert result.exit_code == 1
    assert "cannot be written" in result.stderr


def test_a_place_that_becomes_unwritable_meanwhile_is_said_too(tmp_path: Path):
    with pytest.raises(ReaderError, match="cannot be written"):
        save_file(tmp_path, b"a folder is no file")


def test_a_template_is_for_slides_alone(company: str, tmp_path: Path):
    assert report("--template", "a.pptx", "-o", tmp_path / "pack.pdf").exit_code == 2


def test_progress_is_told_of_every_screen(packs: Packs):
    pack = packs["thin", "sv"]
    for kind in Format:
        passed = []
        with telling_in("sv"):
            written(
                pack, kind, lambda screens, passed=passed: (passed.append(s) or s for s in screens)
            )
        assert passed == list(pack.meeting.screens) != []


def test_what_is_confidential_is_in_no_pack(tmp_path: Path):
    address = f"sqlite:///{tmp_path / 'secret.db'}"
    engine = fill_small_company(address)
    with engine.begin() as connection:
        connection.execute(
            sa.update(agenda_items).where(agenda_items.c.id == 304).values(
                confidential=True, title=SECRET
            )
        )  # fmt: skip
        connection.execute(
            sa.update(decisions).values(text=SECRET, decided_on=date.today().replace(day=1))
        )
        connection.execute(
            sa.update(agenda_items).where(agenda_items.c.confidential).values(title=SECRET)
        )
    engine.dispose()
    pack = made(address, "sv")
    with telling_in("sv"):
        for kind in Format:
            assert bare(SECRET) not in bare(read(kind, written(pack, kind)))


def read(kind: Format, content: bytes) -> str:
    """Everything that a file says, the data of its pictures and its notes too."""
    if kind is Format.PAGE:
        return content.decode()
    if kind is Format.PDF:
        with pdfplumber.open(io.BytesIO(content)) as found:
            return "".join(page.extract_text() for page in found.pages)
    parts = Presentation(io.BytesIO(content)).part.package.iter_parts()
    return "".join(part.blob.decode("utf-8", "replace") for part in parts)


@pytest.mark.parametrize(
    ("pill", "words"),
    [
        (Pill(), ""),
        (Pill("3", "up", "beyond chance"), "+3 beyond chance"),
        (Pill("1.2", "down", "within chance"), "−1.2 within chance"),
        (Pill("6", "down", "below promise", broken=True), "6 below promise"),
        (Pill("0", "off", "in a year"), "0 in a year"),
    ],
)
def test_a_change_is_said_without_an_arrow(pill: Pill, words: str):
    assert change_in_words(pill) == words


def test_a_company_without_a_name_has_a_month_alone(packs: Packs):
    pack = replace(packs["thin", "sv"], company="")
    assert pack.named == pack.month
    assert packs["demo", "sv"].company == "Nordlog AB"
    assert packs["thin", "sv"].company == "Ett Bolag AB"


@pytest.mark.parametrize(("lang", "label"), [("sv", "PDF att skriva ut"), ("en", "PDF to print")])
def test_the_overview_offers_the_pack(company, monkeypatch, lang, label):
    visit = Pages(monkeypatch, company).open(lang=lang)
    assert not visit.exception
    buttons = [each.proto for each in visit.get("download_button")]
    assert len(buttons) == len(Format)
    assert buttons[0].label == label
    assert all(button.deferred_file_id for button in buttons)
    assert said(visit)

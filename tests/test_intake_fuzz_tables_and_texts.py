"""Whatever a text, CSV or Excel file holds: an answer or one sentence, soon, nothing written."""

import io
import random
import zipfile
from contextlib import suppress
from pathlib import Path
from time import process_time

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

from kundagenda.errors import ReaderError
from kundagenda.intake.reader import read_agenda

MOST_SECONDS = 5
QUICK = settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
NAMES = ("agenda 2025-03-03.md", "agenda.csv", "2025-03-03.txt", "agenda.xlsx", "agenda")

GOOD_TEXT = (
    "# Ledningsgrupp 2025-03-03\n\nNärvarande: Eva Ek, Bo Lind\n\n## Dagordning\n\n"
    "1. Öppnande\n2. Kundlöften (20 min) [#12](https://example.org/x/issues/12)\n   - Eva: ja\n"
    "3. § 14 Svar på skrivelse, Dnr 2024/12\n\n| Punkt | Tid |\n|---|---|\n| Lager | 0:10 |\n\n"
    "## Anteckningar\n\nPunkten bordlades till nästa möte.\n(Mötet avslutades här.)\n"
).encode()
GOOD_TABLE = (
    "Protokollbok;;\nDatum;Punkt;Minuter\n3 mars 2025;Kundlöften;7,5\n;Lager;1 020\n"
    '10/3/2025;"=SUM(A1)";–\n13/3/2025;Pris "nytt";09.00–09.10\n'
).encode("cp1252")


def good_workbook() -> bytes:
    book = Workbook()
    for row in (["Datum", "Punkt", "Tid"], ["2025-03-03", "Kundlöften", "0:20"], [None, "Pris", 5]):
        book.active.append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


GOOD_BOOK = good_workbook()


def answered(folder: Path, content: bytes, name: str) -> None:
    """Read a file; anything but an answer or our own error fails, and so does a long wait."""
    path = folder / name
    path.write_bytes(content)
    # Of the processor: the machine may be busy with something else.
    begun = process_time()
    with suppress(ReaderError):
        for meeting in read_agenda(path).meetings:
            assert all(item.title.strip() for item in meeting.items)
    assert process_time() - begun < MOST_SECONDS
    assert path.read_bytes() == content
    assert sorted(folder.iterdir()) == [path]
    path.unlink()


def changed(content: bytes, seed: int) -> bytes:
    """A good file with a few bytes changed, dropped, doubled or moved."""
    draw, out = random.Random(seed), bytearray(content)
    for _ in range(draw.randint(1, 12)):
        at = draw.randrange(len(out)) if out else 0
        size = draw.choice((1, 1, 2, 8, 60))
        part = out[at : at + size]
        if (act := draw.randrange(4)) == 0:
            out[at : at + size] = draw.randbytes(size)
        elif act == 1:
            del out[at : at + size]
        else:
            into = at if act == 2 else draw.randrange(len(out) + 1)
            out[into:into] = part * draw.choice((1, 3, 200))
    return bytes(out)


@QUICK
@given(content=st.binary(max_size=3000), name=st.sampled_from(NAMES))
def test_random_bytes(tmp_path: Path, content: bytes, name: str) -> None:
    answered(tmp_path, content, name)


@QUICK
@given(content=st.text(max_size=2000), name=st.sampled_from(NAMES))
def test_random_text(tmp_path: Path, content: str, name: str) -> None:
    answered(tmp_path, content.encode("utf-8", "surrogatepass"), name)


@QUICK
@given(seed=st.integers(0, 2**32), name=st.sampled_from(NAMES[:3]))
def test_good_files_with_changed_bytes(tmp_path: Path, seed: int, name: str) -> None:
    for content in (GOOD_TEXT, GOOD_TABLE):
        answered(tmp_path, changed(content, seed), name)


@settings(QUICK, max_examples=40)
@given(seed=st.integers(0, 2**32))
def test_a_workbook_with_changed_bytes(tmp_path: Path, seed: int) -> None:
    answered(tmp_path, changed(GOOD_BOOK, seed), "agenda.xlsx")


@settings(QUICK, max_examples=40)
@given(seed=st.integers(0, 2**32), part=st.integers(0, 20))
def test_a_workbook_with_a_changed_part(tmp_path: Path, seed: int, part: int) -> None:
    """Packed anew, so that the damage reaches the parser and not only the checksum."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(GOOD_BOOK)) as source, zipfile.ZipFile(out, "w") as target:
        entries = source.infolist()
        for at, entry in enumerate(entries):
            content = source.read(entry)
            hit = at == part % len(entries)
            target.writestr(entry, changed(content, seed) if hit else content)
    answered(tmp_path, out.getvalue(), "agenda.xlsx")


@pytest.mark.parametrize(
    "mark", ["- ", "1. ", "> ", "* > ", "#", "[", "(", "**", "~~", "`", "|", "§ "]
)
def test_absurd_nesting_and_repetition(tmp_path: Path, mark: str) -> None:
    deep = "\n".join(f"{'  ' * at}{mark}x{at} kund" for at in range(400))
    for content in (mark * 20_000, f"# 2025-03-03\n\n{deep}", f"# 2025-03-03\n\n- {mark * 5000}"):
        answered(tmp_path, content.encode(), "agenda 2025-03-03.md")


@pytest.mark.parametrize(
    "piece",
    [
        "1" * 5000,
        "(" * 5000,
        "a " * 5000,
        "12:30 " * 2000,
        "- " * 5000,
        "#1 " * 3000,
        "1 020 " * 2000,
    ],
)
def test_cells_that_make_patterns_work_hard(tmp_path: Path, piece: str) -> None:
    cell = piece * (10_000 // len(piece))
    table = f"Datum;Punkt;Minuter;Kommentar\n2025-03-03;{cell};{cell};{cell}\n{cell};x y;1;{cell}\n"
    answered(tmp_path, table.encode(), "agenda.csv")
    answered(tmp_path, f"# {cell}\n\n- {cell}\n- kund ({cell} min)\n".encode(), "2025-03-03.md")


def test_many_columns_and_many_rows(tmp_path: Path) -> None:
    wide = ";".join(["Datum", "Punkt", *(f"k{at}" for at in range(5000))])
    answered(tmp_path, f"{wide}\n2025-03-03;Kunder{';' * 5000}\n".encode(), "agenda.csv")
    rows = "".join(f"2025-03-{at % 28 + 1:02d};Punkt nummer {at};5\n" for at in range(5000))
    answered(tmp_path, f"Datum;Punkt;Minuter\n{rows}".encode(), "agenda.csv")

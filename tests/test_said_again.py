"""What readers of files tell in English is found again by its words and said in Swedish."""

import pytest

from kundagenda.errors import ReaderError
from kundagenda.texts.said_again import refusal, say_again


@pytest.mark.parametrize(
    ("english", "swedish"),
    [
        ("a.md is empty: export or save it again.", "a.md är tom: exportera eller spara den igen."),
        # A sentence in a sentence: the kind of cell is said anew too.
        (
            "a.csv, line 3: score is 'x'; write a whole number.",
            "a.csv, rad 3: score är 'x'; skriv ett heltal.",
        ),
        # The same value stands twice.
        (
            "Import 3 cannot be undone, since import 5 (b.csv) changed the same rows later. "
            "Undo import 5 first.",
            "Inläsning 3 går inte att ta tillbaka, eftersom inläsning 5 (b.csv) ändrade samma "
            "rader senare. Ta tillbaka inläsning 5 först.",
        ),
        # What nobody has translated stays as it is, braces and all.
        ("Something {else} entirely.", "Something {else} entirely."),
    ],
)  # fmt: skip
def test_a_sentence_with_its_values_in_place_is_said_in_swedish(english: str, swedish: str) -> None:
    assert say_again("sv", english) == swedish
    assert say_again("en", english) == english


def test_values_that_look_like_texts_to_fill_are_left_alone() -> None:
    said = say_again("sv", "{0}.md is empty: export or save it again.")
    assert said == "{0}.md är tom: exportera eller spara den igen."


@pytest.mark.parametrize("error", [
    ReaderError("a.md is empty: export or save it again."),
    ReaderError("{file} is empty: export or save it again.", file="a.md"),
])  # fmt: skip
def test_an_error_is_said_in_swedish_whether_its_values_stand_in_it_or_beside(
    error: ReaderError,
) -> None:
    assert refusal("sv", error) == "a.md är tom: exportera eller spara den igen."
    assert refusal("en", error) == "a.md is empty: export or save it again."


@pytest.mark.parametrize("english", [
    "a.ics holds no agenda: none of its 3 events has agenda items in its description. "
    "Write the agenda there, as a list.",
    "The same agenda stands unedited on 4 meetings of 'Styrelsen'; edit each in the calendar, or "
    "its items count at every one of them.",
    "Styrelsen: The series has no end; its meetings up to 2026-01-01 are read.",
    "Letters that cannot be seen (U+202E) were taken out of line 3.",
    "The item begins like a formula and is kept as text: =A1",
    "3 decisions stand in this file, from line 4 on; decisions are not read from agendas and "
    "minutes. Load them with: kundagenda import table FILE --table decisions.",
    "Only the first 25 of 80 pages were read.",
    "a.pdf is locked with a password: save it without one.",
    "a.pdf holds no text, only pictures of it: run it through text recognition (OCR), or save it "
    "as PDF from the program that wrote it.",
    "Sheet Blad1: a formula without a stored value; taken as unknown.",
    "The heading says 2025-01-01, the file's name 2025-02-01; the name is followed.",
    "The row is left out: 30 feb is not a date.",
])  # fmt: skip
def test_what_readers_of_files_say_most_is_said_in_swedish(english: str) -> None:
    assert say_again("sv", english) != english

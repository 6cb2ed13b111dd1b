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

"""The labelled items that the models learn from, read from data/examples."""

import csv
from collections.abc import Iterator, Sequence
from pathlib import Path

from kundagenda.errors import ReaderError
from kundagenda.intake.evidence import LEVELS, Example
from kundagenda.intake.word_features import words_in

# Its folder `themes` holds items of other matters than customers, its folder `held_out` items that
# no model is trained on: the benchmark judges them.
EXAMPLES = Path(__file__).resolve().parents[3] / "data" / "examples"

# The themed items that the levels are learned from too; figures in benchmarks/classify.md.
AS_NONE = "themes/themes.csv"

# What an item that is not about customers is about.
THEMES = (
    "finance", "governance", "operations", "other", "people", "risk", "sales", "strategy",
    "technology",
)  # fmt: skip


def read_examples(folder: Path) -> list[Example]:
    """The labelled items of every CSV file in a folder (columns label, language, text).

    The items of its file ``themes/themes.csv`` are about other matters than customers, and so
    examples of ``none``, where they do not stand in the other files already.

    Raises:
        ReaderError: No files, a missing column, an unknown label or an item without words.
    """
    examples = [example for path in sorted(folder.glob("*.csv")) for example in read_file(path)]
    if not examples:
        raise ReaderError(f"No labelled items in {folder}: restore the examples of the program.")
    known = {tuple(words_in(example.text)) for example in examples}
    # Not the other files of themes: with so many more of `none`, customer items are missed.
    others = [e for path in sorted(folder.glob(AS_NONE)) for e in read_themes(path)]
    free = (example for example in others if tuple(words_in(example.text)) not in known)
    return examples + [example._replace(label="none") for example in free]


def read_file(path: Path) -> Iterator[Example]:
    """The items of one CSV file with their levels, in order; errors as `read_examples`."""
    return _read(path, "label", LEVELS)


def read_themes(path: Path) -> Iterator[Example]:
    """The items of one CSV file with their themes, in order; errors as `read_examples`."""
    return _read(path, "theme", THEMES)


def read_theme_examples(folder: Path) -> list[Example]:
    """The items of a folder's ``themes``, each with its theme as the label.

    Raises:
        ReaderError: No files, a missing column, an unknown theme or an item without words.
    """
    examples = [e for path in sorted(folder.glob("themes/*.csv")) for e in read_themes(path)]
    if not examples:
        raise ReaderError(f"No items with themes in {folder}: restore the examples of the program.")
    return examples


def _read(path: Path, column: str, labels: Sequence[str]) -> Iterator[Example]:
    with path.open(encoding="utf-8", newline="") as lines:
        for number, row in enumerate(csv.DictReader(lines), start=2):
            example = Example(*(row.get(name) or "" for name in (column, "language", "text")))
            if example.label not in labels or not words_in(example.text):
                raise ReaderError(
                    f"Row {number} of {path.name} needs a {column} ({', '.join(labels)}) "
                    f"and a text, not {example.label!r} and {example.text!r}."
                )
            yield example

"""What is said of a company's own file can be said in Swedish."""

import ast
from collections.abc import Iterator
from pathlib import Path

from kundagenda import intake
from kundagenda.intake.name_match import EMPTY, REASONS
from kundagenda.texts.catalogue import translations

FOLDER = Path(str(intake.__file__)).parent


def texts() -> Iterator[str]:
    """Every sentence made with ``told`` in the intake, and the reasons for a column."""
    yield EMPTY
    for pair in REASONS.values():
        yield from pair
    for path in FOLDER.glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "told":
                [text] = [ast.literal_eval(argument) for argument in node.args]
                yield text


def test_every_sentence_about_a_file_has_its_swedish() -> None:
    swedish = translations("sv")
    found = sorted(set(texts()))
    assert len(found) > 30
    assert [text for text in found if swedish.gettext(text) == text] == []

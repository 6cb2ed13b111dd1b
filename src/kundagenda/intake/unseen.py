"""Letters that nobody sees: overrides of the writing direction, zero-width marks, NUL bytes."""

import re

from kundagenda.intake.reading import Remark

# A bidi override makes a title read as something else than it says; a zero-width mark makes two
# equal titles differ.
_UNSEEN = re.compile(
    r"[\0-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f"
    r"\ufeff\ufff9-\ufffb\U000e0000-\U000e007f]"
)


def without_unseen(text: str) -> str:
    """A text without letters that cannot be seen.

    >>> without_unseen("Kund\\u202eavtal\\u200b")
    'Kundavtal'
    """
    return _UNSEEN.sub("", text)


def unseen_told(text: str) -> list[Remark]:
    """One remark for all the lines of a text that hold letters that cannot be seen."""
    if not _UNSEEN.search(text):
        return []
    lines = [at for at, line in enumerate(text.split("\n"), start=1) if _UNSEEN.search(line)]
    kinds = sorted({f"U+{ord(letter):04X}" for letter in _UNSEEN.findall(text)})
    where = "line" if len(lines) == 1 else f"{len(lines)} lines, the first of them"
    told = f"Letters that cannot be seen ({', '.join(kinds[:5])}) were taken out of {where} "
    return [Remark(lines[0], f"{told}{lines[0]}.")]

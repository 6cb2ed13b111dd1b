"""Says a finished English sentence in the reader's language: what readers of files tell a person.

They tell it as one English sentence, with its values put in already, since the command line and
its JSON show it so. A page finds the text that the sentence was made from in the catalogue.
"""

import re
from functools import lru_cache
from string import Formatter

from babel.messages.pofile import read_po

from kundagenda.errors import ReaderError
from kundagenda.texts.catalogue import CATALOGUES, say_error

FILES = "files.po"
# The values are texts already: "{time:%H:%M}" is only a name here.
_FORMATS = re.compile(r"(?<=\w):[^{}]*\}")


def say_again(lang: str, sentence: str) -> str:
    """The sentence in the reader's language, or as it is where no catalogue knows its text."""
    for pattern, text in _patterns(lang):
        found = pattern.fullmatch(sentence)
        if found:
            values = found.groupdict()
            # A value may be a sentence of its own: "agenda.md, line 3: ...".
            again = {name: say_again(lang, said) for name, said in values.items()}
            return _FORMATS.sub("}", text).format(**again)
    return sentence


def refusal(lang: str, error: ReaderError) -> str:
    """What is wrong, in the reader's language, whether or not its text came with its values."""
    said = say_error(lang, error)
    return say_again(lang, said) if said == str(error) else said


@lru_cache
def _patterns(lang: str) -> list[tuple[re.Pattern[str], str]]:
    """Texts as patterns, those with most words of their own first."""
    path = CATALOGUES / lang / FILES
    if not path.exists():
        return []
    with path.open("rb") as source:
        texts = {str(one.id): str(one.string) for one in read_po(source, locale=lang) if one.id}
    ordered = sorted(texts, key=lambda text: -len(re.sub(r"\{[^{}]+\}", "", text)))
    return [(_pattern(text), texts[text]) for text in ordered]


def _pattern(text: str) -> re.Pattern[str]:
    """What the text looks like once its values stand in it."""
    parts, seen = [], set()
    for literal, name, _, _ in Formatter().parse(text):
        parts.append(re.escape(literal))
        if name:
            parts.append(f"(?P={name})" if name in seen else f"(?P<{name}>.+?)")
            seen.add(name)
    return re.compile("".join(parts), re.DOTALL)

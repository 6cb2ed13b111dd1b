"""The words of the product: English texts are the keys, Swedish stands in the catalogues."""

from functools import lru_cache
from io import BytesIO
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.support import NullTranslations, Translations

from kundagenda.errors import ReaderError

CATALOGUES = Path(__file__).parent / "catalogues"
LANGUAGES = ("sv", "en")


@lru_cache
def translations(lang: str) -> NullTranslations:
    """Every catalogue of a language, merged; English needs none, since the keys are English."""
    merged: Translations | None = None
    for path in sorted((CATALOGUES / lang).glob("*.po")):
        compiled = BytesIO()
        with path.open("rb") as source:
            write_mo(compiled, read_po(source, locale=lang))
        compiled.seek(0)
        part = Translations(compiled)
        merged = part if merged is None else merged.add(part)
    return merged if merged is not None else NullTranslations()


def say(lang: str, text: str, **values: object) -> str:
    """The text in the reader's language, with its values put in."""
    return translations(lang).gettext(text).format(**values)


def say_in(lang: str, context: str, text: str) -> str:
    """The text as one place (the context), such as ``menu``, calls it, unlike all others."""
    return str(translations(lang).pgettext(context, text))


def say_many(lang: str, one: str, many: str, n: int, /, **values: object) -> str:
    """The text for one or for many, in the reader's language; ``{n}`` is the number."""
    return translations(lang).ngettext(one, many, n).format(**{"n": n} | values)


def say_error(lang: str, error: ReaderError) -> str:
    """What is wrong, in the reader's language where the catalogue has it, else in English."""
    text = translations(lang).gettext(error.text)
    return text.format(**error.values) if error.values else text

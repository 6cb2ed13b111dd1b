"""The Swedish catalogues: complete, with the same placeholders, and without unwanted words."""

import re
from functools import cache
from pathlib import Path
from string import Formatter

import pytest
from babel.messages.catalog import Message
from babel.messages.pofile import read_po
from PIL import ImageFont

from kundagenda.texts import catalogue
from kundagenda.texts.fact_words import NAMES
from kundagenda.texts.sentences import FEW, FORMATS, SHARES, WORDS
from kundagenda.texts.trust_words import TRUST_NAMES
from kundagenda.texts.words import Counted

STATIC = Path(catalogue.__file__).parents[1] / "static"
GOLDEN = Path(__file__).parent / "golden"
PATHS = sorted((catalogue.CATALOGUES / "sv").glob("*.po"))
each_catalogue = pytest.mark.parametrize("path", PATHS, ids=lambda path: path.stem)
# "Not cause" and "inte orsak" say what is not claimed.
CLAIMS = (
    r"(?<!\bnot )(?<!\binte )\b(caused?|causes|proves?|proven|drives|driven by|effects? of"
    r"|leads to|led to|impact|thanks to"
    r"|orsak\w*|bevisar|ledde till|leder till|tack vare|effekt(en)? av|påverka\w*)\b"
)
JARGON = r"\b(korrelation\w*|correlations?|signifikan\w*|significan\w*|KPI\w*)\b"
PRAISE = r"!|\b(bra jobbat|well done|good job|great|tyvärr|unfortunately)\b"
READ_BY_EXECUTIVES = [
    path for path in PATHS if path.stem in ("charts", "connection", "headline", "pages", "review")
]


@cache
def messages(path: Path) -> list[Message]:
    """The messages of a catalogue, without its header."""
    with path.open("rb") as source:
        return [message for message in read_po(source, locale="sv") if message.id]


def forms(text: object) -> list[str]:
    """One text, or the texts of one and of many."""
    return list(text) if isinstance(text, (list, tuple)) else [str(text or "")]


def placeholders(text: str) -> set[str]:
    """The names in braces."""
    return {name for _, name, _, _ in Formatter().parse(text) if name is not None}


def wording(path: Path) -> list[str]:
    """Every English and Swedish text of a catalogue."""
    return [text for one in messages(path) for text in (*forms(one.id), *forms(one.string))]


def test_every_sign_of_a_text_is_in_the_typeface():
    """Arrows, rings and diamonds are not: another font would draw them, unlike on any machine."""
    font = ImageFont.truetype(str(STATIC / "HankenGrotesk-Regular.ttf"), 20)
    missing = bytes(font.getmask("\uffff"))
    assert bytes(font.getmask("◆")) == missing != bytes(font.getmask("å"))
    pages = [path.read_text(encoding="utf-8") for path in GOLDEN.glob("page_*.txt")]
    told = {
        sign for text in (*pages, *(t for path in PATHS for t in wording(path))) for sign in text
    }
    shown = {sign for sign in told if sign.isprintable() and not sign.isspace()}
    assert not [sign for sign in sorted(shown) if bytes(font.getmask(sign)) == missing]


@each_catalogue
def test_every_text_is_translated_and_none_is_a_guess(path):
    assert messages(path)
    for message in messages(path):
        assert all(forms(message.string)), message.id
        assert len(forms(message.string)) == len(forms(message.id)), message.id
        assert not message.fuzzy, message.id


@each_catalogue
def test_a_translation_uses_the_placeholders_of_its_text(path):
    for message in messages(path):
        wanted = set.union(*(placeholders(text) for text in forms(message.id)))
        assert placeholders(forms(message.id)[-1]) == wanted
        for text in forms(message.string):
            assert placeholders(text) <= wanted, message.id
        assert placeholders(forms(message.string)[-1]) == wanted, message.id


@each_catalogue
def test_nothing_claims_more_than_order_in_time_or_praises(path):
    for text in wording(path):
        assert not re.search(CLAIMS, text, re.IGNORECASE), text
        assert not re.search(PRAISE, text, re.IGNORECASE), text


@pytest.mark.parametrize("path", READ_BY_EXECUTIVES, ids=lambda path: path.stem)
def test_an_executive_meets_no_jargon(path):
    for text in wording(path):
        assert not re.search(JARGON, text, re.IGNORECASE), text


def test_every_sentence_the_product_can_say_is_translated():
    translated = {text for path in PATHS for one in messages(path) for text in forms(one.id)}
    used = {text for words in WORDS.values() for text in english(words)}
    assert used | set((NAMES | TRUST_NAMES).values()) | set(FEW) <= translated


def test_every_value_in_a_sentence_has_a_way_to_be_written():
    names = {
        name for words in WORDS.values() for text in english(words) for name in placeholders(text)
    }
    assert names == set(FORMATS) | set(SHARES)


def english(words: str | Counted) -> tuple[str, ...]:
    """The English texts of an entry."""
    return (words.one, words.many) if isinstance(words, Counted) else (words,)


@pytest.mark.parametrize("words", WORDS.values(), ids=WORDS)
def test_every_sentence_is_one_or_two_sentences_with_a_full_stop(words):
    assert all(text.endswith(".") for text in english(words))


@pytest.mark.parametrize("words", [*WORDS.values(), *NAMES.values()], ids=[*WORDS, *NAMES])
def test_the_headline_says_churn_and_other_jargon_to_nobody(words):
    for text in english(words):
        assert not re.search(JARGON + r"|\bchurn\b", text, re.IGNORECASE)

"""Turns something to say, a key with values, into a sentence in the reader's language."""

from collections.abc import Callable, Mapping
from typing import Any, Protocol

from babel.dates import format_date

from kundagenda.texts.catalogue import say, say_many
from kundagenda.texts.fact_words import FACTS, NAMES
from kundagenda.texts.follow_words import FOLLOWED
from kundagenda.texts.headline_words import SENTENCES, TITLES
from kundagenda.texts.measures import written
from kundagenda.texts.numbers import month, number, percent, period, short_day
from kundagenda.texts.outcome_names import outcome_name
from kundagenda.texts.satisfaction_words import SATISFACTION
from kundagenda.texts.trust_words import TRUST, TRUST_NAMES
from kundagenda.texts.words import Counted, Words
from metrics import PREFIX, metric_of
from metrics.definition import Unit
from metrics.periods import Grain, first_day

WORDS: dict[str, Words] = TITLES | SENTENCES | FACTS | FOLLOWED | TRUST | SATISFACTION
LONGEST_NAME = 32
_MOST_NAMES = 3
SHARES = ("share", "share_before", "declared")
FEW = (
    "zero", "one", "two", "three", "four", "five", "six",
    "seven", "eight", "nine", "ten", "eleven", "twelve",
)  # fmt: skip
_LOCALES = {"sv": "sv_SE", "en": "en_GB"}


class Sayable(Protocol):
    """A key of `WORDS` and the values that its text asks for."""

    @property
    def key(self) -> str: ...

    @property
    def values(self) -> Mapping[str, object]: ...


def sentence(said: Sayable, lang: str) -> str:
    """The sentence in ``sv`` or ``en``, with its full stop.

    How a value is written follows from its name (`FORMATS`). A title says "percent" in words, so
    its shares are bare numbers; it may carry ``decimals``, as many as the promise was given with.
    """
    words = WORDS[said.key]
    written = {
        name: _written(name, value, lang, said)
        for name, value in said.values.items()
        if name != "decimals"
    }
    if isinstance(words, Counted):
        counted: Any = said.values[words.by]
        return say_many(lang, words.one, words.many, round(counted), **written)
    return say(lang, words, **written)


def _written(name: str, value: Any, lang: str, said: Sayable) -> str:
    decimals: Any = said.values.get("decimals", 0)
    if name in SHARES:
        bare = said.key.startswith("title_")
        return _share(value, lang, decimals, bare=bare)
    return FORMATS[name](value, lang)


def _share(value: float, lang: str, decimals: int, *, bare: bool) -> str:
    """A share in percent, never rounded to nothing or to everything when it is neither."""
    shown = round(100 * value, decimals)
    if value > 0 and shown == 0:
        return say(lang, "under {share}", share=_percent(0.01, lang, 0, bare=bare))
    if value < 1 and shown == 100:
        return say(lang, "over {share}", share=_percent(0.99, lang, 0, bare=bare))
    return _percent(value, lang, decimals, bare=bare)


def _percent(value: float, lang: str, decimals: int, *, bare: bool) -> str:
    return number(100 * value, lang, decimals) if bare else percent(value, lang, decimals)


def in_words(count: int, lang: str) -> str:
    """A small number as a word; others in figures."""
    return say(lang, FEW[count]) if 0 <= count < len(FEW) else number(count, lang)


def _bare_month(month_number: int, lang: str) -> str:
    return format_date(first_day(month_number), "MMMM", locale=_LOCALES[lang])


def _lag(lag: tuple[int, int], lang: str) -> str:
    low, high = lag
    return number(low, lang) if low == high else f"{number(low, lang)}–{number(high, lang)}"


def _name(text: str, lang: str) -> str:
    return cut(text)


def _names(names: tuple[str, ...], lang: str) -> str:
    """A few names after each other; where there are more, three dots stand for them."""
    return ", ".join(cut(name) for name in names[:_MOST_NAMES]) + "…" * (len(names) > _MOST_NAMES)


def cut(text: str) -> str:
    """A name as long as a line of words or a picture has room for."""
    return text if len(text) <= LONGEST_NAME else text[: LONGEST_NAME - 1].rstrip() + "…"


def metric_name(key: str, lang: str) -> str:
    """What a metric is called in a sentence, on a tile and over a picture."""
    own = metric_of(key) if key.startswith(PREFIX) else None
    return outcome_name(own, lang) if own else say(lang, (NAMES | TRUST_NAMES)[key])


def _one_decimal(value: float, lang: str) -> str:
    return percent(value, lang, 1)


def _bare_one_decimal(value: float, lang: str) -> str:
    return number(100 * value, lang, 1)


def _two_decimals(value: float, lang: str) -> str:
    return number(value, lang, 2)


def _score(score: tuple[str, float], lang: str) -> str:
    """A value as its metric is written; in a sentence percent is a word, and a mark has a top."""
    key, value = score
    metric = metric_of(key)
    if metric is None:
        raise KeyError(key)
    if metric.unit is Unit.PERCENT:
        return say(lang, "{share} percent", share=number(value, lang))
    shown = written(metric, value, lang)
    if metric.unit is Unit.MARK and metric.values:
        return say(lang, "{mark} of {most}", mark=shown, most=number(metric.values[1], lang))
    return shown


def _wave(wave: tuple[int, Grain], lang: str) -> str:
    """A period by its name; one of twelve months by the last of them."""
    named, grain = period(*wave, lang), wave[1]
    return say(lang, "12 months to {month}", month=named) if grain is Grain.ROLLING12 else named


FORMATS: dict[str, Callable[[Any, str], str]] = {
    "alpha": _two_decimals,
    "answers": number,
    "away": number,
    "bare_month": _bare_month,
    "company": _name,
    "count": number,
    "customer": number,
    "customers": number,
    "day": short_day,
    "days": number,
    "due": number,
    "few": in_words,
    "forum": _name,
    "group": _name,
    "groups": _names,
    "high": number,
    "invited": number,
    "items": number,
    "judged": number,
    "kept": _one_decimal,
    "kept_before": _bare_one_decimal,
    "lag": _lag,
    "low": number,
    "meetings": number,
    "metric": metric_name,
    "month": month,
    "months": number,
    "measure": metric_name,
    "met": number,
    "needed": number,
    "nps": number,
    "nps_before": number,
    "of": in_words,
    "points": number,
    "rank": number,
    "rate": _one_decimal,
    "remaining": number,
    "revenue": _one_decimal,
    "satisfaction": number,
    "satisfaction_before": number,
    "score": _score,
    "score_before": _score,
    "themes": number,
    "towards": number,
    "wave": _wave,
    "wave_before": _wave,
}

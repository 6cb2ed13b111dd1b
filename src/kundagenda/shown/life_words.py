"""Words for how long initiatives last, and for the choices that do not narrow them."""

from kundagenda.charts.life_curve import MONTH
from kundagenda.findings.view import View
from kundagenda.shown.reach import Choice, whatever
from kundagenda.texts.catalogue import say, say_many
from kundagenda.texts.numbers import number, percent, span
from metrics.initiatives import WINDOW_DAYS, AttentionLife, Share


def in_months(days: float) -> bool:
    """Whether a time is told in months: over 90 days."""
    return days > WINDOW_DAYS


def half_gone(days: float, lang: str) -> str:
    """The half-life as it stands in the picture."""
    return say(lang, "Half gone, {time}", time=_time(days, lang))


def likely(life: AttentionLife, lang: str) -> str:
    """The half-life with its 95 % interval, in the unit that it is told in."""
    half, (low, high) = life.half_life, life.half_life_interval
    if half is None:
        return say(
            lang,
            "more than half are left after {time}",
            time=_time(life.longest or 0, lang),
        )
    written = say(lang, "half gone after {time}", time=_time(half, lang))
    unit, decimals = (MONTH, 1) if in_months(half) else (1, 0)
    if low is None:
        return written
    if high is None:
        least = number(low / unit, lang, decimals)
        return say(lang, "{time} (95% interval {least} or more)", time=written, least=least)
    ends = span(low / unit, high / unit, lang, decimals)
    return say(lang, "{time} (95% interval {ends})", time=written, ends=ends)


def share_text(share: Share, lang: str) -> str:
    """A share with its 95 % interval, where it has one."""
    written = percent(share.value, lang)
    if share.interval is None:
        return written
    low, high = (100 * end for end in share.interval)
    return f"{written} ({span(low, high, lang)})"


def unreached(view: View) -> str:
    """The choices that were made and that no figure of initiatives heeds."""
    return whatever(view, Choice.FORUM, Choice.GROUP, Choice.PERIOD, Choice.STEP)


def _time(days: float, lang: str) -> str:
    """Days, or months with a decimal."""
    if in_months(days):
        return say(lang, "{n} months", n=number(days / MONTH, lang, 1))
    return say_many(lang, "{n} day", "{n} days", round(days))

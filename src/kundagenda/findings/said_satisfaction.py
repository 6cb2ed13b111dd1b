"""What the page on satisfaction says: its finding, since when, and what the latest wave is worth.

A measure is higher or lower than before only where chance does not explain it; else it "is".
"""

from kundagenda.findings.overview import Change, Figure
from kundagenda.findings.reading import SHOWN_FROM, Reading, Status
from kundagenda.findings.said import Said, known
from kundagenda.findings.said_mix import mix_said
from kundagenda.findings.satisfaction import SatisfactionPage
from metrics.definition import Unit
from metrics.levels import FEWEST_MONTHS
from metrics.periods import parse_month

PAGE = "satisfaction"


def satisfaction_title(page: SatisfactionPage) -> Said:
    """The measure now against a year ago, or why there is none."""
    figure, now = page.said.figure, page.said.figure.now
    if not page.choices or now is None:
        return Said("title_said_none", {}, PAGE)
    if now.value is None:
        return _no_value(page, now)
    if now.status is Status.THIN:
        return _title("title_said_thin", now, answers=now.base)
    if figure.before is None or figure.before.value is None:
        return _title("title_said_alone", now)
    return _title(_compared(figure), now, score_before=_score(figure.before))


def _no_value(page: SatisfactionPage, now: Reading) -> Said:
    of = {"measure": now.metric.key}
    if now.status is Status.WITHHELD and now.base != 0:
        if now.base is not None and now.base < SHOWN_FROM:
            return Said("title_said_withheld", of | {"answers": now.base}, PAGE)
        return Said("title_said_protected", of, PAGE)
    return Said("title_said_old" if page.said.has_rows else "title_said_not_here", of, PAGE)


def _compared(figure: Figure) -> str:
    """How the year compares with the one before: as written, then by more than chance or not."""
    change, now, before = figure.change, figure.now, figure.before
    if change is None or now is None or before is None:
        return "title_said_alone"
    if change.real:
        return "title_said_higher" if change.difference > 0 else "title_said_lower"
    if _same(now, before):
        return "title_said_same"
    return "title_said_within" if change.real is False else "title_said_from"


def _same(one: Reading, other: Reading) -> bool:
    """Whether two values are written alike: indices and marks have a decimal."""
    decimals = 1 if one.metric.unit in (Unit.INDEX, Unit.MARK) else 0
    return round(one.value or 0, decimals) == round(other.value or 0, decimals)


def _title(key: str, now: Reading, **values: object) -> Said:
    if key in ("title_said_alone", "title_said_same"):
        values.pop("score_before", None)
    return Said(key, {"measure": now.metric.key, "score": _score(now)} | values, PAGE)


def _score(reading: Reading) -> tuple[str, float | None]:
    """A value with the metric that says how it is written."""
    return reading.metric.key, reading.value


def wave_said(page: SatisfactionPage) -> Said | None:
    """The two latest waves, and whether they differ by more than chance; null without two."""
    waves = page.waves
    if waves is None or waves.now is None or waves.before is None:
        return None
    real = waves.change.real if waves.change else None
    key = {True: "wave_real", False: "wave_within", None: "wave_from"}[real]
    values: dict[str, object] = {
        "wave": (waves.now.period, page.view.grain),
        "wave_before": (waves.before.period, page.view.grain),
        "score": _score(waves.now),
        "score_before": _score(waves.before),
    }
    return Said(key, values, PAGE)


def level_said(page: SatisfactionPage) -> Said | None:
    """What the stored verdict says of the measure's level month by month, and since when.

    Without the right to tell the half-year's mean, its direction is not told either. A year may
    differ from the one before by more than chance while months still lie within what they usually
    do: the title answers for the year, this sentence for the months.
    """
    verdict = page.verdict
    if verdict is None:
        return None
    detail, months = verdict.detail, known(verdict.detail.get("n"))
    if verdict.status == "not_enough_data":
        if months is None or months >= FEWEST_MONTHS:
            return Said("said_level_missing", {}, PAGE)
        return Said("said_level_early", {"months": round(months)}, PAGE)
    since = detail.get("since")
    dated = {"month": parse_month(since)} if isinstance(since, str) else {}
    direction = _direction(page)
    if verdict.status == "may_be_changing" and direction:
        return Said(f"said_level_may_{direction}", {}, PAGE)
    if verdict.status in ("changed", "new_level") and direction:
        return Said(f"said_level_{direction}{'_since' if dated else ''}", dated, PAGE)
    if dated and verdict.status != "no_change":
        return Said("said_level_since", dated, PAGE)
    moved = page.said.figure.change is not None and page.said.figure.change.real
    return Said("said_level_swings" if moved else "said_level_steady", {}, PAGE)


def _direction(page: SatisfactionPage) -> str | None:
    """``higher`` or ``lower``: the last six months against those they are compared with."""
    if not page.told_direction or page.verdict is None:
        return None
    now, before = (known(page.verdict.detail.get(name)) for name in ("mean_last", "mean_before"))
    if now is None or before is None or now == before:
        return None
    return "higher" if now > before else "lower"


def groups_said(page: SatisfactionPage) -> Said | None:
    """The groups that moved by more than chance where the title does not say it of all customers.

    A group that went the same way as all customers is no news beside the title.
    """
    whole = page.said.figure.change
    moved = [
        group
        for group in page.groups
        if not page.view.segment and _on_its_own(group.said.figure.change, whole)
    ]
    if len(moved) > 1:
        names = tuple(group.name for group in moved)
        return Said("said_groups_moved", {"count": len(moved), "groups": names}, PAGE)
    for group in moved:
        now, before = group.said.figure.now, group.said.figure.before
        if now is not None and before is not None:
            values: dict[str, object] = {"score": _score(now), "score_before": _score(before)}
            return Said("said_group_moved", values | {"group": group.name}, PAGE)
    return None


def _on_its_own(change: Change | None, whole: Change | None) -> bool:
    """Whether a group really changed while all customers did not, or went the other way."""
    if change is None or not change.real:
        return False
    if whole is None or not whole.real:
        return True
    return (change.difference > 0) != (whole.difference > 0)


def respondents_said(page: SatisfactionPage) -> Said | None:
    """Whether the same groups answer as the year before; null where that was never asked."""
    return None if page.mix is None else mix_said(page.mix, page.segment_names)

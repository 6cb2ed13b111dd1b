"""The situations that a headline must find words for, one Overview each."""

from dataclasses import replace
from datetime import date

from kundagenda.findings.overview import Overview
from kundagenda.findings.reading import Status
from kundagenda.findings.view import View
from metrics.rhythm import Gap, Streak
from overviews import (
    AS_OF,
    LAST,
    churn,
    figure,
    lead,
    level,
    levels,
    marks,
    meetings,
    nothing,
    nps,
    ordinary,
    periods,
    promise,
    reading,
    rhythm,
    share,
    signal,
    sources,
)

NEVER = rhythm(
    recency_days=None,
    last_customer_day=None,
    last_decision_day=None,
    gap=Gap(364, "no_customer_item"),
    streak=Streak(0, 0),
)
NO_FIGURES = {
    "satisfaction": nothing("nps"),
    "churn": nothing("logo_churn"),
    "periods": periods(answers=0),
}
NO_LEVELS = levels(0, 0, 0, 0)
THREE = NO_FIGURES | {
    "sources": sources(meetings=3, items=25, forums=("Ledningsgrupp",)),
    "periods": periods(first=LAST - 2, answers=0),
    "levels": levels(1, 1, 0, 0),
    "share": share(2, 25),
}
START = {
    "sources": sources(meetings=0, items=0, forums=()),
    "rhythm": rhythm(**{**vars(NEVER), "gap": None, "meetings": 0, "last_meeting_day": None}),
    "share": nothing("customer_item_share"),
    "meeting_share": nothing("customer_meeting_share"),
    "levels": NO_LEVELS,
    "priority": None,
}
FELL = level("customer_item_share", "changed", 0.08, 0.15, "2024-03")


def _withheld(base: int) -> Overview:
    now = replace(reading("nps", None, base), status=Status.WITHHELD)
    return ordinary(satisfaction=figure(now))


def _thin(customer: int, held: int, **changed: object) -> Overview:
    parts = THREE | {"meeting_share": meetings(customer, held)} | changed
    parts["sources"] = sources(meetings=held, items=25, forums=("Ledningsgrupp",))
    return ordinary(**parts)


SITUATIONS: dict[str, Overview] = {
    "no meetings at all": ordinary(**START, **NO_FIGURES),
    "no meetings, but customers' figures": ordinary(**START),
    "the first meetings are in a month that is not over": ordinary(
        **START
        | NO_FIGURES
        | {
            "sources": sources(meetings=2, items=17),
            "rhythm": rhythm(last_meeting_day=date(2026, 10, 6), meetings=0),
            "view": View(date(2026, 10, 12)),
        }
    ),
    "no meeting for a year": ordinary(
        **START
        | NO_FIGURES
        | {"sources": sources(), "rhythm": rhythm(last_meeting_day=date(2025, 6, 18), meetings=0)}
    ),
    "never on the agenda, promised": ordinary(
        share=share(0, 250), meeting_share=meetings(0, 22), rhythm=NEVER, levels=NO_LEVELS
    ),
    "never on the agenda, nothing declared": ordinary(
        share=share(0, 250),
        meeting_share=meetings(0, 22),
        rhythm=NEVER,
        levels=NO_LEVELS,
        priority=None,
    ),
    "silent for a year": ordinary(
        share=share(0, 250),
        meeting_share=meetings(0, 22),
        rhythm=rhythm(recency_days=412, last_customer_day=date(2025, 8, 14)),
        levels=NO_LEVELS,
    ),
    "silent for a year, nothing declared": ordinary(
        share=share(0, 250),
        meeting_share=meetings(0, 22),
        rhythm=rhythm(recency_days=412, last_customer_day=date(2025, 8, 14)),
        levels=NO_LEVELS,
        priority=None,
    ),
    "thin: two meetings of three": _thin(2, 3),
    "thin: none of three, nothing declared": _thin(
        0, 3, share=share(0, 25), levels=NO_LEVELS, priority=None, rhythm=NEVER
    ),
    "thin: all three": _thin(3, 3),
    "thin: both": _thin(2, 2),
    "thin: the only one": _thin(1, 1),
    "thin: not the only one": _thin(0, 1, share=share(0, 9), levels=NO_LEVELS, rhythm=NEVER),
    "thin: four meetings a year": ordinary(meeting_share=meetings(2, 4), share=share(3, 40)),
    "below what was declared": ordinary(promise_kept=False),
    "almost what was declared": ordinary(share=share(199, 1000, before=0.19)),
    "promise met": ordinary(share=share(55, 250, before=0.19)),
    "a promise with a decimal, met": ordinary(
        share=share(126, 1000), priority=promise(declared_share=0.125)
    ),
    "a share that is not nothing": ordinary(share=share(1, 400)),
    "nothing declared": ordinary(priority=None),
    "declared without a share": ordinary(priority=promise(declared_share=None)),
    "declared in minutes": ordinary(priority=promise(basis="minutes")),
    "declared for one forum, all shown": ordinary(priority=promise(forum="Ledningsgrupp")),
    "declared three months ago": ordinary(priority=promise(valid_from=date(2026, 6, 15))),
    "share really fell, dated": ordinary(verdicts=(FELL,)),
    "share really fell, not dated": ordinary(
        verdicts=(level("customer_item_share", "changed", 0.08, 0.15),)
    ),
    "share really fell, year on year": ordinary(share=share(20, 250, before=0.19, real=True)),
    "share really rose": ordinary(share=share(45, 250, before=0.09, real=True)),
    "share at a new level since long": ordinary(
        verdicts=(level("customer_item_share", "no_change", 0.08, 0.11, "2024-03"),)
    ),
    "share may be falling": ordinary(
        verdicts=(level("customer_item_share", "may_be_changing", 0.05, 0.11),)
    ),
    "share within ordinary variation": ordinary(
        verdicts=(level("customer_item_share", "no_change", 0.08, 0.09),)
    ),
    "July had no meeting": ordinary(
        view=View(date(2026, 7, 31)),
        rhythm=rhythm(
            recency_days=43,
            last_customer_day=date(2026, 6, 18),
            last_meeting_day=date(2026, 6, 18),
        ),
    ),
    "no meeting for months": ordinary(
        rhythm=rhythm(recency_days=120, last_meeting_day=date(2026, 6, 2))
    ),
    "no customer item for long": ordinary(rhythm=rhythm(recency_days=74)),
    "a long gap behind us": ordinary(
        rhythm=rhythm(gap=Gap(133, "internal")),
        satisfaction=nothing("nps"),
        periods=periods(answers=0),
    ),
    "meetings without agenda": ordinary(
        rhythm=rhythm(meetings_without_agenda=2), satisfaction=nothing("nps"), share=share(20, 250)
    ),
    "new value never discussed in a year": ordinary(levels=levels(8, 7, 5, 0)),
    "mostly measuring and fixing": ordinary(levels=levels(12, 5, 2, 1), share=share(20, 250)),
    "one forum only": ordinary(sources=sources(forums=("Ledningsgrupp",)), share=share(20, 250)),
    "no answers and no subscriptions": ordinary(**NO_FIGURES),
    "no answers": ordinary(satisfaction=nothing("nps"), periods=periods(answers=0)),
    "no answers for a year": ordinary(satisfaction=nothing("nps")),
    "no subscriptions": ordinary(churn=nothing("logo_churn")),
    "subscriptions younger than a year": ordinary(
        churn=nothing("logo_churn"), latest={"logo_churn_month": reading("logo_churn_month", 0, 9)}
    ),
    "satisfaction really rose": ordinary(satisfaction=nps(28, before=12, real=True)),
    "satisfaction really fell": ordinary(satisfaction=nps(-3, before=12, real=True)),
    "satisfaction by marks": ordinary(satisfaction=marks(72, before=70)),
    "satisfaction by marks really fell": ordinary(satisfaction=marks(61, before=70, real=True)),
    "satisfaction as the year before": ordinary(satisfaction=nps(28.2, before=28.4)),
    "satisfaction without a year before": ordinary(satisfaction=nps(28)),
    "satisfaction at a new level": ordinary(verdicts=(level("nps", "changed", 31, 19, "2026-02"),)),
    "satisfaction may be changing": ordinary(verdicts=(level("nps", "may_be_changing", 12, 19),)),
    "few answers": ordinary(satisfaction=nps(28, answers=17)),
    "answers withheld": _withheld(6),
    "answers withheld to protect a group": _withheld(24),
    "retention really fell": ordinary(churn=churn(70, 470, before=0.08, real=True)),
    "retention really rose": ordinary(churn=churn(20, 470, before=0.09, real=True)),
    "retention as the year before": ordinary(churn=churn(35, 470, before=35 / 470)),
    "few customers": ordinary(churn=churn(1, 7)),
    "fewer stay since a month": ordinary(
        verdicts=(level("logo_churn_month", "changed", 0.02, 0.011, "2026-02"),)
    ),
    "lead: no evidence": ordinary(verdicts=(lead("nps", "no_evidence"),)),
    "lead: not enough data": ordinary(verdicts=(lead("nps", "not_enough_data", n=28),)),
    "lead: cannot tell": ordinary(verdicts=(lead("nps", "not_enough_data", n=40, missing=5),)),
    "lead: signal": ordinary(verdicts=(lead("nps", "signal", **signal()),)),
    "lead: signal, lower": ordinary(verdicts=(lead("nps", "signal", **signal(-0.5)),)),
    "lead: more stay": ordinary(
        verdicts=(lead("nps", "no_evidence"), lead("logo_churn_month", "signal", **signal(-0.4)))
    ),
    "lead: the other way round": ordinary(
        verdicts=(
            lead("nps", "no_evidence", reverse={"status": "signal", "lag_range": [1, 3], "r": 0.5}),
        )
    ),
    "lead: together": ordinary(
        verdicts=(lead("nps", "signal", **{**signal(), "reverse": {"status": "signal"}}),)
    ),
    "demo": ordinary(
        demo="Nordlog AB",
        verdicts=(FELL, lead("nps", "signal", **signal())),
        levels=levels(8, 7, 5, 1),
    ),
    "one forum chosen: verdicts on the whole company stay out": ordinary(
        view=View(AS_OF, forum="Styrelse"), verdicts=(FELL, lead("nps", "signal", **signal()))
    ),
}

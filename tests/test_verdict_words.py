"""What verdicts say: every sentence in both languages, and never more than order in time."""

import re

import pandas as pd
import pytest

from kundagenda.texts import verdict_words as words
from kundagenda.texts.catalogue import translations
from metrics.change import LevelChange
from metrics.definition import Unit
from metrics.lead import LeadVerdict, _detectable
from metrics.panel import PanelVerdict

FORBIDDEN = (
    r"proves|drives|effects? of|leads to|led to|impact|because of|caused|ledde till|leder till"
    r"|tack vare|beror på|(?<!inte )orsak"
)
LANGUAGES = ("en", "sv")
SINCE = pd.Period("2024-03", "M")
SIGNAL = LeadVerdict(
    "signal", 60, 0, 2, lag=3, lag_range=(2, 4), r=0.5, p_familywise=0.01, detectable_r=0.54
)
NONE = LeadVerdict("no_evidence", 48, 0, 2, p_familywise=0.4, detectable_r=0.61, r=0.2, lag=1)
PANEL = PanelVerdict("signal", 60, 6, lag=3, r=0.3, coefficient=2.0, p=0.002, orders=720)


def changed(**fields):
    given = {"mean_last": 0.08, "mean_before": 0.15, "seasonally_adjusted": True}
    return LevelChange(**{"status": "changed", "n": 60, "missing": 0} | given | fields)


def with_reverse(verdict, r):
    back = LeadVerdict("signal", 60, 0, 2, lag=2, lag_range=(1, 3), r=r, p_familywise=0.01)
    return LeadVerdict(**{**vars(verdict), "reverse": back})


def down(verdict):
    return type(verdict)(**{**vars(verdict), "r": -verdict.r})


LEVELS = {
    "changed": changed(since=SINCE, confirmed=SINCE + 5, baseline_months=8),
    "new level": changed(status="new_level", since=SINCE, confirmed=SINCE + 5, baseline_months=20),
    "may": changed(status="may_be_changing"),
    "same": changed(status="no_change"),
    "season unknown": changed(status="no_change", n=30, seasonally_adjusted=False),
    "early": LevelChange("not_enough_data", 12, 0),
    "one month": LevelChange("not_enough_data", 1, 0),
    "gaps": LevelChange("not_enough_data", 40, 9),
}
LEADS = {
    "early": LeadVerdict("not_enough_data", 28, 0, 2, reason="too_few_months"),
    "gaps": LeadVerdict("not_enough_data", 58, 2, 2, reason="missing_months"),
    "flat": LeadVerdict("not_enough_data", 60, 0, 2, reason="no_variation"),
    "none": NONE,
    "up": SIGNAL,
    "down": down(SIGNAL),
    "reverse after a fall": with_reverse(NONE, -0.5),
    "reverse after a rise": with_reverse(NONE, 0.5),
    "together": with_reverse(SIGNAL, 0.5),
}
PANELS = {
    "up": PANEL,
    "down": down(PANEL),
    "none": PanelVerdict("no_evidence", 60, 6, lag=2, r=0.1, coefficient=1.0, p=0.4, orders=720),
    "segments": PanelVerdict("not_enough_data", 60, 4, reason="too_few_segments"),
    "early": PanelVerdict("not_enough_data", 20, 6, reason="too_few_months"),
    "flat": PanelVerdict("not_enough_data", 60, 6, reason="no_variation"),
}


def level(name, lang, key="customer_item_share"):
    about = words.subject(key, lang, Unit.SHARE)
    return " ".join(words.level_sentences(LEVELS[name], about, lang))


def lead(name, lang, key="nps", attention="customer_item_share"):
    pair = (words.subject(one, lang) for one in (attention, key))
    return " ".join(words.lead_sentences(LEADS[name], *pair, lang))


def panel(name, lang, key="nps"):
    return " ".join(words.panel_sentences(PANELS[name], words.subject(key, lang), lang))


def everything(lang):
    """Every sentence that any verdict can say about any metric."""
    for key in words.NAMES:
        yield from (level(name, lang, key) for name in LEVELS)
        yield from (lead(name, lang, key) for name in LEADS)
        yield from (lead(name, lang, key, "deep_share") for name in LEADS)
        yield from (panel(name, lang, key) for name in PANELS)
    for verdict in LEADS.values():
        yield " ".join(words.lead_small_print(verdict, lang))


@pytest.mark.parametrize("lang", LANGUAGES)
def test_no_verdict_claims_more_than_order_in_time(lang):
    for text in everything(lang):
        assert not re.search(FORBIDDEN, text, re.IGNORECASE), text
        assert text.endswith(".")
        assert "{" not in text


def english():
    for one in (words.NAMES, words.LEVEL, words.LEAD, words.LEAD_OF_THE_AGENDA, words.PANEL):
        yield from one.values()
    for name in ("LEVEL_NEW", "LEAD_EARLY", "LEAD_BACK", "LEAD_LEFT", "PANEL_EARLY"):
        yield getattr(words, name)


def test_every_text_of_a_verdict_has_its_swedish():
    for text in english():
        if isinstance(text, tuple):
            assert translations("sv").ngettext(*text, 2) != text[1]
        else:
            assert translations("sv").gettext(text) != text or text in ("NPS", "NKI"), text


def test_a_changed_level_is_told_as_the_definition_words_it():
    assert level("changed", "en") == (
        "The last six months averaged 8.0%, earlier 15.0%. This is more than ordinary "
        "month-to-month variation explains (seen two months running). The new level began around "
        "March 2024. The new level has lasted 8 months; after 24 it can be asked about anew."
    )
    assert level("may", "en").endswith("The level may be changing: check next month.")
    assert level("same", "en") == "No clear change: ordinary variation."
    assert level("same", "sv") == "Ingen tydlig förändring: vanlig variation."
    assert level("early", "en") == ("Less than 24 months: too early to say. Months so far: 12.")
    assert level("one month", "sv") == (
        "Mindre än 24 månader: för tidigt att säga. Månader hittills: 1."
    )
    assert level("season unknown", "en").endswith("season: that takes 36 months.")


def test_customers_lost_are_told_as_customers_who_stay():
    # a month lost 8 % and earlier 15 %
    assert level("changed", "en", "logo_churn_month").startswith(
        "The last six months averaged 92.0%, earlier 85.0%."
    )
    assert "customers who stay was usually lower" in lead("up", "en", "logo_churn_month")
    assert "customers who stay was usually higher" in lead("down", "en", "logo_churn_month")
    assert "customers who stay was usually lower" in panel("up", "en", "logo_churn_month")


def test_a_lead_is_told_as_order_in_time():
    assert lead("up", "en") == (
        "When customer value took more of the agenda than usual, NPS was usually higher "
        "about 3 months later (range 2–4). Chance alone gives a pattern this strong less than "
        "1 time in 20. This shows order in time, not cause: something else (a price change, "
        "a new product, an outage) may have moved both."
    )
    assert "NPS oftast lägre omkring 3 månader senare (2–4)" in lead("down", "sv")
    assert lead("up", "sv") == (
        "När kundvärde tog mer plats än vanligt var NPS oftast högre omkring 3 månader senare "
        "(2–4). Enbart slumpen ger ett så tydligt mönster mindre än 1 gång av 20. Det visar "
        "ordningsföljd i tid, inte orsak. Något annat (en prisändring, en ny produkt, ett "
        "avbrott) kan ha flyttat båda."
    )
    assert lead("reverse after a fall", "en").startswith(
        "Attention has followed NPS rather than led it: customer items rise about 2 months after "
        "a fall. Chance"
    )
    assert "rise about 2 months after a rise." in lead("reverse after a rise", "en")
    assert "after a rise." in lead("reverse after a fall", "en", "logo_churn_month")
    together = "They move together; the order cannot be told. Chance"
    assert lead("together", "en").startswith(together)


def test_what_is_not_how_much_of_the_agenda_goes_by_its_name():
    deep = "the share of customer items that improve or create"
    for attention, name in (("deep_share", deep), ("hours", "hours"), ("nps", "NPS")):
        assert lead("up", "en", "ces", attention).startswith(f"When {name} was higher than usual")
        assert f"follows {name} within six months" in lead("none", "en", "ces", attention)
        assert f"way round: {name} has followed" in lead(
            "reverse after a fall", "en", "ces", attention
        )
        assert f"They move together, {name} and" in lead("together", "en", "ces", attention)
        assert f"whether {name} moves before" in lead("early", "en", "ces", attention)


def test_no_evidence_says_what_would_have_been_seen_and_too_early_when():
    assert lead("none", "en") == (
        "In 48 months we see no sign that NPS follows the agenda within six months. With this much "
        "data we would notice a strong relation (correlation about 0.61 or more) 8 times out of "
        "10; a weaker one may exist."
    )
    assert lead("none", "sv") == (
        "Vi ser inget tecken på att NPS följer dagordningen inom sex månader. Ett svagare samband "
        "kan finnas utan att synas i så här korta serier. På 48 månader skulle vi se ett starkt "
        "samband (korrelation omkring 0,61 eller mer) 8 gånger av 10."
    )
    assert lead("early", "en") == (
        "We have 28 months; at least 36 are needed before we can say whether attention moves "
        "before NPS. Come back in 8 months."
    )
    assert lead("early", "sv") == (
        "Vi har 28 månader. Det krävs minst 36 för att kunna säga om uppmärksamheten rör sig "
        "före NPS. Kom tillbaka om 8 månader."
    )


def test_the_small_print_says_what_a_verdict_rests_on():
    assert words.lead_small_print(NONE, "en", words.Counted("answers", 2400)) == (
        "Months used: 48. Adjusted for season, trend and own momentum; 6 lags × 2 directions "
        "tested.",
        "Answers in those months: 2,400.",
        "A relation of 0.61 or more on a scale from 0 to 1 would be seen 8 times out of 10.",
        # 0.61 would be seen in 47 undisturbed months
        f"For a relation of 0.5 to be seen, {65 - 47} more months are needed.",
    )
    counts = (words.Counted(base, 9) for base in ("responses", "customers"))
    responses, customers = (words.lead_small_print(NONE, "sv", one)[1] for one in counts)
    assert responses == "Enkätsvar under de månaderna: 9."
    assert customers == "Räknade under de månaderna, månad för månad: 9."
    early = words.lead_small_print(LEADS["early"], "en")
    assert early[-1] == f"For a relation of 0.5 to be seen, {65 - 28} more months are needed."


@pytest.mark.parametrize("n", range(36, 90))
@pytest.mark.parametrize("lost", [0, 1, 2])
def test_what_would_be_seen_never_contradicts_the_months_still_needed(n, lost):
    """Months lost to momentum make fewer of them count, and the two figures must agree on it."""
    r = _detectable(n - lost - 4 - 2 - 12, 2)
    verdict = LeadVerdict("no_evidence", n, 0, 2, detectable_r=r, r=0.1, lag=1)
    seen, left = words.lead_small_print(verdict, "en")[1:]
    shown = float(seen.split()[3])
    assert shown >= r
    assert (left == "That is enough months for a relation of 0.5.") == (shown <= 0.5)
    assert words.months_left(verdict) == max(65 - max(n - lost, 36), 0)


def test_a_panel_says_what_it_cannot_see():
    for name in ("up", "none"):
        assert "a push in the whole company, cannot be seen" in panel(name, "en")
    assert "NPS was usually higher about 3 months later" in panel("up", "en")
    assert "Of 720 ways" in panel("up", "en")
    assert panel("early", "en") == "The segments share 20 months; 24 are needed to compare them."
    assert panel("segments", "en").startswith("At least five segments")

"""Whether a target is reached: by the value, its direction and its interval; in which unit."""

import pytest

from kundagenda.findings.aims import Aim, aim_of, better_for
from kundagenda.findings.rates import as_rate
from kundagenda.findings.reading import Reading, Status, Sums
from kundagenda.texts.measures import written
from kundagenda.texts.outcome_words import apart, cut, figure_name
from metrics import customer_item_share, grr, logo_churn, metric_of, nps
from metrics.definition import Better, Metric, Unit
from metrics.outcomes import better_of, outcome

# metric, value, low, high, target, standing; a dash is unknown
STANDINGS = """
outcome:uptime      .98   -    -    .98  reached
outcome:uptime      .979  -    -    .98  missed
outcome:uptime      .981  -    -    .98  reached
outcome:downtime    .01   -    -    .02  reached
outcome:downtime    .03   -    -    .02  missed
outcome:days        34    -    -    30   untold
outcome:uptime      -     -    -    .98  missing
nps                 28    22   34   30   chance
nps                 31    25   37   30   chance
nps                 28    22   34   34   chance
nps                 28    22   34   35   missed
nps                 41    35   47   30   reached
logo_churn          .08   .06  .09  .10  reached
logo_churn          .08   .06  .11  .10  chance
logo_churn          .13   .105 .17  .10  missed
customer_item_share .09   .07  .12  .20  missed
customer_item_share .25   .21  .29  .20  reached
grr                 .92   -    -    .92  reached
"""


def reading(metric: Metric, value: str, low: str, high: str) -> Reading:
    known = [None if text == "-" else float(text) for text in (value, low, high)]
    return Reading(metric, 24000, *known, 100, None, None, None, Status.OK)  # type: ignore[arg-type]


@pytest.mark.parametrize("line", STANDINGS.strip().splitlines())
def test_a_target_is_reached_missed_or_within_chance(line: str) -> None:
    key, value, low, high, target, wanted = line.split()
    metric = metric_of(key)
    assert metric is not None
    assert aim_of(metric, reading(metric, value, low, high), float(target)) == wanted


def test_what_is_withheld_is_neither_reached_nor_missed() -> None:
    few = Reading(nps, 24000, None, None, None, 4, None, None, None, Status.WITHHELD)
    assert aim_of(nps, few, 30) is Aim.WITHHELD
    assert aim_of(nps, None, 30) is Aim.MISSING
    assert not Aim.WITHHELD.is_told


def test_sums_of_decimals_do_not_miss_their_target() -> None:
    value = 0.1 + 0.7
    now = Reading(grr, 24000, value, None, None, 100, None, None, None, Status.OK)
    assert value < 0.8
    assert aim_of(grr, now, 0.8) is Aim.REACHED


@pytest.mark.parametrize(
    ("name", "better"),
    [
        ("uptime", Better.HIGHER),
        ("Delivery precision", Better.HIGHER),
        ("Lönsamhet", Better.HIGHER),
        ("stillestånd", Better.LOWER),
        ("delivery_time", Better.NEITHER),
        ("days", Better.NEITHER),
    ],
)
def test_the_usual_outcomes_have_a_direction_and_others_none(name: str, better: Better) -> None:
    assert better_of(name) is better
    assert outcome(name).better is better


def test_a_promised_share_is_reached_from_below_though_it_is_neither_good_nor_bad() -> None:
    assert customer_item_share.better is Better.NEITHER
    assert better_for(customer_item_share) is Better.HIGHER
    assert better_for(logo_churn) is Better.LOWER


# outcome, values that were given, targets, unit
UNITS = """
uptime        .97,.99    .98   share
uptime        97,99      98    own
uptime        .97,1.2    .98   own
uptime        .97        98    own
growth        -.02,.07   .06   share
growth        -2,7       6     own
margin        .3,.6      .5    own
days          .2,.3      .25   own
"""


@pytest.mark.parametrize("line", UNITS.strip().splitlines())
def test_an_outcome_is_a_share_where_name_values_and_targets_agree(line: str) -> None:
    name, values, target, unit = line.split()
    monthly = {24000 + n: Sums(float(v), None, None, None) for n, v in enumerate(values.split(","))}
    found = as_rate(outcome(name), {"": monthly}, [float(target)])
    assert found.unit == unit
    assert found.key == f"outcome:{name}"


def test_a_weighed_value_is_divided_by_its_base_before_it_is_judged() -> None:
    weighed = {24000: Sums(97.0, 100.0, None, 100)}
    assert as_rate(outcome("uptime"), {"": weighed}, []).unit is Unit.SHARE


def test_no_other_metric_becomes_a_share() -> None:
    assert as_rate(nps, {"": {}}, [0.1]) is nps


def test_a_value_and_a_target_are_never_written_alike_unless_they_are() -> None:
    uptime = as_rate(outcome("uptime"), {"": {}}, [0.98])
    assert written(uptime, 0.97465, "sv") == written(uptime, 0.975, "sv")
    assert apart(uptime, 0.97465, 0.975, "sv") == ("97,47\u00a0%", "97,50\u00a0%")
    assert apart(uptime, 0.975, 0.975, "en") == ("97.5%", "97.5%")
    assert apart(uptime, 0.969, 0.98, "en") == ("96.9%", "98.0%")


@pytest.mark.parametrize(
    ("key", "sv", "en"),
    [
        ("outcome:uptime", "Drifttid", "Uptime"),
        ("outcome:Delivery precision", "Leveransprecision", "Delivery precision"),
        ("outcome:first_call_solved", "First call solved", "First call solved"),
        ("logo_churn", "Kunder som lämnat på ett år", "Customers who left in a year"),
        ("ces", "Enkelheten", "Ease"),
        ("nps", "NPS", "NPS"),
    ],
)
def test_every_figure_has_a_name_in_both_languages(key: str, sv: str, en: str) -> None:
    metric = metric_of(key)
    assert metric is not None
    assert (figure_name(metric, "sv"), figure_name(metric, "en")) == (sv, en)


def test_long_names_are_cut() -> None:
    assert cut("x" * 33) == "x" * 31 + "…"
    assert cut("x" * 32) == "x" * 32

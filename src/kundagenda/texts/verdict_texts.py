"""The English texts of every verdict: keys of the Swedish in ``catalogues/sv``."""

NAMES = {
    "customer_item_share": "the customer’s share of the agenda",
    "customer_minute_share": "the customer’s share of the time",
    "customer_meeting_share": "the share of meetings with a customer item",
    "deep_share": "the share of customer items that improve or create",
    "nps": "NPS",
    "csat_5": "satisfaction",
    "csat_7": "satisfaction",
    "csat_10": "satisfaction",
    "ces": "ease (CES)",
    "nki": "NKI",
    "response_rate": "the response rate",
    "logo_churn_month": "the share of customers who stay",
    "grr_month": "the revenue that stays",
    "nrr_month": "the revenue from existing customers",
}
TURNED = ("logo_churn", "logo_churn_month")
# How much of the agenda the customer gets: a lead of these has the words of its definition.
OF_THE_AGENDA = ("customer_item_share", "customer_minute_share", "customer_meeting_share")

LEVEL = {
    "changed": "The last six months averaged {now}, earlier {before}. This is more than ordinary "
    "month-to-month variation explains (seen two months running).",
    "new": "The last six months averaged {now}, the level before {before}.",
    "since": "The new level began around {month}.",
    "may": "The last six months averaged {now}, earlier {before}. The level may be changing: "
    "check next month.",
    "same": "No clear change: ordinary variation.",
    "early": "Less than 24 months: too early to say. Months so far: {months}.",
    "missing": "Too many months are missing to say.",
    "season": "Not adjusted for the season: that takes 36 months.",
}
LEVEL_NEW = (
    "The new level has lasted {months} month; after 24 it can be asked about anew.",
    "The new level has lasted {months} months; after 24 it can be asked about anew.",
)
LEAD = {
    "none": "In {months} months we see no sign that {outcome} follows {attention} within six "
    "months. With this much data we would notice a strong relation ({detectable} or more on a "
    "scale from 0 to 1) 8 times out of 10; a weaker one may exist.",
    "up": "When {attention} was higher than usual, {outcome} was usually higher about {lag} months "
    "later (range {low}–{high}).",
    "down": "When {attention} was higher than usual, {outcome} was usually lower about {lag} "
    "months later (range {low}–{high}).",
    "chance": "Chance alone gives a pattern this strong less than 1 time in 20.",
    "order": "This shows order in time, not cause: something else (a price change, a new "
    "product, an outage) may have moved both.",
    "reverse_fall": "The order is the other way round: {attention} has followed {outcome}, "
    "and rose about {lag} months after a fall (range {low}–{high}).",
    "reverse_rise": "The order is the other way round: {attention} has followed {outcome}, "
    "and rose about {lag} months after a rise (range {low}–{high}).",
    "together": "They move together, {attention} and {outcome}; the order cannot be told.",
    "missing": "Which moves first cannot be told: too many months are missing.",
    "flat": "Which moves first cannot be told: one of them does not vary beyond season and trend.",
    "used": "Months used: {months}. Adjusted for season, trend and own momentum; {lags} lags × "
    "{directions} directions tested.",
    "answers": "Answers in those months: {count}.",
    "responses": "Responses in those months: {count}.",
    "counted": "Counted in those months, month by month: {count}.",
    "detectable": "A relation of {detectable} or more on a scale from 0 to 1 would be seen 8 times "
    "out of 10.",
    "enough": "That is enough months for a relation of 0.5.",
}
LEAD_OF_THE_AGENDA = LEAD | {
    "attention": "attention",
    "none": "In {months} months we see no sign that {outcome} follows the agenda within six "
    "months. With this much data we would notice a strong relation (correlation about "
    "{detectable} or more) 8 times out of 10; a weaker one may exist.",
    "up": "When customer value took more of the agenda than usual, {outcome} was usually higher "
    "about {lag} months later (range {low}–{high}).",
    "down": "When customer value took more of the agenda than usual, {outcome} was usually lower "
    "about {lag} months later (range {low}–{high}).",
    "reverse_fall": "Attention has followed {outcome} rather than led it: customer items rise "
    "about {lag} months after a fall.",
    "reverse_rise": "Attention has followed {outcome} rather than led it: customer items rise "
    "about {lag} months after a rise.",
    "together": "They move together; the order cannot be told.",
}
LEAD_EARLY = (
    "We have {months} month; at least 36 are needed before we can say whether {attention} moves "
    "before {outcome}.",
    "We have {months} months; at least 36 are needed before we can say whether {attention} moves "
    "before {outcome}.",
)
LEAD_BACK = ("Come back in {n} month.", "Come back in {n} months.")
LEAD_LEFT = (
    "For a relation of 0.5 to be seen, {n} more month is needed.",
    "For a relation of 0.5 to be seen, {n} more months are needed.",
)
PANEL = {
    "up": "Where attention was higher than in the other segments, {outcome} was usually higher "
    "about {lag} months later.",
    "down": "Where attention was higher than in the other segments, {outcome} was usually lower "
    "about {lag} months later.",
    "none": "Compared with one another, {segments} segments show no sign over {months} months that "
    "{outcome} follows attention within six months. A weaker relation may exist.",
    "chance": "Of {orders} ways to swap the histories between segments, this one is among the few "
    "that show as much.",
    "blind": "What moves all segments alike, such as a push in the whole company, cannot be seen "
    "this way.",
    "segments": "At least five segments with attention of their own are needed to compare them.",
    "flat": "The segments do not differ enough to be compared.",
}
PANEL_EARLY = (
    "The segments share {months} month; 24 are needed to compare them.",
    "The segments share {months} months; 24 are needed to compare them.",
)

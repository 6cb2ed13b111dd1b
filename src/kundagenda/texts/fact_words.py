"""The English of the summary's facts: keys of the Swedish in ``catalogues/sv/headline.po``."""

from kundagenda.texts.words import Counted, Words

NAMES = {
    "recency": "Days since a customer item",
    "gap": "The longest time without the customer",
    "streak": "Meetings in a row with the customer",
    "customer_item_share": "Customer share of items",
    "customer_meeting_share": "Meetings with a customer item",
    "first_appearance_share": "Items for the first time",
    "level_measure": "Items that measure",
    "level_fix": "Items that fix",
    "level_improve": "Items that improve",
    "level_value": "Items on new value",
    "nps": "NPS",
    "csat_5": "Satisfaction",
    "csat_7": "Satisfaction",
    "csat_10": "Satisfaction",
    "ces": "Ease",
    "ces_easy": "Find it easy",
    "nki": "NKI",
    "nki_incomplete": "Incomplete answers",
    "response_rate": "Response rate",
    "logo_churn": "Customers kept over a year",
    "logo_churn_month": "Customers kept from month to month",
    "grr": "Revenue kept over a year",
    "nrr": "Revenue from the customers of a year ago",
    "grr_month": "Revenue kept from month to month",
    "nrr_month": "Revenue from the customers of a month ago",
    "repeat_rate": "Customers who buy again",
}

FACTS: dict[str, Words] = {
    "fact_unknown": "{metric}: nothing to count yet.",
    "fact_given": "{metric}: {rate}, given without a base.",
    "fact_recency": Counted(
        "days",
        "The latest customer item was {days} day ago, {day}.",
        "The latest customer item was {days} days ago, {day}.",
    ),
    "fact_recency_never": Counted(
        "meetings",
        "No customer item in {meetings} meeting.",
        "No customer item in {meetings} meetings.",
    ),
    "fact_streak_current": Counted(
        "meetings",
        "The latest {meetings} meeting had a customer item.",
        "The latest {meetings} meetings in a row had a customer item.",
    ),
    "fact_streak_current_none": "The latest meeting had no customer item.",
    "fact_streak_longest": Counted(
        "meetings",
        "At most {meetings} meeting in a row had a customer item.",
        "At most {meetings} meetings in a row had a customer item.",
    ),
    "fact_streak_longest_none": "No meeting in a year had a customer item.",
    "fact_customer_item_share": "{count} of {items} items were about the customer, {share}.",
    "fact_customer_item_share_thin": "{count} of {items} items were about the customer.",
    "fact_customer_meeting_share": "{count} of {meetings} meetings had a customer item, {share}.",
    "fact_customer_meeting_share_thin": "{count} of {meetings} meetings had a customer item.",
    "fact_first_appearance_share": "{count} of {items} items came up for the first time.",
    "fact_level_measure": "{count} of {items} customer items measured.",
    "fact_level_fix": "{count} of {items} customer items fixed what was broken.",
    "fact_level_improve": "{count} of {items} customer items improved what customers get.",
    "fact_level_value": "{count} of {items} customer items gave customers something new.",
    "fact_declared_none": "No share has been declared.",
    "fact_gap_undeclared": "No share has been declared, so there is nothing to compare with.",
    "fact_satisfaction": "{measure} is {satisfaction}, likely between {low} and {high}, "
    "on {answers} answers.",
    "fact_response_rate": "{answers} of {invited} invitations were answered, {rate}.",
    "fact_withheld": "{metric}: not shown, since the answers are too few.",
    "fact_logo_churn": "{remaining} of {customers} customers remain after a year, {kept}.",
    "fact_grr": "{revenue} of the revenue from the customers of a year ago remains.",
    "fact_nrr": "The customers of a year ago now pay {revenue} of what they paid then.",
    "fact_level_steady": "{metric}, the last six months against those before: no clear change, "
    "ordinary variation.",
    "fact_level_early": "{metric}: {months} of the 24 months needed, too early to say.",
    "fact_level_missing": "{metric}: too many months are missing to say.",
    "fact_changed_share": "The last six months averaged {share}, earlier {share_before}. "
    "This is more than ordinary variation from month to month explains.",
    "fact_changed_nps": "NPS averaged {nps} in the last six months, earlier {nps_before}. "
    "This is more than ordinary variation from month to month explains.",
    "fact_changed_kept": "A month in the last six kept {kept} of customers, earlier {kept_before}. "
    "This is more than ordinary variation from month to month explains.",
    "fact_lead_nps_up": "When the customer took more of the agenda than usual, NPS was usually "
    "higher {lag} months later. That is order in time, not cause.",
    "fact_lead_nps_down": "When the customer took more of the agenda than usual, NPS was usually "
    "lower {lag} months later. That is order in time, not cause.",
    "fact_lead_nps_reverse": "The agenda followed NPS rather than led it, {lag} months later.",
    "fact_lead_nps_together": "NPS and the agenda move together; the order cannot be told.",
    "fact_lead_nps_none": "In {months} months there is no sign that NPS follows the agenda within "
    "half a year. A weaker link may exist.",
    "fact_lead_kept_up": "When the customer took more of the agenda than usual, more customers "
    "usually stayed {lag} months later. That is order in time, not cause.",
    "fact_lead_kept_down": "When the customer took more of the agenda than usual, fewer customers "
    "usually stayed {lag} months later. That is order in time, not cause.",
    "fact_lead_kept_reverse": "The agenda followed how many stay rather than led it, "
    "{lag} months later.",
    "fact_lead_kept_together": "Customers kept and the agenda move together; the order cannot "
    "be told.",
    "fact_lead_kept_none": "In {months} months there is no sign that customers kept follows the "
    "agenda within half a year. A weaker link may exist.",
    "fact_lead_early": Counted(
        "months",
        "There is {months} month; 36 are needed to say which moves first.",
        "There are {months} months; 36 are needed to say which moves first.",
    ),
    "fact_mix_shifted": "{group} make up {share} of those who answer, {share_before} the year "
    "before. A change in satisfaction may be a change in who answers.",
    "fact_mix_steady": "Who answers has the same mix of customer groups as the year before.",
    "fact_mix_unknown": "Whether the mix of those who answer has changed cannot be told: "
    "too few answers, or fewer than two customer groups.",
    "fact_lead_unknown": "Which moves first cannot be told from these months.",
}

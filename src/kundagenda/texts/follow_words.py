"""The English of the facts on promises and what became of them: keys of ``sv/follow.po``."""

from kundagenda.texts.words import Counted, Words

FOLLOWED: dict[str, Words] = {
    "fact_gap_below_items": Counted(
        "points",
        "Since the decision the share of items is {points} point below what you promised.",
        "Since the decision the share of items is {points} points below what you promised.",
    ),
    "fact_gap_above_items": Counted(
        "points",
        "Since the decision the share of items is {points} point above what you promised.",
        "Since the decision the share of items is {points} points above what you promised.",
    ),
    "fact_gap_close_items": "Since the decision the share of items is within a point of what you "
    "promised.",
    "fact_gap_below_minutes": Counted(
        "points",
        "Since the decision the share of known minutes is {points} point below what you promised.",
        "Since the decision the share of known minutes is {points} points below what you promised.",
    ),
    "fact_gap_above_minutes": Counted(
        "points",
        "Since the decision the share of known minutes is {points} point above what you promised.",
        "Since the decision the share of known minutes is {points} points above what you promised.",
    ),
    "fact_gap_close_minutes": "Since the decision the share of known minutes is within a point of "
    "what you promised.",
    "fact_since_no_meeting": "No meeting with an agenda since the decision.",
    "fact_since_minutes": "Minutes are known for too few of the meetings since the decision.",
    "fact_since_few": Counted(
        "meetings",
        "{meetings} meeting since the decision is too few to compare with what you promised.",
        "{meetings} meetings since the decision are too few to compare with what you promised.",
    ),
    "fact_debt_items": Counted(
        "count",
        "{count} customer item is owed since {day}, as far as you promised.",
        "{count} customer items are owed since {day}, as far as you promised.",
    ),
    "fact_debt_minutes": Counted(
        "count",
        "{count} minute for the customer is owed since {day}, as far as you promised.",
        "{count} minutes for the customer are owed since {day}, as far as you promised.",
    ),
    "fact_debt_none": "Nothing is owed to the customer since {day}.",
    "fact_rank_since_items": "Since the decision the customer is theme {rank} of {themes}, by "
    "items.",
    "fact_rank_since_minutes": "Since the decision the customer is theme {rank} of {themes}, by "
    "known minutes.",
    "fact_life_few": Counted(
        "count",
        "How long initiatives last cannot be told yet, from {count} initiative.",
        "How long initiatives last cannot be told yet, from {count} initiatives.",
    ),
    "fact_half_life": Counted(
        "days",
        "Half of {count} initiatives leave the agenda within {days} day.",
        "Half of {count} initiatives leave the agenda within {days} days.",
    ),
    "fact_half_life_longer": "More than half of {count} initiatives are left after {days} days.",
    "fact_faded": "{share} of initiatives fade within {days} days without being completed.",
    "fact_completed": "{share} of initiatives are completed within {days} days.",
    "fact_alive": "{share} of initiatives are still on the agenda after {days} days.",
    "fact_on_time_customer": "{count} of {due} actions due after customer decisions were done on "
    "time, {share}.",
    "fact_on_time_customer_none": "No action of a customer decision has come due yet.",
    "fact_on_time_others": "{count} of {due} actions due after other decisions were done on time, "
    "{share}.",
    "fact_on_time_others_none": "No action of any other decision has come due yet.",
    "fact_hit_rate": Counted(
        "judged",
        "{met} of {judged} promise that can be judged was kept.",
        "{met} of {judged} promises that can be judged were kept.",
    ),
    "fact_hit_rate_none": "No promise that has come due can be judged.",
}

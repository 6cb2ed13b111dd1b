"""The English of the headline: the keys of the Swedish in ``catalogues/sv/headline.po``.

A title keeps within 60 characters and a sentence aims at 45, so that it holds one line.
"""

from kundagenda.texts.words import Counted, Words

TITLES: dict[str, Words] = {
    "title_start": "Start with an agenda.",
    "title_running": "This month’s meetings count once it is over.",
    "title_stale": "No meeting has been read in for a year.",
    "title_uncountable": "The share cannot be worked out yet.",
    "title_never": "The customer has never been on the agenda.",
    "title_never_promised": "The customer has never come up. You promised {declared} percent.",
    "title_silent": "The customer has not come up for a year.",
    "title_silent_promised": "No customer item for a year. You promised {declared} percent.",
    "title_thin_only_yes": "The customer came up at the only meeting.",
    "title_thin_only_no": "The customer did not come up at the only meeting.",
    "title_thin_both": "The customer came up at both meetings.",
    "title_thin_all": "The customer came up at all {of} meetings.",
    "title_thin_none": "The customer came up at none of {of} meetings.",
    "title_thin": Counted(
        "few",
        "The customer came up at one meeting of {of}.",
        "The customer came up at {few} meetings of {of}.",
    ),
    "title_below": "The customer gets {share} percent of items. You promised {declared}.",
    "title_just_below": "The customer gets almost the promised {declared} percent of items.",
    "title_kept": "The customer gets {share} percent of items. Promise kept: {declared}.",
    "title_minutes": "The customer gets {share} percent of items. You promised time.",
    "title_share": "The customer gets {share} percent of items.",
    "title_undeclared": "The customer gets {share} percent of items. Nothing is promised.",
}

AGENDA: dict[str, Words] = {
    "undeclared": "You have not decided how often that should be.",
    "no_share_declared": "You decided, but not on how large a share.",
    "promise_items": "You promised {declared} of the items.",
    "promise_minutes": "You promised {declared} of the time, not of items.",
    "promise_forum": "The promise is for {forum}, the figures for all.",
    "promise_new": "The promise holds only from {day}.",
    "promise_takes": "Next: {needed} customer items in ten meetings, not {customer}.",
    "share_fell": "The share fell from {share_before} to {share} in a year. More than chance.",
    "share_rose": "The share rose from {share_before} to {share} in a year. More than chance.",
    "share_within": "The share was {share_before} the year before. Within chance.",
    "share_year_before": "The share was {share_before} the year before.",
    "share_level_fell": "The share has fallen. More than chance.",
    "share_level_rose": "The share has risen. More than chance.",
    "share_level_fell_since": "The share fell around {month}. More than chance.",
    "share_level_rose_since": "The share rose around {month}. More than chance.",
    "share_level_since": "The share has had a new level since about {month}.",
    "share_may_fall": "The share may be falling. See next month.",
    "share_may_rise": "The share may be rising. See next month.",
    "share_base": Counted(
        "items",
        "That is {customer} of {items} item in a year.",
        "That is {customer} of {items} items in a year.",
    ),
    "never_base": Counted(
        "meetings", "That covers {meetings} meeting.", "That covers {meetings} meetings."
    ),
    "thin_when": "The share is shown from 12 meetings, about {month}.",
    "thin_wait": "The share is shown from 12 meetings.",
    "thin_rare": Counted(
        "few",
        "In a year, one meeting is too few for a share.",
        "In a year, {few} meetings are too few for a share.",
    ),
    "thin_items": Counted(
        "items",
        "{customer} of {items} item was about the customer.",
        "{customer} of {items} items were about the customer.",
    ),
    "latest_meeting": "The latest meeting was {day}.",
    "no_meeting": "No meeting in {bare_month}. The last was {day}.",
    "no_meeting_since": "No meeting since {day}.",
    "last_customer": "The last time was {day}.",
    "silence": Counted(
        "days", "No customer item for {days} day.", "No customer item for {days} days."
    ),
    "longest_gap": Counted(
        "days",
        "The longest time without the customer was {days} day.",
        "The longest time without the customer was {days} days.",
    ),
    "longest_gap_at_least": Counted(
        "days",
        "The longest time without the customer was at least {days} day.",
        "The longest time without the customer was at least {days} days.",
    ),
    "without_agenda": Counted(
        "meetings",
        "{meetings} meeting in a year had no agenda.",
        "{meetings} meetings in a year had no agenda.",
    ),
    "value_never_year": "New value has not come up for a year.",
    "value_never_yet": "New value has not come up yet.",
    "mostly_mending": "{share} of customer items measure or fix.",
    "one_forum": "So far only {forum} has been read in.",
    "start_hint": "Read in one meeting and it shows here.",
}

OUTCOMES: dict[str, Words] = {
    "satisfaction_rose": "{measure} rose from {satisfaction_before} to {satisfaction} in a year. "
    "More than chance.",
    "satisfaction_fell": "{measure} fell from {satisfaction_before} to {satisfaction} in a year. "
    "More than chance.",
    "satisfaction_within": "{measure} is {satisfaction}, from {satisfaction_before}. "
    "Within chance.",
    "satisfaction_from": "{measure} is {satisfaction}, from {satisfaction_before}.",
    "satisfaction_same": "{measure} is {satisfaction}, as the year before.",
    "satisfaction_alone": Counted(
        "answers",
        "{measure} is {satisfaction}, on {answers} answer.",
        "{measure} is {satisfaction}, on {answers} answers.",
    ),
    "satisfaction_bare": "{measure} is {satisfaction}.",
    "satisfaction_thin": Counted(
        "answers",
        "{measure} is {satisfaction}, but on only {answers} answer.",
        "{measure} is {satisfaction}, but on only {answers} answers.",
    ),
    "satisfaction_withheld": "{measure} is shown from 10 answers. You have {answers}.",
    "satisfaction_protected": "{measure} is not shown, to protect a small group.",
    "nps_level_fell": "NPS has fallen. More than chance.",
    "nps_level_rose": "NPS has risen. More than chance.",
    "nps_level_fell_since": "NPS fell around {month}. More than chance.",
    "nps_level_rose_since": "NPS rose around {month}. More than chance.",
    "nps_level_since": "NPS has had a new level since about {month}.",
    "nps_may_fall": "NPS may be falling. See next month.",
    "nps_may_rise": "NPS may be rising. See next month.",
    "kept_rose": "Customers kept rose to {kept}. More than chance.",
    "kept_fell": "Customers kept fell to {kept}. More than chance.",
    "kept_within": "Customers kept {kept}, from {kept_before}. Within chance.",
    "kept_from": "Customers kept {kept}, from {kept_before}.",
    "kept_same": "{kept} of customers remain, as the year before.",
    "kept_alone": "{kept} of customers remain after a year.",
    "kept_thin": "{remaining} of {customers} customers remain after a year.",
    "kept_level_fell": "Fewer customers stay. More than chance.",
    "kept_level_rose": "More customers stay. More than chance.",
    "kept_level_fell_since": "Fewer stay since about {month}. More than chance.",
    "kept_level_rose_since": "More stay since about {month}. More than chance.",
    "kept_level_since": "Customers kept has a new level since about {month}.",
    "kept_may_fall": "Fewer customers may be staying. See next month.",
    "kept_may_rise": "More customers may be staying. See next month.",
    "no_kpi": "No answers or customers yet. Read in a table.",
    "no_answers": "No answers from customers yet. Read in a table.",
    "no_customers": "No subscriptions yet. Read in a table.",
    "answers_old": "No customer has answered for a year.",
    "kept_later": "Customers kept is shown after a year of data.",
}

CONNECTION: dict[str, Words] = {
    "lead_nps_up": "Customer items first, higher NPS {lag} months later.",
    "lead_nps_down": "Customer items first, lower NPS {lag} months later.",
    "lead_nps_reverse": "NPS first, the agenda {lag} months later.",
    "lead_nps_together": "NPS and agenda move together, order unknown.",
    "lead_none_nps": "No sign that NPS follows the agenda.",
    "lead_kept_up": "Customer items first, more stay {lag} months later.",
    "lead_kept_down": "Customer items first, fewer stay {lag} months later.",
    "lead_kept_reverse": "Customers kept first, the agenda {lag} months later.",
    "lead_kept_together": "Customers kept moves with the agenda, order unknown.",
    "lead_none_kept": "No sign that customers kept follows the agenda.",
    "lead_wait": Counted(
        "months",
        "Whether they go together may show in {months} month.",
        "Whether they go together may show in {months} months.",
    ),
    "lead_unknown": "Whether they go together we do not know yet.",
    "demo": "{company} is invented. Read in your own data.",
}

SENTENCES: dict[str, Words] = AGENDA | OUTCOMES | CONNECTION

"""The English of the facts on themes and trust: keys of ``catalogues/sv/review.po``."""

from kundagenda.texts.words import Counted, Words

TRUST_NAMES = {"theme_rank": "The customer’s place among the themes"}

TRUST: dict[str, Words] = {
    "fact_theme_rank": "The customer is theme {rank} of {themes}, by items in a year.",
    "fact_theme_rank_unsorted": "The customer is theme {rank} of {themes}, by items in a year. "
    "{count} of {items} items have no theme.",
    "fact_theme_unsorted": "{count} of {items} items have no theme, so the customer’s place among "
    "the themes cannot be told.",
    "fact_agreement_reliable": "On {items} items that were labelled twice the labels agree well: "
    "{alpha} of 1 (Krippendorff’s alpha).",
    "fact_agreement_tentative": "On {items} items that were labelled twice the labels agree "
    "fairly: {alpha} of 1 (Krippendorff’s alpha). Take the shares as rough.",
    "fact_agreement_unreliable": "On {items} items that were labelled twice the labels agree too "
    "little: {alpha} of 1 (Krippendorff’s alpha). Settle what counts as about the customer.",
    "fact_agreement_few": Counted(
        "items",
        "{items} item has been labelled twice; {needed} are needed to say how far labels agree.",
        "{items} items have been labelled twice; {needed} are needed to say how far labels agree.",
    ),
    "fact_agreement_same": "All {items} items labelled twice were put on the same side, so there "
    "is nothing to tell apart.",
    "fact_retags_no_meeting": "There is no meeting yet before which labels could change.",
    "fact_retags_none": "No label was changed in the two weeks before the meeting of {day}.",
    "fact_retags": Counted(
        "count",
        "{count} label was changed in the two weeks before the meeting of {day}: {towards} to the "
        "customer, {away} from the customer.",
        "{count} labels were changed in the two weeks before the meeting of {day}: {towards} to "
        "the customer, {away} from the customer.",
    ),
}

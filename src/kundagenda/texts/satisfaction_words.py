"""The English of the page on satisfaction: keys of ``catalogues/sv/satisfaction.po``."""

from kundagenda.texts.words import Counted, Words

SATISFACTION: dict[str, Words] = {
    "title_said_none": "No answers from customers yet.",
    "title_said_old": "No customer has answered for a year.",
    "title_said_not_here": "No answers from this group yet.",
    "title_said_withheld": "{measure} is shown from 10 answers. You have {answers}.",
    "title_said_protected": "{measure} is not shown, to protect a small group.",
    "title_said_thin": Counted(
        "answers",
        "{measure} is {score}, but on only {answers} answer.",
        "{measure} is {score}, but on only {answers} answers.",
    ),
    "title_said_alone": "{measure} is {score}.",
    "title_said_from": "{measure} is {score}. A year ago it was {score_before}.",
    "title_said_same": "{measure} is {score}, the same as a year ago.",
    "title_said_within": "{measure} is {score}. A year ago {score_before}, within chance.",
    "title_said_higher": "{measure} is {score}, up from {score_before} in a year. "
    "More than chance.",
    "title_said_lower": "{measure} is {score}, down from {score_before} in a year. "
    "More than chance.",
    "wave_real": "The latest period, {wave}, against {wave_before}: from {score_before} to "
    "{score}. More than chance.",
    "wave_within": "The latest period, {wave}, against {wave_before}: from {score_before} to "
    "{score}. Within chance.",
    "wave_from": "The latest period, {wave}, against {wave_before}: from {score_before} to "
    "{score}.",
    "said_level_steady": "Month by month the level has not clearly changed: ordinary variation.",
    "said_level_swings": "That is year against year. Month by month no lasting new level shows "
    "yet.",
    "said_level_early": Counted(
        "months",
        "Since when can be told after 24 months of answers; you have {months} month.",
        "Since when can be told after 24 months of answers; you have {months} months.",
    ),
    "said_level_missing": "Too many months are missing to say since when.",
    "said_level_higher": "The last six months are higher than before. More than chance.",
    "said_level_lower": "The last six months are lower than before. More than chance.",
    "said_level_higher_since": "The level has been higher since about {month}. More than chance.",
    "said_level_lower_since": "The level has been lower since about {month}. More than chance.",
    "said_level_since": "The level has been new since about {month}.",
    "said_level_may_higher": "The level may be rising. See next month.",
    "said_level_may_lower": "The level may be falling. See next month.",
    "said_group_moved": "One group: {group}, from {score_before} to {score} in a year. "
    "More than chance.",
    "said_groups_moved": "{count} groups moved on their own in a year, by more than chance: "
    "{groups}.",
}

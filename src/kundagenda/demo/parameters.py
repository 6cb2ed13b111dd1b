"""What Nordlog AB is like: every planted truth and every rate of the demo company.

Months are positions: 0 is the first month of the agenda, 59 the last. Dates are therefore
relative to the end, and the company is the same whichever year it ends in.
"""

from dataclasses import dataclass

DEFAULT_SEED = 2229
MONTHS = 60
BURN_IN = 12
AHEAD = 3  # months with planned meetings after the last one
LAST = MONTHS - 1

DROP_BEGINS = 38  # the 39th month: attention falls
PRIORITY_DECIDED = 32
PRICE_RISE = 26
DECLARED_SHARE = 0.20


@dataclass(frozen=True)
class Segment:
    """A customer segment: its size, its pull on the agenda and what its customers get.

    Attributes:
        customers: Accounts in the book at its start.
        contacts: Survey invitations a month per account at the start.
        weight: Pull on the agenda relative to the average segment.
        offset: Satisfaction of its respondents relative to the average, in respondent sd.
        outcome: The customer's own outcome that matters most here.
        cadence: Days within which its customers should be heard.
    """

    code: str
    english: str
    customers: int
    contacts: float
    weight: float
    offset: float
    outcome: str
    cadence: int


SEGMENTS = (
    Segment("Tillverkning", "Manufacturing", 90, 3.0, 1.2, 0.10, "uptime", 90),
    Segment("Handel", "Retail", 80, 3.0, 1.1, 0.00, "margin", 90),
    Segment("Logistik", "Logistics", 60, 3.0, 1.0, 0.05, "delivery_precision", 90),
    Segment("Offentlig sektor", "Public sector", 40, 2.5, 0.9, -0.10, "uptime", 180),
    Segment("Fastighet", "Property", 50, 1.0, 0.9, -0.05, "price_premium", 180),
    Segment("Småföretag", "Small businesses", 110, 3.0, 0.9, 0.00, "growth", 180),
)

# Attention: months-long swings, common to the company and of each segment.
COMMON_MEMORY, COMMON_PART = 0.5, 0.6
SEGMENT_MEMORY, SEGMENT_PART = 0.4, 0.8
LOADING = 0.85  # log intensity of customer items per unit of attention
GENERAL_LOADING = 0.5
CUSTOMER_ITEMS = 1.0  # a month and segment of weight 1, at average attention
GENERAL_ITEMS = 0.8
DROP = -1.5  # log intensity from DROP_BEGINS on
PRICE_RISE_ATTENTION = 1.2  # log intensity in one segment and one month; causes nothing
AGENDA_SEASON = (0.05, 0.1, 0.05, 0.0, 0.0, -0.1, 0.0, -0.05, 0.1, 0.1, 0.05, 0.0)

# What customers say: satisfaction trails attention by LEAD months.
LEAD = 3
BETA = 0.9
SATISFACTION_COMMON, SATISFACTION_OWN = 0.5, 0.87
ANSWER_LOADING = 0.35
PROMOTER_ABOVE, DETRACTOR_UP_TO = 0.25, -0.84
ANSWER_SEASON = (0.02, 0.0, 0.03, 0.0, 0.02, 0.04, -0.05, 0.0, 0.0, -0.03, -0.05, -0.04)
RESPONSE_RATE = (0.34, 0.36, 0.35, 0.33, 0.34, 0.28, 0.12, 0.27, 0.35, 0.36, 0.33, 0.24)

# What customers do: leaving trails satisfaction by CHURN_TRAIL months.
CHURN_TRAIL = 2
CHURN_LEVEL = -4.5
GAMMA = 0.35
PRICE_RISE_CHURN, PRICE_RISE_CHURN_TRAIL = 1.2, 3
PRICE_RISE_SEGMENT = "Handel"
PRICE_RISE_PERCENT = 6
NEW_CUSTOMERS = 0.012  # a month, of the customers at the start
RETURN_SHARE, RETURN_MONTHS = 0.05, (3, 9)
INDEXATION = 1.03
EXPANSION, EXPANSION_FACTOR = 0.015, 1.20
CONTRACTION, CONTRACTION_FACTOR = 0.008, 0.85
MRR_LOG_MEAN, MRR_LOG_SD = 8.5, 0.8

# What is on an agenda.
ENGLISH_SHARE = 0.30
HARD_NEGATIVES, HIDDEN_POSITIVES = 0.06, 0.05  # of all items
LEVEL_SHARES = {"measure": 0.40, "fix": 0.30, "improve": 0.20, "value": 0.10}

INITIATIVES = 40
CUSTOMER_INITIATIVES = 14
LATE_CUSTOMER_INITIATIVES = 2  # of them, launched after the drop
FADE_MEDIAN_DAYS, COMPLETION_MEDIAN_DAYS = 120, 260
APPEARANCE = 0.8
W_DAYS = 90

DECISION_PER_CUSTOMER_ITEM, DECISION_PER_OTHER_ITEM = 0.35, 0.12
EXTRA_ACTIONS = 0.5
DONE_WITHIN_90_DAYS = 0.55

"""What half-life, faded and completed (A12, A13) say of themselves; `initiatives` computes them."""

from typing import Any

from metrics.definition import Better, Definition, Family, Interval, Unit

_INITIATIVES: dict[str, Any] = {
    "base": "initiatives",
    "family": Family.FOLLOW_UP,
    "interval": Interval.LOG_LOG,
    "splits": ("segment",),
}
_BY_180: dict[str, Any] = {
    **_INITIATIVES,
    "unit": Unit.SHARE,
    "source": "Aalen & Johansen 1978, Scandinavian Journal of Statistics",
    "values": (0, 1),
}
ATTENTION_HALF_LIFE = Definition(
    key="attention_half_life",
    label="Half-life of attention",
    definition="Days until half of the initiatives that are not completed have faded: not "
    "discussed for 90 days, or for twice the usual time between a forum's meetings.",
    formula="first day on which the share not faded is one half or less",
    unit=Unit.DAYS,
    better=Better.HIGHER,
    source="Kaplan & Meier 1958, JASA; interval: Brookmeyer & Crowley 1982, Biometrics",
    **_INITIATIVES,
)
FADED_BY_180 = Definition(
    key="faded_by_180",
    label="Initiatives faded within 180 days",
    definition="Initiatives that lost the leadership's attention without being completed within "
    "180 days of the first time, as a share.",
    formula="sum over days to 180 of share still going x faded that day / at risk that day",
    better=Better.LOWER,
    **_BY_180,
)
COMPLETED_BY_180 = Definition(
    key="completed_by_180",
    label="Initiatives completed within 180 days",
    definition="Initiatives completed while they had the leadership's attention, within 180 days "
    "of the first time, as a share.",
    formula="sum over days to 180 of share still going x completed that day / at risk that day",
    better=Better.HIGHER,
    **_BY_180,
)

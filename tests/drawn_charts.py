"""Periods and events for the tests of the charts, and what a drawn chart holds."""

from typing import Any

import pandas as pd

from kundagenda.charts import overview_chart

LEVELS = ["measure", "fix", "improve", "value"]
# start month, share per level, nps with bounds, thin, retained, running; a dash is unknown
PERIODS = """
2025-01  .10 .05 .00 .00  20 10 30  no  .920  no
2025-04  .00 .00 .00 .00  22 12 32  no  .921  no
2025-07   -   -   -   -    -  -  -  no   -    no
2025-10  .00 .04 .04 .00  25  5 45  yes .925  no
2026-01  .02 .00 .00 .06  28 18 38  no  .926  yes
"""


def periods(table: str = PERIODS) -> pd.DataFrame:
    """The table as the charts want it."""
    names = [
        "start",
        *LEVELS,
        "satisfaction",
        "satisfaction_low",
        "satisfaction_high",
        "satisfaction_thin",
        "retained",
        "partial",
    ]
    rows = [line.split() for line in table.strip().splitlines()]
    frame = pd.DataFrame(rows, columns=names).replace({"-": None, "yes": True, "no": False})
    start = pd.to_datetime(frame["start"])
    numbers = [*LEVELS, "satisfaction", "satisfaction_low", "satisfaction_high", "retained"]
    frame = frame.assign(**{name: pd.to_numeric(frame[name]) for name in numbers}, start=start)
    return frame.assign(
        end=start + pd.DateOffset(months=3),
        label=[f"kv {day.quarter} {day.year}" for day in start],
        share=frame[LEVELS].sum(axis=1, skipna=False),
        attention_text=[f"share {i}" for i in frame.index],
        satisfaction_text=[f"nps {i}" for i in frame.index],
        retained_text=[f"retained {i}" for i in frame.index],
    )


def events(*told: tuple[str, str, str]) -> pd.DataFrame:
    """Day, kind and label."""
    frame = pd.DataFrame(told, columns=["day", "kind", "label"])
    return frame.assign(day=pd.to_datetime(frame["day"]))


def drawn(*given: Any, **look: Any) -> dict[str, Any]:
    """The validated specification of the overview."""
    spec: dict[str, Any] = overview_chart(*given, **look).to_dict()
    return spec


def rows(spec: dict[str, Any], layer: dict[str, Any]) -> list[dict[str, Any]]:
    """The data of a layer."""
    data: dict[str, Any] = layer["data"]
    found: list[dict[str, Any]] = (
        spec["datasets"][data["name"]] if "name" in data else data["values"]
    )
    return found


def layers(spec: dict[str, Any], mark: str, **encodes: str) -> list[dict[str, Any]]:
    """The layers of a mark whose channels take these fields."""
    return [
        layer
        for layer in spec["layer"]
        if layer["mark"]["type"] == mark
        and all(
            layer["encoding"].get(channel, {}).get("field") == field
            for channel, field in encodes.items()
        )
    ]


def texts(spec: dict[str, Any]) -> set[str]:
    """Every word in the picture; where its width decides among two, both."""
    found = set()
    for layer in layers(spec, "text"):
        text = layer["encoding"]["text"]
        if isinstance(text.get("value"), str):
            found.add(text["value"])
        else:
            found |= {row[text.get("field", "text")] for row in rows(spec, layer)}
    return found


def encodings(spec: dict[str, Any]) -> list[dict[str, Any]]:
    """The encodings of all layers."""
    return [layer["encoding"] for layer in spec["layer"]]

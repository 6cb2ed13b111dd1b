"""Which tests watch over which module of src/metrics."""

# One database is enough here: what the others do differently is no change in the module.
ONLY = "not postgresql and not duckdb"

_EVERY_METRIC = ("catalogue", "golden", "refresh", "readings")
WATCHING = {
    "__init__": ("definitions", "imports"),
    "after_falls": ("after_falls",),
    "agenda_rows": ("attention", "agenda_restated", "minutes"),
    "agreement": ("agreement", "trust"),
    "answers": ("satisfaction", "survey_restated", "stands"),
    "attention": ("attention", "agenda_restated", "places_and_decisions"),
    "book": ("retention", "movements", "cohorts"),
    "change": ("change", "baseline", "verdicts"),
    "cohorts": ("cohorts",),
    "decision_log": ("decisions_restated",),
    "definition": ("definitions", "uncertainty"),
    "follow_through": ("follow_through", "follow_through_restated", "days_after"),
    "initiative_figures": ("docs", "initiatives"),
    "initiatives": ("initiatives", "initiatives_restated", "survival"),
    "initiative_standing": ("initiative_lines",),
    "innovations": ("innovations", "lead"),
    "lead": ("lead", "lead_months", "panel", "verdicts"),
    "levels": ("attention", "change", "lead"),
    "limits": ("limits", "change", "baseline"),
    "look": ("change", "baseline", "split"),
    "minutes": ("minutes", "agenda_restated"),
    "monthly": ("change", "lead", "limits", "lead_months", "baseline"),
    "movements": ("movements", "retention"),
    "nki": ("nki", "survey_restated"),
    "outcomes": ("outcomes", "survey_restated"),
    "panel": ("panel", "lead"),
    "periods": ("days_after", "attention", "follow_through"),
    "quotient": ("satisfaction", "attention"),
    "repeat": ("repeat", "survey_restated"),
    "respondents": ("respondents", "survey_restated"),
    "responses": ("nki", "respondents", "survey_restated"),
    "retention": ("retention", "movements"),
    "rhythm": ("rhythm",),
    "say_do": ("share_interval", "say_do", "say_do_restated"),
    "satisfaction": ("satisfaction", "survey_restated", "uncertainty"),
    "scope": ("attention", "satisfaction", "agenda_restated", "survey_restated"),
    "sharing": ("sharing", "panel", "lead"),
    "shifts": ("shifts", "lead"),
    "spelling": ("days_after", "dialects", "retention"),
    "split": ("split", "change"),
    "student": ("student", "uncertainty"),
    "survival": ("survival", "initiatives", "cohorts"),
    "themes": ("themes",),
    "tables": ("schema", "attention", "satisfaction"),
    "uncertainty": ("uncertainty", "satisfaction", "survival"),
}
# Series and arithmetic have no table.
_WITHOUT_TABLES = {
    "after_falls", "agreement", "change", "innovations", "lead", "levels", "limits", "look",
    "monthly", "panel", "quotient", "rhythm", "sharing", "shifts", "split", "student", "survival",
}  # fmt: skip


def tests_of(module: str) -> list[str]:
    """The files of tests of a module, the nearest first."""
    own = WATCHING[module]
    more = ("golden",) if module in _WITHOUT_TABLES else _EVERY_METRIC
    files = [f"tests/test_{name}.py" for name in dict.fromkeys((*own, *more))]
    return [f"src/metrics/{module}.py", *files]

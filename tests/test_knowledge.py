"""What an organisation taught the classifier goes before the model, at once."""

from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from sqlalchemy import Engine, insert, select, update

from agenda_files import AGENDA, stored, take_in, write
from kundagenda.cli import main
from kundagenda.database.tables import corrections, customer_words
from kundagenda.intake.classify import ALIKE, Classification, classify, trained_model
from kundagenda.intake.examples import EXAMPLES, THEMES, read_file, read_theme_examples, read_themes
from kundagenda.intake.judge import judged_titles
from kundagenda.intake.knowledge import Correction, Knowledge, knowledge_of
from kundagenda.intake.themes import themes_of
from kundagenda.intake.titles import normal_title
from kundagenda.intake.word_features import words_in
from kundagenda.settings import settings
from metrics.tables import agenda_items

WHEN = datetime(2026, 1, 1)


def said(title: str, level: str | None = None, theme: str | None = None) -> Correction:
    return Correction(normal_title(title), title, level, theme)


def correct(app: Engine, title: str, undone: bool = False, **what: Any) -> None:
    row = {"topic": normal_title(title), "title": title, "made_by": "Eva", "made_at": WHEN}
    row |= {"undone_at": WHEN if undone else None, "level": None, "theme": None} | what
    with app.begin() as connection:
        connection.execute(insert(corrections).values(row))


def knowledge(app: Engine) -> Knowledge:
    with app.connect() as connection:
        return knowledge_of(connection)


# One for most tests: each new one has the model trained again.
TAUGHT = Knowledge(
    (
        said("3. Lagerflytt – uppföljning", "value"),
        said("Flytt av centrallagret till Borås", "improve"),
        said("Kvarnen, kvartal 1", "fix"),
        said("Kvarnen, kvartal 2", "measure"),
        said("Läget", "unclear"),
        said("Zorvan i drift", "fix"),
        said("Fler zorvar", "fix"),
        said("Zorvarnas status", "fix"),
        said("Kvarnprojektet, läge", theme="strategy"),
        said("Dammen", theme="the pond"),
    ),
    ("odlare",),
)


def test_a_correction_wins_at_once_for_the_same_topic() -> None:
    [own] = classify(["LAGERFLYTT, uppföljning"], TAUGHT)
    assert own == Classification("value", "value", 1.0, (), "person")
    assert classify(["LAGERFLYTT, uppföljning"])[0].best == "none"


def test_a_correction_wins_for_a_nearly_identical_title_and_names_it() -> None:
    because = ("Flytt av centrallagret till Borås",)
    [near] = classify(["Flytten av centrallagret till Borås"], TAUGHT)
    assert near == Classification("improve", "improve", ALIKE, because, "rule")


def test_a_title_that_only_shares_a_word_is_left_to_the_model() -> None:
    assert classify(["Val av revisor i Borås"], TAUGHT)[0].by == "model"


def test_of_two_corrections_equally_alike_the_newer_counts() -> None:
    [item] = classify(["Kvarnen, kvartal 3"], TAUGHT)
    assert (item.best, item.by) == ("measure", "rule")


def test_what_a_person_found_unclear_stays_unclear_and_teaches_nothing() -> None:
    assert classify(["Läget"], TAUGHT) == [Classification("unclear", "none", 1.0, (), "person")]
    assert "Läget" not in [title for _, title in TAUGHT.levels]


def test_corrections_teach_the_model_words_that_it_did_not_know() -> None:
    ask = "Kommande zorvar och deras placering"
    before, after = classify([ask])[0], classify([ask], TAUGHT)[0]
    assert (before.best, after.best, after.by) == ("none", "fix", "model")


def test_the_same_knowledge_gives_the_same_results() -> None:
    again = Knowledge(TAUGHT.corrections, TAUGHT.customer_words)
    assert (again, hash(again)) == (TAUGHT, hash(TAUGHT))
    texts = ["Odlarenkät", "Lagerflytt", "Flytt av lager", "Budget"]
    first = classify(texts, TAUGHT)
    assert trained_model(again) is trained_model(TAUGHT)  # kept: no training for each question
    assert classify(texts[::-1], again) == first[::-1]


def test_the_latest_correction_that_was_not_undone_stands(app: Engine) -> None:
    correct(app, "Lagerflytt", level="fix")
    correct(app, "Lagerflytt!", level="value")
    correct(app, "Lagerflytt", level="measure", undone=True)
    correct(app, "lagerflytt", theme="operations")
    with app.begin() as connection:
        connection.execute(insert(customer_words).values(word="odlare", added_at=WHEN))
    assert knowledge(app) == Knowledge(
        (Correction("lagerflytt", "lagerflytt", "value", "operations"),), ("odlare",)
    )


def test_an_undone_correction_changes_nothing(app: Engine, tmp_path: Path) -> None:
    correct(app, "Lagerflytt", level="value", undone=True)
    assert knowledge(app) == Knowledge()
    take_in(app, write(tmp_path, "2025-03-03.md", AGENDA))
    assert stored(app, agenda_items.c.level_best, agenda_items.c.level_by)[2] == ("none", "model")


def test_an_import_stores_what_persons_said_of_its_topics(app: Engine, tmp_path: Path) -> None:
    correct(app, "Lagerflytt", level="value")
    correct(app, "Prislöfte", theme="strategy", level="none")
    report = take_in(app, write(tmp_path, "2025-03-03.md", AGENDA)).as_json()
    columns = ("level", "level_by", "level_confidence", "level_because", "theme")
    assert stored(app, *(agenda_items.c[name] for name in columns)) == [
        ("none", "rule", 1.0, "", "governance"),
        ("none", "person", 1.0, "", "strategy"),
        ("value", "person", 1.0, "", "customer"),
    ]
    items = report["files"][0]["meetings"][0]["items"]
    assert [item["level"] for item in items] == ["none", "none", "value"]


def test_a_new_version_of_an_agenda_leaves_a_person_s_level_and_theme(
    app: Engine, tmp_path: Path
) -> None:
    take_in(app, write(tmp_path, "2025-03-03.md", AGENDA))
    with app.begin() as connection:
        theirs = update(agenda_items).where(agenda_items.c.title == "Lagerflytt")
        connection.execute(theirs.values(level_by="person", level_best="fix", theme="risk"))
    take_in(app, write(tmp_path, "2025-03-03.md", AGENDA.replace("20 min", "25 min")))
    with app.connect() as connection:
        query = select(agenda_items.c.level_best, agenda_items.c.theme)
        row = connection.execute(query.where(agenda_items.c.title == "Lagerflytt")).one()
    assert tuple(row) == ("fix", "risk")


def test_the_command_uses_what_stands_in_the_database(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from kundagenda.database.schema import open_database

    address = f"sqlite:///{tmp_path / 'own.db'}"
    monkeypatch.setenv("KUNDAGENDA_DATABASE_URL", address)
    settings.cache_clear()
    ask = ["classify", "Lagerflytt"]
    assert CliRunner().invoke(main, ask).stdout.startswith("none")
    assert not (tmp_path / "own.db").exists()  # asking makes no database
    correct(open_database(address), "Lagerflytt", level="value")
    assert CliRunner().invoke(main, ask).stdout == "value    1.00  Lagerflytt  ()\n"
    settings.cache_clear()


THEME_OF = """
    finance    | Kvartalsbokslut och budgetavvikelse; Cash forecast and bank loan
    people     | Rekrytering av ny personalchef; Sick leave among staff
    operations | Upphandling av lagerlokal; Maintenance of the production line
    technology | Byte av server och databas; Migration to a new cloud platform
    governance | Val av ledamöter till styrelsen; Election of the board chair
    risk       | Dataskydd och försäkring; Legal dispute and compliance
"""


def test_items_about_other_matters_get_their_theme() -> None:
    rows = [line.strip().split("|") for line in THEME_OF.strip().splitlines()]
    pairs = [(theme.strip(), text.strip()) for theme, texts in rows for text in texts.split(";")]
    assert themes_of([text for _, text in pairs]) == [theme for theme, _ in pairs]


def test_every_item_gets_a_theme_and_a_customer_item_that_of_customers() -> None:
    found = judged_titles(["Kundenkät", "Budget", "…", "会议"])
    assert [one.theme for one in found.values()] == ["customer", "finance", "other", "other"]


def test_a_theme_that_a_person_set_wins_for_its_topic_and_those_alike() -> None:
    asked = ["Kvarnprojektet: läge", "Kvarnprojektets läge", "Budget", "Dammen"]
    assert themes_of(asked, TAUGHT) == ["strategy", "strategy", "finance", "the pond"]


def test_every_theme_has_many_examples_and_none_stands_twice() -> None:
    examples = read_theme_examples(EXAMPLES)
    texts = [tuple(words_in(example.text)) for example in examples]
    assert len(set(texts)) == len(texts)
    for theme in THEMES:
        assert sum(example.label == theme for example in examples) >= 60, theme


def test_what_is_kept_for_judging_is_not_learned_from() -> None:
    levels = {tuple(words_in(e.text)) for path in EXAMPLES.glob("*.csv") for e in read_file(path)}
    themes = {tuple(words_in(example.text)) for example in read_theme_examples(EXAMPLES)}
    kept = EXAMPLES / "held_out"
    level_files, theme_files = ("levels.csv", "bodies.csv"), ("themes.csv", "body_themes.csv")
    assert {path.name for path in kept.glob("*.csv")} == {*level_files, *theme_files}
    held = {tuple(words_in(e.text)) for name in level_files for e in read_file(kept / name)}
    themed = [e for name in theme_files for e in read_themes(kept / name)]
    held_themes = {tuple(words_in(example.text)) for example in themed}
    assert held
    assert held_themes
    assert not held & (levels | themes)
    assert not held_themes & themes

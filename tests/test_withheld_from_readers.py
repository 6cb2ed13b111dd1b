"""Nothing sent depends on what is withheld: two companies that differ in that alone look the same.

The one cannot be told from the other by anything that a reader is sent, in whatever order it is
asked for: so nothing of a withheld cell, and no word of a confidential item, can be worked out.
"""

import os
import shutil
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from zipfile import ZipFile

import pdfplumber
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Connection, Engine, delete, insert, select, update

from app_pages import EVERY_PAGE, Pages
from kundagenda.access.current import acting_as
from kundagenda.access.roles import Reader, Role
from kundagenda.database.connection import open_engine
from kundagenda.database.refresh import refresh
from kundagenda.findings.view import View
from kundagenda.reports.formats import Format
from kundagenda.reports.pack import pack_of
from kundagenda.reports.whole_page import whole_page
from kundagenda.texts.told import telling_in
from metrics.periods import Grain, month_number, month_text
from metrics.tables import (
    actions,
    agenda_items,
    decisions,
    initiatives,
    kpi_monthly,
    survey_answers,
    survey_invitations,
    target_groups,
)
from sent import read_as, watching_what_is_sent, without_exception
from small_company import FORUMS, LAST_FULL_MONTH, fill_small_company, months_back

# A longer run: KUNDAGENDA_WITHHELD_EXAMPLES=200
EXAMPLES = int(os.environ.get("KUNDAGENDA_WITHHELD_EXAMPLES", "3"))
THIN = ("alfa", "beta")
LARGE = {"industri": 30, "handel": 14}
MONTHS = months_back(36)
THIN_MONTHS = [month for place, month in enumerate(MONTHS) if place % 3 == 1]
VIEWER = Reader("vera@example.org", Role.VIEWER)
EDITOR = Reader("edit@example.org", Role.EDITOR)
WRITERS = {"write_down": "../../pages/write_down.py", "data": "../../pages/data.py"}


@dataclass(frozen=True)
class Secrets:
    """What is withheld: the words, and which of three answers a month are the first group's.

    Each group of the two has one or two answers in a month of three, so never ten in a year.
    """

    word: str
    scores: tuple[tuple[int, int, int], ...]
    first: tuple[tuple[int, ...], ...]


_ONE, _TWO = ((0,), (1,), (2,)), ((0, 1), (0, 2), (1, 2))
_SCORES = st.tuples(*[st.tuples(*[st.integers(0, 10)] * 3)] * len(THIN_MONTHS))
_SIZES = st.tuples(*[st.sampled_from([_ONE, _TWO])] * len(THIN_MONTHS))


@st.composite
def two_companies(draw: st.DrawFn) -> tuple[Secrets, Secrets]:
    """The same answers, those of the thin groups split between them in two ways.

    As many of each group in both, since how few answered is no secret: what they said is.
    """
    scores, sizes = draw(_SCORES), draw(_SIZES)
    splits = st.tuples(*map(st.sampled_from, sizes))
    one, other = (Secrets(word, scores, draw(splits)) for word in ("Qvarnvik", "Qvarnvin"))
    return one, other


ASKED = st.fixed_dictionaries(
    {"page": st.sampled_from([*EVERY_PAGE])},
    optional={
        "lang": st.sampled_from(["sv", "en"]),
        "forum": st.sampled_from(FORUMS),
        "group": st.sampled_from([*LARGE, *THIN]),
        "months": st.sampled_from(["12", "36", "60"]),
        "grain": st.sampled_from([str(grain) for grain in Grain]),
        "month": st.sampled_from([month_text(month_number(day)) for day in MONTHS[-14:]]),
        "words": st.sampled_from(["Qvarnvik", "qvarn"]),
    },
)


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("withheld") / "template.db"
    engine = fill_small_company(f"sqlite:///{made}", kpi=True)
    with engine.begin() as connection:
        for table in (survey_answers, survey_invitations, target_groups):
            connection.execute(delete(table))
        names = [{"code": code, "name": code.title()} for code in (*LARGE, *THIN)]
        connection.execute(insert(target_groups), names)
        for place, month in enumerate(MONTHS):
            for group, count in LARGE.items():
                rows = [_answer(month, group, n, (7 * n + place) % 11) for n in range(count)]
                connection.execute(insert(survey_answers), rows)
            asked = [_invited(month, group) for group in (*LARGE, *THIN) for _ in range(40)]
            connection.execute(insert(survey_invitations), asked)
    engine.dispose()
    return made


def _answer(month: Any, group: str, number: int, score: int) -> dict[str, Any]:
    key = f"{group}-{month:%Y%m}-{number}"
    return {
        "answer_id": key, "response_id": key, "account_id": key, "segment": group, "score": score,
        "answered_on": month.replace(day=15), "instrument": "nps", "scale_low": 0,
        "scale_high": 10,
    }  # fmt: skip


def _invited(month: Any, group: str) -> dict[str, Any]:
    return {"account_id": "x", "segment": group, "invited_on": month, "instrument": "nps"}


def company(template: Path, file: Path, secrets: Secrets) -> str:
    """The address of a company with these secrets, its figures computed."""
    shutil.copy(template, file)
    engine = open_engine(f"sqlite:///{file}")
    with engine.begin() as connection:
        _confide(connection, secrets.word)
        for month, scores, first in zip(THIN_MONTHS, secrets.scores, secrets.first, strict=True):
            rows = [_answer(month, THIN[n not in first], n, scores[n]) for n in range(3)]
            connection.execute(insert(survey_answers), rows)
    refresh(engine)
    with engine.begin() as connection:  # when it was computed tells nothing of what
        then = connection.execute(select(kpi_monthly.c.refreshed_at).limit(1)).scalar_one()
        connection.execute(update(kpi_monthly).values(refreshed_at=then.replace(2026, 1, 1, 0, 0)))
    engine.dispose()
    return f"sqlite:///{file}"


def _confide(connection: Connection, word: str) -> None:
    """The word in every text that belongs to a confidential item."""
    item, secret = agenda_items.c, agenda_items.c.confidential
    made = insert(initiatives).values(name=f"{word} i tid", launched_on=MONTHS[3])
    number = connection.execute(made.returning(initiatives.c.id)).scalar_one()
    told = {"title": f"Köp av {word}", "detail": f"{word} säljer", "level_because": word}
    connection.execute(update(agenda_items).where(secret).values(told | {"initiative_id": number}))
    about = connection.execute(select(item.id).where(secret).order_by(item.id)).scalars().all()
    fall = {"expected_metric": "nps", "expected_direction": "up", "expected_by": MONTHS[-2]}
    rows = [
        {"agenda_item_id": each, "text": f"Bjud på {word}", "decided_on": MONTHS[-4], **fall}
        for each in about[-6:]
    ]
    found = connection.execute(insert(decisions).returning(decisions.c.id), rows).scalars().all()
    due = {"text": f"Ring {word}", "due_on": MONTHS[-2], "owner_role": "vd"}
    connection.execute(insert(actions), [due | {"decision_id": each} for each in found])


def shown(address: str, asked: list[dict[str, str]], reader: Reader) -> list[list[bytes]]:
    """What is sent for each question in turn, and what its buttons hand out."""
    answers = []
    with pytest.MonkeyPatch.context() as patch:
        read_as(patch, reader)
        pages = Pages(patch, address)
        with watching_what_is_sent(patch) as sent:
            for codes in asked:
                page, rest = codes["page"], {k: v for k, v in codes.items() if k != "page"}
                visit = pages.open((EVERY_PAGE | WRITERS)[page], **{"lang": "sv"} | rest)
                without_exception(visit)
                answers.append([sent.taken(), *_files(sent.files)])
                sent.files.clear()
    return answers


def _files(made: dict[str, Any]) -> list[bytes]:
    """Tables and documents; the pack has a test of its own."""
    packed = tuple(f".{each}" for each in Format)
    plain = {name: make for name, make in made.items() if not name.endswith((*packed, ".docx"))}
    return [_without_stamps(make()) for _, make in sorted(plain.items())]


def _without_stamps(content: bytes) -> bytes:
    return b"\n".join(line for line in content.splitlines() if not line.startswith(b"DTSTAMP"))


def alike(template: Path, two: tuple[Secrets, Secrets], asked: Any, reader: Reader) -> None:
    with TemporaryDirectory() as folder:
        addresses = [
            company(template, Path(folder) / f"{each.word}.db", each) for each in two
        ]  # fmt: skip
        one, other = (shown(address, asked, reader) for address in addresses)
    for codes, sent, sent_too in zip(asked, one, other, strict=True):
        for part, part_too in zip(sent, sent_too, strict=True):
            for secret in (each.word.encode() for each in two):
                if codes.get("words", "").encode() != secret:  # their own words come back
                    assert secret not in part
            assert part == part_too, codes


@given(two=two_companies(), asked=st.lists(ASKED, min_size=2, max_size=3))
@settings(
    max_examples=EXAMPLES,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
def test_no_sequence_of_questions_tells_two_such_companies_apart(
    template: Path, two: tuple[Secrets, Secrets], asked: list[dict[str, str]]
) -> None:
    alike(template, two, asked, VIEWER)


FIXED = tuple(
    Secrets(word, ((0, 10, 5),) * len(THIN_MONTHS), (split,) * len(THIN_MONTHS))
    for word, split in (("Qvarnvik", (0,)), ("Qvarnvin", (1,)))
)


def test_every_page_of_a_viewer_and_every_group_at_every_step_is_alike(template: Path) -> None:
    pages = [{"page": page} for page in EVERY_PAGE]
    steps = [
        {"page": "satisfaction", "group": group, "grain": grain}
        for group, grain in (("alfa", "month"), ("beta", "year"), ("handel", "rolling12"))
    ]
    alike(template, FIXED, [*pages, *steps], VIEWER)


def test_whoever_edits_is_told_no_more_than_that_they_are_confidential(template: Path) -> None:
    views = [{"page": "data", "view": view} for view in ("review", "imports", "health")]
    forms = [
        {"page": "write_down", "what": what} for what in ("decisions", "actions", "initiatives")
    ]
    alike(template, FIXED, [*views, *forms], EDITOR)


def test_the_pack_is_alike_in_every_format(template: Path, tmp_path: Path) -> None:
    made = []
    for each in FIXED:
        engine = open_engine(company(template, tmp_path / f"{each.word}.db", each))
        made.append(_packs(engine, tmp_path / each.word))
        engine.dispose()
    assert made[0] == made[1]
    for each in FIXED:
        assert all(each.word.encode() not in part for part in made[0])


def _packs(engine: Engine, name: Path) -> list[bytes]:
    from kundagenda.reports.pdf import pdf
    from kundagenda.reports.slides import slides

    view = View(as_of=LAST_FULL_MONTH)
    with telling_in("sv"), acting_as(VIEWER), engine.connect() as connection:
        pack = pack_of(connection, view, "AB")
        file = name.with_suffix(".pptx")
        file.write_bytes(slides(pack))
        with ZipFile(file) as parts:
            told = [parts.read(each) for each in sorted(parts.namelist()) if _is_told(each)]
        return [whole_page(pack), _text_of(pdf(pack)), *told]


def _is_told(part: str) -> bool:
    return part.endswith(".xml") and not part.startswith("docProps")


def _text_of(paper: bytes) -> bytes:
    with pdfplumber.open(BytesIO(paper)) as printed:
        return "\n".join(page.extract_text() for page in printed.pages).encode()

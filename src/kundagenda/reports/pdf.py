"""The pack as PDF: a section a page on A4, set by typst in the house's own typeface."""

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import typst

from kundagenda.reports.pack import Pack, Progress, change_in_words
from kundagenda.reports.picture import STATIC, svg_of
from kundagenda.shown.defined import Defined
from kundagenda.shown.figure import FigureShown
from kundagenda.shown.screen import Columns, Screen
from kundagenda.texts.told import tell

LAYOUT = Path(__file__).with_name("pack.typ")
# What is left of A4 under a title of three lines, four sentences and the figures, in px.
PICTURE_HEIGHT = 540
_REGIONS = {"sv": "se", "en": "gb"}


def pdf(pack: Pack, progress: Progress = iter) -> bytes:
    """The pack as a PDF with real text, its typeface inside, and tags for those who listen.

    All that is said goes to typst as data, never as source: a title such as ``#import`` is text.
    """
    content = _content(pack) | {"screens": [_section(screen) for screen in progress(
        pack.meeting.screens
    )]}  # fmt: skip
    made: bytes = typst.compile(
        str(LAYOUT),
        font_paths=[str(STATIC)],
        ignore_system_fonts=True,  # else the same pack differs from machine to machine
        format="pdf",
        sys_inputs={"pack": json.dumps(content, ensure_ascii=False)},
    )
    return made


def _content(pack: Pack) -> dict[str, Any]:
    meeting = pack.meeting
    return {
        "lang": pack.lang,
        "region": _REGIONS[pack.lang],
        "title": pack.title,
        "author": pack.company or "Kundagenda",
        "description": f"{pack.named}. {meeting.scope}. {pack.as_of}".strip(),
        "company": pack.company,
        "named": pack.named,
        "month": pack.month,
        "scope": meeting.scope,
        "as_of": pack.as_of,
        "sources": pack.sources,
        "demo": pack.demo,
        "definitions": [_definition(each) for each in pack.definitions],
        "words": {
            # The layout alone knows the numbers.
            "page": tell("Page {here} of {all}", here="{here}", all="{all}"),
            "definitions": tell("What the figures mean"),
        },
    }


def _section(screen: Screen) -> dict[str, Any]:
    drawn = screen.draw("light", "print", PICTURE_HEIGHT) if screen.draw else None
    return {
        "question": screen.question,
        "title": screen.title,
        "sentences": list(screen.sentences),
        "figures": [_figure(each) for each in screen.figures],
        "svg": svg_of(drawn.spec) if drawn else "",
        "alt": drawn.alt if drawn else "",
        "table": _table(screen.table) if screen.table else None,
        "note": screen.note,
    }


def _figure(figure: FigureShown) -> dict[str, Any]:
    return {
        "label": figure.label,
        "value": figure.value,
        "base": figure.base,
        "change": change_in_words(figure.pill),
        "broken": figure.pill.broken,
    }


def _table(columns: Columns) -> Mapping[str, Sequence[Any]]:
    return {
        "names": list(columns),
        "rows": [list(row) for row in zip(*columns.values(), strict=True)],
    }


def _definition(each: Defined) -> dict[str, Any]:
    return {"name": each.name, "meaning": each.meaning, "how": each.how}

"""The pack as one HTML file: pictures that answer a pointer, and no request to anywhere."""

import base64
import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from html import escape
from pathlib import Path
from typing import Any

import vl_convert

from kundagenda.charts.theme import PALETTES, Mode
from kundagenda.reports.pack import Pack, Progress, change_in_words
from kundagenda.reports.picture import STATIC
from kundagenda.shown.defined import Defined
from kundagenda.shown.figure import FigureShown
from kundagenda.shown.pictured import Picture
from kundagenda.shown.screen import Columns, Screen
from kundagenda.texts.told import tell

HEIGHT = 440
MODES: tuple[Mode, ...] = ("light", "dark")
STYLE = Path(__file__).with_name("whole_page.css")
SCRIPT = Path(__file__).with_name("whole_page.js")
_FONT = STATIC / "HankenGrotesk-latin-wght.woff2"


def whole_page(pack: Pack, progress: Progress = iter) -> bytes:
    """The pack as one file that opens offline; light or dark as the reader's screen.

    Scripts run by their digests alone, and expressions are interpreted rather than compiled, so
    that the page needs no right to evaluate text.
    """
    parts, pictures = [], {}
    for screen in progress(pack.meeting.screens):
        drawn = _both(screen)
        parts.append(_section(screen, drawn))
        if drawn:
            pictures[_place(screen)] = {mode: picture.spec for mode, picture in drawn.items()}
    body = "".join((_first(pack), *parts, _definitions(pack.definitions)))
    return _document(pack, body, pictures).encode()


def _document(pack: Pack, body: str, pictures: Mapping[str, Any]) -> str:
    scripts = (drawing(), SCRIPT.read_text(encoding="utf-8")) if pictures else ()
    style = _style()
    allowed = " ".join(_digest(script) for script in scripts) or "'none'"
    policy = f"default-src 'none'; script-src {allowed}; style-src 'unsafe-inline'; font-src data:"
    # A text of a company may hold whatever ends a script: no sign "<" is left in the data.
    data = json.dumps(pictures, ensure_ascii=False).replace("<", "\\u003c")
    return (
        f'<!doctype html><html lang="{pack.lang}"><head><meta charset="utf-8">'
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        '<meta name="color-scheme" content="light dark">'
        f"<title>{escape(pack.title)}: {escape(pack.named)}</title><style>{style}</style></head>"
        f"<body><main>{body}</main>"
        f'<script type="application/json" id="pictures">{data}</script>'
        + "".join(f"<script>{script}</script>" for script in scripts)
        + "</body></html>"
    )


@lru_cache(maxsize=1)
def drawing() -> str:
    """Vega, Vega-Lite and what embeds them, as one script; made once, which takes a second."""
    snippet = "window.vegaEmbed = vegaEmbed;"
    bundle: str = vl_convert.javascript_bundle(snippet)
    return bundle.replace("</script", "<\\/script")


def _digest(script: str) -> str:
    found = hashlib.sha256(script.encode()).digest()
    return f"'sha256-{base64.b64encode(found).decode()}'"


def _style() -> str:
    font = base64.b64encode(_FONT.read_bytes()).decode()
    face = (
        '@font-face{font-family:"Hanken Grotesk";font-weight:100 900;'
        f'src:url(data:font/woff2;base64,{font}) format("woff2")}}'
    )
    light, dark = (_variables(PALETTES[mode]) for mode in MODES)
    dark = f"@media screen and (prefers-color-scheme:dark){{:root{{{dark}}}}}"
    return f"{face}:root{{{light}}}{dark}{STYLE.read_text(encoding='utf-8')}"


def _variables(palette: Mapping[str, str]) -> str:
    return "".join(f"--{name}:{colour};" for name, colour in palette.items())


def _both(screen: Screen) -> Mapping[Mode, Picture]:
    """The picture for a light and for a dark screen; nothing where there is none."""
    return {mode: screen.draw(mode, "page", HEIGHT) for mode in MODES} if screen.draw else {}


def _place(screen: Screen) -> str:
    return f"picture-{screen.code}"


def _first(pack: Pack) -> str:
    said = (f"{pack.meeting.scope}.", pack.sources, pack.demo)
    return (
        f"<header>{_paragraph(pack.company, 'company')}<h1>{escape(pack.title)}</h1>"
        f"{_paragraph(pack.month, 'month')}"
        f"{''.join(_paragraph(line) for line in said)}</header>"
    )


def _section(screen: Screen, drawn: Mapping[Mode, Picture]) -> str:
    return "".join(
        (
            f'<section id="{escape(screen.code)}">{_paragraph(screen.question, "question")}',
            f"<h2>{escape(screen.title)}</h2>",
            *map(_paragraph, screen.sentences),
            _figures(screen.figures),
            _picture(_place(screen), drawn["light"]) if drawn else "",
            _table(screen.table) if screen.table else "",
            _paragraph(screen.note, "note"),
            "</section>",
        )
    )


def _paragraph(text: str, kind: str = "") -> str:
    named = f' class="{kind}"' if kind else ""
    return f"<p{named}>{escape(text)}</p>" if text else ""


def _figures(figures: Iterable[FigureShown]) -> str:
    shown = "".join(map(_figure, figures))
    return f'<dl class="figures">{shown}</dl>' if shown else ""


def _figure(figure: FigureShown) -> str:
    change, broken = change_in_words(figure.pill), " broken" if figure.pill.broken else ""
    said = f'<dd class="change{broken}">{escape(change)}</dd>' if change else ""
    return (
        f'<div><dt>{escape(figure.label)}</dt><dd class="value">{escape(figure.value)}</dd>{said}'
        f'<dd class="base">{escape(figure.base)}</dd></div>'
    )


def _picture(name: str, drawn: Picture) -> str:
    """The place of a picture, and below it the same as a table, one click away."""
    label = escape(drawn.alt, quote=True)
    place = f'<div class="picture" id="{name}" role="img" aria-label="{label}"></div>'
    if not drawn.table:
        return place
    opened = escape(tell("The figures of the picture"))
    return f"{place}<details><summary>{opened}</summary>{_table(drawn.table)}</details>"


def _table(columns: Columns) -> str:
    names = "".join(f'<th scope="col">{escape(name)}</th>' for name in columns)
    rows = "".join(map(_row, zip(*columns.values(), strict=True)))
    scrolled = f"<table><thead><tr>{names}</tr></thead><tbody>{rows}</tbody></table>"
    return f'<div class="scrolled" tabindex="0">{scrolled}</div>'


def _row(cells: Iterable[str]) -> str:
    return f"<tr>{''.join(f'<td>{escape(cell)}</td>' for cell in cells)}</tr>"


def _definitions(definitions: Iterable[Defined]) -> str:
    entries = "".join(_definition(each) for each in definitions)
    if not entries:
        return ""
    title = escape(tell("What the figures mean"))
    return f'<section id="definitions"><h2>{title}</h2>{entries}</section>'


def _definition(each: Defined) -> str:
    return f"<h3>{escape(each.name)}</h3>{_paragraph(each.meaning)}<dl>{''.join(_how(each))}</dl>"


def _how(each: Defined) -> Iterator[str]:
    for name, said in each.how:
        yield f"<div><dt>{escape(name)}</dt><dd>{escape(said)}</dd></div>"

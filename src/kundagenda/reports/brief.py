"""The brief as one page of plain HTML: it asks for nothing, runs nothing, and prints on a sheet."""

from collections.abc import Iterator
from html import escape

from kundagenda.charts.theme import Screen as Size
from kundagenda.reports.brief_style import logo, style
from kundagenda.reports.picture import PRINT_WIDTH, svg_of
from kundagenda.shown.brief import Brief, Part
from kundagenda.shown.figure import FigureShown, Pill
from kundagenda.shown.key import key_parts
from kundagenda.shown.pictured import Picture
from kundagenda.shown.screen import Columns, Draw
from kundagenda.texts.told import lang, tell

PHONE_WIDTH = 352
# How high the bands and the meetings are, at a desk and on paper, and on a phone.
BANDS, MEETINGS = (324, 420), (120, 220)


def brief_page(brief: Brief) -> str:
    """The page, whole in itself, in the language told in."""
    title = tell("Brief, {month}", month=brief.month)
    month = brief.month[:1].upper() + brief.month[1:]
    return page_of(title, "".join(_body(brief)), month, brief.scope)


def page_of(title: str, body: str, *corner: str) -> str:
    """A page of plain HTML with the mark on top; ``corner`` is said to its right."""
    said = "".join(f"<span>{escape(each)}</span>" for each in corner)
    return (
        f'<!doctype html><html lang="{lang()}"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        '<meta name="color-scheme" content="light"><meta name="robots" content="noindex">'
        f"<title>{escape(title)} – Kundagenda</title><style>{style()}</style></head><body>"
        f'<header>{logo()}<p class="q">{said}</p></header><main>{body}</main></body></html>'
    )


def _body(brief: Brief) -> Iterator[str]:
    screen = brief.screen
    if any(brief.decided):
        when, what, promised = map(escape, brief.decided)
        yield f'<p><span class="q">{when}</span> <b>{what}</b> {promised}</p>'
    yield f"<h1>{escape(screen.title)}</h1>"
    if screen.sentences:
        yield f"<ul>{''.join(f'<li>{escape(each)}</li>' for each in screen.sentences)}</ul>"
    if screen.figures:
        yield f"<dl>{''.join(map(_figure, screen.figures))}</dl>"
    if screen.draw:
        yield f'<div class="k">{key_parts("light", events=brief.events)}</div>'
        yield from _drawn(screen.draw, *BANDS)
        yield _small(screen.note)
    for part in brief.parts:
        yield from _part(part, keyed=screen.draw is not None)
    yield f"<footer>{escape(brief.sources)}</footer>"


def _figure(figure: FigureShown) -> str:
    under = (_pill(figure.pill), escape(figure.base))
    said = "".join(f"<dd>{each}</dd>" for each in under if each)
    name, value = escape(figure.label), escape(figure.value)
    return f'<div><dt>{name}</dt><dd class="v">{value}</dd>{said}</div>'


def _pill(pill: Pill) -> str:
    """The change in words, since the typeface has no arrows."""
    if pill.text is None:
        return ""
    if pill.broken:
        return f'<b class="r">{escape(pill.text)}</b> {escape(pill.said or "")}'
    turned = {"up": tell("{n} up", n=pill.text), "down": tell("{n} down", n=pill.text)}
    said = turned.get(pill.arrow, pill.text)
    return escape(f"{said}, {pill.said}" if pill.said else said)


def _part(part: Part, *, keyed: bool) -> Iterator[str]:
    """A part of the page; ``keyed`` where the colours have been named already."""
    how = f" <span>{escape(part.how)}</span>" if part.how else ""
    yield f"<h2>{escape(part.answer)}{how}</h2>"
    if part.draw:
        if not keyed:
            yield f'<div class="k">{key_parts("light", other=True)}</div>'
        yield from _drawn(part.draw, *MEETINGS)
    if part.columns:
        yield _table(part.columns)
    yield _small(part.note)


def _drawn(draw: Draw, wide: float, narrow: float) -> Iterator[str]:
    """A picture drawn for paper and once more for a phone, of which a reader is shown one."""
    yield f'<figure class="w">{_svg(draw, "print", PRINT_WIDTH, wide)}</figure>'
    yield f'<figure class="n">{_svg(draw, "phone", PHONE_WIDTH, narrow)}</figure>'


def _svg(draw: Draw, size: Size, width: int, height: float) -> str:
    picture: Picture = draw("light", size, height)
    return svg_of(picture.spec, width=width, alt=picture.alt)


def _table(columns: Columns) -> str:
    """The columns; on a phone each row is a paragraph, and a cell says its column's name."""
    names = [escape(name) for name in columns]
    head = "".join(f'<th scope="col">{name}</th>' for name in names)
    rows = zip(*columns.values(), strict=True)
    body = "".join(f"<tr>{''.join(map(_cell, names, row))}</tr>" for row in rows)
    return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"


def _cell(name: str, cell: str) -> str:
    return f'<td data-n="{name}">{escape(cell)}</td>'


def _small(note: str) -> str:
    return f'<p class="s">{escape(note)}</p>' if note else ""

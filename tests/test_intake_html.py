"""HTML as blocks, and pages as agendas."""

from pathlib import Path

import pytest

from kundagenda.errors import ReaderError
from kundagenda.intake.blocks import Block
from kundagenda.intake.html import blocks_of_html
from kundagenda.intake.reader import read_agenda


def shown(blocks: list[Block]) -> list[str]:
    """Kind and text of each block; what is under one is indented."""
    found = []
    for block in blocks:
        found.append(f"{block.kind} {block.text or block.rows}{' !' if block.bold else ''}")
        found.extend(f"  {line}" for line in shown(block.children))
    return found


@pytest.mark.parametrize(
    ("html", "blocks"),
    [
        ("<h2>A &amp; <i>b</i></h2>", ["heading A & b"]),
        ("<p>1. a<br>2. b<br/><br/>3. c</p>", ["line 1. a", "line 2. b", "line 3. c"]),
        ("<ol><li>a<p>said</p></li><li>b</li></ol>", ["item a", "  line said", "item b"]),
        # Gmail puts a list of its own right inside a list.
        ("<ul><li>a</li><ul><li>b</li></ul></ul>", ["item a", "  item b"]),
        ("<ul><li><b>a</b>:</li></ul>", ["item a: !"]),
        ("<span><p>a</p></span>b", ["line a", "line b"]),
        ("<p>• a</p><p>•&nbsp;b</p>", ["item a", "item b"]),
        ("<p>1. a</p><p>• b</p>", ["line 1. a", "line • b"]),
        ("a<script>b</script><style>c</style><!-- d --><i hidden>e</i>", ["line ae"]),
        ('<p>a</p><p style="display:none">b</p>', ["line a"]),
        (
            "<table><tr><th>Punkt</th><th>Tid</th></tr><tr><td>Kund</td><td>5</td></tr></table>",
            ["table [['Punkt', 'Tid'], ['Kund', '5']]"],
        ),
        (
            "<table><tr><td>1.</td><td>Kund</td><td>Bo</td></tr></table>",
            ["line 1. Kund"],
        ),
        ("<table><tr><td><ol><li>Kund</li></ol></td></tr></table>", ["item Kund"]),
        ("<pre>1. a\n2. b</pre>", ["line 1. a", "line 2. b"]),
        ("", []),
    ],
)
def test_html_is_the_blocks_that_a_reader_sees(html: str, blocks: list[str]) -> None:
    assert shown(blocks_of_html(html)) == blocks


def test_a_page_is_told_by_its_content(tmp_path: Path) -> None:
    path = tmp_path / "2025-03-03.txt"
    path.write_text(
        "<!DOCTYPE html>\n<html><body><h1>Ledning</h1><h2>Dagordning</h2>"
        "<ul><li>Kundlöften (20 min)</li><li>Budget</li></ul></body></html>",
        encoding="utf-8",
    )
    [meeting] = read_agenda(path).meetings
    assert [(item.title, item.planned_minutes) for item in meeting.items] == [
        ("Kundlöften", 20),
        ("Budget", None),
    ]


@pytest.mark.parametrize(
    "html",
    [
        "<div>" * 5_000,
        "<b>" * 5_000 + "x",
        "<ul><li>" * 5_000,
        "<table><tr><td>" * 5_000,
        "<a " * 100_000,
        "&" * 100_000,
        "x" * 600_000,
    ],
)
def test_absurd_markup_is_refused_in_one_sentence(html: str) -> None:
    with pytest.raises(ReaderError, match=r"Save the agenda as plain text\.$"):
        blocks_of_html(html)


def test_comments_and_scripts_without_an_end_hide_the_rest() -> None:
    for mark in ("<!--", "<script>", "<style>"):
        assert shown(blocks_of_html("a" + mark * 100_000)) == ["line a"]

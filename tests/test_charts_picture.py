"""Printed pictures stand alone: small SVG with the house's typeface and one text alternative."""

from xml.etree import ElementTree

import pytest

from drawn_charts import events, periods
from kundagenda.charts import Promise, overview_chart
from kundagenda.reports.picture import svg

SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture(scope="module")
def printed() -> str:
    """The overview on paper."""
    given = events(("2025-04-14", "priority", "Kunden"), ("2025-06-10", "decision", "Service"))
    promise = Promise(0.2, periods().start[1], "Utlovat 20\u00a0%")
    chart = overview_chart(periods(), given, promise, screen="print", height=312)
    return svg(chart, alt="Tre band & en linje")


def test_a_printed_picture_is_one_image_with_one_label(printed: str) -> None:
    root = ElementTree.fromstring(printed)
    assert root.attrib["role"] == "img"
    assert root.attrib["aria-label"] == "Tre band & en linje"
    assert root.attrib["width"] == "690"
    inner = [name for mark in root.iter() if mark is not root for name in mark.attrib]
    assert not [name for name in inner if name.startswith("aria") or name in ("role", "class")]


def test_a_printed_picture_says_its_typeface_once_and_is_small(printed: str) -> None:
    assert printed.count("Hanken Grotesk") == 1
    assert len(printed) < 15_000


def test_words_and_marks_survive_the_cleaning(printed: str) -> None:
    root = ElementTree.fromstring(printed)
    words = {text.text for text in root.iter(f"{SVG}text")}
    assert {"Kunder kvar efter 12 månader", "92,5\u00a0%", "Utlovat 20\u00a0%", "jan 2025"} <= words
    marks = list(root.iter(f"{SVG}path"))
    assert {"#8496A0", "#4F7C89", "#7047C8"} <= {mark.attrib.get("fill") for mark in marks}
    assert "#06323D" in {mark.attrib.get("stroke") for mark in marks}  # a period that still runs


def test_a_picture_without_words_is_hidden_from_those_who_listen() -> None:
    chart = overview_chart(periods(), events(), screen="phone")
    root = ElementTree.fromstring(svg(chart, width=352))
    assert root.attrib["aria-hidden"] == "true"
    assert root.attrib["width"] == "352"

"""Tables and their rows for paper: every cell is text, and what is left out is counted."""

import pytest
from streamlit.testing.v1 import AppTest


def page(rows: int) -> None:

    from kundagenda.panels.paper_rows import rows_on_paper

    titles = ["<img src=x onerror=alert(1)>", *["Budget"] * (rows - 1)]
    rows_on_paper({"No & <b>": range(rows), "Item": titles})


def printed(rows: int, lang: str = "en") -> str:
    visit = AppTest.from_function(page, default_timeout=30, kwargs={"rows": rows})
    visit.query_params["lang"] = lang
    visit.run()
    assert not visit.exception
    [html] = visit.get("html")
    return html.proto.body


def test_a_cell_is_text_whatever_it_looks_like() -> None:
    body = printed(2)
    assert "<td>&lt;img src=x onerror=alert(1)&gt;</td>" in body
    assert '<th scope="col">No &amp; &lt;b&gt;</th>' in body
    assert "<img" not in body
    assert "not printed" not in body


@pytest.mark.parametrize(
    ("rows", "lang", "said"),
    [
        (51, "en", "1 more row is not printed."),
        (1050, "en", "1,000 more rows are not printed."),
        (52, "sv", "2 rader till är inte utskrivna."),
    ],
)
def test_what_is_left_out_is_counted(rows: int, lang: str, said: str) -> None:
    body = printed(rows, lang)
    assert said in body
    assert body.count("<tr>") == 1 + 50


def mixed() -> None:
    from kundagenda.panels.table import short_table

    short_table(
        {"*No*": [1, None, float("nan")], "Item": ["[a](http://x)", 2, None], "n": [1, 2, 3]}
    )


def test_a_column_of_texts_numbers_and_unknown_cells_is_written_letter_by_letter() -> None:
    visit = AppTest.from_function(mixed, default_timeout=30).run()
    assert not visit.exception
    written = visit.table[0].value
    assert list(written.columns) == [r"\*No\*", "Item", "n"]
    assert list(written[r"\*No\*"]) == ["1", "–", "–"]
    assert list(written["Item"]) == [r"\[a\]\(http\://x\)", "2", "–"]
    assert list(written["n"]) == [1, 2, 3]

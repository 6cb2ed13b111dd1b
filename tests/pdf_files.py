"""Small PDF documents for tests, written by hand: text at places, in two fonts."""

from collections.abc import Sequence
from pathlib import Path

_HEIGHT = 842
_FONTS = (b"/Helvetica", b"/Helvetica-Bold")
Text = tuple[float, float, str]


def save_pdf(
    path: Path, pages: Sequence[Sequence[Text]], lines: Sequence[Sequence[float]] = ()
) -> Path:
    """A document of pages of texts, each with its left edge, its distance from the top, its words.

    Words that begin with ``*`` are bold, with ``#`` bold and large. ``lines`` are ruled on the
    first page, as x and y of both ends.
    """
    streams = [
        b"\n".join(_show(*text) for text in page) + (_ruled(lines) if not index else b"")
        for index, page in enumerate(pages)
    ]
    path.write_bytes(document([b"<< /Length %d >>" % len(s) for s in streams], streams))
    return path


def rows(left: float, top: float, text: str, step: float = 14.0) -> list[Text]:
    """Lines below each other; ``|`` moves right to the next column, 130 points on.

    A line that begins with spaces stands further in, five points for each.
    """
    out: list[Text] = []
    for index, line in enumerate(text.strip("\n").split("\n")):
        for column, words in enumerate(line.split("|")):
            inside = len(words) - len(words.lstrip(" "))
            if words.strip():
                place = left + 130 * column + (5 * inside if not column else 0)
                out.append((place, top + step * index, words.strip()))
    return out


def document(heads: Sequence[bytes], streams: Sequence[bytes]) -> bytes:
    """A PDF of content streams, a page each, with a table of where its objects lie."""
    count = len(streams)
    kids = b" ".join(b"%d 0 R" % (5 + 2 * index) for index in range(count))
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [" + kids + b"] /Count %d >>" % count,
        *(
            b"<< /Type /Font /Subtype /Type1 /BaseFont %s /Encoding /WinAnsiEncoding >>" % font
            for font in _FONTS
        ),
    ]
    for index, (head, stream) in enumerate(zip(heads, streams, strict=True)):
        objects.append(
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents %d 0 R "
            b"/Resources << /Font << /F1 3 0 R /F2 4 0 R >> >> >>" % (6 + 2 * index)
        )
        objects.append(head + b"\nstream\n" + stream + b"\nendstream")
    return _numbered(objects)


def _numbered(objects: Sequence[bytes]) -> bytes:
    out = b"%PDF-1.4\n"
    places = []
    for number, body in enumerate(objects, start=1):
        places.append(len(out))
        out += b"%d 0 obj\n" % number + body + b"\nendobj\n"
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    return out + b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (
        len(objects) + 1,
        start,
    )


def _show(left: float, top: float, words: str) -> bytes:
    font = b"F2" if words.startswith(("*", "#")) else b"F1"
    size = 18 if words.startswith("#") else 10
    plain = words.lstrip("*#").encode("cp1252")
    for sign in (b"\\", b"(", b")"):
        plain = plain.replace(sign, b"\\" + sign)
    place = b"%.1f %.1f" % (left, _HEIGHT - top)
    return b"BT /%s %d Tf %s Td (%s) Tj ET" % (font, size, place, plain)


def _ruled(lines: Sequence[Sequence[float]]) -> bytes:
    return b"".join(
        b"\n%.1f %.1f m %.1f %.1f l S" % (x0, _HEIGHT - y0, x1, _HEIGHT - y1)
        for x0, y0, x1, y1 in lines
    )

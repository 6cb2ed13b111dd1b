"""What a pack can be written as: PDF to print, PowerPoint to edit, a web page to look into."""

from enum import StrEnum
from pathlib import Path

from kundagenda.reports.pack import Pack, Progress


class Format(StrEnum):
    """The formats, by the ending of their files."""

    PDF = "pdf"
    SLIDES = "pptx"
    PAGE = "html"


MIME = {
    Format.PDF: "application/pdf",
    Format.SLIDES: "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    Format.PAGE: "text/html",
}


def written(
    pack: Pack, wanted: Format, progress: Progress = iter, template: Path | None = None
) -> bytes:
    """The pack in a format; the template is for slides alone.

    What writes a format is loaded when it is first asked for: no page starts slower for it.

    Raises:
        ReaderError: the template cannot be read.
    """
    match wanted:
        case Format.PDF:
            from kundagenda.reports.pdf import pdf

            return pdf(pack, progress)
        case Format.SLIDES:
            from kundagenda.reports.slides import slides

            return slides(pack, progress, template)
        case Format.PAGE:
            from kundagenda.reports.whole_page import whole_page

            return whole_page(pack, progress)

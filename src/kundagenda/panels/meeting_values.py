"""The meeting of a view and the pictures of its screens, worked out once for everybody."""

from kundagenda.access.figures import figures
from kundagenda.charts.theme import Mode
from kundagenda.findings.view import View
from kundagenda.panels.once import once
from kundagenda.panels.reader import lang, mode
from kundagenda.panels.values import Opened, Version
from kundagenda.shown.meeting import meeting_of
from kundagenda.shown.pictured import Picture
from kundagenda.shown.screen import Meeting, Screen
from kundagenda.texts.told import telling_in


def meeting(data: Opened, view: View) -> Meeting:
    """The screens of a view in the reader's language."""
    return _meeting(data.version, view, lang())


def shared_picture(data: Opened, view: View, screen: Screen, height: float) -> Picture | None:
    """The picture of a screen for all who look at one wall; null where it has none."""
    return _picture(data.version, view, lang(), screen.code, mode(), height)


@once
def _meeting(named: Version, view: View, language: str) -> Meeting:
    with figures() as connection, telling_in(language):
        return meeting_of(connection, view)


@once
def _picture(
    named: Version, view: View, language: str, code: str, look: Mode, height: float
) -> Picture | None:
    screens = {screen.code: screen for screen in _meeting(named, view, language).screens}
    draw = screens[code].draw
    with telling_in(language):
        return draw(look, "shared", height) if draw else None

"""The colours can be told apart: by anyone, in grey, in either mode, and they are one set."""

import math
import tomllib
from itertools import pairwise
from pathlib import Path

import pytest

from kundagenda.charts.theme import LEVELS, PALETTES, Mode

ROOT = Path(__file__).resolve().parents[1]
Triple = tuple[float, float, float]

LEAST_PAIR, LEAST_STEP, LEAST_MARK, LEAST_TEXT = 10, 10, 3, 4.5

# Linear RGB as seen with no red, green or blue cones. Source: Machado, Oliveira and Fernandes
# (2009), "A physiologically-based model for simulation of color vision deficiency", severity 1.
EYES = {
    "normal": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
    "protan": (
        (0.152286, 1.052583, -0.204868),
        (0.114503, 0.786281, 0.099216),
        (-0.003882, -0.048116, 1.051998),
    ),
    "deutan": (
        (0.367322, 0.860646, -0.227968),
        (0.280085, 0.672501, 0.047413),
        (-0.011820, 0.042940, 0.968881),
    ),
    "tritan": (
        (1.255528, -0.076749, -0.178779),
        (-0.078411, 0.930809, 0.147602),
        (0.004733, 0.691367, 0.303900),
    ),
}
# What meets in one picture, or stands beside it on the page.
PAIRS = [
    ("none", "measure"),
    ("measure", "fix"),
    ("fix", "improve"),
    ("improve", "value"),
    ("satisfaction", "retention"),
    ("satisfaction", "warning"),
    ("retention", "warning"),
    ("improve", "satisfaction"),
    ("improve", "retention"),
    ("improve", "warning"),
]
MARKS = ["mark", "measure", "fix", "improve", "value", "satisfaction", "retention", "warning"]
TEXTS = ["ink", "quiet", "improve", "satisfaction", "retention", "warning"]
MODES: list[Mode] = ["light", "dark"]


def linear(colour: str) -> Triple:
    """Linear RGB of 0..1 of a colour written #RRGGBB."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    r, g, b = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return r, g, b


def seen(colour: str, eye: str) -> Triple:
    """The colour as an eye sees it, in linear RGB."""
    rgb = linear(colour)
    rows = (sum(w * c for w, c in zip(row, rgb, strict=True)) for row in EYES[eye])
    r, g, b = (min(1.0, max(0.0, part)) for part in rows)
    return r, g, b


def luminance(rgb: Triple) -> float:
    """Relative luminance."""
    return 0.2126 * rgb[0] + 0.7152 * rgb[1] + 0.0722 * rgb[2]


def contrast(one: str, other: str) -> float:
    """Contrast ratio of 1..21 after WCAG 2.2."""
    dark, light = sorted((luminance(linear(one)), luminance(linear(other))))
    return (light + 0.05) / (dark + 0.05)


def lab(rgb: Triple) -> Triple:
    """CIELAB under D65."""
    r, g, b = rgb
    xyz = (
        (0.4124564 * r + 0.3575761 * g + 0.1804375 * b) / 0.95047,
        luminance(rgb),
        (0.0193339 * r + 0.1191920 * g + 0.9503041 * b) / 1.08883,
    )
    x, y, z = (t ** (1 / 3) if t > 216 / 24389 else (24389 / 27 * t + 16) / 116 for t in xyz)
    return 116 * y - 16, 500 * (x - y), 200 * (y - z)


def ciede2000(one: Triple, other: Triple) -> float:
    """How different two colours look. Source: Sharma, Wu and Dalal (2005), equations 2 to 22."""
    (l1, a1, b1), (l2, a2, b2) = one, other
    chroma = (math.hypot(a1, b1) + math.hypot(a2, b2)) / 2
    g = 0.5 * (1 - math.sqrt(chroma**7 / (chroma**7 + 25**7)))
    c1, c2 = math.hypot((1 + g) * a1, b1), math.hypot((1 + g) * a2, b2)
    h1 = math.degrees(math.atan2(b1, (1 + g) * a1)) % 360
    h2 = math.degrees(math.atan2(b2, (1 + g) * a2)) % 360
    turn = (h2 - h1 + 180) % 360 - 180 if c1 * c2 else 0.0
    dl, dc = l2 - l1, c2 - c1
    dh = 2 * math.sqrt(c1 * c2) * math.sin(math.radians(turn / 2))
    mean_l, mean_c = (l1 + l2) / 2, (c1 + c2) / 2
    mean_h = (h1 + turn / 2) % 360 if c1 * c2 else h1 + h2
    t = 1 - 0.17 * _cos(mean_h - 30) + 0.24 * _cos(2 * mean_h)
    t += 0.32 * _cos(3 * mean_h + 6) - 0.20 * _cos(4 * mean_h - 63)
    spread = 30 * math.exp(-(((mean_h - 275) / 25) ** 2))
    twist = 2 * math.sqrt(mean_c**7 / (mean_c**7 + 25**7))
    sl = 1 + 0.015 * (mean_l - 50) ** 2 / math.sqrt(20 + (mean_l - 50) ** 2)
    sc, sh = 1 + 0.045 * mean_c, 1 + 0.015 * mean_c * t
    rt = -math.sin(math.radians(2 * spread)) * twist
    return math.sqrt((dl / sl) ** 2 + (dc / sc) ** 2 + (dh / sh) ** 2 + rt * (dc / sc) * (dh / sh))


def _cos(degrees: float) -> float:
    return math.cos(math.radians(degrees))


@pytest.mark.parametrize(
    ("one", "other", "published"),
    [
        ((50.0, 2.6772, -79.7751), (50.0, 0.0, -82.7485), 2.0425),
        ((50.0, 2.49, -0.001), (50.0, -2.49, 0.0011), 7.2195),
        ((50.0, 2.5, 0.0), (73.0, 25.0, -18.0), 27.1492),
        ((60.2574, -34.0099, 36.2677), (60.4626, -34.1751, 39.4387), 1.2644),
        ((2.0776, 0.0795, -1.135), (0.9033, -0.0636, -0.5514), 0.9082),
    ],
)
def test_the_difference_of_two_colours_is_the_published_one(
    one: Triple, other: Triple, published: float
) -> None:
    assert ciede2000(one, other) == pytest.approx(published, abs=5e-5)
    assert ciede2000(other, one) == pytest.approx(published, abs=5e-5)


def test_contrast_runs_from_1_to_21() -> None:
    assert contrast("#FFFFFF", "#000000") == pytest.approx(21)
    assert contrast("#17606E", "#17606E") == 1


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("eye", EYES)
@pytest.mark.parametrize(("one", "other"), PAIRS)
def test_colours_that_meet_can_be_told_apart_by_every_eye(
    mode: Mode, eye: str, one: str, other: str
) -> None:
    colours = PALETTES[mode]
    labs = [lab(seen(colours[name], eye)) for name in (one, other)]
    assert ciede2000(labs[0], labs[1]) >= LEAST_PAIR


@pytest.mark.parametrize("mode", MODES)
def test_the_levels_are_a_ramp_of_lightness_that_survives_grey(mode: Mode) -> None:
    ramp = ["none", *reversed(LEVELS)]
    light = [lab(linear(PALETTES[mode][name]))[0] for name in ramp]
    steps = [b - a for a, b in pairwise(light)]
    assert all(abs(step) >= LEAST_STEP for step in steps)
    assert len({step > 0 for step in steps}) == 1


@pytest.mark.parametrize("mode", MODES)
def test_depth_is_distance_from_the_ground(mode: Mode) -> None:
    colours = PALETTES[mode]
    away = [contrast(colours[name], colours["bg"]) for name in ("none", *reversed(LEVELS))]
    assert away == sorted(away)


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("name", MARKS)
def test_every_mark_stands_out_from_the_ground(mode: Mode, name: str) -> None:
    assert contrast(PALETTES[mode][name], PALETTES[mode]["bg"]) >= LEAST_MARK


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("name", TEXTS)
def test_every_text_can_be_read_on_the_ground(mode: Mode, name: str) -> None:
    assert contrast(PALETTES[mode][name], PALETTES[mode]["bg"]) >= LEAST_TEXT


def test_both_modes_have_the_same_names() -> None:
    assert list(PALETTES["light"]) == list(PALETTES["dark"])


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize(
    ("setting", "name"),
    [
        ("primaryColor", "improve"),
        ("backgroundColor", "bg"),
        ("secondaryBackgroundColor", "surface"),
        ("textColor", "ink"),
        ("linkColor", "improve"),
        ("borderColor", "line"),
        ("dataframeBorderColor", "line"),
        ("dataframeHeaderBackgroundColor", "bg"),
        ("dataframeHeaderTextColor", "quiet"),
        ("grayColor", "quiet"),
        ("grayTextColor", "quiet"),
        ("redColor", "warning"),
        ("redTextColor", "warning"),
        ("greenTextColor", "improve"),
        ("violetColor", "satisfaction"),
        ("orangeColor", "retention"),
    ],
)
def test_the_pages_have_the_colours_of_the_charts(mode: Mode, setting: str, name: str) -> None:
    assert theme_settings()[mode][setting] == PALETTES[mode][name]


@pytest.mark.parametrize("mode", MODES)
def test_the_chart_colours_of_the_pages_are_in_the_order_of_depth(mode: Mode) -> None:
    names = [*reversed(LEVELS), "satisfaction", "retention", "warning"]
    assert theme_settings()[mode]["chartCategoricalColors"] == [PALETTES[mode][n] for n in names]


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("hue", ["red", "green", "blue", "violet", "orange", "gray"])
def test_the_pages_coloured_texts_can_be_read_on_their_own_grounds(mode: Mode, hue: str) -> None:
    colours = theme_settings()[mode]
    assert contrast(colours[f"{hue}TextColor"], colours[f"{hue}BackgroundColor"]) >= LEAST_TEXT


def test_nothing_leaves_the_machine_and_no_traceback_reaches_a_reader() -> None:
    settings = tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text(encoding="utf-8"))
    assert settings["browser"]["gatherUsageStats"] is False
    assert settings["client"]["showErrorDetails"] == "none"
    assert settings["server"]["address"] == "127.0.0.1"
    assert settings["runner"]["magicEnabled"] is False


def test_the_fonts_of_the_theme_are_shipped_with_their_licence() -> None:
    static = ROOT / "src" / "kundagenda" / "static"
    for face in theme_settings()["fontFaces"]:
        assert (static / Path(face["url"]).name).stat().st_size > 10_000
    licence = (static / "LICENSE-HankenGrotesk-OFL.txt").read_text(encoding="utf-8")
    assert "SIL OPEN FONT LICENSE" in licence.upper()


def theme_settings() -> dict[str, dict[str, str]]:
    """The theme of the pages, as Streamlit reads it."""
    text = (ROOT / ".streamlit" / "config.toml").read_text(encoding="utf-8")
    theme: dict[str, dict[str, str]] = tomllib.loads(text)["theme"]
    return theme

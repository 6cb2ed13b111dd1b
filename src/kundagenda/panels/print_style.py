"""How any page prints: what it says, its pictures and its rows, in light colours; no controls.

Streamlit leaves its logo on top of the page, its buttons where they stand, and grids empty (they
are painted on a canvas), and it keeps the dark colours.
"""

from kundagenda.charts.theme import PALETTES, Mode

ANSWERS = "answers"  # begins the key of a container whose expanders print closed: answers
# What is written for paper alone; see `kundagenda.panels.paper_rows`.
ON_SCREEN = ".stElementContainer:has(.ka-print){display:none}"

# Whatever a reader presses. A control that says what is looked at (a list, the scope line) stays,
# as its own words; of a row of choices only the one chosen.
CONTROLS = """
.stPageLink,.stLinkButton,.stButton,.stDownloadButton,.stFileUploader,.stCheckbox,.stTooltipIcon,.ka-index,
.st-key-lang,.st-key-take-away,.stElementToolbar,[data-testid=stTopNav],[data-testid=stToolbarActions],
[data-testid=stPopoverBody],span:has(> [data-testid=stIconMaterial]),.stSelectbox svg,
[role=radio]:not([aria-checked=true]),.stDataFrame,.stElementContainer:has(.stDataFrame),
.stElementContainer:has(.stButton,.stDownloadButton,.stFileUploader,.stCheckbox,.stPageLink,
.stTextInput)
{display:none!important}
.stElementContainer:has(.ka-print){display:block}
.ka-print{display:block!important}
.stSelectbox *,[role=radio],.stPopover button{background:none!important;border-color:transparent
  !important;box-shadow:none!important;color:inherit!important}
.stSelectbox *,[role=radio],.stPopover button,.stPopover button *{padding-left:0!important;
  margin-left:0!important;gap:0!important;overflow:visible!important;text-overflow:clip!important}
"""

# An open expander is its content under its name. A closed one is left out, unless its name is an
# answer of its own.
EXPANDERS = """
.stExpander:has(details:not([open])){display:none!important}
[class*=st-key-answers] .stExpander:has(details:not([open])){display:block!important}
.stExpander details{border:none!important}
.stExpander summary{padding:4px 0!important;background:none!important;min-height:0!important}
.stExpander summary *{gap:0!important;padding-left:0!important;margin-left:0!important}
[data-testid=stExpanderDetails]{padding:0 0 8px!important;border:none!important}
"""

# The logo is 60 px high and lies outside the flow. Text is near 10 points: paper is read closer
# than a screen. A heading goes to the next sheet with its picture or table, which is never cut.
SHEETS = """
@page{margin:10mm 12mm}
.stAppHeader *{padding-left:0!important;margin-left:0!important}
.stMainBlockContainer{padding:64px 0 0!important;zoom:.8}
.stHorizontalBlock:has(.stPopover){padding-right:12px}
h1{padding:4px 0!important}
h1,h2,h3,.stElementContainer:has(h1,h2,h3,.ka-key,p strong:first-child),
.stLayoutWrapper:has(.ka-key),.stExpander summary,.stElementContainer:has(.stSelectbox)
{break-after:avoid}
.stElementContainer:has(.stVegaLiteChart,.stMetric),.stVegaLiteChart,.ka-metric,tr,.stMetric
{break-inside:avoid}
.stElementContainer:has(.stVegaLiteChart) + .stElementContainer{break-before:avoid}
.stVegaLiteChart svg{max-width:100%!important;height:auto!important}
.ka-print table{border-collapse:collapse;width:100%;font-size:12px;line-height:18px}
.ka-print th,.ka-print td{border-bottom:1px solid #DCE2E4;padding:3px 8px 3px 0;text-align:left;
  vertical-align:top;overflow-wrap:anywhere}
.ka-print th{color:#56656E;font-weight:400}
.ka-print p{color:#56656E;font-size:12px;margin:6px 0 0}
"""


def print_style(mode: Mode) -> str:
    """The style of every page on paper; from a dark page it also turns the colours."""
    dark = _light_again() if mode == "dark" else ""
    return f"<style>{ON_SCREEN}\n@media print{{{CONTROLS}{EXPANDERS}{SHEETS}{dark}}}</style>"


def _light_again() -> str:
    """A dark page in light colours: its texts, the logo, and each colour of its pictures.

    Vega writes the colours of a palette as they are, and those that lie between two as ``rgb()``.
    """
    light, dark = PALETTES["light"], PALETTES["dark"]
    marks = "\n".join(
        f".vega-embed [{part}='{dark[name]}' i]{{{part}:{light[name]}}}"
        for name in dark
        for part in ("fill", "stroke")
    )
    keys = "\n".join(
        f".ka-key i[style*='{dark[name]}' i]{{background:{light[name]}!important}}" for name in dark
    )
    turned = "filter:invert(1) hue-rotate(180deg)"
    return f"""
html,body,.stApp{{color-scheme:light!important;background:{light["bg"]}!important}}
.stApp,.stApp *{{color:{light["ink"]}!important}}
.stTable *{{border-color:{light["line"]}!important}}
.stApp .stMarkdownColoredText,.stApp th *,[data-testid=stMetricDeltaDescription] *
{{color:{light["quiet"]}!important}}
[data-testid=stMetricDelta]{{background:{light["surface"]}!important}}
.stLogo,.vega-embed [fill^='rgb(']{{{turned}}}
.vega-embed [fill^='rgb('][stroke]{{stroke:#000}}
{marks}
{keys}"""

"""How whatever leads on looks: in the colour of links and underlined, on every page the same."""

from kundagenda.charts.theme import PALETTES, Mode

# Links to other pages, and the buttons without a frame; lists and what opens keep their own look.
LEADS_ON = (
    "[data-testid=stPageLink-NavLink] p,.stButton [data-testid=stBaseButton-tertiary]:enabled p,"
    ".stLinkButton [data-testid=stBaseLinkButton-tertiary] p"
)


def link_style(mode: Mode) -> str:
    """The style sheet of links in one mode: in the colour of links in a text, and flush with it.

    Streamlit writes on a filled button in white, which its light ground in the dark does not carry.
    """
    return f"""<style>
{LEADS_ON}
  {{color:{PALETTES[mode]["improve"]};text-decoration:underline 1px;text-underline-offset:.2em}}
[data-testid=stPageLink-NavLink]{{padding-left:0}}
button[kind=primary]:enabled,button[kind=primary]:enabled p{{color:{PALETTES[mode]["bg"]}}}
</style>"""

"""Who is signed in, the way out, and an open page that does not outlive its sign-in."""

from html import escape

import streamlit as st

from kundagenda.access.current import current
from kundagenda.page_scripts import LEAVE_WHEN_OVER
from kundagenda.panels.reader import tell

SIGN_OUT = "/auth/logout"
# As small and as quiet as the sources above it, in any mode.
STYLE = """<style>
.ka-who{margin:0;font-size:.875rem;opacity:.7}
.ka-who a{color:inherit;text-decoration:underline 1px;text-underline-offset:.2em}
@media print{.ka-who{display:none}}
</style>"""


def signed_in() -> None:
    """Who reads, and the way out; nothing while nobody signs in."""
    email = current().email
    if not email:
        return
    said = escape(tell("Signed in as {email}.", email=email))
    # A link of Markdown would open another tab.
    out = f'<a href="{SIGN_OUT}" target="_self">{escape(tell("Sign out"))}</a>'
    st.html(
        f'{STYLE}<p class="ka-who">{said} {out}</p><script>{LEAVE_WHEN_OVER}</script>',
        unsafe_allow_javascript=True,
    )

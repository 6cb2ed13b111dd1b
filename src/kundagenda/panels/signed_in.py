"""Who is signed in, the way out, and an open page that does not outlive its sign-in."""

from html import escape

import streamlit as st

from kundagenda.access.current import current
from kundagenda.panels.reader import tell

SIGN_OUT = "/auth/logout"
# As small and as quiet as the sources above it, in any mode.
STYLE = """<style>
.ka-who{margin:0;font-size:.875rem;opacity:.7}
.ka-who a{color:inherit;text-decoration:underline 1px;text-underline-offset:.2em}
@media print{.ka-who{display:none}}
</style>"""
# A page whose sign-in is over loses its connection (gate.py). Streamlit would say "Connection
# error" over figures that stay readable; loaded anew, the page leads to the sign-in. A server that
# is only away answers nothing, and the figures stay.
LEAVE_WHEN_OVER = """if (!window.kundagendaLeaves) {
  const app = document.querySelector("[data-test-connection-state]")
  window.kundagendaLeaves = new MutationObserver(async () => {
    if (app.dataset.testConnectionState === "CONNECTED") return
    const answer = await fetch("/_stcore/host-config").catch(() => null)
    if (answer && [401, 403].includes(answer.status)) location.reload()
  })
  window.kundagendaLeaves.observe(app, {attributeFilter: ["data-test-connection-state"]})
}"""


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

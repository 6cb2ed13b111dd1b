"""The few scripts that the pages carry themselves: fixed texts, so that a browser runs no others.

The content policy (access/headers.py) names each by its digest. Nothing from the data, the address
or a reader ever stands in one.
"""

from kundagenda.texts.catalogue import LANGUAGES

# Streamlit opens a page at its bare address and adds the view a moment later, as a second entry of
# the browser's history: Back would need two presses. An address without a language is not settled
# yet (`keep_address` always writes one), so it is replaced, not left behind. Once in a tab's life.
SETTLE_ADDRESS = """if (!window.kundagendaSettles) {
  window.kundagendaSettles = true
  const push = history.pushState.bind(history)
  history.pushState = (state, title, url) => {
    const now = new URL(location.href), next = new URL(url ?? now.href, now)
    const settles = next.pathname === now.pathname && !now.searchParams.has("lang")
    return settles ? history.replaceState(state, title, url) : push(state, title, url)
  }
}"""
# A screen reader picks its voice by the language of the page.
EVERY_PAGE = {
    code: f"document.documentElement.lang = '{code}'\n{SETTLE_ADDRESS}" for code in LANGUAGES
}
# Once the list stands; the page's own header hides the top 60 pixels.
SHOW_ASKED = """requestAnimationFrame(() => {
  document.querySelector(".ka-here")?.scrollIntoView({block: "start"})
})"""
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
ALL = (*EVERY_PAGE.values(), SHOW_ASKED, LEAVE_WHEN_OVER)

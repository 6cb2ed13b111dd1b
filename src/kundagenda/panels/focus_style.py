"""Where the keyboard stands: a ring around what Streamlit marks by a faint ground alone."""

# Links of the menu and of sentences, and the buttons of a picture. The ring has the colour of the
# text, so it reaches 3:1 in both modes.
FOCUS_STYLE = """<style>
[data-testid=stTopNavLink]:focus-visible,[data-testid=stPageLink-NavLink]:focus-visible,
.stElementToolbar button:focus-visible,.ka-index a:focus-visible
  {outline:2px solid currentColor!important;outline-offset:1px;border-radius:4px}
</style>"""

"""Data: bring agendas and figures in, look at what the program was unsure of, take back."""

from kundagenda import panels
from kundagenda.panels import data_state as state
from kundagenda.panels.access_list import access_list
from kundagenda.panels.bring_in import bring_in
from kundagenda.panels.customer_words import customer_words
from kundagenda.panels.health import health
from kundagenda.panels.imports_list import imports_made, why_not_told
from kundagenda.panels.late_changes import late_changes
from kundagenda.panels.log import log
from kundagenda.panels.own_data import own_data_instead
from kundagenda.panels.review import review
from kundagenda.panels.second_coder import codes_second, second_coder, second_switch
from kundagenda.panels.their_database import their_database
from kundagenda.panels.trust import trust_lines

data = panels.opened()
state.data_title(data)
panels.last_read(data)
view = state.data_view()

if view == state.REVIEW:
    if codes_second():
        second_coder(data)
    else:
        review(data)
    trust_lines(data)
    second_switch()
    customer_words(data)
elif view == state.IMPORTS:
    imports_made(data)
    why_not_told(data)
    late_changes(data)
elif view == state.DATABASE:
    their_database()
elif view == state.HEALTH:
    health(data)
elif view == state.ACCESS:
    access_list(data)
elif view == state.LOG:
    log()
elif data.background.demo:
    own_data_instead(data)
else:
    bring_in(data)

panels.foot(state.data_sources(data))

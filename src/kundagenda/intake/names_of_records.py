"""What companies call the columns of groups, targets, decisions and meetings.

A line a column: ours, what its values are, its names with the surest first, and words that say
that it is another one.
"""

from kundagenda.intake.column_names import columns

TARGET_GROUPS = columns(
    """
    code | ids | code, kod, segmentkod, kundgruppskod, segment
    name | texts | name, namn, benämning, kundgrupp, målgrupp, beskrivning, target group
    outcome_metric | groups | outcome metric, utfallsmått, mått
    cadence_days | amounts | cadence days, takt dagar, intervall dagar
    """
)
TARGETS = columns(
    """
    metric | groups | metric, mått, nyckeltal, kpi, indikator, measure
    segment | groups | segment, kundsegment, kundgrupp, målgrupp, customer group, customer
        type, kundtyp, target group, region, bransch, industry, affärsområde, business area,
        kategori, category, market, marknad
    value | amounts | value, mål, målvärde, target, goal, målnivå, värde
    valid_from | days | valid from, gäller från, från, from, giltig från
    owner_role | groups | owner role, ägare, ansvarig, owner
    """
)
PRIORITIES = columns(
    """
    forum | groups | forum
    statement | texts | statement, prioritering, prioritet, priority, utsaga, fokus
    declared_share | amounts | declared share, utlovad andel, andel, share
    basis | groups | basis, grund
    decided_on | days | decided on, beslutad, beslutsdatum, beslutat
    valid_from | days | valid from, gäller från, från, from
    valid_to | days | valid to, gäller till, till, to
    """
)
DECISIONS = columns(
    """
    agenda_item_id | ids | agenda item id, punkt-id, item id
    text | texts | text, beslut, decision, beslutstext
    decided_on | days | decided on, beslutsdatum, beslutad, datum, date
    expected_metric | groups | expected metric, väntat mått, påverkar
    expected_direction | groups | expected direction, riktning
    expected_by | days | expected by, väntat senast
    """
)
ACTIONS = columns(
    """
    decision_id | ids | decision id, besluts-id
    text | texts | text, åtgärd, action, aktivitet, task
    owner_role | groups | owner role, ansvarig, owner, ägare, responsible
    due_on | days | due on, klart senast, förfaller, deadline, due date, due, klart
    done_on | days | done on, klar, genomförd, avslutad, completed, done
    cancelled | truths | cancelled, struken, avbruten
    """
)
INITIATIVES = columns(
    """
    name | texts | initiativ, satsning, initiative, projekt, project, name, namn, benämning
    segment | groups | segment, kundsegment, kundgrupp, målgrupp, customer group, customer
        type, kundtyp, target group, region, bransch, industry, affärsområde, business area,
        kategori, category, market, marknad
    launched_on | days | launched on, startdatum, lanserad, start, launched
    completed_on | days | completed on, avslutad, slutdatum, färdig, completed, slut
    """
)
FORUMS = columns(
    """
    name | texts | forum, name, namn, benämning
    kind | groups | kind, slag, typ, type
    """
)
MEETINGS = columns(
    """
    forum | groups | forum, organ, ledningsforum
    held_on | days | held on, mötesdatum, datum, date, meeting date
    starts_at | texts | starts at, starttid, börjar, kl
    planned_minutes | amounts | planned minutes, planerade minuter, längd, minuter
    actual_minutes | amounts | actual minutes, faktiska minuter
    status | groups | status, mötesstatus
    """
)
ITEMS = columns(
    """
    forum | groups | forum, organ, möte, meeting
    held_on | days | held on, mötesdatum, datum, date, meeting date
    position | amounts | position, nr, nummer, ordning, number, no
    title | texts | title, punkt, ärende, agendapunkt, dagordningspunkt, agenda item, item,
        topic
    planned_minutes | amounts | planned minutes, planerade minuter, minuter, minutes, tid, min
    actual_minutes | amounts | actual minutes, faktiska minuter, faktisk tid, utfall
    detail | texts | detail, beskrivning, anteckning, kommentar
    """
)

"""Who may do what: everybody with a role of their own, and the form that gives and takes one."""

import streamlit as st

from kundagenda.access.current import door
from kundagenda.access.figures import app_engine, figures
from kundagenda.access.identity import sign_in_way
from kundagenda.access.people import Person, give_role, limited_still, people_of, take_role
from kundagenda.access.roles import Act, Role
from kundagenda.database.limits import Limits
from kundagenda.errors import ReaderError
from kundagenda.panels.complain import complain
from kundagenda.panels.doer import WHO, doer
from kundagenda.panels.quiet import quiet
from kundagenda.panels.reader import tell, tell_many
from kundagenda.panels.table import table
from kundagenda.panels.values import Opened
from kundagenda.settings import settings

WIDTH = 320
LIMITED = (Role.VIEWER, Role.CHAIR)


def access_title() -> str:
    """How many have a role, or that nobody signs in."""
    if sign_in_way() is None:
        return tell("Nobody signs in: only this machine is served.")
    count = len(_people())
    if not count:
        return tell("Nobody has a role of their own yet.")
    return tell_many("One person has a role.", "{n} people have a role.", count)


def access_list(data: Opened) -> None:
    """Everybody in the table, and a form for one of them or for somebody new."""
    if sign_in_way() is None:
        quiet(tell("How people sign in is written in docs/sign-in.md."))
    people = _people()
    if people:
        table(
            {
                tell("Person"): [each.email for each in people],
                tell("Role"): [_roles()[each.role] for each in people],
                tell("Sees"): [_sees(each, data) for each in people],
            },
            tell("Who has which role"),
        )
    _elsewhere()
    _form(people, data)


def _people() -> list[Person]:
    with figures(Act.GOVERN) as connection:
        return people_of(connection)


def _still() -> list[str]:
    with figures(Act.GOVERN) as connection:
        return limited_still(connection)


def _roles() -> dict[Role, str]:
    return {
        Role.VIEWER: tell("reads"),
        Role.CHAIR: tell("chairs"),
        Role.EDITOR: tell("edits"),
        Role.ADMIN: tell("administers"),
    }


def _sees(person: Person, data: Opened) -> str:
    no_names: dict[str, str] = {}
    kinds = (
        (person.limits.forums, no_names, tell("all forums")),
        (person.limits.groups, dict(data.background.segment_names), tell("all groups")),
    )
    return "; ".join(
        every if seen is None else ", ".join(sorted(known.get(code, code) for code in seen))
        for seen, known, every in kinds
    )


def _elsewhere() -> None:
    """The roles that the settings give, which no form here changes."""
    chosen = settings()
    if chosen.admins:
        quiet(tell("Always admins, by the settings: {names}.", names=", ".join(chosen.admins)))
    if chosen.claim_roles:
        said = ((group, _roles()[Role(role)]) for group, role in chosen.claim_roles.items())
        groups = ", ".join(f"{group} {role}" for group, role in said)
        quiet(tell("By the provider’s groups: {groups}.", groups=groups))
    if still := _still():
        names = ", ".join(still)
        quiet(tell("Limited as before, should a group give them a role: {names}.", names=names))


def _form(people: list[Person], data: Opened) -> None:
    known = {each.email: each for each in people}
    new = tell("Somebody new")
    chosen = st.selectbox(tell("Person"), ["", *known], format_func=lambda one: one or new,
                          key="access person", width=WIDTH)  # fmt: skip
    person = known.get(chosen)
    key = f"access {chosen} {person.version if person else 0}"
    email = person.email if person else st.text_input(tell("E-mail"), key=key, width=WIDTH)
    role = st.segmented_control(tell("Role"), list(Role), format_func=_roles().__getitem__,
                                default=person.role if person else Role.VIEWER,
                                required=True, key=f"{key} role")  # fmt: skip
    limits = _limits(person, data, key) if role in LIMITED else Limits()
    with st.container(horizontal=True, gap="small"):
        if st.button(tell("Give the role"), type="primary", key="access give"):
            _give(email, Role(role or Role.VIEWER), limits, person)
        if person and st.button(tell("Take the role away"), key="access take"):
            _take(person)


def _limits(person: Person | None, data: Opened, key: str) -> Limits:
    """What they see; nothing chosen is everything."""
    before, names = person.limits if person else Limits(), dict(data.background.segment_names)
    with st.container(horizontal=True, gap="small"):
        forums = st.multiselect(tell("Only these forums"),
                                _options(before.forums, data.background.forums),
                                sorted(before.forums or ()), key=f"{key} forums",
                                placeholder=tell("All forums"), width=WIDTH)  # fmt: skip
        groups = st.multiselect(tell("Only these groups"),
                                _options(before.groups, data.background.segments),
                                sorted(before.groups or ()), key=f"{key} groups",
                                format_func=lambda code: names.get(code, code),
                                placeholder=tell("All groups"), width=WIDTH)  # fmt: skip
    return Limits(frozenset(forums) or None, frozenset(groups) or None)


def _options(seen: frozenset[str] | None, there: tuple[str, ...]) -> list[str]:
    """All there is to choose; what somebody is limited to and is not there just now stays too."""
    return [*there, *sorted((seen or frozenset()).difference(there))]


def _give(email: str, role: Role, limits: Limits, person: Person | None) -> None:
    try:
        give_role(app_engine(Act.GOVERN), email, role, limits, doer(WHO),
                  person.version if person else None)  # fmt: skip
    except ReaderError as error:
        complain(error)
        return
    door().forget()
    st.rerun()


def _take(person: Person) -> None:
    try:
        take_role(app_engine(Act.GOVERN), person.email, person.version, doer(WHO))
    except ReaderError as error:
        complain(error)
        return
    door().forget()
    st.rerun()

"""What a reader chose stands in the address, as codes that are the same in both languages.

Streamlit can bind a control to the address by itself, but writes the translated label there and
drops unbound values when the page changes. So every run ends with `keep_address`.
"""

from collections.abc import Collection

import streamlit as st

KEPT, WRITTEN = "kept: ", "address as written"
ALWAYS = "lang"  # stands in every address that we write


def chosen(name: str, allowed: Collection[str], default: str) -> str:
    """The code chosen: by its control, by the address, or on the page before.

    A code that is not allowed, whoever wrote it, is the default.
    """
    asked = _asked(name)
    code = asked if isinstance(asked, str) and asked in allowed else default
    st.session_state[KEPT + name] = code
    return code


def written(name: str, longest: int = 100) -> str:
    """The words a reader wrote, found as a code is in `chosen`; what is longer is cut."""
    asked = _asked(name)
    words = asked.strip()[:longest] if isinstance(asked, str) else ""
    st.session_state[KEPT + name] = words
    return words


def _asked(name: str) -> object:
    """What the reader did last: the address, where it is no longer as we wrote it, else a control.

    Streamlit empties the address when the page changes; Back and links always bring a language,
    and what they leave out is at its default.
    """
    state, address = st.session_state, st.query_params
    turned = address.get(name) != state.get(WRITTEN, {}).get(name)
    if name in state and not turned:
        return state[name]
    if turned and ALWAYS in address:
        return address.get(name)
    return address.get(name) or state.get(KEPT + name)


def kept(name: str) -> str | None:
    """The code that was chosen in this visit, without looking for a newer one."""
    found = st.session_state.get(KEPT + name)
    return found if isinstance(found, str) else None


def prepare(name: str, code: str) -> str:
    """Give the control of this name its code before it is drawn; returns its key.

    At every run: a control whose label changes with the language is a new one to the browser,
    and would stand there with nothing chosen.
    """
    st.session_state[name] = code
    return name


def asked_in_vain(name: str, allowed: Collection[str]) -> str | None:
    """The code in the address that names nothing here; null when all is well."""
    code = st.query_params.get(name)
    return code if code and code not in allowed else None


def shared_address(defaults: dict[str, str]) -> dict[str, str]:
    """The codes that a link must carry to show the same view: all but the defaults."""
    kept = {name: st.session_state.get(KEPT + name, default) for name, default in defaults.items()}
    return {name: code for name, code in kept.items() if code != defaults[name]}


def keep_address(defaults: dict[str, str]) -> None:
    """Write the view into the address, and leave alone what is not ours."""
    now = {name: st.query_params[name] for name in st.query_params}
    wanted = {name: code for name, code in now.items() if name not in defaults}
    wanted |= shared_address(defaults)
    if wanted != now:
        st.query_params.from_dict(wanted)
    st.session_state[WRITTEN] = wanted

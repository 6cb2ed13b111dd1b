"""The review: one topic at a time, what the program takes it for and why, and a tap a label."""

from hashlib import blake2b
from html import escape
from secrets import token_bytes

import streamlit as st

from kundagenda.access.figures import app_engine
from kundagenda.access.roles import Act
from kundagenda.errors import ReaderError
from kundagenda.intake.correct import correct
from kundagenda.intake.review import Queue, Waiting
from kundagenda.intake.undo_correction import undo_correction
from kundagenda.panels.complain import complain
from kundagenda.panels.data_state import queue_of
from kundagenda.panels.doer import WHO, doer
from kundagenda.panels.label_buttons import label_buttons
from kundagenda.panels.quiet import quiet
from kundagenda.panels.reader import lang, plain, tell, tell_many
from kundagenda.panels.theme_words import theme_names
from kundagenda.panels.values import Opened
from kundagenda.panels.visit import forget, remember, remembered
from kundagenda.shown.levels import level_names
from kundagenda.texts.numbers import day, percent

LAST = "last correction"
NOT_CUSTOMER = "none"
_SEAL = token_bytes(32)
LARGE = "font-size:32px;line-height:40px;font-weight:600;margin:0;padding:0;max-width:32em"


def review(data: Opened) -> None:
    """The topic whose turn it is, or that none waits."""
    queue = queue_of(data)
    _progress(queue)
    if queue.waiting:
        _topic(queue.waiting[0])
    else:
        large(tell("Everything has been looked at."))
    _undo_last()


def large(text: str) -> None:
    """A text in large type, letter by letter."""
    st.html(f'<h2 style="{LARGE}">{escape(text)}</h2>')


def sealed(topic: str) -> str:
    """A name for a topic in keys, which are sent to the browser: it says nothing of the topic.

    A title is short enough to be guessed from a plain digest of it.
    """
    return blake2b(topic.encode(), key=_SEAL, digest_size=12).hexdigest()


def _progress(queue: Queue) -> None:
    said = [tell_many("{n} left.", "{n} left.", queue.topics)]
    if queue.reviewed_share:
        share = percent(queue.reviewed_share, lang())
        said.append(tell("{share} of all items have been looked at by a person.", share=share))
    quiet(" ".join(said))


def _topic(topic: Waiting) -> None:
    large(tell("Confidential item") if topic.confidential else topic.title)
    st.markdown("  \n".join([_guess(topic), _seen(topic)]))
    theme = _theme(topic)
    level = label_buttons(sealed(topic.topic))
    if level is not None:
        _label(topic, level, theme if level == NOT_CUSTOMER else None)


def _guess(topic: Waiting) -> str:
    """What the program takes it for, how sure it is, and by which words."""
    name = level_names(lang())[topic.level_best]
    if topic.level_best == NOT_CUSTOMER:
        name = tell("Not about customers")
    values = {"level": f"**{name}**"}
    if topic.confidence is None:
        said = tell("Taken for: {level}.", **values)
    else:
        sure = percent(topic.confidence, lang())
        said = tell("Taken for: {level}, {sure} sure.", sure=sure, **values)
    if topic.because and not topic.confidential:
        said += " " + tell("Because: {words}.", words=plain(topic.because))
    return said


def _seen(topic: Waiting) -> str:
    """How often it came up, where, and when last."""
    values = {
        "forums": plain(", ".join(topic.forums)),
        "day": day(topic.last_seen, lang()),
    }
    one, many = "Seen once, in {forums}, {day}.", "Seen {n} times in {forums}, last {day}."
    return f":gray[{tell_many(one, many, topic.times_seen, **values)}]"


def _theme(topic: Waiting) -> str:
    """The theme that the topic gets if it is not about customers."""
    names = theme_names()
    codes = list(names)
    first = topic.theme if topic.theme in names else "other"
    return str(
        st.selectbox(
            tell("Theme, if it is not about customers"),
            codes,
            index=codes.index(first),
            format_func=names.__getitem__,
            key=f"theme of {sealed(topic.topic)}",
            width=260,
        )
    )


def _label(topic: Waiting, level: str, theme: str | None) -> None:
    try:
        # Seen at the first label only, when what titles look like has to be learned.
        with st.spinner(tell("Labelling")):
            made = correct(
                app_engine(Act.WRITE), topic.title, level, theme, doer(WHO), seen=topic.standing
            )
    except ReaderError as error:
        complain(without_title(error) if topic.confidential else error)
        return
    shown = tell("Confidential item") if topic.confidential else made.title
    remember(LAST, (made.id, shown, level, made.items, made.alike))
    st.rerun()


def without_title(error: ReaderError) -> ReaderError:
    """A refusal that does not quote what was labelled."""
    hidden = {"title": tell("Confidential item")} if "title" in error.values else {}
    return ReaderError(error.text, **error.values | hidden)


def _undo_last() -> None:
    """What was labelled last, and its undo."""
    last: tuple[int, str, str, int, int] | None = remembered(LAST)
    if last is None:
        return
    number_of_correction, labelled = last[0], last[1:]
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        if st.button(tell("Undo the last"), key="undo the last", shortcut="U", type="tertiary"):
            _take_back(number_of_correction)
        quiet(_labelled(*labelled), width="content")


def _labelled(title: str, level: str, items: int, alike: int) -> str:
    """What became of a topic, and of those that are nearly the same."""
    names = level_names(lang()) | _outside()
    values = {"title": plain(title), "level": names[level]}
    one, many = "{title}: {level}, {n} item.", "{title}: {level}, {n} items."
    if alike:
        values["others"] = tell_many(
            "{n} that is nearly the same", "{n} that are nearly the same", alike
        )
        one = "{title}: {level}, {n} item and {others}."
        many = "{title}: {level}, {n} items and {others}."
    return tell_many(one, many, items, **values)


def _outside() -> dict[str, str]:
    return {NOT_CUSTOMER: tell("Not about customers"), "unclear": tell("Cannot tell")}


def _take_back(number_of_correction: int) -> None:
    try:
        undo_correction(app_engine(Act.WRITE), number_of_correction, doer(WHO))
    except ReaderError as error:
        complain(without_title(error))  # whoever presses sees beside it what they labelled
        return
    forget(LAST)
    st.rerun()

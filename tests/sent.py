"""All that pages send to a browser, letter by letter, and what their buttons would hand out."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
import streamlit as st
from sqlalchemy import Engine
from streamlit.runtime.forward_msg_queue import ForwardMsgQueue
from streamlit.testing.v1 import AppTest

from kundagenda.access import current as access
from kundagenda.access.roles import Reader

Made = dict[str, Callable[[], bytes]]


class Sent:
    """What was sent since the last `taken`, and the files that were offered with it."""

    def __init__(self) -> None:
        self.messages: list[bytes] = []
        self.files: Made = {}

    def taken(self) -> bytes:
        """Every message since the last time, one after another."""
        every = b"\n".join(self.messages)
        self.messages.clear()
        return every


@contextmanager
def watching_what_is_sent(monkeypatch: pytest.MonkeyPatch) -> Iterator[Sent]:
    """Note every message to a browser, and every file that a button would make."""
    sent = Sent()
    enqueue, button = ForwardMsgQueue.enqueue, st.download_button

    def noted(queue: Any, message: Any) -> None:
        if message.WhichOneof("type") == "delta":  # the rest is of the session, and new each time
            sent.messages.append(message.SerializeToString())
        enqueue(queue, message)

    def offered(label: str, data: Any, *rest: Any, **named: Any) -> bool:
        sent.files[str(named.get("file_name"))] = data if callable(data) else lambda: data
        return button(label, b"", *rest, **named)

    with monkeypatch.context() as patch:
        patch.setattr(ForwardMsgQueue, "enqueue", noted)
        patch.setattr(st, "download_button", offered)
        yield sent


def read_as(monkeypatch: pytest.MonkeyPatch, reader: Reader) -> None:
    """From here on whoever opens a page is this reader."""
    from kundagenda.panels import menu

    def looked_up() -> Reader:
        access._READER.set(reader)
        return reader

    monkeypatch.setattr(access, "look_again", looked_up)
    monkeypatch.setattr(menu, "look_again", looked_up)


def without_exception(visit: AppTest) -> AppTest:
    """The page, which has drawn itself to its end."""
    assert not visit.exception, [each.value for each in visit.exception]
    assert not visit.error, [each.value for each in visit.error]
    return visit


def log_rows(engine: Engine) -> list[Any]:
    """The log, the oldest first."""
    from sqlalchemy import select

    from kundagenda.database.tables import audit

    with engine.connect() as connection:
        return list(connection.execute(select(audit).order_by(audit.c.id)))

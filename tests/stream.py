"""What a browser is sent through the websocket, read without a browser."""

import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.exceptions import ConnectionClosed, InvalidStatus
from websockets.sync.client import ClientConnection, connect

PATIENCE = 30


class Stream:
    """An open page of somebody."""

    def __init__(self, connection: ClientConnection) -> None:
        self._connection = connection

    def run(self, page: str = "", query: str = "lang=en") -> list[ForwardMsg]:
        """Everything that is sent for a page, until its script has ended."""
        asked = BackMsg()
        asked.rerun_script.page_name, asked.rerun_script.query_string = page, query
        self._connection.send(asked.SerializeToString())
        sent: list[ForwardMsg] = []
        while not sent or sent[-1].WhichOneof("type") != "script_finished":
            sent.append(ForwardMsg.FromString(self._connection.recv(PATIENCE)))
        return sent

    def closes_within(self, seconds: float) -> int | None:
        """The code with which the server closes it in that time; null where it stays open."""
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            try:
                self._connection.recv(until - time.monotonic())
            except TimeoutError:
                break
            except ConnectionClosed as closed:
                return closed.rcvd.code if closed.rcvd else -1
        return None


@contextmanager
def stream(base: str, cookies: Mapping[str, str]) -> Iterator[Stream]:
    """The websocket of a page, opened with these cookies.

    Raises:
        InvalidStatus: the server does not open it.
    """
    sent = {"Cookie": "; ".join(f"{name}={value}" for name, value in cookies.items())}
    address = base.replace("http", "ws", 1) + "/_stcore/stream"
    with connect(address, origin=base, additional_headers=sent, max_size=None) as connection:
        yield Stream(connection)


def refused(base: str, cookies: Mapping[str, str]) -> bytes | None:
    """All that is answered to a websocket which is not opened; null where one is."""
    try:
        with stream(base, cookies):
            return None
    except InvalidStatus as error:
        return error.response.serialize()


def menu(sent: list[ForwardMsg]) -> list[str]:
    """The addresses of the pages that a reader is told of, those that only links lead to too."""
    pages = [each.navigation.app_pages for each in sent if each.HasField("navigation")]
    return [page.url_pathname for page in pages[-1]]


def opened_page(sent: list[ForwardMsg]) -> str:
    """The address of the page whose script ran."""
    [navigation] = [each.navigation for each in sent if each.HasField("navigation")][-1:]
    names = {page.page_script_hash: page.url_pathname for page in navigation.app_pages}
    return names[navigation.page_script_hash]

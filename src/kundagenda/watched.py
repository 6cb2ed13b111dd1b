"""A websocket that stays open only as long as whoever opened it may read."""

import asyncio
from collections.abc import Awaitable, Callable

from starlette.types import Message, Receive, Send

from kundagenda.access.loopback import POLICY_VIOLATION

LOOK_SECONDS = 2.0


class Watched:
    """What goes through a websocket, looked at every `LOOK_SECONDS`; closed once it may not be.

    Args:
        receive: From the browser.
        send: To the browser.
        known: Whether whoever opened it may still read.
    """

    def __init__(self, receive: Receive, send: Send, known: Callable[[], Awaitable[bool]]) -> None:
        self._receive, self._send, self._known = receive, send, known
        self._waiting: asyncio.Future[Message] | None = None
        self._closed = False

    async def receive(self) -> Message:
        """What the browser sends next; that it is gone, once its sign-in is over."""
        if self._waiting is None:
            self._waiting = asyncio.ensure_future(self._receive())
        waiting = self._waiting
        while await self._known():
            await asyncio.wait([waiting], timeout=LOOK_SECONDS)
            if waiting.done():
                self._waiting = None
                return waiting.result()
        waiting.cancel()
        return await self._close()

    async def send(self, message: Message) -> None:
        """Pass on what a page sends, and nothing after the end."""
        if not self._closed:
            await self._send(message)

    async def _close(self) -> Message:
        self._closed = True
        await self._send({"type": "websocket.close", "code": POLICY_VIOLATION})
        return {"type": "websocket.disconnect", "code": POLICY_VIOLATION}

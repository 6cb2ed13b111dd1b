"""A relay before a server that counts the bytes which leave it: what a network really carries."""

import socket
import threading
from typing import Self


class Relay:
    """Listens on a port of its own and passes all on, both ways.

    ``sent`` is the bytes from the server so far.
    """

    def __init__(self, port: int) -> None:
        self.sent = 0
        self._server = ("127.0.0.1", port)
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.url = f"http://127.0.0.1:{self._listener.getsockname()[1]}"

    def __enter__(self) -> Self:
        threading.Thread(target=self._accept, daemon=True).start()
        return self

    def __exit__(self, *_failure: object) -> None:
        self._listener.close()

    def _accept(self) -> None:
        while True:
            try:
                reader, _ = self._listener.accept()
            except OSError:  # closed: the measurement is over
                return
            server = socket.create_connection(self._server)
            for ends in ((reader, server, False), (server, reader, True)):
                threading.Thread(target=self._pass_on, args=ends, daemon=True).start()

    def _pass_on(self, source: socket.socket, target: socket.socket, counted: bool) -> None:
        """Until one side hangs up; then neither has anything more to say."""
        try:
            while part := source.recv(65536):
                self.sent += len(part) if counted else 0
                target.sendall(part)
        except OSError:
            pass
        finally:
            source.close()
            target.close()

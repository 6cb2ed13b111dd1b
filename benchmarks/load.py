"""A hundred readers at once: they open the Overview within ten seconds and then change a filter.

    python benchmarks/load.py --address sqlite:///data/kundagenda.db

Each session is a websocket that speaks Streamlit's own messages, without a browser, so that the
server alone is measured. Rerun: from the choice to the end of the script, in ms. Memory: what the
server has grown by while the sessions were open, per session. Ends with status 1 on any error.
"""

import argparse
import asyncio
import os
import random
import statistics
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path

import websockets
from screens import server
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

STEPS = ("month", "year", "quarter")
DEFAULT = "quarter"  # not written in the address
KEY = "-grain"
WITHIN_SECONDS = 60


@dataclass
class Told:
    """What all sessions together have seen: seconds of openings and reruns, and failures."""

    opened: list[float] = field(default_factory=list)
    reruns: list[float] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)


class Session:
    """One reader: the page is asked for, and what it tells is read to the end of each run."""

    def __init__(self, socket: websockets.ClientConnection) -> None:
        self.socket = socket
        self.control, self.page, self.written = "", "", ""

    async def run(self, step: str = "") -> float:
        """Ask for a run, with a step of time chosen or not; seconds until the script has ended."""
        asked = BackMsg()
        asked.rerun_script.query_string = self.written or "lang=en"
        asked.rerun_script.page_script_hash = self.page
        if step:
            state = asked.rerun_script.widget_states.widgets.add()
            state.id = self.control
            state.string_array_value.data.append(step.capitalize())  # as it is called
        begun = time.perf_counter()
        await self.socket.send(asked.SerializeToString())
        await asyncio.wait_for(self._ended(), WITHIN_SECONDS)
        took = time.perf_counter() - begun
        shown = f"grain={step}" in self.written or (step == DEFAULT and "grain" not in self.written)
        if step and not shown:
            raise RuntimeError(f"the page shows {self.written!r}, not the step {step}")
        return took

    async def _ended(self) -> None:
        while True:
            message = ForwardMsg.FromString(await self.socket.recv())
            kind = message.WhichOneof("type")
            if kind == "script_finished":
                if message.script_finished != ForwardMsg.FINISHED_SUCCESSFULLY:
                    raise RuntimeError(f"the script ended with {message.script_finished}")
                return
            if kind == "navigation":
                self.page = message.navigation.page_script_hash
            elif kind == "page_info_changed":
                self.written = message.page_info_changed.query_string
            elif kind == "delta":
                self._look_at(message.delta.new_element)

    def _look_at(self, element: object) -> None:
        kind = element.WhichOneof("type")  # type: ignore[attr-defined]
        if kind in ("exception", "alert"):
            raise RuntimeError(f"the page shows an {kind}")
        found = getattr(getattr(element, kind), "id", "") if kind else ""
        if found.endswith(KEY):
            self.control = found


async def reader(base: str, wait: float, chosen: argparse.Namespace, told: Told) -> None:
    """Open the Overview after a while, and change the step of time until the time is over."""
    await asyncio.sleep(wait)
    pause = chosen.pause
    address = base.replace("http", "ws", 1) + "/_stcore/stream"
    try:
        # As a browser: it waits, and asks for no sign of life.
        async with websockets.connect(
            address, subprotocols=["streamlit"], max_size=None, ping_interval=None, open_timeout=60
        ) as socket:
            session, until = Session(socket), time.monotonic() + chosen.seconds
            told.opened.append(await session.run())
            number = 0
            while time.monotonic() < until:
                await asyncio.sleep(random.uniform(pause / 2, 3 * pause / 2))
                number += 1
                told.reruns.append(await session.run(STEPS[number % len(STEPS)]))
    except (OSError, RuntimeError, TimeoutError, websockets.WebSocketException) as error:
        told.errors.append(f"{type(error).__name__}: {error}")


async def everybody(base: str, chosen: argparse.Namespace, process: int) -> Told:
    """All sessions; prints the memory before, and with all of them open."""
    told, before, begun = Told(), memory(process), processor(process)
    opening = chosen.opening * 1.0
    waits = [opening * number / chosen.sessions for number in range(chosen.sessions)]
    work = [asyncio.create_task(reader(base, wait, chosen, told)) for wait in waits]
    await asyncio.sleep(opening + chosen.seconds / 2)
    grown = (memory(process) - before) / chosen.sessions
    print(f"memory before {before:.0f} MB, per session {grown:.2f} MB")
    await asyncio.gather(*work)
    runs = len(told.opened) + len(told.reruns)
    print(f"processor: {1000 * (processor(process) - begun) / max(runs, 1):.0f} ms a run")
    return told


def processor(process: int) -> float:
    """Seconds of the processor that the server has had (Linux)."""
    fields = Path(f"/proc/{process}/stat").read_text().rpartition(") ")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def memory(process: int) -> float:
    """MB that the server itself holds (Linux)."""
    lines = Path(f"/proc/{process}/status").read_text().splitlines()
    return int(dict(each.split(":") for each in lines)["VmRSS"].split()[0]) / 1024


def server_process() -> int:
    """The number of the server that this program has started."""
    children = Path(f"/proc/self/task/{os.getpid()}/children").read_text()
    return int(children.split()[0])


def line(name: str, seconds: list[float]) -> str:
    """Median and 95th percentile of some times, in ms."""
    if len(seconds) < 2:
        return f"{name}: {len(seconds)}"
    p95 = statistics.quantiles(seconds, n=20)[-1]
    middle = statistics.median(seconds)
    return f"{name}: {len(seconds)}, p50 {1000 * middle:.0f} ms, p95 {1000 * p95:.0f} ms"


def main() -> None:
    """Read the command line, let everybody in, and print what they met."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--address", help="the app database; the default one when left out")
    asked.add_argument("--port", type=int, default=8597)
    asked.add_argument("--sessions", type=int, default=100)
    asked.add_argument("--opening", type=int, default=10, help="seconds in which all open it")
    asked.add_argument("--seconds", type=int, default=60, help="how long each stays")
    asked.add_argument("--pause", type=float, default=6, help="seconds between two changes, about")
    chosen = asked.parse_args()
    # As a service runs it: watching every module for every session is for whoever writes the app.
    os.environ["STREAMLIT_SERVER_FILE_WATCHER_TYPE"] = "none"
    load = Path("/proc/loadavg").read_text().split()[0]
    with server(chosen.port, chosen.address) as base:
        told = asyncio.run(everybody(base, chosen, server_process()))
    print(f"{chosen.sessions} sessions, load of the machine before {load}")
    print(line("opened", told.opened))
    print(line("reruns", told.reruns))
    print(f"errors: {len(told.errors)}", *sorted(set(told.errors)), sep="\n  ")
    sys.exit(1 if told.errors else 0)


if __name__ == "__main__":
    main()

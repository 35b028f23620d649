"""Servers that benchmarks start, and how long processes have worked, as Linux says it."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

START_SECONDS: Final = 300


@contextlib.contextmanager
def answering(command: Sequence[str], address: str, *, stderr: int | None = None) -> Iterator[int]:
    """The id of a server process that answers at an address; it is ended afterwards."""
    server = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=stderr)
    try:
        _wait_until_it_answers(address, server)
        yield server.pid
    finally:
        server.send_signal(signal.SIGTERM)
        server.wait()


def _wait_until_it_answers(address: str, server: subprocess.Popen[bytes]) -> None:
    until = time.monotonic() + START_SECONDS
    while time.monotonic() < until and server.poll() is None:
        try:
            with urllib.request.urlopen(address, timeout=5):
                return
        except OSError:  # refused, or the first page takes its time
            time.sleep(0.1)
    sys.exit(f"The server does not answer at {address}; its status: {server.poll()}")


def processor_seconds(*roots: int) -> float:
    """Seconds that some processes have worked, with everything that they started and that still runs or was awaited."""
    parents: dict[int, int] = {}
    ticks: dict[int, int] = {}
    for stat in Path("/proc").glob("[0-9]*/stat"):
        with contextlib.suppress(OSError):  # it has just ended
            fields = stat.read_text(encoding="utf-8").rpartition(")")[2].split()
            parents[int(stat.parent.name)] = int(fields[1])
            ticks[int(stat.parent.name)] = sum(int(field) for field in fields[11:15])

    def belongs(pid: int) -> bool:
        return pid in roots or (pid in parents and belongs(parents[pid]))

    return sum(count for pid, count in ticks.items() if belongs(pid)) / os.sysconf("SC_CLK_TCK")
